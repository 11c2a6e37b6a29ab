//! The commitment: what a custodian computes from its holdings, and signs.

use serde::Serialize;

use crate::document::{Document, Kind, V1};
use crate::encoding::Digest;
use crate::id::{Id, Subject};
use crate::macros::fields;
use crate::point_bytes::PointBytes;
use crate::time::Timestamp;

/// A custodian's commitment to its quantities, unsigned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Commitment {
    /// The version.
    pub assay: V1,
    /// `"commitment"`.
    pub kind: Kind<Commitment>,
    /// The book's subject.
    pub subject: Subject,
    /// The book's time.
    pub as_of: Timestamp,
    /// Who commits.
    pub custodian: Id,
    /// Digest of the book.
    pub book: Digest,
    /// The Pedersen vector commitment `C_i`.
    pub commitment: PointBytes,
}

fields!(Commitment {
    assay,
    kind,
    subject,
    as_of,
    custodian,
    book,
    commitment
});

impl Document for Commitment {
    const KIND: &'static str = "commitment";
    const MAX_BYTES: usize = 1 << 16;
}
