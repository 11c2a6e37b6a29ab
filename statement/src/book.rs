//! The book: every row, in public, that may hold something, at its price.

mod error;
mod income;
mod income_check;
mod limits;
mod row;
mod securities;
mod shape_fields;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use assay_circuits::Shape;
use serde::Serialize;

use crate::country::Country;
use crate::currency::Currency;
use crate::document::{Document, Kind, V1};
use crate::id::{Id, Subject};
use crate::json::field_readers::{at_most, some_at_most};
use crate::macros::fields;
use crate::suite::{self, SuiteName};
use crate::time::Timestamp;

pub use error::BookError;
pub use income::{Income, IncomeError, IncomeRow};
pub(crate) use limits::MAX_LISTED;
pub use limits::{MAX_CUSTODIANS, MAX_QUANTITY_DECIMALS};
pub use row::BookRow;
use securities::Securities;

/// The book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Book {
    /// The version.
    pub assay: V1,
    /// `"book"`.
    pub kind: Kind<Book>,
    /// What it is the book of.
    pub subject: Subject,
    /// When it was true.
    pub as_of: Timestamp,
    /// Currency of all prices.
    pub currency: Currency,
    /// The suite of every commitment and proof that follows it; `vesta` is not spelled out.
    #[serde(skip_serializing_if = "SuiteName::is_default")]
    pub suite: SuiteName,
    /// Shape of the trace that proves it, `{"k": 8, "rules": 8}`.
    #[serde(serialize_with = "shape_fields::serialize")]
    pub shape: Shape,
    /// Every custodian, in the order that fixes their tags.
    pub custodians: Vec<Id>,
    /// The country in which each custodian keeps what it holds: of all custodians or of none.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub countries: BTreeMap<Id, Country>,
    /// Every (custodian, instrument) that may hold something.
    pub rows: Vec<BookRow>,
    /// What units that were held throughout earned since an earlier book.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub income: Option<Income>,
}

fields!(Book {
    assay,
    kind,
    subject,
    as_of,
    currency,
    suite by suite::read,
    shape by shape_fields::read,
    custodians by at_most::<MAX_LISTED, _>,
    countries by some_at_most::<MAX_LISTED, _>,
    rows by at_most::<MAX_LISTED, _>,
    income,
});

impl Document for Book {
    const KIND: &'static str = "book";
}

impl Book {
    /// Checks everything about a book that one field alone cannot tell.
    ///
    /// # Errors
    /// The first [`BookError`], custodians before rows.
    pub fn validate(&self) -> Result<(), BookError> {
        if self.custodians.is_empty() {
            return Err(BookError::NoCustodians);
        }
        if self.custodians.len() > MAX_CUSTODIANS {
            return Err(BookError::TooManyCustodians {
                found: self.custodians.len(),
            });
        }
        let mut listed = BTreeSet::new();
        for custodian in &self.custodians {
            if !listed.insert(custodian) {
                return Err(BookError::DuplicateCustodian {
                    custodian: custodian.clone(),
                });
            }
        }
        self.validate_countries(&listed)?;
        if self.quantities() > self.shape.buckets() {
            return Err(BookError::TooManyRows {
                shape: self.shape,
                buckets: self.shape.buckets(),
                found: self.quantities(),
            });
        }
        self.validate_rows(&listed)?;
        match &self.income {
            Some(found) => Ok(income_check::check(found, self.as_of, &self.rows, &listed)?),
            None => Ok(()),
        }
    }

    fn validate_rows(&self, listed: &BTreeSet<&Id>) -> Result<(), BookError> {
        let mut seen = BTreeSet::new();
        let mut securities = Securities::default();
        let mut idle = listed.clone();
        for (index, row) in self.rows.iter().enumerate() {
            if !listed.contains(&row.custodian) {
                return Err(BookError::UnknownCustodian {
                    row: index,
                    custodian: row.custodian.clone(),
                });
            }
            if !seen.insert((&row.custodian, &row.instrument)) {
                return Err(BookError::DuplicateRow {
                    row: index,
                    custodian: row.custodian.clone(),
                    instrument: row.instrument.clone(),
                });
            }
            row.validate(index, self.as_of.date())?;
            securities.add(index, row)?;
            idle.remove(&row.custodian);
        }
        for row in self.income_rows() {
            idle.remove(&row.custodian);
        }
        match self.custodians.iter().find(|c| idle.contains(c)) {
            Some(custodian) => Err(BookError::CustodianWithoutRow {
                custodian: custodian.clone(),
            }),
            None => Ok(()),
        }
    }

    fn validate_countries(&self, listed: &BTreeSet<&Id>) -> Result<(), BookError> {
        if self.countries.is_empty() {
            return Ok(());
        }
        if let Some(custodian) = self.countries.keys().find(|id| !listed.contains(id)) {
            return Err(BookError::CountryOfUnknown {
                custodian: custodian.clone(),
            });
        }
        match self
            .custodians
            .iter()
            .find(|id| !self.countries.contains_key(*id))
        {
            Some(custodian) => Err(BookError::CustodianWithoutCountry {
                custodian: custodian.clone(),
            }),
            None => Ok(()),
        }
    }

    /// Position of a custodian in the list, from 0.
    pub fn custodian_index(&self, custodian: &Id) -> Option<usize> {
        self.custodians.iter().position(|c| c == custodian)
    }

    /// The rows of its income; none if it lists no income.
    pub fn income_rows(&self) -> &[IncomeRow] {
        self.income.as_ref().map_or(&[], |income| &income.rows)
    }

    /// Quantities that custodians commit to: one for each row, in order, then one for each row of the income.
    pub fn quantities(&self) -> usize {
        self.rows.len() + self.income_rows().len()
    }

    /// Positions among [`Book::quantities`] of those that one custodian commits to, ascending.
    pub fn positions_of<'a>(&'a self, custodian: &'a Id) -> impl Iterator<Item = usize> + 'a {
        let rows = self.rows.iter().map(|row| &row.custodian);
        let income = self.income_rows().iter().map(|row| &row.custodian);
        let all = rows.chain(income).enumerate();
        all.filter(move |(_, of)| *of == custodian)
            .map(|(position, _)| position)
    }

    /// The rows of one custodian, with their positions in the book.
    pub fn rows_of<'a>(
        &'a self,
        custodian: &'a Id,
    ) -> impl Iterator<Item = (usize, &'a BookRow)> + 'a {
        self.rows
            .iter()
            .enumerate()
            .filter(move |(_, row)| row.custodian == *custodian)
    }
}
