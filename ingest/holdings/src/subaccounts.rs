//! Accounts and their parts: nothing counts twice.
//!
//! A statement that gives balances of the account itself counts by these; its sub-accounts are then a breakdown, and for
//! every instrument they list they must add up to them, in aggregate and in what counts. A statement without balances
//! of the account counts by its sub-accounts.

use std::collections::BTreeMap;

use super::amount::Amount;
use super::error::InputError;
use super::statement::{Message, Position};

/// The positions that count, of all pages of one statement.
pub(super) fn counting<'a>(
    pages: &[&'a (usize, Message)],
) -> Result<Vec<(usize, &'a Position)>, (usize, InputError)> {
    let all = pages.iter().flat_map(|(file, message)| {
        message
            .positions
            .iter()
            .map(move |position| (*file, position))
    });
    let (parts, own): (Vec<_>, Vec<_>) =
        all.partition(|(_, position)| position.sub_account.is_some());
    if own.is_empty() {
        return Ok(parts);
    }
    let whole = sums(&own)?;
    for (instrument, (file, line, aggregate, counted)) in sums(&parts)? {
        let same = whole
            .get(instrument)
            .is_some_and(|(_, _, a, c)| *a == aggregate && *c == counted);
        if !same {
            let instrument = instrument.into();
            return Err((file, InputError::SubAccounts { line, instrument }));
        }
    }
    Ok(own)
}

/// Aggregate and counted sums of each instrument, with where it is first.
type Sums<'a> = BTreeMap<&'a str, (usize, u64, Amount, Amount)>;

fn sums<'a>(positions: &[(usize, &'a Position)]) -> Result<Sums<'a>, (usize, InputError)> {
    let mut sums = Sums::new();
    for (file, position) in positions {
        let line = position.line;
        let (_, _, aggregate, counted) = sums
            .entry(position.instrument.as_str())
            .or_insert_with(|| (*file, line, Amount::zero(), Amount::zero()));
        let added = aggregate
            .checked_add(&position.aggregate)
            .zip(counted.checked_add(&position.counted));
        let expected = "balances of fewer digits";
        let (a, c) = added.ok_or((*file, InputError::Syntax { line, expected }))?;
        (*aggregate, *counted) = (a, c);
    }
    Ok(sums)
}
