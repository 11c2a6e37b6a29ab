//! Values of fields of MT535.

use assay_statement::Date;
use zeroize::Zeroizing;

use crate::amount::NotAnAmount;
use crate::dates::compact_date;
use crate::fields::identifier;
use crate::fin::{self, Field};
use crate::input_error::InputError;
use crate::measure::Measure;
use crate::message::Page;
use crate::split::{is_encumbered, Balance, Part};

/// The page of `1/ONLY`, `1/MORE` or `2/LAST`.
pub(super) fn page(field: &Field<'_>) -> Result<Page, InputError> {
    let line = field.line;
    let expected = "a page, as in 1/ONLY, 1/MORE or 2/LAST";
    let bad = InputError::Syntax { line, expected };
    let Some((number, indicator)) = field.value.split_once('/') else {
        return Err(bad);
    };
    let digits = (1..=5).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let number = number.parse().unwrap_or(0);
    match indicator {
        "ONLY" if digits && number == 1 => Ok(Page::ONLY),
        "MORE" | "LAST" if digits && number > 0 => Ok(Page {
            number,
            last: indicator == "LAST",
        }),
        _ => Err(bad),
    }
}

/// The day of `:STAT//20261120` as written; in options C and E a time follows.
pub(super) fn date(field: &Field<'_>) -> Result<Date, InputError> {
    let line = field.line;
    let expected = "a date YYYYMMDD, with option C or E a time after it";
    let bad = InputError::Syntax { line, expected };
    let (day, time) = match field.qualified()?.1.split_at_checked(8) {
        Some(parts) => parts,
        None => return Err(bad),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits = match field.tag {
        "98A" => time.is_empty(),
        "98C" => time.len() == 6 && digits(time),
        _ => time.get(..6).is_some_and(digits),
    };
    match fits && digits(day) {
        true => compact_date(day).ok_or(bad),
        false => Err(bad),
    }
}

/// The account of `:SAFE//account`, in option D the address or wallet on a blockchain, or in option B of `:SAFE/scheme/type/account`.
pub(super) fn account(field: &Field<'_>) -> Result<Zeroizing<String>, InputError> {
    let line = field.line;
    let expected = "an account, as in :SAFE//";
    let value = field.value.strip_prefix(":SAFE/");
    let account = match field.tag {
        "97A" | "97D" => value.and_then(|value| value.strip_prefix('/')),
        _ => value.and_then(|value| value.splitn(3, '/').nth(2)),
    };
    identifier(account.unwrap_or_default(), line, expected)
}

/// The balance of `FAMT/1000,` or `UNIT/N5,`; `N` is a short position. Digital tokens (`DITU`) are units; an amortised value
/// (`AMOR`) is no quantity.
pub(super) fn quantity(text: &str, line: u64) -> Result<Balance, InputError> {
    let expected = "FAMT or UNIT and a number with a decimal comma";
    let bad = || InputError::Syntax { line, expected };
    let slash = text.bytes().position(|b| b == b'/').ok_or_else(bad)?;
    let (measure, number) = text.split_at_checked(slash).ok_or_else(bad)?;
    let number = number.get(1..).unwrap_or_default();
    let measure = match measure {
        "FAMT" => Some(Measure::Face),
        "UNIT" | "DITU" => Some(Measure::Units),
        "AMOR" => None,
        _ => return Err(bad()),
    };
    let (short, number) = match number.strip_prefix('N') {
        Some(number) => (true, number),
        None => (false, number),
    };
    let amount = fin::decimal(number).map_err(|error| match error {
        NotAnAmount::Negative => InputError::Short { line },
        NotAnAmount::Malformed => bad(),
    })?;
    match short && !amount.is_zero() {
        true => Err(InputError::Short { line }),
        false => Ok((amount, measure)),
    }
}

/// The sub-balance `:PLED//UNIT/NAVL/1000,`, which says whether it is available.
pub(super) fn part(field: &Field<'_>) -> Result<Part, InputError> {
    let line = field.line;
    let (qualifier, value) = field.qualified()?;
    let expected = "a sub-balance AVAI or NAVL, as in :93C::PLED//FAMT/NAVL/";
    let bad = InputError::Syntax { line, expected };
    let parts: Vec<&str> = value.split('/').collect();
    let (kind, available, number) = match parts[..] {
        [kind, "AVAI", number] => (kind, true, number),
        [kind, "NAVL", number] => (kind, false, number),
        _ => return Err(bad),
    };
    Ok(Part {
        balance: quantity(&format!("{kind}/{number}"), line)?,
        available,
        total: qualifier == "TAVI",
        encumbered: is_encumbered(qualifier),
    })
}
