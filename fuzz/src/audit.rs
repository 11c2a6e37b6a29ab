//! The auditor's copy, as a document: all openings of a report.

use std::sync::OnceLock;

use assay_prover::{check_copy as compare, Disagreement};
use assay_statement::{canonical, parse_document, Audit, Kind, Opening, ParseError, V1};
use assay_verifier::VerifyOptions;
use serde_json::Value;

use crate::{documents, genuine, message, opening};

/// Any bytes as the document of a copy. What holds for openings holds for all in it; its shown length tells nothing of
/// quantities; and it agrees with the genuine report exactly if its openings are the genuine ones.
pub fn check(bytes: &[u8]) {
    let audit: Audit = match parse_document(bytes) {
        Ok(audit) => audit,
        Err(error) => {
            documents::refused(&error);
            if let ParseError::Field { message, .. } = &error {
                let constant = "malformed (contents not shown)";
                let form = "expected a string or an object";
                // Names of fields are those of the type, and so is what is expected.
                let named = ["missing field `", "unknown field, expected ", "expected "];
                let named = named.iter().any(|begin| message.starts_with(begin));
                assert!(message == constant || message == form || named, "{message}");
            }
            if let Ok(value) = serde_json::from_slice(bytes) {
                opening::hides(&error.to_string(), &value);
            }
            return;
        }
    };
    let value: Value = serde_json::from_slice(bytes).expect("every reader reads a document");
    let json = audit.to_json();
    let written: Value = serde_json::from_str(&json).expect("what was written is JSON");
    assert_eq!(canonical(&written), canonical(&value));
    let again: Audit = parse_document(json.as_bytes()).expect("what was written can be read");
    assert!(again == audit, "another document came back");
    documents::strict::<Audit>(bytes);
    opening::hides(&format!("{audit:?}"), &value);

    let mut largest = audit.clone();
    let quantities = largest.openings.iter_mut().flat_map(|o| &mut o.quantities);
    quantities.for_each(|item| item.quantity = u64::MAX);
    assert_eq!(audit.longest(), largest.to_json().len());

    let report = &genuine::report().report;
    match compare(
        &audit,
        report,
        genuine::registry(),
        &VerifyOptions::default(),
    ) {
        Ok(agreement) => {
            assert!(is_genuine(&audit), "it agrees and is another");
            assert_eq!(agreement.custodians.len(), audit.openings.len());
        }
        Err(disagreements) => {
            assert!(!is_genuine(&audit), "it is genuine, and {disagreements:?}");
            assert!(!disagreements.is_empty());
            for disagreement in disagreements {
                message::check(&disagreement);
                opening::hides(&disagreement.to_string(), &value);
                let possible = !matches!(
                    disagreement,
                    Disagreement::Report(_)
                        | Disagreement::Rule { .. }
                        | Disagreement::Recompute(_)
                );
                assert!(possible, "{disagreement}");
            }
        }
    }
}

/// The genuine openings, in any order.
fn is_genuine(audit: &Audit) -> bool {
    let genuine = self::genuine();
    audit.report == genuine.report
        && audit.openings.len() == genuine.openings.len()
        && genuine
            .openings
            .iter()
            .all(|own| audit.openings.contains(own))
}

/// The copy of `test-vectors/report/report.json`.
pub(crate) fn genuine() -> &'static Audit {
    static AUDIT: OnceLock<Audit> = OnceLock::new();
    AUDIT.get_or_init(|| {
        let read = |text: &str| -> Opening { parse_document(text.as_bytes()).unwrap() };
        Audit {
            assay: V1,
            kind: Kind::new(),
            report: assay_statement::digest(&genuine::report().report).unwrap(),
            openings: vec![
                read(include_str!(
                    "../../test-vectors/report/northbank.opening.json"
                )),
                read(include_str!(
                    "../../test-vectors/report/eastcustody.opening.json"
                )),
            ],
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_genuine_copy_in_any_order_and_others() {
        let mut audit = genuine().clone();
        assert!(is_genuine(&audit));
        check(audit.to_json().as_bytes());
        audit.openings.reverse();
        assert!(is_genuine(&audit));
        check(audit.to_json().as_bytes());
        audit.openings[0].quantities[0].quantity ^= 1;
        assert!(!is_genuine(&audit));
        check(audit.to_json().as_bytes());
        audit.openings.pop();
        check(audit.to_json().as_bytes());
        audit.report.0[0] ^= 1;
        check(audit.to_json().as_bytes());
        check(b"{\"assay\":\"v1\",\"kind\":\"audit\"}");
    }
}
