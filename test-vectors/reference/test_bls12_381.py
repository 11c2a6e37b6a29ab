"""The suite bls12-381 (spec, 16.3 and 17): hash, points, keys; and what its documents are bound to, byte by byte."""

import json
import unittest
from fractions import Fraction
from hashlib import sha3_256, sha256
from pathlib import Path

import ecdsa
import keys
from attestation import check_attestation
from binding import VestaBinding
from bls12_381 import BLS12_381, COORDINATES, CURVE, FOLDER, R, Z, decode_point, encode_point, is_in_group
from documents import read_document
from errors import Refused
from keccak import keccak256, permute, sponge
from report import bind, decode_commitment, report_digest
from shapes import Shape
from table import AMOUNT, DISTRIBUTED, NOTHING, TOKENS, TOKENS_AND_PAYABLES, Constraint, Table
from test_signatures import ecdsa_sign
from vesta import VESTA

REPORT = json.loads((Path(__file__).resolve().parent.parent / "report" / "report.json").read_text("utf-8"))


class Hash(unittest.TestCase):
    def test_the_permutation(self):
        # The known answer of the Keccak team for a state of zeros: its first lanes.
        lanes = [0] * 25
        permute(lanes)
        self.assertEqual(lanes[:3], [0xF1258F7940E1DDE7, 0x84D5CCF933C0478A, 0xD598261EA65AA9EE])

    def test_known_hashes(self):
        for data, digest in [
            (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
            (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        ]:
            self.assertEqual(keccak256(data).hex(), digest)

    def test_with_the_padding_of_sha_3_it_is_sha_3(self):
        for length in (0, 1, 7, 8, 135, 136, 137, 271, 272, 1000):
            data = bytes(i * 7 % 256 for i in range(length))
            self.assertEqual(sponge(data, 0x06), sha3_256(data).digest())


class Points(unittest.TestCase):
    def refused(self, data, why):
        with self.assertRaises(ValueError) as raised:
            decode_point(data)
        self.assertIn(why, str(raised.exception))

    def test_points_are_read_as_they_are_written(self):
        for i in (0, 1, 1023):
            point = BLS12_381.generator(i)
            self.assertEqual(decode_point(encode_point(point)), point)
        self.assertIsNone(decode_point(bytes(96)))

    def test_other_bytes_are_no_points(self):
        x, y = BLS12_381.generator(0)

        def encoded(x, y):
            return x.to_bytes(48, "big") + y.to_bytes(48, "big")

        self.refused(encoded(x, y)[:48], "not 96 bytes")
        self.refused(VESTA.encode_point(VESTA.generator(0)), "not 96 bytes")
        self.refused(encoded(y, x), "not on the curve")
        self.refused(encoded(x, y + 1), "not on the curve")
        self.refused(encoded(x + COORDINATES, y), "not reduced")
        self.refused(encoded(x, y + COORDINATES), "not reduced")
        for flag in (1 << 383, 1 << 382, 1 << 381):
            self.refused(encoded(x | flag, y), "not reduced")
        self.refused((1 << 382).to_bytes(48, "big") + bytes(48), "not reduced")
        self.refused(encoded(0, 2), "outside of the group")
        self.assertIsNotNone(decode_point(encoded(x, COORDINATES - y)))

    def test_the_group_is_what_the_order_takes_to_the_identity(self):
        self.assertEqual(Z**4 - Z**2 + 1, R)
        lifted = [CURVE.lift(x, 0) for x in range(40)]
        outside = [point for point in lifted if point is not None]
        self.assertGreater(len(outside), 10)
        # (p + 1 - t) / r, the cofactor, times any point is one of the group.
        cofactor = (Z + 1) ** 2 // 3
        inside = [BLS12_381.generator(3)] + [CURVE.multiply_by_all([cofactor], point) for point in outside]
        inside = [point for point in inside if point is not None]
        self.assertGreater(len(inside), 10)
        for point in inside + outside:
            self.assertEqual(is_in_group(point), CURVE.multiply_by_all([R], point) is None)
        self.assertTrue(all(map(is_in_group, inside)))
        self.assertFalse(any(map(is_in_group, outside)))

    def test_where_a_document_has_a_point(self):
        for suite, data, code in [
            (BLS12_381, bytes(96), "point-identity"),
            (BLS12_381, bytes(32), "point-invalid"),
            (VESTA, bytes(96), "point-invalid"),
            (VESTA, bytes(32), "point-identity"),
        ]:
            with self.assertRaises(Refused) as raised:
                decode_commitment(suite, data)
            self.assertEqual(raised.exception.code, code)


class Keys(unittest.TestCase):
    def test_keys_follow_from_the_generators(self):
        # Derivation compares the others with their SHA-256, too.
        for k, rules in [(7, 4), (8, 8)]:
            key = keys.standard_key(BLS12_381, k, rules)
            self.assertEqual(key.to_bytes(), (FOLDER / f"{k}-{rules}.key").read_bytes())
        for k, rules in [(7, 5), (12, 16), (9, 32)]:
            self.assertIsNone(keys.standard_key(BLS12_381, k, rules))


class Tables(unittest.TestCase):
    def test_bytes(self):
        constraints = [
            Constraint([1, -2], NOTHING),
            Constraint([2**31 - 1, 0], TOKENS, Fraction(5, 2)),
            Constraint([0, 1 - 2**31], AMOUNT, Fraction(-1, 10**3)),
            Constraint([3, 4], TOKENS_AND_PAYABLES, 0, Fraction(-25600)),
        ]
        table = Table(Shape(7, 4), 2, [1, 0], [2**64 - 1, 258], constraints)
        expected = [
            b"assay/v1/table".hex(),
            "07 04  0002 0002 04",
            "00 000000",
            "01 00 01 01 19",
            "02 01 03 01 01",
            "03 00 00 00  01 00 02 6400",
            "ffffffffffffffff 0001  00000001 7fffffff 00000000 00000003",
            "0000000000000102 0000  fffffffe 00000000 80000001 00000004",
        ]
        self.assertEqual(table.to_bytes(), bytes.fromhex(" ".join(expected)))
        self.assertEqual(table.digest(), sha256(table.to_bytes()).digest())

    def test_a_factor_of_nothing_is_none(self):
        for factor in (TOKENS, AMOUNT, TOKENS_AND_PAYABLES, DISTRIBUTED):
            self.assertEqual(Constraint([1], factor, 0, 0).factor, NOTHING)


def changed(change=lambda report: None):
    """The worked example as a report of the suite, with whatever proof, and a change to it."""
    report = json.loads(json.dumps(REPORT))
    report["book"]["suite"] = "bls12-381"
    point = encode_point(BLS12_381.generator(9)).hex()
    report["refreshed"] = {"quantities": point, "tagged": point}
    report["columns"] = {"tags": point, "weights": [point] * 4}
    for attestation in report["attestations"]:
        attestation["commitment"] = point
        for signature in attestation["signatures"]:
            signature["scheme"] = "secp256k1"
    change(report)
    return read_document("report", json.dumps(report).encode())


def message_of(report, i=0):
    return bind(report)[1].message(report["attestations"][i])


class Messages(unittest.TestCase):
    def test_layout(self):
        report = changed()
        compiled, binding = bind(report)
        book, attestation = report["book"], report["attestations"][1]
        ids = [sha256(custodian.encode()).digest() for custodian in book["custodians"]]
        parts = [
            b"assay/v1/bls12-381/attestation",
            sha256(book["subject"].encode()).digest(),
            # 2026-11-20T22:00:00Z, by date(1)
            (1795212000).to_bytes(8, "big"),
            b"USD" + bytes(9),
            sha256(ids[0] + ids[1]).digest(),
            book["digest"],
            report["policy"]["digest"],
            compiled.table.digest(),
            ids[1],
            encode_point(BLS12_381.generator(9)),
        ]
        message = binding.message(attestation)
        self.assertEqual(message, b"".join(parts))
        self.assertEqual(len(message), 338)

    def test_before_1970(self):
        def change(report):
            for document in (report["book"], report["supply"]):
                document["as_of"] = "1969-12-31T23:59:59Z"

        self.assertEqual(message_of(changed(change))[62:70], b"\xff" * 8)

    def test_every_field_changes_its_part(self):
        def of_both(name, value):
            def change(report):
                report["book"][name] = report["supply"][name] = value

            return change

        def of_policy(report):
            report["policy"]["name"] += "."

        def of_rules(report):
            report["policy"]["rules"][0]["min_ratio"] = "1.5"

        def of_commitment(report):
            report["attestations"][0]["commitment"] = encode_point(BLS12_381.generator(8)).hex()

        # Of the parts at 30, 62, 70, 82, 114, 146, 178, 210 and 242.
        before, parts = message_of(changed()), [30, 62, 70, 82, 114, 146, 178, 210, 242, 338]
        for change, expected in [
            (of_both("subject", "fund:other"), [30, 114]),
            (of_both("as_of", "2026-11-20T22:00:01Z"), [62, 114]),
            (of_both("currency", "EUR"), [70, 114]),
            (of_policy, [146]),
            (of_rules, [146, 178]),
            (of_commitment, [242]),
        ]:
            after = message_of(changed(change))
            differ = [a for a, b in zip(parts, parts[1:]) if before[a:b] != after[a:b]]
            self.assertEqual(differ, expected)
        other = message_of(changed(), 1)
        self.assertEqual([a for a, b in zip(parts, parts[1:]) if before[a:b] != other[a:b]], [210])


class Contexts(unittest.TestCase):
    def digest(self, change=lambda report: None):
        report = changed(change)
        compiled, binding = bind(report)
        return binding.context_digest(report, compiled.sums)

    def test_layout(self):
        report = changed(lambda report: report.update(previous="ab" * 32))
        compiled, binding = bind(report)
        parts = [
            b"assay/v1/bls12-381/context",
            binding.message(report["attestations"][0])[30:210],
            report["supply"]["digest"],
            b"\x01" + b"\xab" * 32,
        ]
        # T, value of a token, L, and no D.
        self.assertEqual(compiled.sums.distributed, None)
        for number in (compiled.sums.tokens, report["supply"]["value_per_token"], compiled.sums.payables):
            decimals = next(e for e in range(99) if (number * 10**e).denominator == 1)
            parts.append(int(number * 10**decimals).to_bytes(32, "big") + bytes([decimals]))
        parts += [bytes(34), b"\x00\x02"]
        for attestation in report["attestations"]:
            parts += [sha256(binding.message(attestation)).digest(), bytes([len(attestation["signatures"])])]
            parts += [b"\x01" + signature["signature"] for signature in attestation["signatures"]]
        digest = keccak256(b"".join(parts))
        self.assertEqual(binding.context_digest(report, compiled.sums), digest)
        self.assertEqual(binding.context(report, compiled.program, compiled.sums), int(digest.hex(), 16) % R)

        point = encode_point(BLS12_381.generator(9))
        name = keccak256(b"assay/v1/bls12-381/report" + digest + point * 7 + report["proof"])
        self.assertEqual(report_digest(report), name)

    def test_everything_changes_it(self):
        entry = {"entry": "distributed", "reason": "x", "amount": "0"}

        def first(report):
            return report["attestations"][0]["signatures"][0]

        changes = [
            lambda report: None,
            lambda report: report.update(previous="00" * 32),
            lambda report: report["supply"].update(value_per_token="1.01"),
            lambda report: report["supply"].update(value_per_token="1.0"),
            lambda report: report["supply"]["entries"].append(entry),
            lambda report: report["supply"]["entries"].append({**entry, "amount": "1"}),
            lambda report: report["supply"]["entries"].append({**entry, "entry": "payable", "amount": "1"}),
            lambda report: report["attestations"].pop(),
            lambda report: report["attestations"].reverse(),
            lambda report: first(report).update(scheme="p256"),
            lambda report: first(report).update(signature="00" * 64),
            lambda report: report["attestations"][0]["signatures"].pop(),
            lambda report: report["book"].update(shape={"k": 8, "rules": 8}),
        ]
        self.assertEqual(len({self.digest(change) for change in changes}), len(changes))
        # The key of a signature is for the registry to know.
        self.assertEqual(self.digest(), self.digest(lambda report: first(report).update(public_key="00")))

    def test_numbers_up_to_256_bits(self):
        # No rule of this policy asks for it, so that bounds stay as they are.
        self.digest(lambda report: report["supply"]["entries"].append(self.distributed(2**256 - 1)))
        for number in (2**256, 10**78 - 1):
            self.refused(lambda report: report["supply"]["entries"].append(self.distributed(number)))
        self.digest(lambda report: report["supply"]["entries"].append(self.distributed(10**77)))

    @staticmethod
    def distributed(amount):
        return {"entry": "distributed", "reason": "x", "amount": str(amount)}

    def refused(self, change):
        with self.assertRaises(Refused) as raised:
            self.digest(change)
        self.assertEqual(raised.exception.code, "program-invalid")

    def test_signatures_up_to_255(self):
        def with_signatures(count):
            def change(report):
                signatures = report["attestations"][0]["signatures"]
                signatures[:] = signatures[:1] * count

            return change

        self.digest(with_signatures(255))
        self.refused(with_signatures(256))

    def test_a_report_of_another_form_has_no_digest(self):
        report_digest(changed())
        short = VESTA.encode_point(VESTA.generator(0)).hex()
        for change, code in [
            (lambda report: report["attestations"][0].update(commitment=short), "point-invalid"),
            (lambda report: report["columns"].update(tags=short), "point-invalid"),
            (lambda report: report["columns"]["weights"].pop(), "weight-columns"),
            (lambda report: report["attestations"].reverse(), "attestation-order"),
            (lambda report: report["attestations"][0]["signatures"][0].update(signature="00"), "signature-invalid"),
            (lambda report: report["attestations"][0]["signatures"][0].update(scheme="ed25519"), "signature-scheme"),
        ]:
            with self.assertRaises(Refused) as raised:
                report_digest(changed(change))
            self.assertEqual(raised.exception.code, code)


class Attestations(unittest.TestCase):
    """One attestation of the suite, signed here; and what may be wrong with it."""

    def check(self, change=lambda attestation: None, sign=True, scheme="secp256k1"):
        report = changed()
        compiled, binding = bind(report)
        attestation = report["attestations"][0]
        digests = {name: report[name]["digest"] for name in ("book", "policy")}
        attestation.update(**digests, table=compiled.table.digest())
        curve, base = {
            "secp256k1": (ecdsa.SECP256K1, ecdsa.SECP256K1_BASE),
            "p256": (ecdsa.P256, ecdsa.P256_BASE),
        }[scheme]
        key, r, s = ecdsa_sign(curve, base, message=binding.message(attestation))
        signature = {"scheme": scheme, "public_key": key, "signature": r.to_bytes(32, "big") + s.to_bytes(32, "big")}
        attestation["signatures"] = [signature]
        year = {"not_before": "2026-01-01T00:00:00Z", "not_after": "2026-12-31T00:00:00Z"}
        listed = {"scheme": scheme, "public_key": key, **year}
        entry = {"id": attestation["custodian"], "threshold": 1, "keys": [listed]}
        change(attestation)
        return check_attestation(attestation, report["book"], {"custodians": [entry]}, binding)

    def refused(self, code, change):
        with self.assertRaises(Refused) as raised:
            self.check(change)
        self.assertEqual(raised.exception.code, code)

    def test_signed(self):
        for scheme in ("secp256k1", "p256"):
            self.assertEqual(self.check(scheme=scheme), (1, 1))

    def test_refused(self):
        other = bytes(32)
        for code, change in [
            ("attestation-book", lambda each: each.update(book=other, policy=other)),
            ("attestation-policy", lambda each: each.update(policy=other, table=other)),
            ("attestation-policy", lambda each: each.update(policy=None)),
            ("attestation-table", lambda each: each.update(table=other, custodian="nobody")),
            ("attestation-table", lambda each: each.update(table=None)),
            ("custodian-unregistered", lambda each: each.update(custodian="nobody")),
            ("signature-scheme", lambda each: each["signatures"][0].update(scheme="ed25519", public_key=other)),
            ("key-unknown", lambda each: each["signatures"][0].update(public_key=other)),
            ("signature-invalid", lambda each: each.update(commitment=encode_point(BLS12_381.generator(7)))),
            ("under-threshold", lambda each: each["signatures"].clear()),
        ]:
            self.refused(code, change)

    def test_vesta_signs_neither(self):
        report = read_document("report", json.dumps(REPORT).encode())
        for name in ("policy", "table"):
            attestation = {**report["attestations"][0], name: bytes(32)}
            with self.assertRaises(Refused) as raised:
                check_attestation(attestation, report["book"], {"custodians": []}, VestaBinding())
            self.assertEqual(raised.exception.code, f"attestation-{name}")


if __name__ == "__main__":
    unittest.main()
