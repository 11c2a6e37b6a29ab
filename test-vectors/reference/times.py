"""Dates and times of the proleptic Gregorian calendar, years 0000 to 9999 (spec, 2.3).

Their texts sort as they do. `datetime` knows no year 0000.
"""

import re

DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIME = re.compile(r"T([0-9]{2}):([0-9]{2}):([0-9]{2})Z")
DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year):
    """Whether the year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def is_date(text):
    """Whether the text is YYYY-MM-DD, a day that exists."""
    match = DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = map(int, match.groups())
    if not 1 <= month <= 12:
        return False
    length = 29 if month == 2 and is_leap(year) else DAYS_IN_MONTH[month - 1]
    return 1 <= day <= length


def is_timestamp(text):
    """Whether the text is YYYY-MM-DDTHH:MM:SSZ, a time that exists."""
    match = TIME.fullmatch(text[10:])
    if not match or not is_date(text[:10]):
        return False
    hour, minute, second = map(int, match.groups())
    return hour < 24 and minute < 60 and second < 60


def day_number(date):
    """Days since 0000-01-01."""
    year, month, day = int(date[:4]), int(date[5:7]), int(date[8:10])
    before = 365 * year + (year + 3) // 4 - (year + 99) // 100 + (year + 399) // 400
    months = sum(DAYS_IN_MONTH[: month - 1]) + (month > 2 and is_leap(year))
    return before + months + day - 1


def seconds(timestamp):
    """Seconds since 0000-01-01T00:00:00Z."""
    hour, minute, second = int(timestamp[11:13]), int(timestamp[14:16]), int(timestamp[17:19])
    return day_number(timestamp[:10]) * 86400 + hour * 3600 + minute * 60 + second
