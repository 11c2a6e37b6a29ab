"""Checks the calendar of business days against libraries that others keep, over 1990 to 2040.

Needs QuantLib, holidays and workalendar. Each difference has to be one that docs/rules.md explains.
"""

import datetime
import sys
from pathlib import Path

import holidays
import QuantLib
from workalendar.usa import FederalReserveSystem

import business_days
import times

YEARS = range(1990, 2041)
FIRST, LAST = datetime.date(YEARS[0], 1, 1), datetime.date(YEARS[-1], 12, 31)
DAYS = [FIRST + datetime.timedelta(days) for days in range((LAST - FIRST).days + 1)]
# What the code in Rust says, which its own test keeps true.
IN_RUST = Path(__file__).resolve().parents[2] / "statement" / "tests" / "data" / "reserve_banks_closed.txt"
# Holidays that stay where they are, on a Saturday.
FIXED = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)]


def is_open(day):
    """By the reference."""
    return business_days.is_business_day(times.day_number(day.isoformat()))


def closed(is_business_day, since=FIRST):
    """The days of the working week, from one on, that a calendar says are none."""
    return {day for day in DAYS if day >= since and day.weekday() < 5 and not is_business_day(day)}


def fridays_before_saturdays():
    """The Fridays before a holiday on a Saturday."""
    next_days = ((day, day + datetime.timedelta(1)) for day in DAYS if day.weekday() == 4)
    return {
        day
        for day, saturday in next_days
        if (saturday.month, saturday.day) in FIXED and (saturday.month != 6 or saturday.year >= 2021)
    }


def main():
    ours = closed(is_open)
    assert len(ours) == 496, "the calendar has its holidays"
    in_rust = {datetime.date.fromisoformat(line) for line in IN_RUST.read_text().split()}
    quantlib = QuantLib.UnitedStates(QuantLib.UnitedStates.FederalReserve)
    # It begins in 1999.
    from_1999 = datetime.date(1999, 1, 1)
    financial = holidays.financial_holidays("XFED", years=YEARS)
    workalendar = FederalReserveSystem()
    checks = [
        ("Rust", in_rust, ours),
        ("QuantLib", closed(lambda day: quantlib.isBusinessDay(QuantLib.Date(day.day, day.month, day.year))), ours),
        ("holidays", closed(lambda day: day not in financial, from_1999), {day for day in ours if day >= from_1999}),
        # The Board's offices in Washington close on these Fridays, the Banks do not.
        ("workalendar", closed(workalendar.is_working_day), ours | fridays_before_saturdays()),
    ]
    for name, found, expected in checks:
        for day in sorted(found ^ expected):
            print(f"FAILED {name}: {day} is {'closed' if day in found else 'open'}")
        print(f"{name}: closed on {len(found)} days, {len(found - ours)} of which are open here")
    sys.exit(any(found != expected for _, found, expected in checks))


if __name__ == "__main__":
    main()
