//! Verification.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use assay_statement::{parse_document, Registry, Report, SupplyEntry};
use assay_verifier::report::summary::{not_checked, statement, Meanings, NotChecked};
use assay_verifier::report::{verify_report, Options};
use serde_json::{json, Value};

use crate::options::Expected;
use crate::refusal::Refusal;

/// Verifies a report. Documents longer than their kind's limit ([`Document::MAX_BYTES`](assay_statement::Document::MAX_BYTES),
/// [`MAX_OPTIONS_BYTES`](crate::MAX_OPTIONS_BYTES)) are refused unread.
///
/// The answer is an object with `valid`, and either `statement` or `error`.
pub fn verify(report: &[u8], registry: &[u8], options: &[u8]) -> Value {
    match check(report, registry, options) {
        Ok(statement) => json!({ "valid": true, "statement": statement }),
        Err(refusal) => refusal.to_json(),
    }
}

/// [`verify`] as text. It has no NUL.
pub fn verify_text(report: &[u8], registry: &[u8], options: &[u8]) -> String {
    verify(report, registry, options).to_string()
}

/// Verifies a report and gives its statement.
///
/// # Errors
/// The first [`Refusal`], in the order registry, options, report.
pub fn check(report: &[u8], registry: &[u8], options: &[u8]) -> Result<Value, Refusal> {
    let registry: Registry = parse_document(registry).map_err(Refusal::Registry)?;
    let expected = Expected::parse(options).map_err(Refusal::Options)?;
    let report: Report = parse_document(report).map_err(Refusal::Malformed)?;
    let options = expected.options();
    let verified = verify_report(&report, &registry, &options).map_err(Box::new)?;
    let unasked = unasked(&report, &registry, &options);
    Ok(statement(&report, &verified, &unasked))
}

/// What a valid answer does not rest on.
fn unasked(report: &Report, registry: &Registry, options: &Options<'_>) -> Vec<NotChecked> {
    let mut unasked = not_checked(registry, options, &meanings(options));
    if has_evidence(report) {
        unasked.push(EVIDENCE);
    }
    unasked
}

/// What to say of a check that was not asked for, by the option that asks for it.
fn meanings(options: &Options<'_>) -> Meanings {
    Meanings {
        supply: "the supply is the report's own claim; give options.supply",
        policy: "the policy is the report's own choice; pin it in the registry, or give options.policy",
        age: match options.now {
            Some(_) => "the report may be of any age; give options.max_age_seconds",
            None => "the report may be of any age or from the future; give options.now and options.max_age_seconds",
        },
        previous: "the report may follow any other, or none; give options.previous",
    }
}

/// The command line looks into evidence of the supply; a verifier alone does not.
const EVIDENCE: NotChecked = NotChecked {
    check: "supply-evidence",
    meaning: "the supply's own evidence was not looked at; assay verify does",
};

fn has_evidence(report: &Report) -> bool {
    report
        .supply
        .entries
        .iter()
        .any(|entry| matches!(entry, SupplyEntry::Chain(chain) if chain.evidence.is_some()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn evidence_that_nobody_looked_at_is_told() {
        let text = include_str!("../../../test-vectors/report/report.json");
        let registry = include_bytes!("../../../test-vectors/report/registry.json");
        let registry: Registry = parse_document(registry).unwrap();
        let mut value: Value = serde_json::from_str(text).unwrap();
        let checks = |value: &Value| -> Vec<&str> {
            let report: Report = parse_document(value.to_string().as_bytes()).unwrap();
            let unasked = unasked(&report, &registry, &Options::default());
            unasked
                .iter()
                .map(|not_checked| not_checked.check)
                .collect()
        };
        assert!(!checks(&value).contains(&"supply-evidence"));
        let entries = value["supply"]["entries"].as_array_mut().unwrap();
        let chain = entries.iter_mut().find(|e| e["entry"] == "chain").unwrap();
        chain["evidence"] = json!({ "header": "", "account_proof": [], "storage_proof": [], "slot": "0".repeat(64) });
        assert_eq!(checks(&value).last(), Some(&"supply-evidence"));
    }
}
