//! Builds the public book from a price file and a custodians file.
//!
//! Rows come custodian by custodian, in the order of the custodians file; within one, securities by maturity and ISIN, then cash,
//! repo, funds, tokens and other rows in the order of the file. The same inputs always give the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use assay_circuits::Shape;
use assay_statement::{
    count_inequalities, Book, BookError, BookRow, CompileError, Country, Currency, Date, Decimal,
    Id, IdError, InstrumentKind, Kind, Policy, Subject, Timestamp, V1,
};
use thiserror::Error;

use crate::countries::is_assigned;
use crate::custodians::{Custodian, Custodians, Securities};
use crate::fedinvest::{PriceFile, Quote, Security, Side, Unquoted};
use crate::terms::KnownTerms;
use crate::valuation::{accrual_day, value, Unknown, Value, ValueError};
use market::Market;

mod market;
mod rows;

/// Currency of the price file.
const PRICE_CURRENCY: &str = "USD";

/// What a book is built from.
pub struct BookInputs<'a> {
    /// What it is the book of.
    pub subject: Subject,
    /// When it is true.
    pub as_of: Timestamp,
    /// Public prices.
    pub prices: &'a PriceFile,
    /// What the price file does not say of coupon securities.
    pub terms: Option<&'a KnownTerms>,
    /// Who may hold what.
    pub custodians: &'a Custodians,
    /// The shape, if not the smallest standard one that fits.
    pub shape: Option<Shape>,
    /// What the shape must hold.
    pub rules: Rules<'a>,
}

/// How many inequalities the shape of a book must hold.
#[derive(Clone, Copy, Debug)]
pub enum Rules<'a> {
    /// This many.
    Count(usize),
    /// As many as this policy makes of the book.
    Policy(&'a Policy),
}

/// A book, and what its maker should know.
#[derive(Debug)]
pub struct Built {
    /// The book, valid.
    pub book: Book,
    /// Securities of the book whose price is not the end of day's.
    pub fallbacks: Vec<Fallback>,
    /// The day that interest accrues to.
    pub accrued_to: Date,
    /// Securities of which something is unknown without a terms file, in the order of the price file.
    pub unknown: Vec<WithoutTerms>,
    /// Securities without any price: in no row.
    pub unquoted: Vec<Unquoted>,
    /// Number of securities that matured before the as-of day: in no row.
    pub matured: usize,
}

/// A security of the book priced by another than the end of day price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallback {
    /// Its ISIN.
    pub isin: Id,
    /// The price taken.
    pub side: Side,
    /// Its line in the price file.
    pub line: u64,
}

/// A security that would be worth more, or would have a row at all, if its terms were known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithoutTerms {
    /// Its ISIN.
    pub isin: Id,
    /// What is unknown.
    pub what: Unknown,
    /// Its line in the price file.
    pub line: u64,
}

/// Why no book can be built.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Another currency than that of the prices.
    #[error("currency: expected {PRICE_CURRENCY}, the currency of the price file, found {found}")]
    Currency {
        /// The custodians file's.
        found: Currency,
    },
    /// Both or none of `kinds` and `instruments`.
    #[error("custodian {custodian}: securities: expected either \"kinds\" or \"instruments\", found {found}")]
    Selection {
        /// The custodian.
        custodian: Id,
        /// `both` or `neither`.
        found: &'static str,
    },
    /// `max_remaining_days` beside `instruments`, where it would do nothing.
    #[error("custodian {custodian}: securities: \"max_remaining_days\" goes with \"kinds\", found it with \"instruments\"")]
    StrayLimit {
        /// The custodian.
        custodian: Id,
    },
    /// A kind without public price.
    #[error("custodian {custodian}: securities: expected kinds bill, note, bond, tips or frn, found {found}")]
    NotPriced {
        /// The custodian.
        custodian: Id,
        /// The kind.
        found: InstrumentKind,
    },
    /// A listed instrument that the price file does not quote.
    #[error("custodian {custodian}: securities: expected instruments that the price file quotes, found {instrument}, {reason}")]
    NotQuoted {
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
        /// Why there is no price.
        reason: &'static str,
    },
    /// A listed instrument that nothing but its terms gives a price.
    #[error("custodian {custodian}: securities: expected terms of {instrument}, whose index ratio may be below 1, found none; list it in --terms FILE")]
    NoTerms {
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
    },
    /// Terms that do not fit the security.
    #[error("terms of {instrument}: {source}")]
    Terms {
        /// The instrument.
        instrument: Id,
        /// What does not fit.
        source: ValueError,
    },
    /// A listed instrument twice.
    #[error("custodian {custodian}: securities: expected each instrument once, found {instrument} again")]
    ListedTwice {
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
    },
    /// An account name that is too long for a row.
    #[error("custodian {custodian}: account {account}: {reason}")]
    Account {
        /// The custodian.
        custodian: Id,
        /// The account.
        account: Id,
        /// What is wrong with it.
        reason: IdError,
    },
    /// A country code that is nobody's.
    #[error("custodian {custodian}: country: expected a code that ISO 3166-1 assigns, such as US or GB, found {found}")]
    NoSuchCountry {
        /// The custodian.
        custodian: Id,
        /// The code.
        found: Country,
    },
    /// No standard shape is large enough.
    #[error("expected at most {most} rows and {most_rules} inequalities, found {rows} rows and {rules} inequalities; let custodians hold fewer kinds or shorter maturities")]
    NoShape {
        /// Rows of the book.
        rows: usize,
        /// Inequalities asked for.
        rules: usize,
        /// Rows of the largest standard shape.
        most: usize,
        /// Inequalities of the largest standard shape.
        most_rules: usize,
    },
    /// The shape asked for holds fewer inequalities than the rules need.
    #[error("shape {shape} holds {holds} inequalities, the rules need {rules}")]
    TooManyRules {
        /// The shape.
        shape: Shape,
        /// Inequalities it holds.
        holds: usize,
        /// Inequalities needed.
        rules: usize,
    },
    /// Policy and book do not go together.
    #[error("policy: {0}")]
    Policy(CompileError),
    /// The rows make no book.
    #[error("the book would not be valid: {0}")]
    Book(#[from] BookError),
}

