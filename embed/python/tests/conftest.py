"""The cases that `cargo run -p assay-json --example cases -- DIR` writes, in the directory ASSAY_CASES."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional

import pytest

CASES = Path(os.environ["ASSAY_CASES"])
VECTORS = Path(__file__).resolve().parents[3] / "test-vectors" / "report"


@dataclass(frozen=True)
class Case:
    id: int
    comment: str
    error: Optional[str]

    def read(self, name: str) -> bytes:
        return (CASES / str(self.id) / f"{name}.json").read_bytes()


def listed(name: str) -> List[Case]:
    entries = json.loads((CASES / name).read_text())
    for entry in entries:
        assert (entry["result"] == "valid") == ("error" not in entry)
    return [Case(entry["id"], entry["comment"], entry.get("error")) for entry in entries]


@pytest.fixture
def report() -> bytes:
    return (CASES / "1001" / "report.json").read_bytes()


@pytest.fixture
def registry() -> bytes:
    return (CASES / "1001" / "registry.json").read_bytes()


@pytest.fixture
def same_moment() -> bytes:
    """Names `report`, and is of the same moment."""
    return (VECTORS / "successor.json").read_bytes()


@pytest.fixture
def next_day() -> bytes:
    """Follows `report`, a day later."""
    return (VECTORS / "next-day.json").read_bytes()


@pytest.fixture
def call() -> bytes:
    return (CASES / "call.bin").read_bytes()
