//! Rows of a book as integers.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use num_traits::Zero;

use super::error::CompileError;
use crate::book::{Book, BookError};
use crate::decimal::Decimal;
use crate::id::Id;
use crate::program::ProgramRow;

/// What both kinds of rows are to a program: whose, and what one whole unit of quantity is worth or earned, without a sign.
struct Unit<'a> {
    custodian: &'a Id,
    quantity_decimals: u8,
    amount: &'a Decimal,
}

/// The rows, then those of the income.
fn units(book: &Book) -> impl Iterator<Item = Unit<'_>> {
    let rows = book.rows.iter().map(|row| Unit {
        custodian: &row.custodian,
        quantity_decimals: row.quantity_decimals,
        amount: &row.price,
    });
    let income = book.income_rows().iter().map(|row| Unit {
        custodian: &row.custodian,
        quantity_decimals: row.quantity_decimals,
        amount: row.per_unit.magnitude(),
    });
    rows.chain(income)
}

/// The least `S` at which every row has an integer value.
pub(super) fn scale(book: &Book) -> u32 {
    let of_row = |row: Unit| row.amount.trimmed().decimals() + u32::from(row.quantity_decimals);
    units(book).map(of_row).max().unwrap_or(0)
}

/// `v_j = price * 10^(S - quantity_decimals)`, exact; of income what one unit earned, in place of the price.
pub(super) fn rows(book: &Book, scale: u32) -> Result<Vec<ProgramRow>, CompileError> {
    let numbers: BTreeMap<&Id, u16> = book.custodians.iter().zip(0..).collect();
    let mut rows = Vec::with_capacity(book.quantities());
    for (index, row) in units(book).enumerate() {
        let custodian = *numbers
            .get(row.custodian)
            .ok_or_else(|| BookError::UnknownCustodian {
                row: index,
                custodian: row.custodian.clone(),
            })?;
        // `scale` leaves room for the decimals of every price.
        let value = scale
            .checked_sub(row.quantity_decimals.into())
            .and_then(|exponent| row.amount.scaled(exponent))
            .filter(|value| !value.is_zero())
            .ok_or(BookError::ZeroPrice { row: index })?;
        let value = u64::try_from(&value).map_err(|_| CompileError::ValueTooLarge {
            row: index,
            value,
            scale,
        })?;
        rows.push(ProgramRow { custodian, value });
    }
    Ok(rows)
}
