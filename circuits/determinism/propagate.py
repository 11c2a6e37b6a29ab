"""Which cells are the same in any two witnesses that have the quantities and the program in common.

Two witnesses A and B satisfy the identities. Cells that are known to be equal in both are one variable, the others are
two. Each question to the solver takes some of the identities and asks for values with which a cell differs. The answer
`unsat` makes that cell known: fewer identities, or a known cell, only make the statement stronger. The quantities and the
program stay variables: what is shown holds for all of them.
"""

from relation import FIXED, Polynomials, evaluate
from solver import Question, Unsure


def is_shared(name):
    """Quantities, tags, weights and bounds are given."""
    return name in ("q", "tag") or name[0] == "w"


def is_limb(name):
    return name[0] == "d"


def constraints(rel, shape):
    """(identity, row, polynomial) for all rows; variables are (name, row)."""
    ring = Polynomials(rel.modulus)
    result = []
    for row, on in enumerate(shape.rows):

        def cell(name, row=row, on=on):
            if name in FIXED:
                return ring.const(int(name in on))
            if name.startswith("next"):
                return ring.var(("acc" + name[4:], (row + 1) % len(shape.rows)))
            return ring.var((name, row))

        for index, identity in enumerate(shape.identities):
            polynomial = evaluate(identity.expr, cell, ring)
            if polynomial:
                result.append((index, row, polynomial))
    return result


def variables(polynomial):
    return {v for monomial in polynomial for v in monomial}


