"""Keys (spec, 7.3 and 17.3), derived here from the generators but for the transcript representatives of Vesta.

Everything is kept in memory, as a checker of many proofs needs the same again and again.
"""

from functools import lru_cache
from hashlib import sha256

from shapes import Shape


class Key:
    """What a verifier knows of a standard shape in a suite."""

    def __init__(self, suite, shape):
        self.suite, self.shape = suite, shape
        w = suite.blinding_generator()
        columns = [suite.commit_values(shape.k, column) for column in shape.fixed_columns()]
        self.fixed = [suite.curve.sum([w, column]) for column in columns]
        self.blinders = [suite.lagrange(shape.k, row) for row in shape.blinder_rows]
        self.representative = suite.representative(shape, self.fixed + self.blinders)
        if sha256(self.to_bytes()).hexdigest() != suite.keys[shape.k, shape.rules]:
            raise AssertionError(f"the key derived for {shape.k}, {shape.rules} is not that of the specification")

    def to_bytes(self):
        """The key file."""
        points = map(self.suite.point_bytes, self.fixed + self.blinders)
        return self.suite.encode_scalar(self.representative) + b"".join(points)


@lru_cache(maxsize=None)
def standard_key(suite, k, rules):
    """The key of a shape, or None if there is none."""
    return Key(suite, Shape(k, rules)) if (k, rules) in suite.keys else None
