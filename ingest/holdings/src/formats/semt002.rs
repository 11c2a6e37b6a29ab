//! ISO 20022 `semt.002.001.11`, the securities balance custody report.
//!
//! Everything that can hold a balance is read or refused; what is passed over is listed here by name.

use std::io::BufRead;

use zeroize::Zeroizing;

use crate::basis::{mixed_basis, Basis};
use crate::expectation::Expectation;
use crate::fields::{identifier, once, required};
use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::instrument::{shown, valid_isin};
use crate::iso20022::{code, date_choice, decimal, is_message, pagination};
use crate::measure::Measure;
use crate::message::{Message, Position};
use crate::other_numbers::OtherNumbers;
use crate::security::{Balance, Security, SecurityFields};
use crate::text::read_text;
use crate::xml::{Element, Xml, MAX_DEPTH};

/// The namespace of the one version that is read.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:semt.002.001.11";

/// What messages call the fields that every security has to have.
const FIELDS: SecurityFields = SecurityFields {
    aggregate: "AggtBal",
    isin: "FinInstrmId/ISIN",
};

/// The securities balance custody report.
pub(crate) struct Semt002;

impl StatementFormat for Semt002 {
    const NAME: &'static str = "semt002";
    const TITLE: &'static str = "semt.002";
    const STANDARD: &'static str = "ISO 20022 semt.002.001.11";

    fn recognise(start: &[u8]) -> bool {
        is_message(start, "semt.002.")
    }

    fn read(input: impl BufRead, context: ReadContext<'_>) -> Result<Vec<Message>, InputError> {
        let text = read_text(input)?;
        Ok(vec![document(&text, context.expected)?])
    }
}

/// A document, which is one page of a statement.
fn document(text: &str, expected: &Expectation) -> Result<Message, InputError> {
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
                let report = report(&mut xml, element.line, expected)?;
                once(&mut message, report, element.line, "SctiesBalCtdyRpt")?;
            }
            _ => return Err(element.unknown()),
        }
    }
    xml.close()?;
    required(message, line, "SctiesBalCtdyRpt")
}

/// The general details of a statement.
struct General {
    reference: Option<Zeroizing<String>>,
    basis: Basis,
}

fn report(xml: &mut Xml<'_>, line: u64, expected: &Expectation) -> Result<Message, InputError> {
    let (mut page, mut general, mut account) = (None, None, None);
    let mut positions = Vec::new();
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "Pgntn" => once(&mut page, pagination(xml, at)?, at, "Pgntn")?,
            "StmtGnlDtls" => once(
                &mut general,
                general_details(xml, at, expected)?,
                at,
                "StmtGnlDtls",
            )?,
            "SfkpgAcct" | "BlckChainAdrOrWllt" => {
                once(&mut account, account_id(xml, at)?, at, "SfkpgAcct")?
            }
            "BalForAcct" => {
                let number = positions.len() as u64 + 1;
                positions.push(balance(xml, at, number, None, expected)?);
            }
            "SubAcctDtls" => sub_account(xml, at, expected, &mut positions)?,
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
        line,
        reference: general.reference,
        account: required(account, line, "SfkpgAcct/Id")?,
        page: required(page, line, "Pgntn")?,
        basis: Some(general.basis),
        positions,
    })
}

/// `StmtGnlDtls`.
fn general_details(
    xml: &mut Xml<'_>,
    line: u64,
    expected: &Expectation,
) -> Result<General, InputError> {
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
                    return Err(mixed_basis(at, basis, found));
                }
                once(&mut basis, found, at, "StmtBsis")?;
            }
            "RptNb" | "QryRef" | "Frqcy" | "ActvtyInd" | "AudtdInd" | "SubAcctInd"
            | "TaxLotInd" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    let (date, at) = required(date, line, "StmtDtTm")?;
    expected.check_date(date, at)?;
    required(update, line, "UpdTp")?;
    Ok(General {
        reference,
        basis: required(basis, line, "StmtBsis")?,
    })
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
    expected: &Expectation,
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
                positions.push(balance(xml, at, number, Some(account), expected)?);
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
    expected: &Expectation,
) -> Result<Position, InputError> {
    let mut security = Security {
        line,
        ..Security::default()
    };
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "FinInstrmId" => once(
                &mut security.isin,
                instrument(xml, at, expected)?,
                at,
                "FinInstrmId",
            )?,
            "AggtBal" => once(&mut security.aggregate, signed(xml, at)?, at, "AggtBal")?,
            "AvlblBal" => once(&mut security.available, signed(xml, at)?, at, "AvlblBal")?,
            "NotAvlblBal" => once(
                &mut security.not_available,
                signed(xml, at)?,
                at,
                "NotAvlblBal",
            )?,
            "BalBrkdwn" | "AddtlBalBrkdwn" | "BalAtSfkpgPlc" => {
                security.broken_down = true;
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
    security.position(number, sub_account, &FIELDS)
}

fn instrument(
    xml: &mut Xml<'_>,
    line: u64,
    expected: &Expectation,
) -> Result<Zeroizing<String>, InputError> {
    let mut isin = None;
    let mut others = Vec::new();
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "ISIN" => once(&mut isin, valid_isin(&xml.leaf()?, at)?, at, "ISIN")?,
            "OthrId" => others.push(other_number(xml, at)?),
            "Desc" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    if let Some(isin) = isin {
        return Ok(isin);
    }
    let mut numbers = OtherNumbers::default();
    for (scheme, number, at) in &others {
        numbers.add(scheme, number, *at, expected)?;
    }
    numbers.isin(line, "FinInstrmId/ISIN, or OthrId of the type CUSP")
}

/// Scheme, number and line of `OthrId`.
type OtherNumber = (Zeroizing<String>, Zeroizing<String>, u64);

/// `OthrId`: its type, which is a code or the custodian's own, and its number.
fn other_number(xml: &mut Xml<'_>, line: u64) -> Result<OtherNumber, InputError> {
    let (mut number, mut scheme) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "Id" => once(&mut number, xml.leaf()?, at, "OthrId/Id")?,
            "Tp" => {
                while let Some(inner) = xml.child()? {
                    match inner.name() {
                        "Cd" | "Prtry" => once(&mut scheme, xml.leaf()?, inner.line, "OthrId/Tp")?,
                        _ => return Err(inner.unknown()),
                    }
                }
            }
            "Sfx" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    let number = required(number, line, "OthrId/Id")?;
    Ok((required(scheme, line, "OthrId/Tp")?, number, line))
}

/// A balance with `ShrtLngInd`, or without where the schema has none.
fn signed(xml: &mut Xml<'_>, line: u64) -> Result<Balance, InputError> {
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
fn quantity(xml: &mut Xml<'_>, element: Element<'_>, depth: usize) -> Result<Balance, InputError> {
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
