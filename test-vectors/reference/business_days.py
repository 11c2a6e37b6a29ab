"""The days on which the Federal Reserve Banks are open (spec, section 4), by the number of the day."""

from functools import cache

import times

# January 1 of the year 0000, the day of number 0, was a Saturday.
SATURDAY, SUNDAY, MONDAY, THURSDAY = 0, 1, 2, 5
LAST_DAY = times.day_number("9999-12-31")


def _day(year, month, day):
    return times.day_number(f"{year:04}-{month:02}-{day:02}")


def _nth(year, month, weekday, nth):
    """The nth such day of the week of a month."""
    first = _day(year, month, 1)
    return first + (weekday - first) % 7 + 7 * (nth - 1)


@cache
def holidays(year):
    """The days of a year, none of them a weekend's, on which the Banks are closed."""
    last_of_may = _day(year, 5, 31)
    closed = {
        _nth(year, 2, MONDAY, 3),
        last_of_may - (last_of_may - MONDAY) % 7,
        _nth(year, 9, MONDAY, 1),
        _nth(year, 10, MONDAY, 2),
        _nth(year, 11, THURSDAY, 4),
    }
    if year >= 1986:
        closed.add(_nth(year, 1, MONDAY, 3))
    fixed = [(1, 1), (7, 4), (11, 11), (12, 25)] + [(6, 19)] * (year >= 2021)
    for month, day in fixed:
        number = _day(year, month, day)
        # From a Sunday to the Monday after it; from a Saturday nowhere.
        closed.add(number + (number % 7 == SUNDAY))
    return frozenset(number for number in closed if number % 7 not in (SATURDAY, SUNDAY))


def is_business_day(number):
    """Whether the Banks are open on the day of this number."""
    year = number // 366
    while year < 9999 and _day(year + 1, 1, 1) <= number:
        year += 1
    return number % 7 not in (SATURDAY, SUNDAY) and number not in holidays(year)


def add_business_days(number, days):
    """The business day that is so many of them after a day, or the calendar's last day."""
    while days and number < LAST_DAY:
        number += 1
        days -= is_business_day(number)
    return number
