//! Builds the public book from a price file and a custodians file.
//!
//! Rows come custodian by custodian, in the order of the custodians file; within one, securities by maturity and ISIN, then cash,
//! repo, funds, tokens and other rows in the order of the file. The same inputs always give the same bytes.

use std::collections::BTreeMap;

use assay_circuits::Shape;
use assay_statement::{
    count_inequalities, Book, BookRow, Country, Date, Id, Kind, Policy, Subject, Timestamp, V1,
};

use crate::build_error::{BuildError, PRICE_CURRENCY};
use crate::countries::is_assigned;
use crate::custodians::Custodians;
use crate::quote::{PriceFile, PriceSide, Unquoted};
use crate::terms_file::CheckedTerms;
use crate::valuation::{accrual_day, UnknownTerm};
use doubts::Doubts;
use market::Market;
use securities::SecurityRows;

pub use doubts::{Doubt, DoubtfulRow};

mod doubts;
mod market;
mod rows;
mod securities;

/// What a book is built from.
pub struct BookInputs<'a> {
    /// The subject of the book: the token or fund.
    pub subject: Subject,
    /// The time of its prices.
    pub as_of: Timestamp,
    /// Public prices.
    pub prices: &'a PriceFile,
    /// Terms of coupon securities that the price file does not have.
    pub terms: Option<&'a CheckedTerms>,
    /// Which custodian may hold what.
    pub custodians: &'a Custodians,
    /// The shape; `None` for the smallest standard one that fits.
    pub shape: Option<Shape>,
    /// How many inequalities the shape must hold.
    pub inequalities: Inequalities<'a>,
}

/// How many inequalities the shape of a book must hold.
#[derive(Clone, Copy, Debug)]
pub enum Inequalities<'a> {
    /// This number of inequalities.
    Count(usize),
    /// As many as this policy makes of the book.
    Policy(&'a Policy),
}

/// A book, and what its maker should know about its prices.
#[derive(Debug)]
pub struct BuiltBook {
    /// The book, which is valid.
    pub book: Book,
    /// Securities of the book whose price is not the end of day's.
    pub fallbacks: Vec<PriceFallback>,
    /// The day that interest accrues to.
    pub accrued_to: Date,
    /// Securities of which something is unknown without a terms file, in the order of the price file.
    pub unknown: Vec<MissingTerms>,
    /// Securities without any price, which are in no row.
    pub unquoted: Vec<Unquoted>,
    /// Number of securities that matured before the as-of day, which are in no row.
    pub matured: usize,
    /// Rows that are valid and look wrong, in the order of the book.
    pub doubts: Vec<DoubtfulRow>,
}

/// A security of the book priced by another than the end of day price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceFallback {
    /// Its ISIN.
    pub isin: Id,
    /// The price taken.
    pub side: PriceSide,
    /// Its line in the price file.
    pub line: u64,
}

/// A security that would be worth more, or would have a row at all, if its terms were known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingTerms {
    /// Its ISIN.
    pub isin: Id,
    /// What is unknown.
    pub what: UnknownTerm,
    /// Its line in the price file.
    pub line: u64,
}

/// Builds the book.
///
/// # Errors
/// [`BuildError`].
pub fn build_book(inputs: BookInputs<'_>) -> Result<BuiltBook, BuildError> {
    check_currency(inputs.custodians)?;
    let market = Market::new(inputs.prices, inputs.as_of.date());
    let accrued_to = accrual_day(inputs.as_of);
    let mut securities = SecurityRows::new(&market, accrued_to, inputs.terms);
    let mut doubts = Doubts::new(inputs.prices);
    let rows = book_rows(inputs.custodians, &mut securities, &mut doubts)?;
    let custodians = inputs.custodians.custodians.iter();
    let mut book = Book {
        assay: V1,
        kind: Kind::new(),
        subject: inputs.subject,
        as_of: inputs.as_of,
        currency: inputs.custodians.currency.clone(),
        // Stands in while the inequalities are counted.
        shape: Shape::WIDEST,
        custodians: custodians.map(|custodian| custodian.id.clone()).collect(),
        countries: countries(inputs.custodians)?,
        rows,
    };
    book.validate()?;
    let inequalities = match inputs.inequalities {
        Inequalities::Count(count) => count,
        Inequalities::Policy(policy) => {
            count_inequalities(&book, policy).map_err(BuildError::Policy)?
        }
    };
    book.shape = choose_shape(inputs.shape, book.rows.len(), inequalities)?;
    book.validate()?;
    let SecurityRows {
        fallbacks, unknown, ..
    } = securities;
    let fallbacks = fallbacks.into_iter();
    let unknown = unknown.into_iter();
    Ok(BuiltBook {
        book,
        fallbacks: fallbacks
            .map(|(line, isin, side)| PriceFallback { isin, side, line })
            .collect(),
        accrued_to,
        unknown: unknown
            .map(|(line, isin, what)| MissingTerms { isin, what, line })
            .collect(),
        unquoted: inputs.prices.unquoted.clone(),
        matured: market.matured,
        doubts: doubts.found,
    })
}

/// The rows of all custodians, in the order of the book.
fn book_rows(
    file: &Custodians,
    securities: &mut SecurityRows<'_>,
    doubts: &mut Doubts<'_>,
) -> Result<Vec<BookRow>, BuildError> {
    let mut rows = Vec::new();
    for custodian in &file.custodians {
        let of_securities = securities.of(custodian)?;
        for (made, own) in [(of_securities, false), (rows::own(custodian)?, true)] {
            for row in made {
                doubts.look_at(rows.len(), &row, own);
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

/// Prices of securities are in one currency; a book without securities may have any.
fn check_currency(file: &Custodians) -> Result<(), BuildError> {
    let priced = file.custodians.iter().any(|c| c.securities.is_some());
    if priced && file.currency.as_str() != PRICE_CURRENCY {
        return Err(BuildError::Currency {
            found: file.currency.clone(),
        });
    }
    Ok(())
}

fn choose_shape(asked: Option<Shape>, rows: usize, rules: usize) -> Result<Shape, BuildError> {
    match asked {
        // Too many rows for it are found by `Book::validate`.
        Some(shape) if shape.rules() < rules => Err(BuildError::TooManyRules {
            shape,
            holds: shape.rules(),
            rules,
        }),
        Some(shape) => Ok(shape),
        None => Shape::smallest_standard(rows, rules).ok_or_else(|| BuildError::NoShape {
            rows,
            rules,
            most: Shape::standard_with_most_rules(rows),
        }),
    }
}

/// The country of each custodian that names one. `Book::validate` asks for all or none.
fn countries(file: &Custodians) -> Result<BTreeMap<Id, Country>, BuildError> {
    let named = file.custodians.iter();
    let named = named.filter_map(|custodian| Some((&custodian.id, custodian.country?)));
    named
        .map(|(custodian, country)| match is_assigned(country) {
            true => Ok((custodian.clone(), country)),
            false => Err(BuildError::NoSuchCountry {
                custodian: custodian.clone(),
                found: country,
            }),
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
