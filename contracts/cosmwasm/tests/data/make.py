#!/usr/bin/env python3
"""Makes reports of three shapes, each with every row and every rule of the shape in use, and the registries for them: 7-4.json,
7-4.registry.json, and so on. With two custodians and three signatures, what they cost to verify is about the most that a report of the
shape costs. The keys are thrown away and the proofs are random, so a second run makes other reports that serve as well.

    cargo build --release -p assay-prover
    contracts/cosmwasm/tests/data/make.py target/release/assay
"""

import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
SUBJECT = "eip155:1/erc20:0x5b1c0000000000000000000000000000000000a5"
AS_OF = "2026-11-20T22:00:00Z"
KEYS = {"northbank": ["ed25519"], "eastcustody": ["p256", "secp256k1"]}
HEAD = {"assay": "v1"}


def row(index):
    """Bills of many days, notes, and cash of many banks."""
    line = {"custodian": list(KEYS)[index % 2], "quantity_decimals": 2}
    if index % 10 < 7:
        day = 1 + index % 28
        price = f"0.99{index:06}"
        return line | {"instrument": f"bill:{index:04}", "kind": "bill", "maturity": f"2027-01-{day:02}", "price": price}
    if index % 10 < 9:
        return line | {"instrument": f"note:{index:04}", "kind": "note", "maturity": "2027-02-15", "price": f"1.00{index:06}"}
    return line | {"instrument": f"cash:{index:04}", "kind": "cash", "price": "1", "institution": f"bank-{index:04}"}


# The rules of shape (10, 16): 16 inequalities. The first four make one each, and with the fifth, the sixth and the last there are eight.
RULES = [
    {"rule": "coverage", "min_ratio": "1.00", "haircuts_bps": {"note": 10}, "haircuts_by_days": [{"over_days": 30, "bps": 20}]},
    {"rule": "eligible", "kinds": ["bill", "note", "cash"], "max_remaining_days": 93},
    {"rule": "liquid", "within_days": 3, "min_share": "0.20", "of": "assets", "always": ["bill"]},
    {"rule": "maturity", "wam_max_days": 90},
    {"rule": "nav", "per_token": "1.00", "band": "0.5"},
    {"rule": "stress", "shift_bps": 100},
    {"rule": "share", "of": {"kinds": ["bill"]}, "min": "0.60", "max": "0.80"},
    {"rule": "share", "of": {"kinds": ["note"]}, "min": "0.10", "max": "0.30"},
    {"rule": "share", "of": {"kinds": ["cash"]}, "min": "0.05", "max": "0.15"},
    {"rule": "tenor", "of": {"kinds": ["bill"]}, "min_days": 30, "max_days": 90},
    {"rule": "share", "of": {"kinds": ["bill", "cash"]}, "min": "0", "max": "0.95"},
]


# k, rules of the shape, all its rows, and the policy.
SHAPES = [(7, 4, 109, RULES[:4]), (8, 8, 225, [*RULES[:6], RULES[-1]]), (10, 16, 969, RULES)]


def make(assay, k, inequalities, count, rules):
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)

        def run(*arguments):
            return subprocess.run([assay, *map(str, arguments)], check=True, capture_output=True, text=True).stdout

        def write(name, document):
            (work / name).write_text(json.dumps(document))
            return work / name

        rows = [row(index) for index in range(count)]
        book = write("book.json", HEAD | {"kind": "book", "subject": SUBJECT, "as_of": AS_OF, "currency": "USD",
                                          "shape": {"k": k, "rules": inequalities}, "custodians": list(KEYS), "rows": rows})
        policy = write("policy.json", HEAD | {"kind": "policy", "name": f"All of shape ({k}, {inequalities})", "source": "Made for tests: no law.",
                                              "status": "proposed", "rules": rules})
        entry = {"entry": "chain", "chain": "eip155:1", "token": SUBJECT.rpartition(":")[2], "block": 24012345,
                 "block_hash": "0x5f1d0c3b9e7a4826d0b3f5c1e8a97264bd310f85c2e6794a1b0d8f3e52c7a961", "raw": str(count * 900_000_000_000), "decimals": 6}
        supply = write("supply.json", HEAD | {"kind": "supply", "subject": SUBJECT, "as_of": AS_OF, "currency": "USD",
                                              "entries": [entry], "value_per_token": "1"})
        prove, custodians = [], []
        for custodian, schemes in KEYS.items():
            held = "".join(f"a,{r['instrument']},1000000\n" for r in rows if r["custodian"] == custodian)
            (work / "held.csv").write_text("account,instrument,quantity\n" + held)
            opening, commitment, attestation = (work / f"{custodian}.{what}" for what in ("opening", "commitment", "attestation"))
            run("commit", "--book", book, "--custodian", custodian, "--holdings", work / "held.csv", "--opening", opening, "--out", commitment)
            keys, signers = [], []
            for scheme in schemes:
                key = work / f"{custodian}.{scheme}.pem"
                told = run("keygen", "--scheme", scheme, "--out", key, "--not-before", "2026-01-01T00:00:00Z",
                           "--not-after", "2027-12-31T23:59:59Z")
                keys.append(json.loads(told))
                signers += ["--key", key]
            run("attest", "--commitment", commitment, "--book", book, "--opening", opening, *signers, "--out", attestation)
            custodians.append({"id": custodian, "threshold": len(keys), "keys": keys})
            prove += ["--opening", opening, "--attestation", attestation]
        run("prove", "--book", book, "--policy", policy, "--supply", supply, *prove, "--out", work / "report.json")
        registry = HEAD | {"kind": "registry", "subject": SUBJECT, "custodians": custodians}
        report = json.loads((work / "report.json").read_text())
        for suffix, document in (("json", report), ("registry.json", registry)):
            (HERE / f"{k}-{inequalities}.{suffix}").write_text(json.dumps(document, separators=(",", ":")) + "\n")


try:
    for shape in SHAPES:
        make(sys.argv[1], *shape)
except subprocess.CalledProcessError as error:
    sys.exit(f"{error.cmd}\n{error.stderr}")
