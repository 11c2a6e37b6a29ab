//! Quantities as lists write them: with separators of thousands, signs of the currency, or a dash for zero.

use zeroize::Zeroizing;

use crate::amount::{MAX_DECIMALS, MAX_DIGITS};
use crate::holdings_error::HoldingsError;
use crate::input_error::InputError;
use crate::layout::Layout;

/// Room for any quantity, so that it never grows.
pub(crate) fn room() -> Zeroizing<String> {
    Zeroizing::new(String::with_capacity(MAX_DIGITS + MAX_DECIMALS + 2))
}

/// Signs of currencies that need no more to be told.
const SIGNS: [(&str, &str); 7] = [
    ("$", "USD"),
    ("US$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("CHF", "CHF"),
    ("Fr.", "CHF"),
];

/// Dashes, which lists write for zero, for nothing, or for what is not known.
const DASHES: [&str; 6] = ["-", "--", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}"];

/// What a number says of the point of a layout without a separator of thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    /// Nothing: it has up to three digits.
    Unsaid,
    /// It may be either: in `25.000` and `1.125` it could be the separator of thousands.
    Either,
    /// It is the decimal point: `25.00`, `0.125` and `2500` have no groups of three.
    Decimal,
}

impl Point {
    fn of(whole: &str, fraction: Option<&str>) -> Point {
        match fraction {
            _ if whole.len() > 3 => Point::Decimal,
            None => Point::Unsaid,
            Some(fraction) if fraction.len() == 3 && !whole.starts_with('0') => Point::Either,
            Some(_) => Point::Decimal,
        }
    }
}

/// Writes a quantity of the file as a plain decimal, without zeros at the end of the fraction. What it says of the point.
///
/// # Errors
/// [`HoldingsError::Negative`], [`HoldingsError::Malformed`], [`InputError::Cell`].
pub(crate) fn plain(
    text: &[u8],
    layout: &Layout,
    currency: &str,
    line: u64,
    into: &mut Zeroizing<String>,
) -> Result<Point, InputError> {
    into.clear();
    let malformed = || HoldingsError::Malformed { line }.into();
    let text = std::str::from_utf8(text).map_err(|_| malformed())?;
    if layout.zero.as_deref() == Some(text) {
        into.push('0');
        return Ok(Point::Unsaid);
    }
    // Of most numbers there is nothing to take off.
    let bare = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b',');
    let text = match text.bytes().all(bare) {
        true => text,
        false => unsigned(text, currency, line)?,
    };
    let (whole, fraction) = match text.split_once(layout.decimal.as_str()) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let point = Point::of(whole, fraction);
    let grouped = match &layout.thousands {
        Some(separator) => whole.split(separator.as_str()).collect(),
        None => vec![whole],
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    // With a separator: one to three digits, the first of which is no zero, then groups of three. `0,125` is a fraction,
    // whose point is not the one of the mapping.
    let groups = grouped.iter().enumerate().all(|(at, group)| {
        let fits = match (grouped.len(), at) {
            (1, _) => true,
            (_, 0) => group.len() <= 3 && !group.starts_with('0'),
            _ => group.len() == 3,
        };
        fits && digits(group)
    });
    let fraction = match fraction {
        Some(fraction) if !digits(fraction) => return Err(malformed()),
        fraction => fraction.unwrap_or_default().trim_end_matches('0'),
    };
    let length: usize = grouped.iter().map(|group| group.len()).sum();
    if !groups || length > MAX_DIGITS || fraction.len() > MAX_DECIMALS {
        return Err(malformed());
    }
    grouped.iter().for_each(|group| into.push_str(group));
    if !fraction.is_empty() {
        into.push('.');
        into.push_str(fraction);
    }
    Ok(match layout.thousands {
        Some(_) => Point::Decimal,
        None => point,
    })
}

/// The digits and separators of a text, without a plus sign and a sign of the book's currency.
fn unsigned<'t>(text: &'t str, currency: &str, line: u64) -> Result<&'t str, InputError> {
    let number = |found| {
        let place = format!("line {line}: quantity");
        Err(InputError::Cell { place, found })
    };
    if DASHES.contains(&text) {
        return number("a dash; say in \"csv.zero\" of the mapping that it is zero, if it is");
    }
    // As accountants write what is below zero.
    let is_negative = |text: &str| {
        text.starts_with(['-', '\u{2212}'])
            || text.ends_with(['-', '\u{2212}'])
            || (text.starts_with('(') && text.ends_with(')'))
    };
    let rest = without_currency(text, currency);
    if is_negative(text) || is_negative(rest) {
        return Err(HoldingsError::Negative { line }.into());
    }
    let rest = without_currency(rest.strip_prefix('+').unwrap_or(rest), currency);
    let exponent = rest.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let mantissa = exponent.strip_suffix(['E', 'e']).unwrap_or_default();
    if exponent.len() < rest.len() && mantissa.ends_with(|c: char| c.is_ascii_digit()) {
        return number("one with an exponent, whose digits a spreadsheet has cut off; have the column formatted as a number with all decimals, and exported again");
    }
    if rest.starts_with(char::is_alphabetic) || SIGNS.iter().any(|(sign, _)| rest.starts_with(sign))
    {
        return number("a word, or the sign of another currency than the book's; take the column of the quantity, or pass the line over");
    }
    Ok(rest)
}

/// A text without the sign or the code of a currency before or after it.
fn without_currency<'t>(text: &'t str, currency: &str) -> &'t str {
    let signs = SIGNS.iter().filter(|(_, of)| *of == currency);
    let mut signs = signs.map(|(sign, _)| *sign).chain([currency]);
    let spaces = [' ', '\u{a0}', '\u{202f}'];
    let rest = signs.find_map(|sign| {
        let rest = text
            .strip_prefix(sign)
            .or_else(|| text.strip_suffix(sign))?;
        Some(rest.trim_matches(spaces))
    });
    rest.filter(|rest| !rest.is_empty()).unwrap_or(text)
}
