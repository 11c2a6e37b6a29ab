"""What a case of a vector file may ask for.

An operation is a function from a file and a case to the outputs that it finds. Fields that are neither among its
inputs nor among its outputs are an error, so that nothing a vector says goes unchecked.
"""

from types import SimpleNamespace

import cases_documents
import cases_proof
from cases_documents import VectorError
from errors import Refused


def _operation(run, inputs, outputs=(), shared=(), codes=True):
    """`shared`: fields of the file that cases use. `codes`: whether an invalid case must name its error."""
    fields = {"result", "error", *outputs}
    return SimpleNamespace(run=run, inputs=set(inputs), outputs=fields, shared=set(shared), codes=codes)


# To add an operation: a function in one of the modules above, and a line here.
OPERATIONS = {
    "attestation": _operation(cases_documents.attestations, ["edit"], ["signed"], ["documents"]),
    "canonical": _operation(cases_documents.canonical, ["input", "file"], ["canonical", "sha256"]),
    "commitment": _operation(cases_proof.commitment, ["shape", "quantities", "blinders"], ["commitment"]),
    "compile": _operation(
        cases_documents.compilation, ["edit"], ["scale", "row_values", "inequalities", "program"], ["documents"]
    ),
    "context": _operation(
        cases_documents.context_of,
        ["book", "policy", "supply", "program", "attestations", "commitments", "previous"],
        ["context"],
    ),
    "document": _operation(cases_documents.document, ["kind", "text"], ["digest"]),
    "hash-to-curve": _operation(cases_proof.hashed, ["message"], ["point"]),
    "message": _operation(
        cases_documents.message, ["subject", "as_of", "custodian", "book", "commitment"], ["message"]
    ),
    "parse": _operation(cases_documents.parse, ["text", "hex"], codes=False),
    "point": _operation(cases_proof.point, ["bytes"], ["x", "y"]),
    "program": _operation(cases_documents.program, ["bytes"], ["sha256"]),
    "proof": _operation(cases_proof.proof, ["statement", "edit"], shared=["statements"]),
    "report": _operation(cases_documents.report, ["report", "edit"], shared=["registry", "options"]),
    "signature": _operation(cases_proof.signature, ["public_key", "message", "signature"], shared=["scheme"]),
}

# Fields that say nothing to check: of a file, and of a case.
ABOUT_FILE = {"operation", "comment", "notes", "cases"}
ABOUT_CASE = {"id", "comment", "flags", "notes"}


def check_file(name, content):
    """The file has the fields of its operation; ids are unique, and every flag is explained."""
    refuse_others(content, ABOUT_FILE | OPERATIONS[name].shared)
    cases = content["cases"]
    if not cases:
        raise VectorError("no cases")
    ids = [case["id"] for case in cases if "id" in case]
    if len(set(ids)) != len(ids):
        raise VectorError("an id twice")
    flags = {flag for case in cases for flag in case.get("flags", [])}
    unexplained = flags - {note["flag"] for note in content.get("notes", [])}
    if unexplained:
        raise VectorError(f"flags without a note: {', '.join(sorted(unexplained))}")


def check_case(name, file, case):
    """None if the case comes out as it says, else what was expected and what was found."""
    operation = OPERATIONS[name]
    refuse_others(case, ABOUT_CASE | operation.inputs | operation.outputs)
    # Files that have no invalid cases do not say so for each.
    expected = {"result": "valid", **{field: case[field] for field in operation.outputs & set(case)}}
    if expected["result"] not in ("valid", "invalid"):
        raise VectorError(f"unknown result {expected['result']!r}")
    if ("error" in expected) != (expected["result"] == "invalid" and operation.codes):
        raise VectorError("an invalid case names its error, a valid one has none")
    try:
        found = {"result": "valid", **operation.run(file, case)}
    except Refused as error:
        found = {"result": "invalid", "error": error.code}
    wrong = [field for field in expected if found.get(field) != expected[field]]
    if not wrong:
        return None
    # A refusal says why by its code, whatever was expected.
    shown = {field: found.get(field) for field in ("result", "error", *wrong) if field in found}
    return f"expected {({field: expected[field] for field in wrong})}, found {shown}"


def refuse_others(fields, known):
    """Nothing is there that is not looked at."""
    unknown = set(fields) - known
    if unknown:
        raise VectorError(f"fields that nothing checks: {', '.join(sorted(unknown))}")
