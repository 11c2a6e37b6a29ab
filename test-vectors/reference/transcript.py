"""The context, and the transcript of a proof (spec, sections 8 and 9)."""

from hashlib import blake2b

import field
from errors import Refused
from vesta import decode_point, point_bytes


def context(book, policy, supply, program, attestations, commitments, previous):
    """The scalar that every challenge depends on. All arguments are bytes: digests, and encoded points."""
    data = book + policy + supply + program
    for parts in (attestations, commitments):
        data += len(parts).to_bytes(8, "little") + b"".join(parts)
    data += b"\x00" if previous is None else b"\x01" + previous
    return field.reduce_wide(blake2b(data, person=b"assay/v1/context").digest())


class Transcript:
    """What was absorbed so far, and the proof that is read into it."""

    def __init__(self, proof):
        self.state = blake2b(person=b"Halo2-Transcript")
        self.proof, self.at = proof, 0

    def absorb_point(self, point):
        if point is None:
            raise Refused("proof-malformed", "the identity")
        self.state.update(b"\x01" + point_bytes(point))

    def absorb_scalar(self, scalar):
        self.state.update(b"\x02" + field.encode(scalar))

    def challenge(self):
        self.state.update(b"\x00")
        return field.reduce_wide(self.state.digest())

    def read_point(self):
        try:
            point = decode_point(self._next())
        except ValueError as error:
            raise Refused("proof-malformed", f"byte {self.at - 32}: {error}") from None
        self.absorb_point(point)
        return point

    def read_scalar(self):
        scalar = field.decode(self._next(), field.P)
        if scalar is None:
            raise Refused("proof-malformed", f"byte {self.at - 32}: the scalar is not reduced")
        self.absorb_scalar(scalar)
        return scalar

    def read_points(self, count):
        return [self.read_point() for _ in range(count)]

    def read_scalars(self, count):
        return [self.read_scalar() for _ in range(count)]

    def is_at_end(self):
        return self.at == len(self.proof)

    def _next(self):
        self.at += 32
        return self.proof[self.at - 32 : self.at]
