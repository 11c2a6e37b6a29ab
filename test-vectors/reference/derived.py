"""Values that are derived from other files: intermediate.json, and the openings."""

import json
from fractions import Fraction
from hashlib import sha256

from binding import number_bytes
from bls12_381 import BLS12_381
from cases_documents import compiled_values
from documents import read_document
from report import bind, make_statement, report_digest
from vesta import VESTA

# Of an inequality, for people: not in the specification.
FOR_PEOPLE = {"label", "denominator"}


def intermediate_values(file):
    """What intermediate.json should say, computed from the documents beside it."""
    report = read_document("report", file.read_beside("report.json"))
    successor = read_document("report", file.read_beside("successor.json"))
    registry = read_document("registry", file.read_beside("registry.json"))
    compiled, binding = bind(report)
    values = compiled_values(compiled)
    for inequality in values["inequalities"]:
        inequality["rule"] = report["policy"]["rules"][inequality["rule"]]["rule"]
    return {
        "digests": {
            "book": report["book"]["digest"].hex(),
            "policy": report["policy"]["digest"].hex(),
            "supply": report["supply"]["digest"].hex(),
            "registry": registry["digest"].hex(),
            "attestations": [each["digest"].hex() for each in report["attestations"]],
            "program": compiled.program.digest().hex(),
            "report": report["digest"].hex(),
            "successor": successor["digest"].hex(),
        },
        "attestation_messages": [binding.message(each).hex() for each in report["attestations"]],
        "tokens": compiled.sums.tokens,
        "amount_to_cover": compiled.sums.amount,
        **values,
        "context": VESTA.encode_scalar(make_statement(report).context).hex(),
        "context_of_successor": VESTA.encode_scalar(make_statement(successor).context).hex(),
    }


def check_intermediate(file):
    """Every value of intermediate.json."""
    computed = intermediate_values(file)
    given = {name: value for name, value in file.content.items() if name != "comment"}
    for amount in ("tokens", "amount_to_cover"):
        given[amount] = Fraction(given[amount])
    given["inequalities"] = [
        {name: value for name, value in inequality.items() if name not in FOR_PEOPLE}
        for inequality in given["inequalities"]
    ]
    for name in sorted(given.keys() | computed.keys()):
        right = name in given and name in computed and given[name] == computed[name]
        wrong = f"expected {given.get(name)}, found {computed.get(name)}"
        yield name, "valid", None if right else wrong


def check_intermediate_of_suite(file):
    """The same of the suite bls12-381, for each of its reports."""
    for given in file.content["reports"]:
        report = read_document("report", file.read_beside(given["report"]))
        computed = {"report": given["report"], **values_of_suite(report)}
        for name in sorted(given.keys() | computed.keys()):
            right = name in given and name in computed and given[name] == computed[name]
            wrong = f"expected {given.get(name)}, found {computed.get(name)}"
            yield f"{given['report']}: {name}", "valid", None if right else wrong


def values_of_suite(report):
    """What is signed and bound of a report of the suite bls12-381, in hexadecimal."""
    compiled, binding = bind(report)
    numbers = binding.numbers(report, compiled.sums)
    messages = [binding.message(each) for each in report["attestations"]]
    tokens, value, payables, distributed = (None if n is None else number_bytes(n).hex() for n in numbers)
    return {
        "digests": {
            **{name: report[name]["digest"].hex() for name in ("book", "policy", "supply")},
            "table": compiled.table.digest().hex(),
            "report": report_digest(report).hex(),
        },
        "table": compiled.table.to_bytes().hex(),
        "terms": binding.common().hex(),
        "messages": [message.hex() for message in messages],
        "message_digests": [sha256(message).hexdigest() for message in messages],
        "tokens": tokens,
        "value_per_token": value,
        "payables": payables,
        "distributed": distributed,
        "context": BLS12_381.encode_scalar(make_statement(report).context).hex(),
    }


def check_opening(file):
    """An opening opens the commitment that its custodian attests in report.json (section 3)."""
    opening = file.content
    report = json.loads(file.read_beside("report.json"))
    [signed] = [
        each["commitment"] for each in report["attestations"] if each["custodian"] == opening["custodian"]
    ]
    rows = report["book"]["rows"]
    shape = read_document("report", file.read_beside("report.json"))["book"]["shape"]
    own = [j for j, row in enumerate(rows) if row["custodian"] == opening["custodian"]]
    values = [0] * shape.rows
    for quantity in opening["quantities"]:
        values[quantity["row"] + 1] = int(quantity["quantity"])
    for row, blinder in zip(shape.blinder_rows, opening["blinders"]):
        values[row] = int.from_bytes(bytes.fromhex(blinder), "little")
    found = VESTA.encode_point(VESTA.commit_values(shape.k, values)).hex()
    right = found == signed and [quantity["row"] for quantity in opening["quantities"]] == own
    yield opening["custodian"], "valid", None if right else f"expected {signed}, found {found}"
