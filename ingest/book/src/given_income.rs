//! The list `income` of a custodian in the custodians file.

use assay_statement::{fields, Id, SignedDecimal, Timestamp};
use serde::Serialize;

/// What one unit earned, as the custodians file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GivenIncome {
    /// The row of the earlier book.
    pub instrument: Id,
    /// When the period began: the time of the earlier book.
    pub since: Timestamp,
    /// What one whole unit of quantity that was held throughout earned in the book's currency, rounded down.
    pub per_unit: SignedDecimal,
}

fields!(GivenIncome {
    instrument,
    since,
    per_unit
});
