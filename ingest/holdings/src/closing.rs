//! The closing balance of a cash account, which several pages of a statement may repeat.

use crate::amount::Amount;
use crate::expectation::Expectation;
use crate::input_error::InputError;
use crate::measure::Measure;
use crate::message::Position;
use crate::pages::Pages;

/// The position of a closing balance, the `number`th of its file: it counts as far as it is available.
pub(crate) fn position(
    line: u64,
    number: u64,
    account: &str,
    booked: Amount,
    available: Option<Amount>,
    expected: &Expectation,
) -> Position {
    let (instrument, public) = expected.cash_row(account);
    let less = available.filter(|available| booked.checked_sub(available).is_some());
    Position {
        line,
        number,
        sub_account: None,
        instrument,
        public,
        measure: Measure::Money,
        counted: less.unwrap_or_else(|| booked.clone()),
        aggregate: booked,
    }
}

/// The one position of a cash statement, with the number of the file it is in.
pub(crate) fn counting<'a>(
    pages: &Pages<'a>,
) -> Result<Vec<(usize, &'a Position)>, (usize, InputError)> {
    let mut found: Option<(usize, &Position)> = None;
    for page in pages {
        for position in &page.message.positions {
            let same = found.is_none_or(|(_, first)| {
                first.aggregate == position.aggregate && first.counted == position.counted
            });
            if !same {
                let line = position.line;
                return Err((page.file, InputError::ClosingTwice { line }));
            }
            found = Some(found.unwrap_or((page.file, position)));
        }
    }
    match found {
        Some(position) => Ok(vec![position]),
        None => {
            let (file, line) = pages
                .first()
                .map_or((0, 0), |page| (page.file, page.message.line));
            Err((file, InputError::NoClosing { line }))
        }
    }
}
