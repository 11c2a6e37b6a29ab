//! Bank to customer statements and reports of ISO 20022: `camt.053` and `camt.052`, which differ in names only.
//!
//! The closing booked balance (`CLBD`) of each account counts, or the closing available one (`CLAV`) where it is less. Entries
//! are passed over: the balance has them.

use std::io::Read;

use zeroize::Zeroizing;

use crate::camt_balance::{balance, Balances};
use crate::cash::CashPage;
use crate::fields::{identifier, once, required};
use crate::input_error::InputError;
use crate::instrument::shown;
use crate::iso20022::{pagination, supplementary};
use crate::message::Page;
use crate::xml::Xml;

/// What one of the messages calls its parts.
pub(crate) struct CamtNames {
    /// What the namespaces of all versions begin with; two digits follow.
    pub namespace: &'static str,
    /// The versions, for messages.
    pub versions: &'static str,
    /// The message.
    pub message: &'static str,
    /// A statement in it.
    pub statement: &'static str,
    /// The pages of a statement.
    pub pagination: &'static str,
    /// What is said about a statement in words.
    pub information: &'static str,
}

/// The statements of a file, which has one document or more.
pub(crate) fn pages(mut input: impl Read, names: &CamtNames) -> Result<Vec<CashPage>, InputError> {
    let mut xml = Xml::new(&mut input);
    let pages = documents(&mut xml, names);
    xml.close(pages)
}

fn documents(xml: &mut Xml<'_>, names: &CamtNames) -> Result<Vec<CashPage>, InputError> {
    let mut pages = Vec::new();
    while let Some(namespace) = xml.document()? {
        document(xml, &namespace, names, &mut pages)?;
    }
    Ok(pages)
}

fn document(
    xml: &mut Xml<'_>,
    namespace: &str,
    names: &CamtNames,
    pages: &mut Vec<CashPage>,
) -> Result<(), InputError> {
    let line = xml.line();
    let version = namespace.strip_prefix(names.namespace);
    let known =
        |v: &str| v.len() == 2 && v.bytes().all(|b| b.is_ascii_digit()) && v != "01" && v != "00";
    if !version.is_some_and(known) {
        return Err(InputError::Version {
            line,
            expected: names.versions,
            found: shown(namespace),
        });
    }
    let mut read = None;
    while let Some(element) = xml.child()? {
        if xml.name() != names.message {
            return Err(xml.unknown());
        }
        let line = element.line;
        once(
            &mut read,
            statements(xml, line, names, pages)?,
            line,
            names.message,
        )?;
    }
    required(read, line, names.message)
}

fn statements(
    xml: &mut Xml<'_>,
    line: u64,
    names: &CamtNames,
    pages: &mut Vec<CashPage>,
) -> Result<(), InputError> {
    let mut header = None;
    let before = pages.len();
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "GrpHdr" => once(&mut header, group_header(xml)?, at, "GrpHdr")?,
            "SplmtryData" => supplementary(xml, at)?,
            name if name == names.statement => {
                let page = *required(header.as_ref(), line, "GrpHdr")?;
                let number = pages.len() as u64 + 1;
                pages.push(statement(xml, at, number, page, names)?);
            }
            _ => return Err(xml.unknown()),
        }
    }
    match pages.len() == before {
        true => Err(InputError::Missing {
            line,
            field: names.statement,
        }),
        false => Ok(()),
    }
}

/// The page that the message is, for statements that do not say it themselves.
fn group_header(xml: &mut Xml<'_>) -> Result<Option<Page>, InputError> {
    let mut page = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "MsgPgntn" => once(&mut page, pagination(xml, at)?, at, "MsgPgntn")?,
            "MsgId" | "CreDtTm" | "MsgRcpt" | "OrgnlBizQry" | "AddtlInf" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    Ok(page)
}

fn statement(
    xml: &mut Xml<'_>,
    line: u64,
    number: u64,
    message_page: Option<Page>,
    names: &CamtNames,
) -> Result<CashPage, InputError> {
    let (mut reference, mut page, mut account) = (None, None, None);
    let mut balances = Balances::default();
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "Id" => {
                let id = identifier(xml.leaf()?, at, "a statement id")?;
                once(&mut reference, id, at, "Stmt/Id")?;
            }
            "Acct" => once(&mut account, account_id(xml, at)?, at, "Acct")?,
            "Bal" => balance(xml, at, &mut balances)?,
            "ElctrncSeqNb" | "RptgSeq" | "LglSeqNb" | "CreDtTm" | "FrToDt" | "CpyDplctInd"
            | "RptgSrc" | "RltdAcct" | "Intrst" | "TxsSummry" | "Ntry" => xml.skip()?,
            name if name == names.pagination => {
                once(&mut page, pagination(xml, at)?, at, names.pagination)?
            }
            name if name == names.information => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    let (account, currency) = required(account, line, "Acct/Id")?;
    let page = match (page, message_page) {
        (Some(page), None | Some(Page::ONLY)) => page,
        (Some(_), Some(_)) => {
            let expected = "pages of the message or of the statement, not of both";
            return Err(InputError::Syntax { line, expected });
        }
        (None, page) => page.unwrap_or(Page::ONLY),
    };
    Ok(CashPage {
        line,
        number,
        reference,
        account,
        currency,
        page,
        day: None,
        preliminary: None,
        booked: balances.booked,
        available: balances.available,
        other_balances: balances.others,
    })
}

/// An account with its currency, and the line of that.
type Account = (Zeroizing<String>, Option<(Zeroizing<String>, u64)>);

/// `IBAN`, or `Othr/Id`.
fn account_id(xml: &mut Xml<'_>, line: u64) -> Result<Account, InputError> {
    let (mut id, mut currency) = (None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "Id" => once(&mut id, any_id(xml, at)?, at, "Acct/Id")?,
            "Ccy" => once(&mut currency, (xml.leaf_text()?, at), at, "Acct/Ccy")?,
            "Tp" | "Nm" | "Prxy" | "Ownr" | "Svcr" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    Ok((required(id, line, "Acct/Id")?, currency))
}

fn any_id(xml: &mut Xml<'_>, line: u64) -> Result<Zeroizing<String>, InputError> {
    let mut id = None;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "IBAN" => once(
                &mut id,
                identifier(xml.leaf()?, at, "an IBAN")?,
                at,
                "Acct/Id",
            )?,
            "Othr" => {
                while let Some(inner) = xml.child()? {
                    let at = inner.line;
                    match xml.name() {
                        "Id" => once(
                            &mut id,
                            identifier(xml.leaf()?, at, "an account")?,
                            at,
                            "Acct/Id",
                        )?,
                        "SchmeNm" | "Issr" => xml.skip()?,
                        _ => return Err(xml.unknown()),
                    }
                }
            }
            _ => return Err(xml.unknown()),
        }
    }
    required(id, line, "Acct/Id")
}
