//! The canonical bytes of a program: contracts and digests know nothing else of it.

use alloc::vec::Vec;
use assay_circuits::Shape;

use super::bound::Bound;
use super::error::ProgramError;
use super::integers::{Program, ProgramRule};
use super::rows::{limit_counts, write_rows, ProgramRow, HEADER_BYTES, ROW_BYTES};
use crate::encoding::Digest;

/// First bytes of an encoded program.
pub const MAGIC: &[u8; 16] = b"assay/v1/program";

/// Bytes before the rows.
const HEADER: usize = MAGIC.len() + HEADER_BYTES;
const BOUND_BYTES: usize = 1 + 24;
const MULTIPLIER_BYTES: usize = 4;

impl Program {
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
        write_rows(
            &mut out,
            self.shape,
            self.custodians,
            &self.rows,
            self.rules.len(),
        );
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
                expected: HEADER,
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
            rules.push(input.rule(rule, row_count)?);
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

/// At most 25 MiB for the counts that [`limit_counts`] lets through.
const fn encoded_len(rows: usize, rules: usize) -> usize {
    HEADER + rows * ROW_BYTES + rules * (BOUND_BYTES + rows * MULTIPLIER_BYTES)
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

    /// The rule of this number, with one multiplier per row.
    fn rule(&mut self, rule: usize, rows: usize) -> Result<ProgramRule, ProgramError> {
        let negative = match self.take()? {
            [0] => false,
            [1] => true,
            _ => return Err(ProgramError::BoundSign { rule }),
        };
        let mut magnitude = [0; 3];
        for word in &mut magnitude {
            *word = u64::from_le_bytes(self.take()?);
        }
        let mut multipliers = Vec::with_capacity(rows);
        for _ in 0..rows {
            multipliers.push(i32::from_le_bytes(self.take()?));
        }
        let bound = Bound {
            negative,
            magnitude,
        };
        Ok(ProgramRule { multipliers, bound })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_circuits::Shape;

    use crate::program::bound::Bound;
    use crate::program::integers::ProgramRule;
    use crate::program::rows::ProgramRow;

    fn program() -> Program {
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
        assert_eq!(bytes.len(), HEADER);
        assert_eq!(Program::from_bytes(&bytes), Ok(empty));
    }

    #[test]
    fn bytes_are_read_strictly() {
        let good = program().to_bytes().unwrap();
        let length = |expected, found| Err(ProgramError::Length { expected, found });
        for cut in MAGIC.len()..HEADER {
            assert_eq!(Program::from_bytes(&good[..cut]), length(HEADER, cut));
        }
        for cut in HEADER..good.len() {
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
        assert_eq!(
            Program::from_bytes(&good[..15]),
            Err(ProgramError::NotAProgram)
        );

        let changed = |at: usize, byte: u8| {
            let mut bytes = good.clone();
            bytes[at] = byte;
            Program::from_bytes(&bytes)
        };
        assert!(matches!(changed(16, 15), Err(ProgramError::Shape(_))));
        assert!(matches!(changed(17, 0), Err(ProgramError::Shape(_))));
        let sign = HEADER + 2 * ROW_BYTES;
        assert_eq!(changed(sign, 2), Err(ProgramError::BoundSign { rule: 0 }));
        let second_sign = sign + BOUND_BYTES + 2 * MULTIPLIER_BYTES;
        assert_eq!(
            changed(second_sign, 1),
            Err(ProgramError::BoundSign { rule: 1 })
        );
        assert_eq!(
            changed(sign + 23, 1),
            Err(ProgramError::BoundTooLarge { rule: 0 })
        );
        // -2^31
        assert_eq!(
            changed(sign + BOUND_BYTES + 4, 0),
            Err(ProgramError::MultiplierTooLarge { rule: 0, row: 1 })
        );
    }
}
