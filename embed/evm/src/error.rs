//! Why a report cannot be told to a contract.

use assay_statement::{CompileError, Scheme, SuiteName, TableError, TermsError};
use assay_verifier::ReportError;
use thiserror::Error;

/// Why a report cannot be told to a contract.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SubmissionError {
    /// Contracts verify one suite alone.
    #[error("expected a report of the suite {}, found one of {found}; contracts of the EVM verify no other", SuiteName::Bls12381)]
    Suite {
        /// The report's.
        found: SuiteName,
    },
    /// Its documents do not fit each other: attestations that are missing or out of order, points of another length, numbers
    /// that do not fit.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// Book and policy make no table.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The table has no bytes.
    #[error(transparent)]
    Table(#[from] TableError),
    /// There is nothing that custodians could have signed.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// The time is before 1970.
    #[error("as_of: expected a time from 1970 on, found {found} seconds")]
    Time {
        /// Seconds since 1970.
        found: i64,
    },
    /// A number has more than 256 bits, or more than 255 decimals.
    #[error("supply: expected {what} to have at most 256 bits and 255 decimals, found more")]
    Number {
        /// Which.
        what: &'static str,
    },
    /// The digest of the report before is zero, which tells a contract that there is none.
    #[error("previous: expected a digest that is not zero, found zero")]
    PreviousZero,
    /// An EVM does not check signatures of this scheme.
    #[error("{custodian}: signature {signature}: expected secp256k1 or p256, found {scheme}")]
    Scheme {
        /// The custodian.
        custodian: String,
        /// Index of the signature.
        signature: usize,
        /// Its scheme.
        scheme: Scheme,
    },
    /// A signature that a contract cannot be given.
    #[error("{custodian}: signature {signature}: expected {what}, found something else")]
    Signature {
        /// The custodian.
        custodian: String,
        /// Index of the signature.
        signature: usize,
        /// What it should have.
        what: &'static str,
    },
}
