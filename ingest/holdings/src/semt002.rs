//! ISO 20022 `semt.002.001.11`, the securities balance custody report.
//!
//! Everything that can hold a balance is read or refused; what is passed over is listed here by name.

use zeroize::Zeroizing;

use super::amount::{Amount, NotAnAmount};
use super::error::InputError;
use super::format::Format;
use super::statement::{
    counted, identifier, once, required, Basis, Measure, Message, Page, Position, Terms,
};
use super::xml::{day, Element, Xml, MAX_DEPTH};
use crate::holdings::shown;

/// The namespace of the one version that is read.
pub const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:semt.002.001.11";

/// Reads a report.
///
/// # Errors
/// [`InputError`], for the first thing that is wrong.
pub fn read(text: &str, terms: &Terms) -> Result<Message, InputError> {
    let (mut xml, namespace) = Xml::open(text)?;
    if namespace != NAMESPACE {
        return Err(InputError::Version {
            line: xml.line(),
            expected: "semt.002.001.11",
            found: shown(&namespace),
        });
    }
    let line = xml.line();
    let mut message = None;
    while let Some(element) = xml.child()? {
        match element.name() {
            "SctiesBalCtdyRpt" => {
                let report = report(&mut xml, element.line, terms)?;
                once(&mut message, report, element.line, "SctiesBalCtdyRpt")?;
            }
            _ => return Err(element.unknown()),
        }
    }
    xml.close()?;
    required(message, line, "SctiesBalCtdyRpt")
}

/// What a report says of itself.
struct General {
    reference: Option<Zeroizing<String>>,
    basis: Basis,
}

fn report(xml: &mut Xml<'_>, line: u64, terms: &Terms) -> Result<Message, InputError> {
    let (mut page, mut general, mut account) = (None, None, None);
    let mut positions = Vec::new();
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "Pgntn" => once(&mut page, pagination(xml, at)?, at, "Pgntn")?,
            "StmtGnlDtls" => once(&mut general, statement(xml, at, terms)?, at, "StmtGnlDtls")?,
            "SfkpgAcct" | "BlckChainAdrOrWllt" => {
                once(&mut account, account_id(xml, at)?, at, "SfkpgAcct")?
            }
            "BalForAcct" => {
                let number = positions.len() as u64 + 1;
                positions.push(balance(xml, at, number, None)?);
            }
            "SubAcctDtls" => sub_account(xml, at, &mut positions)?,
            "AcctOwnr"
            | "AcctSvcr"
            | "IntrmyInf"
            | "AcctBaseCcyTtlAmts"
            | "AltrnRptgCcyTtlAmts" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    let general = required(general, line, "StmtGnlDtls")?;
    Ok(Message {
        format: Format::Semt002,
        line,
        reference: general.reference,
        account: required(account, line, "SfkpgAcct/Id")?,
        page: required(page, line, "Pgntn")?,
        basis: Some(general.basis),
        positions,
    })
}

