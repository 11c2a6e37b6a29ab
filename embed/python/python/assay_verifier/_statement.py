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


class EntryBasis(TypedDict, total=False):
    """Whose word it is: "verifier" or "issuer"."""

    decimals: str
    slot: str


class SupplyEntry(_Entry, total=False):
    """`decimals` and `basis` are there for a chain, `slot` if its entry comes with evidence."""

    chain: str
    token: str
    block: int
    decimals: int
    slot: str
    basis: EntryBasis
    registrar: str


class _AlwaysBasis(TypedDict):
    subject: str
    as_of: str
    custodians: str
    rules: str
    prices: str
    policy: str
    previous: str
    currency: str
    value_per_token: str
    supply: str
    excluded: str
    payables: str
    tokens: str
    amount_to_cover: str


class Basis(_AlwaysBasis, total=False):
    """Whose word each field is: "proved", "signed" by every custodian, "verifier", "issuer"; of `value_per_token` also "at-least".
    `distributed` and `income` are there if the statement has them."""

    distributed: str
    income: str


class Excluded(TypedDict):
    reason: str
    quantity: str


class Payable(TypedDict):
    """What is owed besides tokens; `amount` in the statement's currency."""

    reason: str
    amount: str


class Distributed(TypedDict):
    """What holders were given out of the income of the book's period; `amount` in the statement's currency."""

    reason: str
    amount: str


class Income(TypedDict):
    """The period of the book's income: when it began, the digest of the book of then, and how many rows the income has."""

    since: str
    book: str
    rows: int


class NotChecked(TypedDict):
    check: str
    meaning: str


class _Always(TypedDict):
    subject: str
    as_of: str
    policy: str
    tokens: str
    value_per_token: str
    amount_to_cover: str
    currency: str
    rows: int
    custodians: List[Custodian]
    rules: List[Rule]
    supply: List[SupplyEntry]
    excluded: List[Excluded]
    payables: List[Payable]
    basis: Basis
    report: str
    not_checked: List[NotChecked]
    not_proved: List[str]


class Predecessor(TypedDict):
    """The report before another one: the fields of these names in the statement on it."""

    report: str
    subject: str
    as_of: str


class Statement(_Always, total=False):
    """`previous` is there if the report names one, `age_seconds` if `now` was given, `least_value_per_token` if that was asked for,
    `distributed` if the supply says what was, `income` if the book lists any, `suite` if the book names one."""

    suite: str
    previous: str
    least_value_per_token: str
    age_seconds: int
    distributed: List[Distributed]
    income: Income
