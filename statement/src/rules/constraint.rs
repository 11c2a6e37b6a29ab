//! What a rule turns into.

use alloc::string::String;
use alloc::vec::Vec;

use crate::decimal::Decimal;
use crate::table::coefficient::{BoundFactor, Coefficient};

/// One inequality `sum m_j v_j q_j >= b`, not yet checked against the limits of a program.
pub(crate) struct LinearConstraint {
    /// What people read, such as `coverage >= 1.00`.
    pub label: String,
    /// `m_j`, over `denominator`.
    pub multipliers: Vec<i64>,
    /// The common denominator of the multipliers.
    pub denominator: u64,
    /// What the bound is.
    pub bound: ConstraintBound,
    /// What the slack is measured in.
    pub unit: Unit,
}

/// A bound in the book's currency (not over the denominator): `coefficient` times `factor`, and `payables` times what is
/// owed besides tokens.
pub(crate) struct ConstraintBound {
    pub coefficient: Coefficient,
    pub factor: BoundFactor,
    pub payables: Coefficient,
}

impl ConstraintBound {
    /// Zero.
    pub fn zero() -> ConstraintBound {
        ConstraintBound {
            coefficient: Coefficient::zero(),
            factor: BoundFactor::One,
            payables: Coefficient::zero(),
        }
    }

    /// At least `coefficient` times `factor`; of [`BoundFactor::TokensAndPayables`] the payables once on top.
    pub fn at_least(coefficient: Decimal, factor: BoundFactor) -> ConstraintBound {
        ConstraintBound {
            coefficient: Coefficient::positive(&coefficient),
            factor,
            payables: Coefficient::positive(&once(factor)),
        }
    }

    /// At most the same, of an inequality whose multipliers are those of the negated sum.
    pub fn at_most(coefficient: Decimal, factor: BoundFactor) -> ConstraintBound {
        ConstraintBound {
            coefficient: Coefficient::negative(&coefficient),
            factor,
            payables: Coefficient::negative(&once(factor)),
        }
    }
}

/// How often the payables count in a bound of this factor.
fn once(factor: BoundFactor) -> Decimal {
    match factor {
        BoundFactor::TokensAndPayables => Decimal::from(1),
        BoundFactor::One | BoundFactor::Tokens | BoundFactor::Amount | BoundFactor::Distributed => {
            Decimal::zero()
        }
    }
}

/// What a slack is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The book's currency.
    Currency,
    /// Currency times days; over the value of all rows, days.
    CurrencyDays,
    /// Currency times days; over the value of the rows of the rule's group, days.
    GroupCurrencyDays,
}
