"""The constants and the worked example of docs/spec.md, read from its text."""

import re
import unittest
from hashlib import sha256
from pathlib import Path

import keys
from bls12_381 import BLS12_381, FOLDER, GENERATORS
from documents import read_document
from proof import reduce_proof, verify_batch
from errors import Refused
from report import bind, make_statement, report_digest
from shapes import Shape
from vesta import KEYS, VESTA, encode_point, point_bytes

ROOT = Path(__file__).resolve().parent.parent.parent
SPECIFICATION = (ROOT / "docs" / "spec.md").read_text("utf-8")


def load(name):
    """One of the reports."""
    return read_document("report", (ROOT / "test-vectors" / "report" / name).read_bytes())


def hex_after(text):
    """The first 64 hexadecimal digits after a text of the specification."""
    return re.search(r"[0-9a-f]{64}", SPECIFICATION[SPECIFICATION.index(text) :]).group()


class Specification(unittest.TestCase):
    def test_roots_of_unity(self):
        self.assertEqual(f"{VESTA.root_of_unity:064x}", hex_after("of order `2^32`:"))
        for k in (7, 8, 9, 10, 12):
            self.assertEqual(f"{VESTA.omega(k):064x}", hex_after(f"\n| {k} | `"))

    def test_generators(self):
        self.assertEqual(encode_point(VESTA.generator(0)).hex(), hex_after("`G_0 = "))
        self.assertEqual(encode_point(VESTA.blinding_generator()).hex(), hex_after("| `W`, blinding |"))
        self.assertEqual(encode_point(VESTA.inner_product_generator()).hex(), hex_after("| `U`, inner product |"))
        for first, end in [(0, 128), (128, 256), (256, 512)]:
            data = b"".join(point_bytes(VESTA.generator(i)) for i in range(first, end))
            self.assertEqual(sha256(data).hexdigest(), hex_after(f"`generators-{first}-{end}.bin`"))

    def test_keys(self):
        for (k, rules), constants in KEYS.items():
            line = re.search(rf"\({k}, {rules}\) \| `(\w+)` \| `(\w+)`", SPECIFICATION)
            self.assertEqual(line.groups(), constants)
        # Derivation compares with the second constant.
        for k, rules in [(7, 4), (8, 8), (9, 8)]:
            self.assertIsNotNone(keys.standard_key(VESTA, k, rules))
        self.assertIsNone(keys.standard_key(VESTA, 7, 5))

    def test_shapes(self):
        for k, rules in KEYS:
            shape = Shape(k, rules)
            start, bucket, carry, live, shift = shape.fixed_columns()
            z = shape.blinder_rows
            last = max(row for row, value in enumerate(live) if value)
            self.assertEqual(sum(bucket), shape.buckets)
            line = f"| ({k}, {rules}) | {shape.rows:,} | {shape.buckets:,} | {z[0]:,}..{z[-1]:,} | {last:,} | "
            self.assertIn(line + f"{VESTA.proof_length(shape):,} |", SPECIFICATION)

    def test_worked_example(self):
        report = load("report.json")
        statement = make_statement(report)
        claim = reduce_proof(statement)
        example = SPECIFICATION[SPECIFICATION.index("## 14. Worked example") :]
        example = example[example.index("| value |") : example.index("## 15.")]
        values = dict(re.findall(r"\| `?([\w ]+)`? \| `([0-9a-f]{64})` \|", example))
        expected = {
            "digest of the book": report["book"]["digest"].hex(),
            "digest of the program": statement.program.digest().hex(),
            "digest of the report": report["digest"].hex(),
            "context": VESTA.encode_scalar(statement.context).hex(),
        }
        for name in ("r", "m", "c", "y", "x", "x_1", "x_3", "phi"):
            expected[name] = VESTA.encode_scalar(getattr(claim.read, name)).hex()
        self.assertEqual(values, expected)

    def test_worked_example_of_the_other_suite(self):
        report = load("bls12-381/report.json")
        compiled, binding = bind(report)
        statement = make_statement(report)
        claim = reduce_proof(statement)
        example = SPECIFICATION[SPECIFICATION.index("### 17.9 Worked example\n") :]
        values = dict(re.findall(r"\n\| (.+) \| `([0-9a-f]{64})` \|", example))
        expected = {
            "digest of the book": report["book"]["digest"].hex(),
            "digest of the table": compiled.table.digest().hex(),
            "SHA-256 of the message of `northbank`": sha256(binding.message(report["attestations"][0])).hexdigest(),
            "context digest": binding.context_digest(report, compiled.sums).hex(),
            "context": BLS12_381.encode_scalar(statement.context).hex(),
            "digest of the report": report_digest(report).hex(),
        }
        for name in ("r", "m", "c", "y", "x", "x_1", "x_3", "phi"):
            expected[f"`{name}`"] = BLS12_381.encode_scalar(getattr(claim.read, name)).hex()
        self.assertEqual(values, expected)

    def test_table_of_the_worked_example(self):
        compiled, _ = bind(load("report.json"))
        self.assertEqual(compiled.table.digest().hex(), hex_after("the book and the policy of section 14 is"))


