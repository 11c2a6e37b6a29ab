//! Parts that several messages of ISO 20022 have: pagination, dates, codes, amounts.

use assay_statement::Date;
use zeroize::Zeroizing;

use crate::amount::{Amount, NotAnAmount};
use crate::dates::{iso_date, iso_date_time};
use crate::fields::{once, required};
use crate::input_error::InputError;
use crate::message::Page;
use crate::xml::Xml;

/// Whether the beginning of a file is XML that names an ISO 20022 message, such as `semt.002.`.
pub(crate) fn is_message(start: &[u8], name: &str) -> bool {
    let namespace = [b"tech:xsd:", name.as_bytes()].concat();
    let named = |window: &[u8]| window == namespace;
    start.starts_with(b"<") && start.windows(namespace.len()).any(named)
}

/// `Pgntn` of semt, `MsgPgntn` and `StmtPgntn` of camt.
pub(crate) fn pagination(xml: &mut Xml<'_>, line: u64) -> Result<Page, InputError> {
    let (mut number, mut last) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
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
                let value = match xml.leaf()?.as_str() {
                    "true" | "1" => true,
                    "false" | "0" => false,
                    _ => {
                        let expected = "true or false";
                        return Err(InputError::Syntax { line: at, expected });
                    }
                };
                once(&mut last, value, at, "LastPgInd")?;
            }
            _ => return Err(element.unknown()),
        }
    }
    Ok(Page {
        number: required(number, line, "PgNb")?,
        last: required(last, line, "LastPgInd")?,
    })
}

/// The day of a choice of `Dt` and `DtTm`, as written.
pub(crate) fn date_choice(xml: &mut Xml<'_>, line: u64) -> Result<Date, InputError> {
    let mut date = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        let read = match element.name() {
            "Dt" => iso_date,
            "DtTm" => iso_date_time,
            _ => return Err(element.unknown()),
        };
        once(&mut date, read(&xml.leaf()?, at)?, at, "date")?;
    }
    required(date, line, "Dt or DtTm")
}

/// The `Cd` of a choice. A proprietary code (`Prtry`) is refused: its meaning is not known.
pub(crate) fn code(xml: &mut Xml<'_>, line: u64) -> Result<Zeroizing<String>, InputError> {
    let mut code = None;
    while let Some(element) = xml.child()? {
        match element.name() {
            "Cd" => once(&mut code, xml.leaf()?, element.line, "Cd")?,
            _ => return Err(element.unknown()),
        }
    }
    required(code, line, "Cd")
}

/// A decimal of XML Schema that is zero or more.
pub(crate) fn decimal(text: &str, line: u64) -> Result<Amount, InputError> {
    Amount::parse(text, '.').map_err(|error| match error {
        NotAnAmount::Negative => InputError::Short { line },
        NotAnAmount::Malformed => InputError::Syntax {
            line,
            expected: "digits with an optional decimal point",
        },
    })
}
