//! The program: what the circuit proves, as integers, and its canonical bytes.
//!
//! A weight is `w_kj = m_kj v_j`: one value per row and one small multiplier per row and rule. The program holds
//! real rows and rules only; the rest of the shape is implicitly zero.

use alloc::vec::Vec;
use assay_circuits::{NoSuchShape, Shape};
use num_bigint::{BigInt, BigUint, Sign};
use thiserror::Error;

use crate::encoding::Digest;

/// First bytes of an encoded program.
pub const MAGIC: &[u8; 16] = b"assay/v1/program";

/// Bits of the magnitude of a bound.
pub const BOUND_BITS: u32 = 176;

const HEADER_BYTES: usize = MAGIC.len() + 1 + 1 + 2 + 2 + 1;
const ROW_BYTES: usize = 2 + 8;
const BOUND_BYTES: usize = 1 + 24;
const MULTIPLIER_BYTES: usize = 4;

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
        let sign = if bound.negative { Sign::Minus } else { Sign::Plus };
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

    /// The canonical bytes, integers little-endian:
    ///
    /// | bytes | what |
    /// |---|---|
    /// | 16 | [`MAGIC`] |
    /// | 1, 1 | `k`, rules of the shape |
    /// | 2, 2, 1 | custodians, rows, rules of the program |
    /// | 2 + 8 per row | custodian, value |
    /// | 1 + 24 + 4 per row, per rule | sign of the bound (1 is negative), its magnitude, the multipliers |
    ///
    /// # Errors
    /// As [`Program::check`]: what is no program has no bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ProgramError> {
        self.check()?;
        let mut out = Vec::with_capacity(encoded_len(self.rows.len(), self.rules.len()));
        out.extend(MAGIC);
        // Checked: k <= 14, rules <= 64, rows <= 2^14.
        out.push(self.shape.k() as u8);
        out.push(self.shape.rules() as u8);
        out.extend(self.custodians.to_le_bytes());
        out.extend((self.rows.len() as u16).to_le_bytes());
        out.push(self.rules.len() as u8);
        for row in &self.rows {
            out.extend(row.custodian.to_le_bytes());
            out.extend(row.value.to_le_bytes());
        }
        for rule in &self.rules {
            out.push(rule.bound.negative.into());
            for word in rule.bound.magnitude {
                out.extend(word.to_le_bytes());
            }
            for multiplier in &rule.multipliers {
                out.extend(multiplier.to_le_bytes());
            }
        }
        Ok(out)
    }

    /// Reads canonical bytes, and checks the program.
    ///
    /// # Errors
    /// [`ProgramError`] for anything that [`Program::to_bytes`] would not have written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Program, ProgramError> {
        if !bytes.starts_with(MAGIC) {
            return Err(ProgramError::NotAProgram);
        }
        let mut input = Input {
            rest: bytes,
            length: ProgramError::Length {
                expected: HEADER_BYTES,
                found: bytes.len(),
            },
        };
        input.take::<{ MAGIC.len() }>()?;
        let [k, shape_rules] = input.take()?;
        let custodians = u16::from_le_bytes(input.take()?);
        let row_count = usize::from(u16::from_le_bytes(input.take()?));
        let [rule_count] = input.take()?;
        let rule_count = usize::from(rule_count);

        let shape = Shape::new(k.into(), shape_rules.into())?;
        limit_counts(shape, row_count, rule_count)?;
        // The exact length, before anything is allocated.
        input.length = ProgramError::Length {
            expected: encoded_len(row_count, rule_count),
            found: bytes.len(),
        };
        if bytes.len() != encoded_len(row_count, rule_count) {
            return Err(input.length);
        }

        let mut rows = Vec::with_capacity(row_count);
        for _ in 0..row_count {
            rows.push(ProgramRow {
                custodian: u16::from_le_bytes(input.take()?),
                value: u64::from_le_bytes(input.take()?),
            });
        }
        let mut rules = Vec::with_capacity(rule_count);
        for rule in 0..rule_count {
            let negative = match input.take()? {
                [0] => false,
                [1] => true,
                _ => return Err(ProgramError::BoundSign { rule }),
            };
            let mut magnitude = [0; 3];
            for word in &mut magnitude {
                *word = u64::from_le_bytes(input.take()?);
            }
            let mut multipliers = Vec::with_capacity(row_count);
            for _ in 0..row_count {
                multipliers.push(i32::from_le_bytes(input.take()?));
            }
            rules.push(ProgramRule {
                multipliers,
                bound: Bound {
                    negative,
                    magnitude,
                },
            });
        }
        let program = Program {
            shape,
            custodians,
            rows,
            rules,
        };
        program.check()?;
        Ok(program)
    }

    /// SHA-256 of the canonical bytes.
    ///
    /// # Errors
    /// As [`Program::check`].
    pub fn digest(&self) -> Result<Digest, ProgramError> {
        self.to_bytes().map(|bytes| Digest::of(&bytes))
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

/// At most 25 MiB for the counts that [`limit_counts`] lets through.
const fn encoded_len(rows: usize, rules: usize) -> usize {
    HEADER_BYTES + rows * ROW_BYTES + rules * (BOUND_BYTES + rows * MULTIPLIER_BYTES)
}

/// Bytes still to be read.
struct Input<'a> {
    rest: &'a [u8],
    length: ProgramError,
}