class SuiteBls12381(unittest.TestCase):
    """Section 17; generators are derived by check_bls12_381.py."""

    SECTION = SPECIFICATION[SPECIFICATION.index("## 17. The suite bls12-381\n") :]

    def number(self, pattern):
        """The hexadecimal number of the first line that fits."""
        return int(re.search(pattern + r".*?\| `([0-9a-f]{64,96})`", self.SECTION).group(1), 16)

    def test_field_and_group(self):
        self.assertEqual(self.number("modulus of scalars"), BLS12_381.order)
        self.assertEqual(self.number("modulus of coordinates"), BLS12_381.curve.p)
        self.assertEqual(self.number(r"`7\^"), BLS12_381.root_of_unity)
        omegas = dict(re.findall(r"\n\| (\d+) \| `(\w{64})`", self.SECTION))
        self.assertEqual(list(omegas), ["7", "8", "9", "10"])
        for k, omega in omegas.items():
            self.assertEqual(f"{BLS12_381.omega(int(k)):064x}", omega)

    def test_generators(self):
        for pattern, (x, _) in [
            ("`G_i`", BLS12_381.generator(0)),
            ("`W`", BLS12_381.blinding_generator()),
            ("`U`", BLS12_381.inner_product_generator()),
        ]:
            found = re.search(r"\n\| " + pattern + r" .*`([0-9a-f]{96})`", self.SECTION).group(1)
            self.assertEqual(f"{x:096x}", found)

    def test_key_files(self):
        files = re.findall(r"\| `([\w-]+\.(?:key|bin))` \| `(\w{64})` \| (?:`(\w{64})` )?\|", self.SECTION)
        self.assertEqual(sorted(name for name, _, _ in files), sorted(path.name for path in FOLDER.iterdir()))
        known = {f"{k}-{rules}.key": digest for (k, rules), digest in BLS12_381.keys.items()}
        self.assertEqual({name: digest for name, digest, _ in files}, {**known, **GENERATORS})
        for name, digest, representative in files:
            data = (FOLDER / name).read_bytes()
            self.assertEqual(sha256(data).hexdigest(), digest)
            if representative:
                self.assertEqual(data[:32].hex(), representative)

    def test_proof_lengths(self):
        lengths = [BLS12_381.proof_length(Shape(k, rules)) for k, rules in BLS12_381.keys]
        self.assertIn("| bytes | " + " | ".join(map(str, lengths)) + " |", self.SECTION)

    def table_after(self, heading):
        """The rows of the first table under a heading, but for its head."""
        text = self.SECTION[self.SECTION.index(heading + "\n") :]
        lines = text[text.index("|---") :].splitlines()[1:]
        end = next(i for i, line in enumerate(lines) if not line.startswith("|"))
        return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[:end]]

    def test_layout_of_the_message(self):
        at = 0
        for offset, length, _ in self.table_after("### 17.6 Message that custodians sign"):
            self.assertEqual(int(offset), at)
            at += int(length)
        # test_bls12_381.py has the message itself.
        self.assertEqual(at, 338)

    def test_domains_have_the_length_that_is_said(self):
        for title in ("17.6 Message that custodians sign", "17.7 Context of the suite", "17.8 Digest of a report"):
            *_, length, domain = self.table_after(f"### {title}")[0]
            self.assertEqual(len(re.search("`(.*)`", domain).group(1)), int(length))


class Batches(unittest.TestCase):
    def test_good_proofs(self):
        verify_batch([make_statement(load(name)) for name in ("report.json", "successor.json")])

    def test_a_bad_proof_is_named(self):
        good, bad = make_statement(load("report.json")), make_statement(load("inflated.json"))
        with self.assertRaises(Refused) as raised:
            verify_batch([good, bad])
        self.assertEqual(raised.exception.code, "proof-refresh")

    def test_an_empty_batch_is_refused(self):
        with self.assertRaises(ValueError):
            verify_batch([])


class Curves(unittest.TestCase):
    def test_the_sum_of_many_is_that_of_each(self):
        points = [VESTA.generator(i) for i in range(5)]
        scalars = [0, 1, VESTA.order - 1, 12345, 2**200 + 7]
        each = [VESTA.curve.multiply_sum([(s, point)]) for s, point in zip(scalars, points)]
        self.assertEqual(VESTA.curve.multiply_sum(zip(scalars, points)), VESTA.curve.sum(each))
        self.assertTrue(all(VESTA.curve.is_on_curve(point) for point in each if point))

    def test_sums_that_meet_the_identity(self):
        point = VESTA.generator(0)
        self.assertIsNone(VESTA.curve.sum([point, VESTA.curve.negate(point)]))
        self.assertEqual(VESTA.curve.sum([point, point]), VESTA.curve.multiply_sum([(2, point)]))
        self.assertIsNone(VESTA.curve.multiply_sum([(VESTA.order, point)]))
        self.assertIsNone(VESTA.curve.multiply_sum([(1, point), (1, VESTA.curve.negate(point))]))
        self.assertIsNone(VESTA.curve.sum([]))


if __name__ == "__main__":
    unittest.main()
