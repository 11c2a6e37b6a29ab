//! The integers and decimals of a table.

use alloc::vec::Vec;
use assay_circuits::Shape;
use num_bigint::BigInt;

use super::coefficient::{BoundFactor, Coefficient};
use super::error::TableError;
use crate::decimal::Decimal;
use crate::program::rows::{check_multipliers, check_rows};
use crate::program::{Bound, Program, ProgramError, ProgramRow, ProgramRule};

/// Rows, and rules whose bounds depend on the tokens `T` or the amount `A` to cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The shape of the trace.
    pub shape: Shape,
    /// Custodians of the book.
    pub custodians: u16,
    /// The rows, in the book's order.
    pub rows: Vec<ProgramRow>,
    /// The inequalities, in the policy's order.
    pub rules: Vec<TableRule>,
}

/// One inequality, `sum_j m_j v_j q_j >= ceil(coefficient * factor)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRule {
    /// One multiplier per row, `|m| < 2^31`.
    pub multipliers: Vec<i32>,
    /// What the coefficient is multiplied with; [`BoundFactor::One`] if it is zero.
    pub factor: BoundFactor,
    /// The coefficient, at the book's scale and over the denominator of the multipliers.
    pub coefficient: Coefficient,
}

impl TableRule {
    /// The bound, exact but for the one rounding.
    pub fn bound(&self, tokens: &Decimal, amount: &Decimal) -> BigInt {
        match self.factor {
            BoundFactor::One => self.coefficient.ceil(),
            BoundFactor::Tokens => self.coefficient.times(tokens).ceil(),
            BoundFactor::Amount => self.coefficient.times(amount).ceil(),
        }
    }

    /// The rule of a program, or the bound if no program can hold it.
    pub(crate) fn bind(self, tokens: &Decimal, amount: &Decimal) -> Result<ProgramRule, BigInt> {
        let found = self.bound(tokens, amount);
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
    /// The program for `tokens` to cover, worth `amount` in the book's currency. Both are exact; where they come from
    /// is for the caller to check.
    ///
    /// # Errors
    /// As [`Table::check`], and [`TableError::BoundTooLarge`].
    pub fn bind(&self, tokens: &Decimal, amount: &Decimal) -> Result<Program, TableError> {
        self.check()?;
        let mut rules = Vec::with_capacity(self.rules.len());
        for (rule, entry) in self.rules.iter().enumerate() {
            let bound = entry.clone().bind(tokens, amount);
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
            if entry.coefficient.is_zero() && entry.factor != BoundFactor::One {
                return Err(TableError::Factor { rule });
            }
            let magnitude = entry.coefficient.magnitude();
            let bytes = magnitude.mantissa().bits().div_ceil(8);
            if bytes > u64::from(u8::MAX) || magnitude.decimals() > u32::from(u8::MAX) {
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
