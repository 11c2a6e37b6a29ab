//! ISO 20022 `semt.002.001.xx`, the securities balance custody report.
//!
//! Everything that can hold a balance is read or refused; what is passed over is listed here by name.

mod balance;
mod gaps;
mod plain_quantity;

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
use crate::message::Message;
use crate::positions::Positions;
use crate::repeated::Forms;
use crate::repeated_part::{replace, PartForm};
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

    fn read(
        mut input: impl BufRead,
        context: ReadContext<'_>,
        positions: &mut Positions<'_>,
    ) -> Result<Vec<Message>, InputError> {
        let mut xml = Xml::new(&mut input);
        let messages = documents(&mut xml, context, positions);
        xml.close(messages)
    }
}

/// The pages of a file.
fn documents(
    xml: &mut Xml<'_>,
    context: ReadContext<'_>,
    positions: &mut Positions<'_>,
) -> Result<Vec<Message>, InputError> {
    let mut messages = Vec::new();
    let mut balances = Balances {
        expected: context.expected,
        positions,
        number: 0,
        forms: [Forms::new(&gaps::WRITING), Forms::new(&gaps::WRITING)],
        part: PartForm::new(&gaps::PART),
    };
    while let Some(namespace) = xml.document()? {
        match document(xml, &namespace, &mut balances)? {
            Some(message) => messages.push(message),
            None => context.passed_over.accounts += 1,
        }
    }
    Ok(messages)
}

/// The balances of a file, and what they have to agree with.
struct Balances<'a, 'p> {
    expected: &'a Expectation,
    positions: &'a mut Positions<'p>,
    /// How many there are. They are numbered through all documents of the file.
    number: u64,
    /// The forms of the balances of the account itself, and of its parts.
    forms: [Forms; 2],
    /// What is between the balances of two parts.
    part: PartForm,
}

impl Balances<'_, '_> {
    /// Reads a balance that has begun, of a sub-account or of the account itself. What is before it begins at a position of the
    /// file.
    fn read(
        &mut self,
        xml: &mut Xml<'_>,
        (line, begin): (u64, u64),
        sub_account: Option<&Zeroizing<String>>,
    ) -> Result<(), InputError> {
        self.number += 1;
        let [own, parts] = &mut self.forms;
        let forms = if sub_account.is_some() { parts } else { own };
        let position = balance(xml, line, self.number, sub_account.cloned(), self.expected)?;
        forms.keep(xml.balance_since(begin), &position);
        self.positions.add(position);
        self.part.after_balance(xml.position());
        Ok(())
    }

    /// Reads what follows in a sub-account and has a form that is known: its balances, and the sub-accounts after it, of which
    /// the last is then the account.
    fn read_repeated_parts(
        &mut self,
        xml: &mut Xml<'_>,
        account: &mut Zeroizing<String>,
    ) -> Result<(), InputError> {
        if !self.positions.repeats() {
            return Ok(());
        }
        if let Some(position) = self.part.wanted(xml.rest()) {
            let text = xml.passed_since(position);
            self.part.keep(text, account, xml.scope());
        }
        let expected = self.expected;
        self.read_repeated(xml, true)?;
        while xml.repeated_part("SubAcctDtls", &self.part, |name| {
            let counts = expected.surely_counts(name.as_bytes());
            if counts {
                replace(account, name);
            }
            counts
        })? {
            self.read_repeated(xml, true)?;
        }
        Ok(())
    }

    /// Reads the balances that are next and have a form that is known, of a sub-account or of the account itself.
    fn read_repeated(&mut self, xml: &mut Xml<'_>, part: bool) -> Result<(), InputError> {
        if !self.positions.repeats() {
            return Ok(());
        }
        let [own, parts] = &mut self.forms;
        let forms = if part { parts } else { own };
        let (positions, number) = (&mut *self.positions, &mut self.number);
        let before = *number;
        while xml.repeated(forms, |repeated, line| {
            let added = positions.add_repeated(repeated, part, line, *number + 1);
            *number += u64::from(added);
            added
        })? {}
        if self.number > before {
            self.part.after_balance(xml.position());
        }
        Ok(())
    }
}

