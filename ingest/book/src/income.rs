//! What holdings earned since an earlier book, per unit that was held throughout: `Book::income`.
//!
//! Rows come in the order of the earlier book. Formulas and sources: `docs/valuation.md`, section "Income of a period".

mod earned;
mod error;
mod given;
mod no_income;

use std::collections::BTreeMap;

use assay_statement::{digest, Book, BookRow, Date, Income, IncomeRow, InstrumentKind};

use crate::build_error::BuildError;
use crate::custodians::Custodians;
use crate::isin::meaning;
use crate::valuation::accrual_day;
use earned::Period;
use given::Given;

pub(crate) use earned::Public;
pub use error::{EarlierBookError, GivenIncomeError, GivenIncomeFault};
pub(crate) use given::refuse_without_period;
pub use no_income::{NoIncome, WithoutIncome};

/// The income of the rows of `earlier` by the time of `book`, and the rows that got none.
///
/// # Errors
/// [`BuildError::Earlier`], [`BuildError::GivenIncome`], and [`BuildError::Terms`].
pub(crate) fn income(
    earlier: &Book,
    book: &Book,
    custodians: &Custodians,
    public: &Public<'_>,
) -> Result<(Income, Vec<WithoutIncome>), BuildError> {
    check_earlier(earlier, book)?;
    let period = Period {
        since: accrual_day(earlier.as_of),
        until: accrual_day(book.as_of),
    };
    let mut given = Given::new(custodians, earlier.as_of)?;
    let key = |row: &BookRow| (row.custodian.clone(), meaning(&row.instrument));
    let held: BTreeMap<_, _> = book.rows.iter().map(|row| (key(row), row)).collect();
    let (mut rows, mut without) = (Vec::new(), Vec::new());
    for row in &earlier.rows {
        let until = kept(row, held.get(&key(row)).copied(), earlier, book, period);
        let told = match &until {
            Ok(_) => given.take(row)?,
            Err(_) => None,
        };
        let earned = match (until, told) {
            (Err(why), _) => Err(why),
            (Ok(until), Some(per_unit)) => Ok((until, per_unit)),
            (Ok(until), None) => {
                let earned = public.earned(row, period)?;
                earned.map(|per_unit| (until, per_unit))
            }
        };
        match earned {
            Ok((until, per_unit)) if !per_unit.magnitude().is_zero() => rows.push(IncomeRow {
                custodian: row.custodian.clone(),
                instrument: row.instrument.clone(),
                per_unit,
                quantity_decimals: row.quantity_decimals,
                until,
            }),
            Ok(_) => without.push(left_out(row, NoIncome::Nothing)),
            Err(why) => without.push(left_out(row, why)),
        }
    }
    given.all_taken()?;
    if rows.is_empty() {
        let (since, as_of) = (earlier.as_of, book.as_of);
        return Err(EarlierBookError::NothingEarned { since, as_of }.into());
    }
    let income = Income {
        since: earlier.as_of,
        book: digest(earlier).map_err(EarlierBookError::Digest)?,
        rows,
    };
    Ok((income, without))
}

fn left_out(row: &BookRow, why: NoIncome) -> WithoutIncome {
    WithoutIncome {
        custodian: row.custodian.clone(),
        instrument: row.instrument.clone(),
        why,
    }
}

/// A valid book of the same subject and currency, and of an earlier time.
fn check_earlier(earlier: &Book, book: &Book) -> Result<(), EarlierBookError> {
    earlier.validate()?;
    if earlier.subject != book.subject {
        return Err(EarlierBookError::Subject {
            expected: book.subject.clone(),
            found: earlier.subject.clone(),
        });
    }
    if earlier.currency != book.currency {
        return Err(EarlierBookError::Currency {
            expected: book.currency.clone(),
            found: earlier.currency.clone(),
        });
    }
    match earlier.as_of < book.as_of {
        true => Ok(()),
        false => Err(EarlierBookError::Time {
            as_of: book.as_of,
            found: earlier.as_of,
        }),
    }
}

/// Whether units of a row of the earlier book may have been held throughout: until now, or until the day on which they were repaid.
fn kept(
    row: &BookRow,
    held: Option<&BookRow>,
    earlier: &Book,
    book: &Book,
    period: Period,
) -> Result<Option<Date>, NoIncome> {
    if let Some(held) = held {
        // A repo that is made anew every day keeps its name.
        let same_end = held.maturity == row.maturity || row.kind == InstrumentKind::Repo;
        let same = held.instrument == row.instrument
            && held.quantity_decimals == row.quantity_decimals
            && held.kind == row.kind;
        return match same && same_end {
            true => Ok(None),
            false => Err(NoIncome::Changed),
        };
    }
    if !book.custodians.contains(&row.custodian) {
        return Err(NoIncome::Gone);
    }
    match row.maturity {
        // The day of the earlier book in New York may be the one before.
        Some(maturity) if maturity <= earlier.as_of.date() => Err(NoIncome::Nothing),
        Some(maturity) if maturity <= period.until => Ok(Some(maturity)),
        _ => Err(NoIncome::Gone),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
