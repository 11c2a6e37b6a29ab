"""Vesta: its encoding (spec, section 1), its hash to the curve (7.1), and the suite of its name. The identity is None."""

from hashlib import blake2b

from curve import Curve
from field import invert, is_square, sqrt
from suite import Suite

# Scalars: the order of the group.
P = 0x40000000000000000000000000000000224698FC094CF91B992D30ED00000001
# Coordinates of points.
Q = 0x40000000000000000000000000000000224698FC0994A8DD8C46EB2100000001

CURVE = Curve(Q, 0, 5, P)

# y^2 = x^3 + a x + b with a map to Vesta.
ISO_VESTA = Curve(Q, 0x267F9B2EE592271A81639C4D96F787739673928C7D01B212C515AD7242EAA6B1, 1265, P)
Z = -13

ISOGENY = (
    0x38E38E38E38E38E38E38E38E38E38E390205DD51CFA0961A43CD42C800000001,
    0x1D935247B4473D17ACECF10F5F7C09A2216B8861EC72BD5D8B95C6AAF703BCC5,
    0x18760C7F7A9AD20DED7EE4A9CDF78F8FD59D03D23B39CB11AEAC67BBEB586A3D,
    0x31C71C71C71C71C71C71C71C71C71C71E1C521A795AC8356FB539A6F0000002B,
    0x0A2DE485568125D51454798A5B5C56B2A3AD678129B604D3B7284F7EAF21A2E9,
    0x14735171EE5427780C621DE8B91C242A30CD6D53DF49D235F169C187D2533465,
    0x12F684BDA12F684BDA12F684BDA12F685601F4709A8ADCB36BEF1642AAAAAAAB,
    0x2EC9A923DA239E8BD6767887AFBE04D121D910AEFB03B31D8BEE58E5FB81DE63,
    0x19B0D87E16E2578866D1466E9DE10E6497A3CA5C24E9EA634986913AB4443034,
    0x1ED097B425ED097B425ED097B425ED098BC32D36FB21A6A38F64842C55555533,
    0x2F44D6C801C1B8BF9E7EB64F890A820C06A767BFC35B5BAC58DFECCE86B2745E,
    0x3D59F455CAFC7668252659BA2B546C7E926847FB9DDD76A1D43D449776F99D2F,
    0x40000000000000000000000000000000224698FC0994A8DD8C46EB20FFFFFDE5,
)

DST = b"Halo2-Parameters-vesta_XMD:BLAKE2b_SSWU_RO_" + bytes([43])

# (k, K): the transcript representative V as encoded, SHA-256 of the key file. V is a hash of what
# halo2_proofs prints of its key: it cannot be had without that library.
KEYS = {
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


def encode_point(point):
    """32 bytes: x, and the parity of y in the top bit."""
    if point is None:
        return bytes(32)
    x, y = point
    return (x | y % 2 << 255).to_bytes(32, "little")


def decode_point(data):
    """The point of 32 bytes; None is the identity. Anything else is a ValueError."""
    if len(data) != 32:
        raise ValueError("not 32 bytes")
    value = int.from_bytes(data, "little")
    sign, x = value >> 255, value & (1 << 255) - 1
    if x >= Q:
        raise ValueError("the coordinate is not reduced")
    if x == 0 and sign == 0:
        return None
    point = CURVE.lift(x, sign)
    if point is None:
        raise ValueError("no point has this coordinate")
    return point


def point_bytes(point):
    """x || y, as transcripts and key files have it."""
    x, y = point
    return x.to_bytes(32, "little") + y.to_bytes(32, "little")


def hash_to_curve(message):
    """The generator that a message stands for."""
    b0 = blake2b(bytes(128) + message + bytes([0x00, 0x80, 0x00]) + DST).digest()
    b1 = blake2b(b0 + b"\x01" + DST).digest()
    b2 = blake2b(bytes(x ^ y for x, y in zip(b0, b1)) + b"\x02" + DST).digest()
    points = [_simplified_swu(int.from_bytes(b, "big") % Q) for b in (b1, b2)]
    return _isogeny(ISO_VESTA.sum(points))


def _simplified_swu(u):
    a, b = ISO_VESTA.a, ISO_VESTA.b
    t = (Z * Z * u**4 + Z * u * u) % Q
    if t == 0:
        x = b * invert(Z * a, Q) % Q
    else:
        x = -b * invert(a, Q) * (1 + invert(t, Q)) % Q
    if not is_square(ISO_VESTA.right_hand_side(x), Q):
        x = Z * u * u * x % Q
    y = sqrt(ISO_VESTA.right_hand_side(x), Q)
    return (x, y if y % 2 == u % 2 else -y % Q)


def _isogeny(point):
    if point is None:
        return None
    x, y = point
    c = ISOGENY
    x2, x3 = x * x, x * x * x
    image_x = (c[0] * x3 + c[1] * x2 + c[2] * x + c[3]) * invert(x2 + c[4] * x + c[5], Q)
    image_y = y * (c[6] * x3 + c[7] * x2 + c[8] * x + c[9]) * invert(x3 + c[10] * x2 + c[11] * x + c[12], Q)
    return (image_x % Q, image_y % Q)


class Hash:
    """What a transcript absorbed so far (section 9)."""

    def __init__(self):
        self.state = blake2b(person=b"Halo2-Transcript")

    def absorb_point(self, point):
        self.state.update(b"\x01" + point_bytes(point))

    def absorb_scalar(self, scalar):
        self.state.update(b"\x02" + VESTA.encode_scalar(scalar))

    def challenge(self):
        self.state.update(b"\x00")
        return VESTA.reduce_wide(self.state.digest())


class Vesta(Suite):
    """The suite `vesta`."""

    name = "vesta"
    curve = CURVE
    # p - 1 = 2^32 t with t odd.
    root_of_unity = pow(5, (P - 1) >> 32, P)
    byte_order = "little"
    point_length = 32
    hash = Hash
    keys = {shape: digest for shape, (_, digest) in KEYS.items()}
    encode_point = staticmethod(encode_point)
    decode_point = staticmethod(decode_point)
    point_bytes = staticmethod(point_bytes)

    @staticmethod
    def hash_generator(kind, *indices):
        return hash_to_curve(bytes([kind]) + b"".join(i.to_bytes(4, "little") for i in indices))

    def representative(self, shape, _points):
        """V."""
        return self.decode_scalar(bytes.fromhex(KEYS[shape.k, shape.rules][0]))


VESTA = Vesta()
