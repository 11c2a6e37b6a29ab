"""G1 of BLS12-381 and the suite of its name (spec, 17.1 to 17.4). The identity is None."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from curve import Curve
from keccak import keccak256
from suite import Suite

R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
COORDINATES = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB

CURVE = Curve(COORDINATES, 0, 4, R)

# r = Z^4 - Z^2 + 1, and few bits of Z are set: r times a point costs hardly more than doublings.
Z = 0xD201000000010000

# Files of verifier/keys/bls12-381 and their SHA-256. The generators are read; check_bls12_381.py derives them.
FOLDER = Path(__file__).resolve().parent.parent.parent / "verifier" / "keys" / "bls12-381"
GENERATORS = {
    "generators-0-128.bin": "94b8af19357c7867a4d9b2587243905372cd6a649e395627fcff0730995b66b1",
    "generators-128-256.bin": "0de4c16f169c2283befa2f1a837e805dd29c81da1a4bc066a2ea3ec050f6344d",
    "generators-256-512.bin": "592876a0f1d8ed5840d4fed9b034b3c88d5b7e808369f521ef6c69b85f9a7ef0",
    "generators-512-1024.bin": "ba0188971d8b0010caa4fefd2cb93854c73527cd2b023b3a1144df1b7d2152a4",
    "w-u.bin": "c26583afc4ea7848537f54c0724941638f5630aca73c305c0a11a52e5e5ef8f9",
}
KEYS = {
    (7, 4): "a166d18b1c50e83b6310801e699702dc5f28f114d6eba38dde594bd4e6681300",
    (8, 8): "d2c34e4f5de6fc94fe678289f10ef7d25535a8b596dcb1c18af7cda0bcc766e3",
    (9, 8): "a03eae58e4fa1d512bffec428ae78242aee252f619370c8eff8cd7f11c917009",
    (10, 16): "ffbb83ddd866d2d8d08ecc3e7765069ea96826e20fb3411b146b89c87ada2564",
}


def is_in_group(point):
    """Whether r times a point of the curve is the identity: Z^2 (Z^2 - 1) times it, and once more."""
    by_square = CURVE.multiply_by_all([Z, Z], point)
    less_one = CURVE.sum([by_square, CURVE.negate(point)])
    if less_one is None:
        return False
    return CURVE.multiply_by_all([Z, Z], less_one) == CURVE.negate(point)


def encode_point(point):
    """96 bytes: x || y."""
    if point is None:
        return bytes(96)
    x, y = point
    return x.to_bytes(48, "big") + y.to_bytes(48, "big")


def decode_point(data):
    """The point of 96 bytes; None is the identity. Anything else is a ValueError."""
    if len(data) != 96:
        raise ValueError("not 96 bytes")
    if not any(data):
        return None
    point = _coordinates(data)
    if max(point) >= COORDINATES:
        raise ValueError("a coordinate is not reduced")
    if not CURVE.is_on_curve(point):
        raise ValueError("not on the curve")
    if not is_in_group(point):
        raise ValueError("outside of the group")
    return point


def _coordinates(data):
    return int.from_bytes(data[:48], "big"), int.from_bytes(data[48:], "big")


@lru_cache(maxsize=None)
def _points_of(name):
    data = (FOLDER / name).read_bytes()
    if sha256(data).hexdigest() != GENERATORS[name]:
        raise AssertionError(f"{name} is not that of the specification")
    return [_coordinates(data[i : i + 96]) for i in range(0, len(data), 96)]


def _reduce(digest):
    """A hash as a scalar."""
    return int.from_bytes(digest, "big") % R


class Hash:
    """The state of a transcript, and what was absorbed since the last challenge (17.2)."""

    def __init__(self):
        self.state, self.absorbed = keccak256(b"assay/v1/bls12-381/transcript"), b""

    def absorb_point(self, point):
        self.absorbed += encode_point(point)

    def absorb_scalar(self, scalar):
        self.absorbed += scalar.to_bytes(32, "big")

    def challenge(self):
        self.state, self.absorbed = keccak256(self.state + self.absorbed), b""
        return _reduce(self.state)


class Bls12381(Suite):
    """The suite `bls12-381`."""

    name = "bls12-381"
    curve = CURVE
    root_of_unity = pow(7, (R - 1) >> 32, R)
    byte_order = "big"
    point_length = 96
    hash = Hash
    keys = KEYS
    encode_point = staticmethod(encode_point)
    decode_point = staticmethod(decode_point)
    point_bytes = staticmethod(encode_point)

    @staticmethod
    def hash_generator(kind, *indices):
        """Out of the files: 1 is W, 2 is U."""
        if kind:
            return _points_of("w-u.bin")[kind - 1]
        [i] = indices
        first, end = next((a, b) for a, b in [(0, 128), (128, 256), (256, 512), (512, 1024)] if i < b)
        return _points_of(f"generators-{first}-{end}.bin")[i - first]

    def representative(self, shape, points):
        """V."""
        name = b"assay/v1/bls12-381/key" + shape.k.to_bytes(4, "big") + shape.rules.to_bytes(4, "big")
        return _reduce(keccak256(name + b"".join(map(encode_point, points))))


BLS12_381 = Bls12381()
