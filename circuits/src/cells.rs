//! The cells that the identities read.

use alloc::vec::Vec;

use crate::columns::LIMBS;

/// One row of the trace as the identities see it: every column at the current row, and the accumulators at the next.
///
/// | cell | kind | constrained by |
/// |---|---|---|
/// | `start`, `bucket`, `carry`, `live`, `shift` | fixed | the verifying key |
/// | `tag`, `weights` | instance | the verifier, which knows their values |
/// | `quantity`, `tagged` | instance | the signed commitments and the refresh proof, outside the circuit |
/// | `limbs` | advice | [`range`](crate::identities::range) |
/// | `acc`, `acc_next` | advice | [`word`](crate::identities::word) and [`rules`](crate::identities::rules) |
#[derive(Clone, Debug)]
pub struct Cells<R> {
    /// 1 in row 0.
    pub start: R,
    /// 1 in bucket rows.
    pub bucket: R,
    /// 1 in the two lower word rows of every rule.
    pub carry: R,
    /// 1 in bucket and word rows.
    pub live: R,
    /// 1 in the top word row of every rule but the last.
    pub shift: R,
    /// `q`, the quantity held.
    pub quantity: R,
    /// `h`, the quantity times its custodian's tag.
    pub tagged: R,
    /// The tag of the row's custodian.
    pub tag: R,
    /// `w_0..w_{K-1}`: weights in bucket rows, bounds in row 0.
    pub weights: Vec<R>,
    /// `d_0..d_31`, low first.
    pub limbs: [R; LIMBS],
    /// `acc_0..acc_{K-1}`.
    pub acc: Vec<R>,
    /// `acc_0..acc_{K-1}` in the next row.
    pub acc_next: Vec<R>,
}
