//! The documents of a report of the suite, changed after it was made.

use assay_testkit::patch::{add, remove, replace};
use serde_json::json;

use super::base::NAMES;
use super::cases::SuiteList;

pub fn add_to(list: &mut SuiteList) {
    suites(list);
    numbers(list);
    bindings(list);
}

fn suites(list: &mut SuiteList) {
    let flag = "Suite";
    let suite = "/report/book/suite";
    list.refused(
        "malformed",
        flag,
        "the suite vesta spelled out",
        vec![replace(suite, "vesta")],
    );
    list.refused(
        "malformed",
        flag,
        "a suite that nobody knows",
        vec![replace(suite, "bls12-377")],
    );
    list.refused(
        "wrong-subject",
        flag,
        "a report of the suite about another subject",
        vec![replace("/registry/subject", "fund:other")],
    );
    list.refused(
        "point-invalid",
        flag,
        "the suite left out: points of this suite in a book of the suite vesta",
        vec![remove(suite)],
    );
    list.refused(
        "attestation-book",
        flag,
        "a price changed after the custodians signed",
        vec![replace("/report/book/rows/0/price", "0.99867112")],
    );
    list.refused(
        "shape-not-standard",
        flag,
        "a shape that verifiers have a key of in the suite vesta alone",
        vec![replace(
            "/report/book/shape",
            json!({ "k": 9, "rules": 32 }),
        )],
    );
}

/// More than 256 bits, in 78 digits.
const TOO_LARGE: &str =
    "200000000000000000000000000000000000000000000000000000000000000000000000000000";

fn numbers(list: &mut SuiteList) {
    let flag = "Suite";
    let entries = "/report/supply/entries";
    let mut refused = |comment: &str, edit| {
        list.refused("program-invalid", flag, comment, vec![edit]);
    };
    // With no decimals, so that no bound is too large before: the rules ask for nothing of these.
    let amount = |entry: &str| json!({ "entry": entry, "reason": "x", "amount": TOO_LARGE });
    refused(
        "what was distributed has more than 256 bits",
        add(&format!("{entries}/-"), amount("distributed")),
    );
    refused(
        "a payable has more than 256 bits",
        add(&format!("{entries}/-"), amount("payable")),
    );
    let signature = json!({
        "scheme": "p256", "public_key": format!("02{}", "11".repeat(32)), "signature": "11".repeat(64),
    });
    refused(
        "256 signatures of one custodian",
        replace(
            "/report/attestations/0/signatures",
            json!(vec![signature; 256]),
        ),
    );
}

fn bindings(list: &mut SuiteList) {
    let (code, flag) = ("proof-tags", "Binding");
    let mut bad = |comment: &str, edit| list.refused(code, flag, comment, edit);
    bad(
        "a smaller supply",
        vec![replace("/report/supply/entries/0/raw", "96500000000000")],
    );
    bad(
        "the same tokens in other entries",
        vec![
            replace("/report/supply/entries/1/quantity", "9999999.5"),
            replace("/report/supply/entries/2/quantity", "250001"),
        ],
    );
    bad(
        "a smaller value per token",
        vec![replace("/report/supply/value_per_token", "0.99")],
    );
    bad(
        "the same value per token spelled otherwise",
        vec![replace("/report/supply/value_per_token", "1.000")],
    );
    bad(
        "a payable of nothing",
        vec![add(
            "/report/supply/entries/-",
            json!({ "entry": "payable", "reason": "x", "amount": "0" }),
        )],
    );
    bad(
        "a distribution of nothing",
        vec![add(
            "/report/supply/entries/-",
            json!({ "entry": "distributed", "reason": "x", "amount": "0" }),
        )],
    );
    bad(
        "another predecessor than the proof was made for",
        vec![add("/report/previous", "11".repeat(32))],
    );
    let of = |list: &mut SuiteList, name: &str, comment: &str, edit| {
        list.refused_of(name, code, flag, comment, vec![edit]);
    };
    let [_, next_day, all_rules] = NAMES;
    of(
        list,
        next_day,
        "the predecessor left out",
        remove("/report/previous"),
    );
    of(
        list,
        next_day,
        "another predecessor",
        replace("/report/previous", "11".repeat(32)),
    );
    of(
        list,
        all_rules,
        "a smaller payable",
        replace("/report/supply/entries/4/amount", "1234.566"),
    );
    of(
        list,
        all_rules,
        "more distributed",
        replace("/report/supply/entries/5/amount", "1"),
    );
    of(
        list,
        all_rules,
        "what was distributed left out",
        remove("/report/supply/entries/5"),
    );
    list.refused(
        "attestation-policy",
        flag,
        "a stricter policy than the custodians signed for",
        vec![replace("/report/policy/rules/3/wam_max_days", 59)],
    );
    list.refused(
        "attestation-policy",
        flag,
        "a policy by another name: not one number is different",
        vec![replace("/report/policy/name", "Test Policy")],
    );
}
