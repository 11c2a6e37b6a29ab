//! A program with what its integers mean.

use alloc::string::String;
use alloc::vec::Vec;

use num_bigint::BigInt;
use num_traits::Zero;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::decimal::{power_of_ten, Decimal};
use crate::program::{Program, ProgramRule};
use crate::rounding::floor_amount;
use crate::rules::constraint::Unit;

/// A program, and what its integers mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// The program.
    pub program: Program,
    /// What each of its rules says, in the same order.
    pub inequalities: Vec<Inequality>,
    /// The book's scale `S`: row values count in `10^-S` currency.
    pub scale: u32,
    /// Tokens to cover, exact.
    pub tokens: Decimal,
    /// What is owed besides tokens in the book's currency, exact.
    pub payables: Decimal,
    /// The amount to cover in the book's currency, with the payables, exact.
    pub amount_to_cover: Decimal,
    /// What holders were given out of the period's income, in the book's currency, exact; `None` if the supply does not
    /// say.
    pub distributed: Option<Decimal>,
}

/// What one inequality of the program says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inequality {
    /// Position in the policy of the rule it comes from, from 0.
    pub rule: usize,
    /// That rule's name.
    pub name: &'static str,
    /// What it demands, such as `coverage >= 1.00`.
    pub label: String,
    /// Common denominator of its multipliers.
    pub denominator: u64,
    /// What its slack is measured in.
    pub unit: Unit,
}

/// Quantities that are not one per row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected {expected} quantities, one per row, found {found}")]
pub struct QuantityCount {
    /// Rows of the book.
    pub expected: usize,
    /// Quantities found.
    pub found: usize,
}

impl Compiled {
    /// The exact slack `sum m_j v_j q_j - b` of every inequality; it holds if that is not below zero. One quantity
    /// per row of the book. What it returns tells about the quantities: treat it as they are treated.
    ///
    /// # Errors
    /// [`QuantityCount`].
    pub fn slacks(&self, quantities: &[u64]) -> Result<Vec<BigInt>, QuantityCount> {
        let rows = &self.program.rows;
        if quantities.len() != rows.len() {
            return Err(QuantityCount {
                expected: rows.len(),
                found: quantities.len(),
            });
        }
        let amounts: Zeroizing<Vec<u128>> = rows
            .iter()
            .zip(quantities)
            .map(|(row, quantity)| u128::from(row.value) * u128::from(*quantity))
            .collect::<Vec<_>>()
            .into();
        let slack = |rule: &ProgramRule| {
            let weighed = rule.multipliers.iter().zip(amounts.iter());
            let sum: BigInt = weighed
                .map(|(multiplier, amount)| BigInt::from(*multiplier) * *amount)
                .sum();
            sum - BigInt::from(rule.bound)
        };
        Ok(self.program.rules.iter().map(slack).collect())
    }

    /// What a slack of this inequality is divided by to be in its unit: the denominator times `10^S`.
    pub fn divisor(&self, inequality: &Inequality) -> BigInt {
        (power_of_ten(self.scale) * inequality.denominator).into()
    }

    /// A slack of this inequality in its unit with `places` decimals, rounded down.
    pub fn amount(&self, inequality: &Inequality, slack: &BigInt, places: u32) -> String {
        floor_amount(slack, &self.divisor(inequality), places)
    }

    /// A slack in [`Unit::CurrencyDays`] over `total`, the sum of values times quantities of all rows: days with
    /// `places` decimals, rounded down. `None` in another unit, or if the rows hold nothing.
    pub fn days(
        &self,
        inequality: &Inequality,
        slack: &BigInt,
        total: &BigInt,
        places: u32,
    ) -> Option<String> {
        let divisor = total * inequality.denominator;
        let days = inequality.unit == Unit::CurrencyDays && divisor > BigInt::zero();
        days.then(|| floor_amount(slack, &divisor, places))
    }
}
