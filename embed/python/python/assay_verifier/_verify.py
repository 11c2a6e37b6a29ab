"""Verification of a report."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Dict, Mapping, Optional, Sequence, Union

from . import _native
from ._statement import Predecessor, Statement

Text = Union[bytes, str]
Document = Union[bytes, str, Mapping[str, Any]]


@dataclass(frozen=True)
class Error:
    """Why there is no valid statement. The code is stable, the message is for people."""

    code: str
    message: str


@dataclass(frozen=True)
class Verification:
    """The verdict; true if, and only if, the report verifies."""

    valid: bool
    statement: Optional[Statement] = None
    error: Optional[Error] = None

    def __bool__(self) -> bool:
        return self.valid


def verify(
    report: Text,
    registry: Text,
    *,
    now: Union[datetime, str, None] = None,
    max_age_seconds: Optional[int] = None,
    supply: Optional[Document] = None,
    tokens: Optional[Sequence[Mapping[str, Any]]] = None,
    least_value_per_token: Optional[Document] = None,
    policy: Optional[Document] = None,
    previous: Union[str, Predecessor, Statement, None] = None,
) -> Verification:
    """Verifies a report against your own registry, and whatever else you expect of it.

    now: your clock. Without it, a report of any age or from the future is accepted.
    max_age_seconds: the oldest report accepted; needs `now`.
    supply: the supply document that you read yourself.
    tokens: tokens that you know, each {"chain", "token", "decimals"} and perhaps "slot", where its supply is stored.
    least_value_per_token: the least that one token may be owed, {"currency", "value"}.
    policy: the policy document that you expect, or its digest in hex.
    previous: "none" if the report must be the first; or the report that it must follow, and be later than: its `report`
        (digest), `subject` and `as_of`, such as the statement on it. A digest alone is refused.

    What is wrong with report, registry or options is in the result. Other threads run meanwhile.
    """
    try:
        options = _options(now, max_age_seconds, supply, tokens, least_value_per_token, policy, previous)
    except ValueError as error:
        return Verification(False, error=Error("options-malformed", f"the options: {error}"))
    answer = json.loads(_native.verify(_bytes(report), _bytes(registry), options))
    if answer["valid"] is True:
        return Verification(True, statement=answer["statement"])
    return Verification(False, error=Error(**answer["error"]))


def _bytes(text: Text) -> bytes:
    # A lone surrogate is no UTF-8: the verifier says so.
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)


def _options(
    now: Union[datetime, str, None],
    max_age_seconds: Optional[int],
    supply: Optional[Document],
    tokens: Optional[Sequence[Mapping[str, Any]]],
    least_value_per_token: Optional[Document],
    policy: Optional[Document],
    previous: Union[str, Predecessor, Statement, None],
) -> bytes:
    fields: Dict[str, bytes] = {}
    if now is not None:
        fields["now"] = _json(_time(now) if isinstance(now, datetime) else now)
    if max_age_seconds is not None:
        fields["max_age_seconds"] = _json(max_age_seconds)
    if supply is not None:
        fields["supply"] = _document("supply", supply)
    if tokens is not None:
        fields["tokens"] = _json([dict(token) for token in tokens])
    if least_value_per_token is not None:
        fields["least_value_per_token"] = _document("least_value_per_token", least_value_per_token)
    if policy is not None:
        is_digest = isinstance(policy, str) and not policy.lstrip().startswith("{")
        fields["policy"] = _json(policy) if is_digest else _document("policy", policy)
    if previous is not None:
        fields["previous"] = _json(_previous(previous))
    return b"{" + b",".join(_json(name) + b":" + value for name, value in fields.items()) + b"}"


def _previous(previous: Union[str, Mapping[str, object]]) -> object:
    """Of a statement, the three fields that the verifier asks for; it says which is missing."""
    if not isinstance(previous, Mapping):
        return previous
    return {name: previous[name] for name in Predecessor.__annotations__ if name in previous}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, allow_nan=False).encode()


def _time(now: datetime) -> str:
    if now.tzinfo is None or now.utcoffset() is None:
        raise ValueError("now: a time without a time zone")
    return now.astimezone(timezone.utc).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _document(name: str, document: Document) -> bytes:
    """The document as it is written, so that it is the verifier that reads it, strictly."""
    if isinstance(document, Mapping):
        return _json(dict(document))
    text = _bytes(document)
    try:
        # One whole JSON value, and nothing that would end the field early.
        json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{name}: {error}") from None
    return text
