//! The report vectors: what is changed, and what must come of it.

mod bands;
mod documents;
mod income;
mod known_supply;
pub mod list;
mod lists;
mod more;
mod owed;
mod predecessors;
mod proof;
mod securities;
mod signatures;
mod suites;

use assay_statement::{digest, HexBytes};
use assay_testkit::patch::{add, replace};
use assay_testkit::signing::{key, KEYS};
use serde_json::{json, Value};

use self::list::{value, List, BASE, NEXT, NEXT_DAY};
use super::base::{base, predecessor, AS_OF, SUBJECT};
use super::vectors::Vectors;
use crate::vector_file::notes;

/// Flag, what a verifier with this bug does, what an attacker gains.
const NOTES: [(&str, &str, &str); 10] = [
    (
        "Normal",
        "Refuses what is in order.",
        "Honest reports are lost.",
    ),
    (
        "Boundary",
        "Takes an interval without its ends, or with more.",
        "Honest reports are lost, or stale ones pass.",
    ),
    (
        "Strict",
        "Reads JSON that has more than one reading.",
        "Two verifiers take the same file for two reports.",
    ),
    (
        "Expectation",
        "Ignores what the verifier itself knows: clock, supply, policy, predecessor.",
        "An old report, another supply or weaker limits pass.",
    ),
    (
        "TrustRoot",
        "Takes custodians or keys from the report, or an ill-formed registry.",
        "The issuer signs for its custodians.",
    ),
    (
        "Statement",
        "Compiles documents that make no sense.",
        "What is proved is not what people read.",
    ),
    (
        "Attestation",
        "Counts an attestation or signature that says something else, or says it twice.",
        "Holdings count that nobody signed for.",
    ),
    (
        "Encoding",
        "Decodes points or scalars that are not canonical, or the identity.",
        "Proofs can be changed by others, or binding is lost.",
    ),
    (
        "Binding",
        "Does not bind the proof to every document.",
        "A proof is used again for another report.",
    ),
    (
        "Forgery",
        "Skips one of the proof's equations.",
        "Reserves that do not exist are proved.",
    ),
];

/// All of them.
pub fn cases() -> Vectors {
    let mut list = List(Vec::new());
    valid(&mut list);
    documents::add_to(&mut list);
    expectations(&mut list);
    signatures::add_to(&mut list);
    proof::add_to(&mut list);
    more::add_to(&mut list);
    bands::add_to(&mut list);
    securities::add_to(&mut list);
    predecessors::add_to(&mut list);
    lists::add_to(&mut list);
    known_supply::add_to(&mut list);
    owed::add_to(&mut list);
    income::add_to(&mut list);
    suites::add_to(&mut list);
    Vectors {
        operation: "report".into(),
        comment: "Each case edits {\"report\": <the file it names>, \"registry\": <registry.json>, \"options\": {}} by JSON Patch \
                  and says what a verifier must find."
            .into(),
        registry: "registry.json".into(),
        options: json!({}),
        notes: notes(&NOTES),
        cases: list.0,
    }
}

fn valid(list: &mut List) {
    let base = base();
    let previous = json!(predecessor(&base.report));
    list.valid(BASE, "Normal", "nothing changed", vec![]);
    list.valid(
        NEXT,
        "Normal",
        "a report that follows another, nothing expected of it",
        vec![],
    );
    list.valid(
        NEXT_DAY,
        "Normal",
        "a report that follows the expected one",
        vec![add("/options/previous", previous)],
    );
    list.valid(
        BASE,
        "Normal",
        "a first report where a first one is expected",
        vec![add("/options/previous", "none")],
    );
    list.valid(
        BASE,
        "Normal",
        "the verifier read the same supply",
        vec![add("/options/supply", value(&base.supply))],
    );
    list.valid(
        BASE,
        "Normal",
        "the verifier expects the same policy",
        vec![add("/options/policy", value(&base.policy))],
    );
    list.valid(
        BASE,
        "Normal",
        "the registry pins the report's policy",
        vec![add(
            "/registry/policy",
            digest(&base.policy).unwrap().to_string(),
        )],
    );
    list.valid(
        BASE,
        "Boundary",
        "exactly as old as may be",
        vec![
            add("/options/now", "2026-11-22T10:00:00Z"),
            add("/options/max_age_seconds", 129_600),
        ],
    );
    list.valid(
        BASE,
        "Boundary",
        "age zero",
        vec![
            add("/options/now", AS_OF),
            add("/options/max_age_seconds", 0),
        ],
    );
    list.valid(
        BASE,
        "Boundary",
        "keys valid at the as-of second only",
        vec![
            replace("/registry/custodians/0/keys/0/not_before", AS_OF),
            replace("/registry/custodians/0/keys/0/not_after", AS_OF),
        ],
    );
    list.valid(
        BASE,
        "Normal",
        "more signatures than the threshold needs",
        vec![replace("/registry/custodians/1/threshold", 1)],
    );
    let mut other = value(&base.registry.custodians[0]);
    other["id"] = "elsewhere".into();
    other["keys"][0]["public_key"] = HexBytes(key(KEYS[0].0[0].0, 0x77).public_key())
        .to_string()
        .into();
    list.valid(
        BASE,
        "Normal",
        "the registry lists a custodian that the book does not",
        vec![add("/registry/custodians/-", other)],
    );
}

fn expectations(list: &mut List) {
    let base = base();
    let flag = "Expectation";
    let mut supply = value(&base.supply);
    supply["entries"][0]["raw"] = "96500000000002".into();
    list.refused(
        "wrong-supply",
        flag,
        "the verifier read one raw unit more",
        vec![add("/options/supply", supply)],
    );
    let mut policy = value(&base.policy);
    policy["rules"][3]["wam_max_days"] = 59.into();
    list.refused(
        "wrong-policy",
        flag,
        "the verifier expects a stricter policy",
        vec![add("/options/policy", policy)],
    );
    list.refused(
        "wrong-policy",
        flag,
        "the registry pins another policy",
        vec![add("/registry/policy", "11".repeat(32))],
    );
    list.refused(
        "wrong-policy",
        flag,
        "the registry pins another policy than the report and the options",
        vec![
            add("/registry/policy", "11".repeat(32)),
            add("/options/policy", value(&base.policy)),
        ],
    );
    list.refused(
        "stale",
        "Boundary",
        "one second too old",
        vec![
            add("/options/now", "2026-11-22T10:00:01Z"),
            add("/options/max_age_seconds", 129_600),
        ],
    );
    list.refused(
        "from-the-future",
        "Boundary",
        "one second early",
        vec![add("/options/now", "2026-11-20T21:59:59Z")],
    );
    list.refused(
        "no-clock",
        flag,
        "a greatest age without a clock",
        vec![add("/options/max_age_seconds", 60)],
    );
    list.refused(
        "wrong-previous",
        flag,
        "a predecessor is expected, there is none",
        vec![add("/options/previous", other())],
    );
    list.push(
        NEXT,
        flag,
        "a first report is expected, this one follows another",
        Some("wrong-previous"),
        vec![add("/options/previous", "none")],
    );
    list.push(
        NEXT,
        flag,
        "another predecessor is expected",
        Some("wrong-previous"),
        vec![add("/options/previous", other())],
    );
}

/// A report of the day before that nobody made.
fn other() -> Value {
    json!({ "report": "11".repeat(32), "subject": SUBJECT, "as_of": "2026-11-19T22:00:00Z" })
}
