//! The canonical bytes of a table.

use alloc::vec::Vec;
use core::cmp::Ordering;

use assay_circuits::Shape;
use num_bigint::BigUint;

use super::coefficient::{BoundFactor, Coefficient};
use super::definition::{Table, TableRule};
use super::error::TableError;
use crate::decimal::Decimal;
use crate::encoding::Digest;
use crate::program::rows::{limit_counts, ProgramRow};

/// First bytes of an encoded table.
pub const MAGIC: &[u8; 14] = b"assay/v1/table";

/// Bytes of a row without its multipliers.
const ROW_BYTES: usize = 8 + 2;

/// Bytes of a multiplier.
const MULTIPLIER_BYTES: usize = 4;

impl Table {
    /// The canonical bytes, integers big-endian, as an EVM has them; rules before rows, so that one pass over the rows needs
    /// nothing of what follows:
    ///
    /// | bytes | what |
    /// |---|---|
    /// | 14 | [`MAGIC`] |
    /// | 1, 1 | `k`, rules of the shape |
    /// | 2, 2, 1 | custodians, rows, rules `M` of the table |
    /// | 1, 1, 1, 1, n, per rule | factor (0 nothing, 1 tokens, 2 amount, 3 tokens and payables, 4 distributed), sign (1 is negative), decimals and length `n` of the coefficient, its digits as an integer of `n` bytes; for factor 3 the same four of the payables' coefficient |
    /// | 8, 2, 4 `M`, per row | value, custodian, its multipliers in two's complement |
    ///
    /// # Errors
    /// As [`Table::check`]: what is no table has no bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, TableError> {
        self.check()?;
        let mut out = MAGIC.to_vec();
        // Checked: k <= 14, rules <= 64, rows <= 2^14.
        out.extend([self.shape.k() as u8, self.shape.rules() as u8]);
        out.extend(self.custodians.to_be_bytes());
        out.extend((self.rows.len() as u16).to_be_bytes());
        out.push(self.rules.len() as u8);
        for rule in &self.rules {
            out.push(match rule.factor {
                BoundFactor::One => 0,
                BoundFactor::Tokens => 1,
                BoundFactor::Amount => 2,
                BoundFactor::TokensAndPayables => 3,
                BoundFactor::Distributed => 4,
            });
            write_coefficient(&mut out, &rule.coefficient);
            if rule.factor == BoundFactor::TokensAndPayables {
                write_coefficient(&mut out, &rule.payables);
            }
        }
        for (index, row) in self.rows.iter().enumerate() {
            out.extend(row.value.to_be_bytes());
            out.extend(row.custodian.to_be_bytes());
            // Checked: each rule has as many as there are rows.
            let multipliers = self.rules.iter().filter_map(|r| r.multipliers.get(index));
            multipliers.for_each(|multiplier| out.extend(multiplier.to_be_bytes()));
        }
        Ok(out)
    }

    /// Reads canonical bytes, and checks the table.
    ///
    /// # Errors
    /// [`TableError`] for anything that [`Table::to_bytes`] would not have written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Table, TableError> {
        let Some(rest) = bytes.strip_prefix(MAGIC) else {
            return Err(match MAGIC.starts_with(bytes) {
                true => TableError::Truncated { found: bytes.len() },
                false => TableError::NotATable,
            });
        };
        let mut input = Input {
            rest,
            found: bytes.len(),
        };
        let [k, shape_rules] = input.take()?;
        let custodians = u16::from_be_bytes(input.take()?);
        let row_count = usize::from(u16::from_be_bytes(input.take()?));
        let [rule_count] = input.take()?;
        let rule_count = usize::from(rule_count);
        let shape =
            Shape::new(k.into(), shape_rules.into()).map_err(crate::program::ProgramError::from)?;
        // Before anything is allocated.
        limit_counts(shape, row_count, rule_count)?;
        let mut rules = Vec::with_capacity(rule_count);
        for rule in 0..rule_count {
            rules.push(input.rule(rule)?);
        }
        input.expect(row_count * (ROW_BYTES + MULTIPLIER_BYTES * rule_count))?;
        let mut rows = Vec::with_capacity(row_count);
        for rule in &mut rules {
            rule.multipliers.reserve_exact(row_count);
        }
        for _ in 0..row_count {
            rows.push(ProgramRow {
                value: u64::from_be_bytes(input.take()?),
                custodian: u16::from_be_bytes(input.take()?),
            });
            for rule in &mut rules {
                rule.multipliers.push(i32::from_be_bytes(input.take()?));
            }
        }
        let table = Table {
            shape,
            custodians,
            rows,
            rules,
        };
        table.check()?;
        Ok(table)
    }

    /// SHA-256 of the canonical bytes.
    ///
    /// # Errors
    /// As [`Table::check`].
    pub fn digest(&self) -> Result<Digest, TableError> {
        self.to_bytes().map(|bytes| Digest::of(&bytes))
    }
}

