//! Verification of a report against what the verifier itself knows: its registry, clock, supply and expectations.

mod basis;
mod batch;
mod bound;
mod chain;
mod checks;
mod digests;
mod document_suite;
mod error;
mod json;
mod known_supply;
mod not_checked;
mod options;
mod pending;
pub(crate) mod point;
mod points;
mod predecessor;
mod predecessor_error;
mod suite_proof;
mod suites;
mod verified;
mod verify;

pub use basis::{Basis, ChainBasis, ValueBasis, VerdictBasis};
pub use batch::{verify_pending_proofs, verify_reports_with, ReportsError};
pub use bound::{BoundDocuments, ContextError};
pub use chain::{check_chain, ChainFault, ChainLink, ChainStart};
pub use digests::DocumentDigests;
pub use document_suite::DocumentSuite;
pub use error::ReportError;
pub use json::{
    add_income_json, basis_json, supply_json, verdict_json, SupplyJson, UncheckedNote, NOT_PROVED,
};
pub use not_checked::NotChecked;
pub use options::{ExpectedPrevious, VerifyOptions};
pub use pending::{check_report_with, PendingProof};
pub use point::{PointFault, PointField};
pub use predecessor::Predecessor;
pub use predecessor_error::PredecessorError;
pub use suites::report_digest;
pub use verified::VerifiedReport;
pub use verify::verify_report_with;
#[cfg(feature = "signatures")]
pub use {batch::verify_reports, pending::check_report, verify::verify_report};

#[cfg(all(test, feature = "signatures"))]
#[allow(clippy::unwrap_used)]
mod tests;
