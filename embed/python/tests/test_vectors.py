"""Every report vector, and inputs that are none."""

from __future__ import annotations

import json
from typing import Any, Dict

import pytest
from conftest import Case, listed

from assay_verifier import Verification, _native, verify

VECTORS, INPUTS = listed("cases.json") + listed("suite.json"), listed("inputs.json")


def check(case: Case, found: Verification) -> None:
    assert found.valid == bool(found) == (case.error is None)
    if case.error is None:
        assert found.error is None and found.statement is not None
    else:
        assert found.statement is None and found.error is not None
        assert found.error.code == case.error and found.error.message


def test_there_are_vectors() -> None:
    assert len(VECTORS) > 150 and len(INPUTS) > 20
    assert any(case.error is None for case in VECTORS)


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: f"{case.id} {case.comment}")
def test_vector(case: Case) -> None:
    options: Dict[str, Any] = json.loads(case.read("options"))
    report, registry = case.read("report"), case.read("registry")
    check(case, verify(report, registry, **options))
    check(case, verify(report.decode(), registry.decode(), **options))
    # Documents as text; the report before is no document.
    texts: Dict[str, Any] = {
        name: json.dumps(value) if isinstance(value, dict) and name != "previous" else value for name, value in options.items()
    }
    check(case, verify(report, registry, **texts))


@pytest.mark.parametrize("case", INPUTS, ids=lambda case: f"{case.id} {case.comment}")
def test_input(case: Case) -> None:
    answer = json.loads(_native.verify(case.read("report"), case.read("registry"), case.read("options")))
    assert answer["valid"] is (case.error is None)
    assert answer.get("error", {}).get("code") == case.error
