"""Operations on signatures, points and proofs: what is found for a case. See operations.py."""

from types import SimpleNamespace

import forms
import keys
import patch
from attestation import signature_is_valid
from cases_documents import VectorError
from errors import Refused, require
from program import read_program
from proof import verify_batch, verify_proof
from report import decode_commitment
from shapes import Shape
from suites import SUITES
from vesta import VESTA, hash_to_curve


def signature(file, case):
    """A public key, a message and a signature of the file's scheme."""
    key, message, signed = (bytes.fromhex(case[name]) for name in ("public_key", "message", "signature"))
    require(signature_is_valid(forms.scheme(file.content["scheme"]), key, message, signed), "signature-invalid")
    return {}


def hashed(_file, case):
    """A message, and the point that it hashes to."""
    return {"point": VESTA.encode_point(hash_to_curve(bytes.fromhex(case["message"]))).hex()}


def point(_file, case):
    """32 bytes where a report has a point, and its coordinates."""
    x, y = decode_commitment(VESTA, bytes.fromhex(case["bytes"]))
    return {"x": x.to_bytes(32, "little").hex(), "y": y.to_bytes(32, "little").hex()}


_opened = forms.record(
    {
        "quantities": forms.list_of(forms.record({"row": forms.u32, "quantity": forms.big_integer})),
        "blinders": forms.list_of(forms.bytes32),
    }
)


def commitment(_file, case):
    """Quantities and blinders to a point (section 3). The codes are those of a prover: no report has them."""
    shape = Shape(case["shape"]["k"], case["shape"]["rules"])
    opened = _opened({"quantities": case["quantities"], "blinders": case["blinders"]})
    require(all(each["quantity"] < 2**64 for each in opened["quantities"]), "malformed")
    require(len(opened["blinders"]) == 4, "malformed")
    values = [0] * shape.rows
    for row, blinder in zip(shape.blinder_rows, opened["blinders"]):
        values[row] = VESTA.decode_scalar(blinder)
        require(values[row] is not None, "blinder-not-reduced")
    for each in opened["quantities"]:
        require(each["row"] < shape.buckets, "row-out-of-range")
        values[each["row"] + 1] += each["quantity"]
    return {"commitment": VESTA.encode_point(VESTA.commit_values(shape.k, values)).hex()}


def proof(file, case):
    """A proof and everything that it is about, without documents. A batch of it alone says the same."""
    statement = read_statement(patch.apply(file.content["statements"][case["statement"]], case["edit"]))
    verdicts = [_code(verify_proof, statement), _code(verify_batch, [statement])]
    if verdicts[0] != verdicts[1]:
        raise VectorError(f"alone {verdicts[0]}, in a batch {verdicts[1]}")
    require(verdicts[0] is None, verdicts[0])
    return {}


def _code(verify, given):
    try:
        verify(given)
    except Refused as error:
        return error.code
    return None


def read_statement(value):
    """What verify_proof takes, from JSON."""
    suite, shape = SUITES[value.get("suite", VESTA.name)], value["shape"]
    key = keys.standard_key(suite, shape["k"], shape["rules"])
    program = read_program_of(bytes.fromhex(value["program"]), key)
    commitments = [decode_commitment(suite, bytes.fromhex(each)) for each in value["commitments"]]
    quantities = decode_commitment(suite, bytes.fromhex(value["refreshed"]["quantities"]))
    tagged = decode_commitment(suite, bytes.fromhex(value["refreshed"]["tagged"]))
    tags = decode_commitment(suite, bytes.fromhex(value["columns"]["tags"]))
    weights = [decode_commitment(suite, bytes.fromhex(each)) for each in value["columns"]["weights"]]
    require(len(commitments) == program.custodians, "program-invalid", "the number of commitments")
    require(len(weights) == key.shape.rules, "program-invalid", "the number of weight columns")
    context = suite.decode_scalar(bytes.fromhex(value["context"]))
    assert context is not None
    return SimpleNamespace(
        key=key,
        program=program,
        commitments=commitments,
        quantities=quantities,
        tagged=tagged,
        tags=tags,
        weights=weights,
        context=context,
        proof=b"".join(bytes.fromhex(element) for element in value["proof"]),
    )


def read_program_of(data, key):
    """A program of the key's shape. For whoever verifies a proof, no program has but one code (section 11)."""
    try:
        program = read_program(data)
    except Refused as error:
        raise Refused("program-invalid", error.code) from None
    same = (program.shape.k, program.shape.rules) == (key.shape.k, key.shape.rules)
    require(same, "program-invalid", "another shape")
    return program
