//! The commitments that a proof is about, besides those that the custodians signed.

use alloc::vec::Vec;

use pasta_curves::EqAffine;

/// The rerandomized commitments `C'` and `H'`: the custodians' sum and tagged sum, with fresh blinders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RerandomizedCommitments {
    /// `C'`, the quantities.
    pub quantities: EqAffine,
    /// `H'`, the tagged quantities.
    pub tagged: EqAffine,
}

/// halo2's commitments to the public columns, from the report. Untrusted: they only feed the transcript, the values
/// are the verifier's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnCommitments {
    /// The tag column.
    pub tags: EqAffine,
    /// `K` weight columns.
    pub weights: Vec<EqAffine>,
}
