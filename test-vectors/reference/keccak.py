"""Keccak-256 with the padding of Ethereum (spec, 17.2). The standard library has SHA-3, which pads otherwise."""

RATE = 136
LANE = 2**64 - 1


def _round_constants():
    """Of the 24 rounds: bits of a feedback register, at the positions 2^j - 1."""
    register, constants = 1, []
    for _ in range(24):
        constant = 0
        for j in range(7):
            if register & 1:
                constant |= 1 << (1 << j) - 1
            register <<= 1
            if register >> 8:
                register ^= 0x171
        constants.append(constant)
    return constants


def _moves():
    """Rotation and new place of the lanes x + 5 y that rho and pi move: all but the first."""
    x, y, moves = 1, 0, []
    for t in range(24):
        to_x, to_y = y, (2 * x + 3 * y) % 5
        moves.append((x + 5 * y, to_x + 5 * to_y, (t + 1) * (t + 2) // 2 % 64))
        x, y = to_x, to_y
    return moves


ROUND_CONSTANTS = _round_constants()
MOVES = _moves()


def permute(lanes):
    """Keccak-f[1600] on 25 lanes of 64 bits, lane x + 5 y."""
    for constant in ROUND_CONSTANTS:
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        for x in range(5):
            next_ = columns[(x + 1) % 5]
            mixed = columns[x - 1] ^ (next_ << 1 & LANE | next_ >> 63)
            for place in range(x, 25, 5):
                lanes[place] ^= mixed
        moved = [lanes[0]] * 25
        for old, new, rotation in MOVES:
            lane = lanes[old]
            moved[new] = lane << rotation & LANE | lane >> 64 - rotation
        for y in range(0, 25, 5):
            a, b, c, d, e = moved[y : y + 5]
            lanes[y : y + 5] = a ^ ~b & c, b ^ ~c & d, c ^ ~d & e, d ^ ~e & a, e ^ ~a & b
        lanes[0] ^= constant


def sponge(data, suffix):
    """The 32 bytes that are squeezed out of a message and the byte that ends it: 1 of Keccak, 6 of SHA-3."""
    padded = bytearray(data) + bytes(RATE - len(data) % RATE)
    padded[len(data)] ^= suffix
    padded[-1] ^= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), RATE):
        for i in range(RATE // 8):
            lanes[i] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        permute(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def keccak256(data):
    """The 32 bytes of a hash."""
    return sponge(data, 0x01)
