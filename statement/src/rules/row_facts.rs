//! What rules ask of a row.

use super::counted_days::CountedDays;
use crate::book::{Book, BookRow};
use crate::country::Country;
use crate::instrument::InstrumentKind;

/// What rules ask of a row, found out once for all of them.
#[derive(Clone, Copy)]
pub(crate) struct RowFacts<'a> {
    /// The row.
    pub row: &'a BookRow,
    /// Its kind.
    pub kind: InstrumentKind,
    /// Days from the as-of day to its dates.
    pub days: CountedDays,
    /// In which country it is kept, if the book says so.
    pub country: Option<Country>,
}

impl<'a> RowFacts<'a> {
    /// Of a row of a book.
    pub fn new(book: &Book, row: &'a BookRow) -> RowFacts<'a> {
        RowFacts {
            row,
            kind: row.kind,
            days: CountedDays::new(row, book.as_of.date()),
            country: book.countries.get(&row.custodian).copied(),
        }
    }
}
