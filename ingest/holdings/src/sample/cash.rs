//! Cash statements, to be written.

use assay_statement::Date;

use crate::amount::Amount;

/// A cash account at the end of a day.
#[derive(Clone, Debug)]
pub struct CashBalance {
    /// The account.
    pub account: String,
    /// Its currency.
    pub currency: String,
    /// The booked balance.
    pub booked: Amount,
    /// The available part of it, if the bank separates it.
    pub available: Option<Amount>,
}

/// The money of a bank at the end of a day.
#[derive(Clone, Debug)]
pub struct CashStatement {
    /// The day.
    pub as_of: Date,
    /// The accounts.
    pub accounts: Vec<CashBalance>,
}
