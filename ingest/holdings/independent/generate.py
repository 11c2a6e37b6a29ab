"""Writes files of random holdings by independent software, and what they hold: python3 generate.py DIRECTORY [COUNT] [SEED]

Every case is of a kind below, with COUNT cases each. `cases.json` lists them: files in their order, the day, decimals and the
quantities of the rows of testkit/inputs/book.json, and the mapping, if there is one. The packages are in requirements.txt.
"""

import json
import pathlib
import random
import sys
from datetime import date, timedelta
from decimal import Decimal

import cash
import lists
import securities

KINDS = {
    "camt": cash.camt,
    "bai2": cash.bai2_file,
    "mt940": cash.mt940_file,
    "semt": securities.semt,
    "openpyxl": lists.by_openpyxl,
    "xlsxwriter": lists.by_xlsxwriter,
}
# Of the dollar, as BAI2 has it.
DECIMALS = 2


class Case:
    """A case that is being made."""

    def __init__(self, rng):
        self.rng = rng
        # The book's first bill is repaid on 2026-11-27.
        self.day = date(2024, 1, 1) + timedelta(days=rng.randrange(1060))
        self.decimals = [rng.randint(0, 5) for _ in range(3)] + [DECIMALS] * 2
        self.sums = [Decimal(0)] * 5
        self.files = []
        self.mapping = None

    def amount(self, row, digits=13):
        """A quantity that the row can hold: often with fewer decimals, or none."""
        places = self.rng.randint(0, self.decimals[row])
        # Thirty of them are below 2^64 units.
        most = 10 ** self.rng.randint(1, min(digits, 17 - self.decimals[row]))
        return Decimal(self.rng.randrange(most)).scaleb(-places)

    def name(self, letters="ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", most=20):
        """An account that no other account ends with."""
        return "".join(self.rng.choices(letters, k=self.rng.randint(8, most)))

    def counts(self, row, amount):
        self.sums[row] += amount

    def listed(self, directory, number, kind):
        names = []
        for at, (suffix, content) in enumerate(self.files):
            names.append(f"{kind}-{number:03}-{at}.{suffix}")
            (directory / names[-1]).write_bytes(content if isinstance(content, bytes) else content.encode())
        quantities = [int(total.scaleb(places)) for total, places in zip(self.sums, self.decimals)]
        assert all(total == Decimal(q).scaleb(-p) for total, q, p in zip(self.sums, quantities, self.decimals))
        entry = {"files": names, "as_of": self.day.isoformat(), "decimals": self.decimals, "quantities": quantities}
        return entry | ({"mapping": self.mapping} if self.mapping else {})


def main(directory, count=40, seed=1):
    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    rng = random.Random(int(seed))
    cases = []
    for kind, make in KINDS.items():
        for number in range(int(count)):
            case = Case(rng)
            make(case)
            cases.append(case.listed(directory, number, kind))
    (directory / "cases.json").write_text(json.dumps(cases, indent=1))
    print(f"{len(cases)} cases, seed {seed}")


main(*sys.argv[1:])
