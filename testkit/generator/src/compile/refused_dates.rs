//! Dates, and counts of days, that make no sense.

use serde_json::{json, Value};

use super::dates::{liquid_of, second_floater};
use super::rules::rules;
use crate::vector_file::VectorFile;
use assay_testkit::patch::{add, remove, replace, Edit};

pub fn add_to(file: &mut VectorFile) {
    books(file);
    same_security(file);
    policies(file);
    forms(file);
}

/// Rows of the book: 0 bill, 1 frn, 4 agency_note, 6 agency_frn, 12 agency_discount, 15 repo, 18 cash, 19
/// reserve_balance, 20 token.
fn books(file: &mut VectorFile) {
    let edit = |edits: Vec<Edit>| json!({ "edit": edits });
    for (row, last) in [(1, "2028-07-31"), (6, "2028-03-13")] {
        for (comment, day) in [("as-of day", "2026-11-20"), ("maturity", last)] {
            let path = format!("/book/rows/{row}/reset");
            let comment = format!("reset: on the {comment} of row {row}");
            file.valid("Boundary", &comment, edit(vec![replace(&path, day)]));
        }
    }
    file.valid(
        "Boundary",
        "demand: on the day of maturity",
        edit(vec![replace("/book/rows/15/demand", "2027-02-20")]),
    );
    let mut refused = |flag, comment: &str, edits| {
        file.refused("book-invalid", flag, comment, edit(edits));
    };
    let reset = |row: usize, day: &str| add(&format!("/book/rows/{row}/reset"), day);
    let demand = |row: usize, day: &str| add(&format!("/book/rows/{row}/demand"), day);
    for (flag, comment, edits) in [
        (
            "Boundary",
            "reset: the day before as-of",
            vec![reset(1, "2026-11-19")],
        ),
        (
            "Boundary",
            "reset: the day after maturity",
            vec![reset(1, "2028-08-01")],
        ),
        ("Validity", "reset: of a bill", vec![reset(0, "2026-12-01")]),
        (
            "Validity",
            "reset: of a note of a fixed rate",
            vec![reset(4, "2026-12-01")],
        ),
        (
            "Validity",
            "reset: of a discount note",
            vec![reset(12, "2026-12-01")],
        ),
        (
            "Validity",
            "reset: of a repo",
            vec![reset(15, "2026-12-01")],
        ),
        ("Validity", "reset: of cash", vec![reset(18, "2026-12-01")]),
        (
            "Validity",
            "reset: of a token",
            vec![reset(20, "2026-12-01")],
        ),
        (
            "Boundary",
            "demand: the day before as-of",
            vec![demand(4, "2026-11-19")],
        ),
        (
            "Boundary",
            "demand: the day after maturity",
            vec![demand(4, "2027-06-16")],
        ),
        (
            "Validity",
            "demand: of a bill",
            vec![demand(0, "2026-12-01")],
        ),
        (
            "Validity",
            "demand: of a floating rate note of the Treasury",
            vec![demand(1, "2026-12-01")],
        ),
        (
            "Validity",
            "demand: of a discount note",
            vec![demand(12, "2026-12-01")],
        ),
        (
            "Validity",
            "demand: of cash",
            vec![demand(18, "2026-12-01")],
        ),
        (
            "Validity",
            "demand: of a reserve balance",
            vec![demand(19, "2026-12-01")],
        ),
        (
            "Validity",
            "maturity: of a reserve balance",
            vec![add("/book/rows/19/maturity", "2026-12-01")],
        ),
        (
            "Validity",
            "maturity: none, of a discount note",
            vec![remove("/book/rows/12/maturity")],
        ),
        (
            "Validity",
            "institution: none, of an agency note",
            vec![remove("/book/rows/4/institution")],
        ),
        (
            "Validity",
            "institution: none, of an agency floater",
            vec![remove("/book/rows/6/institution")],
        ),
        (
            "Validity",
            "institution: none, of a discount note",
            vec![remove("/book/rows/12/institution")],
        ),
    ] {
        refused(flag, comment, edits);
    }
}

