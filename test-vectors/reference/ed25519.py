"""Ed25519, verified strictly (spec, section 3). Points are (x, y) of -x^2 + y^2 = 1 + d x^2 y^2.

Sums are computed in extended coordinates (X, Y, Z, T): x = X / Z, y = Y / Z, x y = T / Z.
"""

from hashlib import sha512

from field import invert, sqrt

FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * invert(121666, FIELD) % FIELD
IDENTITY = (0, 1, 1, 0)


def _recover(y, sign):
    """The point with this y and this parity of x, in extended coordinates, or None."""
    y %= FIELD
    x = sqrt((y * y - 1) * invert(D * y * y + 1, FIELD), FIELD)
    if x is None or (x == 0 and sign == 1):
        return None
    if x % 2 != sign:
        x = FIELD - x
    return (x, y, 1, x * y % FIELD)


BASE = _recover(4 * invert(5, FIELD), 0)


def _add(left, right):
    x1, y1, z1, t1 = left
    x2, y2, z2, t2 = right
    a = (y1 - x1) * (y2 - x2) % FIELD
    b = (y1 + x1) * (y2 + x2) % FIELD
    c = 2 * t1 * t2 * D % FIELD
    d = 2 * z1 * z2 % FIELD
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % FIELD, g * h % FIELD, f * g % FIELD, e * h % FIELD)


def _multiply(scalar, point):
    result = IDENTITY
    for bit in bin(scalar)[2:]:
        result = _add(result, result)
        if bit == "1":
            result = _add(result, point)
    return result


def _encode(point):
    x, y, z, _ = point
    inverse = invert(z, FIELD)
    x, y = x * inverse % FIELD, y * inverse % FIELD
    return (y | x % 2 << 255).to_bytes(32, "little")


def _decode(data):
    value = int.from_bytes(data, "little")
    return _recover(value & (1 << 255) - 1, value >> 255)


def _has_small_order(point):
    x, y, z, _ = _multiply(8, point)
    return x == 0 and y == z


def verify(public_key, message, signature):
    """Whether the signature is valid."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    a, r = _decode(public_key), _decode(signature[:32])
    if a is None or r is None or _has_small_order(a) or _has_small_order(r):
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    h = int.from_bytes(sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    x, y, z, t = a
    minus_a = (-x % FIELD, y, z, -t % FIELD)
    return _encode(_add(_multiply(s, BASE), _multiply(h, minus_a))) == signature[:32]
