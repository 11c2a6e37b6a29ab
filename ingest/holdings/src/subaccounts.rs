//! Accounts and their parts: nothing counts twice.
//!
//! A statement that gives balances of the account itself counts by these; its sub-accounts are then a breakdown, and for
//! every instrument they list they must add up to them, in aggregate and in what counts. A statement without balances
//! of the account counts by its sub-accounts. Where one of these is passed over, balances of the account are refused.

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::input_error::InputError;
use crate::message::Position;
use crate::pages::Pages;

/// The positions that count, of all pages of one statement, each with the number of the file it is in.
pub(crate) fn counting<'a>(
    pages: &Pages<'a>,
) -> Result<Vec<(usize, &'a Position)>, (usize, InputError)> {
    let all = pages.iter().flat_map(|page| {
        let positions = page.message.positions.iter();
        positions.map(|position| (page.file, position))
    });
    let (parts, own): (Vec<_>, Vec<_>) =
        all.partition(|(_, position)| position.sub_account.is_some());
    if own.is_empty() {
        return Ok(parts);
    }
    // What is passed over is in the balances of the account, and cannot be told from the rest.
    let over = pages
        .iter()
        .find_map(|page| Some((page.file, page.message.passed_over?)));
    if let Some((file, line)) = over {
        return Err((file, InputError::PartPassedOver { line }));
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

/// For each instrument: the file and line of its first position, its aggregate sum and its counted sum.
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
