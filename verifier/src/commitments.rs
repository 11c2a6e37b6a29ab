//! The commitments that a proof is about, besides those that the custodians signed.

use alloc::vec::Vec;

use crate::suite::Suite;

/// The rerandomized commitments `C'` and `H'`: the custodians' sum and tagged sum, with fresh blinders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RerandomizedCommitments<S: Suite> {
    /// `C'`, the quantities.
    pub quantities: S::Affine,
    /// `H'`, the tagged quantities.
    pub tagged: S::Affine,
}

/// halo2's commitments to the public columns, from the report. Untrusted: they only feed the transcript, the values
/// are the verifier's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnCommitments<S: Suite> {
    /// The tag column.
    pub tags: S::Affine,
    /// `K` weight columns.
    pub weights: Vec<S::Affine>,
}
