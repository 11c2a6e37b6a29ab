#!/usr/bin/env python3
"""Makes reports of some shapes, each with every row and every rule of the shape in use, and the registries for them: 7-4.json,
7-4.registry.json, and so on. With two custodians and three signatures, what they cost to verify is about the most that a report of the
shape costs. And a chain of small reports: chain-first.json, and so on. The keys are thrown away and the proofs are random, so a second run
makes other reports that serve as well.

    cargo build --release
    contracts/cosmwasm/tests/data/make.py target/release/assay             all of them
    contracts/cosmwasm/tests/data/make.py target/release/assay 10-32       one of the shapes
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

# Sixteen more: three kinds, two custodians, one, and two each.
MORE_RULES = [
    {"rule": "concentration", "by": "kind", "max_share": "0.95"},
    {"rule": "concentration", "by": "custodian", "max_share": "0.90"},
    {"rule": "stress", "shift_bps": 50},
    {"rule": "nav", "per_token": "1.00", "band": "0.4"},
    {"rule": "maturity", "wam_max_days": 95, "wal_max_days": 95},
    {"rule": "tenor", "of": {"kinds": ["note"]}, "min_days": 60, "max_days": 93},
    {"rule": "share", "of": {"kinds": ["bill", "note"]}, "min": "0.50", "max": "0.99"},
    {"rule": "share", "of": {"kinds": ["note", "cash"]}, "min": "0.05", "max": "0.50"},
]


# k, rules of the shape, all its rows, and the policy.
SHAPES = [
    (7, 4, 109, RULES[:4]),
    (8, 8, 225, [*RULES[:6], RULES[-1]]),
    (10, 16, 969, RULES),
    (10, 32, 921, RULES + MORE_RULES),
]


class Issuer:
    """Keys of custodians, the registry of them, and reports, in a directory that is thrown away."""

    def __init__(self, assay, work):
        self.assay, self.work = assay, pathlib.Path(work)
        self.signers, custodians = {}, []
        for custodian, schemes in KEYS.items():
            keys, self.signers[custodian] = [], []
            for scheme in schemes:
                entry, key = self.key(f"{custodian}.{scheme}.pem", scheme)
                keys.append(entry)
                self.signers[custodian] += ["--key", key]
            custodians.append({"id": custodian, "threshold": len(keys), "keys": keys})
        self.registry = HEAD | {"kind": "registry", "subject": SUBJECT, "custodians": custodians}

    def run(self, *arguments):
        return subprocess.run([self.assay, *map(str, arguments)], check=True, capture_output=True, text=True).stdout

    def key(self, name, scheme):
        key = self.work / name
        told = self.run("keygen", "--scheme", scheme, "--out", key, "--not-before", "2026-01-01T00:00:00Z",
                        "--not-after", "2027-12-31T23:59:59Z")
        return json.loads(told), key

    def write(self, name, document):
        (self.work / name).write_text(json.dumps(document))
        return self.work / name

    def report(self, k, inequalities, count, rules, as_of=AS_OF, previous=None):
        rows = [row(index) for index in range(count)]
        book = self.write("book.json", HEAD | {"kind": "book", "subject": SUBJECT, "as_of": as_of, "currency": "USD",
                                               "shape": {"k": k, "rules": inequalities}, "custodians": list(KEYS), "rows": rows})
        policy = self.write("policy.json", HEAD | {"kind": "policy", "name": f"All of shape ({k}, {inequalities})",
                                                   "source": "Made for tests: no law.", "status": "proposed", "rules": rules})
        entry = {"entry": "chain", "chain": "eip155:1", "token": SUBJECT.rpartition(":")[2], "block": 24012345,
                 "block_hash": "0x5f1d0c3b9e7a4826d0b3f5c1e8a97264bd310f85c2e6794a1b0d8f3e52c7a961", "raw": str(count * 900_000_000_000), "decimals": 6}
        supply = self.write("supply.json", HEAD | {"kind": "supply", "subject": SUBJECT, "as_of": as_of, "currency": "USD",
                                                   "entries": [entry], "value_per_token": "1"})
        prove = [] if previous is None else ["--previous", self.write("previous.json", previous)]
        for custodian, signers in self.signers.items():
            held = "".join(f"a,{r['instrument']},1000000\n" for r in rows if r["custodian"] == custodian)
            (self.work / "held.csv").write_text("account,instrument,quantity\n" + held)
            opening, commitment, attestation = (self.work / f"{custodian}.{what}" for what in ("opening", "commitment", "attestation"))
            self.run("commit", "--book", book, "--custodian", custodian, "--holdings", self.work / "held.csv", "--opening", opening,
                     "--out", commitment, "--force")
            self.run("attest", "--commitment", commitment, "--book", book, "--opening", opening, *signers, "--out", attestation, "--force")
            prove += ["--opening", opening, "--attestation", attestation]
        made = self.work / "report.json"
        self.run("prove", "--book", book, "--policy", policy, "--supply", supply, *prove, "--out", made, "--force")
        return json.loads(made.read_text())


def save(**documents):
    for name, document in documents.items():
        (HERE / f"{name.replace('_', '-')}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


def shapes(assay, names):
    for k, inequalities, count, rules in SHAPES:
        name = f"{k}-{inequalities}"
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory() as work:
            issuer = Issuer(assay, work)
            save(**{name: issuer.report(k, inequalities, count, rules), f"{name}.registry": issuer.registry})


def chain(assay):
    """Reports that follow each other a day apart, and one of half a day later that follows the first too. In the second registry a custodian
    has one key more, which signs nothing."""
    with tempfile.TemporaryDirectory() as work:
        issuer = Issuer(assay, work)

        def report(day, hour, previous):
            return issuer.report(7, 4, 8, RULES[:4], f"2026-11-{day}T{hour}:00:00Z", previous)

        first = report(20, 22, None)
        second = report(21, 22, first)
        save(chain_first=first, chain_second=second, chain_fork=report(21, 10, first), chain_third=report(22, 22, second))
        before = json.loads(json.dumps(issuer.registry))
        issuer.registry["custodians"][0]["keys"].append(issuer.key("more.pem", "secp256k1")[0])
        save(chain_registry=before, chain_registry_2=issuer.registry)


try:
    shapes(sys.argv[1], sys.argv[2:])
    if not sys.argv[2:]:
        chain(sys.argv[1])
except subprocess.CalledProcessError as error:
    sys.exit(f"{error.cmd}\n{error.stderr}")
