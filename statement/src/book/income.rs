//! Income: what one unit of each holding earned since an earlier book.
//!
//! A book may list, beside its rows, *income rows*: for a custodian and an instrument, how much one unit that was held
//! throughout a period earned in it. Each has a quantity of its own in the custodian's commitment, next to those of the
//! rows: how many units were held from `since` without a break to the book's time, or to `until` if they were repaid before;
//! of a row below zero the most that were held on any day, so that what is not known is against the prover.
//! Only the rule `yield` counts them; for every other rule they are worth nothing.

mod error;

use alloc::vec::Vec;
use serde::Serialize;

use crate::encoding::Digest;
use crate::id::Id;
use crate::json::field_readers::at_most;
use crate::macros::fields;
use crate::signed_decimal::SignedDecimal;
use crate::time::{Date, Timestamp};

use super::limits::MAX_LISTED;

pub use error::IncomeError;

/// The income of a period that ends when the book was true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Income {
    /// When the period began: the time of the earlier book.
    pub since: Timestamp,
    /// Digest of the earlier book, whose prices the income rests on.
    pub book: Digest,
    /// Every (custodian, instrument) whose units may have been held throughout.
    pub rows: Vec<IncomeRow>,
}

fields!(Income {
    since,
    book,
    rows by at_most::<MAX_LISTED, _>,
});

/// What one unit of a (custodian, instrument) earned, held throughout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IncomeRow {
    /// Who held it.
    pub custodian: Id,
    /// What was held: a row's instrument, or one that was repaid in the period.
    pub instrument: Id,
    /// What one whole unit of quantity earned in the book's currency. Not zero; negative where a premium that is used up
    /// exceeds the interest.
    pub per_unit: SignedDecimal,
    /// Decimals of the integer quantity, as of rows.
    pub quantity_decimals: u8,
    /// The day on which it was repaid, of what is no row of the book any more: after the day of `since`, and not after the
    /// book's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

fields!(IncomeRow {
    custodian,
    instrument,
    per_unit,
    quantity_decimals,
    until
});
