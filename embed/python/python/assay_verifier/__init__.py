"""Verifies Assay reports: what `assay verify` does, as a function.

    from assay_verifier import verify

    result = verify(report, registry, now="2026-04-01T09:00:00Z", max_age_seconds=129_600)
    if result:
        print(result.statement["tokens"], result.statement["value_per_token"], result.statement["not_checked"])
    else:
        print(result.error.code, result.error.message)
"""

from ._call import CallError, verify_call
from ._statement import (
    Basis,
    Custodian,
    Distributed,
    EntryBasis,
    Excluded,
    Income,
    NotChecked,
    Payable,
    Predecessor,
    Rule,
    Statement,
    SupplyEntry,
)
from ._verify import Error, Verification, verify

__all__ = [
    "Basis",
    "CallError",
    "Custodian",
    "Distributed",
    "EntryBasis",
    "Error",
    "Excluded",
    "Income",
    "NotChecked",
    "Payable",
    "Predecessor",
    "Rule",
    "Statement",
    "SupplyEntry",
    "Verification",
    "verify",
    "verify_call",
]
