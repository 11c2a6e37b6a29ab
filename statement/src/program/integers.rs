//! The integers of a program.

use alloc::vec::Vec;
use assay_circuits::Shape;

use super::bound::Bound;
use super::error::ProgramError;
use super::rows::{check_multipliers, check_rows, ProgramRow};

/// Rows, rules and bounds: `sum_j m_kj v_j q_j >= b_k` for every rule k.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The shape of the trace.
    pub shape: Shape,
    /// Custodians of the book.
    pub custodians: u16,
    /// The rows, in the book's order.
    pub rows: Vec<ProgramRow>,
    /// The inequalities, in the policy's order.
    pub rules: Vec<ProgramRule>,
}

/// One inequality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramRule {
    /// One multiplier per row, `|m| < 2^31`.
    pub multipliers: Vec<i32>,
    /// The bound, `|b| < 2^176`.
    pub bound: Bound,
}

impl Program {
    /// Checks the bounds that keep integers from wrapping, and that everything refers to something.
    ///
    /// # Errors
    /// The first [`ProgramError`].
    pub fn check(&self) -> Result<(), ProgramError> {
        check_rows(self.shape, self.custodians, &self.rows, self.rules.len())?;
        for (rule, entry) in self.rules.iter().enumerate() {
            check_multipliers(rule, &entry.multipliers, self.rows.len())?;
            if !entry.bound.is_in_range() {
                return Err(ProgramError::BoundTooLarge { rule });
            }
            if entry.bound.negative && entry.bound.is_zero() {
                return Err(ProgramError::BoundSign { rule });
            }
        }
        Ok(())
    }
}
