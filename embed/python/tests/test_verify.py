"""Options in Python's own types, what the result says, calls, and garbage."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List

import pytest

import assay_verifier
from assay_verifier import CallError, Predecessor, Verification, verify, verify_call


def code(found: Verification) -> str:
    assert found.valid is False and not found and found.statement is None and found.error is not None
    return found.error.code


def test_the_statement(report: bytes, registry: bytes) -> None:
    found = verify(report, registry)
    assert found.statement is not None
    document = json.loads(report)
    assert found.statement["subject"] == document["book"]["subject"]
    assert found.statement["as_of"] == document["book"]["as_of"]
    assert len(found.statement["custodians"]) == 2
    assert all(rule["proved"] is True for rule in found.statement["rules"])
    assert {unasked["check"] for unasked in found.statement["not_checked"]} >= {"supply", "age", "previous"}
    assert "age_seconds" not in found.statement and "previous" not in found.statement


def test_options(report: bytes, registry: bytes) -> None:
    document = json.loads(report)
    as_of = datetime.strptime(document["book"]["as_of"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    day = timedelta(days=1)
    later = (as_of + day).astimezone(timezone(timedelta(hours=-5)))
    everything = verify(
        report,
        registry,
        now=later,
        max_age_seconds=86_400,
        supply=document["supply"],
        policy=document["policy"],
        previous="none",
    )
    assert everything.statement is not None
    assert everything.statement["age_seconds"] == 86_400 and everything.statement["not_checked"] == []

    def refused(**options: Any) -> str:
        return code(verify(report, registry, **options))

    assert refused(now=later, max_age_seconds=86_399) == "stale"
    assert refused(now=as_of - day) == "from-the-future"
    assert refused(now=as_of.replace(tzinfo=None)) == "options-malformed"
    assert refused(max_age_seconds=1) == "no-clock"
    assert refused(policy="00" * 32) == "wrong-policy"
    assert refused(policy="") == "options-malformed"
    before = {"report": "00" * 32, "subject": document["book"]["subject"], "as_of": "2026-01-01T00:00:00Z"}
    assert refused(previous=before) == "wrong-previous"
    assert refused(previous="") == "options-malformed"
    other = {**document["supply"], "value_per_token": "7"}
    assert refused(supply=other) == "wrong-supply"
    assert refused(supply=json.dumps(other).encode()) == "wrong-supply"


def test_the_report_before(report: bytes, registry: bytes, same_moment: bytes, next_day: bytes) -> None:
    first = verify(report, registry, previous="none").statement
    assert first is not None
    # The statement on it, or its three fields.
    second = verify(next_day, registry, previous=first).statement
    assert second is not None and second["previous"] == first["report"]
    before: Predecessor = {"report": first["report"], "subject": first["subject"], "as_of": first["as_of"]}
    assert verify(next_day, registry, previous=before)
    assert code(verify(same_moment, registry, previous=first)) == "not-newer"

    def refused(**changes: str) -> str:
        changed: Any = {**before, **changes}
        return code(verify(next_day, registry, previous=changed))

    assert refused(as_of=second["as_of"]) == "not-newer"
    assert refused(subject="fund:other") == "wrong-subject"
    assert refused(report="00" * 32) == "wrong-previous"
    # A digest alone does not say of what time.
    bare = verify(next_day, registry, previous=first["report"])
    assert code(bare) == "options-malformed" and bare.error is not None
    assert "an object with report, subject and as_of" in bare.error.message
    partial: Any = {"report": first["report"]}
    assert code(verify(next_day, registry, previous=partial)) == "options-malformed"


def test_documents_are_read_by_the_verifier(report: bytes, registry: bytes) -> None:
    supply = json.dumps(json.loads(report)["supply"])
    assert verify(report, registry, supply=supply)

    def refused(text: str) -> bool:
        return code(verify(report, registry, supply=text)) == "options-malformed"

    # Python's reader takes the last of two fields, and NaN.
    assert refused(supply.replace("{", '{"assay": "v1",', 1))
    assert refused(supply[:-1] + ',"more": NaN}')
    # No text ends its field and begins another.
    assert refused(supply + ', "previous": "none"')
    assert refused(supply + "}")
    assert refused("")
    assert refused("\ud800")
    assert refused("[" * 100_000)
    assert code(verify(report, registry, supply={"number": float("nan")})) == "options-malformed"


def test_garbage(report: bytes, registry: bytes) -> None:
    garbage: List[bytes] = [b"", b"\0", b"\xff" * 10_000_000, b"[" * 10_000_000]
    garbage += [report.rstrip()[:-1], report[: len(report) // 2], report + b"\0", report.replace(b" ", b"\0", 1)]
    for text in garbage:
        assert code(verify(text, registry)) == "malformed"
        assert code(verify(report, text)) == "registry-malformed"
    assert code(verify("\ud800", registry)) == "malformed"
    with pytest.raises(TypeError):
        verify(None, registry)  # type: ignore[arg-type]


def test_calls(call: bytes) -> None:
    verify_call(call)
    for at in range(0, len(call), 97):
        changed = call[:at] + bytes([call[at] ^ 1]) + call[at + 1 :]
        with pytest.raises(CallError):
            verify_call(changed)
    expected: Dict[bytes, str] = {b"": "not-a-call", call[:-1]: "call-length", call + b"\0": "call-length"}
    expected[call[:-1] + bytes([call[-1] ^ 1])] = "proof-invalid"
    for bad, name in expected.items():
        with pytest.raises(CallError) as found:
            verify_call(bad)
        assert found.value.code == name and found.value.message


def test_other_threads_run(report: bytes, registry: bytes) -> None:
    results: List[Verification] = []

    def often() -> None:
        results.extend(verify(report, registry) for _ in range(10))

    threads = [threading.Thread(target=often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 40 and all(results)


def test_the_interface() -> None:
    assert all(hasattr(assay_verifier, name) for name in assay_verifier.__all__)
