"""Two witnesses of the identities without one of them: the check can fail."""

from propagate import constraints, is_limb, is_shared, variables
from relation import Polynomials
from solver import Question, Unsure

# The row that the second witness may change: a bucket row that has another before it.
ROW = 2


def honest(rel, shape):
    """Values of all cells: small quantities, tags and weights, bounds that leave small slacks."""
    p, words, values = rel.modulus, 3, {}
    buckets = sum("bucket" in on for on in shape.rows)
    first_word = buckets + 1
    for row in range(len(shape.rows)):
        values["q", row] = 1000 + row if 0 < row < first_word else 0
        values["tag", row] = 7 + row if 0 < row < first_word else 0
        values["h", row] = values["tag", row] * values["q", row]
        for c in range(shape.rules):
            # Row 0 holds the bound.
            values[f"w{c}", row] = (c + row + 1 if row else 5 + c) if row < first_word else 0
            values[f"acc{c}", row] = 0
        for i in range(rel.limbs):
            values[f"d{i}", row] = values["q", row] >> 2 * i & 3
    for c in range(shape.rules):
        acc = -values[f"w{c}", 0]
        for row in range(1, first_word + words * c + 1):
            if row < first_word:
                values[f"acc{c}", row] = acc % p
                acc += values[f"w{c}", row] * values["q", row]
            else:
                # Held, and moved one column down after each earlier rule's words.
                values[f"acc{c - (row - first_word) // words}", row] = acc
        for i in range(rel.limbs):
            values[f"d{i}", first_word + words * c] = acc >> 2 * i & 3
    return values


def holds(polynomial, values, modulus):
    total = 0
    for monomial, c in polynomial.items():
        for v in monomial:
            c = c * values[v] % modulus
        total += c
    return total % modulus == 0


def second_witness(rel, shape, removed, timeout):
    """How many cells differ between an honest witness and a second one with the same quantities and program that the
    identities but `removed` accept; None if none was found. Only a cell of one row, or two, may differ."""
    all_ = constraints(rel, shape)
    kept = [p for index, _, p in all_ if index != removed]
    first = honest(rel, shape)
    if not all(holds(p, first, rel.modulus) for _, _, p in all_):
        raise ValueError("the honest witness is none")

    own = {v for index, row, p in all_ if index == removed for v in variables(p) if v[1] == ROW and not is_shared(v[0])}
    own = sorted(own - shape.free)
    for cell, other in [(cell, cell) for cell in own] + [(cell, v) for cell in own for v in neighbours(first, cell)]:
        try:
            second = vary(rel, kept, first, cell, {cell, other}, timeout)
        except Unsure:
            continue
        if second is None:
            continue
        # The solver's word is not taken for it.
        accepted = all(holds(p, second, rel.modulus) for p in kept)
        refused = any(not holds(p, second, rel.modulus) for index, _, p in all_ if index == removed)
        differ = [v for v in first if first[v] % rel.modulus != second[v] % rel.modulus]
        if accepted and refused and cell in differ and not any(is_shared(v[0]) for v in differ):
            return len(differ)
    return None


def neighbours(cells, cell):
    """The limbs next to a limb."""
    if not is_limb(cell[0]):
        return []
    i = int(cell[0][1:])
    return [v for v in ((f"d{i - 1}", cell[1]), (f"d{i + 1}", cell[1])) if v in cells]


def vary(rel, kept, first, cell, free, timeout):
    """Other values for the `free` cells that the kept identities accept, with `cell` not what it was."""
    ring = Polynomials(rel.modulus)
    question = Question(rel.modulus, timeout)
    name = lambda v: f"{v[0]}@{v[1]}"
    for polynomial in kept:
        if not variables(polynomial) & free:
            continue
        reduced = {}
        for monomial, c in polynomial.items():
            term = {(): c}
            for v in monomial:
                term = ring.mul(term, ring.var(name(v)) if v in free else ring.const(first[v]))
            reduced = ring.add(reduced, term)
        question.vanishes(reduced)
    question.differs(ring.sub(ring.var(name(cell)), ring.const(first[cell])))
    values = question.ask()
    if values is None:
        return None
    return first | {v: values[name(v)] for v in free if name(v) in values}
