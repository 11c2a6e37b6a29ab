//! Cases of the reports of income and what was distributed. Added later: they come last, so that the others keep their
//! numbers.

use serde_json::{json, Value};

use super::list::{value, List};
use crate::report::base::AS_OF;
use crate::report::income::{report, NAME, SHORT};
use assay_testkit::patch::{add, remove, replace, Edit};

const MINTED: &str = "/report/supply/entries/4";
const PAID: &str = "/report/supply/entries/5";
const INCOME: &str = "/report/book/income";
/// Rows of the income: a note below zero, and a bill that was repaid.
const NOTE: &str = "/report/book/income/rows/1";
const REPAID: &str = "/report/book/income/rows/3";

pub fn add_to(list: &mut List) {
    list.valid(
        NAME,
        "Normal",
        "income that is what was distributed, to the last unit",
        vec![],
    );
    list.push(
        SHORT,
        "Forgery",
        "a distribution that is a unit of the bound larger than what is proved",
        Some("proof-weights"),
        vec![],
    );
    expected(list);
    supplies(list);
    books(list);
    invalid(list);
    malformed(list);
}

/// What the verifier itself knows of distributions.
fn expected(list: &mut List) {
    let supply = value(&report().supply);
    list.valid(
        NAME,
        "Expectation",
        "the verifier knows of the same distributions",
        vec![add("/options/supply", supply.clone())],
    );
    let mut other = |comment: &str, change: &dyn Fn(&mut Value)| {
        let mut own = supply.clone();
        change(&mut own);
        let edit = vec![add("/options/supply", own)];
        list.push(NAME, "Expectation", comment, Some("wrong-supply"), edit);
    };
    other("the verifier knows of a larger distribution", &|own| {
        own["entries"][4]["amount"] = "259000.01".into();
    });
    other(
        "the verifier knows of a distribution that the report leaves out",
        &|own| {
            let more = json!({ "entry": "distributed", "reason": "airdrop", "amount": "1" });
            own["entries"].as_array_mut().unwrap().push(more);
        },
    );
}

/// Distributions and the rule changed after the proof was made.
fn supplies(list: &mut List) {
    let mut bad = |comment: &str, edit: Vec<Edit>| {
        list.push(NAME, "Binding", comment, Some("proof-tags"), edit);
    };
    let amount = |entry: &str, to: &str| replace(&format!("{entry}/amount"), to);
    bad("a distribution made smaller", vec![amount(MINTED, "1.00")]);
    bad(
        "a distribution made larger",
        vec![amount(MINTED, "259000.01")],
    );
    bad(
        "a distribution spelt otherwise",
        vec![amount(MINTED, "259000")],
    );
    bad("a distribution left out", vec![remove(PAID)]);
    bad(
        "a distribution of zero added",
        vec![add(
            "/report/supply/entries/-",
            json!({ "entry": "distributed", "reason": "airdrop", "amount": "0" }),
        )],
    );
    bad(
        "another reason of a distribution",
        vec![replace(&format!("{PAID}/reason"), "paid")],
    );
    bad(
        "a distribution given for a payable",
        vec![replace(&format!("{PAID}/entry"), "payable")],
    );
    bad(
        "a smaller ratio of income",
        vec![replace("/report/policy/rules/1/min_ratio", "0.99")],
    );
}

/// The income changed after custodians signed the book.
fn books(list: &mut List) {
    let mut bad = |comment: &str, edit: Vec<Edit>| {
        list.push(NAME, "Attestation", comment, Some("attestation-book"), edit);
    };
    bad(
        "a unit that earned more",
        vec![replace("/report/book/income/rows/5/per_unit", "0.00330")],
    );
    bad(
        "income below zero given for income above",
        vec![replace(&format!("{NOTE}/per_unit"), "0.000039062")],
    );
    bad("income below zero left out", vec![remove(NOTE)]);
    bad(
        "another day of repayment",
        vec![replace(&format!("{REPAID}/until"), "2026-11-13")],
    );
    bad(
        "a period that begins a second earlier",
        vec![replace(&format!("{INCOME}/since"), "2026-10-20T20:59:59Z")],
    );
    bad(
        "another earlier book",
        vec![replace(&format!("{INCOME}/book"), "5e".repeat(32))],
    );
    bad(
        "a row of income added",
        vec![add(
            &format!("{INCOME}/rows/-"),
            json!({ "custodian": "eastcustody", "instrument": "repo:other", "per_unit": "1", "quantity_decimals": 2,
                "until": "2026-11-19" }),
        )],
    );
}

fn invalid(list: &mut List) {
    let mut bad = |code, comment: &str, edit: Vec<Edit>| {
        list.push(NAME, "Statement", comment, Some(code), edit);
    };
    let book = "book-invalid";
    bad(
        book,
        "a period of income that begins when it ends",
        vec![
            replace(&format!("{INCOME}/since"), AS_OF),
            // Nothing can be repaid in it.
            remove(&format!("{INCOME}/rows/8")),
            remove(&format!("{INCOME}/rows/7")),
            remove(REPAID),
        ],
    );
    bad(
        book,
        "income of nothing",
        vec![replace(&format!("{INCOME}/rows"), json!([]))],
    );
    bad(
        book,
        "a unit that earned zero",
        vec![replace(&format!("{NOTE}/per_unit"), "0.00")],
    );
    bad(
        book,
        "what was repaid before the period earned something in it",
        vec![replace(&format!("{REPAID}/until"), "2026-10-20")],
    );
    bad(
        book,
        "what is held was repaid",
        vec![add(&format!("{NOTE}/until"), "2026-11-12")],
    );
    bad(
        book,
        "a security earned more at one custodian than at another",
        vec![replace(&format!("{REPAID}/per_unit"), "0.00252")],
    );
    let silent = || vec![remove(PAID), remove(MINTED)];
    bad(
        "program-invalid",
        "a rule of income, and a book without income",
        vec![remove(INCOME)],
    );
    bad(
        "program-invalid",
        "a rule of income, and nothing says what was distributed",
        silent(),
    );
    let mut worthless = silent();
    worthless.push(replace("/report/supply/value_per_token", "0"));
    bad(
        "supply-invalid",
        "nothing says what was distributed to tokens that are owed nothing",
        worthless,
    );
    bad(
        "policy-invalid",
        "a ratio of income of zero",
        vec![replace("/report/policy/rules/1/min_ratio", "0")],
    );
}

fn malformed(list: &mut List) {
    let mut bad = |comment: &str, edit: Edit| {
        list.push(NAME, "Strict", comment, Some("malformed"), vec![edit]);
    };
    let per_unit = |to: Value| replace(&format!("{NOTE}/per_unit"), to);
    bad("income of minus zero", per_unit(json!("-0")));
    bad("income of minus zero with places", per_unit(json!("-0.00")));
    bad("income with a plus", per_unit(json!("+0.000039062")));
    bad("income as a number", per_unit(json!(-1)));
    bad(
        "a day of repayment that is no day",
        replace(&format!("{REPAID}/until"), "2026-11-31"),
    );
    bad(
        "a period without beginning",
        remove(&format!("{INCOME}/since")),
    );
    bad(
        "income of no earlier book",
        remove(&format!("{INCOME}/book")),
    );
    bad(
        "a field of income that does not exist",
        add(&format!("{NOTE}/kind"), "note"),
    );
    bad(
        "a book of income that is null",
        replace(INCOME, Value::Null),
    );
    bad(
        "a negative distribution",
        replace(&format!("{PAID}/amount"), "-1"),
    );
    bad(
        "a distribution without reason",
        remove(&format!("{PAID}/reason")),
    );
}
