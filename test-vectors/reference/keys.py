"""Generators and keys (spec, section 7), all derived here but for the transcript representatives.

Everything is kept in memory, as a checker of many proofs needs the same again and again.
"""

from functools import lru_cache
from hashlib import sha256

from field import P, decode, dft, encode, invert, omega
from shapes import Shape
from vesta import VESTA, hash_to_curve, point_bytes

# (k, K): the transcript representative V as encoded, SHA-256 of the key file. V is a hash of what
# halo2_proofs prints of its key: it cannot be had without that library.
STANDARD = {
    (7, 4): (
        "d3080e108bc7c9de4e64f34d26bd8e13f17a80e13affa39e909d68236f10fc2a",
        "a64e4f66a7c755b3196e7b8f0c2de92b682fa0b654c241e597118733ac0fe6b6",
    ),
    (8, 8): (
        "c51f459b245ae55cd3f39d992fc66384e1014918b7c4087e4d638df1b4d0f936",
        "47be0a5131badaed6cb98b30c58863abaa83c0d1107b3a48917dc8e562bbd784",
    ),
    (9, 8): (
        "1d56a925345e16b4a3b904b954b1fc3e398abde488052c4c35591abc99a81d04",
        "db1883ab5cbb60759033901632a9c61c6fb01a432143d61420ded7faba980437",
    ),
    (10, 16): (
        "017056a7057f5f42c25d1895792d8b461e798e6b32eae85081148356167a100a",
        "e9cd780737d67f1d939b3a7890345d541c86bf4fa24c65c63152b53c3a2161a0",
    ),
    (12, 16): (
        "c516c5f8f6b212fec5a84a1d5926b9dfd703dca2e5ac9dd3d497d25cbf07ad3a",
        "8eab98d9436fddf41767de7a40ef72a88d4b69897ac4acf20e3485fbe73763e6",
    ),
    (9, 32): (
        "e3fb42ac04bd78ceba0d2a39cafa83eacf03cb53d7c9f4eb7f02c56fbf15291a",
        "e3ae520443deac1ecf115a448c46f654fb4543f87016849fa224611c7f3963f1",
    ),
    (10, 32): (
        "fbd070f449583f3942a92de4acf627a8c3774f8d0b97fd7aa84482d0e6cfcf08",
        "3263be9f3135350bf765b9a8bfdee465cbc1df93720e6da7021544017c0d07e9",
    ),
}


@lru_cache(maxsize=None)
def generator(i):
    """G_i."""
    return hash_to_curve(b"\x00" + i.to_bytes(4, "little"))


@lru_cache(maxsize=None)
def blinding_generator():
    """W."""
    return hash_to_curve(b"\x01")


@lru_cache(maxsize=None)
def inner_product_generator():
    """U."""
    return hash_to_curve(b"\x02")


def commit_values(k, values):
    """sum of values_j L_j over the 2^k rows."""
    n = 1 << k
    scale = invert(n, P)
    # The coefficients of the polynomial with these values, by the inverse transform.
    coefficients = [c * scale % P for c in dft(values, invert(omega(k), P))]
    return VESTA.multiply_sum((c, generator(i)) for i, c in enumerate(coefficients))


@lru_cache(maxsize=None)
def lagrange(k, row):
    """L_row of the shapes with 2^k rows."""
    return commit_values(k, [int(j == row) for j in range(1 << k)])


class Key:
    """What a verifier knows of a standard shape."""

    def __init__(self, shape):
        representative, digest = STANDARD[shape.k, shape.rules]
        self.shape = shape
        self.representative = decode(bytes.fromhex(representative), P)
        w = blinding_generator()
        self.fixed = [VESTA.sum([w, commit_values(shape.k, column)]) for column in shape.fixed_columns()]
        self.blinders = [lagrange(shape.k, row) for row in shape.blinder_rows]
        if sha256(self.to_bytes()).hexdigest() != digest:
            raise AssertionError(f"the key derived for {shape.k}, {shape.rules} is not that of the specification")

    def to_bytes(self):
        """The key file."""
        return encode(self.representative) + b"".join(map(point_bytes, self.fixed + self.blinders))


@lru_cache(maxsize=None)
def standard_key(k, rules):
    """The key of a shape, or None if the shape is not standard."""
    return Key(Shape(k, rules)) if (k, rules) in STANDARD else None
