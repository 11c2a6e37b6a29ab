"""Reads identities.txt: the identities and row maps that the Rust code wrote."""

import ast
from dataclasses import dataclass, field
from pathlib import Path

DUMP = Path(__file__).with_name("identities.txt")


@dataclass
class Identity:
    name: str
    expr: ast.expr


@dataclass
class Shape:
    """One shape of the dump."""

    k: int
    rules: int
    # For each row, the fixed columns that are 1.
    rows: list = field(default_factory=list)
    # Cells that no identity fixes: (name, row).
    free: set = field(default_factory=set)
    identities: list = field(default_factory=list)

    def __str__(self):
        return f"({self.k}, {self.rules})"


@dataclass
class Relation:
    modulus: int
    limbs: int
    shapes: dict


FIXED = ("start", "bucket", "carry", "live", "shift")


def read(path=DUMP):
    modulus = limbs = shape = name = None
    shapes = {}
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        if name is not None:
            shape.identities.append(Identity(name, ast.parse(line, mode="eval").body))
            name = None
        elif word == "field":
            modulus = int(rest, 16)
        elif word == "limbs":
            limbs = int(rest)
        elif word == "shape":
            k, rules = map(int, rest.split())
            shape = shapes[k, rules] = Shape(k, rules)
        elif word == "row":
            number, *columns = rest.split()
            if int(number) != len(shape.rows) or not set(columns) <= set(FIXED):
                raise ValueError(line)
            shape.rows.append(frozenset(columns))
        elif word == "free":
            cell, row = rest.split()
            shape.free.add((cell, int(row)))
        elif word == "identity":
            name = rest
        else:
            raise ValueError(line)
    return Relation(modulus, limbs, shapes)


def evaluate(expr, cell, ring):
    """The expression in a ring: `ring` has const, add, sub and mul, `cell` gives the value of a name."""
    match expr:
        case ast.Constant(value=int(value)):
            return ring.const(value)
        case ast.Name(id=name):
            return cell(name)
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int(power))):
            return ring.const(left.value**power)
        case ast.BinOp(left=left, op=op, right=right):
            a, b = evaluate(left, cell, ring), evaluate(right, cell, ring)
            match op:
                case ast.Add():
                    return ring.add(a, b)
                case ast.Sub():
                    return ring.sub(a, b)
                case ast.Mult():
                    return ring.mul(a, b)
    raise ValueError(ast.dump(expr))


class Polynomials:
    """Polynomials modulo p: a dict from sorted tuples of variables to coefficients that are not zero."""

    def __init__(self, modulus):
        self.modulus = modulus

    def const(self, value):
        value %= self.modulus
        return {(): value} if value else {}

    def var(self, name):
        return {(name,): 1}

    def add(self, a, b, sign=1):
        sum_ = dict(a)
        for monomial, coefficient in b.items():
            value = (sum_.get(monomial, 0) + sign * coefficient) % self.modulus
            if value:
                sum_[monomial] = value
            else:
                sum_.pop(monomial, None)
        return sum_

    def sub(self, a, b):
        return self.add(a, b, -1)

    def mul(self, a, b):
        product = {}
        for m, x in a.items():
            product = self.add(product, {tuple(sorted(m + n)): x * y % self.modulus for n, y in b.items()})
        return product
