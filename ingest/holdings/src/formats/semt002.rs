//! ISO 20022 `semt.002.001.xx`, the securities balance custody report.
//!
//! Everything that can hold a balance is read or refused; what is passed over is listed here by name.

mod balance;

use std::io::BufRead;

use assay_statement::Date;
use zeroize::Zeroizing;

use crate::basis::{mixed_basis, Basis};
use crate::expectation::Expectation;
use crate::fields::{identifier, once, required};
use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::instrument::shown;
use crate::iso20022::{boolean, code, date_choice, is_message, pagination, supplementary};
use crate::message::{Message, Position};
use crate::text::read_text;
use crate::xml::Xml;
use balance::balance;

/// What the namespaces of all versions begin with.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:semt.002.";

/// The versions whose elements are the same where they hold a balance, and the subset of ISO 15022 of one of them.
const VERSIONS: [&str; 6] = ["001.08", "001.09", "001.10", "001.11", "001.12", "002.11"];

/// The securities balance custody report.
pub(crate) struct Semt002;

impl StatementFormat for Semt002 {
    const NAME: &'static str = "semt002";
    const TITLE: &'static str = "semt.002";
    const STANDARD: &'static str = "ISO 20022 semt.002.001";

    fn recognise(start: &[u8]) -> bool {
        is_message(start, "semt.002.")
    }

    fn read(input: impl BufRead, context: ReadContext<'_>) -> Result<Vec<Message>, InputError> {
        let text = read_text(input)?;
        let mut xml = Xml::new(&text);
        let mut messages = Vec::new();
        // Balances are numbered through all documents of the file.
        let mut number = 0;
        while let Some(namespace) = xml.document()? {
            let message = document(&mut xml, &namespace, context.expected, &mut number)?;
            match message.counts {
                true => messages.push(message.page),
                false => context.passed_over.accounts += 1,
            }
        }
        Ok(messages)
    }
}

/// A page, and whether its account counts.
struct AccountPage {
    page: Message,
    counts: bool,
}

/// A document, which is one page of a statement.
fn document(
    xml: &mut Xml<'_>,
    namespace: &str,
    expected: &Expectation,
    number: &mut u64,
) -> Result<AccountPage, InputError> {
    let line = xml.line();
    let version = namespace.strip_prefix(NAMESPACE);
    if !version.is_some_and(|version| VERSIONS.contains(&version)) {
        return Err(InputError::Version {
            line,
            expected: "semt.002.001.08 to .12 or semt.002.002.11",
            found: shown(namespace),
        });
    }
    let mut message = None;
    while let Some(element) = xml.child()? {
        match element.name() {
            "SctiesBalCtdyRpt" => {
                let report = report(xml, element.line, expected, number)?;
                once(&mut message, report, element.line, "SctiesBalCtdyRpt")?;
            }
            _ => return Err(element.unknown()),
        }
    }
    required(message, line, "SctiesBalCtdyRpt")
}

/// The general details of a statement.
struct General {
    reference: Option<Zeroizing<String>>,
    /// The day, and its line.
    date: (Date, u64),
    basis: Basis,
}

fn report(
    xml: &mut Xml<'_>,
    line: u64,
    expected: &Expectation,
    number: &mut u64,
) -> Result<AccountPage, InputError> {
    let (mut page, mut general, mut account) = (None, None, None);
    let mut counts = true;
    let (mut positions, mut passed_over) = (Vec::new(), None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "Pgntn" => once(&mut page, pagination(xml, at)?, at, "Pgntn")?,
            "StmtGnlDtls" => once(&mut general, general_details(xml, at)?, at, "StmtGnlDtls")?,
            "SfkpgAcct" | "BlckChainAdrOrWllt" => {
                let id = account_id(xml, at)?;
                counts = expected.counts(id.as_bytes(), at)?;
                once(&mut account, id, at, "SfkpgAcct")?;
            }
            "BalForAcct" | "SubAcctDtls" if !counts => xml.skip()?,
            "BalForAcct" => {
                *number += 1;
                positions.push(balance(xml, at, *number, None, expected)?);
            }
            "SubAcctDtls" => {
                if !sub_account(xml, at, expected, number, &mut positions)? {
                    passed_over.get_or_insert(at);
                }
            }
            "SplmtryData" => supplementary(xml, at)?,
            "AcctOwnr"
            | "AcctSvcr"
            | "IntrmyInf"
            | "AcctBaseCcyTtlAmts"
            | "AltrnRptgCcyTtlAmts" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    let general = required(general, line, "StmtGnlDtls")?;
    if counts {
        let (date, at) = general.date;
        expected.check_date(date, at)?;
    }
    let page = Message {
        line,
        reference: general.reference,
        account: required(account, line, "SfkpgAcct/Id")?,
        page: required(page, line, "Pgntn")?,
        basis: Some(general.basis),
        positions,
        passed_over,
    };
    Ok(AccountPage { page, counts })
}

/// `StmtGnlDtls`.
fn general_details(xml: &mut Xml<'_>, line: u64) -> Result<General, InputError> {
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
            "SctyIntrstOrSetOff" => {
                if boolean(&xml.leaf()?, at)? {
                    let what = "securities under a security interest or a right of set-off (SctyIntrstOrSetOff)";
                    return Err(InputError::Forbidden { line: at, what });
                }
            }
            "RptNb" | "QryRef" | "Frqcy" | "ActvtyInd" | "AudtdInd" | "SubAcctInd"
            | "TaxLotInd" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    let date = required(date, line, "StmtDtTm")?;
    required(update, line, "UpdTp")?;
    Ok(General {
        reference,
        date,
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

/// Reads a sub-account; whether it counts.
fn sub_account(
    xml: &mut Xml<'_>,
    line: u64,
    expected: &Expectation,
    number: &mut u64,
    positions: &mut Vec<Position>,
) -> Result<bool, InputError> {
    let mut account: Option<Zeroizing<String>> = None;
    let mut counts = true;
    while let Some(element) = xml.child()? {
        let at = element.line;
        match element.name() {
            "SfkpgAcct" | "BlckChainAdrOrWllt" => {
                let id = account_id(xml, at)?;
                counts = expected.counts(id.as_bytes(), at)?;
                once(&mut account, id, at, "SfkpgAcct")?
            }
            "BalForSubAcct" if !counts => xml.skip()?,
            "BalForSubAcct" => {
                let account = required(account.clone(), line, "SubAcctDtls/SfkpgAcct/Id")?;
                *number += 1;
                positions.push(balance(xml, at, *number, Some(account), expected)?);
            }
            "SplmtryData" => supplementary(xml, at)?,
            "AcctOwnr" | "ActvtyInd" => xml.skip()?,
            _ => return Err(element.unknown()),
        }
    }
    Ok(counts)
}
