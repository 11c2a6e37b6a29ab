//! Why there is no report.

use std::fmt;

use assay_statement::{CanonicalError, CompileError, Id, OpeningError, QuantityCount, TermsError};
use assay_verifier::suites::ContextError;
use assay_verifier::{PredecessorError, ReportError};
use thiserror::Error;

use super::shortfall::Shortfall;
use crate::proof::ProofError;
use crate::randomness::NoRandomness;

/// The document that an attested field is of.
fn whose(field: &str) -> &'static str {
    match field {
        "policy" | "table" => "report",
        _ => "book",
    }
}

struct All<'a>(&'a [Shortfall]);

impl fmt::Display for All<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|shortfall| shortfall.fmt(f))
    }
}

/// Why [`prove`](crate::prove) makes no report.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ProveError {
    /// The report cannot follow the one that was given.
    #[error("the previous report: {0}")]
    Predecessor(#[from] PredecessorError),
    /// The documents do not compile.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// A document has no digest.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Book and policy make nothing that custodians could have signed.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// The documents are such that their suite cannot bind a proof to them.
    #[error(transparent)]
    Context(#[from] ContextError),
    /// A custodian of the book has no opening or no attestation.
    #[error("custodian {custodian}: expected one {what}, found none")]
    Missing {
        /// The custodian.
        custodian: Id,
        /// `opening` or `attestation`.
        what: &'static str,
    },
    /// A custodian has two openings or two attestations.
    #[error("custodian {custodian}: expected one {what}, found two")]
    Twice {
        /// The custodian.
        custodian: Id,
        /// `opening` or `attestation`.
        what: &'static str,
    },
    /// An opening or attestation is of a custodian that the book does not list.
    #[error("custodian {custodian}: has an {what}, but the book does not list it")]
    UnknownCustodian {
        /// The custodian.
        custodian: Id,
        /// `opening` or `attestation`.
        what: &'static str,
    },
    /// The opening does not fit the book.
    #[error("custodian {custodian}: {source}")]
    Opening {
        /// The custodian.
        custodian: Id,
        /// What is wrong with it.
        source: OpeningError,
    },
    /// A blinder of an opening is not a canonical scalar.
    #[error("custodian {custodian}: opening: a blinder is not below the group order; the file is damaged")]
    Blinder {
        /// The custodian.
        custodian: Id,
    },
    /// The attestation is for another book, subject or time, or for another policy or table than its suite asks for.
    #[error(
        "custodian {custodian}: attestation: expected the {field} of the {}, found another", whose(.field)
    )]
    OtherBook {
        /// The custodian.
        custodian: Id,
        /// `book`, `subject`, `as_of`, `policy` or `table`.
        field: &'static str,
    },
    /// The opening does not open the commitment that the custodian signed.
    #[error("custodian {custodian}: the opening does not open the attested commitment; use the pair that one assay commit wrote")]
    OpeningMismatch {
        /// The custodian.
        custodian: Id,
    },
    /// Some rules do not hold. PRIVATE.
    #[error("no proof was made, because these rules do not hold (do not publish this):{}", All(.0))]
    Rules(Vec<Shortfall>),
    /// The quantities are not as many as the rows.
    #[error(transparent)]
    Quantities(#[from] QuantityCount),
    /// The operating system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// The proof could not be made.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The report just made does not verify, even if every key in it is trusted.
    #[error("the report just made does not verify, so it was not written: {0}")]
    Refused(#[from] ReportError),
}
