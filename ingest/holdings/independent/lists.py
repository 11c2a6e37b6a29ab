"""Spreadsheets by openpyxl and XlsxWriter."""

import datetime
import io
from decimal import Decimal

import openpyxl
import xlsxwriter

# By the names of the rows, as a list has them.
NAMES = [["US912797SB42", "912797SB4"], ["US912797SC25", "912797SC2"], ["US912797SD08"], ["cash:operating"], ["cash:sweep"]]


def table(case):
    """Rows of a list: lines before it, a header, positions and a total."""
    rng = case.rng
    columns = ["Account", "Instrument", "Available", "Day", "Currency", "Par", "Note"]
    order = rng.sample(columns, len(columns))
    skip = rng.randint(0, 4)
    rows = [["Holdings report"] if rng.random() < 0.5 else [] for _ in range(skip)]
    rows.append([name.upper() if rng.random() < 0.3 else name for name in order])
    for _ in range(rng.randint(0, 30)):
        row = rng.randrange(5)
        amount = case.amount(row, 15)
        case.counts(row, amount)
        values = {
            "Account": rng.choice([case.name(), rng.randrange(10 ** 10)]),
            "Instrument": rng.choice(NAMES[row]),
            "Available": written(rng, amount),
            "Day": rng.choice([case.day, datetime.datetime.combine(case.day, datetime.time(17, 30)), case.day.isoformat()]),
            "Currency": "USD",
            "Par": rng.choice([None, 1.5, "x"]),
            "Note": rng.choice([None, "pledged", True]),
        }
        rows.append([values[name] for name in order])
        if rng.random() < 0.1:
            rows.append([])
    rows.append(["Total" if name == "Note" else "=SUM(A1)" if name == "Available" else None for name in order])
    # Texts such as 25.000 have to be told which point they have.
    case.mapping = {"assay": "v1", "kind": "holdings_mapping", "csv": {
        "skip": skip, "thousands": rng.choice([",", "'"]), "account": "Account", "instrument": rng.choice(["Instrument", order.index("Instrument") + 1]),
        "quantity": "Available", "as_of": "Day", "currency": "Currency", "sheet": "List",
        "totals": [{"column": "Note", "begins": "total"}]}}
    return rows


def written(rng, amount):
    """A quantity as programs hand it over: exact, binary, whole or text."""
    kinds = [Decimal(amount), float(amount), f"{amount:f}"]
    return rng.choice(kinds + ([int(amount)] if amount == int(amount) else []))


def by_openpyxl(case):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "List"
    for row in table(case):
        sheet.append(row)
    book.create_sheet("Other").append(["not this"])
    file = io.BytesIO()
    book.save(file)
    case.files.append(("xlsx", file.getvalue()))


def by_xlsxwriter(case):
    file = io.BytesIO()
    options = {"in_memory": True, "date_1904": case.rng.random() < 0.3, "default_date_format": "dd.mm.yyyy"}
    book = xlsxwriter.Workbook(file, options)
    book.add_worksheet("Other").write(0, 0, "not this")
    sheet = book.add_worksheet("List")
    for at, row in enumerate(table(case)):
        sheet.write_row(at, 0, row)
    book.close()
    case.files.append(("xlsx", file.getvalue()))
