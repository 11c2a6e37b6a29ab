"""The transcript of a proof (spec, sections 9 and 17.2)."""

from errors import Refused


class Transcript:
    """What was absorbed so far, and the proof that is read into it."""

    def __init__(self, suite, proof):
        self.suite, self.hash = suite, suite.hash()
        self.proof, self.at = proof, 0

    def absorb_point(self, point):
        if point is None:
            raise Refused("proof-malformed", "the identity")
        self.hash.absorb_point(point)

    def absorb_scalar(self, scalar):
        self.hash.absorb_scalar(scalar)

    def challenge(self):
        return self.hash.challenge()

    def read_point(self):
        start = self.at
        try:
            point = self.suite.decode_point(self._next(self.suite.point_length))
        except ValueError as error:
            raise Refused("proof-malformed", f"byte {start}: {error}") from None
        self.absorb_point(point)
        return point

    def read_scalar(self):
        start = self.at
        scalar = self.suite.decode_scalar(self._next(32))
        if scalar is None:
            raise Refused("proof-malformed", f"byte {start}: the scalar is not reduced")
        self.absorb_scalar(scalar)
        return scalar

    def read_points(self, count):
        return [self.read_point() for _ in range(count)]

    def read_scalars(self, count):
        return [self.read_scalar() for _ in range(count)]

    def is_at_end(self):
        return self.at == len(self.proof)

    def _next(self, length):
        self.at += length
        return self.proof[self.at - length : self.at]
