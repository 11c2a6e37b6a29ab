//! The mapping: which columns of a CSV file matter, and which row a cash account is.
//!
//! ```json
//! {
//!   "assay": "v1",
//!   "kind": "holdings_mapping",
//!   "csv": {
//!     "delimiter": ";",
//!     "header": true,
//!     "decimal": ",",
//!     "thousands": ".",
//!     "account": "Depot",
//!     "instrument": "ISIN",
//!     "quantity": "Nominal frei",
//!     "as_of": "Stichtag",
//!     "currency": "Währung"
//!   },
//!   "cash": [ { "account": "US1234567890", "row": "cash:operating" } ],
//!   "securities": [ { "number": "GB/0798059", "instrument": "GB0007980591" } ]
//! }
//! ```
//!
//! It names accounts, so it is private. Columns are named by the header, or by their position from 1.

use assay_statement::json::{Field, FromJson, JsonError, JsonValue};
use assay_statement::{fields, Document, Id, Kind, V1};
use serde::Serialize;
use thiserror::Error;
use zeroize::Zeroize;

use assay_lines::MAX_FIELDS;

/// The mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HoldingsMapping {
    /// The version.
    pub assay: V1,
    /// `"holdings_mapping"`.
    pub kind: Kind<HoldingsMapping>,
    /// How CSV files are laid out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csv: Option<Layout>,
    /// Rows of cash accounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cash: Vec<CashAccount>,
    /// Instruments of the book that statements name by other numbers than ISIN and CUSIP.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub securities: Vec<SecurityNumber>,
}

fields!(HoldingsMapping {
    assay,
    kind,
    csv,
    cash by Field::read_or_default,
    securities by Field::read_or_default,
});

impl Document for HoldingsMapping {
    const KIND: &'static str = "holdings_mapping";
    const MAX_BYTES: usize = 1 << 20;
    const PRIVATE: bool = true;
}

/// The layout of a CSV file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Layout {
    /// The separator of fields: `,` (the default), `;`, `|` or a tab.
    pub delimiter: String,
    /// Whether the first line names the columns.
    pub header: bool,
    /// The decimal point: `.` (the default) or `,`.
    pub decimal: String,
    /// The separator of groups of three digits, if there is one: `.`, `,`, `'`, a space or a no-break space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thousands: Option<String>,
    /// The column of the account.
    pub account: Column,
    /// The column of the instrument.
    pub instrument: Column,
    /// The column of the quantity that counts: what is available.
    pub quantity: Column,
    /// A column that has to hold the book's day, as `2026-11-20` or `20261120`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Column>,
    /// A column that has to hold the book's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Column>,
}

fields!(Layout {
    delimiter by comma,
    header by yes,
    decimal by point,
    thousands,
    account,
    instrument,
    quantity,
    as_of,
    currency,
});

fn comma(field: Field<'_>) -> Result<String, JsonError> {
    field.read_or(|| ",".into())
}

fn point(field: Field<'_>) -> Result<String, JsonError> {
    field.read_or(|| ".".into())
}

fn yes(field: Field<'_>) -> Result<bool, JsonError> {
    field.read_or(|| true)
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Column {
    /// By its name in the header.
    Name(String),
    /// By its position, from 1.
    Position(u32),
}

impl FromJson for Column {
    fn from_json(value: JsonValue<'_>) -> Result<Column, JsonError> {
        match value.is_text() {
            true => String::from_json(value).map(Column::Name),
            false => u32::from_json(value).map(Column::Position),
        }
    }
}

impl core::fmt::Display for Column {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Column::Name(name) => write!(f, "\"{}\"", crate::instrument::shown(name)),
            Column::Position(position) => write!(f, "{position}"),
        }
    }
}

/// A cash account. Wiped when dropped.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct CashAccount {
    /// As the bank's statement names it.
    pub account: String,
    /// The book's row, `cash:...`.
    pub row: Id,
}

fields!(CashAccount { account, row });

// Without the account, which is private.
impl core::fmt::Debug for CashAccount {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "CashAccount(.. -> {})", self.row)
    }
}

impl Drop for CashAccount {
    fn drop(&mut self) {
        self.account.zeroize();
    }
}

/// A number that statements have for an instrument, where they give neither ISIN nor CUSIP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecurityNumber {
    /// The scheme, a slash and the number: `GB/0798059` for `:35B:/GB/0798059`, `SEDL/0798059` for that type in semt.002.
    pub number: String,
    /// The instrument of the book, by its ISIN.
    pub instrument: Id,
}

fields!(SecurityNumber { number, instrument });