class Propagation:
    def __init__(self, rel, shape, timeout, removed=None, answers=()):
        self.rel, self.shape, self.timeout, self.removed = rel, shape, timeout, removed
        self.ring = Polynomials(rel.modulus)
        self.constraints = [p for index, _, p in constraints(rel, shape) if index != removed]
        usable = max(row for row, on in enumerate(shape.rows) if on) + 1
        columns = [f"d{i}" for i in range(rel.limbs)] + [f"acc{c}" for c in range(shape.rules)] + ["h"]
        self.cells = [(c, row) for row in range(usable) for c in columns if (c, row) not in shape.free]
        self.known = set()
        self.two_bits = set()
        self.questions = 0
        self.answers = dict(answers)

    def open_cells(self):
        return [cell for cell in self.cells if cell not in self.known]

    def unknown(self, polynomial):
        return {v for v in variables(polynomial) if not is_shared(v[0]) and v not in self.known}

    def ask(self, key, question):
        """Whether the answer is `unsat`. Rows with the same question ask it once."""
        if key not in self.answers:
            self.questions += 1
            try:
                self.answers[key] = question() is None
            except Unsure:
                self.answers[key] = False
        return self.answers[key]

    def run(self):
        self.find_two_bit_limbs()
        progress = True
        while progress:
            progress = self.linear_cells() | self.words()

    def find_two_bit_limbs(self):
        """A limb that an identity keeps to 0, 1, 2, 3 is a sum of two bits, b + 2 c."""
        for polynomial in self.constraints:
            cells = variables(polynomial)
            if len(cells) == 1 and is_limb(next(iter(cells))[0]):
                (cell,) = cells
                renamed = {("d",) * len(m): c for m, c in polynomial.items()}

                def question():
                    q = Question(self.rel.modulus, self.timeout)
                    q.vanishes(renamed)
                    for digit in range(4):
                        q.differs({("d",): 1, (): -digit % self.rel.modulus})
                    return q.ask()

                if self.ask(("digit", frozenset(renamed.items())), question):
                    self.two_bits.add(cell)

    def copy(self, polynomial, which):
        """The polynomial over one witness's variables: limbs of two bits are bits, and what has known cells only is a
        single variable, as if it were arbitrary."""
        result, given = {}, {}
        for monomial, c in polynomial.items():
            if not self.unknown({monomial: 1}):
                given[monomial] = c
                continue
            term = {(): c}
            for v in monomial:
                name = f"{v[0]}@{v[1]}"
                if v in self.known or is_shared(v[0]):
                    factor = self.ring.var(name)
                elif v in self.two_bits:
                    factor = {(f"{name}.0{which}",): 1, (f"{name}.1{which}",): 2}
                else:
                    factor = self.ring.var(name + which)
                term = self.ring.mul(term, factor)
            result = self.ring.add(result, term)
        if given:
            result = self.ring.add(result, self.ring.var("given" + str(hash(frozenset(given.items())))))
        return result

    def is_equal(self, polynomials, cell):
        """Whether the polynomials give `cell` the same value in both witnesses. Two bits that are equal one by one make
        limbs that are equal."""
        parts = [f"{cell[0]}@{cell[1]}.{b}" for b in "01"] if cell in self.two_bits else [f"{cell[0]}@{cell[1]}"]
        key = self.key(polynomials, cell)
        return all(self.ask((key, i), self.differs(polynomials, part)) for i, part in enumerate(parts))

    def differs(self, polynomials, part):
        """The question whether a variable can differ in two witnesses of the polynomials."""

        def question():
            q = Question(self.rel.modulus, self.timeout)
            for which in "AB":
                bits = set()
                for v in set().union(*map(self.unknown, polynomials)) & self.two_bits:
                    bits |= {f"{v[0]}@{v[1]}.{b}{which}" for b in "01"}
                for bit in sorted(bits):
                    q.bit(bit)
                for polynomial in polynomials:
                    q.vanishes(self.copy(polynomial, which), bits)
            q.differs(self.ring.sub(self.ring.var(part + "A"), self.ring.var(part + "B")))
            return q.ask()

        return question

    def key(self, polynomials, cell):
        """The question up to the number of the row."""
        base = cell[1]
        shift = lambda v: (v[0], v[1] - base, v in self.two_bits, is_shared(v[0]) or v in self.known)
        return (cell[0],) + tuple(
            frozenset((tuple(map(shift, m)), c) for m, c in p.items() if self.unknown({m: 1})) for p in polynomials
        )

    def linear_cells(self):
        """Cells that one identity gives from known cells."""
        progress = False
        for polynomial in self.constraints:
            unknown = self.unknown(polynomial)
            if len(unknown) == 1:
                (cell,) = unknown
                # A limb's own range is no equation for it.
                if variables(polynomial) == {cell} and is_limb(cell[0]):
                    continue
                if self.is_equal([polynomial], cell):
                    self.known.add(cell)
                    progress = True
        return progress

    def words(self):
        """Limbs, from all the identities of the words they share an accumulator with."""
        progress = False
        for polynomial in self.constraints:
            limbs = {v for v in self.unknown(polynomial) if is_limb(v[0])}
            if len(limbs) < 2:
                continue
            polynomials = self.without_accumulators(polynomial)
            if polynomials is None:
                continue
            # Known only after all limbs of the word: so the question stays the same for each of them.
            equal = set()
            for cell in sorted(self.unknown(polynomials[0])):
                if self.is_equal(polynomials, cell):
                    equal.add(cell)
                elif self.removed is not None:
                    return False
            self.known |= equal
            progress |= bool(equal)
        return progress

    def without_accumulators(self, polynomial):
        """The equation with unknown accumulators replaced by what other equations say they are; None if none do."""
        used = [polynomial]
        while True:
            accumulators = sorted(v for v in self.unknown(polynomial) if not is_limb(v[0]))
            if not accumulators:
                return [polynomial]
            for other in self.constraints:
                if other not in used and (accumulators[0],) in other:
                    break
            else:
                return None
            used.append(other)
            coefficient = other[accumulators[0],]
            if [m for m in other if accumulators[0] in m] != [(accumulators[0],)]:
                return None
            factor = -polynomial[accumulators[0],] * pow(coefficient, -1, self.rel.modulus)
            polynomial = self.ring.add(polynomial, self.ring.mul(self.ring.const(factor), other))
