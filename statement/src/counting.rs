//! How many inequalities a policy makes of a book, before any supply is known.

use alloc::vec;

use crate::book::Book;
use crate::compile::{compile, CompileError};
use crate::decimal::Decimal;
use crate::document::{Kind, V1};
use crate::policy::Policy;
use crate::supply::{PendingRedemptions, Supply, SupplyEntry};

/// A supply of one token, where any will do.
pub fn any_supply(book: &Book) -> Supply {
    Supply {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        currency: book.currency.clone(),
        entries: vec![SupplyEntry::PendingRedemptions(PendingRedemptions {
            quantity: Decimal::from(1u64),
        })],
        value_per_token: Decimal::from(1u64),
    }
}

/// Inequalities that a policy makes of a book. They do not depend on the supply.
///
/// # Errors
/// [`CompileError`], but for too many of them: these are counted.
pub fn count_inequalities(book: &Book, policy: &Policy) -> Result<usize, CompileError> {
    match compile(book, policy, &any_supply(book)) {
        Ok(compiled) => Ok(compiled.inequalities.len()),
        Err(CompileError::TooManyInequalities { found, .. }) => Ok(found),
        Err(error) => Err(error),
    }
}
