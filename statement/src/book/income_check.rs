//! What income has to be, given the rest of the book.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::income::{Income, IncomeError, IncomeRow};
use super::limits::MAX_QUANTITY_DECIMALS;
use super::row::BookRow;
use crate::id::Id;
use crate::security::security_of;
use crate::time::{Date, Timestamp};

/// One name of an instrument, however it is spelt.
fn security(instrument: &Id) -> String {
    security_of(instrument.as_str()).unwrap_or_else(|| instrument.to_string())
}

/// The same with who holds it: no identifier has a line feed.
fn held_by(custodian: &Id, security: &str) -> String {
    format!("{custodian}\n{security}")
}

/// Names, each with the position of the first that has it. One type of map for all: each type is code of its own.
#[derive(Default)]
struct Positions<'a>(BTreeMap<&'a str, usize>);

impl<'a> Positions<'a> {
    /// The position of a name, which is this one if it has none yet.
    fn first(&mut self, name: &'a str, position: usize) -> usize {
        *self.0.entry(name).or_insert_with(|| position)
    }
}

/// Checks the income of a book of a time, whose custodians are `listed` and whose `rows` have been checked.
///
/// # Errors
/// The first [`IncomeError`], of the period before those of rows.
pub(super) fn check(
    income: &Income,
    as_of: Timestamp,
    rows: &[BookRow],
    listed: &BTreeSet<&Id>,
) -> Result<(), IncomeError> {
    check_period(income, as_of)?;
    let of_rows = rows.iter();
    let of_rows: Vec<String> = of_rows
        .map(|row| held_by(&row.custodian, &security(&row.instrument)))
        .collect();
    let names = income.rows.iter();
    let names: Vec<String> = names.map(|row| security(&row.instrument)).collect();
    let keys = income.rows.iter().zip(&names);
    let keys: Vec<String> = keys
        .map(|(row, name)| held_by(&row.custodian, name))
        .collect();
    let mut held = Positions::default();
    for (position, key) in of_rows.iter().enumerate() {
        held.first(key, position);
    }
    let (mut seen, mut earned) = (Positions::default(), Positions::default());
    let numbered = income.rows.iter().zip(&names).zip(&keys).enumerate();
    for (number, ((row, name), key)) in numbered {
        if !listed.contains(&row.custodian) {
            return Err(IncomeError::UnknownCustodian {
                row: number,
                custodian: row.custodian.clone(),
            });
        }
        check_numbers(number, row)?;
        let of_book = held.0.get(key.as_str());
        let of_book = of_book.and_then(|position| rows.get(*position));
        check_end(number, row, of_book, income.since.date(), as_of.date())?;
        let first = seen.first(key, number);
        if first != number {
            return Err(IncomeError::Duplicate {
                row: number,
                first,
                custodian: row.custodian.clone(),
                instrument: row.instrument.clone(),
            });
        }
        let first = earned.first(name, number);
        let is_security = security_of(row.instrument.as_str()).is_some();
        let named = income.rows.get(first).filter(|_| is_security);
        if named.is_some_and(|named| !named.per_unit.is_value(&row.per_unit)) {
            return Err(IncomeError::OtherIncome {
                row: number,
                instrument: row.instrument.clone(),
                first,
            });
        }
    }
    Ok(())
}

fn check_period(income: &Income, as_of: Timestamp) -> Result<(), IncomeError> {
    if income.since >= as_of {
        return Err(IncomeError::Period {
            since: income.since,
            as_of,
        });
    }
    if income.rows.is_empty() {
        return Err(IncomeError::NoRows);
    }
    Ok(())
}

fn check_numbers(number: usize, row: &IncomeRow) -> Result<(), IncomeError> {
    if row.per_unit.magnitude().is_zero() {
        return Err(IncomeError::Zero {
            row: number,
            custodian: row.custodian.clone(),
            instrument: row.instrument.clone(),
        });
    }
    if row.quantity_decimals > MAX_QUANTITY_DECIMALS {
        return Err(IncomeError::TooManyQuantityDecimals {
            row: number,
            found: row.quantity_decimals,
        });
    }
    Ok(())
}

/// Checks until when it was held, against the book's row of it if there is one.
fn check_end(
    number: usize,
    row: &IncomeRow,
    held: Option<&BookRow>,
    since: Date,
    as_of: Date,
) -> Result<(), IncomeError> {
    let (custodian, instrument) = (row.custodian.clone(), row.instrument.clone());
    match (held, row.until) {
        (Some(held), _) if held.instrument != instrument => Err(IncomeError::OtherName {
            row: number,
            instrument,
            expected: held.instrument.clone(),
        }),
        (Some(held), _) if held.quantity_decimals != row.quantity_decimals => {
            Err(IncomeError::OtherQuantityDecimals {
                row: number,
                instrument,
                expected: held.quantity_decimals,
                found: row.quantity_decimals,
            })
        }
        (Some(_), Some(until)) => Err(IncomeError::StillHeld {
            row: number,
            custodian,
            instrument,
            until,
        }),
        (None, None) => Err(IncomeError::MissingUntil {
            row: number,
            custodian,
            instrument,
        }),
        (None, Some(until)) if until <= since || until > as_of => Err(IncomeError::UntilOutside {
            row: number,
            custodian,
            instrument,
            until,
            since,
            as_of,
        }),
        (Some(_), None) | (None, Some(_)) => Ok(()),
    }
}
