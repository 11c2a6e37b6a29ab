//! Writes ISO 20022 `semt.002.001.11`.

use quick_xml::escape::escape;

use super::securities::{SecuritiesBalance, SecuritiesStatement};
use crate::amount::Amount;
use crate::measure::Measure;

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:semt.002.001.11";

/// The pages of a statement, each a document.
pub fn write(statement: &SecuritiesStatement, per_page: usize) -> Vec<String> {
    let pages = statement.pages(per_page);
    let last = pages.len();
    let page = |(number, lines): (usize, &Vec<SecuritiesBalance>)| {
        document(statement, number, number == last, lines)
    };
    (1..).zip(&pages).map(page).collect()
}

fn document(
    statement: &SecuritiesStatement,
    number: usize,
    last: bool,
    lines: &[SecuritiesBalance],
) -> String {
    let mut balances = String::new();
    let (own, parts): (Vec<&SecuritiesBalance>, Vec<&SecuritiesBalance>) =
        lines.iter().partition(|line| line.sub_account.is_none());
    for line in own {
        balances += &balance(line, "BalForAcct", "    ");
    }
    for line in parts {
        let account = line.sub_account.as_deref().unwrap_or_default();
        balances += &format!(
            "    <SubAcctDtls>\n      <SfkpgAcct><Id>{}</Id></SfkpgAcct>\n      <ActvtyInd>true</ActvtyInd>\n{}    </SubAcctDtls>\n",
            escape(account),
            balance(line, "BalForSubAcct", "      "),
        );
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{NAMESPACE}">
  <SctiesBalCtdyRpt>
    <Pgntn><PgNb>{number}</PgNb><LastPgInd>{last}</LastPgInd></Pgntn>
    <StmtGnlDtls>
      <StmtId>{as_of}-CUSTODY</StmtId>
      <StmtDtTm><Dt>{as_of}</Dt></StmtDtTm>
      <Frqcy><Cd>DAIL</Cd></Frqcy>
      <UpdTp><Cd>COMP</Cd></UpdTp>
      <StmtBsis><Cd>{basis}</Cd></StmtBsis>
      <ActvtyInd>{active}</ActvtyInd>
      <SubAcctInd>{sub}</SubAcctInd>
    </StmtGnlDtls>
    <SfkpgAcct><Id>{account}</Id></SfkpgAcct>
{balances}  </SctiesBalCtdyRpt>
</Document>
"#,
        as_of = statement.as_of,
        basis = statement.basis.code(),
        active = !lines.is_empty(),
        sub = lines.iter().any(|line| line.sub_account.is_some()),
        account = escape(&statement.account),
    )
}

fn balance(line: &SecuritiesBalance, name: &str, indent: &str) -> String {
    let unit = match line.measure {
        Measure::Units => "Unit",
        Measure::Face | Measure::Money => "FaceAmt",
    };
    let quantity = |amount: &Amount| {
        let amount = amount.to_plain();
        format!("<Qty><Qty><{unit}>{}</{unit}></Qty></Qty>", amount.as_str())
    };
    let long = |name: &str, amount: &Amount| {
        format!(
            "{indent}  <{name}><ShrtLngInd>LONG</ShrtLngInd><Qty>{}</Qty></{name}>\n",
            quantity(amount)
        )
    };
    let mut text = format!(
        "{indent}<{name}>\n{indent}  <FinInstrmId><ISIN>{}</ISIN></FinInstrmId>\n",
        escape(&line.isin)
    );
    text += &long("AggtBal", &line.aggregate());
    if let Some(not_available) = &line.not_available {
        text += &long("AvlblBal", &line.available);
        let part = quantity(not_available);
        text += &format!("{indent}  <NotAvlblBal>{part}</NotAvlblBal>\n");
    }
    text + &format!("{indent}</{name}>\n")
}
