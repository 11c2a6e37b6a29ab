//! The positions of securities statements as sums: of each account by itself, and of its parts.
//!
//! Which of both count is known when the statement is whole, and what is wrong with a position that does not count is no
//! matter. So each has its own sums, and the first refusal in them.

use std::collections::HashMap;

use crate::aggregate::{overflow, Holding};
use crate::amount::Sum;
use crate::expectation::Expectation;
use crate::index::{Index, Row};
use crate::input_error::InputError;
use crate::instrument::shown;
use crate::measure::Measure;
use crate::message::Position;
use crate::repeated::Repeated;

/// What positions are added up for: the book and the mapping, and the number of their file in the run.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub expected: &'a Expectation,
    pub index: &'a Index,
    pub file: usize,
}

/// The positions of one securities account.
#[derive(Default)]
pub(crate) struct Tally {
    /// Those of the account itself.
    pub own: Side,
    /// Those of its parts.
    pub parts: Side,
}

/// The positions of an account itself, or of all its parts.
#[derive(Default)]
pub(crate) struct Side {
    /// By instrument. In boxes: a table that grows leaves its entries behind.
    entries: HashMap<Box<str>, Box<Entry>>,
    /// The first refusal, with the number of its file, and what it is about.
    refused: Option<(usize, InputError)>,
    /// File and line of the first position with which a sum has too many digits.
    too_long: Option<(usize, u64)>,
    /// How many count.
    pub balances: u64,
    /// How many of these count in part only.
    pub encumbered: u64,
    /// How many are of instruments that the mapping passes over.
    pub passed_over: u64,
    /// How many are of instruments that the index passes over.
    pub others: u64,
    /// How many are of zero, of instruments that the book does not have.
    pub zeros: u64,
}

/// The positions of one instrument.
struct Entry {
    row: Option<Row>,
    /// Whether the mapping passes it over.
    passed_over: bool,
    /// Whether the index does.
    other: bool,
    /// What the row counts, if a position has counted.
    measure: Option<Measure>,
    /// File and line of the first position.
    first: (usize, u64),
    /// File and line of the last position, and its number in the file.
    last: (usize, u64, u64),
    aggregate: Sum,
    counted: Sum,
    /// What counts in the units of the row.
    units: zeroize::Zeroizing<u64>,
    /// How many count.
    balances: u64,
}

impl Tally {
    /// Adds a position.
    pub fn add(&mut self, position: &Position, scope: Scope<'_>) {
        let side = match position.sub_account {
            Some(_) => &mut self.parts,
            None => &mut self.own,
        };
        side.add(position, scope);
    }

    /// Adds a balance of the account itself or of a part of it, with its file, line and number, if its instrument is known;
    /// whether it was added.
    pub fn add_repeated(
        &mut self,
        repeated: &Repeated<'_>,
        part: bool,
        last: (usize, u64, u64),
    ) -> bool {
        let side = if part { &mut self.parts } else { &mut self.own };
        side.add_repeated(repeated, last).is_some()
    }
}

impl Entry {
    fn new(instrument: &str, line: u64, scope: Scope<'_>) -> Entry {
        let instrument = instrument.as_bytes();
        Entry {
            row: scope.index.row(instrument),
            passed_over: scope.expected.passes_instrument(instrument),
            other: scope.index.passes(instrument),
            measure: None,
            first: (scope.file, line),
            last: (scope.file, line, 0),
            aggregate: Sum::zero(),
            counted: Sum::zero(),
            units: zeroize::Zeroizing::new(0),
            balances: 0,
        }
    }

    /// Adds what counts of a position.
    fn count(&mut self, position: &Position, index: &Index) -> Result<(), InputError> {
        check_kind(position, self.row)?;
        let units = self
            .row
            .and_then(|row| position.counted.units(row.decimals));
        if let Some(sum) = units.and_then(|units| self.units.checked_add(units)) {
            *self.units = sum;
        } else {
            self.count_text(position, index)?;
        }
        self.measure = Some(position.measure);
        self.balances += 1;
        Ok(())
    }

    /// As of a line of a list, which says what is wrong with it.
    fn count_text(&mut self, position: &Position, index: &Index) -> Result<(), InputError> {
        let quantity = position.counted.to_plain();
        let holding = Holding::of_position(position, quantity.as_bytes());
        let added = holding.row_and_quantity(index).and_then(|(row, quantity)| {
            let sum = quantity.and_then(|quantity| self.units.checked_add(quantity));
            sum.ok_or_else(|| overflow(position.line, row.slot, index))
        });
        *self.units = added.map_err(|source| InputError::Balance {
            number: position.number,
            source,
        })?;
        Ok(())
    }
}

