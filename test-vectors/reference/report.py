"""Verification of a report (spec, section 13). The first check that fails gives the code."""

from types import SimpleNamespace

import keys
import times
from attestation import check_attestation, check_who_attests
from binding import binding_of
from documents import read_document
from errors import Refused, require
from proof import verify_proof
from rules import Compiler
from suites import suite_of
from validity import check_book, check_policy, check_registry, check_supply, token_name
from vesta import VESTA

FIRST = "none"


class Predecessor:
    """The report that another one must follow: its digest, its subject, and the text of its as-of time."""

    def __init__(self, report, subject, as_of):
        self.report, self.subject, self.as_of = report, subject, as_of


class Options:
    """What a verifier knows besides its registry. None: not asked for.

    `now` is the text of a time; `supply` and `policy` are digests; `previous` is FIRST or a Predecessor.
    `tokens` and `least_value_per_token` are as in a registry.
    """

    def __init__(
        self,
        now=None,
        max_age_seconds=None,
        supply=None,
        policy=None,
        previous=None,
        tokens=(),
        least_value_per_token=None,
    ):
        self.now, self.max_age_seconds = now, max_age_seconds
        self.supply, self.policy, self.previous = supply, policy, previous
        self.tokens, self.least_value_per_token = tokens, least_value_per_token


class Verified:
    """A report that is valid, and the digest that names it."""

    def __init__(self, report, digest):
        self.report, self.digest = report, digest


def verify_report(data, registry, options):
    """Verifies the bytes of a report against a registry that was read. Gives Verified, or Refused."""
    report = read_document("report", data)
    check_registry(registry)
    check_documents(report, registry, options)
    compiled, binding = bind(report)
    statement = decode_statement(report, compiled)
    for attestation in report["attestations"]:
        check_attestation(attestation, report["book"], registry, binding)
    # Now every signature has its length.
    statement.context = binding.context(report, compiled.program, compiled.sums)
    verify_proof(statement)
    return Verified(report, binding.report_digest(report, compiled.sums))


def check_documents(report, registry, options):
    """Steps 3 to 9."""
    book = report["book"]
    require(book["subject"] == registry["subject"], "wrong-subject")
    check_book(book)
    # Step 5 is no step here: only documents that were read get this far.
    for wanted in (registry["policy"], options.policy):
        require(wanted in (None, report["policy"]["digest"]), "wrong-policy")
    require(options.supply in (None, report["supply"]["digest"]), "wrong-supply")
    check_known_supply(report["supply"], registry, options)
    if options.now is None:
        require(options.max_age_seconds is None, "no-clock")
    else:
        age = times.seconds(options.now) - times.seconds(book["as_of"])
        require(age >= 0, "from-the-future")
        require(options.max_age_seconds is None or age <= options.max_age_seconds, "stale")
    if options.previous is not None:
        check_previous(report, None if options.previous == FIRST else options.previous)


def check_previous(report, predecessor):
    """Step 9: the report that it follows, of the same subject, and older. None: it follows none."""
    require(report["previous"] == (predecessor and predecessor.report), "wrong-previous")
    if predecessor is not None:
        book = report["book"]
        require(book["subject"] == predecessor.subject, "wrong-subject")
        require(times.seconds(book["as_of"]) > times.seconds(predecessor.as_of), "not-newer")


def check_known_supply(supply, registry, options):
    """The rest of step 7: tokens and the value of one, as the verifier knows them."""
    known = known_tokens(registry, options)
    for entry in chain_entries(supply):
        for token in (token for token in known if token_name(token) == token_name(entry)):
            require(entry["decimals"] == token["decimals"], "token-decimals")
            if token["slot"] is not None and entry["evidence"] is not None:
                require(entry["evidence"]["slot"] == token["slot"], "token-slot")
    for least in least_values(registry, options):
        require(supply["currency"] == least["currency"], "wrong-currency")
        require(supply["value_per_token"] >= least["value"], "value-too-low")


def known_tokens(registry, options):
    """The registry's tokens, then those of the options."""
    return [*(registry["tokens"] or []), *options.tokens]


def least_values(registry, options):
    """The registry's least value, then that of the options."""
    asked = (registry["least_value_per_token"], options.least_value_per_token)
    return [least for least in asked if least is not None]


def chain_entries(supply):
    """The entries of tokens on chains."""
    return [entry for entry in supply["entries"] if entry["entry"] == "chain"]


def compile_documents(book, policy, supply):
    """Step 10 but for the shape, of a book that is valid: what documents that fit together make.

    Gives `compiler`, `table`, `sums` of the supply, `program`.
    """
    check_policy(policy)
    for name in ("subject", "as_of", "currency"):
        require(supply[name] == book[name], "supply-invalid", f"another {name}")
    sums = check_supply(supply)
    compiler = Compiler(book, policy)
    table = compiler.table()
    return SimpleNamespace(compiler=compiler, table=table, sums=sums, program=table.bind(sums))


def bind(report):
    """What its documents make, and with it the `binding`: both that attestations are checked against."""
    compiled = compile_documents(report["book"], report["policy"], report["supply"])
    binding = binding_of(report["book"], report["policy"], compiled.table)
    binding.check_bound(report, compiled.sums)
    return compiled, binding


def report_digest(report):
    """What names a report that was not verified; Refused if nothing does (17.8)."""
    if suite_of(report["book"]) is VESTA:
        return report["digest"]
    check_book(report["book"])
    compiled, binding = bind(report)
    binding.check_digest(report)
    return binding.report_digest(report, compiled.sums)


def make_statement(report):
    """Steps 10 to 12 and the context: what the proof has to be about. Attestations are not checked."""
    compiled, binding = bind(report)
    statement = decode_statement(report, compiled)
    statement.context = binding.context(report, compiled.program, compiled.sums)
    return statement


def decode_statement(report, compiled):
    """The rest of steps 10 to 12: all that the proof has to be about, without the context."""
    suite, program = suite_of(report["book"]), compiled.program
    shape = program.shape
    key = keys.standard_key(suite, shape.k, shape.rules)
    require(key is not None, "shape-not-standard")
    attestations = report["attestations"]
    check_who_attests(attestations, report["book"])

    require(len(report["columns"]["weights"]) == shape.rules, "weight-columns")
    commitments = [decode_commitment(suite, attestation["commitment"]) for attestation in attestations]
    return SimpleNamespace(
        key=key,
        program=program,
        commitments=commitments,
        quantities=decode_commitment(suite, report["refreshed"]["quantities"]),
        tagged=decode_commitment(suite, report["refreshed"]["tagged"]),
        tags=decode_commitment(suite, report["columns"]["tags"]),
        weights=[decode_commitment(suite, point) for point in report["columns"]["weights"]],
        proof=report["proof"],
    )


def decode_commitment(suite, data):
    """A point that is not the identity."""
    try:
        point = suite.decode_point(data)
    except ValueError as error:
        raise Refused("point-invalid", str(error)) from None
    require(point is not None, "point-identity")
    return point
