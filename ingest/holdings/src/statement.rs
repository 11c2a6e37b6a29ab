//! What the statements of all formats have in common: pages of positions.

use assay_statement::{steers, Book, Date};
use zeroize::Zeroizing;

use super::amount::Amount;
use super::error::InputError;
use super::format::Format;
use super::mapping::HoldingsMapping;

/// What every statement has to agree with.
pub struct Terms {
    /// The book's day.
    pub as_of: Date,
    /// The book's currency.
    pub currency: String,
    /// Columns of CSV files, rows of cash accounts.
    pub mapping: Option<HoldingsMapping>,
}

impl Terms {
    /// The terms of a book. The day of the book is that of its as-of time, in UTC.
    pub fn new(book: &Book, mapping: Option<HoldingsMapping>) -> Terms {
        Terms {
            as_of: book.as_of.date(),
            currency: book.currency.as_str().into(),
            mapping,
        }
    }

    /// Checks the day of a statement, as the custodian writes it: no time zone is applied.
    pub(crate) fn check_date(&self, found: Date, line: u64) -> Result<(), InputError> {
        match found == self.as_of {
            true => Ok(()),
            false => Err(InputError::Date {
                line,
                expected: self.as_of,
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

    /// The row of a cash account: what the mapping says, otherwise `cash:<account>`. Tells also whether it was mapped.
    pub(crate) fn cash_row(&self, account: &str) -> (Zeroizing<String>, bool) {
        let cash = self.mapping.iter().flat_map(|mapping| &mapping.cash);
        match cash.into_iter().find(|cash| cash.account == account) {
            Some(cash) => (Zeroizing::new(cash.row.as_str().into()), true),
            None => (Zeroizing::new(format!("cash:{account}")), false),
        }
    }
}

/// When a securities statement counts a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// When it settles (`SETT`).
    Settled,
    /// When it is struck (`TRAD`).
    Traded,
    /// When it was agreed to settle (`CONT`).
    Contractual,
}

impl Basis {
    /// The code that both standards have for it.
    pub const fn code(self) -> &'static str {
        match self {
            Basis::Settled => "SETT",
            Basis::Traded => "TRAD",
            Basis::Contractual => "CONT",
        }
    }

    /// The basis of a code.
    pub fn from_code(code: &str) -> Option<Basis> {
        let all = [Basis::Settled, Basis::Traded, Basis::Contractual];
        all.into_iter().find(|basis| basis.code() == code)
    }
}

/// Which page of a statement a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Whether none follows.
    pub last: bool,
}

impl Page {
    /// The page of a statement that has no other.
    pub const ONLY: Page = Page {
        number: 1,
        last: true,
    };
}

/// What a quantity counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Face amount of a debt instrument.
    Face,
    /// Units, such as shares.
    Units,
    /// Money on an account.
    Money,
}

impl Measure {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Measure::Face => "a face amount",
            Measure::Units => "units",
            Measure::Money => "money",
        }
    }
}

/// One message: a page of the statement of one account.
pub struct Message {
    /// The format it was read from.
    pub format: Format,
    /// Where it begins, from 1.
    pub line: u64,
    /// Identifies the statement for those who sent it, if they say so.
    pub reference: Option<Zeroizing<String>>,
    /// The account; for cash with its currency.
    pub account: Zeroizing<String>,
    /// Which page it is.
    pub page: Page,
    /// The basis of a securities statement; cash has none.
    pub basis: Option<Basis>,
    /// What it holds.
    pub positions: Vec<Position>,
}

/// One balance of a statement.
pub struct Position {
    /// Where it is, from 1.
    pub line: u64,
    /// Which balance of its file it is, from 1: files without line breaks need it.
    pub number: u64,
    /// The part of the account it is in, if it is in a part.
    pub sub_account: Option<Zeroizing<String>>,
    /// An ISIN, or the row of a cash account.
    pub instrument: Zeroizing<String>,
    /// Whether a message may show the instrument: not if it is named after an account.
    pub public: bool,
    /// What the amounts count.
    pub measure: Measure,
    /// All that is there.
    pub aggregate: Amount,
    /// What of it counts: all, or what the statement says is available.
    pub counted: Amount,
}

impl Position {
    /// Whether some of it does not count.
    pub fn is_encumbered(&self) -> bool {
        self.counted != self.aggregate
    }
}

/// What counts of a balance: what is available, where the statement tells it apart.
///
/// # Errors
/// [`InputError::MoreAvailable`], [`InputError::DoesNotAddUp`].
pub(crate) fn counted(
    aggregate: &Amount,
    available: Option<&Amount>,
    not_available: Option<&Amount>,
    line: u64,
) -> Result<Amount, InputError> {
    let free = |part: &Amount| {
        let rest = aggregate.checked_sub(part);
        rest.ok_or(InputError::MoreAvailable { line })
    };
    match (available, not_available) {
        (None, None) => Ok(aggregate.clone()),
        (Some(available), None) => free(available).map(|_| available.clone()),
        (None, Some(not_available)) => free(not_available),
        (Some(available), Some(not_available)) => match free(available)? == *not_available {
            true => Ok(available.clone()),
            false => Err(InputError::DoesNotAddUp { line }),
        },
    }
}

/// Fills a field that may be there once.
pub(crate) fn once<T>(
    slot: &mut Option<T>,
    value: T,
    line: u64,
    field: &'static str,
) -> Result<(), InputError> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(InputError::Repeated { line, field }),
    }
}

/// A field that has to be there.
pub(crate) fn required<T>(
    slot: Option<T>,
    line: u64,
    field: &'static str,
) -> Result<T, InputError> {
    slot.ok_or(InputError::Missing { line, field })
}

/// A short code as a message shows it. In a file that is out of order, anything could be in its place.
pub(crate) fn code(text: &str, most: usize) -> String {
    let letters = text.bytes().all(|b| b.is_ascii_uppercase());
    match letters && (1..=most).contains(&text.len()) {
        true => text.into(),
        false => "something else".into(),
    }
}

/// An identifier of an account or statement: something on one line, and not too much of it.
pub(crate) fn identifier(
    text: &str,
    line: u64,
    expected: &'static str,
) -> Result<Zeroizing<String>, InputError> {
    let fits = (1..=MAX_IDENTIFIER).contains(&text.len());
    match fits && !text.contains(steers) {
        true => Ok(Zeroizing::new(text.into())),
        false => Err(InputError::Syntax { line, expected }),
    }
}

/// Longest identifier of an account or statement, in bytes. The standards allow 35, IBAN 34.
const MAX_IDENTIFIER: usize = 140;
