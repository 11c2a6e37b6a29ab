//! The integers and decimals of a table.

use alloc::vec::Vec;
use assay_circuits::Shape;
use num_bigint::BigInt;

use super::coefficient::{BoundFactor, Coefficient};
use super::error::TableError;
use crate::owed::Owed;
use crate::program::rows::{check_multipliers, check_rows};
use crate::program::{Bound, Program, ProgramError, ProgramRow, ProgramRule};

/// Rows, and rules whose bounds depend on the tokens `T` or the amount `A` to cover, on the payables `L`, or on what was
/// distributed, `D`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The shape of the trace.
    pub shape: Shape,
    /// Custodians of the book.
    pub custodians: u16,
    /// The rows, in the book's order, then those of its income.
    pub rows: Vec<ProgramRow>,
    /// The inequalities, in the policy's order.
    pub rules: Vec<TableRule>,
}

/// One inequality, `sum_j m_j v_j q_j >= ceil(coefficient * factor + payables * L)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRule {
    /// One multiplier per row, `|m| < 2^31`.
    pub multipliers: Vec<i32>,
    /// What the coefficient is multiplied with; [`BoundFactor::One`] if both coefficients are zero.
    pub factor: BoundFactor,
    /// The coefficient, at the book's scale and over the denominator of the multipliers.
    pub coefficient: Coefficient,
    /// The coefficient of the payables, likewise; not zero for [`BoundFactor::TokensAndPayables`], and for no other.
    pub payables: Coefficient,
}

impl TableRule {
    /// The bound, exact but for the one rounding, which comes last.
    pub fn bound(&self, owed: &Owed) -> BigInt {
        let tokens = || self.coefficient.times(&owed.tokens);
        let exact = match self.factor {
            BoundFactor::One => return self.coefficient.ceil(),
            BoundFactor::Tokens => tokens(),
            BoundFactor::Amount => self.coefficient.times(&owed.amount),
            BoundFactor::Distributed => self.coefficient.times(&owed.distributed),
            BoundFactor::TokensAndPayables => tokens().plus(&self.payables.times(&owed.payables)),
        };
        exact.ceil()
    }

    /// Whether the factor is the one of its coefficients: each bound has one form.
    fn has_its_factor(&self) -> bool {
        match self.factor {
            BoundFactor::One => self.payables.is_zero(),
            BoundFactor::Tokens | BoundFactor::Amount | BoundFactor::Distributed => {
                self.payables.is_zero() && !self.coefficient.is_zero()
            }
            BoundFactor::TokensAndPayables => !self.payables.is_zero(),
        }
    }

    /// The rule of a program, or the bound if no program can hold it.
    pub(crate) fn bind(self, owed: &Owed) -> Result<ProgramRule, BigInt> {
        let found = self.bound(owed);
        match Bound::try_from(&found) {
            Ok(bound) if bound.is_in_range() => Ok(ProgramRule {
                multipliers: self.multipliers,
                bound,
            }),
            _ => Err(found),
        }
    }
}

impl Table {
    /// The program for what is owed: tokens, amount, payables and what was distributed, all exact. Where they come from is for the caller to
    /// check.
    ///
    /// # Errors
    /// As [`Table::check`], and [`TableError::BoundTooLarge`].
    pub fn bind(&self, owed: &Owed) -> Result<Program, TableError> {
        self.check()?;
        let mut rules = Vec::with_capacity(self.rules.len());
        for (rule, entry) in self.rules.iter().enumerate() {
            let bound = entry.clone().bind(owed);
            rules.push(bound.map_err(|found| TableError::BoundTooLarge { rule, found })?);
        }
        Ok(Program {
            shape: self.shape,
            custodians: self.custodians,
            rows: self.rows.clone(),
            rules,
        })
    }

    /// Checks all limits of a program but those of the bounds, which are not known yet, and that every coefficient has
    /// a form that can be written.
    ///
    /// # Errors
    /// The first [`TableError`].
    pub fn check(&self) -> Result<(), TableError> {
        self.check_integers()?;
        for (rule, entry) in self.rules.iter().enumerate() {
            if !entry.has_its_factor() {
                return Err(TableError::Factor { rule });
            }
            if !can_be_written(&entry.coefficient) || !can_be_written(&entry.payables) {
                return Err(TableError::Coefficient { rule });
            }
        }
        Ok(())
    }

    /// Checks what a table shares with a program.
    pub(crate) fn check_integers(&self) -> Result<(), ProgramError> {
        check_rows(self.shape, self.custodians, &self.rows, self.rules.len())?;
        for (rule, entry) in self.rules.iter().enumerate() {
            check_multipliers(rule, &entry.multipliers, self.rows.len())?;
        }
        Ok(())
    }
}

/// Whether the encoding has room for its decimals and its digits.
fn can_be_written(coefficient: &Coefficient) -> bool {
    let magnitude = coefficient.magnitude();
    let bytes = magnitude.mantissa().bits().div_ceil(8);
    bytes <= u64::from(u8::MAX) && magnitude.decimals() <= u32::from(u8::MAX)
}
