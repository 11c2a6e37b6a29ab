//! Operation `report`: runs the report vectors, from the files alone.

use assay_statement::{
    digest, fields, parse_document, parse_object, KnownToken, LeastValue, Policy, Registry, Report,
    Supply, Timestamp,
};
use assay_testkit::patch::apply;
use assay_verifier::{verify_report, ExpectedPrevious, Predecessor, VerifyOptions};
use serde::Deserialize;
use serde_json::{json, Map, Value};

use super::vectors::Case;
use crate::files::read;
use crate::operation::{text, Found, Operation};

/// The verifier's options, as the file has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    now: Option<Timestamp>,
    max_age_seconds: Option<u64>,
    supply: Option<Value>,
    tokens: Option<Value>,
    least_value_per_token: Option<Value>,
    policy: Option<Value>,
    previous: Option<Value>,
}

struct Known {
    tokens: Vec<KnownToken>,
}

fields!(Known { tokens });

fn verdict(registry: &str, case: &Case) -> Result<(), String> {
    let mut input = json!({
        "report": serde_json::from_str::<Value>(&read(&format!("report/{}", case.report))).unwrap(),
        "registry": serde_json::from_str::<Value>(&read(&format!("report/{registry}"))).unwrap(),
        "options": {},
    });
    apply(&mut input, &case.edit);
    let bytes = |value: &Value| value.to_string().into_bytes();
    let given: Given = serde_json::from_value(input["options"].take()).unwrap();
    let registry: Registry = parse_document(&bytes(&input["registry"])).unwrap();
    let supply = given
        .supply
        .map(|s| parse_document::<Supply>(&bytes(&s)).unwrap());
    let policy = given
        .policy
        .map(|p| digest(&parse_document::<Policy>(&bytes(&p)).unwrap()).unwrap());
    let known: Known = parse_object(
        &bytes(&json!({ "tokens": given.tokens.unwrap_or(json!([])) })),
        1 << 16,
    )
    .unwrap();
    let least = given
        .least_value_per_token
        .map(|least| parse_object::<LeastValue>(&bytes(&least), 1 << 10).unwrap());
    let report: Report =
        parse_document(&bytes(&input["report"])).map_err(|_| "malformed".to_string())?;
    let options = VerifyOptions {
        now: given.now,
        max_age_seconds: given.max_age_seconds,
        supply: supply.as_ref(),
        tokens: &known.tokens,
        least_value_per_token: least.as_ref(),
        policy,
        previous: match given.previous {
            None => ExpectedPrevious::Any,
            Some(previous) if previous == "none" => ExpectedPrevious::First,
            Some(previous) => ExpectedPrevious::Follows(
                parse_object::<Predecessor>(&bytes(&previous), 1 << 10).unwrap(),
            ),
        },
    };
    verify_report(&report, &registry, &options)
        .map(|_| ())
        .map_err(|error| error.code().to_string())
}

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "report",
    run,
};

fn run(file: &Value, case: &Value) -> Found {
    let case: Case = serde_json::from_value(case.clone()).unwrap();
    verdict(text(file, "registry"), &case).map(|()| Map::new())
}
