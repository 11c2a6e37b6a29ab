//! The balances of a bank to customer statement: which of them close it, and what of them is the client's own money.

use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::cash::{Closing, Credit};
use crate::fields::{self, once, required};
use crate::input_error::InputError;
use crate::iso20022::{boolean, date_choice, decimal};
use crate::xml::{Element, Xml};

/// Balances that do not count, and take nothing away from the one that does.
const OTHER_BALANCES: [&str; 8] = [
    "OPBD", "OPAV", "PRCD", "ITBD", "ITAV", "FWAV", "XPCD", "INFO",
];

/// The balances of a statement that matter.
#[derive(Default)]
pub(crate) struct Balances {
    /// Those that are booked at the close.
    pub booked: Vec<Closing>,
    /// Those that are available then.
    pub available: Vec<Closing>,
    /// How many others there are that a bank names itself.
    pub others: u64,
}

/// An amount with its currency, and the line of that.
struct Money {
    amount: Amount,
    currency: Zeroizing<String>,
    line: u64,
}

/// Reads a balance.
pub(crate) fn balance(
    xml: &mut Xml<'_>,
    line: u64,
    balances: &mut Balances,
) -> Result<(), InputError> {
    let (mut kind, mut amount, mut debit, mut date) = (None, None, None, None);
    let mut credit_lines = Vec::new();
    let mut availability: Option<bool> = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "Tp" => once(&mut kind, balance_type(xml, at)?, at, "Bal/Tp")?,
            "Amt" => once(&mut amount, money(xml, element)?, at, "Bal/Amt")?,
            "CdtDbtInd" => {
                let value = match xml.leaf()? {
                    "CRDT" => false,
                    "DBIT" => true,
                    _ => {
                        let expected = "CRDT or DBIT";
                        return Err(InputError::Syntax { line: at, expected });
                    }
                };
                once(&mut debit, value, at, "Bal/CdtDbtInd")?;
            }
            "Dt" => once(&mut date, (date_choice(xml, at)?, at), at, "Bal/Dt")?,
            "CdtLine" => credit_lines.extend(included_credit_line(xml, at)?),
            "Avlbty" => {
                let later = available_later(xml)?;
                availability = Some(later || availability == Some(true));
            }
            _ => return Err(xml.unknown()),
        }
    }
    // Of what is booked, what is available at once need not be told among the rest.
    let (into, later) = match required(kind, line, "Bal/Tp")? {
        Kind::Booked => (&mut balances.booked, availability.is_some()),
        Kind::Available => (&mut balances.available, availability == Some(true)),
        Kind::Other => return Ok(()),
        Kind::Own => {
            balances.others += 1;
            return Ok(());
        }
    };
    let Money {
        amount,
        currency,
        line: at,
    } = required(amount, line, "Bal/Amt")?;
    into.push(Closing {
        line,
        day: required(date, line, "Bal/Dt")?,
        credit: credit(credit_lines, &currency),
        currency: (currency, at),
        amount,
        debit: required(debit, line, "Bal/CdtDbtInd")?,
        later,
    });
    Ok(())
}

/// Which balance it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Booked,
    Available,
    Other,
    /// One that a bank names itself, or a part of another.
    Own,
}

fn balance_type(xml: &mut Xml<'_>, line: u64) -> Result<Kind, InputError> {
    let (mut kind, mut part) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "CdOrPrtry" => {
                let found = match own_or_code(xml, at)? {
                    None => Kind::Own,
                    Some(code) => kind_of(&code, at)?,
                };
                once(&mut kind, found, at, "Bal/Tp/CdOrPrtry")?;
            }
            // INTM is the closing balance of a page that is not the last; all others are parts of a balance.
            "SubTp" => {
                let intermediate = own_or_code(xml, at)?.is_some_and(|code| *code == "INTM");
                let found = if intermediate { Kind::Other } else { Kind::Own };
                once(&mut part, found, at, "Bal/Tp/SubTp")?;
            }
            _ => return Err(xml.unknown()),
        }
    }
    let kind = required(kind, line, "Bal/Tp/CdOrPrtry")?;
    Ok(match (kind, part) {
        (Kind::Booked | Kind::Available, Some(part)) => part,
        _ => kind,
    })
}