impl Side {
    /// Whether there is no position.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// As [`Side::add`], of an instrument of which a position has counted; `None` for any other, and where something is wrong.
    fn add_repeated(&mut self, repeated: &Repeated<'_>, last: (usize, u64, u64)) -> Option<()> {
        let entry = self.entries.get_mut(repeated.isin)?;
        let row = entry.row?;
        if self.refused.is_some() || entry.measure != Some(repeated.measure) {
            return None;
        }
        let (whole, counted) = repeated.units(row.decimals)?;
        *entry.units = entry.units.checked_add(counted)?;
        entry.last = last;
        entry.balances += 1;
        self.balances += 1;
        self.encumbered += u64::from(whole != counted);
        let sums = entry.aggregate.add_units(whole, row.decimals);
        if sums
            .and(entry.counted.add_units(counted, row.decimals))
            .is_none()
        {
            let (file, line, _) = last;
            self.too_long.get_or_insert((file, line));
        }
        Some(())
    }

    fn add(&mut self, position: &Position, scope: Scope<'_>) {
        let Scope { file, index, .. } = scope;
        let line = position.line;
        let instrument = position.instrument.as_str();
        if !self.entries.contains_key(instrument) {
            let entry = Entry::new(instrument, line, scope);
            self.entries.insert(instrument.into(), Box::new(entry));
        }
        let Some(entry) = self.entries.get_mut(instrument) else {
            return;
        };
        entry.last = (file, line, position.number);
        let sums = entry.aggregate.add(&position.aggregate);
        if sums.and(entry.counted.add(&position.counted)).is_none() {
            self.too_long.get_or_insert((file, line));
        }
        if self.refused.is_some() {
            return;
        }
        if entry.passed_over {
            self.passed_over += 1;
        } else if entry.other {
            self.others += 1;
        } else if entry.row.is_none() && position.aggregate.is_zero() {
            self.zeros += 1;
        } else {
            match entry.count(position, index) {
                Ok(()) => {
                    self.balances += 1;
                    self.encumbered += u64::from(position.is_encumbered());
                }
                Err(error) => self.refused = Some((file, error)),
            }
        }
    }

    /// Checks that no sum has too many digits.
    ///
    /// # Errors
    /// [`InputError::Syntax`], with the number of the file.
    pub fn check_digits(&self) -> Result<(), (usize, InputError)> {
        let expected = "balances of fewer digits";
        match self.too_long {
            None => Ok(()),
            Some((file, line)) => Err((file, InputError::Syntax { line, expected })),
        }
    }

    /// Checks that these add up to others, of each instrument that there is, in all and in what counts.
    ///
    /// # Errors
    /// [`InputError::SubAccounts`], with the number of the file, of the first instrument by its name.
    pub fn check_against(&self, whole: &Side) -> Result<(), (usize, InputError)> {
        let mut differ: Option<(&str, (usize, u64))> = None;
        for (instrument, part) in &self.entries {
            let same = whole.entries.get(instrument).is_some_and(|whole| {
                whole.aggregate.is(&part.aggregate) && whole.counted.is(&part.counted)
            });
            if !same && differ.is_none_or(|(first, _)| **instrument < *first) {
                differ = Some((instrument, part.first));
            }
        }
        match differ {
            None => Ok(()),
            Some((instrument, (file, line))) => {
                let instrument = instrument.into();
                Err((file, InputError::SubAccounts { line, instrument }))
            }
        }
    }

    /// Calls a function with the slot, the units and the number of balances of each row, which adds them where they fit.
    ///
    /// # Errors
    /// The first refusal of a position, with the number of its file; that of the last position of a row that does not fit.
    pub fn add_to(
        self,
        index: &Index,
        mut add: impl FnMut(usize, u64, u64) -> Option<()>,
    ) -> Result<(), (usize, InputError)> {
        if let Some(refused) = self.refused {
            return Err(refused);
        }
        let mut failed: Option<(usize, (usize, u64, u64))> = None;
        for entry in self.entries.values() {
            let Some(row) = entry.row.filter(|_| entry.balances > 0) else {
                continue;
            };
            let added = add(row.slot, *entry.units, entry.balances);
            let first = failed.is_none_or(|(_, last)| entry.last < last);
            if added.is_none() && first {
                failed = Some((row.slot, entry.last));
            }
        }
        match failed {
            None => Ok(()),
            Some((slot, (file, line, number))) => {
                let source = overflow(line, slot, index);
                Err((file, InputError::Balance { number, source }))
            }
        }
    }
}

/// Checks that a position counts what its row does.
pub(crate) fn check_kind(position: &Position, row: Option<Row>) -> Result<(), InputError> {
    let line = position.line;
    match row.map(|row| row.measure) {
        None if !position.public => Err(InputError::CashAccount { line }),
        Some(measure) if measure != position.measure => Err(InputError::Measure {
            line,
            instrument: shown(&position.instrument),
            expected: measure,
            found: position.measure,
        }),
        _ => Ok(()),
    }
}
