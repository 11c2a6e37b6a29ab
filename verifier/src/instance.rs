//! The instance of the relation that a proof is about.

use assay_statement::Program;

use crate::commitments::{ColumnCommitments, RerandomizedCommitments};
use crate::suite::Suite;

/// What a proof is about: everything that is public in it. Its points must be points of the group, as [`Suite::read_point`]
/// returns them: the verifier does not look at that again.
#[derive(Clone, Copy, Debug)]
pub struct Instance<'a, S: Suite> {
    /// Values, multipliers and bounds.
    pub program: &'a Program,
    /// `C_1..C_N`, in the order of the program's custodians, as the custodians signed them.
    pub custodian_commitments: &'a [S::Affine],
    /// `C'` and `H'`.
    pub rerandomized: RerandomizedCommitments<S>,
    /// Commitments to the public columns.
    pub columns: &'a ColumnCommitments<S>,
    /// The [`context`](crate::context()): must bind the program and the commitments.
    pub context: S::Scalar,
}
