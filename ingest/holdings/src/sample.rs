//! Statements as custodians and banks write them, for the sample data and for tests: what is written here is read back by
//! [`crate`].

pub mod bai2;
pub mod camt053;
pub mod files;
pub mod fund;
pub mod mt535;
pub mod semt002;

use std::collections::BTreeMap;

use assay_statement::Date;

use crate::amount::Amount;
use crate::statement::{Basis, Measure};

/// A securities statement.
#[derive(Clone, Debug)]
pub struct Securities {
    /// The safekeeping account.
    pub account: String,
    /// The day it is of.
    pub as_of: Date,
    /// When it counts a trade.
    pub basis: Basis,
    /// What it holds, in parts of the account or in none.
    pub lines: Vec<Line>,
    /// Whether balances of the account itself come before those of its parts, which then add up to them.
    pub totals: bool,
}

/// One balance of a securities statement.
#[derive(Clone, Debug)]
pub struct Line {
    /// The part of the account.
    pub sub_account: Option<String>,
    /// The instrument.
    pub isin: String,
    /// What the amounts count.
    pub measure: Measure,
    /// What is there and free.
    pub available: Amount,
    /// What is there and not free; `None` if the custodian does not tell it apart.
    pub not_available: Option<Amount>,
}

impl Line {
    /// All that is there. Amounts too large for that are a fault of the caller, and shown as what is free.
    pub fn aggregate(&self) -> Amount {
        let not_available = self.not_available.as_ref();
        let sum = not_available.and_then(|part| self.available.checked_add(part));
        sum.unwrap_or_else(|| self.available.clone())
    }
}

impl Securities {
    /// The balances to be written: those of the account itself first, if it has parts and is to have totals.
    fn written(&self) -> Vec<Line> {
        let mut totals: BTreeMap<&str, Line> = BTreeMap::new();
        for line in self.lines.iter().filter(|_| self.totals) {
            let sum = totals.entry(&line.isin).or_insert_with(|| Line {
                sub_account: None,
                available: Amount::zero(),
                not_available: None,
                ..line.clone()
            });
            let add = |a: &Amount, b: &Amount| a.checked_add(b).unwrap_or_else(Amount::zero);
            sum.available = add(&sum.available, &line.available);
            if let Some(part) = &line.not_available {
                let before = sum.not_available.take().unwrap_or_else(Amount::zero);
                sum.not_available = Some(add(&before, part));
            }
        }
        totals
            .into_values()
            .chain(self.lines.iter().cloned())
            .collect()
    }

    /// What goes on each page: at least one page, even of nothing.
    fn pages(&self, per_page: usize) -> Vec<Vec<Line>> {
        let written = self.written();
        let pages: Vec<Vec<Line>> = written
            .chunks(per_page.max(1))
            .map(<[Line]>::to_vec)
            .collect();
        if pages.is_empty() {
            return vec![Vec::new()];
        }
        pages
    }
}

/// A cash account at the end of a day.
#[derive(Clone, Debug)]
pub struct Cash {
    /// The account.
    pub account: String,
    /// Its currency.
    pub currency: String,
    /// What is booked.
    pub booked: Amount,
    /// What of it is available, if the bank tells it.
    pub available: Option<Amount>,
}

/// The money of a bank at the end of a day.
#[derive(Clone, Debug)]
pub struct CashStatement {
    /// The day.
    pub as_of: Date,
    /// Each account.
    pub accounts: Vec<Cash>,
}
