//! The program: what the circuit proves, as integers, and its canonical bytes.
//!
//! A weight is `w_kj = m_kj v_j`: one value per row and one small multiplier per row and rule. The program holds
//! real rows and rules only; the rest of the shape is implicitly zero.

mod bytes;

use alloc::vec::Vec;
use assay_circuits::{NoSuchShape, Shape};
use num_bigint::{BigInt, BigUint, Sign};
use thiserror::Error;

pub use bytes::MAGIC;

/// Bits of the magnitude of a bound.
pub const BOUND_BITS: u32 = 176;

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

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramRow {
    /// Who holds it, from 0.
    pub custodian: u16,
    /// Exact value of one unit of quantity at the book's scale; above 0.
    pub value: u64,
}

/// One inequality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramRule {
    /// One multiplier per row, `|m| < 2^31`.
    pub multipliers: Vec<i32>,
    /// The bound, `|b| < 2^176`.
    pub bound: Bound,
}

/// A signed integer of 192 bits. Zero is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// Whether it is below zero.
    pub negative: bool,
    /// Its absolute value, three 64-bit words, lowest first.
    pub magnitude: [u64; 3],
}

/// Why integers are no program, or bytes not the encoding of one. Rows and rules count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProgramError {
    /// The bytes do not begin with [`MAGIC`].
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

/// An integer of more than 192 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the bound does not fit 192 bits")]
pub struct BoundOverflow;

impl Bound {
    /// Zero.
    pub const ZERO: Bound = Bound {
        negative: false,
        magnitude: [0; 3],
    };

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.magnitude == [0; 3]
    }

    /// Whether `|b| < 2^176`.
    pub fn is_in_range(&self) -> bool {
        let [_, _, high] = self.magnitude;
        high >> (BOUND_BITS - 128) == 0
    }
}

impl TryFrom<&BigInt> for Bound {
    type Error = BoundOverflow;

    fn try_from(value: &BigInt) -> Result<Bound, BoundOverflow> {
        let mut magnitude = [0; 3];
        for (i, word) in value.magnitude().iter_u64_digits().enumerate() {
            *magnitude.get_mut(i).ok_or(BoundOverflow)? = word;
        }
        Ok(Bound {
            negative: value.sign() == Sign::Minus,
            magnitude,
        })
    }
}

impl From<Bound> for BigInt {
    fn from(bound: Bound) -> BigInt {
        let [low, middle, high] = bound.magnitude.map(BigUint::from);
        let magnitude = low + (middle << 64) + (high << 128);
        let sign = if bound.negative {
            Sign::Minus
        } else {
            Sign::Plus
        };
        BigInt::from_biguint(sign, magnitude)
    }
}

impl Program {
    /// Checks the bounds that keep integers from wrapping, and that everything refers to something.
    ///
    /// # Errors
    /// The first [`ProgramError`].
    pub fn check(&self) -> Result<(), ProgramError> {
        limit_counts(self.shape, self.rows.len(), self.rules.len())?;
        if self.custodians == 0 {
            return Err(ProgramError::NoCustodians);
        }
        for (row, entry) in self.rows.iter().enumerate() {
            if entry.custodian >= self.custodians {
                return Err(ProgramError::UnknownCustodian {
                    row,
                    custodian: entry.custodian,
                    custodians: self.custodians,
                });
            }
            if entry.value == 0 {
                return Err(ProgramError::ZeroValue { row });
            }
        }
        for (rule, entry) in self.rules.iter().enumerate() {
            if entry.multipliers.len() != self.rows.len() {
                return Err(ProgramError::MultiplierCount {
                    rule,
                    expected: self.rows.len(),
                    found: entry.multipliers.len(),
                });
            }
            if let Some(row) = entry.multipliers.iter().position(|m| *m == i32::MIN) {
                return Err(ProgramError::MultiplierTooLarge { rule, row });
            }
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

fn limit_counts(shape: Shape, rows: usize, rules: usize) -> Result<(), ProgramError> {
    if rows > shape.buckets() {
        return Err(ProgramError::TooManyRows {
            most: shape.buckets(),
            found: rows,
        });
    }
    if rules > shape.rules() {
        return Err(ProgramError::TooManyRules {
            most: shape.rules(),
            found: rules,
        });
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    pub(super) fn program() -> Program {
        Program {
            shape: Shape::new(7, 4).unwrap(),
            custodians: 2,
            rows: alloc::vec![
                ProgramRow {
                    custodian: 0,
                    value: 1
                },
                ProgramRow {
                    custodian: 1,
                    value: u64::MAX
                },
            ],
            rules: alloc::vec![
                ProgramRule {
                    multipliers: alloc::vec![i32::MAX, -i32::MAX],
                    bound: Bound {
                        negative: true,
                        magnitude: [1, 2, (1 << 48) - 1]
                    },
                },
                ProgramRule {
                    multipliers: alloc::vec![0, 0],
                    bound: Bound::ZERO
                },
            ],
        }
    }

    fn refused(change: impl Fn(&mut Program)) -> ProgramError {
        let mut changed = program();
        change(&mut changed);
        assert_eq!(changed.check(), changed.to_bytes().map(|_| ()));
        assert_eq!(changed.check(), changed.digest().map(|_| ()));
        changed.check().unwrap_err()
    }

    #[test]
    fn every_limit() {
        use ProgramError::*;
        let buckets = program().shape.buckets();
        let row = program().rows[0];
        let rule = program().rules[1].clone();
        assert_eq!(
            refused(|p| p.rows = alloc::vec![row; buckets + 1]),
            TooManyRows {
                most: buckets,
                found: buckets + 1
            }
        );
        assert_eq!(
            refused(|p| p.rules = alloc::vec![rule.clone(); 5]),
            TooManyRules { most: 4, found: 5 }
        );
        assert_eq!(refused(|p| p.custodians = 0), NoCustodians);
        assert_eq!(
            refused(|p| p.rows[1].custodian = 2),
            UnknownCustodian {
                row: 1,
                custodian: 2,
                custodians: 2
            }
        );
        assert_eq!(refused(|p| p.rows[1].value = 0), ZeroValue { row: 1 });
        assert_eq!(
            refused(|p| p.rules[1].multipliers.truncate(1)),
            MultiplierCount {
                rule: 1,
                expected: 2,
                found: 1
            }
        );
        assert_eq!(
            refused(|p| p.rules[1].multipliers[1] = i32::MIN),
            MultiplierTooLarge { rule: 1, row: 1 }
        );
        assert_eq!(
            refused(|p| p.rules[0].bound.magnitude = [0, 0, 1 << 48]),
            BoundTooLarge { rule: 0 }
        );
        assert_eq!(
            refused(|p| p.rules[1].bound.negative = true),
            BoundSign { rule: 1 }
        );
    }

    #[test]
    fn bounds_and_integers() {
        let one = BigInt::from(1);
        let two_176: BigInt = &one << 176;
        for (value, in_range) in [
            (BigInt::from(0), true),
            (&two_176 - 1, true),
            (two_176.clone(), false),
            (&one - &two_176, true),
            (-two_176.clone(), false),
            ((BigInt::from(1) << 192) - 1, false),
        ] {
            let bound = Bound::try_from(&value).unwrap();
            assert_eq!(BigInt::from(bound), value);
            assert_eq!(bound.is_in_range(), in_range);
        }
        assert_eq!(
            Bound::try_from(&(BigInt::from(1) << 192)),
            Err(BoundOverflow)
        );
        assert_eq!(Bound::try_from(&BigInt::from(0)), Ok(Bound::ZERO));
    }
}