impl Input<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], ProgramError> {
        let (head, rest) = self.rest.split_first_chunk().ok_or(self.length)?;
        self.rest = rest;
        Ok(*head)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn program() -> Program {
        Program {
            shape: Shape::new(7, 4).unwrap(),
            custodians: 2,
            rows: alloc::vec![
                ProgramRow { custodian: 0, value: 1 },
                ProgramRow { custodian: 1, value: u64::MAX },
            ],
            rules: alloc::vec![
                ProgramRule {
                    multipliers: alloc::vec![i32::MAX, -i32::MAX],
                    bound: Bound { negative: true, magnitude: [1, 2, (1 << 48) - 1] },
                },
                ProgramRule { multipliers: alloc::vec![0, 0], bound: Bound::ZERO },
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
    fn bytes_are_pinned() {
        let mut expected = b"assay/v1/program\x07\x04\x02\x00\x02\x00\x02".to_vec();
        expected.extend([0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
        expected.extend([1, 0, 255, 255, 255, 255, 255, 255, 255, 255]);
        expected.push(1);
        expected.extend([1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
        expected.extend([255, 255, 255, 255, 255, 255, 0, 0]);
        expected.extend([255, 255, 255, 127, 1, 0, 0, 128]);
        expected.extend([0; 1 + 24 + 8]);
        assert_eq!(program().to_bytes().unwrap(), expected);
        assert_eq!(Program::from_bytes(&expected), Ok(program()));
        assert_eq!(program().digest(), Ok(Digest::of(&expected)));
    }

    #[test]
    fn an_empty_program_is_one() {
        let mut empty = program();
        empty.rows.clear();
        empty.rules.clear();
        let bytes = empty.to_bytes().unwrap();
        assert_eq!(bytes.len(), HEADER_BYTES);
        assert_eq!(Program::from_bytes(&bytes), Ok(empty));
    }

    #[test]
    fn every_limit() {
        use ProgramError::*;
        let buckets = program().shape.buckets();
        let row = program().rows[0];
        let rule = program().rules[1].clone();
        assert_eq!(
            refused(|p| p.rows = alloc::vec![row; buckets + 1]),
            TooManyRows { most: buckets, found: buckets + 1 }
        );
        assert_eq!(
            refused(|p| p.rules = alloc::vec![rule.clone(); 5]),
            TooManyRules { most: 4, found: 5 }
        );
        assert_eq!(refused(|p| p.custodians = 0), NoCustodians);
        assert_eq!(
            refused(|p| p.rows[1].custodian = 2),
            UnknownCustodian { row: 1, custodian: 2, custodians: 2 }
        );
        assert_eq!(refused(|p| p.rows[1].value = 0), ZeroValue { row: 1 });
        assert_eq!(
            refused(|p| p.rules[1].multipliers.truncate(1)),
            MultiplierCount { rule: 1, expected: 2, found: 1 }
        );
        assert_eq!(
            refused(|p| p.rules[1].multipliers[1] = i32::MIN),
            MultiplierTooLarge { rule: 1, row: 1 }
        );
        assert_eq!(
            refused(|p| p.rules[0].bound.magnitude = [0, 0, 1 << 48]),
            BoundTooLarge { rule: 0 }
        );
        assert_eq!(refused(|p| p.rules[1].bound.negative = true), BoundSign { rule: 1 });
    }

    #[test]
    fn bytes_are_read_strictly() {
        let good = program().to_bytes().unwrap();
        let length = |expected, found| Err(ProgramError::Length { expected, found });
        for cut in MAGIC.len()..HEADER_BYTES {
            assert_eq!(Program::from_bytes(&good[..cut]), length(HEADER_BYTES, cut));
        }
        for cut in HEADER_BYTES..good.len() {
            assert_eq!(Program::from_bytes(&good[..cut]), length(good.len(), cut));
        }
        let mut long = good.clone();
        long.push(0);
        assert_eq!(Program::from_bytes(&long), length(good.len(), long.len()));
        for at in 0..MAGIC.len() {
            let mut other = good.clone();
            other[at] ^= 1;
            assert_eq!(Program::from_bytes(&other), Err(ProgramError::NotAProgram));
        }
        assert_eq!(Program::from_bytes(&good[..15]), Err(ProgramError::NotAProgram));

        let changed = |at: usize, byte: u8| {
            let mut bytes = good.clone();
            bytes[at] = byte;
            Program::from_bytes(&bytes)
        };
        assert!(matches!(changed(16, 15), Err(ProgramError::Shape(_))));
        assert!(matches!(changed(17, 0), Err(ProgramError::Shape(_))));
        let sign = HEADER_BYTES + 2 * ROW_BYTES;
        assert_eq!(changed(sign, 2), Err(ProgramError::BoundSign { rule: 0 }));
        let second_sign = sign + BOUND_BYTES + 2 * MULTIPLIER_BYTES;
        assert_eq!(changed(second_sign, 1), Err(ProgramError::BoundSign { rule: 1 }));
        assert_eq!(changed(sign + 23, 1), Err(ProgramError::BoundTooLarge { rule: 0 }));
        // -2^31
        assert_eq!(
            changed(sign + BOUND_BYTES + 4, 0),
            Err(ProgramError::MultiplierTooLarge { rule: 0, row: 1 })
        );
    }

    #[test]
    fn bounds_and_integers() {
        let two_176 = BigInt::from(1) << 176;
        for (value, in_range) in [
            (BigInt::from(0), true),
            (&two_176 - 1, true),
            (two_176.clone(), false),
            (1 - &two_176, true),
            (-two_176.clone(), false),
            ((BigInt::from(1) << 192) - 1, false),
        ] {
            let bound = Bound::try_from(&value).unwrap();
            assert_eq!(BigInt::from(bound), value);
            assert_eq!(bound.is_in_range(), in_range);
        }
        assert_eq!(Bound::try_from(&(BigInt::from(1) << 192)), Err(BoundOverflow));
        assert_eq!(Bound::try_from(&BigInt::from(0)), Ok(Bound::ZERO));
    }
}
