"""Compilation: from a book and a policy to a table (spec, sections 4 and 16.1)."""

import business_days
import times
from errors import require
from table import AMOUNT, DISTRIBUTED, TOKENS_AND_PAYABLES, Constraint, Table, shortest


class Compiler:
    """Compiles a valid book and policy.

    One method for each rule, giving its constraints. Multipliers that are left out at the end are 0: all but `yield_` give
    those of the rows alone, after which the income comes.
    """

    def __init__(self, book, policy):
        self.book, self.policy = book, policy
        self.rows = book["rows"]
        self.income = book["income"]["rows"] if book["income"] is not None else []
        # Of each quantity: its row, and what one whole unit is worth or earned, without a sign.
        self.units = [(row, row["price"]) for row in self.rows] + [(row, abs(row["per_unit"])) for row in self.income]
        self.scale = max((shortest(amount)[1] + row["quantity_decimals"] for row, amount in self.units), default=0)
        self.as_of = times.day_number(book["as_of"])
        self.days = [_to_maturity(row, self.as_of) for row in self.rows]

    def table(self):
        """All inequalities but for their bounds."""
        groups = [rule.get("of") for rule in self.policy["rules"] if rule["rule"] in ("share", "tenor")]
        of_countries = any(group is not None and group["countries"] is not None for group in groups)
        require(not of_countries or self.book["countries"] is not None, "program-invalid", "no countries in the book")
        if any(rule["rule"] == "yield" for rule in self.policy["rules"]):
            require(self.book["income"] is not None, "program-invalid", "no income in the book")
        values = [amount * 10 ** (self.scale - row["quantity_decimals"]) for row, amount in self.units]
        assert all(value.denominator == 1 for value in values)
        custodians = self.book["custodians"]
        owners = [custodians.index(row["custodian"]) for row, _ in self.units]
        constraints = [constraint for _, constraint in self.numbered_constraints()]
        return Table(self.book["shape"], len(custodians), owners, [int(v) for v in values], constraints)

    def numbered_constraints(self):
        """Every constraint, with the place of its rule in the policy."""
        numbered = []
        for i, rule in enumerate(self.policy["rules"]):
            method = getattr(self, "yield_" if rule["rule"] == "yield" else rule["rule"])
            for constraint in method(rule):
                constraint.multipliers += [0] * (len(self.units) - len(constraint.multipliers))
                numbered.append((i, constraint))
        return numbered

    def scaled(self, amount):
        """An amount of currency in units of 10^-S."""
        return amount * 10**self.scale

    def haircuts(self, rule):
        """h_j of a coverage rule, in basis points."""
        haircuts = []
        for row, days in zip(self.rows, self.days):
            haircut = (rule["haircuts_bps"] or {}).get(row["kind"], 0)
            exceeded = [entry["bps"] for entry in rule["haircuts_by_days"] or [] if entry["over_days"] < days]
            haircuts.append(min(10_000, haircut + (exceeded[-1] if exceeded else 0)))
        return haircuts

    def to_demand(self, row, days):
        """Days to the demand date of a row, or to its maturity."""
        return days if row["demand"] is None else times.day_number(row["demand"]) - self.as_of

    def life(self):
        """l_j"""
        of_demand = ("agency_frn", "repo")
        pairs = zip(self.rows, self.days)
        return [self.to_demand(row, days) if row["kind"] in of_demand else days for row, days in pairs]

    def shortened(self):
        """s_j"""

        def shortened(row, days):
            if row["kind"] == "repo":
                return self.to_demand(row, days)
            if row["reset"] is None:
                return days
            reset = times.day_number(row["reset"]) - self.as_of
            if reset > 397:
                return days
            at_least_one = min(days, max(1, reset))
            if row["demand"] is not None and days > 397:
                return max(at_least_one, self.to_demand(row, days))
            return at_least_one

        return [shortened(row, days) for row, days in zip(self.rows, self.days)]

    def coverage(self, rule):
        multipliers = [10**4 - haircut for haircut in self.haircuts(rule)]
        return [Constraint(multipliers, AMOUNT, 10**4 * self.scaled(rule["min_ratio"]))]

    def eligible(self, rule):
        limit, by_kind = rule["max_remaining_days"], rule["max_remaining_days_by_kind"] or {}
        counted = self.shortened() if rule["maturity"] == "shortened" else self.days

        def is_eligible(row, days):
            limits = [limit, by_kind.get(row["kind"])]
            return row["kind"] in rule["kinds"] and all(m is None or days <= m for m in limits)

        return [Constraint([0 if is_eligible(row, days) else -1 for row, days in zip(self.rows, counted)])]

    def liquid(self, rule):
        share = int(rule["min_share"] * 10**6)
        within = rule["within_days"]
        if within is None:
            within = business_days.add_business_days(self.as_of, rule["within_business_days"]) - self.as_of

        def is_liquid(row, days):
            kind = row["kind"]
            if rule["only"] is not None and kind not in rule["only"]:
                return False
            if kind in (rule["always"] or []) or days <= (rule["always_within_days"] or {}).get(kind, -1):
                return True
            return kind != "token" and self.to_demand(row, days) <= within

        counted = [10**6 * is_liquid(row, days) for row, days in zip(self.rows, self.days)]
        if rule["of"] == "supply":
            return [Constraint(counted, AMOUNT, self.scaled(share))]
        return [Constraint([m - share for m in counted])]

    def maturity(self, rule):
        averages = [(rule["wam_max_days"], self.shortened()), (rule["wal_max_days"], self.life())]
        return [Constraint([limit - days for days in counted]) for limit, counted in averages if limit is not None]

    def concentration(self, rule):
        share = int(rule["max_share"] * 10**6)

        def group(row):
            if rule["by"] == "institution" and row["institution"] is None:
                return row["instrument"] if row["kind"] in ("fund", "token") else None
            return row[rule["by"]]

        groups = [group(row) for row in self.rows]
        excepted = rule["except"] or []
        # A dict keeps the order of first appearance.
        named = [g for g in dict.fromkeys(groups) if g is not None and g not in excepted]
        return [Constraint([share - 10**6 * (of_row == g) for of_row in groups]) for g in named]

    def nav(self, rule):
        value, band, payables = self.scaled(rule["per_token"]), rule["band"], self.scaled(1)
        return [
            Constraint([1] * len(self.rows), TOKENS_AND_PAYABLES, (1 - band) * value, payables),
            Constraint([-1] * len(self.rows), TOKENS_AND_PAYABLES, -(1 + band) * value, -payables),
        ]

    def members(self, group):
        """Whether each row is in a group; None is the group of all."""

        def is_member(row):
            if group is None:
                return True
            if group["kinds"] is not None and row["kind"] not in group["kinds"]:
                return False
            return group["countries"] is None or self.book["countries"][row["custodian"]] in group["countries"]

        return [is_member(row) for row in self.rows]

    def share(self, rule):
        low, high = int(rule["min"] * 10**6), int(rule["max"] * 10**6)
        members = self.members(rule["of"])
        inequalities = []
        if low > 0:
            inequalities.append(Constraint([10**6 * member - low for member in members]))
        if high < 10**6:
            inequalities.append(Constraint([high - 10**6 * member for member in members]))
        return inequalities

    def tenor(self, rule):
        least, most = rule["min_days"], rule["max_days"]
        pairs = list(zip(self.members(rule["of"]), self.days))
        inequalities = []
        if least > 0:
            inequalities.append(Constraint([member * (days - least) for member, days in pairs]))
        return inequalities + [Constraint([member * (most - days) for member, days in pairs])]

    def yield_(self, rule):
        signs = [-1 if row["per_unit"] < 0 else 1 for row in self.income]
        return [Constraint([0] * len(self.rows) + signs, DISTRIBUTED, self.scaled(rule["min_ratio"]))]

    def stress(self, rule):
        [coverage] = [other for other in self.policy["rules"] if other["rule"] == "coverage"]
        multipliers = [
            max(0, 3_650_000 - 365 * haircut - rule["shift_bps"] * days)
            for haircut, days in zip(self.haircuts(coverage), self.days)
        ]
        return [Constraint(multipliers, AMOUNT, 3_650_000 * self.scaled(coverage["min_ratio"]))]


def _to_maturity(row, as_of):
    return 0 if row["maturity"] is None else times.day_number(row["maturity"]) - as_of