fn same_security(file: &mut VectorFile) {
    let case = |change: &dyn Fn(&mut Value)| json!({ "edit": second_floater(change) });
    file.valid(
        "Normal",
        "one security at two custodians, with the same dates",
        case(&|_| {}),
    );
    for (comment, name, day) in [
        ("another reset", "reset", "2026-11-22"),
        ("another demand date", "demand", "2026-12-19"),
    ] {
        let comment = format!("one security at two custodians, with {comment}");
        let other = case(&|row| row[name] = day.into());
        file.refused("book-invalid", "Validity", &comment, other);
    }
    for name in ["reset", "demand"] {
        let comment = format!("one security at two custodians, one of them without its {name}");
        let without = case(&|row| {
            row.as_object_mut().unwrap().remove(name);
        });
        file.refused("book-invalid", "Validity", &comment, without);
    }
}

fn policies(file: &mut VectorFile) {
    let within = |kinds: Value| json!({ "within_days": 1, "always_within_days": kinds });
    for (flag, comment, rule) in [
        ("Validity", "liquid: no window", liquid_of(json!({}))),
        (
            "Validity",
            "liquid: two windows",
            liquid_of(json!({ "within_days": 1, "within_business_days": 1 })),
        ),
        (
            "Boundary",
            "liquid: 367 business days",
            liquid_of(json!({ "within_business_days": 367 })),
        ),
        (
            "Validity",
            "liquid: days of cash",
            liquid_of(within(json!({ "cash": 1 }))),
        ),
        (
            "Validity",
            "liquid: days of a token",
            liquid_of(within(json!({ "token": 1 }))),
        ),
        (
            "Validity",
            "liquid: days of a reserve balance",
            liquid_of(within(json!({ "bill": 1, "reserve_balance": 1 }))),
        ),
        (
            "Validity",
            "liquid: days of a kind that is always liquid",
            liquid_of(
                json!({ "within_days": 1, "always": ["bill"], "always_within_days": { "bill": 60 } }),
            ),
        ),
        (
            "Validity",
            "eligible: a count of days without a limit",
            json!({ "rule": "eligible", "kinds": ["frn"], "maturity": "shortened" }),
        ),
        (
            "Validity",
            "eligible: a count of days to the end without a limit",
            json!({ "rule": "eligible", "kinds": ["frn"], "maturity": "final" }),
        ),
    ] {
        file.refused("policy-invalid", flag, comment, rules(json!([rule])));
    }
}

fn forms(file: &mut VectorFile) {
    for (comment, edits) in [
        (
            "reset: a day that does not exist",
            vec![replace("/book/rows/1/reset", "2027-02-29")],
        ),
        (
            "reset: a time",
            vec![replace("/book/rows/1/reset", "2026-11-24T00:00:00Z")],
        ),
        (
            "demand: null",
            vec![replace("/book/rows/15/demand", Value::Null)],
        ),
        ("demand: a number", vec![replace("/book/rows/15/demand", 3)]),
        (
            "kind: agency debt in another spelling",
            vec![replace("/book/rows/4/kind", "agency-note")],
        ),
    ] {
        file.refused("malformed", "Validity", comment, json!({ "edit": edits }));
    }
    for (comment, rule) in [
        (
            "liquid: minus one business day",
            liquid_of(json!({ "within_business_days": -1 })),
        ),
        (
            "liquid: business days as a decimal",
            liquid_of(json!({ "within_business_days": "5" })),
        ),
        (
            "liquid: an empty map of days",
            liquid_of(json!({ "within_days": 1, "always_within_days": {} })),
        ),
        (
            "liquid: days of a kind that does not exist",
            liquid_of(json!({ "within_days": 1, "always_within_days": { "gold": 1 } })),
        ),
        (
            "eligible: a count that does not exist",
            json!({ "rule": "eligible", "kinds": ["frn"], "max_remaining_days": 397, "maturity": "2a-7" }),
        ),
        (
            "maturity: a count where the law leaves none",
            json!({ "rule": "maturity", "wam_max_days": 60, "maturity": "final" }),
        ),
    ] {
        file.refused("malformed", "Validity", comment, rules(json!([rule])));
    }
}