/// A document, which is one page of a statement; `None` if its account does not count.
fn document(
    xml: &mut Xml<'_>,
    namespace: &str,
    balances: &mut Balances<'_, '_>,
) -> Result<Option<Message>, InputError> {
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
        match xml.name() {
            "SctiesBalCtdyRpt" => {
                let report = report(xml, element.line, balances)?;
                once(&mut message, report, element.line, "SctiesBalCtdyRpt")?;
            }
            _ => return Err(xml.unknown()),
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
    balances: &mut Balances<'_, '_>,
) -> Result<Option<Message>, InputError> {
    let (mut page, mut general, mut account) = (None, None, None);
    let mut counts = true;
    let mut passed_over = None;
    loop {
        if account.is_some() && counts {
            balances.read_repeated(xml, false)?;
        }
        let begin = xml.position();
        let Some(element) = xml.child()? else {
            break;
        };
        let at = element.line;
        match xml.name() {
            "Pgntn" => once(&mut page, pagination(xml, at)?, at, "Pgntn")?,
            "StmtGnlDtls" => once(&mut general, general_details(xml, at)?, at, "StmtGnlDtls")?,
            "SfkpgAcct" | "BlckChainAdrOrWllt" => {
                let id = account_id(xml, at)?;
                counts = balances.expected.counts(id.as_bytes(), at)?;
                once(&mut account, id, at, "SfkpgAcct")?;
                if let Some(account) = account.as_ref().filter(|_| counts) {
                    balances.positions.begin(account);
                }
            }
            "BalForAcct" | "SubAcctDtls" if !counts => xml.skip()?,
            "BalForAcct" => balances.read(xml, (at, begin), None)?,
            "SubAcctDtls" => {
                if !sub_account(xml, at, balances)? {
                    passed_over.get_or_insert(at);
                }
            }
            "SplmtryData" => supplementary(xml, at)?,
            "AcctOwnr"
            | "AcctSvcr"
            | "IntrmyInf"
            | "AcctBaseCcyTtlAmts"
            | "AltrnRptgCcyTtlAmts" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    let general = required(general, line, "StmtGnlDtls")?;
    if counts {
        let (date, at) = general.date;
        balances.expected.check_date(date, at)?;
    }
    let account = required(account, line, "SfkpgAcct/Id")?;
    let page = required(page, line, "Pgntn")?;
    if !counts {
        balances.positions.pass_over();
        return Ok(None);
    }
    Ok(Some(Message {
        line,
        reference: general.reference,
        positions: balances.positions.end(&account),
        account,
        page,
        basis: Some(general.basis),
        passed_over,
    }))
}

/// `StmtGnlDtls`.
fn general_details(xml: &mut Xml<'_>, line: u64) -> Result<General, InputError> {
    let (mut reference, mut date, mut update, mut basis) = (None, None, None, None);
    while let Some(element) = xml.child()? {
        let at = element.line;
        match xml.name() {
            "StmtId" => {
                let id = identifier(xml.leaf()?, at, "a statement id")?;
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
                if boolean(xml.leaf()?, at)? {
                    let what = "securities under a security interest or a right of set-off (SctyIntrstOrSetOff)";
                    return Err(InputError::Forbidden { line: at, what });
                }
            }
            "RptNb" | "QryRef" | "Frqcy" | "ActvtyInd" | "AudtdInd" | "SubAcctInd"
            | "TaxLotInd" => xml.skip()?,
            _ => return Err(xml.unknown()),
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
        match xml.name() {
            "Id" => {
                let text = identifier(xml.leaf()?, at, "an account")?;
                once(&mut id, text, at, "Id")?;
            }
            "Tp" | "Nm" | "Dsgnt" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    required(id, line, "SfkpgAcct/Id")
}

/// Reads a sub-account; whether it counts.
fn sub_account(
    xml: &mut Xml<'_>,
    line: u64,
    balances: &mut Balances<'_, '_>,
) -> Result<bool, InputError> {
    let mut account: Option<Zeroizing<String>> = None;
    let mut counts = true;
    loop {
        if let Some(account) = account.as_mut().filter(|_| counts) {
            balances.read_repeated_parts(xml, account)?;
        }
        let begin = xml.position();
        let Some(element) = xml.child()? else {
            break;
        };
        let at = element.line;
        match xml.name() {
            "SfkpgAcct" | "BlckChainAdrOrWllt" => {
                let id = account_id(xml, at)?;
                counts = balances.expected.counts(id.as_bytes(), at)?;
                once(&mut account, id, at, "SfkpgAcct")?
            }
            "BalForSubAcct" if !counts => xml.skip()?,
            "BalForSubAcct" => {
                let account = required(account.as_ref(), line, "SubAcctDtls/SfkpgAcct/Id")?;
                balances.read(xml, (at, begin), Some(account))?;
            }
            "SplmtryData" => supplementary(xml, at)?,
            "AcctOwnr" | "ActvtyInd" => xml.skip()?,
            _ => return Err(xml.unknown()),
        }
    }
    Ok(counts)
}
