//! Writes ISO 20022 `camt.053.001.08` and `camt.052.001.08`.

use quick_xml::escape::escape;

use super::cash::{CashBalance, CashStatement};
use crate::amount::Amount;

/// What a message calls itself and its statements.
struct Names {
    namespace: &'static str,
    message: &'static str,
    statement: &'static str,
}

/// A file with a statement of each account.
pub fn write(statement: &CashStatement) -> String {
    document(
        statement,
        &Names {
            namespace: "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08",
            message: "BkToCstmrStmt",
            statement: "Stmt",
        },
    )
}

/// A file with a report of each account, at the end of the day.
pub fn write_report(statement: &CashStatement) -> String {
    document(
        statement,
        &Names {
            namespace: "urn:iso:std:iso:20022:tech:xsd:camt.052.001.08",
            message: "BkToCstmrAcctRpt",
            statement: "Rpt",
        },
    )
}

fn document(statement: &CashStatement, names: &Names) -> String {
    let as_of = statement.as_of;
    let accounts: String = (1..)
        .zip(&statement.accounts)
        .map(|(number, cash)| account(number, cash, &as_of.to_string(), names.statement))
        .collect();
    let (namespace, message) = (names.namespace, names.message);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{namespace}">
  <{message}>
    <GrpHdr><MsgId>{as_of}-CASH</MsgId><CreDtTm>{as_of}T22:30:00Z</CreDtTm></GrpHdr>
{accounts}  </{message}>
</Document>
"#
    )
}

fn account(number: u32, cash: &CashBalance, as_of: &str, statement: &str) -> String {
    let currency = escape(&cash.currency);
    let balance = |code: &str, amount: &Amount| {
        let amount = amount.to_plain();
        format!(
            "      <Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"{currency}\">{}</Amt>\
             <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{as_of}</Dt></Dt></Bal>\n",
            amount.as_str()
        )
    };
    let available = cash
        .available
        .as_ref()
        .map(|amount| balance("CLAV", amount));
    format!(
        "    <{statement}>\n      <Id>{as_of}-{number}</Id>\n      <CreDtTm>{as_of}T22:30:00Z</CreDtTm>\n\
         \x20     <Acct><Id><Othr><Id>{}</Id></Othr></Id><Ccy>{currency}</Ccy></Acct>\n{}{}    </{statement}>\n",
        escape(&cash.account),
        balance("CLBD", &cash.booked),
        available.unwrap_or_default(),
    )
}
