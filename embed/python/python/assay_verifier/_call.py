"""Verification of a call: one proof and what it is about, as bytes."""

from __future__ import annotations

import json

from . import _native


class CallError(Exception):
    """A call that does not verify. The code is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message} ({code})")
        self.code = code
        self.message = message


def verify_call(call: bytes) -> None:
    """Verifies a call; raises CallError if it does not verify.

    A valid call proves that its commitments open to quantities that satisfy its program. Compare the commitments and digests in it
    with those that you know: no document and no signature is looked at.
    """
    answer = json.loads(_native.verify_call(bytes(call)))
    if answer["valid"] is not True:
        raise CallError(**answer["error"])
