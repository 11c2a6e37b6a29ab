//! Cases added later: they come last, so that the others keep their numbers.

use assay_statement::{Attestation, HexBytes};
use serde_json::json;

use super::list::{attestations, own, value, List};
use crate::report::all_rules;
use crate::report::base::{base, point, AS_OF};
use assay_testkit::patch::{add, remove, replace, Edit};

pub fn add_to(list: &mut List) {
    all_rules(list);
    documents(list);
    signatures(list);
    proofs(list);
    expectations(list);
}

/// The report under a rule of every kind.
fn all_rules(list: &mut List) {
    let name = all_rules::NAME;
    list.valid(name, "Normal", "a rule of every kind, shape (8, 8)", vec![]);
    let rule = |at: &str| format!("/report/policy/rules/{at}");
    let mut bad = |code, flag, comment: &str, edit: Edit| {
        list.push(name, flag, comment, Some(code), vec![edit]);
    };
    let tags = "proof-tags";
    bad(
        tags,
        "Binding",
        "another shift of rates",
        replace(&rule("6/shift_bps"), 99),
    );
    bad(
        tags,
        "Binding",
        "a wider band",
        replace(&rule("5/band"), "0.51"),
    );
    bad(
        tags,
        "Binding",
        "a kind more that is always liquid",
        add(&rule("2/always/-"), "note"),
    );
    bad(
        "policy-invalid",
        "Statement",
        "two coverage rules, and a stress rule",
        replace(&rule("1"), json!({ "rule": "coverage", "min_ratio": "1" })),
    );
    bad(
        "program-invalid",
        "Statement",
        "a ninth inequality: one group more has a limit",
        remove(&rule("4/except/3")),
    );
    bad(
        "shape-not-standard",
        "Statement",
        "a shape of nine rules",
        replace("/report/book/shape/rules", 9),
    );
    bad(
        "book-invalid",
        "Statement",
        "more rows than the shape has",
        replace("/report/book/shape", json!({ "k": 5, "rules": 5 })),
    );
    bad(
        "weight-columns",
        "Encoding",
        "as many weight columns as the smallest shape has",
        replace(
            "/report/columns/weights",
            json!(all_rules::report().columns.weights[..4]),
        ),
    );
}

fn documents(list: &mut List) {
    let flag = "Statement";
    let rule = |at: &str| format!("/report/policy/rules/{at}");
    let mut bad = |code, comment: &str, edit: Edit| list.refused(code, flag, comment, vec![edit]);
    let policy = "policy-invalid";
    bad(
        policy,
        "a haircut by days above one",
        replace(&rule("0/haircuts_by_days/1/bps"), 10_001),
    );
    bad(
        policy,
        "a limit of days for a kind that is not eligible",
        add(&rule("1/max_remaining_days_by_kind"), json!({ "bond": 10 })),
    );
    bad(
        policy,
        "a concentration above one",
        replace(
            &rule("2"),
            json!({ "rule": "concentration", "by": "kind", "max_share": "1.1" }),
        ),
    );
    let book = "book-invalid";
    bad(
        book,
        "a repo without maturity",
        remove("/report/book/rows/5/maturity"),
    );
    bad(
        book,
        "a repo that nobody owes",
        remove("/report/book/rows/5/institution"),
    );
    bad(
        book,
        "a token with a maturity",
        add("/report/book/rows/7/maturity", "2026-12-03"),
    );
    bad(
        book,
        "fewer rows in the shape than in the book",
        replace("/report/book/shape", json!({ "k": 4, "rules": 2 })),
    );
    let registry = "registry-invalid";
    let mut bad = |comment: &str, edit: Edit| {
        list.refused(registry, "TrustRoot", comment, vec![edit]);
    };
    let mut again = value(&base().registry.custodians[1].keys[0]);
    again["scheme"] = "secp256k1".into();
    bad(
        "one key under two schemes",
        replace("/registry/custodians/1/keys/1", again),
    );
    bad(
        "a compressed key with the prefix 04",
        replace(
            "/registry/custodians/1/keys/0/public_key",
            format!("04{}", "11".repeat(32)),
        ),
    );
}

fn signatures(list: &mut List) {
    let mut third: Attestation = own(1, 3);
    let three = |third: Attestation| vec![attestations(&[own(0, 1), third])];
    let key = "/registry/custodians/1/keys/2";
    let with = |third: Attestation, edit: Edit| {
        let mut edits = three(third);
        edits.push(edit);
        edits
    };
    list.refused(
        "key-expired",
        "TrustRoot",
        "a third key signs that has expired, though two are enough",
        with(
            third.clone(),
            replace(&format!("{key}/not_after"), "2026-11-20T21:59:59Z"),
        ),
    );
    list.refused(
        "key-not-yet-valid",
        "TrustRoot",
        "a third key signs that is not yet valid, though two are enough",
        with(
            third.clone(),
            replace(&format!("{key}/not_before"), "2026-11-20T22:00:01Z"),
        ),
    );
    list.refused(
        "key-unknown",
        "TrustRoot",
        "a third key signs that is not listed, though two are enough",
        with(third.clone(), remove(key)),
    );
    third.signatures[2].signature.0[40] ^= 1;
    list.refused(
        "signature-invalid",
        "Attestation",
        "a third signature is wrong, though two are enough",
        three(third),
    );
    list.refused(
        "proof-tags",
        "Binding",
        "the two signatures of one custodian in the other order, after the proof was made",
        {
            let mut other = own(1, 2);
            other.signatures.reverse();
            three(other)
        },
    );
}

fn proofs(list: &mut List) {
    let base = base();
    let moved = |negate: usize| {
        let mut bytes = base.report.proof.0.clone();
        bytes[32 * negate + 31] ^= 0x80;
        replace("/report/proof", value(&HexBytes(bytes)))
    };
    for (code, comment, element) in [
        ("proof-tags", "the refresh nonce negated", 0),
        ("proof-tags", "the last quotient piece negated", 45),
        ("proof-invalid", "the multi-opening quotient negated", 99),
        (
            "proof-invalid",
            "the last point of the last round negated",
            116,
        ),
    ] {
        list.refused(code, "Forgery", comment, vec![moved(element)]);
    }
    let signed = point(&base.commitments[1]);
    list.refused(
        "proof-tags",
        "Binding",
        "a signed commitment as the tagged one",
        vec![replace("/report/refreshed/tagged", json!(signed))],
    );
    let weights = &base.report.columns.weights;
    list.refused(
        "proof-tags",
        "Binding",
        "two weight columns exchanged",
        vec![
            replace("/report/columns/weights/0", json!(weights[1])),
            replace("/report/columns/weights/1", json!(weights[0])),
        ],
    );
}

fn expectations(list: &mut List) {
    let base = base();
    list.refused(
        "wrong-supply",
        "Expectation",
        "the verifier read the same numbers in another spelling",
        vec![add("/options/supply", {
            let mut supply = value(&base.supply);
            supply["value_per_token"] = "1.0".into();
            supply
        })],
    );
    list.valid(
        "report.json",
        "Boundary",
        "a day old, no limit on the age",
        vec![add("/options/now", "2026-11-21T22:00:00Z")],
    );
    list.refused(
        "stale",
        "Boundary",
        "a second old where none may be",
        vec![
            add("/options/now", "2026-11-20T22:00:01Z"),
            add("/options/max_age_seconds", 0),
        ],
    );
    list.refused(
        "from-the-future",
        "Boundary",
        "a year early",
        vec![
            add("/options/now", AS_OF.replace("2026", "2025")),
            add("/options/max_age_seconds", 60),
        ],
    );
}
