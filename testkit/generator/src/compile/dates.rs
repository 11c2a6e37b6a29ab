//! The dates of a row, and the days that a rule counts to them: resets, demand, business days.

use serde_json::{json, Value};

use super::base::{coverage, dated, policy, supply};
use super::rules::{haircut, rules};
use crate::vector_file::VectorFile;
use assay_testkit::json::{self, owed, row};
use assay_testkit::patch::{add, Edit};

/// A Friday; five business days later it is Monday 30, as the Banks are closed on Thanksgiving Day, 26.
const AS_OF: &str = "2026-11-20T22:00:00Z";

/// The row, with more dates.
fn with(mut row: Value, dates: &[(&str, &str)]) -> Value {
    for (name, date) in dates {
        row[*name] = (*date).into();
    }
    row
}

fn agency(kind: &str, instrument: &str, maturity: &str, dates: &[(&str, &str)]) -> Value {
    let row = owed(
        dated("north", instrument, kind, "1", maturity),
        "farm-credit",
    );
    with(row, dates)
}

/// Rows at the ends of what is counted.
pub fn book() -> Value {
    let repo = |name, maturity| owed(dated("east", name, "repo", "1", maturity), "coastal-bank");
    let (reset, demand) = ("reset", "demand");
    let rows = [
        dated("east", "bill-13", "bill", "0.99867111", "2026-12-03"),
        with(
            dated("east", "frn-619", "frn", "1.0001", "2028-07-31"),
            &[(reset, "2026-11-24")],
        ),
        with(
            dated("east", "frn-72", "frn", "1.0001", "2027-01-31"),
            &[(reset, AS_OF_DAY)],
        ),
        dated("east", "frn-163", "frn", "1", "2027-05-02"),
        agency("agency_note", "note-207", "2027-06-15", &[]),
        agency(
            "agency_note",
            "put-207",
            "2027-06-15",
            &[(demand, "2026-11-30")],
        ),
        agency(
            "agency_frn",
            "floater-479",
            "2028-03-13",
            &[(reset, "2026-11-21")],
        ),
        // Long-term, with demand after the reset, and before it.
        agency(
            "agency_frn",
            "floater-398-a",
            "2027-12-23",
            &[(reset, "2026-12-01"), (demand, "2026-12-18")],
        ),
        agency(
            "agency_frn",
            "floater-398-b",
            "2027-12-23",
            &[(reset, "2027-02-15"), (demand, "2026-11-30")],
        ),
        // Short-term.
        agency(
            "agency_frn",
            "floater-397",
            "2027-12-22",
            &[(reset, "2026-12-01"), (demand, "2026-12-18")],
        ),
        // A reset in 397 and in 398 days.
        agency(
            "agency_frn",
            "slow-397",
            "2028-06-01",
            &[(reset, "2027-12-22")],
        ),
        agency(
            "agency_frn",
            "slow-398",
            "2028-06-01",
            &[(reset, "2027-12-23")],
        ),
        agency("agency_discount", "discount-60", "2027-01-19", &[]),
        agency("agency_discount", "discount-61", "2027-01-20", &[]),
        repo("over-weekend", "2026-11-23"),
        with(repo("open", "2027-02-20"), &[(demand, "2026-11-23")]),
        dated("east", "bill-10", "bill", "0.999", "2026-11-30"),
        dated("east", "bill-11", "bill", "0.998", "2026-12-01"),
        owed(row("north", "operating", "cash", "1"), "first-metropolitan"),
        row("north", "account", "reserve_balance", "1"),
        row("north", "other-token", "token", "1"),
    ];
    let mut book = json::book("fund:vectors", AS_OF, &["north", "east"], &rows);
    book["shape"] = json!({ "k": 8, "rules": 8 });
    book
}

const AS_OF_DAY: &str = "2026-11-20";

/// What the cases edit.
pub fn documents() -> Value {
    json!({ "book": book(), "policy": policy(json!([coverage()])), "supply": supply() })
}

pub fn add_to(file: &mut VectorFile) {
    counted(file);
    liquid(file);
}

