//! What can go wrong for a custodian.

use assay_statement::{CanonicalError, Id, OpeningError, Scheme, SuiteName, TermsError};
use thiserror::Error;

use crate::randomness::NoRandomness;
use crate::setup::SetupError;
use crate::signing::SigningError;

/// Why there is no commitment or attestation.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CustodianError {
    /// The book's shape has no generators.
    #[error("shape: {0}")]
    Setup(#[from] SetupError),
    /// The book cannot be digested.
    #[error("{0}")]
    Digest(#[from] CanonicalError),
    /// The operating system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// The book has more rows than its shape.
    #[error("rows: expected at most {buckets}, as the shape has, found more")]
    Row {
        /// Rows of the shape.
        buckets: usize,
    },
    /// The quantities are not as many as the custodian has rows.
    #[error("quantities: expected {expected}, one for each row of the custodian, found {found}")]
    Quantities {
        /// Rows of the custodian.
        expected: usize,
        /// Quantities found.
        found: usize,
    },
    /// The attestation to add to is for another commitment.
    #[error("{field}: expected the same in commitment and attestation, found another; each custodian and book needs its own attestation")]
    OtherCommitment {
        /// The field that differs.
        field: &'static str,
    },
    /// The commitment is for another book.
    #[error("{field}: expected that of the book, found another")]
    OtherBook {
        /// `subject`, `as_of`, `book` or `suite`.
        field: &'static str,
    },
    /// The commitment is of a custodian that the book does not list.
    #[error("custodian {custodian}: the book does not list it")]
    NotOfBook {
        /// The custodian.
        custodian: Id,
    },
    /// A policy was given, and no signature would cover it.
    #[error("custodians of a book of the suite {suite} do not sign for its policy: expected none, found one")]
    NotSigned {
        /// The book's suite.
        suite: SuiteName,
    },
    /// Signatures cover book and policy, and they were not given.
    #[error("custodians of a book of the suite {suite} sign for its policy too: expected book and policy, found neither")]
    TermsNeeded {
        /// The commitment's suite.
        suite: SuiteName,
    },
    /// There is nothing to sign for.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// A key whose signatures do not count.
    #[error(
        "signatures of {scheme} do not count in the suite {suite}: name a key of another scheme"
    )]
    Scheme {
        /// The key's scheme.
        scheme: Scheme,
        /// The commitment's suite.
        suite: SuiteName,
    },
    /// The opening does not fit the book.
    #[error("{0}")]
    Opening(#[from] OpeningError),
    /// The opening is of another custodian than the commitment.
    #[error("custodian: expected {expected}, as in the commitment, found {found}")]
    OtherCustodian {
        /// Custodian of the commitment.
        expected: Id,
        /// Custodian of the opening.
        found: Id,
    },
    /// A blinder of the opening is not a canonical scalar.
    #[error(
        "blinders: expected scalars below the group order, found another; the file is damaged"
    )]
    Blinder,
    /// The opening opens another commitment.
    #[error(
        "does not open the commitment of {custodian}; use the pair that one assay commit wrote"
    )]
    OpeningMismatch {
        /// Custodian of the commitment.
        custodian: Id,
    },
    /// The key has already signed.
    #[error("custodian {custodian}: this key has already signed; name another key")]
    SignedTwice {
        /// The custodian.
        custodian: Id,
    },
    /// The signature failed.
    #[error("{0}")]
    Signing(#[from] SigningError),
}
