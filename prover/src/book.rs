//! Builds the public book from a price file and a custodians file.
//!
//! Rows come custodian by custodian, in the order of the custodians file; within one, securities by maturity and ISIN, then cash
//! and other rows in the order of the file. The same inputs always give the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use assay_circuits::shape::{Shape, MAX_K, MAX_RULES};
use assay_statement::{
    compile, Book, BookError, BookRow, CompileError, Country, Currency, Date, Decimal, Id, IdError,
    InstrumentKind, Kind, PendingRedemptions, Policy, Subject, Supply, SupplyEntry, Timestamp, V1,
};
use thiserror::Error;

use crate::countries::is_assigned;
use crate::custodians::{CashAccount, Custodian, Custodians, OtherRow, Securities};
use crate::fedinvest::{PriceFile, Quote, Security, Side, Unquoted};

/// Currency of the price file.
const PRICE_CURRENCY: &str = "USD";

/// Stands in while the inequalities are counted.
pub(crate) const WIDEST: Shape = match Shape::new(MAX_K, MAX_RULES) {
    Ok(shape) => shape,
    Err(_) => Shape::STANDARD[4],
};

/// What a book is built from.
pub struct BookInputs<'a> {
    /// What it is the book of.
    pub subject: Subject,
    /// When it is true.
    pub as_of: Timestamp,
    /// Public prices.
    pub prices: &'a PriceFile,
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
    /// A listed instrument twice.
    #[error("custodian {custodian}: securities: expected each instrument once, found {instrument} again")]
    ListedTwice {
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
    },
    /// An account name that is too long for a row.
    #[error("custodian {custodian}: cash account {account}: {reason}")]
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
    let today = inputs.as_of.date();
    let mut quotes: Vec<&Quote> = inputs.prices.quotes.iter().collect();
    quotes.retain(|quote| quote.maturity >= today);
    let matured = inputs.prices.quotes.len() - quotes.len();
    quotes.sort_by(|a, b| (a.maturity, &a.isin).cmp(&(b.maturity, &b.isin)));
    let market = Market {
        today,
        quotes,
        file: inputs.prices,
    };

    let mut rows = Vec::new();
    let mut fallbacks = BTreeSet::new();
    for custodian in &inputs.custodians.custodians {
        if let Some(securities) = &custodian.securities {
            for quote in market.select(&custodian.id, securities)? {
                rows.push(security_row(custodian, securities, quote));
                if quote.side != Side::EndOfDay {
                    fallbacks.insert((quote.line, quote.isin.clone(), quote.side));
                }
            }
        }
        for account in &custodian.cash {
            rows.push(cash_row(custodian, account)?);
        }
        rows.extend(
            custodian
                .other
                .iter()
                .map(|other| other_row(custodian, other)),
        );
    }
    let mut book = Book {
        assay: V1,
        kind: Kind::new(),
        subject: inputs.subject,
        as_of: inputs.as_of,
        currency: currency.clone(),
        shape: WIDEST,
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
        unquoted: inputs.prices.unquoted.clone(),
        matured,
    })
}

/// A supply of one token, where any will do.
pub(crate) fn any_supply(book: &Book) -> Supply {
    Supply {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        currency: book.currency.clone(),
        entries: vec![SupplyEntry::PendingRedemptions(PendingRedemptions {
            quantity: Decimal::from(1u64),
        })],
        value_per_token: Decimal::from(1u64),
    }
}

/// Inequalities that a policy makes of a book. They do not depend on the supply.
pub(crate) fn count_inequalities(book: &Book, policy: &Policy) -> Result<usize, CompileError> {
    match compile(book, policy, &any_supply(book)) {
        Ok(compiled) => Ok(compiled.inequalities.len()),
        Err(CompileError::TooManyInequalities { found, .. }) => Ok(found),
        Err(error) => Err(error),
    }
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

struct Market<'a> {
    today: Date,
    /// Not matured, by maturity and ISIN.
    quotes: Vec<&'a Quote>,
    file: &'a PriceFile,
}

