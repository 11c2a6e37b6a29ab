//! ISO 20022 `camt.053.001.xx`, the bank to customer statement: the closing booked balance (`CLBD`) of each account.
//!
//! Where the closing available balance (`CLAV`) is less, that counts. Entries are passed over: the balance has them.

use std::io::BufRead;

use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::closing;
use crate::expectation::Expectation;
use crate::fields::{self, identifier, once, required};
use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::instrument::shown;
use crate::iso20022::{code, date_choice, decimal, is_message, pagination};
use crate::message::{Message, Page, Position};
use crate::text::read_text;
use crate::xml::Xml;

/// What the namespaces of all versions begin with; two digits follow.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";

/// Balances that do not count, and take nothing away from the one that does.
const OTHER_BALANCES: [&str; 8] = [
    "OPBD", "OPAV", "PRCD", "ITBD", "ITAV", "FWAV", "XPCD", "INFO",
];

/// The bank to customer statement.
pub(crate) struct Camt053;

impl StatementFormat for Camt053 {
    const NAME: &'static str = "camt053";
    const TITLE: &'static str = "camt.053";
    const STANDARD: &'static str = "ISO 20022 camt.053.001";

    fn recognise(start: &[u8]) -> bool {
        is_message(start, "camt.053.")
    }

    fn read(input: impl BufRead, context: ReadContext<'_>) -> Result<Vec<Message>, InputError> {
        document(&read_text(input)?, context.expected)
    }
}

/// A document, which has the statements of one account or more.
fn document(text: &str, expected: &Expectation) -> Result<Vec<Message>, InputError> {
    let (mut xml, namespace) = Xml::open(text)?;
    let line = xml.line();
    let version = namespace.strip_prefix(NAMESPACE);
    let known =
        |v: &str| v.len() == 2 && v.bytes().all(|b| b.is_ascii_digit()) && v != "01" && v != "00";
    if !version.is_some_and(known) {
        return Err(InputError::Version {
            line,
            expected: "camt.053.001.02 or later",
            found: shown(&namespace),
        });
    }
    let mut messages = None;
    while let Some(element) = xml.child()? {
        match element.name() {
            "BkToCstmrStmt" => {
                let read = statements(&mut xml, element.line, expected)?;
                once(&mut messages, read, element.line, "BkToCstmrStmt")?;
            }
            _ => return Err(element.unknown()),
        }
    }
    xml.close()?;
    required(messages, line, "BkToCstmrStmt")
}

fn statements(
    xml: &mut Xml<'_>,
    line: u64,
    expected: &Expectation,
) -> Result<Vec<Message>, InputError> {
    let mut header = None;
    let mut messages: Vec<Message> = Vec::new();
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "GrpHdr" => once(&mut header, group_header(xml)?, at, "GrpHdr")?,
            "Stmt" => {
                let page = *required(header.as_ref(), line, "GrpHdr")?;
                let number = messages.len() as u64 + 1;
                messages.push(statement(xml, at, number, page, expected)?);
            }
            _ => return Err(element.unknown()),
        }
    }
    match messages.is_empty() {
        true => Err(InputError::Missing {
            line,
            field: "Stmt",
        }),
        false => Ok(messages),
    }
}

/// The page that the message is, for statements that do not say it themselves.
fn group_header(xml: &mut Xml<'_>) -> Result<Option<Page>, InputError> {
    let mut page = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "MsgPgntn" => once(&mut page, pagination(xml, at)?, at, "MsgPgntn")?,
            "MsgId" | "CreDtTm" | "MsgRcpt" | "OrgnlBizQry" | "AddtlInf" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    Ok(page)
}

/// The balances of a statement that matter.
#[derive(Default)]
struct Balances {
    booked: Option<(Amount, u64)>,
    available: Option<Amount>,
    /// Whether the booked balance says when parts of it will be there.
    later: bool,
}

fn statement(
    xml: &mut Xml<'_>,
    line: u64,
    number: u64,
    message_page: Option<Page>,
    expected: &Expectation,
) -> Result<Message, InputError> {
    let (mut reference, mut page, mut account) = (None, None, None);
    let mut balances = Balances::default();
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "Id" => {
                let id = identifier(&xml.leaf()?, at, "a statement id")?;
                once(&mut reference, id, at, "Stmt/Id")?;
            }
            "StmtPgntn" => once(&mut page, pagination(xml, at)?, at, "StmtPgntn")?,
            "Acct" => once(&mut account, account_id(xml, at, expected)?, at, "Acct")?,
            "Bal" => balance(xml, at, expected, &mut balances)?,
            "ElctrncSeqNb" | "RptgSeq" | "LglSeqNb" | "CreDtTm" | "FrToDt" | "CpyDplctInd"
            | "RptgSrc" | "RltdAcct" | "Intrst" | "TxsSummry" | "Ntry" | "AddtlStmtInf" => {
                xml.skip()?
            }
            _ => return Err(element.unknown()),
        }
    }
    let account: Zeroizing<String> = required(account, line, "Acct/Id")?;
    let page = match (page, message_page) {
        (Some(page), None | Some(Page::ONLY)) => page,
        (Some(_), Some(_)) => {
            let expected = "pages of the message or of the statement, not of both";
            return Err(InputError::Syntax { line, expected });
        }
        (None, page) => page.unwrap_or(Page::ONLY),
    };
    let position = balances.close(line, number, &account, expected)?;
    Ok(Message {
        line,
        reference,
        account,
        page,
        basis: None,
        positions: position.into_iter().collect(),
    })
}

