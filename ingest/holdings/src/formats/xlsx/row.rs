//! A row of a sheet.

use core::ops::Range;

use assay_statement::Date;
use zeroize::Zeroizing;

use super::area;
use super::faults::{
    refused, DAMAGED, ERROR, FORMULA, HIDDEN, LONG, MONEY, NO_DAY, PERCENT, TRUTH,
};
use super::number::{days, exact};
use super::styles::Shown;
use super::workbook::Workbook;
use super::xml::Grown;
use crate::cell::{Cell, Row};
use crate::dates::{iso_date, iso_date_time};
use crate::input_error::InputError;

/// Longest text of a cell that is read, in bytes.
const MAX_TEXT: usize = 4096;

/// What is in a cell: texts and numbers by where they are in the texts of the row.
enum Stored {
    Text(Range<usize>),
    /// One of the texts that cells share.
    Shared(usize),
    Number(Range<usize>),
    Day(Date),
    Other(&'static str),
}

/// The row that is being read. It is used again for the next one.
pub(super) struct SheetRow<'a> {
    workbook: &'a Workbook,
    number: u64,
    hidden: bool,
    cells: Vec<(usize, Stored)>,
    texts: Grown,
    /// Of the cell that is open: its column, its style, its type, and whether it has a formula.
    column: usize,
    style: usize,
    kind: Option<String>,
    pub formula: bool,
    /// Whether it has had a value.
    pub valued: bool,
    /// What has been read of it.
    value: Grown,
}

