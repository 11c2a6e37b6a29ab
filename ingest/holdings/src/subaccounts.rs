//! Accounts and their parts: nothing counts twice.
//!
//! A statement that gives balances of the account itself counts by these; its sub-accounts are then a breakdown, and for
//! every instrument they list they must add up to them, in aggregate and in what counts. A statement without balances
//! of the account counts by its sub-accounts. Where one of these is passed over, balances of the account are refused.

use crate::input_error::InputError;
use crate::pages::Pages;
use crate::tally::{Side, Tally};

/// The positions that count, of all pages of one statement.
pub(crate) fn counting(pages: &Pages<'_>, tally: Tally) -> Result<Side, (usize, InputError)> {
    let Tally { own, parts } = tally;
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
    own.check_digits()?;
    parts.check_digits()?;
    parts.check_against(&own)?;
    Ok(own)
}