/// Builds the book.
///
/// # Errors
/// [`BuildError`].
pub fn build(inputs: BookInputs<'_>) -> Result<Built, BuildError> {
    let currency = &inputs.custodians.currency;
    let priced = inputs
        .custodians
        .custodians
        .iter()
        .any(|c| c.securities.is_some());
    if priced && currency.as_str() != PRICE_CURRENCY {
        return Err(BuildError::Currency {
            found: currency.clone(),
        });
    }
    let market = Market::new(inputs.prices, inputs.as_of.date());
    let accrued_to = accrual_day(inputs.as_of);
    let mut rows = Vec::new();
    let mut fallbacks = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    for custodian in &inputs.custodians.custodians {
        if let Some(securities) = &custodian.securities {
            for quote in market.select(&custodian.id, securities)? {
                let value =
                    value(quote, accrued_to, inputs.terms).map_err(|source| BuildError::Terms {
                        instrument: quote.isin.clone(),
                        source,
                    })?;
                if let Value::Clean(_, what) | Value::None(what) = value {
                    unknown.insert((quote.line, quote.isin.clone(), what));
                }
                let price = match value {
                    Value::Whole(price) | Value::Clean(price, _) => price,
                    Value::None(_) if securities.instruments.is_some() => {
                        return Err(BuildError::NoTerms {
                            custodian: custodian.id.clone(),
                            instrument: quote.isin.clone(),
                        })
                    }
                    Value::None(_) => continue,
                };
                rows.push(security_row(custodian, securities, quote, price));
                if quote.side != Side::EndOfDay {
                    fallbacks.insert((quote.line, quote.isin.clone(), quote.side));
                }
            }
        }
        rows.extend(rows::own(custodian)?);
    }
    let mut book = Book {
        assay: V1,
        kind: Kind::new(),
        subject: inputs.subject,
        as_of: inputs.as_of,
        currency: currency.clone(),
        // Stands in while the inequalities are counted.
        shape: Shape::WIDEST,
        custodians: inputs
            .custodians
            .custodians
            .iter()
            .map(|c| c.id.clone())
            .collect(),
        countries: countries(inputs.custodians)?,
        rows,
    };
    book.validate()?;
    let rules = match inputs.rules {
        Rules::Count(count) => count,
        Rules::Policy(policy) => count_inequalities(&book, policy).map_err(BuildError::Policy)?,
    };
    book.shape = choose_shape(inputs.shape, book.rows.len(), rules)?;
    book.validate()?;
    let fallbacks = fallbacks
        .into_iter()
        .map(|(line, isin, side)| Fallback { isin, side, line });
    Ok(Built {
        book,
        fallbacks: fallbacks.collect(),
        accrued_to,
        unknown: unknown
            .into_iter()
            .map(|(line, isin, what)| WithoutTerms { isin, what, line })
            .collect(),
        unquoted: inputs.prices.unquoted.clone(),
        matured: market.matured,
    })
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
        None => Shape::smallest_standard(rows, rules).ok_or_else(|| {
            let largest =
                |of: fn(Shape) -> usize| Shape::STANDARD.into_iter().map(of).max().unwrap_or(0);
            BuildError::NoShape {
                rows,
                rules,
                most: largest(Shape::buckets),
                most_rules: largest(Shape::rules),
            }
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

fn security_row(
    custodian: &Custodian,
    wanted: &Securities,
    quote: &Quote,
    price: Decimal,
) -> BookRow {
    BookRow {
        custodian: custodian.id.clone(),
        instrument: quote.isin.clone(),
        kind: kind_of(quote.security),
        maturity: Some(quote.maturity),
        price,
        quantity_decimals: wanted.quantity_decimals,
        institution: None,
    }
}

const fn kind_of(security: Security) -> InstrumentKind {
    match security {
        Security::Bill => InstrumentKind::Bill,
        Security::Note => InstrumentKind::Note,
        Security::Bond => InstrumentKind::Bond,
        Security::Tips => InstrumentKind::Tips,
        Security::Frn => InstrumentKind::Frn,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
