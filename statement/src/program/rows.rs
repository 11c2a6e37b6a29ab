//! The rows of a program and of a table, and the limits that both have in common.

use alloc::vec::Vec;
use assay_circuits::Shape;

use super::error::ProgramError;

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramRow {
    /// Who holds it, from 0.
    pub custodian: u16,
    /// Exact value of one unit of quantity at the book's scale; above 0.
    pub value: u64,
}

/// Bytes of the header of a program: shape, custodians, rows, rules.
pub(crate) const HEADER_BYTES: usize = 1 + 1 + 2 + 2 + 1;

/// Bytes of one row.
pub(crate) const ROW_BYTES: usize = 2 + 8;

/// Checks the counts against the shape.
pub(crate) fn limit_counts(shape: Shape, rows: usize, rules: usize) -> Result<(), ProgramError> {
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

/// Checks the counts, and every row.
pub(crate) fn check_rows(
    shape: Shape,
    custodians: u16,
    rows: &[ProgramRow],
    rules: usize,
) -> Result<(), ProgramError> {
    limit_counts(shape, rows.len(), rules)?;
    if custodians == 0 {
        return Err(ProgramError::NoCustodians);
    }
    for (row, entry) in rows.iter().enumerate() {
        if entry.custodian >= custodians {
            return Err(ProgramError::UnknownCustodian {
                row,
                custodian: entry.custodian,
                custodians,
            });
        }
        if entry.value == 0 {
            return Err(ProgramError::ZeroValue { row });
        }
    }
    Ok(())
}

/// Checks the multipliers of one rule.
pub(crate) fn check_multipliers(
    rule: usize,
    multipliers: &[i32],
    rows: usize,
) -> Result<(), ProgramError> {
    if multipliers.len() != rows {
        return Err(ProgramError::MultiplierCount {
            rule,
            expected: rows,
            found: multipliers.len(),
        });
    }
    match multipliers.iter().position(|m| *m == i32::MIN) {
        Some(row) => Err(ProgramError::MultiplierTooLarge { rule, row }),
        None => Ok(()),
    }
}

/// Writes the header and the rows, which have been checked: k <= 14, rules <= 64, rows <= 2^14.
pub(crate) fn write_rows(
    out: &mut Vec<u8>,
    shape: Shape,
    custodians: u16,
    rows: &[ProgramRow],
    rules: usize,
) {
    out.push(shape.k() as u8);
    out.push(shape.rules() as u8);
    out.extend(custodians.to_le_bytes());
    out.extend((rows.len() as u16).to_le_bytes());
    out.push(rules as u8);
    for row in rows {
        out.extend(row.custodian.to_le_bytes());
        out.extend(row.value.to_le_bytes());
    }
}
