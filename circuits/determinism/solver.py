"""Questions about polynomials over a prime field, asked of cvc5."""

import cvc5
from cvc5 import Kind


class Unsure(Exception):
    """cvc5 gave neither sat nor unsat, or not in time."""


def version():
    return cvc5.Solver(cvc5.TermManager()).getVersion().decode()


class Question:
    """Is there an assignment for which polynomials vanish, and others do not?"""

    def __init__(self, modulus, timeout):
        self.modulus = modulus
        self.manager = cvc5.TermManager()
        self.solver = cvc5.Solver(self.manager)
        self.solver.setOption("produce-models", "true")
        # The solver for bit decompositions: "Split Groebner bases", Ozdemir et al., CAV 2024.
        self.solver.setOption("ff-solver", "split")
        self.solver.setOption("tlimit-per", str(timeout * 1000))
        self.solver.setLogic("QF_FF")
        self.sort = self.manager.mkFiniteFieldSort(str(modulus))
        self.vars = {}

    def const(self, value):
        return self.manager.mkFiniteFieldElem(str(value), self.sort)

    def var(self, name):
        if name not in self.vars:
            self.vars[name] = self.manager.mkConst(self.sort, name)
        return self.vars[name]

    def sum(self, terms):
        if not terms:
            return self.const(0)
        return terms[0] if len(terms) == 1 else self.manager.mkTerm(Kind.FINITE_FIELD_ADD, *terms)

    def product(self, factors):
        return factors[0] if len(factors) == 1 else self.manager.mkTerm(Kind.FINITE_FIELD_MULT, *factors)

    def term(self, polynomial, bits=frozenset()):
        """The polynomial; bits with the weights 1, 2, 4, .. as one sum of bits, up to a factor."""
        weights = {m[0]: c for m, c in polynomial.items() if len(m) == 1 and m[0] in bits}
        terms = []
        rest = dict(polynomial)
        for factor in (1, self.modulus - 1):
            by_weight = {c * factor % self.modulus: name for name, c in weights.items()}
            places = [1 << i for i in range(len(by_weight))]
            if len(by_weight) > 1 and len(by_weight) == len(weights) and set(by_weight) == set(places):
                bitsum = self.manager.mkTerm(Kind.FINITE_FIELD_BITSUM, *[self.var(by_weight[p]) for p in places])
                terms.append(self.product([self.const(factor), bitsum]) if factor != 1 else bitsum)
                rest = {m: c for m, c in polynomial.items() if m not in {(name,) for name in weights}}
                break
        for monomial, c in sorted(rest.items()):
            factors = [self.var(name) for name in monomial]
            terms.append(self.product(([] if c == 1 and factors else [self.const(c)]) + factors))
        return self.sum(terms)

    def is_zero(self, term):
        return self.manager.mkTerm(Kind.EQUAL, term, self.const(0))

    def vanishes(self, polynomial, bits=frozenset()):
        self.solver.assertFormula(self.is_zero(self.term(polynomial, bits)))

    def differs(self, polynomial):
        self.solver.assertFormula(self.manager.mkTerm(Kind.NOT, self.is_zero(self.term(polynomial))))

    def bit(self, name):
        self.vanishes({(name, name): 1, (name,): self.modulus - 1})

    def ask(self):
        """None if there is no such assignment, else one."""
        result = self.solver.checkSat()
        if result.isUnsat():
            return None
        if not result.isSat():
            raise Unsure(str(result))
        values = {}
        for name, var in self.vars.items():
            values[name] = int(self.solver.getValue(var).getFiniteFieldValue()) % self.modulus
        return values
