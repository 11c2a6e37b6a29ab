//! What is no table.

use num_bigint::BigInt;
use thiserror::Error;

use crate::program::ProgramError;

/// Why integers and decimals are no table, bytes not the encoding of one, or no program comes of it. Rules count from
/// 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TableError {
    /// The bytes do not begin with [`MAGIC`](super::MAGIC).
    #[error("the bytes are not an Assay table")]
    NotATable,
    /// The bytes end before the table does.
    #[error("the table is cut short after {found} bytes")]
    Truncated {
        /// Bytes found.
        found: usize,
    },
    /// Bytes after the end of the table.
    #[error("expected a table of {expected} bytes, found {found}")]
    TrailingBytes {
        /// Bytes of the table.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// What a table shares with a program: shape, rows, multipliers.
    #[error(transparent)]
    Integers(#[from] ProgramError),
    /// A factor that is not 0 to 4, or not the one of its coefficients: 3 if there is one of the payables, else 0 if the
    /// other is zero.
    #[error("rule {rule}: the factor of the bound is not canonical")]
    Factor {
        /// The rule.
        rule: usize,
    },
    /// A sign that is neither 0 nor 1, a negative zero, leading zero bytes, trailing zeros, or more digits than the encoding holds.
    #[error("rule {rule}: the coefficient of the bound is not canonical")]
    Coefficient {
        /// The rule.
        rule: usize,
    },
    /// With what is owed, a bound of 2^176 or more either way.
    #[error("rule {rule}: the bound {found} must be below 2^176 either way")]
    BoundTooLarge {
        /// The rule.
        rule: usize,
        /// The bound.
        found: BigInt,
    },
}
