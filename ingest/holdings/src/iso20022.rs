//! Parts that several messages of ISO 20022 have: pagination, dates, codes, amounts.

use assay_statement::Date;
use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::dates::{iso_date, iso_date_time};
use crate::fields::{once, required};
use crate::input_error::InputError;
use crate::instrument::shown;
use crate::message::Page;
use crate::xml::Xml;

/// Whether the beginning of a file is XML that names an ISO 20022 message, such as `semt.002.`.
pub(crate) fn is_message(start: &[u8], name: &str) -> bool {
    // In the namespace of the document, or in a header before it.
    let named = ["tech:xsd:", "MsgDefIdr>"].map(|before| [before, name].concat());
    let has = |text: &String| {
        start
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    start.starts_with(b"<") && named.iter().any(has)
}

/// `Pgntn` of semt, `MsgPgntn` and `StmtPgntn` of camt.
pub(crate) fn pagination(xml: &mut Xml<'_>, line: u64) -> Result<Page, InputError> {
    let (mut number, mut last) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "PgNb" => {
                let text = xml.leaf()?;
                let digits =
                    (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
                let page = text.parse::<u32>().ok().filter(|page| digits && *page > 0);
                let expected = "a page number from 1 to 99999";
                let page = page.ok_or(InputError::Syntax { line: at, expected })?;
                once(&mut number, page, at, "PgNb")?;
            }
            "LastPgInd" => {
                once(&mut last, boolean(xml.leaf()?, at)?, at, "LastPgInd")?;
            }
            _ => return Err(xml.unknown()),
        }
    }
    Ok(Page {
        number: required(number, line, "PgNb")?,
        last: required(last, line, "LastPgInd")?,
    })
}

/// A boolean of XML Schema.
pub(crate) fn boolean(text: &str, line: u64) -> Result<bool, InputError> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => {
            let expected = "true or false";
            Err(InputError::Syntax { line, expected })
        }
    }
}

/// The day of a choice of `Dt` and `DtTm`, as written.
pub(crate) fn date_choice(xml: &mut Xml<'_>, line: u64) -> Result<Date, InputError> {
    let mut date = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        let read = match xml.name() {
            "Dt" => iso_date,
            "DtTm" => iso_date_time,
            _ => return Err(xml.unknown()),
        };
        once(&mut date, read(xml.leaf()?, at)?, at, "date")?;
    }
    required(date, line, "Dt or DtTm")
}

/// The `Cd` of a choice. A proprietary code (`Prtry`) is refused: its meaning is not known.
pub(crate) fn code(xml: &mut Xml<'_>, line: u64) -> Result<Zeroizing<String>, InputError> {
    let mut code = None;
    while let Some(element) = xml.child()? {
        match xml.name() {
            "Cd" => once(&mut code, xml.leaf_text()?, element.line, "Cd")?,
            _ => return Err(xml.unknown()),
        }
    }
    required(code, line, "Cd")
}

/// A decimal of XML Schema that is zero or more: digits with a point or none, before or after it none if there are others.
pub(crate) fn decimal(text: &str, line: u64) -> Result<Amount, InputError> {
    if let Ok(amount) = Amount::parse(text, '.') {
        return Ok(amount);
    }
    let (minus, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let expected = "digits with an optional decimal point";
    let bad = InputError::Syntax { line, expected };
    if whole.is_empty() && fraction.is_empty() || digits.starts_with(['+', '-']) {
        return Err(bad);
    }
    // Zeros before the whole carry no value, and do not count as its digits.
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let plain = Zeroizing::new(format!("{whole}.{fraction}0"));
    let amount = Amount::parse(&plain, '.').map_err(|_| bad)?;
    match minus && !amount.is_zero() {
        true => Err(InputError::Short { line }),
        false => Ok(amount),
    }
}

/// Words in names of elements and attributes that could be about a balance.
const BALANCE_WORDS: [&str; 32] = [
    "amount", "amt", "avail", "avlbl", "bal", "blck", "block", "coll", "earmark", "encumb",
    "escrow", "face", "freez", "frozen", "hldg", "hold", "hypoth", "lend", "lien", "loan",
    "margin", "pldg", "pledg", "pos", "qty", "quant", "reserv", "restr", "rstr", "seiz", "sttlm",
    "unit",
];

/// Words that have one of these in them by chance.
const OTHER_WORDS: [&str; 7] = [
    "client",
    "global",
    "holder",
    "interface",
    "postal",
    "postcode",
    "purpose",
];

/// Whether a name could be of something that is about a balance.
fn could_hide(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // In place of each is a gap, so that what is around it makes no word.
    let others = OTHER_WORDS.iter();
    let name = others.fold(name, |name, other| name.replace(other, " "));
    BALANCE_WORDS.iter().any(|word| name.contains(word))
}

/// Passes over supplementary data, if no element or attribute in it has the name of a balance or of a part of one.
pub(crate) fn supplementary(xml: &mut Xml<'_>, line: u64) -> Result<(), InputError> {
    match xml.skip_unless(could_hide)? {
        None => Ok(()),
        Some(name) => Err(InputError::Supplementary {
            line,
            found: shown(&name),
        }),
    }
}
