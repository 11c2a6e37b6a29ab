//! Verification.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use assay_statement::{parse_document, Registry, Report};
use assay_verifier::{verdict_json, verify_report, NotChecked, UncheckedNote, VerifyOptions};
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

/// Verifies a report and gives what it says, as JSON.
///
/// # Errors
/// The first [`Refusal`], in the order registry, options, report.
pub fn check(report: &[u8], registry: &[u8], options: &[u8]) -> Result<Value, Refusal> {
    let registry: Registry = parse_document(registry).map_err(Refusal::Registry)?;
    let expected = Expected::parse(options).map_err(Refusal::Options)?;
    let report: Report = parse_document(report).map_err(Refusal::Malformed)?;
    let options = expected.options();
    let verified = verify_report(&report, &registry, &options).map_err(Box::new)?;
    let notes = notes(&report, &registry, &options);
    Ok(verdict_json(&report, &verified, &notes))
}

/// What a valid answer does not rest on, and what to give.
fn notes(report: &Report, registry: &Registry, options: &VerifyOptions<'_>) -> Vec<UncheckedNote> {
    let unchecked = NotChecked::of(report, registry, options).into_iter();
    unchecked
        .map(|check| UncheckedNote {
            check,
            meaning: meaning(check, options),
        })
        .collect()
}

/// What to say of a check that was not made, by the option that asks for it.
fn meaning(check: NotChecked, options: &VerifyOptions<'_>) -> &'static str {
    match check {
        NotChecked::Supply => "the supply is the report's own claim; give options.supply",
        NotChecked::ValuePerToken => "the value per token is the report's own claim; give options.least_value_per_token, or set it in the registry",
        NotChecked::TokenDecimals => "the decimals of a token are the report's own claim; give options.tokens, or list it in the registry",
        NotChecked::TokenSlot => "that the storage slot holds the total supply is the report's own claim; give it in options.tokens, or in the registry",
        NotChecked::Policy => "the policy is the report's own choice; pin it in the registry, or give options.policy",
        NotChecked::Age => match options.now {
            Some(_) => "the report may be of any age; give options.max_age_seconds",
            None => "the report may be of any age or from the future; give options.now and options.max_age_seconds",
        },
        NotChecked::Previous => "the report may follow any other, or none; give options.previous",
        NotChecked::SupplyEvidence => "the supply's own evidence was not looked at; assay verify does",
        NotChecked::BlockHash => "the supply is proved in a block that the report names",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn evidence_that_nobody_looked_at_is_listed() {
        let text = include_str!("../../../test-vectors/report/report.json");
        let registry = include_bytes!("../../../test-vectors/report/registry.json");
        let registry: Registry = parse_document(registry).unwrap();
        let mut value: Value = serde_json::from_str(text).unwrap();
        let checks = |value: &Value| -> Vec<&str> {
            let report: Report = parse_document(value.to_string().as_bytes()).unwrap();
            let notes = notes(&report, &registry, &VerifyOptions::default());
            notes.iter().map(|note| note.check.name()).collect()
        };
        assert!(!checks(&value).contains(&"supply-evidence"));
        let entries = value["supply"]["entries"].as_array_mut().unwrap();
        let chain = entries.iter_mut().find(|e| e["entry"] == "chain").unwrap();
        chain["evidence"] = json!({ "header": "", "account_proof": [], "storage_proof": [], "slot": "0".repeat(64) });
        assert_eq!(checks(&value).last(), Some(&"supply-evidence"));
    }
}
