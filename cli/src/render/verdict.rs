//! The verdict on a report, as a treasurer reads it and as a program does.

use assay_statement::{PolicyStatus, Report, SuiteName};
use assay_verifier::{verdict_json, Basis, UncheckedNote, VerifiedReport};
use serde_json::{json, Value};

use crate::render::basis::{issuers_word, value_per_token, words};
use crate::render::numbers::{duration, grouped};
use crate::render::supply::supply_text;
use crate::render::unchecked;

/// A report that verifies.
pub fn text(report: &Report, verified: &VerifiedReport, not_checked: &[UncheckedNote]) -> String {
    let mut text = String::from("VALID\n\n");
    text += &summary(report, verified);
    text += &custodians(verified);
    text += &rules(verified);
    text += &supply_text(report);
    text += &issuers_word(report, verified);
    text + &unchecked::sections(not_checked)
}

/// What the report is about.
fn summary(report: &Report, verified: &VerifiedReport) -> String {
    let book = &report.book;
    let mut text = String::new();
    let mut field = |name: &str, value: String| text += &format!("  {name:<16}{value}\n");
    field("subject", book.subject.to_string());
    field("as of", book.as_of.to_string());
    if let Some(age) = verified.age_seconds {
        field("age", duration(age));
    }
    if verified.suite != SuiteName::default() {
        field("suite", verified.suite.to_string());
    }
    let status = match report.policy.status {
        PolicyStatus::Final => "",
        PolicyStatus::Proposed => " (proposed, not final)",
    };
    field("policy", format!("{}{status}", report.policy.name));
    field("tokens", grouped(&verified.tokens));
    field("value per token", value_per_token(report, &verified.basis));
    if !verified.payables.is_zero() {
        let whose = words(verified.basis.supply);
        let payables = grouped(&verified.payables);
        field("payables", format!("{payables} {}, {whose}", book.currency));
    }
    field(
        "to be covered",
        format!("{} {}", grouped(&verified.amount_to_cover), book.currency),
    );
    if let Some(distributed) = &verified.distributed {
        let (amount, whose) = (grouped(distributed), words(verified.basis.supply));
        field(
            "distributed",
            format!("{amount} {}, {whose}", book.currency),
        );
    }
    if let Some(income) = &book.income {
        let (since, whose) = (income.since, words(Basis::Issuer));
        field("income since", format!("{since}, {whose}"));
        field("of book", format!("{}, {whose}", income.book));
    }
    let (rows, custodians) = (book.rows.len(), book.custodians.len());
    field("book", format!("{rows} rows, {custodians} custodians"));
    if let Some(previous) = report.previous {
        field("previous report", previous.to_string());
    }
    field("this report", verified.report.to_string());
    text
}

/// How many keys of each custodian signed.
fn custodians(verified: &VerifiedReport) -> String {
    let signatures = verified.signatures.iter();
    let width = signatures.map(|s| s.custodian.as_str().len()).max();
    let width = width.unwrap_or(0);
    let mut text = String::from("\n  Custodians\n");
    for signed in &verified.signatures {
        text += &format!(
            "    {:<width$}  {} of {} needed signatures, all good\n",
            signed.custodian.as_str(),
            signed.found,
            signed.needed
        );
    }
    text
}

/// Every inequality that is proved.
fn rules(verified: &VerifiedReport) -> String {
    let inequalities = verified.inequalities.iter();
    let width = inequalities.map(|i| i.label.chars().count()).max();
    let width = width.unwrap_or(0);
    let mut text = String::from("\n  Rules\n");
    for inequality in &verified.inequalities {
        text += &format!(
            "    {:<14}{:<width$}  proved\n",
            inequality.name, inequality.label
        );
    }
    text
}

/// The same as JSON.
pub fn json(report: &Report, verified: &VerifiedReport, not_checked: &[UncheckedNote]) -> Value {
    let mut value = verdict_json(report, verified, not_checked);
    value["valid"] = true.into();
    value["code"] = "valid".into();
    value
}

/// A report that does not verify.
pub fn refusal_text(code: &str, message: &str) -> String {
    format!("NOT VALID: {message}\n  code {code}\n")
}

/// The same as JSON.
pub fn refusal_json(code: &str, message: &str) -> Value {
    json!({ "valid": false, "code": code, "message": message })
}
