"""Signatures that verifiers are known to disagree on, made here with keys of small numbers."""

import unittest
from hashlib import sha256, sha512

import ecdsa
import ed25519
from ed25519 import BASE, FIELD, IDENTITY, ORDER
from field import invert

MESSAGE = b"message"
SECRET = 0x1234567890ABCDEF


def point_of_order_8():
    """l times a point that is not in the group of prime order."""
    y = 2
    while True:
        point = ed25519._recover(y, 0)
        if point is not None:
            torsion = ed25519._multiply(ORDER, point)
            if ed25519._encode(ed25519._multiply(4, torsion)) != ed25519._encode(IDENTITY):
                return torsion
        y += 1


def little(value):
    """32 bytes."""
    return value.to_bytes(32, "little")


def ed25519_challenge(r, a, message=MESSAGE):
    """h"""
    return int.from_bytes(sha512(r + a + message).digest(), "little") % ORDER


def ed25519_sign(nonce=5, torsion_of_key=IDENTITY, torsion_of_nonce=IDENTITY, message=MESSAGE):
    """A key and a signature that fits [s]B = R + [h]A up to the torsion."""
    a = ed25519._encode(ed25519._add(ed25519._multiply(SECRET, BASE), torsion_of_key))
    r = ed25519._encode(ed25519._add(ed25519._multiply(nonce, BASE), torsion_of_nonce))
    s = (nonce + ed25519_challenge(r, a, message) * SECRET) % ORDER
    return a, r + little(s)


class Ed25519(unittest.TestCase):
    def test_rfc_8032_test_2(self):
        key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        signature = bytes.fromhex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        )
        self.assertTrue(ed25519.verify(key, b"\x72", signature))
        self.assertFalse(ed25519.verify(key, b"\x73", signature))

    def test_plain(self):
        key, signature = ed25519_sign()
        self.assertTrue(ed25519.verify(key, MESSAGE, signature))
        self.assertFalse(ed25519.verify(key, b"other", signature))
        self.assertFalse(ed25519.verify(key, MESSAGE, signature[:63]))
        self.assertFalse(ed25519.verify(key, MESSAGE, signature + b"\0"))
        self.assertFalse(ed25519.verify(key[:31], MESSAGE, signature))

    def test_s_is_reduced(self):
        key, signature = ed25519_sign()
        s = int.from_bytes(signature[32:], "little")
        self.assertFalse(ed25519.verify(key, MESSAGE, signature[:32] + little(s + ORDER)))

    def test_a_nonce_of_small_order_is_refused(self):
        # The equation holds: R is the identity.
        key, signature = ed25519_sign(nonce=0)
        self.assertEqual(signature[:32], little(1))
        self.assertFalse(ed25519.verify(key, MESSAGE, signature))

    def test_a_key_of_small_order_is_refused(self):
        # The equation holds for every message: A is the identity, R = [s]B.
        r = ed25519._encode(ed25519._multiply(5, BASE))
        self.assertFalse(ed25519.verify(little(1), MESSAGE, r + little(5)))

    def test_there_is_no_multiplication_by_the_cofactor(self):
        torsion = point_of_order_8()
        key, signature = ed25519_sign(torsion_of_nonce=torsion)
        self.assertFalse(ed25519.verify(key, MESSAGE, signature))
        # [h]A loses the torsion of A if and only if 8 divides h.
        seen = set()
        for i in range(64):
            message = bytes([i])
            key, signature = ed25519_sign(torsion_of_key=torsion, message=message)
            lost = ed25519_challenge(signature[:32], key, message) % 8 == 0
            self.assertEqual(ed25519.verify(key, message, signature), lost)
            seen.add(lost)
        self.assertEqual(seen, {True, False})

    def test_encodings_that_are_no_point(self):
        key, signature = ed25519_sign()
        no_point = next(little(y) for y in range(2, 100) if ed25519._recover(y, 0) is None)
        self.assertFalse(ed25519.verify(no_point, MESSAGE, signature))
        self.assertFalse(ed25519.verify(key, MESSAGE, no_point + signature[32:]))

    def test_a_key_that_is_not_reduced_is_read(self):
        y = next(y for y in range(2, 19) if ed25519._recover(y, 0) is not None)
        self.assertEqual(ed25519._decode(little(FIELD + y)), ed25519._decode(little(y)))


def ecdsa_sign(curve, base, nonce=5, message=MESSAGE):
    """A key and a signature with the low s."""
    x, y = curve.multiply_sum([(SECRET, base)])
    key = bytes([2 + y % 2]) + x.to_bytes(32, "big")
    n = curve.order
    r = curve.multiply_sum([(nonce, base)])[0] % n
    e = int.from_bytes(sha256(message).digest(), "big")
    s = invert(nonce, n) * (e + r * SECRET) % n
    return key, r, min(s, n - s)


class Ecdsa(unittest.TestCase):
    CURVES = [(ecdsa.SECP256K1, ecdsa.SECP256K1_BASE), (ecdsa.P256, ecdsa.P256_BASE)]

    def test_base_points(self):
        for curve, base in self.CURVES:
            self.assertTrue(curve.is_on_curve(base))
            # The sum with the scalar n - 1 is not reduced away, as n would be.
            self.assertEqual(curve.multiply_sum([(curve.order - 1, base)]), curve.negate(base))

    def test_signatures(self):
        for curve, base in self.CURVES:
            key, r, s = ecdsa_sign(curve, base)
            n = curve.order

            def verify(r, s, key=key, message=MESSAGE):
                signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
                return ecdsa.verify(curve, base, key, message, signature)

            self.assertTrue(verify(r, s))
            self.assertFalse(verify(r, n - s), "the high s")
            self.assertFalse(verify(r, s, message=b"other"))
            self.assertFalse(verify(0, s))
            self.assertFalse(verify(r, 0))
            self.assertFalse(verify(n, s))
            self.assertFalse(verify(r, s, key=bytes([key[0] ^ 1]) + key[1:]), "the other y")
            self.assertFalse(verify(r, s, key=b"\x04" + key[1:]), "another form")
            self.assertFalse(verify(r, s, key=b"\x02" + b"\xff" * 32), "x is not reduced")

    def test_rfc_6979_p256_sample(self):
        key = bytes.fromhex("0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6")
        r = 0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716
        s = 0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8
        low = ecdsa.P256.order - s
        for value, valid in [(s, False), (low, True)]:
            signature = r.to_bytes(32, "big") + value.to_bytes(32, "big")
            self.assertEqual(ecdsa.verify(ecdsa.P256, ecdsa.P256_BASE, key, b"sample", signature), valid)


if __name__ == "__main__":
    unittest.main()
