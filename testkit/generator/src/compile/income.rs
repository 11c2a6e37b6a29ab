//! Income of what was held throughout, and what was distributed.

use serde_json::{json, Value};

use super::base::{book_entry, coverage, dated, policy, supply};
use crate::vector_file::VectorFile;
use assay_testkit::json::{self, owed, row};
use assay_testkit::patch::{add, remove, replace, Edit};

/// The day of the book; the period begins on [`SINCE`].
pub const AS_OF: &str = "2026-11-20T22:00:00Z";
pub const SINCE: &str = "2026-10-30T21:00:00Z";

/// A note that both custodians hold: names of one security are told from others.
pub const NOTE: &str = "US91282CLP40";
/// A bill that was repaid, and its CUSIP.
pub const REPAID: &str = "US912797RN98";
pub const REPAID_CUSIP: &str = "912797RN9";

/// What one unit earned.
pub fn earned(custodian: &str, instrument: &str, per_unit: &str) -> Value {
    json!({ "custodian": custodian, "instrument": instrument, "per_unit": per_unit, "quantity_decimals": 2 })
}

/// The same of what was repaid.
pub fn repaid(custodian: &str, instrument: &str, per_unit: &str, until: &str) -> Value {
    let mut row = earned(custodian, instrument, per_unit);
    row["until"] = until.into();
    row
}

pub fn distributed(amount: &str) -> Value {
    json!({ "entry": "distributed", "reason": "minted to holders", "amount": amount })
}

/// Four rows and six of income. All that the third custodian held was repaid.
pub fn documents() -> Value {
    let note = |custodian| dated(custodian, NOTE, "note", "1.00046875", "2027-02-15");
    let rows = [
        dated("north", "bill-13", "bill", "0.99867111", "2026-12-03"),
        note("north"),
        note("east"),
        owed(row("east", "operating", "cash", "1"), "first-metropolitan"),
    ];
    let mut book = json::book("fund:vectors", AS_OF, &["north", "east", "harbor"], &rows);
    book["shape"] = json!({ "k": 8, "rules": 16 });
    book["income"] = json!({
        "since": SINCE,
        "book": "0a".repeat(32),
        "rows": [
            earned("north", "bill-13", "0.0023"),
            earned("north", NOTE, "-0.00012"),
            earned("east", NOTE, "-0.00012"),
            repaid("north", REPAID, "0.0011", "2026-11-12"),
            earned("east", "operating", "0.00199"),
            repaid("harbor", "repo:term", "0.0015", "2026-11-16"),
        ],
    });
    let mut supply = supply();
    supply["entries"] = json!([book_entry("1000000"), distributed("2345.67")]);
    json!({ "book": book, "policy": policy(json!([of_income("1")])), "supply": supply })
}

/// The rule.
pub fn of_income(min_ratio: &str) -> Value {
    json!({ "rule": "yield", "min_ratio": min_ratio })
}

pub fn edit(edits: Vec<Edit>) -> Value {
    json!({ "edit": edits })
}

/// One row of the income, by position, changed.
pub fn changed(position: usize, field: &str, value: impl Into<Value>) -> Edit {
    replace(&format!("/book/income/rows/{position}/{field}"), value)
}

/// Another beginning of the period, in which nothing was repaid.
pub fn begins(since: &str) -> Vec<Edit> {
    vec![
        replace("/book/income/since", since),
        remove("/book/income/rows/5"),
        remove("/book/income/rows/3"),
        replace("/book/custodians", json!(["north", "east"])),
    ]
}

/// One more row of income.
pub fn one_more(row: Value) -> Edit {
    add("/book/income/rows/-", row)
}

/// Other entries of the supply.
pub fn entries(list: &[Value]) -> Edit {
    replace("/supply/entries", list.to_vec())
}

pub fn add_to(file: &mut VectorFile) {
    rules(file);
    amounts(file);
    scales(file);
    periods(file);
    rows(file);
}

fn rules(file: &mut VectorFile) {
    let mut valid = |comment: &str, edits| file.valid("Normal", comment, edit(edits));
    valid(
        "income above and below zero, of what is held and of what was repaid",
        vec![],
    );
    valid(
        "a ratio that is not one",
        vec![replace("/policy/rules/0/min_ratio", "0.875")],
    );
    valid(
        "two rules of income",
        vec![add("/policy/rules/-", of_income("1.5"))],
    );
    let group = json!({ "kinds": ["note", "cash"], "countries": ["US"] });
    valid(
        "no other rule counts income",
        vec![
            add(
                "/book/countries",
                json!({ "north": "US", "east": "US", "harbor": "GB" }),
            ),
            replace(
                "/policy/rules",
                json!([
                    coverage(),
                    { "rule": "eligible", "kinds": ["bill", "cash"], "max_remaining_days": 93 },
                    { "rule": "liquid", "within_days": 7, "min_share": "0.1", "of": "assets" },
                    { "rule": "liquid", "within_days": 7, "min_share": "0.1", "of": "supply" },
                    { "rule": "maturity", "wam_max_days": 60, "wal_max_days": 120 },
                    of_income("1"),
                    { "rule": "concentration", "by": "instrument", "max_share": "0.5" },
                    { "rule": "nav", "per_token": "1", "band": "0.01" },
                    { "rule": "stress", "shift_bps": 100 },
                    { "rule": "share", "of": group, "min": "0", "max": "0.9" },
                    { "rule": "tenor", "min_days": 1, "max_days": 90 },
                ]),
            ),
        ],
    );
    let no_rule = replace("/policy/rules", json!([coverage()]));
    valid("income, and no rule of it", vec![no_rule.clone()]);
    valid(
        "something distributed, no income and no rule of it",
        vec![
            no_rule,
            remove("/book/income"),
            replace("/book/custodians", json!(["north", "east"])),
        ],
    );
}

