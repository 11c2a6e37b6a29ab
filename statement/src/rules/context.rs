//! What a rule is compiled against, and what it compiles to.

use alloc::string::String;
use alloc::vec::Vec;
use num_bigint::BigInt;

use crate::book::{Book, BookRow};
use crate::compile::Unit;
use crate::decimal::Decimal;
use crate::rules::Coverage;

/// Everything that rules read.
pub(crate) struct Context<'a> {
    /// The book, validated.
    pub book: &'a Book,
    /// Its scale `S`.
    pub scale: u32,
    /// `T`.
    pub tokens: &'a Decimal,
    /// `A`.
    pub amount: &'a Decimal,
    /// The policy's coverage rules.
    pub coverages: Vec<&'a Coverage>,
}

/// One inequality, not yet checked against the bounds of a program.
pub(crate) struct Draft {
    /// What people read.
    pub label: String,
    /// `m_j`, over `denominator`.
    pub multipliers: Vec<i64>,
    /// `b`, over `denominator * 10^S`.
    pub bound: BigInt,
    /// The common denominator of the multipliers.
    pub denominator: u64,
    /// What the slack is measured in.
    pub unit: Unit,
}

impl Context<'_> {
    /// One multiplier per row, from the row and its days left.
    pub fn multipliers(&self, multiplier: impl Fn(&BookRow, i64) -> i64) -> Vec<i64> {
        let as_of = self.book.as_of.date();
        self.book
            .rows
            .iter()
            .map(|row| multiplier(row, row.days_left(as_of)))
            .collect()
    }
}
