//! What income has to be, given the rest of the book.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};

use super::error::IncomeError;
use super::{Income, IncomeRow};
use crate::book::limits::MAX_QUANTITY_DECIMALS;
use crate::book::{Book, BookRow};
use crate::id::Id;
use crate::security::security_of;

/// One name of an instrument, however it is spelt.
fn security(instrument: &Id) -> String {
    security_of(instrument.as_str()).unwrap_or_else(|| instrument.to_string())
}

/// Checks the income of a book whose custodians are `listed`, and whose rows have been checked.
///
/// # Errors
/// The first [`IncomeError`], of the period before those of rows.
pub(in crate::book) fn check(
    book: &Book,
    income: &Income,
    listed: &BTreeSet<&Id>,
) -> Result<(), IncomeError> {
    if income.since >= book.as_of {
        return Err(IncomeError::Period {
            since: income.since,
            as_of: book.as_of,
        });
    }
    if income.rows.is_empty() {
        return Err(IncomeError::NoRows);
    }
    let key = |row: &'_ BookRow| (row.custodian.clone(), security(&row.instrument));
    let held: BTreeMap<_, _> = book.rows.iter().map(|row| (key(row), row)).collect();
    let mut seen = BTreeMap::new();
    let mut earned: BTreeMap<String, (usize, &IncomeRow)> = BTreeMap::new();
    for (number, row) in income.rows.iter().enumerate() {
        if !listed.contains(&row.custodian) {
            return Err(IncomeError::UnknownCustodian {
                row: number,
                custodian: row.custodian.clone(),
            });
        }
        let name = security(&row.instrument);
        let key = (row.custodian.clone(), name.clone());
        check_numbers(number, row)?;
        check_end(number, row, held.get(&key).copied(), book, income)?;
        if let Some(first) = seen.insert(key, number) {
            return Err(IncomeError::Duplicate {
                row: number,
                first,
                custodian: row.custodian.clone(),
                instrument: row.instrument.clone(),
            });
        }
        let (first, named) = *earned.entry(name).or_insert((number, row));
        let is_security = security_of(row.instrument.as_str()).is_some();
        if is_security && !named.per_unit.is_value(&row.per_unit) {
            return Err(IncomeError::OtherIncome {
                row: number,
                instrument: row.instrument.clone(),
                first,
            });
        }
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
    book: &Book,
    income: &Income,
) -> Result<(), IncomeError> {
    let (custodian, instrument) = (row.custodian.clone(), row.instrument.clone());
    let (since, as_of) = (income.since.date(), book.as_of.date());
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
