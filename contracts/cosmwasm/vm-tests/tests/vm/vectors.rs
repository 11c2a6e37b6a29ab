//! The report vectors: the contract must find what every verifier finds.
//!
//! They are the very texts that the other embeddings are tested with. A case is set up as an issuer would have set the contract up
//! who expects what the case expects: the policy that it names (or the report's own), the predecessor, the clock. The few cases that no
//! contract can be set up for are listed, with the reason.

use assay_cosmwasm_vm_tests::Chain;
use assay_statement::{parse_document, Report};
use assay_testkit::contract::{
    code, policy_digest, policy_of, submit, unix, vector, vector_text, DECIMALS, SUBJECT,
};
use assay_testkit::embedder::{cases, inputs, suite_cases_without_the_suite, Case};
use serde_json::{json, Value};

/// Ids of cases that are not run, and why.
const NOT_RUN: [(u64, &str); 11] = [
    (83, SUPPLY),
    (185, SUPPLY),
    (
        86,
        "the contract is not set up with a registry that pins another policy",
    ),
    (89, "a contract always has a clock"),
    (5, SUPPLY),
    (258, SUPPLY),
    (259, SUPPLY),
    (260, SUPPLY),
    (280, SUPPLY),
    (281, SUPPLY),
    (282, SUPPLY),
];
const SUPPLY: &str = "a contract cannot read supplies of other chains, so it expects none";

/// Cases that must be run, at the least: valid ones, and invalid ones.
const LEAST_RUN: (usize, usize) = (16, 188);

/// Ten years, where a case sets no limit.
const NO_LIMIT: u64 = 10 * 365 * 86_400;

/// Tokens and least value of the options: in the registry, as a contract has no other place for them. Gives the least value that the
/// contract's own settings are for, if the registry has one itself.
fn known(registry: &mut Value, options: &Value) -> Option<Value> {
    if let Some(tokens) = options.get("tokens") {
        registry["tokens"] = tokens.clone();
    }
    let least = options.get("least_value_per_token")?.clone();
    if registry.get("least_value_per_token").is_some() {
        return Some(least);
    }
    registry["least_value_per_token"] = least;
    None
}

/// What the contract says: nothing, or a code.
fn verdict(case: &Case) -> Result<(), String> {
    let [mut registry, options]: [Value; 2] =
        [&case.registry, &case.options].map(|text| serde_json::from_str(text).unwrap());
    let least = known(&mut registry, &options);
    let parsed = parse_document::<Report>(case.report.as_bytes());
    let policy = match (&registry["policy"], &options["policy"], &parsed) {
        (Value::String(pinned), _, _) => pinned.clone(),
        (_, Value::Object(_), _) => policy_digest(&options["policy"]),
        (_, _, Ok(report)) => policy_of(report),
        // Malformed: no policy is met.
        _ => "11".repeat(32),
    };
    let mut message = json!({
        "subject": registry["subject"],
        "registry": registry,
        "policy": policy,
        "decimals": DECIMALS,
        "currency": parsed.as_ref().map_or("USD", |report| report.supply.currency.as_str()),
        "min_value_per_token": "0",
        "heartbeat": options["max_age_seconds"].as_u64().unwrap_or(NO_LIMIT),
        "timelock": 0,
        "admin": Chain::address("admin"),
    });
    if let Some(least) = least {
        message["currency"] = least["currency"].clone();
        message["min_value_per_token"] = least["value"].clone();
    }
    match (&options["previous"], &parsed) {
        (Value::Object(_), _) => {
            let mut previous = options["previous"].clone();
            previous["as_of"] = unix(previous["as_of"].as_str().unwrap()).into();
            message["previous"] = previous;
        }
        // Nothing is expected of it: it is what the report says, a second older.
        (Value::Null, Ok(report)) => {
            let before = report.book.as_of.unix() - 1;
            if let Some(digest) = report.previous {
                message["previous"] =
                    json!({ "report": digest, "subject": registry["subject"], "as_of": before });
            }
        }
        _ => {}
    }
    let now = match (options["now"].as_str(), &parsed) {
        (Some(now), _) => unix(now),
        (None, Ok(report)) => report.book.as_of.unix().try_into().unwrap(),
        (None, Err(_)) => unix("2026-11-20T22:00:00Z"),
    };
    let mut chain = Chain::new(now);
    let outcome = chain
        .instantiate(&message)
        .and_then(|_| chain.execute("anyone", &submit(&case.report)));
    match outcome {
        Ok(_) => Ok(()),
        Err(error) => Err(code(&error).to_owned()),
    }
}

#[test]
fn all() {
    let cases = cases();
    let mut run = (0, 0);
    for case in &cases {
        if NOT_RUN.iter().any(|(id, _)| *id == case.id) {
            continue;
        }
        assert_eq!(
            verdict(case),
            case.expected,
            "{}: {}",
            case.id,
            case.comment
        );
        match case.expected {
            Ok(()) => run.0 += 1,
            Err(_) => run.1 += 1,
        }
    }
    assert_eq!(run.0 + run.1 + NOT_RUN.len(), cases.len());
    assert!(run.0 >= LEAST_RUN.0 && run.1 >= LEAST_RUN.1, "{run:?}");
}

/// A contract has the suite vesta alone, and says so of reports of another.
#[test]
fn of_another_suite() {
    let cases = suite_cases_without_the_suite();
    assert!(cases.len() > 100);
    for case in &cases {
        let (id, comment) = (case.id, &case.comment);
        assert_eq!(verdict(case), case.expected, "{id}: {comment}");
    }
}

/// Reports as texts that JSON Patch cannot make: cut short, with something after them, with a field twice.
#[test]
fn texts() {
    let mut run = 0;
    let good = vector_text("registry.json");
    for case in inputs() {
        if case.options.trim() != "{}" || case.registry != good {
            continue;
        }
        assert_eq!(verdict(&case), case.expected, "{}", case.comment);
        run += 1;
    }
    assert!(run >= 7, "{run}");
}

/// The cases not run that would pass or fail on another ground: the report in them is accepted, as nothing is wrong with it.
#[test]
fn those_not_run_are_about_options_only() {
    let accepted = ["report.json", "payables.json", "income.json"].map(vector);
    for (id, reason) in NOT_RUN {
        let case = cases().into_iter().find(|case| case.id == id).unwrap();
        let found: Value = serde_json::from_str(&case.report).unwrap();
        assert!(accepted.contains(&found), "{id}: {reason}");
    }
    assert_eq!(vector("registry.json")["subject"], SUBJECT);
}