/// `Pgntn` or `StmtPgntn`, in camt too.
pub(super) fn pagination(xml: &mut Xml<'_>, line: u64) -> Result<Page, InputError> {
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

fn statement(xml: &mut Xml<'_>, line: u64, terms: &Terms) -> Result<General, InputError> {
    let (mut reference, mut date, mut update, mut basis) = (None, None, None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "StmtId" => {
                let id = identifier(&xml.leaf()?, at, "a statement id")?;
                once(&mut reference, id, at, "StmtId")?;
            }
            "StmtDtTm" => once(&mut date, (date_choice(xml, at)?, at), at, "StmtDtTm")?,
            "UpdTp" => {
                let complete = code(xml, at)?.as_str() == "COMP";
                if !complete {
                    return Err(InputError::Delta { line: at });
                }
                once(&mut update, (), at, "UpdTp")?;
            }
            "StmtBsis" => {
                let basis_of = Basis::from_code(&code(xml, at)?);
                let expected = "the basis SETT, TRAD or CONT";
                let found = basis_of.ok_or(InputError::Syntax { line: at, expected })?;
                if let Some(basis) = basis.filter(|basis| *basis != found) {
                    return Err(mixed(at, basis, found));
                }
                once(&mut basis, found, at, "StmtBsis")?;
            }
            "RptNb" | "QryRef" | "Frqcy" | "ActvtyInd" | "AudtdInd" | "SubAcctInd"
            | "TaxLotInd" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    let (date, at) = required(date, line, "StmtDtTm")?;
    terms.check_date(date, at)?;
    required(update, line, "UpdTp")?;
    Ok(General {
        reference,
        basis: required(basis, line, "StmtBsis")?,
    })
}

/// The error for two bases.
pub(super) fn mixed(line: u64, expected: Basis, found: Basis) -> InputError {
    InputError::MixedBasis {
        line,
        expected: expected.code(),
        found: found.code(),
    }
}

/// `Dt` or `DtTm`: the day as written.
pub(super) fn date_choice(
    xml: &mut Xml<'_>,
    line: u64,
) -> Result<assay_statement::Date, InputError> {
    let mut date = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        let with_time = match element.name() {
            "Dt" => false,
            "DtTm" => true,
            _ => return Err(element.unknown()),
        };
        once(&mut date, day(&xml.leaf()?, with_time, at)?, at, "date")?;
    }
    required(date, line, "Dt or DtTm")
}

/// `Cd`; a code of somebody's own is no code that is known here.
fn code(xml: &mut Xml<'_>, line: u64) -> Result<Zeroizing<String>, InputError> {
    let mut code = None;
    while let Some(element) = xml.child()? {
        match element.name() {
            "Cd" => once(&mut code, xml.leaf()?, element.line, "Cd")?,
            _ => return Err(element.unknown()),
        }
    }
    required(code, line, "Cd")
}

fn account_id(xml: &mut Xml<'_>, line: u64) -> Result<Zeroizing<String>, InputError> {
    let mut id = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "Id" => {
                let text = identifier(&xml.leaf()?, at, "an account")?;
                once(&mut id, text, at, "Id")?;
            }
            "Tp" | "Nm" | "Dsgnt" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    required(id, line, "SfkpgAcct/Id")
}

fn sub_account(
    xml: &mut Xml<'_>,
    line: u64,
    positions: &mut Vec<Position>,
) -> Result<(), InputError> {
    let mut account: Option<Zeroizing<String>> = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "SfkpgAcct" | "BlckChainAdrOrWllt" => {
                once(&mut account, account_id(xml, at)?, at, "SfkpgAcct")?
            }
            "BalForSubAcct" => {
                let account = required(account.clone(), line, "SubAcctDtls/SfkpgAcct/Id")?;
                let number = positions.len() as u64 + 1;
                positions.push(balance(xml, at, number, Some(account))?);
            }
            "AcctOwnr" | "ActvtyInd" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    Ok(())
}

/// `BalForAcct` and `BalForSubAcct`.
fn balance(
    xml: &mut Xml<'_>,
    line: u64,
    number: u64,
    sub_account: Option<Zeroizing<String>>,
) -> Result<Position, InputError> {
    let (mut isin, mut aggregate, mut available, mut not_available) = (None, None, None, None);
    let mut broken_down = false;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "FinInstrmId" => once(&mut isin, instrument(xml, at)?, at, "FinInstrmId")?,
            "AggtBal" => once(&mut aggregate, signed(xml, at)?, at, "AggtBal")?,
            "AvlblBal" => once(&mut available, signed(xml, at)?, at, "AvlblBal")?,
            "NotAvlblBal" => once(&mut not_available, signed(xml, at)?, at, "NotAvlblBal")?,
            "BalBrkdwn" | "AddtlBalBrkdwn" | "BalAtSfkpgPlc" => {
                broken_down = true;
                xml.skip()?;
            }
            "FinInstrmAttrbts"
            | "InvstmtFndsFinInstrmAttrbts"
            | "ValtnHrcutDtls"
            | "SfkpgPlc"
            | "CorpActnOptnTp"
            | "PricDtls"
            | "FXDtls"
            | "DaysAcrd"
            | "AcctBaseCcyAmts"
            | "InstrmCcyAmts"
            | "AltrnRptgCcyAmts"
            | "QtyBrkdwn"
            | "HldgAddtlDtls" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    if broken_down && available.is_none() && not_available.is_none() {
        return Err(InputError::NotSeparated { line });
    }
    let (aggregate, measure) = required(aggregate, line, "AggtBal")?;
    let part = |part: Option<(Amount, Measure)>| match part {
        Some((_, other)) if other != measure => {
            let expected = "face amounts or units in all balances of an instrument";
            Err(InputError::Syntax { line, expected })
        }
        part => Ok(part.map(|(amount, _)| amount)),
    };
    let (available, not_available) = (part(available)?, part(not_available)?);
    Ok(Position {
        line,
        number,
        sub_account,
        instrument: required(isin, line, "FinInstrmId/ISIN")?,
        public: true,
        measure,
        counted: counted(&aggregate, available.as_ref(), not_available.as_ref(), line)?,
        aggregate,
    })
}

fn instrument(xml: &mut Xml<'_>, line: u64) -> Result<Zeroizing<String>, InputError> {
    let mut isin = None;
    while let Some(element) = xml.child()? {
        match element.name() {
            "ISIN" => once(
                &mut isin,
                valid_isin(&xml.leaf()?, element.line)?,
                element.line,
                "ISIN",
            )?,
            "OthrId" | "Desc" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    required(isin, line, "FinInstrmId/ISIN")
}

/// An ISIN with a right check digit.
pub(super) fn valid_isin(text: &str, line: u64) -> Result<Zeroizing<String>, InputError> {
    match isin::parse(text) {
        Ok(_) => Ok(Zeroizing::new(text.into())),
        Err(_) => Err(InputError::NotAnIsin {
            line,
            found: text
                .chars()
                .take(12)
                .filter(|c| c.is_ascii_graphic())
                .collect(),
        }),
    }
}

/// A balance with `ShrtLngInd`, or without where the schema has none.
fn signed(xml: &mut Xml<'_>, line: u64) -> Result<(Amount, Measure), InputError> {
    let (mut short, mut found) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "ShrtLngInd" => {
                let value = match xml.leaf()?.as_str() {
                    "LONG" => false,
                    "SHOR" => true,
                    _ => {
                        let expected = "LONG or SHOR";
                        return Err(InputError::Syntax { line: at, expected });
                    }
                };
                once(&mut short, value, at, "ShrtLngInd")?;
            }
            _ => once(&mut found, quantity(xml, element, 0)?, at, "quantity")?,
        }
    }
    let (amount, measure) = required(found, line, "FaceAmt or Unit")?;
    match short == Some(true) && !amount.is_zero() {
        true => Err(InputError::Short { line }),
        false => Ok((amount, measure)),
    }
}

/// `FaceAmt` or `Unit`, inside as many `Qty` as the schema has there.
fn quantity(
    xml: &mut Xml<'_>,
    element: Element<'_>,
    depth: usize,
) -> Result<(Amount, Measure), InputError> {
    let line = element.line;
    let measure = match element.name() {
        "FaceAmt" => Measure::Face,
        "Unit" => Measure::Units,
        "Qty" if depth < MAX_DEPTH => {
            let mut found = None;
            while let Some(inner) = xml.child()? {
                let at = inner.line;
                once(&mut found, quantity(xml, inner, depth + 1)?, at, "quantity")?;
            }
            return required(found, line, "FaceAmt or Unit");
        }
        _ => return Err(element.unknown()),
    };
    Ok((decimal(&xml.leaf()?, line)?, measure))
}

/// A decimal of XML Schema that is zero or more.
pub(super) fn decimal(text: &str, line: u64) -> Result<Amount, InputError> {
    Amount::parse(text, '.').map_err(|error| match error {
        NotAnAmount::Negative => InputError::Short { line },
        NotAnAmount::Malformed => InputError::Syntax {
            line,
            expected: "digits with an optional decimal point",
        },
    })
}
