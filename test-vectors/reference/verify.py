#!/usr/bin/env python3
"""Verifies a report: verify.py REPORT --registry REGISTRY [options]

Exit code 0 if the report is valid, 1 if it is refused, 2 for wrong usage, a wrong registry or expectation, or a
failure of this program. The verdict is one line of JSON.
"""

import argparse
import json
import sys
import time
import traceback

import forms
from documents import LIMITS, read_document
from errors import Refused
from report import FIRST, Options, Predecessor, chain_entries, known_tokens, least_values, report_digest, verify_report
from suites import suite_of
from vesta import VESTA
from validity import token_name

VALID, REFUSED, UNUSABLE = 0, 1, 2
# The verifier's own faults.
NO_VERDICTS = ("registry-invalid", "no-clock")


class Unusable(Exception):
    """An input that says nothing about the report."""


def read_file(path, kind):
    """At most one byte more than a document of this kind may have."""
    try:
        with open(path, "rb") as file:
            return file.read(LIMITS[kind] + 1)
    except OSError as error:
        raise Unusable(str(error)) from None


def read_expected(path, kind):
    """A document of the verifier's own."""
    try:
        return read_document(kind, read_file(path, kind))
    except Refused as error:
        raise Unusable(f"{path}: {error}") from None


def expected_digest(path, kind):
    """The digest of a document of the verifier's own, if it is given."""
    return None if path is None else read_expected(path, kind)["digest"]


def expected_previous(arguments):
    """FIRST, the report of the verifier's own that must come before, or None."""
    if arguments.first:
        return FIRST
    if arguments.previous is None:
        return None
    report = read_expected(arguments.previous, "report")
    try:
        digest = report_digest(report)
    except Refused as error:
        raise Unusable(f"{arguments.previous}: {error}") from None
    return Predecessor(digest, report["book"]["subject"], report["book"]["as_of"])


def parse_arguments(arguments):
    """Usage errors exit with 2."""
    parser = argparse.ArgumentParser(description="Verifies a report against the verifier's own registry.")
    parser.add_argument("report")
    parser.add_argument("--registry", required=True, help="whose signatures count")
    parser.add_argument("--now", metavar="TIME", help="such as 2026-11-20T22:00:00Z; this computer's clock if absent")
    parser.add_argument("--max-age-seconds", type=int, metavar="N", help="the oldest report that is accepted")
    parser.add_argument("--supply", metavar="FILE", help="the report's must be the same")
    parser.add_argument("--policy", metavar="FILE", help="the report's must be the same")
    previous = parser.add_mutually_exclusive_group()
    previous.add_argument("--previous", metavar="FILE", help="the report that this one must follow, and be later than")
    previous.add_argument("--first", action="store_true", help="the report must follow none")
    arguments = parser.parse_args(arguments)
    if arguments.now is None:
        arguments.now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    try:
        forms.timestamp(arguments.now)
    except Refused as error:
        parser.error(f"--now: {error.detail}")
    if arguments.max_age_seconds is not None and arguments.max_age_seconds < 0:
        parser.error("--max-age-seconds must not be negative")
    return arguments


def set_apart(supply, known):
    """Whether there is a token that the verifier does not know, and evidence of a slot that it does not know."""
    names = {token_name(token) for token in known}
    with_slots = {token_name(token) for token in known if token["slot"] is not None}
    entries = chain_entries(supply)
    return (
        any(token_name(entry) not in names for entry in entries),
        any(entry["evidence"] is not None and token_name(entry) not in with_slots for entry in entries),
    )


def verdict(arguments):
    """The exit code, and what to print."""
    registry = read_expected(arguments.registry, "registry")
    options = Options(
        now=arguments.now,
        max_age_seconds=arguments.max_age_seconds,
        supply=expected_digest(arguments.supply, "supply"),
        policy=expected_digest(arguments.policy, "policy"),
        previous=expected_previous(arguments),
    )
    try:
        verified = verify_report(read_file(arguments.report, "report"), registry, options)
    except Refused as error:
        if error.code in NO_VERDICTS:
            raise Unusable(str(error)) from None
        return REFUSED, {"valid": False, "code": error.code, "message": error.detail}
    report, book = verified.report, verified.report["book"]
    claimed = options.supply is None
    known = known_tokens(registry, options)
    unknown, other_slots = set_apart(report["supply"], known)
    not_checked = {
        "supply": claimed,
        "value-per-token": claimed and not least_values(registry, options),
        "token-decimals": claimed and unknown,
        "token-slot": claimed and other_slots,
        "policy": options.policy is None and registry["policy"] is None,
        "age": options.max_age_seconds is None,
        "previous": options.previous is None,
    }
    return VALID, {
        "valid": True,
        "code": "valid",
        "report": verified.digest.hex(),
        **({} if suite_of(book) is VESTA else {"suite": book["suite"]}),
        "subject": book["subject"],
        "as_of": book["as_of"],
        "not_checked": [name for name, absent in not_checked.items() if absent],
    }


def main(arguments=None):
    # A failure of this program must not look like a verdict: Python would exit with 1.
    try:
        code, result = verdict(parse_arguments(arguments))
        print(json.dumps(result))
        return code
    except Unusable as error:
        print(f"error: {error}", file=sys.stderr)
    except Exception:
        traceback.print_exc()
    return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
