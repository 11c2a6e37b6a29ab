//! What can go wrong for a custodian.

use assay_statement::{CanonicalError, Id, OpeningError};
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
        /// `subject`, `as_of` or `book`.
        field: &'static str,
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
