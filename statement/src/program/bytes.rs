//! The canonical bytes of a program: contracts and digests know nothing else of it.

use alloc::vec::Vec;
use assay_circuits::Shape;

use super::{limit_counts, Bound, Program, ProgramError, ProgramRow, ProgramRule};
use crate::encoding::Digest;

/// First bytes of an encoded program.
pub const MAGIC: &[u8; 16] = b"assay/v1/program";

const HEADER_BYTES: usize = MAGIC.len() + 1 + 1 + 2 + 2 + 1;
const ROW_BYTES: usize = 2 + 8;
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
    use crate::program::tests::program;

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
        let sign = HEADER_BYTES + 2 * ROW_BYTES;
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
