"""The constants and the worked example of docs/spec.md, read from its text."""

import re
import unittest
from hashlib import sha256
from pathlib import Path

import field
import keys
from documents import read_document
from proof import reduce_proof, verify_batch
from errors import Refused
from report import make_statement
from shapes import Shape
from vesta import VESTA, encode_point, point_bytes

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
        self.assertEqual(f"{field.ROOT_OF_UNITY:064x}", hex_after("of order `2^32`:"))
        for k in (7, 8, 9, 10, 12):
            self.assertEqual(f"{field.omega(k):064x}", hex_after(f"\n| {k} | `"))

    def test_generators(self):
        self.assertEqual(encode_point(keys.generator(0)).hex(), hex_after("`G_0 = "))
        self.assertEqual(encode_point(keys.blinding_generator()).hex(), hex_after("| `W`, blinding |"))
        self.assertEqual(encode_point(keys.inner_product_generator()).hex(), hex_after("| `U`, inner product |"))
        for first, end in [(0, 128), (128, 256), (256, 512)]:
            data = b"".join(point_bytes(keys.generator(i)) for i in range(first, end))
            self.assertEqual(sha256(data).hexdigest(), hex_after(f"`generators-{first}-{end}.bin`"))

    def test_keys(self):
        for (k, rules), constants in keys.STANDARD.items():
            line = re.search(rf"\({k}, {rules}\) \| `(\w+)` \| `(\w+)`", SPECIFICATION)
            self.assertEqual(line.groups(), constants)
        # Derivation compares with the second constant.
        for k, rules in [(7, 4), (8, 8), (9, 8)]:
            self.assertIsNotNone(keys.standard_key(k, rules))
        self.assertIsNone(keys.standard_key(7, 5))

    def test_shapes(self):
        for k, rules in keys.STANDARD:
            shape = Shape(k, rules)
            start, bucket, carry, live, shift = shape.fixed_columns()
            z = shape.blinder_rows
            last = max(row for row, value in enumerate(live) if value)
            self.assertEqual(sum(bucket), shape.buckets)
            line = f"| ({k}, {rules}) | {shape.rows:,} | {shape.buckets:,} | {z[0]:,}..{z[-1]:,} | {last:,} | "
            self.assertIn(line + f"{shape.proof_length:,} |", SPECIFICATION)

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
            "context": field.encode(statement.context).hex(),
        }
        for name in ("r", "m", "c", "y", "x", "x_1", "x_3", "phi"):
            expected[name] = field.encode(getattr(claim.read, name)).hex()
        self.assertEqual(values, expected)


class SuiteBls12381(unittest.TestCase):
    """Section 17; generators and a key are derived by check_bls12_381.py."""

    SECTION = SPECIFICATION[SPECIFICATION.index("## 17. The suite bls12-381\n") :]

    def test_roots_of_unity(self):
        order = int(re.search(r"modulus of scalars \| `(\w+)`", self.SECTION).group(1), 16)
        root = pow(7, (order - 1) >> 32, order)
        self.assertEqual(re.search(r"`7\^.*?\| `(\w+)`", self.SECTION).group(1), f"{root:064x}")
        omegas = dict(re.findall(r"\n\| (\d+) \| `(\w{64})`", self.SECTION))
        self.assertEqual(list(omegas), ["7", "8", "9", "10"])
        for k, omega in omegas.items():
            self.assertEqual(f"{pow(root, 1 << (32 - int(k)), order):064x}", omega)

    def test_key_files(self):
        keys_of_suite = ROOT / "verifier" / "keys" / "bls12-381"
        files = re.findall(r"\| `([\w-]+\.(?:key|bin))` \| `(\w{64})` \| (?:`(\w{64})` )?\|", self.SECTION)
        self.assertEqual(sorted(name for name, _, _ in files), sorted(path.name for path in keys_of_suite.iterdir()))
        for name, digest, representative in files:
            data = (keys_of_suite / name).read_bytes()
            self.assertEqual(sha256(data).hexdigest(), digest)
            if representative:
                self.assertEqual(data[:32].hex(), representative)

    def test_proof_lengths(self):
        lengths = [96 * (40 + rules + 2 * k) + 32 * (49 + 3 * rules) for k, rules in [(7, 4), (8, 8), (9, 8), (10, 16)]]
        self.assertIn("| bytes | " + " | ".join(map(str, lengths)) + " |", self.SECTION)


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
        points = [keys.generator(i) for i in range(5)]
        scalars = [0, 1, field.P - 1, 12345, 2**200 + 7]
        each = [VESTA.multiply_sum([(s, point)]) for s, point in zip(scalars, points)]
        self.assertEqual(VESTA.multiply_sum(zip(scalars, points)), VESTA.sum(each))
        self.assertTrue(all(VESTA.is_on_curve(point) for point in each if point))

    def test_sums_that_meet_the_identity(self):
        point = keys.generator(0)
        self.assertIsNone(VESTA.sum([point, VESTA.negate(point)]))
        self.assertEqual(VESTA.sum([point, point]), VESTA.multiply_sum([(2, point)]))
        self.assertIsNone(VESTA.multiply_sum([(field.P, point)]))
        self.assertIsNone(VESTA.multiply_sum([(1, point), (1, VESTA.negate(point))]))
        self.assertIsNone(VESTA.sum([]))


if __name__ == "__main__":
    unittest.main()
