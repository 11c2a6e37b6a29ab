"""What a verified report says, typed. Decimals are strings, exact."""

from __future__ import annotations

from typing import List, TypedDict


class Custodian(TypedDict):
    custodian: str
    signatures: int
    needed: int


class Rule(TypedDict):
    rule: str
    position: int
    bound: str
    proved: bool


class _Entry(TypedDict):
    entry: str
    quantity: str


class SupplyEntry(_Entry, total=False):
    chain: str
    token: str
    block: int
    registrar: str


class Excluded(TypedDict):
    reason: str
    quantity: str


class NotChecked(TypedDict):
    check: str
    meaning: str


class _Always(TypedDict):
    subject: str
    as_of: str
    policy: str
    tokens: str
    amount_to_cover: str
    currency: str
    rows: int
    custodians: List[Custodian]
    rules: List[Rule]
    supply: List[SupplyEntry]
    excluded: List[Excluded]
    report: str
    not_checked: List[NotChecked]
    not_proved: List[str]


class Predecessor(TypedDict):
    """The report before another one: the fields of these names in the statement on it."""

    report: str
    subject: str
    as_of: str


class Statement(_Always, total=False):
    """`previous` is there if the report names one, `age_seconds` if `now` was given."""

    previous: str
    age_seconds: int
