//! Why a period is refused.

use assay_prover::ProveError;
use assay_statement::{Book, BookError, Document, OpeningError, ParseError, Timestamp};
use assay_verifier::{AttestationError, ReportError};

use crate::files::FileError;
use crate::watch::inbox::SKIP;

/// Why a period has no report. Shows nothing private: it goes to logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A short stable name: lower case, words joined by hyphens. Those of `assay verify` where it would say the same.
    pub code: &'static str,
    /// What was expected and found.
    pub message: String,
}

impl Refusal {
    /// A refusal with these words.
    pub fn new(code: &'static str, message: impl Into<String>) -> Refusal {
        Refusal {
            code,
            message: message.into(),
        }
    }

    /// A file that cannot be read.
    pub fn file(error: &FileError) -> Refusal {
        Refusal::new("io", error.to_string())
    }

    /// A file that is not a document of its kind. Messages about private kinds show nothing of them.
    pub fn document<D: Document>(file: &str, error: &ParseError) -> Refusal {
        Refusal::new("malformed", format!("{file}: no {}: {error}", D::KIND))
    }

    /// A book that makes no sense.
    pub fn book(error: BookError) -> Refusal {
        Refusal::report(ReportError::Book(error))
    }

    /// What a verifier says.
    pub fn report(error: ReportError) -> Refusal {
        Refusal::new(error.code(), error.to_string())
    }

    /// Attestations that no verifier with the registry accepts.
    pub fn attestation(error: AttestationError) -> Refusal {
        Refusal::report(ReportError::Attestation(error))
    }

    /// An opening of another book.
    pub fn opening(file: &str, error: &OpeningError) -> Refusal {
        Refusal::new("opening-invalid", format!("{file}: {error}"))
    }

    /// What the prover says; which rules do not hold, and by how much, is private.
    pub fn prove(error: ProveError, book: &Book) -> Refusal {
        let code = match &error {
            ProveError::Predecessor(error) => error.code(),
            ProveError::Compile(error) => ReportError::Compile(error.clone()).code(),
            ProveError::Refused(error) => error.code(),
            ProveError::Terms(error) => ReportError::from(error.clone()).code(),
            ProveError::Context(error) => ReportError::from(error.clone()).code(),
            ProveError::Missing { .. } => "input-missing",
            ProveError::Twice { what, .. } if *what == "opening" => "opening-duplicate",
            ProveError::Twice { .. } => "attestation-duplicate",
            ProveError::UnknownCustodian { what, .. } if *what == "opening" => {
                "opening-unknown-custodian"
            }
            ProveError::UnknownCustodian { .. } => "attestation-unknown-custodian",
            ProveError::Opening { .. } | ProveError::Blinder { .. } => "opening-invalid",
            ProveError::OtherBook { field, .. } => match *field {
                "subject" => "attestation-subject",
                "as_of" => "attestation-time",
                "policy" => "attestation-policy",
                "table" => "attestation-table",
                _ => "attestation-book",
            },
            ProveError::OpeningMismatch { .. } => "opening-mismatch",
            ProveError::Rules(_) => {
                let message = format!(
                    "the rules of the policy do not hold as of {}; assay prove says to its user which",
                    book.as_of
                );
                return Refusal::new("rules", message);
            }
            ProveError::Randomness(_) => "randomness",
            _ => "proof",
        };
        Refusal::new(code, error.to_string())
    }
}

/// A period that can have no report any more, as it is not later than the last one.
pub fn late(last: Timestamp) -> Refusal {
    let message = format!(
        "expected a later time than that of the last report, {last}; mark the period with a file named {SKIP}"
    );
    Refusal::new("not-newer", message)
}

/// A period whose book came after a report of it was made of another one, and that can have no second report.
pub fn other_book(last: Timestamp) -> Refusal {
    let message = format!(
        "book.json: a report of this period is there, made of another book; expected that one, or one that is later than the last report, {last}; mark the period with a file named {SKIP}"
    );
    Refusal::new("not-newer", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_prover::Shortfall;

    /// What fails, and by how much, is for the issuer's eyes.
    #[test]
    #[allow(clippy::unwrap_used)]
    fn which_rules_fail_is_not_shown() {
        let book = assay_statement::parse_document(
            br#"{"assay":"v1","kind":"book","subject":"fund:x","as_of":"2026-11-20T22:00:00Z","currency":"USD",
            "shape":{"k":7,"rules":4},"custodians":["a"],"rows":[]}"#,
        )
        .unwrap();
        let shortfall = Shortfall {
            rule: "liquid",
            label: "SECRET".into(),
            short: "SECRET".into(),
        };
        let refusal = Refusal::prove(ProveError::Rules(vec![shortfall]), &book);
        assert_eq!(refusal.code, "rules");
        assert!(!refusal.message.contains("SECRET") && !refusal.message.contains("liquid"));
    }
}
