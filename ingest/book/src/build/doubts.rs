//! Rows that are valid and look wrong, for the maker of the book to look at again.

use std::collections::HashMap;
use std::fmt;

use assay_statement::{security_of, BookRow, Decimal, Id};

use crate::quote::{PriceFile, Quote};

/// A price per 1 of face from which on it looks like one per 100. The highest that a Treasury security had is below 3.
const LOOKS_PER_HUNDRED: u64 = 10;

/// A row that looks wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtfulRow {
    /// Its position in the book, from 0.
    pub row: usize,
    /// Who holds it.
    pub custodian: Id,
    /// What is held.
    pub instrument: Id,
    /// What looks wrong.
    pub doubt: Doubt,
}

/// What looks wrong about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The price of a face amount looks like one per 100.
    PerHundred {
        /// The price.
        price: Decimal,
    },
    /// The custodians file prices a security that the price file quotes.
    Quoted {
        /// Its line in the price file.
        line: u64,
    },
}

impl fmt::Display for DoubtfulRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DoubtfulRow {
            row,
            custodian,
            instrument,
            doubt,
        } = self;
        write!(f, "row {row} ({custodian}, {instrument}): ")?;
        match doubt {
            Doubt::PerHundred { price } => write!(
                f,
                "the price {price} looks like one per 100 of face, and is taken per 1"
            ),
            Doubt::Quoted { line } => write!(
                f,
                "has a price of its own, but line {line} of the price file quotes it; list it under \"securities\""
            ),
        }
    }
}

/// Finds rows that look wrong.
pub(super) struct Doubts<'a> {
    quotes: HashMap<&'a str, &'a Quote>,
    pub(super) found: Vec<DoubtfulRow>,
}

impl<'a> Doubts<'a> {
    pub(super) fn new(prices: &'a PriceFile) -> Doubts<'a> {
        let quotes = prices.quotes.iter();
        Doubts {
            quotes: quotes.map(|quote| (quote.cusip.value(), quote)).collect(),
            found: Vec::new(),
        }
    }

    /// Looks at a row; `own` says that its price is one of the custodians file.
    pub(super) fn look_at(&mut self, row: usize, found: &BookRow, own: bool) {
        let ten = Decimal::from(LOOKS_PER_HUNDRED);
        if found.kind.has_maturity() && found.price.cmp_value(&ten).is_ge() {
            let price = found.price.clone();
            self.doubt(row, found, Doubt::PerHundred { price });
        }
        let security = own
            .then(|| security_of(found.instrument.as_str()))
            .flatten();
        let quote = security.and_then(|cusip| self.quotes.get(cusip.as_str()).copied());
        if let Some(quote) = quote {
            self.doubt(row, found, Doubt::Quoted { line: quote.line });
        }
    }

    fn doubt(&mut self, row: usize, found: &BookRow, doubt: Doubt) {
        self.found.push(DoubtfulRow {
            row,
            custodian: found.custodian.clone(),
            instrument: found.instrument.clone(),
            doubt,
        });
    }
}