impl<'a> SheetRow<'a> {
    pub fn new(workbook: &'a Workbook) -> SheetRow<'a> {
        SheetRow {
            workbook,
            number: 0,
            hidden: false,
            cells: Vec::new(),
            texts: Grown::default(),
            column: 0,
            style: 0,
            kind: None,
            formula: false,
            valued: false,
            value: Grown::default(),
        }
    }

    /// Begins the next row, whose number may be left out.
    pub fn begin(&mut self, number: Option<&str>, hidden: bool) -> Result<(), InputError> {
        let next = self.number + 1;
        let number = number.map_or(Ok(next), str::parse);
        // In order: readers do not agree what a row means that is there again.
        self.number = match number {
            Ok(number) if (next..=area::MAX_ROWS).contains(&number) => number,
            _ => return refused(DAMAGED),
        };
        self.hidden = hidden;
        self.cells.clear();
        self.texts.clear();
        Ok(())
    }

    /// Begins the next cell, whose name may be left out.
    pub fn begin_cell(
        &mut self,
        place: Option<&str>,
        style: Option<&str>,
        kind: Option<String>,
    ) -> Result<(), InputError> {
        let next = self.cells.last().map_or(0, |(column, _)| column + 1);
        let place = place.map_or(Some((next, self.number)), area::cell);
        self.column = match place {
            Some((column, row))
                if (next..area::MAX_COLUMNS).contains(&column) && row == self.number =>
            {
                column
            }
            _ => return refused(DAMAGED),
        };
        let style = style.map_or(Ok(0), str::parse);
        self.style = style.or_else(|_| refused(DAMAGED))?;
        self.kind = kind;
        self.formula = false;
        self.valued = false;
        self.value.clear();
        Ok(())
    }

    /// Adds to what has been read of the cell.
    pub fn push(&mut self, text: &str) {
        // One beyond the limit is enough to tell.
        if self.value.as_str().len() <= MAX_TEXT {
            self.value.push(text);
        }
    }

    /// Ends the cell.
    pub fn end_cell(&mut self) -> Result<(), InputError> {
        let stored = self.stored()?;
        self.cells.push((self.column, stored));
        Ok(())
    }

    fn stored(&mut self) -> Result<Stored, InputError> {
        if self.formula {
            return Ok(Stored::Other(FORMULA));
        }
        let value = core::mem::take(&mut self.value);
        let text = value.as_str().trim_ascii();
        Ok(match self.kind.as_deref() {
            _ if text.len() > MAX_TEXT => Stored::Other(LONG),
            _ if text.is_empty() => Stored::Text(0..0),
            None | Some("n") => self.of_number(text),
            Some("s") => match text.parse() {
                Ok(at) if self.workbook.strings.get(at).is_some() => Stored::Shared(at),
                _ => return refused(DAMAGED),
            },
            Some("str" | "inlineStr") => Stored::Text(self.keep(text)),
            Some("b") => Stored::Other(TRUTH),
            Some("e") => Stored::Other(ERROR),
            Some("d") => match iso_date(text, 0).or(iso_date_time(text, 0)) {
                Ok(day) => Stored::Day(day),
                Err(_) => Stored::Other(NO_DAY),
            },
            Some(_) => return refused(DAMAGED),
        })
    }

    fn of_number(&mut self, text: &str) -> Stored {
        let shown = self.workbook.styles.shown(self.style);
        if shown == Shown::Day {
            return days(text)
                .and_then(|count| self.day(count))
                .map_or(Stored::Other(NO_DAY), Stored::Day);
        }
        // Of up to 17 digits and a power of ten up to 30.
        let mut plain = Zeroizing::new(String::with_capacity(128));
        if let Err(found) = exact(text, &mut plain) {
            return Stored::Other(found);
        }
        match shown {
            Shown::Percent => Stored::Other(PERCENT),
            Shown::Money(code) if code.as_slice() != self.workbook.currency.as_bytes() => {
                Stored::Other(MONEY)
            }
            Shown::Padded(digits) if plain.bytes().all(|b| b.is_ascii_digit()) => {
                let zeros = "0".repeat(digits.saturating_sub(plain.len()));
                let range = self.keep(&zeros);
                let end = self.keep(&plain).end;
                Stored::Text(range.start..end)
            }
            _ => Stored::Number(self.keep(&plain)),
        }
    }

    /// The day of a count: since the end of 1899, or since 1904.
    fn day(&self, count: i64) -> Option<Date> {
        match self.workbook.from_1904 {
            true => Date::from_ymd(1904, 1, 1).ok()?.plus_days(count),
            // Before March, spreadsheets count a day that 1900 did not have.
            false if count > 60 => Date::from_ymd(1899, 12, 30).ok()?.plus_days(count),
            false => None,
        }
    }

    /// Keeps a text; where it is.
    fn keep(&mut self, text: &str) -> Range<usize> {
        let start = self.texts.as_str().len();
        self.texts.push(text);
        start..self.texts.as_str().len()
    }

    /// Whether no cell has anything in it.
    pub fn is_blank(&self) -> bool {
        (0..self.cells.len()).all(|at| matches!(self.at(at), Cell::Text([])))
    }

    fn at(&self, at: usize) -> Cell<'_> {
        let text = |range: &Range<usize>| self.texts.as_str().get(range.clone());
        match self.cells.get(at).map(|(_, stored)| stored) {
            None => Cell::Text(b""),
            Some(Stored::Text(range)) => Cell::Text(text(range).unwrap_or_default().as_bytes()),
            Some(Stored::Number(range)) => Cell::Number(text(range).unwrap_or_default()),
            Some(Stored::Shared(at)) => {
                let text = self
                    .workbook
                    .strings
                    .get(*at)
                    .unwrap_or_default()
                    .trim_ascii();
                match text.len() > MAX_TEXT {
                    true => Cell::Other(LONG),
                    false => Cell::Text(text.as_bytes()),
                }
            }
            Some(Stored::Day(day)) => Cell::Day(*day),
            Some(Stored::Other(found)) => Cell::Other(found),
        }
    }
}

impl Row for SheetRow<'_> {
    const SEPARATED: bool = false;

    fn number(&self) -> u64 {
        self.number
    }

    fn len(&self) -> usize {
        self.cells.last().map_or(0, |(column, _)| column + 1)
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        match self.cells.binary_search_by_key(&column, |(at, _)| *at) {
            Ok(at) => self.at(at),
            Err(_) => Cell::Text(b""),
        }
    }

    fn place(&self, column: usize) -> String {
        format!("cell {}", area::name(column, self.number))
    }

    fn fault(&self) -> Option<&'static str> {
        self.hidden.then_some(HIDDEN)
    }
}