fn kind_of(code: &str, line: u64) -> Result<Kind, InputError> {
    match code {
        "CLBD" => Ok(Kind::Booked),
        "CLAV" => Ok(Kind::Available),
        other if OTHER_BALANCES.contains(&other) => Ok(Kind::Other),
        _ => Err(InputError::Unknown {
            line,
            found: format!("a balance {}", fields::code(code, 4)),
        }),
    }
}

/// The `Cd` of a choice; `None` of one with a name of the bank's own (`Prtry`).
fn own_or_code(xml: &mut Xml<'_>, line: u64) -> Result<Option<Zeroizing<String>>, InputError> {
    let mut found = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "Cd" => once(&mut found, Some(xml.leaf_text()?), at, "Cd or Prtry")?,
            // A text, or in the first versions more than that.
            "Prtry" => {
                xml.skip()?;
                once(&mut found, None, at, "Cd or Prtry")?;
            }
            _ => return Err(xml.unknown()),
        }
    }
    required(found, line, "Cd or Prtry")
}

fn money(xml: &mut Xml<'_>, element: Element) -> Result<Money, InputError> {
    let line = element.line;
    let currency = required(xml.attribute("Ccy")?, line, "Amt/@Ccy")?;
    Ok(Money {
        amount: decimal(xml.leaf()?, line)?,
        currency,
        line,
    })
}

/// Whether what an `Avlbty` tells of is there after days only.
fn available_later(xml: &mut Xml<'_>) -> Result<bool, InputError> {
    let (mut at_once, mut amount) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "Dt" => {
                while let Some(inner) = xml.child()? {
                    let now = match xml.name() {
                        "NbOfDays" => {
                            let days = xml.leaf()?;
                            let zeros = days.bytes().all(|b| matches!(b, b'+' | b'-' | b'0'));
                            zeros && days.contains('0')
                        }
                        "ActlDt" => {
                            xml.skip()?;
                            false
                        }
                        _ => return Err(xml.unknown()),
                    };
                    once(&mut at_once, now, inner.line, "Avlbty/Dt")?;
                }
            }
            "Amt" => once(&mut amount, money(xml, element)?, at, "Avlbty/Amt")?,
            "CdtDbtInd" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    let nothing = amount.is_some_and(|money| money.amount.is_zero());
    Ok(!nothing && at_once != Some(true))
}

/// The credit line that a balance includes, with its amount if that is told; `None` if it does not include it.
fn included_credit_line(xml: &mut Xml<'_>, line: u64) -> Result<Option<Option<Money>>, InputError> {
    let (mut included, mut amount) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "Incl" => once(&mut included, boolean(xml.leaf()?, at)?, at, "CdtLine/Incl")?,
            "Amt" => once(&mut amount, money(xml, element)?, at, "CdtLine/Amt")?,
            "Tp" | "Dt" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    Ok(required(included, line, "CdtLine/Incl")?.then_some(amount))
}

/// The sum of the credit lines that a balance of a currency includes.
fn credit(lines: Vec<Option<Money>>, currency: &str) -> Credit {
    let mut sum: Option<Amount> = None;
    for line in lines {
        let Some(money) = line.filter(|money| *money.currency == currency) else {
            return Credit::Unknown;
        };
        let before = sum.unwrap_or_else(Amount::zero);
        match before.checked_add(&money.amount) {
            Some(added) => sum = Some(added),
            None => return Credit::Unknown,
        }
    }
    match sum {
        Some(sum) if !sum.is_zero() => Credit::Of(sum),
        _ => Credit::Without,
    }
}
