"""Writes the spreadsheets beside it, and testkit/inputs/mapped.xlsx, with independent software: python3 make_xlsx.py

Needs openpyxl 3.1.5 and XlsxWriter 3.3.1, from PyPI. All hold what testkit/inputs/mapped.csv does.
"""

import datetime
import pathlib
from decimal import Decimal

import openpyxl
import xlsxwriter

HERE = pathlib.Path(__file__).parent
INPUTS = HERE.parents[4] / "testkit/inputs"
DAY = datetime.datetime(2026, 11, 20)
HEADER = ["Depot", "Bezeichnung", "ISIN", "Nominal", "davon frei", "Währung", "Stichtag"]
ROWS = [
    ["10-1", "T-Bill 27.11.26", "US912797SB42", 1500000.50, 1250000.50, "USD", DAY.date()],
    ["10-1", "T-Bill 03.12.26", "912797SC2", 700000, "700.000,00", "USD", "20261120"],
    ["10-2", "Sample; Government Money Fund", "US912797SD08", 12.5, Decimal("12.500"), "USD", DAY],
    [1234567890, "Operating", "cash:operating", 5000000.25, 4900000.25, "USD", DAY.date()],
    ["GB82", "Sweep", "cash:sweep", 250000, 250000, "USD", 20261120],
]


def by_openpyxl():
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = DAY
    sheet = book.active
    sheet.title = "Bestand"
    sheet.append(["Depotauszug"])
    sheet.append(["Stand", DAY.date()])
    sheet.append([])
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append(row)
    sheet.append(["Summe", None, None, "=SUM(D5:D9)", "=SUM(E5:E9)", "USD"])
    sheet.merge_cells("A10:C10")
    sheet.merge_cells("A1:G1")
    sheet.column_dimensions["B"].hidden = True
    for cell in sheet["E"][4:]:
        cell.number_format = "#,##0.00"
    book.create_sheet("Notizen")
    book.save(HERE / "openpyxl.xlsx")


def by_xlsxwriter(path, options):
    book = xlsxwriter.Workbook(path, options)
    book.set_properties({"created": DAY})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    account = book.add_format({"num_format": "0000000000"})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Bestand")
    sheet.write_row(0, 0, HEADER)
    for at, row in enumerate(ROWS, 1):
        for column, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(at, column, value, day)
            elif isinstance(value, Decimal):
                sheet.write_number(at, column, value)
            elif column == 0 and isinstance(value, int):
                sheet.write_number(at, column, value, account)
            else:
                sheet.write(at, column, value)
    sheet.write_rich_string(1, 2, "US912797", bold, "SB42")
    sheet.write_formula(1, 3, "=1500000.5")
    sheet.write_comment(1, 4, "free")
    book.close()


by_openpyxl()
by_xlsxwriter(INPUTS / "mapped.xlsx", {})
by_xlsxwriter(HERE / "xlsxwriter-1904.xlsx", {"date_1904": True})
