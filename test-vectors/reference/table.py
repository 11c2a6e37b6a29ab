"""Tables: what book and policy make before the supply is known (spec, section 16)."""

from hashlib import sha256
from math import ceil

from errors import require
from program import BOUND_LIMIT, MULTIPLIER_LIMIT, Program

MAGIC = b"assay/v1/table"

# What the coefficient of a bound is multiplied with.
NOTHING, TOKENS, AMOUNT, TOKENS_AND_PAYABLES, DISTRIBUTED = range(5)


class Constraint:
    """An inequality whose bound is c times a factor, plus d times the payables where that is TOKENS_AND_PAYABLES."""

    def __init__(self, multipliers, factor=NOTHING, c=0, d=0):
        self.multipliers, self.c, self.d = multipliers, c, d
        self.factor = factor if c or d else NOTHING

    def bound(self, supply):
        """16.2: rounded once, against the prover."""
        said = self.factor != DISTRIBUTED or supply.distributed is not None
        require(said, "program-invalid", "nothing says what was distributed")
        factor = {
            NOTHING: 1,
            TOKENS: supply.tokens,
            AMOUNT: supply.amount,
            TOKENS_AND_PAYABLES: supply.tokens,
            DISTRIBUTED: supply.distributed,
        }[self.factor]
        return ceil(self.c * factor + self.d * supply.payables)


class Table:
    """Rows and constraints, within the limits of a program. `constraints` may be fewer than the shape's rules."""

    def __init__(self, shape, custodians, owners, values, constraints):
        self.shape, self.custodians, self.owners, self.values = shape, custodians, owners, values
        self.constraints = constraints
        for value in values:
            require(value < 2**64, "program-invalid", "a row value of 2^64 or more")
        require(1 <= len(constraints) <= shape.rules, "program-invalid", f"{len(constraints)} inequalities")
        for constraint in constraints:
            limited = all(abs(m) < MULTIPLIER_LIMIT for m in constraint.multipliers)
            require(limited, "program-invalid", "a large multiplier")

    def bind(self, supply):
        """The program for the sums of a supply."""
        inequalities = [(each.multipliers, each.bound(supply)) for each in self.constraints]
        for _, bound in inequalities:
            require(abs(bound) < BOUND_LIMIT, "program-invalid", "a large bound")
        return Program(self.shape, self.custodians, self.owners, self.values, inequalities)

    def to_bytes(self):
        """16.3"""
        out = [MAGIC, bytes([self.shape.k, self.shape.rules])]
        out += [_big(self.custodians, 2), _big(len(self.values), 2), _big(len(self.constraints), 1)]
        for constraint in self.constraints:
            out += [bytes([constraint.factor]), _coefficient(constraint.c)]
            if constraint.factor == TOKENS_AND_PAYABLES:
                out.append(_coefficient(constraint.d))
        for row, (value, owner) in enumerate(zip(self.values, self.owners)):
            out += [_big(value, 8), _big(owner, 2)]
            out += [constraint.multipliers[row].to_bytes(4, "big", signed=True) for constraint in self.constraints]
        return b"".join(out)

    def digest(self):
        """SHA-256 of the bytes."""
        return sha256(self.to_bytes()).digest()


def shortest(number):
    """An exact decimal that is not negative, as its digits and the least number of decimals that has all of it."""
    decimals = 0
    while (number * 10**decimals).denominator != 1:
        decimals += 1
    return int(number * 10**decimals), decimals


def _coefficient(number):
    digits, decimals = shortest(abs(number))
    length = (digits.bit_length() + 7) // 8
    return bytes([number < 0, decimals, length]) + _big(digits, length)


def _big(value, length):
    return value.to_bytes(length, "big")
