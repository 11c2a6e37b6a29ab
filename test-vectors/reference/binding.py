"""What custodians sign, what a proof is bound to, and how a report is named (spec, 3 and 8, and 17.6 to 17.8).

One class for each suite. `policy` and `table` are the digests that attestations name, or None; `schemes` those of
signatures that count.
"""

from hashlib import blake2b, sha256

import forms
import times
from attestation import check_who_attests
from errors import require
from keccak import keccak256
from suites import SUITES
from table import shortest

# 1970-01-01T00:00:00Z
EPOCH = times.seconds("1970-01-01T00:00:00Z")


class VestaBinding:
    """Of documents of the suite `vesta`."""

    schemes = forms.SCHEMES
    policy = table = None

    def message(self, attestation):
        """The bytes that are signed (section 3)."""
        fields = [
            attestation["subject"].encode(),
            attestation["as_of"].encode(),
            attestation["custodian"].encode(),
            attestation["book"],
            attestation["commitment"],
        ]
        return b"assay/v1/attestation" + b"".join(len(field).to_bytes(4, "little") + field for field in fields)

    def check_bound(self, _report, _sums):
        """Nothing is too large here."""

    def context(self, report, program, _sums):
        """The scalar that every challenge depends on (section 8)."""
        attestations = report["attestations"]
        return vesta_context(
            *(report[name]["digest"] for name in ("book", "policy", "supply")),
            program.digest(),
            [attestation["digest"] for attestation in attestations],
            [attestation["commitment"] for attestation in attestations],
            report["previous"],
        )

    def report_digest(self, report, _sums):
        """The name of a report."""
        return report["digest"]


def vesta_context(book, policy, supply, program, attestations, commitments, previous):
    """The same of bytes: digests, and encoded points."""
    data = book + policy + supply + program
    for parts in (attestations, commitments):
        data += len(parts).to_bytes(8, "little") + b"".join(parts)
    data += b"\x00" if previous is None else b"\x01" + previous
    hashed = blake2b(data, person=b"assay/v1/context")
    return SUITES["vesta"].reduce_wide(hashed.digest())


class Bls12381Binding:
    """Of documents of the suite `bls12-381`."""

    NUMBERS = {"secp256k1": 1, "p256": 2}
    schemes = tuple(NUMBERS)

    def __init__(self, book, policy, table):
        self.book, self.policy, self.table = book, policy, table

    def message(self, attestation):
        """The bytes that are signed (17.6)."""
        head = b"assay/v1/bls12-381/attestation"
        of_custodian = sha256(attestation["custodian"].encode()).digest()
        return head + self.common() + of_custodian + attestation["commitment"]

    def common(self):
        """What all messages and the context have."""
        custodians = b"".join(sha256(custodian.encode()).digest() for custodian in self.book["custodians"])
        return b"".join(
            [
                sha256(self.book["subject"].encode()).digest(),
                (times.seconds(self.book["as_of"]) - EPOCH).to_bytes(8, "big", signed=True),
                self.book["currency"].encode().ljust(12, b"\x00"),
                sha256(custodians).digest(),
                self.book["digest"],
                self.policy,
                self.table,
            ]
        )

    def check_bound(self, report, sums):
        """17.7: what the context has no room for."""
        for number in self.numbers(report, sums):
            require(number is None or shortest(number)[0] < 2**256, "program-invalid", "more than 256 bits")
        for attestation in report["attestations"]:
            require(len(attestation["signatures"]) <= 255, "program-invalid", "more than 255 signatures")

    def numbers(self, report, sums):
        """T, the value of a token, L, and D or None."""
        return sums.tokens, report["supply"]["value_per_token"], sums.payables, sums.distributed

    def context_digest(self, report, sums):
        """17.7. Every signature has 64 bytes."""
        tokens, value, payables, distributed = self.numbers(report, sums)
        previous = report["previous"]
        parts = [
            b"assay/v1/bls12-381/context",
            self.common(),
            report["supply"]["digest"],
            bytes(33) if previous is None else b"\x01" + previous,
            number_bytes(tokens),
            number_bytes(value),
            number_bytes(payables),
            bytes(34) if distributed is None else b"\x01" + number_bytes(distributed),
            len(report["attestations"]).to_bytes(2, "big"),
        ]
        for attestation in report["attestations"]:
            parts.append(sha256(self.message(attestation)).digest())
            parts.append(bytes([len(attestation["signatures"])]))
            for each in attestation["signatures"]:
                parts.append(bytes([self.NUMBERS[each["scheme"]]]) + each["signature"])
        return keccak256(b"".join(parts))

    def context(self, report, _program, sums):
        """The scalar that every challenge depends on."""
        return int.from_bytes(self.context_digest(report, sums), "big") % SUITES["bls12-381"].order

    def report_digest(self, report, sums):
        """The name of a report (17.8)."""
        digest = self.context_digest(report, sums)
        return keccak256(b"assay/v1/bls12-381/report" + digest + b"".join(_points(report)) + report["proof"])

    def check_digest(self, report):
        """Whether a report that was not verified has one (17.8)."""
        suite, rules = SUITES["bls12-381"], report["book"]["shape"].rules
        check_who_attests(report["attestations"], report["book"])
        for attestation in report["attestations"]:
            require(len(attestation["commitment"]) == suite.point_length, "point-invalid")
            for signature in attestation["signatures"]:
                require(signature["scheme"] in self.schemes, "signature-scheme")
                require(len(signature["signature"]) == 64, "signature-invalid")
        require(len(report["columns"]["weights"]) == rules, "weight-columns")
        require(all(len(point) == suite.point_length for point in _points(report)), "point-invalid")


def _points(report):
    """C', H', and the columns."""
    refreshed, columns = report["refreshed"], report["columns"]
    return [refreshed["quantities"], refreshed["tagged"], columns["tags"], *columns["weights"]]


def number_bytes(number):
    """An exact decimal, in 33 bytes."""
    digits, decimals = shortest(number)
    return digits.to_bytes(32, "big") + bytes([decimals])


def binding_of(book, policy, table):
    """Of a book, and of the table that it makes with a policy."""
    if book["suite"] is None:
        return VestaBinding()
    return Bls12381Binding(book, policy["digest"], table.digest())
