//! The instance of the relation that a proof is about.

use assay_statement::Program;
use pasta_curves::{EqAffine, Fp};

use crate::commitments::{ColumnCommitments, RerandomizedCommitments};

/// What a proof is about: everything that is public in it.
#[derive(Clone, Copy, Debug)]
pub struct Instance<'a> {
    /// Values, multipliers and bounds.
    pub program: &'a Program,
    /// `C_1..C_N`, in the order of the program's custodians, as the custodians signed them.
    pub custodian_commitments: &'a [EqAffine],
    /// `C'` and `H'`.
    pub rerandomized: RerandomizedCommitments,
    /// Commitments to the public columns.
    pub columns: &'a ColumnCommitments,
    /// The [`context`](crate::context()): must bind the program and the commitments.
    pub context: Fp,
}
