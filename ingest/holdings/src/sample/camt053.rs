//! Writes ISO 20022 `camt.053.001.08`.

use quick_xml::escape::escape;

use super::cash::{CashBalance, CashStatement};
use crate::amount::Amount;

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

/// A file with a statement of each account.
pub fn write(statement: &CashStatement) -> String {
    let as_of = statement.as_of;
    let accounts: String = (1..)
        .zip(&statement.accounts)
        .map(|(number, cash)| account(number, cash, &as_of.to_string()))
        .collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{NAMESPACE}">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>{as_of}-CASH</MsgId><CreDtTm>{as_of}T22:30:00Z</CreDtTm></GrpHdr>
{accounts}  </BkToCstmrStmt>
</Document>
"#
    )
}

fn account(number: u32, cash: &CashBalance, as_of: &str) -> String {
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
        "    <Stmt>\n      <Id>{as_of}-{number}</Id>\n      <CreDtTm>{as_of}T22:30:00Z</CreDtTm>\n\
         \x20     <Acct><Id><Othr><Id>{}</Id></Othr></Id><Ccy>{currency}</Ccy></Acct>\n{}{}    </Stmt>\n",
        escape(&cash.account),
        balance("CLBD", &cash.booked),
        available.unwrap_or_default(),
    )
}
