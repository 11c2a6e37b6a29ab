"""Derives generators and a key of the suite bls12-381 again, as docs/spec.md (17.3) has them.

Needs py_ecc, an implementation of BLS12-381 and of RFC 9380 that shares no code with the one in Rust, and pycryptodome.
"""

from hashlib import sha256
from pathlib import Path

from Crypto.Hash import keccak
from py_ecc.bls.hash_to_curve import hash_to_G1
from py_ecc.optimized_bls12_381 import Z1, add, curve_order, multiply, normalize

from shapes import Shape

KEYS = Path(__file__).resolve().parent.parent.parent / "verifier" / "keys" / "bls12-381"
DST = b"assay/v1/generators-with-BLS12381G1_XMD:SHA-256_SSWU_RO_"


def derive(message):
    """The point that a message is hashed to."""
    return hash_to_G1(message, DST, sha256)


def encode(point):
    """The 96 bytes of a point."""
    return b"".join(int(coordinate).to_bytes(48, "big") for coordinate in normalize(point))


def in_monomial_basis(values, k):
    """The coefficients of the polynomial with these values at the powers of omega."""
    n = 1 << k
    omega = pow(pow(7, (curve_order - 1) >> 32, curve_order), 1 << (32 - k), curve_order)
    powers = [pow(omega, -i, curve_order) for i in range(n)]
    sums = (sum(powers[i * j % n] for j, value in enumerate(values) if value) for i in range(n))
    return [total * pow(n, -1, curve_order) % curve_order for total in sums]


def commit(values, k, generators):
    """The commitment to a column of zeros and ones, in the Lagrange basis."""
    total = Z1
    for coefficient, generator in zip(in_monomial_basis(values, k), generators):
        total = add(total, multiply(generator, coefficient))
    return total


def key(k, rules, generators, w):
    """The key file of a shape."""
    shape = Shape(k, rules)
    fixed = [add(commit(column, k, generators), w) for column in shape.fixed_columns()]
    unit = [[row == z for row in range(1 << k)] for z in shape.blinder_rows]
    points = b"".join(map(encode, fixed + [commit(column, k, generators) for column in unit]))
    name = b"assay/v1/bls12-381/key" + k.to_bytes(4, "big") + rules.to_bytes(4, "big")
    representative = int.from_bytes(keccak.new(digest_bits=256, data=name + points).digest(), "big") % curve_order
    return representative.to_bytes(32, "big") + points


def main():
    ends = [0, 128, 256, 512, 1024]
    generators = [derive(b"\0" + i.to_bytes(4, "big")) for i in range(ends[-1])]
    for first, end in zip(ends, ends[1:]):
        expected = (KEYS / f"generators-{first}-{end}.bin").read_bytes()
        assert b"".join(map(encode, generators[first:end])) == expected, (first, end)
    w, u = derive(b"\1"), derive(b"\2")
    assert encode(w) + encode(u) == (KEYS / "w-u.bin").read_bytes()
    # Of the other shapes, the test of the key files in Rust: this takes minutes for them.
    assert key(7, 4, generators, w) == (KEYS / "7-4.key").read_bytes()
    print("generators and the key of (7, 4) of bls12-381: all are what RFC 9380 and the specification say")


if __name__ == "__main__":
    main()
