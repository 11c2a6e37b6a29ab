//! Builds the public book from sources of prices and a custodians file.
//!
//! Rows come custodian by custodian, in the order of the custodians file; within one, securities by maturity and name, then cash,
//! repo, funds, tokens and other rows in the order of the file. The same inputs always give the same bytes.

use std::collections::BTreeMap;

use assay_circuits::Shape;
use assay_statement::{
    count_inequalities, Book, BookRow, Country, Date, Id, Kind, Policy, Subject, SuiteName,
    Timestamp, V1,
};

use crate::build_error::{BuildError, PRICE_CURRENCY};
use crate::countries::is_assigned;
use crate::custodians::Custodians;
use crate::income::{income, refuse_without_period, Public, WithoutIncome};
use crate::place::Place;
use crate::price_day::PriceDay;
use crate::price_sources::PriceSources;
use crate::quote::{PriceSide, Unquoted};
use crate::terms_file::CheckedTerms;
use crate::valuation::UnknownTerm;
use doubts::Doubts;
use market::Market;
use securities::SecurityRows;

pub use doubts::{Doubt, DoubtfulRow};
pub use market::Incomplete;
pub use securities::OtherPrice;

mod doubts;
mod facts;
mod frn_reset;
mod kinds;
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
    pub prices: PriceSources<'a>,
    /// An earlier day whose prices are taken as well, because the maker of the book says so.
    pub allowed_prices_of: Option<Date>,
    /// Terms of securities that the sources of prices do not have.
    pub terms: Option<&'a CheckedTerms>,
    /// Which custodian may hold what.
    pub custodians: &'a Custodians,
    /// The book at the start of the period whose income the new one has; `None` for a book without income.
    pub since: Option<&'a Book>,
    /// The suite of every commitment and proof that will follow the book.
    pub suite: SuiteName,
    /// The shape; `None` for the first standard one that fits.
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

impl Inequalities<'_> {
    /// How many they are for a book.
    fn count(self, book: &Book) -> Result<usize, BuildError> {
        match self {
            Inequalities::Count(count) => Ok(count),
            Inequalities::Policy(policy) => {
                count_inequalities(book, policy).map_err(BuildError::Policy)
            }
        }
    }
}

/// A book, and what its maker should know about its prices.
#[derive(Debug)]
pub struct BuiltBook {
    /// The book, which is valid.
    pub book: Book,
    /// Where the price of each row is, in the order of the book; `None` for one that the custodians file prices itself.
    pub sources: Vec<Option<RowSource>>,
    /// Prices of later sources that differ from those of the book, by instrument.
    pub other_prices: Vec<OtherPrice>,
    /// Securities with a price of which too little is known, which are in no row.
    pub incomplete: Vec<Incomplete>,
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
    /// Rows of the earlier book without income, in its order.
    pub without_income: Vec<WithoutIncome>,
    /// Rows that are valid and look wrong, in the order of the book.
    pub doubts: Vec<DoubtfulRow>,
}

/// Where the price of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowSource {
    /// The place.
    pub at: Place,
    /// The day of the price.
    pub day: Date,
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
    check_currency(inputs.custodians, &inputs.prices)?;
    let (today, accrued_to) = (inputs.as_of.date(), check_day(&inputs)?.book());
    let market = Market::new(&inputs.prices, inputs.terms, today)?;
    let mut securities = SecurityRows::new(&market, (today, accrued_to), inputs.terms);
    let mut doubts = Doubts::new(&market);
    let (rows, places) = book_rows(inputs.custodians, today, &mut securities, &mut doubts)?;
    let source = |place: Option<Place>| {
        let at = place?;
        inputs.prices.day(at).map(|day| RowSource { at, day })
    };
    let custodians = inputs.custodians.custodians.iter();
    let mut book = Book {
        assay: V1,
        kind: Kind::new(),
        subject: inputs.subject.clone(),
        as_of: inputs.as_of,
        currency: inputs.custodians.currency.clone(),
        suite: inputs.suite,
        // Stands in while the inequalities are counted.
        shape: Shape::WIDEST,
        custodians: custodians.map(|custodian| custodian.id.clone()).collect(),
        countries: countries(inputs.custodians)?,
        rows,
        income: None,
    };
    // Before it is validated: of a custodian all may have been repaid, which leaves income and no row.
    let without_income = add_income(&mut book, &inputs)?;
    book.validate()?;
    let inequalities = inputs.inequalities.count(&book)?;
    book.shape = choose_shape(&inputs, book.quantities(), inequalities)?;
    book.validate()?;
    let SecurityRows {
        fallbacks,
        unknown,
        other_prices,
        ..
    } = securities;
    let fallbacks = fallbacks.into_iter();
    let unknown = unknown.into_iter();
    Ok(BuiltBook {
        book,
        sources: places.into_iter().map(source).collect(),
        other_prices: other_prices.into_values().collect(),
        incomplete: market.incomplete.clone(),
        fallbacks: fallbacks
            .map(|(line, isin, side)| PriceFallback { isin, side, line })
            .collect(),
        accrued_to,
        unknown: unknown
            .map(|(line, isin, what)| MissingTerms { isin, what, line })
            .collect(),
        unquoted: inputs
            .prices
            .price_file
            .map_or(Vec::new(), |file| file.prices.unquoted.clone()),
        matured: market.matured,
        without_income,
        doubts: doubts.found,
    })
}

