//! What the tests of the contract share: documents of the vectors and of `contracts/cosmwasm/tests/data`, and messages
//! made of them.

use std::path::Path;

use assay_statement::{digest, parse_document, Policy, Report, Timestamp};
use serde_json::{json, Value};

use crate::vectors;

/// The subject of all documents.
pub const SUBJECT: &str = "eip155:1/erc20:0x5b1c0000000000000000000000000000000000a5";
/// Seconds that a report may be old.
pub const HEARTBEAT: u64 = 86_400;
/// Seconds from a proposal to its application.
pub const TIMELOCK: u64 = 3_600;
/// Decimals of the token.
pub const DECIMALS: u32 = 6;

/// A file of the report vectors.
#[track_caller]
pub fn vector_text(name: &str) -> String {
    vectors::text(&format!("report/{name}"))
}

/// A file of `contracts/cosmwasm/tests/data`.
pub fn data_text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../contracts/cosmwasm/tests/data")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The same, as JSON.
pub fn data(name: &str) -> Value {
    serde_json::from_str(&data_text(name)).unwrap()
}

/// A file of the report vectors, as JSON.
pub fn vector(name: &str) -> Value {
    serde_json::from_str(&vector_text(name)).unwrap()
}

/// A report document.
pub fn report(text: &str) -> Report {
    parse_document(text.as_bytes()).unwrap()
}

/// The digest of a report's policy.
pub fn policy_of(report: &Report) -> String {
    digest(&report.policy).unwrap().to_string()
}

/// The digest of a report.
pub fn digest_of(report: &Report) -> String {
    digest(report).unwrap().to_string()
}

/// A report, as the one that another must follow.
pub fn predecessor_of(report: &Report) -> Value {
    json!({
        "report": digest_of(report),
        "subject": report.book.subject,
        "as_of": report.book.as_of.unix(),
    })
}

/// The digest of a policy document.
pub fn policy_digest(policy: &Value) -> String {
    let policy: Policy = parse_document(policy.to_string().as_bytes()).unwrap();
    digest(&policy).unwrap().to_string()
}

/// Seconds since 1970.
pub fn unix(time: &str) -> u64 {
    time.parse::<Timestamp>()
        .unwrap()
        .unix()
        .try_into()
        .unwrap()
}

/// `instantiate`, under the registry of the vectors, for reports like this one.
pub fn instantiate_for(report: &Report, admin: &str) -> Value {
    json!({
        "subject": SUBJECT,
        "registry": vector("registry.json"),
        "policy": policy_of(report),
        "decimals": DECIMALS,
        "currency": "USD",
        "min_value_per_token": "1.00",
        "heartbeat": HEARTBEAT,
        "timelock": TIMELOCK,
        "admin": admin,
    })
}

/// `submit`.
pub fn submit(text: &str) -> Value {
    json!({ "submit": { "report": text } })
}

/// The code that a refusal begins with.
pub fn code(error: &str) -> &str {
    error.split(':').next().unwrap_or_default()
}
