//! Account-level holdings, summed per row of the book as they stream by.
//!
//! Only the sums are kept. Messages name the line and the instrument, never an account or a quantity.

use zeroize::Zeroizing;

use crate::holdings_error::HoldingsError;
use crate::index::{Index, Row};
use crate::instrument::{mistyped, shown};
use crate::message::Position;
use crate::quantity::parse_quantity;

/// One line of a CSV file, or one balance of a statement. Every format is reduced to these.
#[derive(Clone, Copy)]
pub(crate) struct Holding<'a> {
    /// The account that holds it. It leaves no trace in any sum.
    pub account: &'a [u8],
    /// The instrument, by a name of its row in the book.
    pub instrument: &'a [u8],
    /// Digits with an optional decimal point.
    pub quantity: &'a [u8],
    /// Its line in the file, from 1.
    pub line: u64,
}

impl<'a> Holding<'a> {
    /// What counts of a position, as a decimal.
    pub fn of_position(position: &'a Position, quantity: &'a [u8]) -> Holding<'a> {
        Holding {
            // The readers have checked that every position is in an account.
            account: b"statement",
            instrument: position.instrument.as_bytes(),
            quantity,
            line: position.line,
        }
    }

    /// The row that it is of, and its quantity; `None` for one that does not fit.
    pub fn row_and_quantity(&self, index: &Index) -> Result<(Row, Option<u64>), HoldingsError> {
        let line = self.line;
        if self.account.is_empty() {
            return Err(HoldingsError::NoAccount { line });
        }
        let name = self.instrument;
        let row = index.row(name).ok_or_else(|| no_row(name, line, index))?;
        let quantity = parse_quantity(self.quantity, row.decimals, line)?;
        Ok((row, quantity))
    }

    /// Whether it is zero, of an instrument that the book does not have: harmless, unless the name is mistyped. One that the
    /// index passes over is told as such.
    pub fn is_nothing_of_another(&self, index: &Index) -> bool {
        // Asked of every line: what most of them say no to is first.
        self.quantity.starts_with(b"0")
            && parse_quantity(self.quantity, u8::MAX, self.line) == Ok(Some(0))
            && index.row(self.instrument).is_none()
            && !mistyped(&String::from_utf8_lossy(self.instrument))
            && !index.passes(self.instrument)
    }
}

/// The sums of holdings for the rows of one custodian. Wiped when dropped.
pub struct Aggregate {
    /// Integer quantity of every row of the custodian, in the order of [`Index::positions`].
    pub quantities: Zeroizing<Vec<u64>>,
    /// Account lines read, without the header.
    pub lines: u64,
    /// Lines besides, of instruments that an [`Index::of_income`] passes over.
    pub others: u64,
}

impl Aggregate {
    /// Sums of zero for the rows of one custodian.
    pub fn new(index: &Index) -> Aggregate {
        Aggregate {
            quantities: Zeroizing::new(vec![0; index.len()]),
            lines: 0,
            others: 0,
        }
    }

    /// Adds one holding to its row, or counts it if the index passes its instrument over.
    ///
    /// # Errors
    /// [`HoldingsError`]: [`NoAccount`](HoldingsError::NoAccount), [`CheckDigit`](HoldingsError::CheckDigit),
    /// [`NoRow`](HoldingsError::NoRow), [`Negative`](HoldingsError::Negative), [`Malformed`](HoldingsError::Malformed),
    /// [`TooManyDecimals`](HoldingsError::TooManyDecimals), [`Overflow`](HoldingsError::Overflow).
    pub(crate) fn add(
        &mut self,
        holding: &Holding<'_>,
        index: &Index,
    ) -> Result<(), HoldingsError> {
        if !holding.account.is_empty() && index.passes(holding.instrument) {
            self.others += 1;
            return Ok(());
        }
        let (row, quantity) = holding.row_and_quantity(index)?;
        let sum = quantity.and_then(|quantity| self.sum(row.slot, quantity));
        sum.ok_or_else(|| overflow(holding.line, row.slot, index))?;
        self.lines += 1;
        Ok(())
    }

    /// Adds the sum of some lines to the row of a slot; `None` if it does not fit.
    pub(crate) fn add_sum(&mut self, slot: usize, quantity: u64, lines: u64) -> Option<()> {
        self.sum(slot, quantity)?;
        self.lines += lines;
        Some(())
    }

    /// Adds other sums for the same rows.
    ///
    /// # Errors
    /// [`HoldingsError::SumOverflow`].
    pub fn merge(&mut self, other: &Aggregate, index: &Index) -> Result<(), HoldingsError> {
        for (slot, quantity) in other.quantities.iter().enumerate() {
            self.sum(slot, *quantity)
                .ok_or_else(|| HoldingsError::SumOverflow {
                    instrument: index.instrument(slot).clone(),
                })?;
        }
        self.lines = self.lines.saturating_add(other.lines);
        self.others = self.others.saturating_add(other.others);
        Ok(())
    }

    /// The one place where quantities are added.
    fn sum(&mut self, slot: usize, quantity: u64) -> Option<()> {
        let sum = self.quantities.get_mut(slot)?;
        *sum = sum.checked_add(quantity)?;
        Some(())
    }
}

/// The error for a quantity, or a sum with it, that does not fit.
pub(crate) fn overflow(line: u64, slot: usize, index: &Index) -> HoldingsError {
    HoldingsError::Overflow {
        line,
        instrument: index.instrument(slot).clone(),
    }
}

fn no_row(name: &[u8], line: u64, index: &Index) -> HoldingsError {
    let text = String::from_utf8_lossy(name);
    let found = shown(&text);
    if mistyped(&text) {
        HoldingsError::CheckDigit { line, found }
    } else {
        HoldingsError::NoRow {
            line,
            found,
            custodian: index.custodian().clone(),
        }
    }
}
