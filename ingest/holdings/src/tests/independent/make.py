"""Writes the statements beside it with independent software: python3 make.py

Needs pyiso20022 1.6.2 (camt), python-iso20022 0.3.0 (semt) and bai2 0.15.0, from PyPI. All hold what the samples in
testkit/inputs do, or a part of it.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).parent
INPUTS = HERE.parents[4] / "testkit/inputs"
sys.path.insert(0, str(HERE.parents[2] / "independent"))

import iso  # noqa: E402


def balance(code, amount):
    return {"Tp": {"CdOrPrtry": {"Cd": code}}, "Amt": {"value": amount, "Ccy": "USD"}, "CdtDbtInd": "CRDT",
            "Dt": {"Dt": "2026-11-20"}}


def account(statement, identification, balances):
    return {"Id": statement, "CreDtTm": "2026-11-20T22:30:00Z", "Acct": {"Id": identification, "Ccy": "USD"}, "Bal": balances}


def camt(message, version):
    root, one = {"053": ("BkToCstmrStmt", "Stmt"), "052": ("BkToCstmrAcctRpt", "Rpt")}[message]
    spec = {root: {
        "GrpHdr": {"MsgId": "CASH-20261120", "CreDtTm": "2026-11-20T22:30:00Z"},
        one: [
            account("1", {"Othr": {"Id": "1234567890"}},
                    [balance("OPBD", "0"), balance("CLBD", "5000000.25"), balance("CLAV", "4900000.25")]),
            account("2", {"IBAN": "GB82WEST12345698765432"}, [balance("CLBD", "250000")]),
        ]}}
    (HERE / f"camt{message}-{version:02}.xml").write_text(iso.camt(message, version, spec))


def quantity(amount):
    return {"Qty": {"FaceAmt": amount}}


def semt(variant):
    bill = {
        "FinInstrmId": {"ISIN": "US912797SB42", "Desc": "UNITED STATES TREASURY BILL"},
        "AggtBal": {"ShrtLngInd": "LONG", "Qty": {"Qty": quantity("1500000.50")}},
        "BalBrkdwn": [
            {"SubBalTp": {"Cd": "BLOK"}, "Qty": {"ShrtLngInd": "LONG", "Qty": {"QtyAndAvlbty": quantity("250000") | {"AvlbtyInd": False}}}},
            {"SubBalTp": {"Cd": "OTHR"}, "Qty": {"ShrtLngInd": "LONG", "Qty": {"QtyAndAvlbty": quantity("1250000.50") | {"AvlbtyInd": True}}}},
        ],
    }
    other = {
        "FinInstrmId": {"OthrId": [{"Id": "912797SC2", "Tp": {"Cd": "CUSP"}}]},
        "AggtBal": {"ShrtLngInd": "LONG", "Qty": {"Qty": quantity("700000")}},
        "AvlblBal": {"ShrtLngInd": "LONG", "Qty": quantity("700000")},
        "NotAvlblBal": quantity("0"),
    }
    spec = {"SctiesBalCtdyRpt": {
        "Pgntn": {"PgNb": "1", "LastPgInd": True},
        "StmtGnlDtls": {"StmtId": "1", "StmtDtTm": {"Dt": "2026-11-20"}, "Frqcy": {"Cd": "DAIL"}, "UpdTp": {"Cd": "COMP"},
                        "StmtBsis": {"Cd": "SETT"}, "ActvtyInd": True, "SubAcctInd": False, "SctyIntrstOrSetOff": False},
        "SfkpgAcct": {"Id": "SAFE/0002"}, "BalForAcct": [bill, other]}}
    (HERE / f"semt002-{variant}.xml").write_text(iso.semt(variant, spec))


def bai2_file():
    import bai2.bai2 as library
    parsed = library.parse_from_string((INPUTS / "bai2.txt").read_text())
    (HERE / "bai2.txt").write_text(library.write(parsed) + "\n")


for version in range(2, 13):
    camt("053", version)
    camt("052", version)
semt("001")
semt("002")
bai2_file()
