//! What is no program.

use assay_circuits::NoSuchShape;
use thiserror::Error;

/// Why integers are no program, or bytes not the encoding of one. Rows and rules count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProgramError {
    /// The bytes do not begin with [`MAGIC`](crate::program::MAGIC).
    #[error("the bytes are not an Assay program")]
    NotAProgram,
    /// More or fewer bytes than the header announces.
    #[error("expected a program of {expected} bytes, found {found}")]
    Length {
        /// Bytes announced (of the header alone, if that is cut short).
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// The shape does not exist.
    #[error(transparent)]
    Shape(#[from] NoSuchShape),
    /// More rows than the shape has.
    #[error("expected at most {most} rows, found {found}")]
    TooManyRows {
        /// Rows of the shape.
        most: usize,
        /// Rows found.
        found: usize,
    },
    /// More rules than the shape has.
    #[error("expected at most {most} rules, found {found}")]
    TooManyRules {
        /// Rules of the shape.
        most: usize,
        /// Rules found.
        found: usize,
    },
    /// No custodian.
    #[error("the program has no custodian")]
    NoCustodians,
    /// A row of a custodian beyond the last.
    #[error("row {row}: custodian {custodian} is not below {custodians}")]
    UnknownCustodian {
        /// The row.
        row: usize,
        /// Its custodian.
        custodian: u16,
        /// Custodians of the program.
        custodians: u16,
    },
    /// A row of value zero.
    #[error("row {row}: the value must be above zero")]
    ZeroValue {
        /// The row.
        row: usize,
    },
    /// Not one multiplier per row.
    #[error("rule {rule}: expected {expected} multipliers, found {found}")]
    MultiplierCount {
        /// The rule.
        rule: usize,
        /// Rows.
        expected: usize,
        /// Multipliers found.
        found: usize,
    },
    /// The multiplier `-2^31`.
    #[error("rule {rule}, row {row}: the multiplier must be below 2^31 either way")]
    MultiplierTooLarge {
        /// The rule.
        rule: usize,
        /// The row.
        row: usize,
    },
    /// A bound of 2^176 or more either way.
    #[error("rule {rule}: the bound must be below 2^176 either way")]
    BoundTooLarge {
        /// The rule.
        rule: usize,
    },
    /// A sign that is neither 0 nor 1, or a negative zero.
    #[error("rule {rule}: the sign of the bound is not canonical")]
    BoundSign {
        /// The rule.
        rule: usize,
    },
}
