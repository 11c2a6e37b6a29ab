//! Books that tell countries, policies with bands. Added later: cases keep their numbers.

use serde_json::{json, Value};

use super::samples::with;
use crate::vector_file::VectorFile;

const COUNTRIES: &str = "/countries";
const RULE: &str = "/rules/0";

pub fn add_to(file: &mut VectorFile) {
    file.valid(
        "Spelling",
        "book: a country",
        with("book", COUNTRIES, json!({ "north": "US" })),
    );
    // Whether it is a custodian is not asked here.
    file.valid(
        "Spelling",
        "book: countries, by names that sort otherwise",
        with(
            "book",
            COUNTRIES,
            json!({ "~": "GB", "north": "US", "A": "ZZ" }),
        ),
    );
    let share = json!({ "rule": "share", "of": { "kinds": ["note", "bill"], "countries": ["US"] }, "min": "0.60", "max": "0.650" });
    file.valid("Spelling", "policy: a share", with("policy", RULE, share));
    let tenor = json!({ "rule": "tenor", "of": { "kinds": ["bill"] }, "min_days": 0, "max_days": u32::MAX });
    file.valid("Boundary", "policy: a tenor", with("policy", RULE, tenor));
    let whole = json!({ "rule": "tenor", "min_days": 20, "max_days": 30 });
    file.valid(
        "Spelling",
        "policy: a tenor of all",
        with("policy", RULE, whole),
    );
    let books: [(&str, Value); 7] = [
        ("no country where the field is", json!({})),
        ("a country in lower case", json!({ "north": "us" })),
        ("a country in three letters", json!({ "north": "USA" })),
        ("a country by its number", json!({ "north": 840 })),
        ("a country with a space", json!({ "north": "U " })),
        ("countries as a list", json!(["US"])),
        (
            "a country of a name with a space",
            json!({ "north bank": "US" }),
        ),
    ];
    for (comment, value) in books {
        file.refused(
            "malformed",
            "Form",
            &format!("book: {comment}"),
            with("book", COUNTRIES, value),
        );
    }
    let policies = [
        (
            "a share with a share as a number",
            json!({ "rule": "share", "of": { "kinds": ["bill"] }, "min": 0, "max": "0.5" }),
        ),
        (
            "a group as a list",
            json!({ "rule": "share", "of": ["bill"], "min": "0", "max": "0.5" }),
        ),
        (
            "a tenor of a null group",
            json!({ "rule": "tenor", "of": null, "min_days": 1, "max_days": 2 }),
        ),
        (
            "no countries where the field is",
            json!({ "rule": "tenor", "of": { "kinds": ["bill"], "countries": [] }, "min_days": 1, "max_days": 2 }),
        ),
        (
            "an empty list as the group of a share",
            json!({ "rule": "share", "of": [], "min": "0", "max": "0.5" }),
        ),
        (
            "an empty list as the group of a tenor",
            json!({ "rule": "tenor", "of": [], "min_days": 1, "max_days": 2 }),
        ),
    ];
    for (comment, rule) in policies {
        file.refused(
            "malformed",
            "Form",
            &format!("policy: {comment}"),
            with("policy", RULE, rule),
        );
    }
}