impl Balances {
    /// The one position: what is booked, or less if less is available.
    fn close(
        self,
        line: u64,
        number: u64,
        account: &str,
        expected: &Expectation,
    ) -> Result<Option<Position>, InputError> {
        let Some((aggregate, at)) = self.booked else {
            return match self.available {
                Some(_) => Err(InputError::NoClosing { line }),
                None => Ok(None),
            };
        };
        if self.later && self.available.is_none() {
            return Err(InputError::NotSeparated { line: at });
        }
        Ok(Some(closing::position(
            at,
            number,
            account,
            aggregate,
            self.available,
            expected,
        )))
    }
}

/// `IBAN`, or `Othr/Id`.
fn account_id(
    xml: &mut Xml<'_>,
    line: u64,
    expected: &Expectation,
) -> Result<Zeroizing<String>, InputError> {
    let mut id = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "Id" => once(&mut id, any_id(xml, at)?, at, "Acct/Id")?,
            "Ccy" => expected.check_currency(&xml.leaf()?, at)?,
            "Tp" | "Nm" | "Prxy" | "Ownr" | "Svcr" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    required(id, line, "Acct/Id")
}

fn any_id(xml: &mut Xml<'_>, line: u64) -> Result<Zeroizing<String>, InputError> {
    let mut id = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "IBAN" => once(
                &mut id,
                identifier(&xml.leaf()?, at, "an IBAN")?,
                at,
                "Acct/Id",
            )?,
            "Othr" => {
                while let Some(inner) = xml.child()? {
                    let at = inner.line;
                    match inner.name() {
                        "Id" => once(
                            &mut id,
                            identifier(&xml.leaf()?, at, "an account")?,
                            at,
                            "Acct/Id",
                        )?,
                        "SchmeNm" | "Issr" => xml.skip()?,
                        _ => return Err(inner.unknown()),
                    }
                }
            }
            _ => return Err(element.unknown()),
        }
    }
    required(id, line, "Acct/Id")
}

fn balance(
    xml: &mut Xml<'_>,
    line: u64,
    expected: &Expectation,
    balances: &mut Balances,
) -> Result<(), InputError> {
    let (mut kind, mut amount, mut debit, mut date) = (None, None, None, None);
    let (mut credit_line, mut later) = (false, false);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "Tp" => once(&mut kind, balance_type(xml, at)?, at, "Bal/Tp")?,
            "Amt" => {
                let currency = element.attribute("Ccy")?;
                let currency = required(currency, at, "Amt/@Ccy")?;
                let value = (decimal(&xml.leaf()?, at)?, currency, at);
                once(&mut amount, value, at, "Bal/Amt")?;
            }
            "CdtDbtInd" => {
                let value = match xml.leaf()?.as_str() {
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
            "CdtLine" => credit_line |= includes_credit_line(xml)?,
            "Avlbty" => {
                later = true;
                xml.skip()?;
            }
            _ => return Err(element.unknown()),
        }
    }
    let kind = required(kind, line, "Bal/Tp")?;
    let booked = match kind {
        Kind::Booked => true,
        Kind::Available => false,
        Kind::Other => return Ok(()),
    };
    let (amount, currency, at) = required(amount, line, "Bal/Amt")?;
    expected.check_currency(&currency, at)?;
    let (date, at) = required(date, line, "Bal/Dt")?;
    expected.check_date(date, at)?;
    if credit_line {
        return Err(InputError::CreditLine { line });
    }
    if required(debit, line, "Bal/CdtDbtInd")? && !amount.is_zero() {
        return Err(InputError::Debit { line });
    }
    let again = match booked {
        true => balances.booked.replace((amount, line)).is_some(),
        false => balances.available.replace(amount).is_some(),
    };
    balances.later |= booked && later;
    match again {
        true => Err(InputError::ClosingTwice { line }),
        false => Ok(()),
    }
}

/// Which balance it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Booked,
    Available,
    Other,
}

fn balance_type(xml: &mut Xml<'_>, line: u64) -> Result<Kind, InputError> {
    let (mut kind, mut intermediate) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "CdOrPrtry" => {
                let kind_code = code(xml, at)?;
                let found = match kind_code.as_str() {
                    "CLBD" => Kind::Booked,
                    "CLAV" => Kind::Available,
                    other if OTHER_BALANCES.contains(&other) => Kind::Other,
                    _ => {
                        return Err(InputError::Unknown {
                            line: at,
                            found: format!("a balance {}", fields::code(&kind_code, 4)),
                        })
                    }
                };
                once(&mut kind, found, at, "Bal/Tp/CdOrPrtry")?;
            }
            // The closing balance of a page that is not the last.
            "SubTp" => match code(xml, at)?.as_str() {
                "INTM" => once(&mut intermediate, (), at, "Bal/Tp/SubTp")?,
                _ => {
                    let expected = "no balance of a sub-type but INTM";
                    return Err(InputError::Syntax { line: at, expected });
                }
            },
            _ => return Err(element.unknown()),
        }
    }
    let kind = required(kind, line, "Bal/Tp/CdOrPrtry")?;
    Ok(match intermediate {
        Some(()) => Kind::Other,
        None => kind,
    })
}

fn includes_credit_line(xml: &mut Xml<'_>) -> Result<bool, InputError> {
    let mut included = true;
    while let Some(element) = xml.child()? {
        match element.name() {
            "Incl" => included = !matches!(xml.leaf()?.as_str(), "false" | "0"),
            "Tp" | "Amt" | "Dt" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    Ok(included)
}
