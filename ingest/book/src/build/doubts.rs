//! Rows that are valid and look wrong, for the maker of the book to look at again.

use std::fmt;

use assay_statement::{security_of, BookRow, Decimal, Id};

use super::market::Market;
use crate::place::Place;

/// A price per 1 of face from which on it looks like one per 100. The highest that a Treasury security had is below 3.
const LOOKS_PER_HUNDRED: u64 = 10;

/// Decimals of a tenth: a price of less for 1 of face looks as if it had been one per 1, and was divided by 100.
const DECIMALS_OF_A_TENTH: u32 = 1;

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
    /// The price of a face amount looks like one per 1 that was taken per 100.
    PerOne {
        /// The price.
        price: Decimal,
    },
    /// The custodians file prices a security that a source of prices quotes.
    Quoted {
        /// Where the source has it.
        at: Place,
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
            Doubt::PerOne { price } => write!(
                f,
                "the price {price} for 1 of face is below a tenth; see whether it was taken per 100 and is per 1"
            ),
            Doubt::Quoted { at } => write!(
                f,
                "has a price of its own, but {at} quotes it; list it under \"securities\""
            ),
        }
    }
}

/// Finds rows that look wrong.
pub(super) struct Doubts<'a> {
    market: &'a Market<'a>,
    pub(super) found: Vec<DoubtfulRow>,
}

impl<'a> Doubts<'a> {
    pub(super) fn new(market: &'a Market<'a>) -> Doubts<'a> {
        Doubts {
            market,
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
        let tenth = Decimal::new(1u32, DECIMALS_OF_A_TENTH);
        if found.kind.has_maturity() && found.price.cmp_value(&tenth).is_lt() {
            let price = found.price.clone();
            self.doubt(row, found, Doubt::PerOne { price });
        }
        let is_security = own && security_of(found.instrument.as_str()).is_some();
        if let Some(at) = self
            .market
            .quoted(&found.instrument)
            .filter(|_| is_security)
        {
            self.doubt(row, found, Doubt::Quoted { at });
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
