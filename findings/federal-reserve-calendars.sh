#!/usr/bin/env bash
# When two calendars say that the Federal Reserve is closed.
#
# Versions: workalendar 17.0.0 and holidays 0.109, of PyPI; Python 3.10 or later.
# Input: the fourth of July of 2020, a Saturday, and the day before it; New Year's Days of 1995 to 2000. The Federal Reserve Banks
# do not move a holiday that falls on a Saturday: on the Friday before, payments settle (Federal Reserve Bank Services, holiday
# schedules: "For holidays falling on Saturday, Federal Reserve Banks and Branches will be open the preceding Friday").
# Guessed: the class FederalReserveSystem of workalendar is the calendar of the Banks; XFED of holidays, which has national
# holidays of these years, covers them too, or refuses a year that it does not know.
# Seen: workalendar is closed on Friday, 2020-07-03, as the Board's offices are. holidays has no holiday at all before 1999, and
# says nothing of it. So whoever counts business days with these gets other days, in silence.
# Exits with 0 if this is still so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -q workalendar==17.0.0 holidays==0.109
cat >days.py <<'PY'
import datetime

import holidays
from workalendar.usa import FederalReserveSystem

friday = datetime.date(2020, 7, 3)
print("workalendar, 2020-07-03:", "open" if FederalReserveSystem().is_working_day(friday) else "closed")
years = range(1995, 2001)
xfed = holidays.financial_holidays("XFED", years=years)
print("holidays, 2020-07-03:", "closed" if friday in holidays.financial_holidays("XFED", years=2020) else "open")
print("holidays of XFED, 1995 to 2000:", *(sum(day.year == year for day in xfed) for year in years))
national = holidays.country_holidays("US", years=years)
print("national holidays, likewise:", *(sum(day.year == year for day in national) > 0 for year in years))
PY
venv/bin/python days.py | tee seen
diff - seen <<'END'
workalendar, 2020-07-03: closed
holidays, 2020-07-03: open
holidays of XFED, 1995 to 2000: 0 0 0 0 10 10
national holidays, likewise: True True True True True True
END
