"""That the checker can fail: every test breaks one thing and sees exit code 1.

Run with: python3 -m unittest discover -s test-vectors/reference
"""

import io
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from check_all import check_all

HERE = Path(__file__).resolve().parent
VECTORS = HERE.parent


class Vectors(unittest.TestCase):
    """A copy of some of the vectors, with few of the report's cases, to be spoilt."""

    FOLDERS = ("documents", "program", "report", "schemas")
    KEPT = ("nothing changed", "a day that does not exist", "another last scalar")

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for name in self.FOLDERS:
            shutil.copytree(VECTORS / name, self.root / name)
        shutil.copy(VECTORS / "README.md", self.root)
        for path in self.root.glob("report/**/vectors.json"):
            self.edit(path.relative_to(self.root), self.keep_few)
        kept = json.loads((self.root / "report" / "vectors.json").read_text("utf-8"))["cases"]
        self.assertEqual(len(kept), len(self.KEPT))

    def keep_few(self, content):
        content["cases"] = [case for case in content["cases"] if case["comment"] in self.KEPT]

    def edit(self, name, change):
        path = self.root / name
        content = json.loads(path.read_text("utf-8"))
        change(content)
        path.write_text(json.dumps(content), "utf-8")

    def check(self):
        out = io.StringIO()
        return check_all(self.root, out), out.getvalue()

    def fails(self, *texts):
        passed, out = self.check()
        self.assertFalse(passed, out)
        for text in texts:
            self.assertIn(text, out)
        self.assertEqual(out.count("FAILED"), 1, out)

    def test_untouched_vectors_pass(self):
        passed, out = self.check()
        self.assertTrue(passed, out)
        self.assertNotIn("FAILED", out)

    def test_the_command_exits_with_the_verdict(self):
        command = [sys.executable, str(HERE / "check_all.py"), str(self.root)]
        self.assertEqual(subprocess.run(command, stdout=subprocess.DEVNULL).returncode, 0)
        self.edit("documents/parse.json", lambda content: content["cases"][0].update(result="invalid"))
        self.assertEqual(subprocess.run(command, stdout=subprocess.DEVNULL).returncode, 1)

    def test_a_valid_case_called_invalid(self):
        self.edit(
            "report/vectors.json",
            lambda content: content["cases"][0].update(result="invalid", error="proof-invalid"),
        )
        self.fails("report/vectors.json: 1 (nothing changed)")

    def test_an_invalid_case_called_valid(self):
        def change(content):
            del content["cases"][2]["error"]
            content["cases"][2]["result"] = "valid"

        self.edit("report/vectors.json", change)
        self.fails("expected {'result': 'valid'}", "found {'result': 'invalid', 'error': 'proof-invalid'}")

    def test_another_error_code(self):
        self.edit("report/vectors.json", lambda content: content["cases"][1].update(error="book-invalid"))
        self.fails("expected {'error': 'book-invalid'}")

    def test_an_invalid_case_without_code(self):
        self.edit("program/programs.json", lambda content: content["cases"][-1].pop("error"))
        self.fails("an invalid case names its error")

    def test_another_digest(self):
        self.edit("program/programs.json", lambda content: content["cases"][0].update(sha256="00" * 32))
        self.fails("program/programs.json: 1")

    def test_another_canonical_form(self):
        self.edit("documents/canonical.json", lambda content: content["cases"][0].update(canonical="{}"))
        self.fails("documents/canonical.json: 1")

    def test_another_intermediate_value(self):
        self.edit("report/intermediate.json", lambda content: content.update(context="00" * 32))
        self.fails("report/intermediate.json: context:")

    def test_an_intermediate_value_that_nothing_computes(self):
        self.edit("report/intermediate.json", lambda content: content.update(extra="00"))
        self.fails("report/intermediate.json: extra:")

    def test_another_opening(self):
        def change(content):
            content["quantities"][0]["quantity"] = "1"

        self.edit("report/northbank.opening.json", change)
        self.fails("northbank.opening.json")

    def test_a_document_that_is_none(self):
        self.edit("report/supply.json", lambda content: content.update(extra=1))
        self.fails("report/supply.json", "malformed")

    def test_a_field_that_nothing_checks(self):
        self.edit("documents/parse.json", lambda content: content["cases"][0].update(digest="00"))
        self.fails("fields that nothing checks: digest")

    def test_a_field_of_the_file_that_nothing_checks(self):
        self.edit("documents/parse.json", lambda content: content.update(lenient=True))
        self.fails("FAILED documents/parse.json: file: VectorError: fields that nothing checks: lenient")

    def test_an_id_twice(self):
        self.edit("documents/parse.json", lambda content: content["cases"][0].update(id=2))
        self.fails("an id twice")

    def test_a_flag_without_a_note(self):
        self.edit("report/vectors.json", lambda content: content["cases"][0].update(flags=["Odd"]))
        self.fails("flags without a note: Odd")

    def test_an_unknown_option(self):
        self.edit("report/vectors.json", lambda content: content["options"].update(lenient=1))
        passed, out = self.check()
        self.assertFalse(passed)
        self.assertEqual(out.count("unknown options {'lenient'}"), len(self.KEPT))

    def test_an_unknown_file(self):
        (self.root / "report" / "more.json").write_text("{}", "utf-8")
        self.fails("FAILED report/more.json: file: VectorError: unknown file")

    def test_an_unknown_operation(self):
        (self.root / "more.json").write_text('{"operation": "guess", "cases": []}', "utf-8")
        self.fails("unknown operation 'guess'")

    def test_a_file_that_names_its_operation(self):
        content = {"operation": "program", "cases": [{"bytes": "", "result": "invalid", "error": "length"}]}
        (self.root / "more.json").write_text(json.dumps(content), "utf-8")
        self.fails("FAILED more.json: 1", "'error': 'not-a-program'")

    def test_a_file_without_cases(self):
        self.edit("documents/parse.json", lambda content: content.update(cases=[]))
        self.fails("no cases")

    def test_no_file_at_all(self):
        for name in self.FOLDERS:
            shutil.rmtree(self.root / name)
        self.fails("there is nothing to check")


if __name__ == "__main__":
    unittest.main()
