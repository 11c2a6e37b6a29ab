"""Writes the statements beside it with independent software: python3 make.py

Needs pyiso20022 1.6.2 (camt), python-iso20022 0.3.0 (semt) and bai2 0.15.0, from PyPI. All hold what the samples in
testkit/inputs do, or a part of it.
"""

import dataclasses
import enum
import importlib
import pathlib
import typing
from decimal import Decimal

from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.formats.dataclass.serializers.config import SerializerConfig
from xsdata.models.datatype import XmlDate, XmlDateTime

HERE = pathlib.Path(__file__).parent
INPUTS = HERE.parents[4] / "testkit/inputs"


def parts(hint):
    yield hint
    for inner in typing.get_args(hint):
        yield from parts(inner)


def build(cls, spec):
    """An instance of a generated class, from the names of elements."""
    hints, values, names = typing.get_type_hints(cls), {}, set()
    for field in dataclasses.fields(cls):
        name = field.metadata.get("name", field.name)
        if name not in spec:
            continue
        names.add(name)
        kinds = [kind for kind in parts(hints[field.name]) if isinstance(kind, type)]
        many = any(typing.get_origin(hint) is list for hint in parts(hints[field.name]))

        def value(item):
            for kind in kinds:
                if dataclasses.is_dataclass(kind) and kind not in (XmlDate, XmlDateTime):
                    return build(kind, item)
                if issubclass(kind, enum.Enum):
                    return kind(item)
            for kind in kinds:
                if kind in (XmlDate, XmlDateTime):
                    return kind.from_string(item)
                if kind is Decimal:
                    return Decimal(item)
            return item

        item = spec[name]
        values[field.name] = [value(one) for one in item] if many else value(item)
    missing = set(spec) - names
    assert not missing, f"{cls.__name__} has no {missing}"
    return cls(**values)


def write(name, root, namespace):
    serializer = XmlSerializer(config=SerializerConfig(indent="  "))
    text = serializer.render(root, ns_map={None: namespace})
    # One of the packages names the root after the class.
    text = text.replace(f"{type(root).__name__}", "Document")
    (HERE / name).write_text(text + "\n")


def balance(code, amount):
    return {"Tp": {"CdOrPrtry": {"Cd": code}}, "Amt": {"value": amount, "Ccy": "USD"}, "CdtDbtInd": "CRDT",
            "Dt": {"Dt": "2026-11-20"}}


def account(statement, identification, balances):
    return {"Id": statement, "CreDtTm": "2026-11-20T22:30:00Z", "Acct": {"Id": identification, "Ccy": "USD"}, "Bal": balances}


def camt(message, version):
    name = f"camt_{message}_001_{version:02}"
    module = importlib.import_module(f"pyiso20022.camt.{name}.{name}")
    root, one = {"053": ("BkToCstmrStmt", "Stmt"), "052": ("BkToCstmrAcctRpt", "Rpt")}[message]
    spec = {root: {
        "GrpHdr": {"MsgId": "CASH-20261120", "CreDtTm": "2026-11-20T22:30:00Z"},
        one: [
            account("1", {"Othr": {"Id": "1234567890"}},
                    [balance("OPBD", "0"), balance("CLBD", "5000000.25"), balance("CLAV", "4900000.25")]),
            account("2", {"IBAN": "GB82WEST12345698765432"}, [balance("CLBD", "250000")]),
        ]}}
    write(f"camt{message}-{version:02}.xml", build(module.Document, spec), f"urn:iso:std:iso:20022:tech:xsd:camt.{message}.001.{version:02}")


def quantity(amount):
    return {"Qty": {"FaceAmt": amount}}


def semt(variant):
    name = f"semt_002_{variant}_11"
    module = importlib.import_module(f"python_iso20022.semt.{name}.models")
    document = getattr(module, f"Semt002{variant}11")
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
    write(f"semt002-{variant}.xml", build(document, spec), f"urn:iso:std:iso:20022:tech:xsd:semt.002.{variant}.11")


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
