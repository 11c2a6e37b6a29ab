"""Programs and their bytes (spec, section 5)."""

import struct
from hashlib import sha256

import shapes
from errors import require

MAGIC = b"assay/v1/program"
HEADER = struct.Struct("<16sBBHHB")
ROW = struct.Struct("<HQ")

MULTIPLIER_LIMIT = 2**31
BOUND_LIMIT = 2**176


class Program:
    """sum_j m_cj v_j q_j >= b_c for every inequality c. `inequalities` are (multipliers, bound) pairs."""

    def __init__(self, shape, custodians, owners, values, inequalities):
        self.shape, self.custodians = shape, custodians
        self.owners, self.values, self.inequalities = owners, values, inequalities

    def to_bytes(self):
        """The canonical bytes."""
        shape, rows = self.shape, len(self.values)
        out = [HEADER.pack(MAGIC, shape.k, shape.rules, self.custodians, rows, len(self.inequalities))]
        out += [ROW.pack(owner, value) for owner, value in zip(self.owners, self.values)]
        for multipliers, bound in self.inequalities:
            out.append(bytes([bound < 0]) + abs(bound).to_bytes(24, "little"))
            out.append(struct.pack(f"<{rows}i", *multipliers))
        return b"".join(out)

    def digest(self):
        """SHA-256 of the bytes."""
        return sha256(self.to_bytes()).digest()


def read_program(data):
    """The program of canonical bytes, or Refused with the first failure in the order of section 5."""
    require(data.startswith(MAGIC), "not-a-program")
    require(len(data) >= HEADER.size, "length")
    _, k, rules, custodians, rows, count = HEADER.unpack_from(data)
    require(shapes.exists(k, rules), "shape")
    shape = shapes.Shape(k, rules)
    require(rows <= shape.buckets, "too-many-rows")
    require(count <= rules, "too-many-rules")
    each = 25 + 4 * rows
    require(len(data) == HEADER.size + ROW.size * rows + each * count, "length")

    at = HEADER.size
    pairs = [ROW.unpack_from(data, at + ROW.size * row) for row in range(rows)]
    at += ROW.size * rows
    raw = []
    for start in range(at, at + each * count, each):
        magnitude = int.from_bytes(data[start + 1 : start + 25], "little")
        raw.append((data[start], magnitude, list(struct.unpack_from(f"<{rows}i", data, start + 25))))

    require(all(sign in (0, 1) for sign, _, _ in raw), "bound-sign")
    require(custodians > 0, "no-custodians")
    for owner, value in pairs:
        require(owner < custodians, "unknown-custodian")
        require(value > 0, "zero-value")
    for sign, magnitude, multipliers in raw:
        require(all(abs(m) < MULTIPLIER_LIMIT for m in multipliers), "multiplier-too-large")
        require(magnitude < BOUND_LIMIT, "bound-too-large")
        require(not (sign == 1 and magnitude == 0), "bound-sign")
    owners, values = [owner for owner, _ in pairs], [value for _, value in pairs]
    inequalities = [(multipliers, -magnitude if sign else magnitude) for sign, magnitude, multipliers in raw]
    return Program(shape, custodians, owners, values, inequalities)
