//! The day, the currency and the accounts that every statement has to agree with.

use assay_statement::{is_business_day, last_business_day, Book, Date};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::accounts::{Accounts, Standing};
use crate::fields::code;
use crate::input_error::InputError;
use crate::mapping::HoldingsMapping;
use crate::pass_over::PassOver;
use crate::statement_day::StatementDay;

/// Statements that are neither all of the day that they should be of nor all of the last business day before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("line {line}: expected statements that are all of {day}, {of}, or, as that is no business day, all of {before}, the last one before it; found one of {found}")]
pub struct NoCommonDay {
    /// Line, from 1.
    pub line: u64,
    /// The day that they should be of.
    pub day: Date,
    /// What that day is.
    pub of: StatementDay,
    /// The last business day before it.
    pub before: Date,
    /// The day of the statement.
    pub found: Date,
}

/// What every statement has to agree with: the day, the currency of the book, and the mapping of the run.
pub struct Expectation {
    /// The day of the statements, or the last business day before it.
    pub as_of: Date,
    /// What that day is.
    pub of: StatementDay,
    /// The book's currency.
    pub currency: String,
    /// The columns of CSV files and the rows of cash accounts.
    pub mapping: Option<HoldingsMapping>,
    /// Whose accounts are whose.
    accounts: Accounts,
}

impl Expectation {
    /// What the statements of a book have to agree with. The day of the book is that of its as-of time, in UTC.
    pub fn new(book: &Book, mapping: Option<HoldingsMapping>) -> Expectation {
        Expectation {
            as_of: book.as_of.date(),
            of: StatementDay::Book,
            currency: book.currency.as_str().into(),
            accounts: Accounts::new(mapping.as_ref()),
            mapping,
        }
    }

    /// The same for statements of another day than the book's.
    pub fn of_day(self, as_of: Date, of: StatementDay) -> Expectation {
        Expectation { as_of, of, ..self }
    }

    /// The same for a day that is no business day of the Federal Reserve: statements have to be of the last one before it, all of
    /// them, as what moves in between would count twice. `None` for a business day, which takes no other.
    pub fn of_last_business_day(self) -> Option<Expectation> {
        let day = self.as_of;
        (!is_business_day(day)).then(|| Expectation {
            as_of: last_business_day(day),
            ..self
        })
    }

    /// Checks the day of a statement, as the custodian writes it: no time zone is applied.
    pub(crate) fn check_date(&self, found: Date, line: u64) -> Result<(), InputError> {
        match found == self.as_of {
            true => Ok(()),
            false => Err(InputError::Date {
                line,
                expected: self.as_of,
                of: self.of,
                found,
            }),
        }
    }

    /// Checks the currency of a balance.
    pub(crate) fn check_currency(&self, found: &str, line: u64) -> Result<(), InputError> {
        match found == self.currency {
            true => Ok(()),
            false => Err(InputError::Currency {
                line,
                expected: self.currency.clone(),
                found: code(found, 3),
            }),
        }
    }

    /// Whether an account counts, or is passed over.
    ///
    /// # Errors
    /// [`InputError::UnknownAccount`], if the mapping has lists and the account is in none.
    pub(crate) fn counts(&self, account: &[u8], line: u64) -> Result<bool, InputError> {
        match self.accounts.standing(account) {
            Standing::Counts => Ok(true),
            Standing::PassedOver => Ok(false),
            Standing::Unknown => Err(InputError::UnknownAccount { line }),
        }
    }

    /// Whether an account counts; of one that does not, [`Expectation::counts`] says why.
    pub(crate) fn surely_counts(&self, account: &[u8]) -> bool {
        matches!(self.accounts.standing(account), Standing::Counts)
    }

    /// Whether every account counts, as the mapping has no lists of them.
    pub(crate) fn counts_all(&self) -> bool {
        !self.accounts.listed()
    }

    /// Whether the mapping passes a currency over.
    pub(crate) fn passes_currency(&self, currency: &str) -> bool {
        let mut currencies = self.passed_over().flat_map(|over| &over.currencies);
        currency != self.currency && currencies.any(|other| other == currency)
    }

    /// Whether the mapping passes an instrument over.
    pub(crate) fn passes_instrument(&self, instrument: &[u8]) -> bool {
        let mut instruments = self.passed_over().flat_map(|over| &over.instruments);
        instruments.any(|other| other.as_bytes() == instrument)
    }

    fn passed_over(&self) -> impl Iterator<Item = &PassOver> {
        self.mapping.iter().flat_map(|mapping| &mapping.pass_over)
    }

    /// The ISIN that the mapping has for a number of an instrument, as in `GB/0798059`.
    pub(crate) fn isin_of_number(&self, number: &str) -> Option<&str> {
        let mut numbers = self.mapping.iter().flat_map(|mapping| &mapping.securities);
        let found = numbers.find(|security| security.number == number)?;
        Some(found.instrument.as_str())
    }

    /// The row of a cash account and whether the mapping names it; a row that it does not name is `cash:<account>`.
    pub(crate) fn cash_row(&self, account: &str) -> (Zeroizing<String>, bool) {
        let cash = self.mapping.iter().flat_map(|mapping| &mapping.cash);
        match cash.into_iter().find(|cash| cash.account == account) {
            Some(cash) => (Zeroizing::new(cash.row.as_str().into()), true),
            None => (Zeroizing::new(format!("cash:{account}")), false),
        }
    }
}
