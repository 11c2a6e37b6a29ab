"""ECDSA with SHA-256 over secp256k1 and P-256, low s only (spec, section 3)."""

from hashlib import sha256

from curve import Curve
from field import invert

SECP256K1 = Curve(
    p=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F,
    a=0,
    b=7,
    order=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
)
SECP256K1_BASE = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)
P256 = Curve(
    p=0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
    a=-3,
    b=0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    order=0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
)
P256_BASE = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def verify(curve, base, public_key, message, signature):
    """Whether the signature is valid."""
    if len(public_key) != 33 or public_key[0] not in (2, 3) or len(signature) != 64:
        return False
    x = int.from_bytes(public_key[1:], "big")
    if x >= curve.p:
        return False
    point = curve.lift(x, public_key[0] == 3)
    if point is None:
        return False
    n = curve.order
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not 0 < r < n or not 0 < s <= (n - 1) // 2:
        return False
    e = int.from_bytes(sha256(message).digest(), "big")
    inverse = invert(s, n)
    sum_ = curve.multiply_sum([(e * inverse, base), (r * inverse, point)])
    return sum_ is not None and sum_[0] % n == r