impl<'a> Market<'a> {
    fn select(&self, custodian: &Id, wanted: &Securities) -> Result<Vec<&'a Quote>, BuildError> {
        let selection = |found| BuildError::Selection {
            custodian: custodian.clone(),
            found,
        };
        match (&wanted.kinds, &wanted.instruments) {
            (Some(_), Some(_)) => Err(selection("both")),
            (None, None) => Err(selection("neither")),
            (Some(kinds), None) => self.by_kind(custodian, kinds, wanted.max_remaining_days),
            (None, Some(_)) if wanted.max_remaining_days.is_some() => Err(BuildError::StrayLimit {
                custodian: custodian.clone(),
            }),
            (None, Some(instruments)) => self.by_name(custodian, instruments),
        }
    }

    fn by_kind(
        &self,
        custodian: &Id,
        kinds: &[InstrumentKind],
        most: Option<u32>,
    ) -> Result<Vec<&'a Quote>, BuildError> {
        let mut securities = Vec::with_capacity(kinds.len());
        for kind in kinds {
            securities.push(Security::from_kind(kind.as_str()).ok_or_else(|| {
                BuildError::NotPriced {
                    custodian: custodian.clone(),
                    found: *kind,
                }
            })?);
        }
        let soon = |quote: &Quote| match most {
            Some(days) => self.today.days_until(quote.maturity) <= i64::from(days),
            None => true,
        };
        let wanted = |quote: &&&Quote| securities.contains(&quote.security) && soon(quote);
        Ok(self.quotes.iter().filter(wanted).copied().collect())
    }

    fn by_name(&self, custodian: &Id, instruments: &[Id]) -> Result<Vec<&'a Quote>, BuildError> {
        let named =
            |quote: &Quote, name: &Id| quote.cusip.value() == name.as_str() || quote.isin == *name;
        let mut chosen = BTreeSet::new();
        for name in instruments {
            let Some(position) = self.quotes.iter().position(|quote| named(quote, name)) else {
                let reason = if self.file.quotes.iter().any(|quote| named(quote, name)) {
                    "which has matured"
                } else if self
                    .file
                    .unquoted
                    .iter()
                    .any(|u| name.as_str().contains(u.cusip.value()))
                {
                    "which has no price in it"
                } else {
                    "which is not in it"
                };
                return Err(BuildError::NotQuoted {
                    custodian: custodian.clone(),
                    instrument: name.clone(),
                    reason,
                });
            };
            if !chosen.insert(position) {
                return Err(BuildError::ListedTwice {
                    custodian: custodian.clone(),
                    instrument: name.clone(),
                });
            }
        }
        Ok(chosen
            .into_iter()
            .filter_map(|i| self.quotes.get(i).copied())
            .collect())
    }
}

fn security_row(custodian: &Custodian, wanted: &Securities, quote: &Quote) -> BookRow {
    BookRow {
        custodian: custodian.id.clone(),
        instrument: quote.isin.clone(),
        kind: kind_of(quote.security),
        maturity: Some(quote.maturity),
        price: quote.price_per_unit(),
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

fn cash_row(custodian: &Custodian, account: &CashAccount) -> Result<BookRow, BuildError> {
    let instrument = format!("cash:{}", account.account).parse();
    Ok(BookRow {
        custodian: custodian.id.clone(),
        instrument: instrument.map_err(|reason| BuildError::Account {
            custodian: custodian.id.clone(),
            account: account.account.clone(),
            reason,
        })?,
        kind: InstrumentKind::Cash,
        maturity: None,
        price: Decimal::from(1u64),
        quantity_decimals: account.quantity_decimals,
        institution: Some(account.institution.clone()),
    })
}

fn other_row(custodian: &Custodian, other: &OtherRow) -> BookRow {
    BookRow {
        custodian: custodian.id.clone(),
        instrument: other.instrument.clone(),
        kind: other.kind,
        maturity: other.maturity,
        price: other.price.clone(),
        quantity_decimals: other.quantity_decimals,
        institution: other.institution.clone(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
