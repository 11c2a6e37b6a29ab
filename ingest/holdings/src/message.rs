//! The messages that readers of statements return: pages of positions.

use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::basis::Basis;
use crate::measure::Measure;

/// Which page of a statement a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The number of the page, from 1.
    pub number: u32,
    /// Whether it is the last page.
    pub last: bool,
}

impl Page {
    /// The page of a statement that has no other.
    pub const ONLY: Page = Page {
        number: 1,
        last: true,
    };
}

/// One message: a page of the statement of one account.
pub struct Message {
    /// The line of the file where it begins, from 1.
    pub line: u64,
    /// The sender's identifier of the statement, if it has one.
    pub reference: Option<Zeroizing<String>>,
    /// The account, as the statement identifies it.
    pub account: Zeroizing<String>,
    /// Which page it is.
    pub page: Page,
    /// The basis of a securities statement; cash has none.
    pub basis: Option<Basis>,
    /// The balances on the page.
    pub positions: Vec<Position>,
    /// The line of a sub-account on the page that the mapping passes over, if there is one.
    pub passed_over: Option<u64>,
}

/// One balance of a statement.
pub struct Position {
    /// The line of the file where it is, from 1.
    pub line: u64,
    /// Which balance of its file it is, from 1: files without line breaks need it.
    pub number: u64,
    /// The sub-account that holds it, if one does.
    pub sub_account: Option<Zeroizing<String>>,
    /// An ISIN, or the row of a cash account.
    pub instrument: Zeroizing<String>,
    /// Whether a message may show the instrument: not if it is named after an account.
    pub public: bool,
    /// What the amounts count.
    pub measure: Measure,
    /// The whole balance, available or not.
    pub aggregate: Amount,
    /// The part of it that counts: all, or what the statement calls available.
    pub counted: Amount,
}

impl Position {
    /// Whether a part of it is not available and does not count.
    pub fn is_encumbered(&self) -> bool {
        self.counted != self.aggregate
    }
}
