//! Rows of a book as integers.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use num_traits::Zero;

use super::error::CompileError;
use crate::book::{Book, BookError, BookRow};
use crate::id::Id;
use crate::program::ProgramRow;

/// The least `S` at which every row has an integer value.
pub(super) fn scale(book: &Book) -> u32 {
    let of_row = |row: &BookRow| row.price.trimmed().decimals() + u32::from(row.quantity_decimals);
    book.rows.iter().map(of_row).max().unwrap_or(0)
}

/// `v_j = price * 10^(S - quantity_decimals)`, exact.
pub(super) fn rows(book: &Book, scale: u32) -> Result<Vec<ProgramRow>, CompileError> {
    let numbers: BTreeMap<&Id, u16> = book.custodians.iter().zip(0..).collect();
    let mut rows = Vec::with_capacity(book.rows.len());
    for (index, row) in book.rows.iter().enumerate() {
        let custodian =
            *numbers
                .get(&row.custodian)
                .ok_or_else(|| BookError::UnknownCustodian {
                    row: index,
                    custodian: row.custodian.clone(),
                })?;
        // `scale` leaves room for the decimals of every price.
        let value = scale
            .checked_sub(row.quantity_decimals.into())
            .and_then(|exponent| row.price.scaled(exponent))
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
