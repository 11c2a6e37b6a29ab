//! One balance of a report: the instrument, the whole, and how much of it is available.

use zeroize::Zeroizing;

use super::plain_quantity;
use crate::expectation::Expectation;
use crate::fields::{once, required};
use crate::held_words::says_held;
use crate::input_error::InputError;
use crate::instrument::valid_isin;
use crate::iso20022::{boolean, decimal, supplementary};
use crate::measure::Measure;
use crate::message::Position;
use crate::other_numbers::OtherNumbers;
use crate::security::{Security, SecurityFields};
use crate::split::{is_encumbered, Balance, Part, Split};
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
        if told(xml, element, &mut security.split)? {
            continue;
        }
        match xml.name() {
            "FinInstrmId" => once(
                &mut security.isin,
                instrument(xml, at, expected)?,
                at,
                "FinInstrmId",
            )?,
            "BalAtSfkpgPlc" => {
                let place = at_place(xml, &mut security.words)?;
                security.split.words = security.split.words.or(place.words);
                security.places.push(place);
            }
            "SplmtryData" => supplementary(xml, at)?,
            "HldgAddtlDtls" => narrative(xml, at, &mut security.words)?,
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
            | "QtyBrkdwn" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    security.position(number, sub_account, &FIELDS)
}

/// Reads an element if it is about the whole balance, or about what is available of it; whether it is.
fn told(xml: &mut Xml<'_>, element: Element, split: &mut Split) -> Result<bool, InputError> {
    let at = element.line;
    match xml.name() {
        "AggtBal" => split.aggregate.tell(signed(xml, at)?, at, "AggtBal")?,
        "AvlblBal" => split.available.tell(signed(xml, at)?, at, "AvlblBal")?,
        "NotAvlblBal" => split
            .not_available
            .tell(signed(xml, at)?, at, "NotAvlblBal")?,
        "BalBrkdwn" => match part(xml, false, &mut split.words)? {
            Some(part) => split.parts.push(part),
            None => split.unclear = true,
        },
        "AddtlBalBrkdwn" => {
            split.unclear = true;
            xml.skip()?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// `HldgAddtlDtls` and `SubBalAddtlDtls`: a text, of which the line is kept if it says that something is not free.
fn narrative(xml: &mut Xml<'_>, line: u64, words: &mut Option<u64>) -> Result<(), InputError> {
    if says_held(xml.leaf()?) {
        words.get_or_insert(line);
    }
    Ok(())
}

/// `BalAtSfkpgPlc`: the balance at one place where it is kept. What is said of it in words is said of the security.
fn at_place(xml: &mut Xml<'_>, words: &mut Option<u64>) -> Result<Split, InputError> {
    let mut split = Split::default();
    while let Some(element) = xml.child()? {
        if told(xml, element, &mut split)? {
            continue;
        }
        match xml.name() {
            "SplmtryData" => supplementary(xml, element.line)?,
            "HldgAddtlDtls" => narrative(xml, element.line, words)?,
            "SfkpgPlc" | "PricDtls" | "FXDtls" | "DaysAcrd" | "AcctBaseCcyAmts"
            | "InstrmCcyAmts" | "AltrnRptgCcyAmts" | "QtyBrkdwn" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    Ok(split)
}

/// `BalBrkdwn`: a part of the balance; `None` if it does not say whether it is available.
///
/// What is said further of a part that is available (`AddtlBalBrkdwnDtls`, which has none `inside`) has to be available too.
fn part(
    xml: &mut Xml<'_>,
    inside: bool,
    words: &mut Option<u64>,
) -> Result<Option<Part>, InputError> {
    let (mut part, mut unclear, mut encumbered) = (None, false, false);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "Qty" => once(&mut part, part_quantity(xml, 0)?, at, "BalBrkdwn/Qty")?,
            "AddtlBalBrkdwnDtls" if !inside => {
                let detail = self::part(xml, true, words)?;
                unclear |= !detail.is_some_and(|detail| detail.available);
            }
            "SubBalTp" => {
                while xml.child()?.is_some() {
                    match xml.name() {
                        "Cd" => encumbered |= is_encumbered(xml.leaf()?),
                        _ => xml.skip()?,
                    }
                }
            }
            "SubBalAddtlDtls" => narrative(xml, at, words)?,
            "QtyBrkdwn" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    let part = part.flatten().map(|part| Part { encumbered, ..part });
    Ok(part.filter(|part| !(part.available && unclear)))
}

/// `QtyAndAvlbty`, inside as many `Qty` as the schema has there; `None` for a quantity alone.
fn part_quantity(xml: &mut Xml<'_>, depth: usize) -> Result<Option<Part>, InputError> {
    let mut part = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        let field = "BalBrkdwn/Qty";
        match xml.name() {
            "ShrtLngInd" => {
                if is_short(xml, at)? {
                    return Err(InputError::Short { line: at });
                }
            }
            "QtyAndAvlbty" => once(&mut part, available(xml, at)?, at, field)?,
            "Qty" if depth < MAX_DEPTH => {
                if let Some(inner) = part_quantity(xml, depth + 1)? {
                    once(&mut part, inner, at, field)?;
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(part)
}

/// `QtyAndAvlbty`: a quantity, and whether it is available.
fn available(xml: &mut Xml<'_>, line: u64) -> Result<Part, InputError> {
    let (mut balance, mut available) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "AvlbtyInd" => once(&mut available, boolean(xml.leaf()?, at)?, at, "AvlbtyInd")?,
            _ => once(&mut balance, quantity(xml, element, 0)?, at, "quantity")?,
        }
    }
    Ok(Part {
        balance: required(balance, line, "FaceAmt or Unit")?,
        available: required(available, line, "AvlbtyInd")?,
        total: false,
        encumbered: false,
    })
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
        match xml.name() {
            "ISIN" => once(&mut isin, valid_isin(xml.leaf()?, at)?, at, "ISIN")?,
            "OthrId" => others.push(other_number(xml, at)?),
            "Desc" => xml.skip()?,
            _ => return Err(xml.unknown()),
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
        match xml.name() {
            "Id" => once(&mut number, xml.leaf_text()?, at, "OthrId/Id")?,
            "Tp" => {
                while let Some(inner) = xml.child()? {
                    match xml.name() {
                        "Cd" | "Prtry" => {
                            once(&mut scheme, xml.leaf_text()?, inner.line, "OthrId/Tp")?
                        }
                        _ => return Err(xml.unknown()),
                    }
                }
            }
            "Sfx" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    let number = required(number, line, "OthrId/Id")?;
    Ok((required(scheme, line, "OthrId/Tp")?, number, line))
}

/// A balance with `ShrtLngInd`, or without where the schema has none.
fn signed(xml: &mut Xml<'_>, line: u64) -> Result<Balance, InputError> {
    if let Some(balance) = xml.pass_plain(plain_quantity::balance)? {
        return Ok(balance);
    }
    let (mut short, mut found) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "ShrtLngInd" => {
                once(&mut short, is_short(xml, at)?, at, "ShrtLngInd")?;
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

/// `ShrtLngInd`.
fn is_short(xml: &mut Xml<'_>, line: u64) -> Result<bool, InputError> {
    match xml.leaf()? {
        "LONG" => Ok(false),
        "SHOR" => Ok(true),
        _ => {
            let expected = "LONG or SHOR";
            Err(InputError::Syntax { line, expected })
        }
    }
}

/// `FaceAmt` or `Unit`, inside as many `Qty` as the schema has there.
fn quantity(xml: &mut Xml<'_>, element: Element, depth: usize) -> Result<Balance, InputError> {
    let line = element.line;
    let measure = match xml.name() {
        "FaceAmt" => Measure::Face,
        "Unit" | "DgtlTknUnit" => Measure::Units,
        "Qty" if depth < MAX_DEPTH => {
            let mut found = None;
            while let Some(inner) = xml.child()? {
                let at = inner.line;
                once(&mut found, quantity(xml, inner, depth + 1)?, at, "quantity")?;
            }
            return required(found, line, "FaceAmt or Unit");
        }
        _ => return Err(xml.unknown()),
    };
    Ok((decimal(xml.leaf()?, line)?, Some(measure)))
}
