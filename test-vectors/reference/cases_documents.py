"""Operations on documents and bytes: what is found for a case. See operations.py."""

import json
from hashlib import sha256

import attestation
import forms
import jcs
import patch
import strict_json
from binding import VestaBinding, vesta_context
from documents import DOCUMENTS, known_token, least_value, read_document
from errors import Refused
from program import read_program
from report import FIRST, Options, Predecessor, compile_documents, decode_commitment, verify_report
from validity import check_book, check_registry
from vesta import VESTA


class VectorError(Exception):
    """A vector file, or a case, that is not as it should be."""


def report(file, case):
    """An edit of a report, the registry and the options; and the verdict."""
    edited = patch.apply(
        {
            "report": file.load_report(case["report"]),
            "registry": file.load_report(file.content["registry"]),
            "options": file.content["options"],
        },
        case["edit"],
    )
    given = edited["options"]
    unknown = set(given) - {"now", "max_age_seconds", "supply", "policy", "previous", "tokens", "least_value_per_token"}
    if unknown:
        raise VectorError(f"unknown options {unknown}")
    # A registry or an expectation that cannot be read is the verifier's mistake, not a verdict.
    try:
        registry = _document("registry", edited["registry"])
        options = Options(
            now=_maybe(given, "now", forms.timestamp),
            max_age_seconds=_maybe(given, "max_age_seconds", forms.u64),
            supply=_maybe(given, "supply", lambda value: _document("supply", value)["digest"]),
            policy=_maybe(given, "policy", lambda value: _document("policy", value)["digest"]),
            previous=_maybe(given, "previous", _previous),
            tokens=_maybe(given, "tokens", forms.list_of(known_token)) or (),
            least_value_per_token=_maybe(given, "least_value_per_token", least_value),
        )
    except Refused as error:
        raise VectorError(f"registry or options: {error}") from None
    verify_report(_bytes(edited["report"]), registry, options)
    return {}


def _previous(given):
    """The option: FIRST, or an object."""
    if given == FIRST:
        return FIRST
    if not isinstance(given, dict) or set(given) != {"report", "subject", "as_of"}:
        raise VectorError("previous: neither none nor an object of report, subject and as_of")
    return Predecessor(forms.bytes32(given["report"]), forms.subject(given["subject"]), forms.timestamp(given["as_of"]))


def attestations(file, case):
    """The attestations of a book against a registry: who signed."""
    documents = patch.apply(file.content["documents"], case["edit"])
    book = _document("book", documents["book"])
    registry = _document("registry", documents["registry"])
    listed = [_document("attestation", value) for value in documents["attestations"]]
    check_registry(registry)
    attestation.check_who_attests(listed, book)
    signed = []
    for each in listed:
        needed, found = attestation.check_attestation(each, book, registry, VestaBinding())
        signed.append({"custodian": each["custodian"], "needed": needed, "found": found})
    return {"signed": signed}


def compilation(file, case):
    """Book, policy and supply to the program."""
    documents = patch.apply(file.content["documents"], case["edit"])
    book, policy, supply = (_document(kind, documents[kind]) for kind in ("book", "policy", "supply"))
    check_book(book)
    return compiled_values(compile_documents(book, policy, supply))


def compiled_values(compiled):
    """What a compilation gives, as vectors write it."""
    program = compiled.program
    rules = [rule for rule, _ in compiled.compiler.numbered_constraints()]
    return {
        "scale": compiled.compiler.scale,
        "row_values": [str(value) for value in program.values],
        "inequalities": [
            {"rule": rule, "multipliers": multipliers, "bound": str(bound)}
            for rule, (multipliers, bound) in zip(rules, program.inequalities)
        ],
        "program": program.to_bytes().hex(),
    }


def program(_file, case):
    """Bytes that are, or are not, a program."""
    data = bytes.fromhex(case["bytes"])
    read = read_program(data)
    if read.to_bytes() != data:
        raise VectorError("the program is written otherwise than it was read")
    return {"sha256": read.digest().hex()}


def canonical(file, case):
    """A JSON text, its canonical form, and the SHA-256 of that."""
    if "file" in case:
        data = file.read_beside(case["file"])
    else:
        data = case.get("input", case.get("canonical")).encode()
    form = jcs.canonical(strict_json.parse(data))
    return {"canonical": form.decode(), "sha256": sha256(form).hexdigest()}


def parse(_file, case):
    """Bytes that are, or are not, a supply document."""
    data = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode()
    read_document("supply", data)
    return {}


def document(_file, case):
    """The text of a document of a kind, and its digest."""
    if case["kind"] not in DOCUMENTS:
        raise VectorError(f"unknown kind {case['kind']!r}")
    return {"digest": read_document(case["kind"], case["text"].encode())["digest"].hex()}


def message(_file, case):
    """The fields of an attestation, and the bytes that are signed."""
    read = forms.record(
        {
            "subject": forms.subject,
            "as_of": forms.timestamp,
            "custodian": forms.identifier,
            "book": forms.bytes32,
            "commitment": forms.point,
        }
    )
    fields = {name: case[name] for name in ("subject", "as_of", "custodian", "book", "commitment")}
    return {"message": VestaBinding().message(read(fields)).hex()}


def context_of(_file, case):
    """Digests, commitments and predecessor to the scalar that a proof is bound to."""
    commitments = [forms.point(point) for point in case["commitments"]]
    for point in commitments:
        decode_commitment(VESTA, point)
    scalar = vesta_context(
        *(forms.bytes32(case[name]) for name in ("book", "policy", "supply", "program")),
        [forms.bytes32(digest) for digest in case["attestations"]],
        commitments,
        _maybe(case, "previous", forms.bytes32),
    )
    return {"context": VESTA.encode_scalar(scalar).hex()}


def _bytes(value):
    return json.dumps(value).encode()


def _document(kind, value):
    return read_document(kind, _bytes(value))


def _maybe(given, name, form):
    return form(given[name]) if name in given else None