/// Sign, decimals, length, digits; of a coefficient that was checked.
fn write_coefficient(out: &mut Vec<u8>, coefficient: &Coefficient) {
    out.push(coefficient.is_negative().into());
    let magnitude = coefficient.magnitude();
    // Checked: both are at most 255.
    out.push(magnitude.decimals() as u8);
    let digits = integer_bytes(magnitude.mantissa());
    out.push(digits.len() as u8);
    out.extend(digits);
}

/// The bytes of an integer, highest first and the first not zero; none for zero.
fn integer_bytes(integer: &BigUint) -> Vec<u8> {
    match integer.bits() {
        0 => Vec::new(),
        _ => integer.to_bytes_be(),
    }
}

/// Bytes still to be read.
struct Input<'a> {
    rest: &'a [u8],
    /// Bytes of the whole.
    found: usize,
}

impl<'a> Input<'a> {
    fn slice(&mut self, length: usize) -> Result<&'a [u8], TableError> {
        let split = self.rest.split_at_checked(length);
        let (head, rest) = split.ok_or(TableError::Truncated { found: self.found })?;
        self.rest = rest;
        Ok(head)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], TableError> {
        let split = self.rest.split_first_chunk();
        let (head, rest) = split.ok_or(TableError::Truncated { found: self.found })?;
        self.rest = rest;
        Ok(*head)
    }

    /// As many bytes are left as the rest of the table has.
    fn expect(&self, rest: usize) -> Result<(), TableError> {
        match self.rest.len().cmp(&rest) {
            Ordering::Less => Err(TableError::Truncated { found: self.found }),
            Ordering::Equal => Ok(()),
            Ordering::Greater => Err(TableError::TrailingBytes {
                expected: self.found - self.rest.len() + rest,
                found: self.found,
            }),
        }
    }

    /// The rule of this number, still without multipliers.
    fn rule(&mut self, rule: usize) -> Result<TableRule, TableError> {
        let factor = match self.take()? {
            [0] => BoundFactor::One,
            [1] => BoundFactor::Tokens,
            [2] => BoundFactor::Amount,
            [3] => BoundFactor::TokensAndPayables,
            [4] => BoundFactor::Distributed,
            _ => return Err(TableError::Factor { rule }),
        };
        let coefficient = self.coefficient(rule)?;
        let payables = match factor {
            BoundFactor::TokensAndPayables => self.coefficient(rule)?,
            _ => Coefficient::zero(),
        };
        Ok(TableRule {
            multipliers: Vec::new(),
            factor,
            coefficient,
            payables,
        })
    }

    fn coefficient(&mut self, rule: usize) -> Result<Coefficient, TableError> {
        let [sign, decimals, length] = self.take()?;
        let digits = self.slice(length.into())?;
        let magnitude = Decimal::new(BigUint::from_bytes_be(digits), decimals.into());
        let coefficient = match sign {
            0 => Coefficient::positive(&magnitude),
            1 => Coefficient::negative(&magnitude),
            _ => return Err(TableError::Coefficient { rule }),
        };
        let canonical = coefficient.is_negative() == (sign == 1)
            && *coefficient.magnitude() == magnitude
            && digits.first() != Some(&0);
        match canonical {
            true => Ok(coefficient),
            false => Err(TableError::Coefficient { rule }),
        }
    }
}
