"""The command verify.py: its exit codes. A failure of the program is no verdict."""

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import verify

REPORTS = Path(__file__).resolve().parent.parent / "report"
AS_OF = "2026-11-20T22:00:00Z"


class Verify(unittest.TestCase):
    def run_verify(self, *arguments, report=REPORTS / "report.json", registry=REPORTS / "registry.json"):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = verify.main([str(report), "--registry", str(registry), *map(str, arguments)])
            except SystemExit as usage:
                code = usage.code
        return code, json.loads(out.getvalue()) if out.getvalue() else None

    def test_valid(self):
        code, result = self.run_verify("--now", AS_OF)
        self.assertEqual((code, result["valid"]), (0, True))
        self.assertEqual(result["not_checked"], ["supply", "value-per-token", "token-decimals", "policy", "age", "previous"])

    def test_valid_with_every_option(self):
        options = ["--now", AS_OF, "--max-age-seconds", 0, "--supply", REPORTS / "supply.json"]
        code, result = self.run_verify(*options, "--first")
        self.assertEqual((code, result["not_checked"]), (0, ["policy"]))

    def test_valid_after_another(self):
        options = ["--now", "2026-11-21T22:00:00Z", "--previous", REPORTS / "report.json"]
        code, result = self.run_verify(*options, report=REPORTS / "next-day.json")
        self.assertEqual((code, result["not_checked"]), (0, ["supply", "value-per-token", "token-decimals", "policy", "age"]))

    def test_another_suite(self):
        folder = REPORTS / "bls12-381"
        registry = folder / "registry.json"
        code, result = self.run_verify("--now", AS_OF, report=folder / "report.json", registry=registry)
        self.assertEqual((code, result["suite"]), (0, "bls12-381"))
        # Reports follow each other by a digest that is not that of the document.
        options = ["--now", "2026-11-21T22:00:00Z", "--previous", folder / "report.json"]
        code, following = self.run_verify(*options, report=folder / "next-day.json", registry=registry)
        self.assertEqual((code, "previous" in following["not_checked"]), (0, False))
        document = json.loads((folder / "next-day.json").read_text("utf-8"))
        self.assertEqual(document["previous"], result["report"])

    def test_a_previous_report_without_a_digest_is_no_verdict(self):
        folder = REPORTS / "bls12-381"
        report = json.loads((folder / "report.json").read_text("utf-8"))
        report["attestations"].pop()
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(report, file)
            file.flush()
            files = {"report": folder / "next-day.json", "registry": folder / "registry.json"}
            self.assertEqual(self.run_verify("--previous", file.name, **files), (2, None))

    def test_refused(self):
        for report, options, error in [
            ("short.json", [], "proof-weights"),
            ("inflated.json", [], "proof-refresh"),
            ("registry.json", [], "malformed"),
            ("successor.json", ["--first"], "wrong-previous"),
            ("report.json", ["--previous", REPORTS / "successor.json"], "wrong-previous"),
            ("successor.json", ["--previous", REPORTS / "report.json"], "not-newer"),
            ("report.json", ["--now", "2026-11-20T21:59:59Z"], "from-the-future"),
            ("report.json", ["--now", "2026-11-20T22:00:02Z", "--max-age-seconds", 1], "stale"),
        ]:
            code, result = self.run_verify("--now", AS_OF, *options, report=REPORTS / report)
            self.assertEqual((code, result["valid"], result["code"]), (1, False, error))

    def test_unusable(self):
        for options, files in [
            ([], {"report": REPORTS / "nowhere.json"}),
            ([], {"registry": REPORTS / "report.json"}),
            (["--supply", REPORTS / "report.json"], {}),
            (["--now", "yesterday"], {}),
            (["--max-age-seconds", -1], {}),
            (["--first", "--previous", REPORTS / "report.json"], {}),
        ]:
            self.assertEqual(self.run_verify(*options, **files), (2, None))

    def test_a_registry_that_makes_no_sense_is_no_verdict(self):
        registry = json.loads((REPORTS / "registry.json").read_text("utf-8"))
        registry["custodians"][0]["threshold"] = 2
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(registry, file)
            file.flush()
            self.assertEqual(self.run_verify(registry=file.name), (2, None))

    def test_what_the_registry_knows_is_checked(self):
        registry = json.loads((REPORTS / "registry.json").read_text("utf-8"))
        token = {"chain": "eip155:1", "token": "0x5b1c0000000000000000000000000000000000a5", "decimals": 6}
        registry["tokens"] = [token]
        registry["least_value_per_token"] = {"currency": "USD", "value": "1"}
        for decimals, value, expected in [(6, "1", 0), (15, "1", "token-decimals"), (6, "1.01", "value-too-low")]:
            token["decimals"], registry["least_value_per_token"]["value"] = decimals, value
            with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
                json.dump(registry, file)
                file.flush()
                code, result = self.run_verify("--now", AS_OF, registry=file.name)
            if expected == 0:
                self.assertEqual((code, result["not_checked"]), (0, ["supply", "policy", "age", "previous"]))
            else:
                self.assertEqual((code, result["code"]), (1, expected))

    def test_a_failure_is_no_verdict(self):
        with mock.patch("verify.verify_report", side_effect=RuntimeError("a bug")):
            self.assertEqual(self.run_verify(), (2, None))


if __name__ == "__main__":
    unittest.main()