/// What is wrong with a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MappingError {
    /// Nothing that maps anything.
    #[error("expected \"csv\", \"cash\" or \"securities\", found none of them; leave the mapping out, or say something in it")]
    Empty,
    /// A delimiter of another kind.
    #[error("csv.delimiter: expected a comma, a semicolon, a bar or a tab, found something else")]
    Delimiter,
    /// A decimal point of another kind.
    #[error("csv.decimal: expected a point or a comma, found something else")]
    Decimal,
    /// A thousands separator of another kind, or the decimal point.
    #[error("csv.thousands: expected a point, a comma, an apostrophe or a space, and not the decimal point, found something else")]
    Thousands,
    /// A column without a name, or at no position.
    #[error("csv.{field}: expected the name of a column, or its position from 1 to {MAX_FIELDS}, found something else")]
    Column {
        /// The field of the mapping.
        field: &'static str,
    },
    /// A name in a file that has none.
    #[error("csv.{field}: expected a position, as the file has no header, found a name")]
    NoHeader {
        /// The field of the mapping.
        field: &'static str,
    },
    /// One column for two things.
    #[error("csv.{field}: expected a column of its own, found that of csv.{other}")]
    SameColumn {
        /// The field of the mapping.
        field: &'static str,
        /// The field that has it.
        other: &'static str,
    },
    /// An account twice.
    #[error("cash[{index}].account: expected each account once, found one again (not shown)")]
    AccountTwice {
        /// From 0.
        index: usize,
    },
    /// A number that is none, or an instrument that is no ISIN.
    #[error("securities[{index}]: expected a scheme, a slash and a number (GB/0798059), each once, and the ISIN of the book's instrument, found something else")]
    Security {
        /// From 0.
        index: usize,
    },
    /// An account without a name.
    #[error("cash[{index}].account: expected a name, found nothing")]
    NoAccount {
        /// From 0.
        index: usize,
    },
}

impl HoldingsMapping {
    /// Checks that the fields make sense together.
    ///
    /// # Errors
    /// The first [`MappingError`].
    pub fn validate(&self) -> Result<(), MappingError> {
        if self.csv.is_none() && self.cash.is_empty() && self.securities.is_empty() {
            return Err(MappingError::Empty);
        }
        for (index, cash) in self.cash.iter().enumerate() {
            if cash.account.is_empty() {
                return Err(MappingError::NoAccount { index });
            }
            let mut before = self.cash.iter().take(index);
            if before.any(|other| other.account == cash.account) {
                return Err(MappingError::AccountTwice { index });
            }
        }
        for (index, security) in self.securities.iter().enumerate() {
            let parts = security.number.split_once('/');
            let whole =
                parts.is_some_and(|(scheme, number)| !scheme.is_empty() && !number.is_empty());
            let mut before = self.securities.iter().take(index);
            let again = before.any(|other| other.number == security.number);
            if !whole || again || isin::parse(security.instrument.as_str()).is_err() {
                return Err(MappingError::Security { index });
            }
        }
        self.csv.as_ref().map_or(Ok(()), Layout::validate)
    }
}

impl Layout {
    fn validate(&self) -> Result<(), MappingError> {
        if !matches!(self.delimiter.as_str(), "," | ";" | "|" | "\t") {
            return Err(MappingError::Delimiter);
        }
        if !matches!(self.decimal.as_str(), "." | ",") {
            return Err(MappingError::Decimal);
        }
        let separators = [".", ",", "'", "\u{2019}", " ", "\u{a0}", "\u{202f}"];
        if let Some(thousands) = &self.thousands {
            if !separators.contains(&thousands.as_str()) || *thousands == self.decimal {
                return Err(MappingError::Thousands);
            }
        }
        let columns = self.columns();
        for (at, (field, column)) in columns.iter().enumerate() {
            match column {
                Column::Name(_) if !self.header => {
                    return Err(MappingError::NoHeader { field });
                }
                Column::Name(name) if name.is_empty() || name.trim() != name => {
                    return Err(MappingError::Column { field });
                }
                Column::Position(position) if !(1..=MAX_FIELDS as u32).contains(position) => {
                    return Err(MappingError::Column { field });
                }
                _ => {}
            }
            let mut before = columns.iter().take(at);
            if let Some((other, _)) = before.find(|(_, other)| other == column) {
                return Err(MappingError::SameColumn { field, other });
            }
        }
        Ok(())
    }

    /// The columns, with their fields of the mapping.
    pub(crate) fn columns(&self) -> Vec<(&'static str, &Column)> {
        let optional = [("as_of", &self.as_of), ("currency", &self.currency)];
        let optional = optional
            .into_iter()
            .filter_map(|(field, column)| Some((field, column.as_ref()?)));
        [
            ("account", &self.account),
            ("instrument", &self.instrument),
            ("quantity", &self.quantity),
        ]
        .into_iter()
        .chain(optional)
        .collect()
    }
}