fn amounts(file: &mut VectorFile) {
    let mut valid = |flag, comment: &str, list: &[Value]| {
        file.valid(flag, comment, edit(vec![entries(list)]));
    };
    let shares = || book_entry("1000000");
    let hair = format!("0.{}1", "0".repeat(29));
    valid(
        "Boundary",
        "zero distributed is not nothing said",
        &[shares(), distributed("0")],
    );
    valid(
        "Normal",
        "several distributions add up, wherever they stand",
        &[distributed("0.01"), shares(), distributed("1234.5")],
    );
    valid(
        "Boundary",
        "something distributed and no tokens",
        &[distributed("7.77")],
    );
    valid(
        "Rounding",
        "a hair of a distribution rounds the bound up",
        &[shares(), distributed("2345.67"), distributed(&hair)],
    );
    valid(
        "Rounding",
        "distributions are added before anything is rounded",
        &[
            shares(),
            distributed("0.00000000004"),
            distributed("0.00000000006"),
        ],
    );
    file.valid(
        "Rounding",
        "a ratio of many places is rounded with the amount, once",
        edit(vec![replace(
            "/policy/rules/0/min_ratio",
            "0.3333333333333",
        )]),
    );
    file.valid(
        "Normal",
        "what was distributed is no part of what is covered",
        edit(vec![
            replace(
                "/policy/rules",
                json!([
                    coverage(),
                    { "rule": "nav", "per_token": "1", "band": "0" },
                    { "rule": "liquid", "within_days": 7, "min_share": "0.1", "of": "supply" },
                ]),
            ),
            replace("/supply/entries/1/amount", "999999.99"),
        ]),
    );
}

fn scales(file: &mut VectorFile) {
    file.valid(
        "Normal",
        "income of more places than any price makes the scale",
        edit(vec![changed(0, "per_unit", "0.002345678901234")]),
    );
    file.valid(
        "Boundary",
        "zeros at the end of income are no places of the scale",
        edit(vec![changed(0, "per_unit", "0.002300000000000000000000")]),
    );
    let of_decimals = |decimals: u32| {
        let mut row = repaid("harbor", "token:repaid", "1", "2026-11-16");
        row["quantity_decimals"] = decimals.into();
        edit(vec![one_more(row)])
    };
    file.valid(
        "Boundary",
        "quantity decimals of what was repaid make the scale too",
        of_decimals(18),
    );
    // The row worth 1.00046875 fits 2^64 at a scale of 21, and not at one of 22.
    file.valid(
        "Overflow",
        "the most places of income that leave the prices room",
        edit(vec![changed(
            0,
            "per_unit",
            format!("0.{}1", "0".repeat(18)),
        )]),
    );
    file.refused(
        "program-invalid",
        "Overflow",
        "one place of income more",
        edit(vec![changed(
            0,
            "per_unit",
            format!("0.{}1", "0".repeat(19)),
        )]),
    );
    // At a scale of 10, and two decimals: 10^8 a unit.
    file.valid(
        "Overflow",
        "income below zero of 2^64 - 1",
        edit(vec![changed(0, "per_unit", "-184467440737.09551615")]),
    );
    file.refused(
        "program-invalid",
        "Overflow",
        "income below zero of 2^64",
        edit(vec![changed(0, "per_unit", "-184467440737.09551616")]),
    );
}

fn periods(file: &mut VectorFile) {
    let mut valid = |flag, comment: &str, edits| file.valid(flag, comment, edit(edits));
    let since = |time: &str| replace("/book/income/since", time);
    valid(
        "Boundary",
        "a period of a second",
        begins("2026-11-20T21:59:59Z"),
    );
    valid(
        "Boundary",
        "repaid on the day after the one on which the period begins",
        vec![changed(3, "until", "2026-10-31")],
    );
    valid(
        "Calendar",
        "a period that begins with the last second of a day",
        vec![since("2026-11-11T23:59:59Z")],
    );
    valid(
        "Boundary",
        "repaid on the day of the book",
        vec![changed(3, "until", "2026-11-20")],
    );
    valid(
        "Boundary",
        "a period of years",
        vec![since("0000-01-01T00:00:00Z")],
    );
}

fn rows(file: &mut VectorFile) {
    let mut valid = |flag, comment: &str, edits| file.valid(flag, comment, edit(edits));
    valid(
        "Normal",
        "the income of a security spelt otherwise at another custodian",
        vec![changed(2, "per_unit", "-0.000120")],
    );
    valid(
        "Normal",
        "a security that was repaid at two custodians, by two names",
        vec![one_more(repaid(
            "harbor",
            REPAID_CUSIP,
            "0.00110",
            "2026-11-12",
        ))],
    );
    valid(
        "Normal",
        "accounts of one name at two custodians may earn otherwise",
        vec![one_more(repaid(
            "north",
            "repo:term",
            "0.0016",
            "2026-11-13",
        ))],
    );
    valid(
        "Boundary",
        "the shape has room for the rows and for those of the income",
        vec![replace("/book/shape", json!({ "k": 5, "rules": 5 }))],
    );
}
