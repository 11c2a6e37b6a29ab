//! The mapping: which columns of a CSV file matter, and which row a cash account is.
//!
//! ```json
//! {
//!   "assay": "v1",
//!   "kind": "holdings_mapping",
//!   "csv": {
//!     "skip": 3,
//!     "delimiter": ";",
//!     "header": true,
//!     "decimal": ",",
//!     "thousands": ".",
//!     "account": "Depot",
//!     "instrument": "ISIN",
//!     "quantity": "Nominal frei",
//!     "as_of": "Stichtag",
//!     "date": "DD.MM.YYYY",
//!     "currency": "Währung",
//!     "totals": [ { "column": "Depot", "begins": "Summe" } ]
//!   },
//!   "cash": [ { "account": "US1234567890", "row": "cash:operating" } ],
//!   "securities": [ { "number": "GB/0798059", "instrument": "GB0007980591" } ],
//!   "accounts": [ "10-1", "10-2" ],
//!   "pass_over": { "accounts": [ "555000111" ], "currencies": [ "EUR" ], "instruments": [ "US912797SE80" ] }
//! }
//! ```
//!
//! It names accounts, so it is private. Columns are named by the header, in capital letters or
//! not, or by their position from 1.

use assay_statement::json::Field;
use assay_statement::{fields, instrument_name, Document, Id, Kind, V1};
use serde::Serialize;
use zeroize::Zeroize;

use crate::layout::Layout;
use crate::mapping_error::MappingError;
use crate::pass_over::{AccountName, PassOver};

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
    /// The client's accounts. With this list or `pass_over.accounts`, an account that is in neither, nor in `cash`, stops the
    /// run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accounts: Option<Vec<AccountName>>,
    /// What files hold beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pass_over: Option<PassOver>,
}

fields!(HoldingsMapping {
    assay,
    kind,
    csv,
    cash by Field::read_or_default,
    securities by Field::read_or_default,
    accounts,
    pass_over,
});

impl Document for HoldingsMapping {
    const KIND: &'static str = "holdings_mapping";
    const MAX_BYTES: usize = 1 << 20;
    const PRIVATE: bool = true;
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
    /// The instrument of the book, by its ISIN, or by its CUSIP if it has none.
    pub instrument: Id,
}

fields!(SecurityNumber { number, instrument });

impl HoldingsMapping {
    /// Checks that the fields make sense together.
    ///
    /// # Errors
    /// The first [`MappingError`].
    pub fn validate(&self) -> Result<(), MappingError> {
        let lists = self.accounts.is_some() || self.pass_over.is_some();
        let maps = self.csv.is_some() || !self.cash.is_empty() || !self.securities.is_empty();
        if !maps && !lists {
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
            let instrument = security.instrument.as_str();
            if !whole || again || instrument_name(instrument).as_deref() != Some(instrument) {
                return Err(MappingError::Security { index });
            }
        }
        self.validate_lists()?;
        self.csv.as_ref().map_or(Ok(()), Layout::validate)
    }
    /// Every account is in one list, once.
    fn validate_lists(&self) -> Result<(), MappingError> {
        let own = self.accounts.iter().flatten();
        let over = self.pass_over.iter().flat_map(|over| &over.accounts);
        let mut own: Vec<&str> = own.map(AccountName::as_str).collect();
        let mut over: Vec<&str> = over.map(AccountName::as_str).collect();
        own.sort_unstable();
        over.sort_unstable();
        let again = |list: &[&str]| list.windows(2).any(|pair| pair.first() == pair.last());
        let nameless = |list: &[&str]| list.first().is_some_and(|name| name.is_empty());
        let mut cash = self.cash.iter().map(|cash| cash.account.as_str());
        let both = own.iter().any(|name| over.binary_search(name).is_ok())
            || cash.any(|name| over.binary_search(&name).is_ok());
        if both || again(&own) || again(&over) || nameless(&own) || nameless(&over) {
            return Err(MappingError::Lists);
        }
        Ok(())
    }
}
