//! Income in books, what was distributed in supplies, and the rule of both. Added later: cases keep their numbers.

use serde_json::{json, Value};

use super::samples::with;
use crate::vector_file::VectorFile;

const INCOME: &str = "/income";
const ENTRY: &str = "/entries/0";
const RULE: &str = "/rules/0";

/// Income of one row, with other fields.
fn income(fields: Value) -> Value {
    let mut row = json!({ "custodian": "north", "instrument": "US912797SC23", "per_unit": "0.0031", "quantity_decimals": 2 });
    for (name, value) in fields.as_object().unwrap() {
        row[name] = value.clone();
    }
    json!({ "since": "2026-10-30T21:00:00Z", "book": "0a".repeat(32), "rows": [row] })
}

fn per_unit(text: &str) -> Value {
    income(json!({ "per_unit": text }))
}

/// Income without one of its fields.
fn without(field: &str) -> Value {
    let mut income = income(json!({}));
    income.as_object_mut().unwrap().remove(field);
    income
}

fn distributed(fields: Value) -> Value {
    let mut entry = json!({ "entry": "distributed" });
    for (name, value) in fields.as_object().unwrap() {
        entry[name] = value.clone();
    }
    entry
}

pub fn add_to(file: &mut VectorFile) {
    valid(file);
    books(file);
    others(file);
}

fn valid(file: &mut VectorFile) {
    let mut valid = |flag, comment: &str, case| file.valid(flag, comment, case);
    let book = |value| with("book", INCOME, value);
    valid("Spelling", "book: income", book(income(json!({}))));
    valid(
        "Spelling",
        "book: income until a day",
        book(income(json!({ "until": "2026-11-12" }))),
    );
    valid(
        "Spelling",
        "book: income below zero",
        book(per_unit("-0.0031")),
    );
    valid(
        "Spelling",
        "book: income below zero, spelt otherwise",
        book(per_unit("-0.00310")),
    );
    // Whether it makes sense is not asked here.
    valid("Boundary", "book: income of zero", book(per_unit("0.00")));
    let no_rows = json!({ "since": "2026-10-30T21:00:00Z", "book": "0a".repeat(32), "rows": [] });
    valid("Boundary", "book: income without a row", book(no_rows));
    let longest = format!("-{}.{}", "9".repeat(48), "9".repeat(30));
    valid(
        "Boundary",
        "book: income of a minus and 78 digits",
        book(per_unit(&longest)),
    );
    for (flag, comment, amount) in [
        ("Spelling", "something distributed", "1250.00"),
        ("Boundary", "nothing distributed", "0"),
    ] {
        let entry = distributed(json!({ "reason": "minted to holders", "amount": amount }));
        valid(
            flag,
            &format!("supply: {comment}"),
            with("supply", ENTRY, entry),
        );
    }
    valid(
        "Spelling",
        "policy: a rule of income",
        with(
            "policy",
            RULE,
            json!({ "rule": "yield", "min_ratio": "1.00" }),
        ),
    );
}

fn books(file: &mut VectorFile) {
    let mut bad = |comment: &str, value: Value| {
        let case = with("book", INCOME, value);
        file.refused("malformed", "Form", &format!("book: {comment}"), case);
    };
    for (comment, text) in [
        ("income of minus zero", "-0"),
        ("income of minus zero with places", "-0.000"),
        ("income with a plus", "+0.0031"),
        ("income with two minuses", "--0.0031"),
        ("income of a minus alone", "-"),
        ("income of a minus and a space", "- 1"),
        ("income with the sign of typesetters", "\u{2212}1"),
        ("income with an exponent", "31e-4"),
        ("income below zero with a leading zero", "-00.1"),
        ("income without a digit before the point", "-.5"),
        ("income without a digit after the point", "-1."),
    ] {
        bad(comment, per_unit(text));
    }
    let digits = format!("-{}.{}", "9".repeat(49), "9".repeat(30));
    bad("income of a minus and 79 digits", per_unit(&digits));
    bad("income as a number", income(json!({ "per_unit": -1 })));
    bad("income until nothing", income(json!({ "until": null })));
    bad(
        "income until a time",
        income(json!({ "until": "2026-11-12T00:00:00Z" })),
    );
    bad("income of a kind", income(json!({ "kind": "bill" })));
    bad(
        "income of 256 quantity decimals",
        income(json!({ "quantity_decimals": 256 })),
    );
    bad("income since no time", without("since"));
    bad("income of no earlier book", without("book"));
    bad("income that has no rows at all", without("rows"));
    bad("income that is null", Value::Null);
    bad("income as a list", json!([]));
    let mut by_day = income(json!({}));
    by_day["since"] = "2026-10-30".into();
    bad("income since a day", by_day);
    let mut named = income(json!({}));
    named["book"] = "book.json".into();
    bad("income of an earlier book by its name", named);
    let mut until = income(json!({}));
    until["until"] = "2026-11-20T22:00:00Z".into();
    bad("income with an end of its own", until);
}

fn others(file: &mut VectorFile) {
    for (comment, fields) in [
        (
            "a negative distribution",
            json!({ "reason": "minted", "amount": "-0.01" }),
        ),
        ("a distribution without reason", json!({ "amount": "1" })),
        (
            "a distribution without amount",
            json!({ "reason": "minted" }),
        ),
        (
            "a distribution in tokens",
            json!({ "reason": "minted", "quantity": "1" }),
        ),
        (
            "a distribution in a currency of its own",
            json!({ "reason": "minted", "amount": "1", "currency": "USD" }),
        ),
    ] {
        file.refused(
            "malformed",
            "Form",
            &format!("supply: {comment}"),
            with("supply", ENTRY, distributed(fields)),
        );
    }
    for (comment, rule) in [
        (
            "a rule of income without a ratio",
            json!({ "rule": "yield" }),
        ),
        (
            "a rule of income of a negative ratio",
            json!({ "rule": "yield", "min_ratio": "-1" }),
        ),
        (
            "a rule of income of a ratio as a number",
            json!({ "rule": "yield", "min_ratio": 1 }),
        ),
        (
            "a rule of income with a band",
            json!({ "rule": "yield", "min_ratio": "1", "band": "0.01" }),
        ),
    ] {
        file.refused(
            "malformed",
            "Form",
            &format!("policy: {comment}"),
            with("policy", RULE, rule),
        );
    }
}
