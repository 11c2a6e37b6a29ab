//! Why a run fails, and why a period is refused.

use std::path::PathBuf;

use assay_statement::{
    Book, BookError, CanonicalError, Document, OpeningError, ParseError, RegistryError,
};
use assay_verifier::{AttestationError, ReportError};
use thiserror::Error;

use super::ConfigError;
use crate::files::FileError;
use assay_prover::ProveError;

/// Exit code of a run that found another one at work.
pub const EXIT_LOCKED: u8 = 3;

/// Why a run cannot go on. The message begins with the file it is about.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WatchError {
    /// A file or directory cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The configuration, the policy or the registry is not what it should be.
    #[error("{}: {source}", path.display())]
    Document {
        /// The document.
        path: PathBuf,
        /// What is wrong with it.
        source: ParseError,
    },
    /// The configuration makes no sense.
    #[error("{}: {source}", path.display())]
    Config {
        /// The configuration.
        path: PathBuf,
        /// What is wrong with it.
        source: ConfigError,
    },
    /// The registry makes no sense.
    #[error("{}: {source}", path.display())]
    Registry {
        /// The registry.
        path: PathBuf,
        /// What is wrong with it.
        source: RegistryError,
    },
    /// Another process has the lock.
    #[error("{}: another assay watch is at work on this directory; let it finish, or stop it", path.display())]
    Locked {
        /// The directory of the reports.
        path: PathBuf,
    },
    /// There is no report to continue from.
    #[error("{}: expected a chain of reports, found no report; is this the directory, and is its volume mounted? To begin a chain here, pass --begin", path.display())]
    NotBegun {
        /// The directory of the reports.
        path: PathBuf,
    },
    /// A file among the reports is none.
    #[error("{}: expected reports only, but {file} is none: {message}", path.display())]
    NoReport {
        /// The directory of the reports.
        path: PathBuf,
        /// The file.
        file: String,
        /// What is wrong with it.
        message: String,
    },
    /// The reports are no chain. Only the first fault is told; `assay log verify` tells all.
    #[error("{}: expected one chain of reports, but {file} {message}; see assay log verify", path.display())]
    Chain {
        /// The directory of the reports.
        path: PathBuf,
        /// The report at fault.
        file: String,
        /// What is wrong with it.
        message: String,
        /// Its stable name.
        code: &'static str,
    },
    /// A document has no digest, or an event cannot be written as JSON.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The clock is before 1970 or after 9999.
    #[error("this computer's clock is wrong")]
    Clock,
}

impl WatchError {
    /// A short stable name, for programs: lower case, words joined by hyphens.
    pub fn code(&self) -> &'static str {
        match self {
            WatchError::File(_) => "io",
            WatchError::Document { .. } => "malformed",
            WatchError::Config { .. } => "config-invalid",
            WatchError::Registry { .. } => "registry-invalid",
            WatchError::Locked { .. } => "locked",
            WatchError::NotBegun { .. } => "not-begun",
            WatchError::NoReport { .. } => "no-report",
            WatchError::Chain { code, .. } => code,
            WatchError::Canonical(_) => "not-canonical",
            WatchError::Clock => "clock",
        }
    }

    /// The exit code of the command.
    pub fn exit_code(&self) -> u8 {
        match self {
            WatchError::Locked { .. } => EXIT_LOCKED,
            _ => crate::error::EXIT_USAGE,
        }
    }
}

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

    /// A document that is none. Messages about private kinds show nothing of them.
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
            ProveError::Compile(error) => ReportError::Compile(error.clone()).code(),
            ProveError::Refused(error) => error.code(),
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

#[cfg(test)]
mod tests {
    use assay_prover::Shortfall;

    use super::*;

    /// What fails, and by how much, is for the issuer's eyes.
    #[test]
    #[allow(clippy::unwrap_used)]
    fn which_rules_fail_is_not_told() {
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
