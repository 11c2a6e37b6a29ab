//! The report vectors: the contract must find what every verifier finds.
//!
//! A case is set up as an issuer would have set the contract up who expects what the case expects: the policy that it names (or the
//! report's own), the predecessor, the clock. The few cases that no contract can be set up for are listed, with the reason.

use serde::Deserialize;
use serde_json::{json, Value};

use crate::chain::Chain;
use crate::patch::{apply, Edit};
use crate::support::{code, policy_digest, submit, unix, vector, vector_text, DECIMALS, SUBJECT};

/// Ids of cases that are not run, and why.
const NOT_RUN: [(u64, &str); 5] = [
    (83, SUPPLY),
    (185, SUPPLY),
    (
        86,
        "the contract is not set up with a registry that pins another policy",
    ),
    (89, "a contract always has a clock"),
    (5, SUPPLY),
];
const SUPPLY: &str = "a contract cannot read supplies of other chains, so it expects none";

/// Cases of vectors that must be run, at the least.
const LEAST_RUN: usize = 197;

/// Ten years, where a case sets no limit.
const NO_LIMIT: u64 = 10 * 365 * 86_400;

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: u64,
    comment: String,
    report: String,
    edit: Vec<Edit>,
    error: Option<String>,
}

/// What the contract says: nothing, or a code.
fn verdict(case: &Case) -> Option<String> {
    let mut all = json!({
        "report": vector(&case.report),
        "registry": vector("registry.json"),
        "options": {},
    });
    apply(&mut all, &case.edit);
    let (report, registry, options) = (&all["report"], &all["registry"], &all["options"]);
    let text = report.to_string();
    let parsed = assay_statement::parse_document::<assay_statement::Report>(text.as_bytes());

    let policy = match (&registry["policy"], &options["policy"], &parsed) {
        (Value::String(pinned), _, _) => pinned.clone(),
        (_, Value::Object(_), _) => policy_digest(&options["policy"]),
        (_, _, Ok(report)) => crate::support::policy_of(report),
        // Malformed: no policy is met.
        _ => "11".repeat(32),
    };
    let mut message = json!({
        "subject": registry["subject"],
        "registry": registry,
        "policy": policy,
        "decimals": DECIMALS,
        "heartbeat": options["max_age_seconds"].as_u64().unwrap_or(NO_LIMIT),
        "timelock": 0,
        "admin": Chain::address("admin"),
    });
    let previous = match options["previous"].as_str() {
        Some("none") => None,
        Some(digest) => Some(digest),
        None => report["previous"].as_str(),
    };
    if let Some(previous) = previous {
        message["previous"] = previous.into();
    }
    let now = match (options["now"].as_str(), &parsed) {
        (Some(now), _) => unix(now),
        (None, Ok(report)) => report.book.as_of.unix().try_into().unwrap(),
        (None, Err(_)) => unix("2026-11-20T22:00:00Z"),
    };
    let mut chain = Chain::new(now);
    let outcome = chain
        .instantiate(&message)
        .and_then(|_| chain.execute("anyone", &submit(&text)));
    outcome.err().map(|error| code(&error).to_owned())
}

#[test]
fn all() {
    let file: File = serde_json::from_str(&vector_text("vectors.json")).unwrap();
    let mut run = 0;
    for case in &file.cases {
        if NOT_RUN.iter().any(|(id, _)| *id == case.id) {
            continue;
        }
        assert_eq!(verdict(case), case.error, "{}: {}", case.id, case.comment);
        run += 1;
    }
    assert_eq!(run + NOT_RUN.len(), file.cases.len());
    assert!(run >= LEAST_RUN, "{run}");
}

/// The cases not run that would pass or fail on another ground: the report in them is accepted, as nothing is wrong with it.
#[test]
fn those_not_run_are_about_options_only() {
    let file: File = serde_json::from_str(&vector_text("vectors.json")).unwrap();
    for (id, reason) in NOT_RUN {
        let case = file.cases.iter().find(|case| case.id == id).unwrap();
        let of_options =
            |edit: &Edit| edit.path.starts_with("/options") || edit.path.starts_with("/registry");
        assert!(case.edit.iter().all(of_options), "{id}: {reason}");
    }
    assert_eq!(vector("registry.json")["subject"], SUBJECT);
}
