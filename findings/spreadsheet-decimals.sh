#!/usr/bin/env bash
# What two writers of spreadsheets make of exact decimals (Decimal of Python) of more than 15 digits.
#
# Versions: openpyxl 3.1.5, XlsxWriter 3.3.1, of PyPI; Python 3.10 or later.
# Input: Decimal("1234567890123456.78"), Decimal("12345678901234567.25") and Decimal("1000000000000000.04") in cells. A cell's
# number is text in the file and of any length (ISO/IEC 29500-1, 18.3.1.96, xsd:double as text), and both packages take Decimal.
# Guessed: they write the decimal as it is, or refuse it. Seen: both write 16 digits, in silence, and the third one has lost
# its fraction. A reader cannot know; who writes lists has to put such numbers in as text.
# Exits with 0 if this is still so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -q openpyxl==3.1.5 XlsxWriter==3.3.1
cat >write.py <<'PY'
import re
import zipfile
from decimal import Decimal

import openpyxl
import xlsxwriter

NUMBERS = [Decimal("1234567890123456.78"), Decimal("12345678901234567.25"), Decimal("1000000000000000.04")]
book = openpyxl.Workbook()
book.active.append(NUMBERS)
book.save("openpyxl.xlsx")
book = xlsxwriter.Workbook("XlsxWriter.xlsx")
book.add_worksheet().write_row(0, 0, NUMBERS)
book.close()
for name in ("openpyxl", "XlsxWriter"):
    sheet = zipfile.ZipFile(f"{name}.xlsx").read("xl/worksheets/sheet1.xml").decode()
    print(name, *re.findall("<v>(.*?)</v>", sheet))
PY
venv/bin/python write.py | tee seen
diff - seen <<'END'
openpyxl 1234567890123457 1.234567890123457e+16 1000000000000000
XlsxWriter 1234567890123457 1.234567890123457E+16 1000000000000000
END
