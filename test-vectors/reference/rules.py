"""Compilation: from book, policy and supply to a program (spec, section 4)."""

from math import ceil, floor

import business_days
import times
from errors import require
from program import BOUND_LIMIT, MULTIPLIER_LIMIT, Program
from validity import check_supply


class Compiler:
    """Compiles a valid book, policy and supply of one subject, time and currency.

    One method for each rule, giving (multipliers, bound) pairs. All but `yield_` give multipliers of the rows alone: those
    of the income, which come after, are 0 then.
    """

    def __init__(self, book, policy, supply):
        self.book, self.policy = book, policy
        self.rows = book["rows"]
        self.income = book["income"]["rows"] if book["income"] is not None else []
        self.tokens, self.payables, self.amount, self.distributed = check_supply(supply)
        # Of each quantity: its row, and what one whole unit is worth or earned, without a sign.
        self.units = [(row, row["price"]) for row in self.rows] + [(row, abs(row["per_unit"])) for row in self.income]
        self.scale = max((_decimals(amount) + row["quantity_decimals"] for row, amount in self.units), default=0)
        self.as_of = times.day_number(book["as_of"])
        self.days = [_to_maturity(row, self.as_of) for row in self.rows]

    def program(self):
        """All inequalities, within the limits of a program."""
        shape = self.book["shape"]
        groups = [rule.get("of") for rule in self.policy["rules"] if rule["rule"] in ("share", "tenor")]
        of_countries = any(group is not None and group["countries"] is not None for group in groups)
        require(not of_countries or self.book["countries"] is not None, "program-invalid", "no countries in the book")
        if any(rule["rule"] == "yield" for rule in self.policy["rules"]):
            require(self.distributed is not None, "program-invalid", "nothing says what was distributed")
            require(self.book["income"] is not None, "program-invalid", "no income in the book")
        values = [amount * 10 ** (self.scale - row["quantity_decimals"]) for row, amount in self.units]
        for value in values:
            assert value.denominator == 1
            require(value < 2**64, "program-invalid", "a row value of 2^64 or more")
        inequalities = [pair for _, pair in self.numbered_inequalities()]
        require(1 <= len(inequalities) <= shape.rules, "program-invalid", f"{len(inequalities)} inequalities")
        for multipliers, bound in inequalities:
            require(all(abs(m) < MULTIPLIER_LIMIT for m in multipliers), "program-invalid", "a large multiplier")
            require(abs(bound) < BOUND_LIMIT, "program-invalid", "a large bound")
        custodians = self.book["custodians"]
        owners = [custodians.index(row["custodian"]) for row, _ in self.units]
        return Program(shape, len(custodians), owners, [int(v) for v in values], inequalities)

    def numbered_inequalities(self):
        """(multipliers, bound) of every inequality, each with the place of its rule in the policy."""
        numbered = []
        for i, rule in enumerate(self.policy["rules"]):
            if rule["rule"] == "yield":
                numbered.append((i, self.yield_(rule)))
                continue
            none = [0] * len(self.income)
            numbered += [(i, (of_rows + none, bound)) for of_rows, bound in getattr(self, rule["rule"])(rule)]
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
        return [(multipliers, ceil(10**4 * self.scaled(rule["min_ratio"] * self.amount)))]

    def eligible(self, rule):
        limit, by_kind = rule["max_remaining_days"], rule["max_remaining_days_by_kind"] or {}
        counted = self.shortened() if rule["maturity"] == "shortened" else self.days

        def is_eligible(row, days):
            limits = [limit, by_kind.get(row["kind"])]
            return row["kind"] in rule["kinds"] and all(m is None or days <= m for m in limits)

        return [([0 if is_eligible(row, days) else -1 for row, days in zip(self.rows, counted)], 0)]

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
            return [(counted, ceil(share * self.scaled(self.amount)))]
        return [([m - share for m in counted], 0)]

    def maturity(self, rule):
        averages = [(rule["wam_max_days"], self.shortened()), (rule["wal_max_days"], self.life())]
        return [([limit - days for days in counted], 0) for limit, counted in averages if limit is not None]

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
        return [([share - 10**6 * (of_row == g) for of_row in groups], 0) for g in named]

    def nav(self, rule):
        value, payables = self.scaled(rule["per_token"] * self.tokens), self.scaled(self.payables)
        least = ceil((1 - rule["band"]) * value + payables)
        most = floor((1 + rule["band"]) * value + payables)
        return [([1] * len(self.rows), least), ([-1] * len(self.rows), -most)]

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
            inequalities.append(([10**6 * member - low for member in members], 0))
        if high < 10**6:
            inequalities.append(([high - 10**6 * member for member in members], 0))
        return inequalities

    def tenor(self, rule):
        least, most = rule["min_days"], rule["max_days"]
        pairs = list(zip(self.members(rule["of"]), self.days))
        inequalities = []
        if least > 0:
            inequalities.append(([member * (days - least) for member, days in pairs], 0))
        return inequalities + [([member * (most - days) for member, days in pairs], 0)]

    def yield_(self, rule):
        """The one pair, whose multipliers are of the rows and of the income."""
        signs = [-1 if row["per_unit"] < 0 else 1 for row in self.income]
        return [0] * len(self.rows) + signs, ceil(self.scaled(rule["min_ratio"] * self.distributed))

    def stress(self, rule):
        [coverage] = [other for other in self.policy["rules"] if other["rule"] == "coverage"]
        multipliers = [
            max(0, 3_650_000 - 365 * haircut - rule["shift_bps"] * days)
            for haircut, days in zip(self.haircuts(coverage), self.days)
        ]
        return [(multipliers, ceil(3_650_000 * self.scaled(coverage["min_ratio"] * self.amount)))]


def _to_maturity(row, as_of):
    return 0 if row["maturity"] is None else times.day_number(row["maturity"]) - as_of


def _decimals(value):
    """Digits after the point, without trailing zeros."""
    count = 0
    while (value * 10**count).denominator != 1:
        count += 1
    return count
