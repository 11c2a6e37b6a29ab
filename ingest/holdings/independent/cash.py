"""Cash statements: camt.053 and camt.052 by pyiso20022, BAI2 by bai2; MT940, which mt-940 reads as well."""

import datetime
from datetime import timedelta
from decimal import Decimal

import bai2.bai2
import mt940
from bai2.constants import AsOfDateModifier, FundsType, GroupStatus, TypeCodes
from bai2.models import Account, AccountIdentifier, Bai2File, Bai2FileHeader, Group, GroupHeader, Summary, TransactionDetail

import iso

IBANS = ["GB82WEST12345698765432", "DE89370400440532013000", "FR1420041010050500013M02606", "CH9300762011623852957"]


def mapped(case, accounts):
    """Gives each account a row of cash, and says so in the mapping."""
    rows = {account: case.rng.randint(3, 4) for account in accounts}
    names = {3: "cash:operating", 4: "cash:sweep"}
    cash = [{"account": account, "row": names[row]} for account, row in rows.items()]
    case.mapping = {"assay": "v1", "kind": "holdings_mapping", "cash": cash}
    return rows


def balance(code, amount, day, line=None):
    found = {"Tp": {"CdOrPrtry": {"Cd": code}}, "Amt": {"value": f"{amount:f}", "Ccy": "USD"}, "CdtDbtInd": "CRDT",
             "Dt": {"Dt": day.isoformat()}}
    if line is not None:
        found["CdtLine"] = [{"Incl": True, "Amt": {"value": f"{line:f}", "Ccy": "USD"}}]
    return found


def camt(case):
    rng = case.rng
    case.decimals[3:] = [rng.randint(0, 5), rng.randint(0, 5)]
    ibans = rng.sample(IBANS, rng.randint(0, 2))
    rows = mapped(case, ibans + [case.name(most=34) for _ in range(rng.randint(1, 3))])
    statements = []
    for account, row in rows.items():
        booked, available = case.amount(row), case.amount(row)
        balances = [balance("OPBD", case.amount(row), case.day - timedelta(days=1))]
        line = None
        if rng.random() < 0.3:
            line = case.amount(row)
            balances.append(balance("CLBD", booked + line, case.day, line))
        else:
            balances.append(balance("CLBD", booked, case.day))
        if rng.random() < 0.5:
            balances.append(balance("CLAV", available, case.day))
            booked = min(booked, available)
        if rng.random() < 0.3:
            balances.append(balance("FWAV", case.amount(row), case.day + timedelta(days=1)))
        rng.shuffle(balances)
        case.counts(row, booked)
        of_day = [(case.day, balances)]
        if rng.random() < 0.3:
            before = case.day - timedelta(days=1)
            of_day.insert(rng.randint(0, 1), (before, [balance("CLBD", case.amount(row), before)]))
        named = {"IBAN": account} if account in ibans else {"Othr": {"Id": account}}
        for day, balances in of_day:
            statements.append({"Id": case.name(), "CreDtTm": f"{day}T23:30:00", "Acct": {"Id": named, "Ccy": "USD"}, "Bal": balances})
    message, version = rng.choice(["053", "052"]), rng.randint(2, 12)
    root, one = {"053": ("BkToCstmrStmt", "Stmt"), "052": ("BkToCstmrAcctRpt", "Rpt")}[message]
    header = {"MsgId": case.name(), "CreDtTm": f"{case.day}T23:30:00Z"}
    case.files.append(("xml", iso.camt(message, version, {root: {"GrpHdr": header, one: statements}})))


def bai2_file(case):
    rng = case.rng
    rows = mapped(case, [case.name("0123456789") for _ in range(rng.randint(1, 5))])
    accounts = []
    for account, row in rows.items():
        booked, available = case.amount(row), case.amount(row)
        cents = {"015": booked}
        if rng.random() < 0.5:
            cents["045"] = available
        if rng.random() < 0.5:
            cents["010"] = case.amount(row)
        case.counts(row, min(cents.get("045", booked), booked))
        codes = list(cents)
        rng.shuffle(codes)
        summaries = [Summary(type_code=TypeCodes[c], amount=int(cents[c] * 100)) for c in codes]
        details = [TransactionDetail(type_code=TypeCodes["195"], amount=rng.randrange(10 ** 9), funds_type=FundsType.immediate_availability,
                                     availability={}, bank_reference=case.name(), customer_reference="", text="WIRE " * rng.randint(0, 30))
                   for _ in range(rng.randint(0, 3))]
        header = AccountIdentifier(customer_account_number=account, currency=rng.choice([None, "USD"]), summary_items=summaries)
        accounts.append(Account(header=header, children=details))
    header = GroupHeader(ultimate_receiver_id="FUND", originator_id="BANK", group_status=GroupStatus.update, as_of_date=case.day,
                         as_of_time=datetime.time(22), currency="USD", as_of_date_modifier=AsOfDateModifier.final_previous_day)
    file = Bai2File(header=Bai2FileHeader(sender_id="BANK", receiver_id="FUND", creation_date=case.day, creation_time=datetime.time(23),
                                          file_id="1"), children=[Group(header=header, children=accounts)])
    case.files.append(("txt", bai2.bai2.write(file) + "\n"))


def swift(amount):
    text = f"{amount:f}".replace(".", ",")
    return text if "," in text else text + ","


def mt940_file(case):
    rng = case.rng
    rows = mapped(case, [case.name() for _ in range(rng.randint(1, 3))])
    for account, row in rows.items():
        booked, available = case.amount(row), case.amount(row)
        day = f"{case.day:%y%m%d}"
        lines = [f":20:{case.name(most=16)}", f":25:{account}", f":28C:{rng.randint(1, 999)}/1",
                 f":60F:C{case.day - timedelta(days=1):%y%m%d}USD{swift(case.amount(row))}"]
        for _ in range(rng.randint(0, 3)):
            amount = case.amount(row) + 1
            lines += [f":61:{day}{day[2:]}C{swift(amount)}NTRF{case.name(most=16)}", f":86:{case.name()}"]
        lines.append(f":62F:C{day}USD{swift(booked)}")
        if rng.random() < 0.5:
            lines.append(f":64:C{day}USD{swift(available)}")
        text = "\n".join(lines + ["-"]) + "\n"
        # Independent software reads the same.
        found = mt940.parse(text).data
        assert (found["final_closing_balance"].amount.amount, found["final_closing_balance"].date) == (booked, case.day), text
        if "available_balance" in found:
            assert found["available_balance"].amount.amount == available
            booked = min(booked, available)
        case.counts(row, Decimal(booked))
        case.files.append(("fin", text))