fn counted(file: &mut VectorFile) {
    let kinds = [
        "bill",
        "frn",
        "cash",
        "repo",
        "token",
        "agency_note",
        "agency_frn",
        "agency_discount",
        "reserve_balance",
    ];
    let eligible = |fields: Value| {
        let mut rule = json!({ "rule": "eligible", "kinds": kinds });
        for (name, value) in fields.as_object().unwrap() {
            rule[name] = value.clone();
        }
        rule
    };
    for (flag, comment, rule) in [
        (
            "Normal",
            "maturity: to resets, and without regard to them",
            json!({ "rule": "maturity", "wam_max_days": 60, "wal_max_days": 120 }),
        ),
        (
            "Boundary",
            "eligible: 397 days to final maturity, which nobody says is shortened",
            eligible(json!({ "max_remaining_days": 397 })),
        ),
        (
            "Boundary",
            "eligible: 397 days to final maturity, in so many words",
            eligible(json!({ "max_remaining_days": 397, "maturity": "final" })),
        ),
        (
            "Boundary",
            "eligible: 397 days, shortened",
            eligible(json!({ "max_remaining_days": 397, "maturity": "shortened" })),
        ),
        (
            "Boundary",
            "eligible: limits by kind, shortened",
            eligible(
                json!({ "max_remaining_days_by_kind": { "frn": 1, "agency_frn": 28, "repo": 3 }, "maturity": "shortened" }),
            ),
        ),
        (
            "Normal",
            "tenor: to final maturity",
            json!({ "rule": "tenor", "of": { "kinds": ["frn", "agency_frn", "repo"] }, "min_days": 60, "max_days": 500 }),
        ),
        (
            "Normal",
            "coverage: haircuts by days to final maturity, and of the new kinds",
            haircut(
                json!({ "haircuts_bps": { "agency_frn": 15, "reserve_balance": 1 },
                "haircuts_by_days": [{ "over_days": 3, "bps": 5 }, { "over_days": 397, "bps": 50 }] }),
            ),
        ),
        (
            "Normal",
            "concentration: agencies by who owes them, a reserve balance in no group",
            json!({ "rule": "concentration", "by": "institution", "max_share": "0.40" }),
        ),
        (
            "Normal",
            "share: of agency debt",
            json!({ "rule": "share", "of": { "kinds": ["agency_note", "agency_frn", "agency_discount"] }, "min": "0.2",
                "max": "0.6" }),
        ),
    ] {
        file.valid(flag, comment, rules(json!([rule])));
    }
    file.valid(
        "Normal",
        "stress: years to final maturity",
        rules(json!([coverage(), { "rule": "stress", "shift_bps": 200 }])),
    );
}

/// A liquid rule without a window, of assets.
pub fn liquid_of(fields: Value) -> Value {
    let mut rule = json!({ "rule": "liquid", "min_share": "0.25", "of": "assets" });
    for (name, value) in fields.as_object().unwrap() {
        rule[name] = value.clone();
    }
    rule
}

fn liquid(file: &mut VectorFile) {
    for (flag, comment, fields) in [
        (
            "Boundary",
            "liquid: within 10 days, by maturity or on demand, and by no reset",
            json!({ "within_days": 10 }),
        ),
        (
            "Boundary",
            "liquid: within 9 days",
            json!({ "within_days": 9 }),
        ),
        (
            "Boundary",
            "liquid: daily liquid assets",
            json!({ "within_business_days": 1, "always": ["bill", "frn"] }),
        ),
        (
            "Boundary",
            "liquid: weekly liquid assets",
            json!({ "within_business_days": 5, "always": ["bill", "frn"], "always_within_days": { "agency_discount": 60 } }),
        ),
        (
            "Boundary",
            "liquid: five business days end on a Monday",
            json!({ "within_business_days": 5, "of": "supply" }),
        ),
        (
            "Boundary",
            "liquid: four business days end on a Friday",
            json!({ "within_business_days": 4 }),
        ),
        (
            "Boundary",
            "liquid: no business day",
            json!({ "within_business_days": 0 }),
        ),
        (
            "Boundary",
            "liquid: 366 business days",
            json!({ "within_business_days": 366 }),
        ),
        (
            "Boundary",
            "liquid: days to final maturity of several kinds, but only of some",
            json!({ "within_days": 0, "only": ["agency_note", "agency_discount", "frn"],
                "always_within_days": { "agency_note": 207, "agency_discount": 0, "frn": 72, "bill": 11 } }),
        ),
    ] {
        file.valid(flag, comment, rules(json!([liquid_of(fields)])));
    }
}

/// One more row like the first floater of an agency, at the other custodian and under an ISIN that both have.
pub fn second_floater(change: impl Fn(&mut Value)) -> Vec<Edit> {
    let named = |custodian: &str| {
        let dates = [("reset", "2026-11-21"), ("demand", "2026-12-18")];
        let mut row = agency("agency_frn", "US3133EWGU81", "2028-03-13", &dates);
        row["custodian"] = custodian.into();
        row
    };
    let mut second = named("east");
    change(&mut second);
    vec![
        add("/book/rows/-", named("north")),
        add("/book/rows/-", second),
    ]
}