/// Adds the income since the earlier book, if one is named, and returns its rows that got none.
fn add_income(book: &mut Book, inputs: &BookInputs<'_>) -> Result<Vec<WithoutIncome>, BuildError> {
    let Some(earlier) = inputs.since else {
        refuse_without_period(inputs.custodians)?;
        return Ok(Vec::new());
    };
    let public = Public::new(&inputs.prices, inputs.terms);
    let (found, without) = income(earlier, book, inputs.custodians, &public)?;
    book.income = Some(found);
    Ok(without)
}

/// The day of the book, of which all prices have to be.
fn check_day(inputs: &BookInputs<'_>) -> Result<PriceDay, BuildError> {
    let day = PriceDay::new(inputs.as_of, inputs.allowed_prices_of);
    let day = day.map_err(BuildError::PricesDay)?;
    if let Some(file) = inputs.prices.price_file {
        day.check(file.date).map_err(BuildError::PricesDay)?;
    }
    // Lists were read for the day of a book; this one may be another.
    let mut listed = inputs
        .prices
        .price_lists
        .iter()
        .flat_map(|list| &list.prices);
    listed
        .try_for_each(|price| day.check(price.as_of))
        .map_err(BuildError::PricesDay)?;
    Ok(day)
}

/// The rows of all custodians, in the order of the book, and where the price of each is.
fn book_rows(
    file: &Custodians,
    today: Date,
    securities: &mut SecurityRows<'_>,
    doubts: &mut Doubts<'_>,
) -> Result<(Vec<BookRow>, Vec<Option<Place>>), BuildError> {
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for custodian in &file.custodians {
        let priced = securities.of(custodian)?.into_iter();
        let priced = priced.map(|(row, at)| (row, Some(at)));
        let own = rows::own(custodian, today)?.into_iter();
        for (row, at) in priced.chain(own.map(|row| (row, None))) {
            doubts.look_at(rows.len(), &row, at.is_none());
            rows.push(row);
            places.push(at);
        }
    }
    Ok((rows, places))
}

/// The Treasury's price file is in one currency, and price lists were read in the book's; a book without securities, or
/// without that file, may have any.
fn check_currency(file: &Custodians, prices: &PriceSources<'_>) -> Result<(), BuildError> {
    let priced = file.custodians.iter().any(|c| c.securities.is_some());
    let in_dollars = prices.price_file.is_some();
    if priced && in_dollars && file.currency.as_str() != PRICE_CURRENCY {
        return Err(BuildError::Currency {
            found: file.currency.clone(),
        });
    }
    Ok(())
}

fn choose_shape(inputs: &BookInputs<'_>, rows: usize, rules: usize) -> Result<Shape, BuildError> {
    let suite = inputs.suite;
    match inputs.shape {
        Some(shape) if !suite.shapes().any(|own| own == shape) => {
            Err(BuildError::ShapeOfSuite { shape, suite })
        }
        // Too many rows for it are found by `Book::validate`.
        Some(shape) if shape.rules() < rules => Err(BuildError::TooManyRules {
            shape,
            holds: shape.rules(),
            rules,
        }),
        Some(shape) => Ok(shape),
        None => suite
            .smallest_shape(rows, rules)
            .ok_or_else(|| BuildError::NoShape {
                rows,
                rules,
                most: suite.shape_with_most_rules(rows),
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
