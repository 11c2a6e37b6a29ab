//! One balance of a report: the instrument, the whole, and how much of it is available.

use zeroize::Zeroizing;

use crate::expectation::Expectation;
use crate::fields::{once, required};
use crate::input_error::InputError;
use crate::instrument::valid_isin;
use crate::iso20022::{decimal, supplementary};
use crate::measure::Measure;
use crate::message::Position;
use crate::other_numbers::OtherNumbers;
use crate::security::{Balance, Security, SecurityFields};
use crate::xml::{Element, Xml, MAX_DEPTH};

/// What messages call the fields that every security has to have.
const FIELDS: SecurityFields = SecurityFields {
    aggregate: "AggtBal",
    isin: "FinInstrmId/ISIN",
};

/// `BalForAcct` and `BalForSubAcct`.
pub(super) fn balance(
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
            "SplmtryData" => supplementary(xml, at)?,
            "BalBrkdwn" | "AddtlBalBrkdwn" => {
                security.broken_down = true;
                xml.skip()?;
            }
            "FinInstrmAttrbts"
            | "InvstmtFndsFinInstrmAttrbts"
            | "ValtnHrcutDtls"
            | "SfkpgPlc"
            | "BalAtSfkpgPlc"
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
