//! The dates of a row, and the fields of rules that count to them. Added later: cases keep their numbers.

use serde_json::{json, Value};

use super::samples::with;
use crate::vector_file::VectorFile;

const ROW: &str = "/rows/0";
const RULE: &str = "/rules/0";

pub fn add_to(file: &mut VectorFile) {
    let row = |fields: Value| {
        let mut row = json!({ "custodian": "north", "instrument": "US3133EWGU81", "kind": "agency_frn",
            "maturity": "2028-03-13", "price": "1", "quantity_decimals": 2, "institution": "farm-credit" });
        for (name, value) in fields.as_object().unwrap() {
            row[name] = value.clone();
        }
        with("book", ROW, row)
    };
    let mut valid = |comment: &str, case| file.valid("Spelling", comment, case);
    valid(
        "book: a reset and a demand date",
        row(json!({ "reset": "2026-11-21", "demand": "2026-12-18" })),
    );
    valid("book: a reset alone", row(json!({ "reset": "2026-11-21" })));
    // Whether the kind has such dates is not asked here.
    valid(
        "book: a demand date of a reserve balance",
        row(json!({ "kind": "reserve_balance", "demand": "2026-12-18" })),
    );
    valid(
        "policy: business days, and days of a kind",
        with(
            "policy",
            RULE,
            json!({ "rule": "liquid", "within_business_days": 5, "min_share": "0.50", "of": "assets",
            "always": ["bill"], "always_within_days": { "agency_discount": 60 } }),
        ),
    );
    // Whether there is one window is not asked here.
    valid(
        "policy: two windows",
        with(
            "policy",
            RULE,
            json!({ "rule": "liquid", "within_business_days": 4_294_967_295u32, "within_days": 5,
            "min_share": "0.50", "of": "assets" }),
        ),
    );
    valid(
        "policy: a shortened maturity",
        with(
            "policy",
            RULE,
            json!({ "rule": "eligible", "kinds": ["agency_note"], "maturity": "shortened" }),
        ),
    );
    let mut bad = |comment: &str, case| file.refused("malformed", "Form", comment, case);
    bad("book: a reset that is null", row(json!({ "reset": null })));
    bad(
        "book: a reset without a day",
        row(json!({ "reset": "2026-11" })),
    );
    bad(
        "book: a demand date as a list",
        row(json!({ "demand": ["2026-12-18"] })),
    );
    bad(
        "book: a kind of two words",
        row(json!({ "kind": "agency frn" })),
    );
    bad(
        "policy: 2^32 business days",
        with(
            "policy",
            RULE,
            json!({ "rule": "liquid", "within_business_days": 1u64 << 32, "min_share": "0.50",
            "of": "assets" }),
        ),
    );
    bad(
        "policy: days of kinds as a list",
        with(
            "policy",
            RULE,
            json!({ "rule": "liquid", "within_days": 5, "min_share": "0.50", "of": "assets",
            "always_within_days": ["agency_discount"] }),
        ),
    );
    bad(
        "policy: a maturity in capital letters",
        with(
            "policy",
            RULE,
            json!({ "rule": "eligible", "kinds": ["bill"], "maturity": "Final" }),
        ),
    );
}
