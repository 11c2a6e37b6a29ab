//! Lists as long as they may be, and one entry longer. Added later: cases keep their numbers.

use serde_json::{json, Value};

use super::samples::with;
use crate::vector_file::VectorFile;

pub fn add_to(file: &mut VectorFile) {
    let signature = json!({ "scheme": "p256", "public_key": "", "signature": "" });
    let entry = |evidence: Value| {
        json!({ "entry": "chain", "chain": "eip155:1", "token": "0x77", "block": 1, "block_hash": "0x0a", "raw": "5",
            "decimals": 6, "evidence": evidence })
    };
    let evidence = |account: usize, storage: usize| {
        entry(
            json!({ "slot": "02".repeat(32), "header": "f9", "account_proof": vec!["f8"; account],
            "storage_proof": vec!["f8"; storage] }),
        )
    };
    let rule = json!({ "rule": "maturity" });
    let haircuts = |count: usize| -> Value {
        let entry = |days: usize| json!({ "over_days": days, "bps": 1 });
        let entries: Vec<Value> = (0..count).map(entry).collect();
        json!({ "rule": "coverage", "min_ratio": "1", "haircuts_by_days": entries })
    };
    let excepting = |names: Value| json!({ "rule": "concentration", "by": "kind", "max_share": "0.5", "except": names });
    // Whether a kind is there twice is not asked here.
    let eligible = |count: usize| json!({ "rule": "eligible", "kinds": vec!["cash"; count] });
    let names =
        |count: usize| -> Value { (0..count).map(|i| Value::from(i.to_string())).collect() };
    for (kind, what, at, longest, too_long) in [
        (
            "policy",
            "1,024 rules",
            "/rules",
            json!(vec![&rule; 1024]),
            json!(vec![&rule; 1025]),
        ),
        (
            "policy",
            "1,024 haircuts by days",
            "/rules/0",
            haircuts(1024),
            haircuts(1025),
        ),
        (
            "policy",
            "1,024 exceptions",
            "/rules/0",
            excepting(names(1024)),
            excepting(names(1025)),
        ),
        (
            "policy",
            "1,024 times a kind",
            "/rules/0",
            eligible(1024),
            eligible(1025),
        ),
        (
            "attestation",
            "1,024 signatures",
            "/signatures",
            json!(vec![&signature; 1024]),
            json!(vec![&signature; 1025]),
        ),
        (
            "supply",
            "128 nodes to an account",
            "/entries/0",
            evidence(128, 1),
            evidence(129, 1),
        ),
        (
            "supply",
            "128 nodes to a word",
            "/entries/0",
            evidence(1, 128),
            evidence(1, 129),
        ),
        (
            "book",
            "16,384 custodians",
            "/custodians",
            names(16_384),
            names(16_385),
        ),
    ] {
        file.valid(
            "Boundary",
            &format!("{kind}: {what}"),
            with(kind, at, longest),
        );
        file.refused(
            "malformed",
            "Boundary",
            &format!("{kind}: {what} and one more"),
            with(kind, at, too_long),
        );
    }
}
