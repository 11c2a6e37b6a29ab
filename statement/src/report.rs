//! The report: everything a verifier needs but its own registry, clock and supply.

use alloc::vec::Vec;
use serde::Serialize;

use crate::attestation::Attestation;
use crate::book::{Book, MAX_LISTED};
use crate::document::{Document, Kind, V1};
use crate::encoding::{Digest, HexBytes};
use crate::json::field_readers::at_most;
use crate::macros::fields;
use crate::point_bytes::PointBytes;
use crate::policy::Policy;
use crate::supply::Supply;

/// Most weight columns that are read: more than any shape has rules.
const MAX_WEIGHTS: usize = 1024;

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The version.
    pub assay: V1,
    /// `"report"`.
    pub kind: Kind<Report>,
    /// The book.
    pub book: Book,
    /// The policy.
    pub policy: Policy,
    /// The supply.
    pub supply: Supply,
    /// One attestation per custodian, in the book's order.
    pub attestations: Vec<Attestation>,
    /// The refreshed commitments.
    pub refreshed: RerandomizedCommitments,
    /// Commitments of the public columns, untrusted: for the transcript only.
    pub columns: ColumnCommitments,
    /// Digest of the report before this one, if the issuer chains them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Digest>,
    /// The proof.
    pub proof: HexBytes,
}

fields!(Report {
    assay,
    kind,
    book,
    policy,
    supply,
    attestations by at_most::<MAX_LISTED, _>,
    refreshed,
    columns,
    previous,
    proof,
});

/// The two committed columns with fresh blinders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RerandomizedCommitments {
    /// `C'`, of the quantities.
    pub quantities: PointBytes,
    /// `H'`, of the quantities times their custodians' tags.
    pub tagged: PointBytes,
}

fields!(RerandomizedCommitments { quantities, tagged });

/// Commitments of the public columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnCommitments {
    /// The tag column.
    pub tags: PointBytes,
    /// The weight columns, one per rule of the shape.
    pub weights: Vec<PointBytes>,
}

fields!(ColumnCommitments { tags, weights by at_most::<MAX_WEIGHTS, _> });

impl Document for Report {
    const KIND: &'static str = "report";
    const MAX_BYTES: usize = 32 << 20;
}
