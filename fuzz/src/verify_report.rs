//! Reports and registries with changes, verified.

use assay_statement::{
    digest, parse_document, parse_object, Digest, Policy, Registry, Report, Supply, Timestamp,
};
use assay_verifier::{verify_report, ExpectedPrevious, VerifyOptions};
use serde_json::Value;

use crate::{documents, expected, message};

/// What the verifier expects, as in `test-vectors/report/vectors.json`.
struct Expectations {
    now: Option<Timestamp>,
    max_age_seconds: Option<u64>,
    supply: Option<Supply>,
    policy: Option<Digest>,
    previous: ExpectedPrevious,
}

/// `{"report": ..., "registry": ..., "options": ...}`: the verdict is the expected one, for a refused report as for an accepted
/// one; and what holds for any document holds for the report.
pub fn check(bytes: &[u8]) {
    let Ok(input) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let text = |name: &str| input[name].to_string().into_bytes();
    let Some(report) = documents::public::<Report>(&text("report")) else {
        return;
    };
    let Ok(registry) = parse_document::<Registry>(&text("registry")) else {
        return;
    };
    let Some(expectations) = expectations(&input["options"]) else {
        return;
    };
    let options = VerifyOptions {
        now: expectations.now,
        max_age_seconds: expectations.max_age_seconds,
        supply: expectations.supply.as_ref(),
        policy: expectations.policy,
        previous: expectations.previous,
        ..VerifyOptions::default()
    };
    let verdict = verify_report(&report, &registry, &options);
    let accepted = expected::accepted(&report, &registry, &options);
    assert_eq!(verdict.is_ok(), accepted, "{:?}", verdict.err());
    match verdict {
        Ok(verified) => {
            assert_eq!(Ok(verified.report), digest(&report));
            assert_eq!(verified.age_seconds.is_some(), options.now.is_some());
            assert_eq!(verified.signatures.len(), report.book.custodians.len());
            assert!(verified
                .signatures
                .iter()
                .all(|signed| signed.found >= signed.needed));
        }
        Err(error) => {
            message::check(&error);
            let plain = |b: u8| b.is_ascii_lowercase() || b == b'-';
            assert!(!error.code().is_empty() && error.code().bytes().all(plain));
        }
    }
}

/// `None` for what is no set of expectations.
fn expectations(options: &Value) -> Option<Expectations> {
    let options = options.as_object()?;
    let document = |name: &str| options.get(name).map(|v| v.to_string().into_bytes());
    let text = |name: &str| options.get(name).map(Value::as_str);
    Some(Expectations {
        now: match text("now") {
            Some(text) => Some(text?.parse().ok()?),
            None => None,
        },
        max_age_seconds: match options.get("max_age_seconds") {
            Some(seconds) => Some(seconds.as_u64()?),
            None => None,
        },
        supply: match document("supply") {
            Some(bytes) => Some(parse_document(&bytes).ok()?),
            None => None,
        },
        policy: match document("policy") {
            Some(bytes) => Some(digest(&parse_document::<Policy>(&bytes).ok()?).ok()?),
            None => None,
        },
        previous: match options.get("previous") {
            None => ExpectedPrevious::Any,
            Some(text) if text == "none" => ExpectedPrevious::First,
            Some(before) => {
                let bytes = before.to_string().into_bytes();
                ExpectedPrevious::Follows(parse_object(&bytes, 1 << 10).ok()?)
            }
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genuine;
    use serde_json::json;

    #[test]
    fn takes_the_genuine_reports_and_a_changed_one() {
        let registry = serde_json::to_value(genuine::registry()).unwrap();
        for genuine in [genuine::report(), genuine::successor()] {
            let report = serde_json::to_value(&genuine.report).unwrap();
            let previous = match report["previous"].as_str() {
                None => json!("none"),
                Some(before) => json!({ "report": before, "subject": report["book"]["subject"],
                    "as_of": "2026-11-20T21:59:59Z" }),
            };
            let options = json!({ "now": "2026-11-20T22:00:00Z", "max_age_seconds": 0, "supply": report["supply"],
                "policy": report["policy"], "previous": previous });
            for options in [json!({}), options] {
                let mut case =
                    json!({ "report": report, "registry": registry, "options": options });
                let given = expectations(&case["options"]).unwrap();
                let options = VerifyOptions {
                    now: given.now,
                    max_age_seconds: given.max_age_seconds,
                    supply: given.supply.as_ref(),
                    policy: given.policy,
                    previous: given.previous,
                    ..VerifyOptions::default()
                };
                assert!(expected::accepted(
                    &genuine.report,
                    genuine::registry(),
                    &options
                ));
                check(case.to_string().as_bytes());
                case["report"]["supply"]["value_per_token"] = "0.99".into();
                check(case.to_string().as_bytes());
            }
        }
    }
}
