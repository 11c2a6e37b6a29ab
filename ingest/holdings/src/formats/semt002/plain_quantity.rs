//! A quantity as nearly every custodian writes it: without attributes, prefixes, comments and references.
//!
//! It is read in one look, and says what the elements say one by one. What is written in any other way is read element by element.

use crate::amount::Amount;
use crate::measure::Measure;
use crate::plain_number::Plain;
use crate::split::Balance;

const LONG: &[u8] = b"<ShrtLngInd>LONG</ShrtLngInd>";

/// Most `Qty` around a quantity.
const MAX_QUANTITIES: usize = 4;

/// The elements of a quantity.
const UNITS: [(&[u8], &[u8], Measure); 3] = [
    (b"<FaceAmt>", b"</FaceAmt>", Measure::Face),
    (b"<Unit>", b"</Unit>", Measure::Units),
    (b"<DgtlTknUnit>", b"</DgtlTknUnit>", Measure::Units),
];

/// The balance that a text begins with, which is not short, and the length of it with spaces after it.
pub(super) fn balance(text: &str) -> Option<(Balance, usize)> {
    let mut rest = after_spaces(text.as_bytes());
    if let Some(after) = rest.strip_prefix(LONG) {
        rest = after_spaces(after);
    }
    let mut depth = 0;
    while let Some(after) = rest.strip_prefix(b"<Qty>") {
        rest = after_spaces(after);
        depth += 1;
    }
    let mut units = UNITS.iter();
    let (number, end, measure) = units
        .find_map(|(begin, end, measure)| Some((rest.strip_prefix(*begin)?, *end, *measure)))?;
    let (plain, after) = Plain::read(number, b'.', false)?;
    rest = after_spaces(after.strip_prefix(end)?);
    for _ in 0..depth {
        rest = after_spaces(rest.strip_prefix(b"</Qty>")?);
    }
    let amount = Amount::new(plain.mantissa.into(), plain.decimals.into());
    let balance = (amount, Some(measure));
    (depth <= MAX_QUANTITIES).then(|| (balance, text.len() - rest.len()))
}

fn after_spaces(text: &[u8]) -> &[u8] {
    text.trim_ascii_start()
}
