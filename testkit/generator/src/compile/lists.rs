//! Lists in rules: as long as they may be, and with nothing in them twice. Added later: cases keep their numbers.

use serde_json::{json, Value};

use super::base::coverage;
use super::rules::{haircut, rules};
use crate::vector_file::VectorFile;

pub fn add_to(file: &mut VectorFile) {
    let entry = |days: usize| json!({ "over_days": 2 * days, "bps": days });
    let haircuts = |count: usize| -> Value { (0..count).map(entry).collect() };
    file.valid(
        "Boundary",
        "coverage: 1,024 haircuts by days, of which many are exceeded",
        rules(json!([haircut(
            json!({ "haircuts_by_days": haircuts(1024) })
        )])),
    );
    let all = json!(["bill", "note", "bond", "tips", "frn", "cash", "repo", "fund", "token"]);
    let share = |of: Value| json!({ "rule": "share", "of": of, "min": "0", "max": "0.5" });
    let liquid = |list: &str, kinds: Value| json!({ "rule": "liquid", "within_days": 1, "min_share": "0.1", "of": "assets", list: kinds });
    file.valid(
        "Boundary",
        "liquid: only all kinds, and always all of them",
        rules(json!([
            liquid("only", all.clone()),
            liquid("always", all.clone())
        ])),
    );
    let concentration = |except: Value| json!({ "rule": "concentration", "by": "custodian", "max_share": "0.5", "except": except });
    let tenor = |of: Value| json!({ "rule": "tenor", "of": of, "min_days": 0, "max_days": 90 });
    for (comment, rule) in [
        (
            "liquid: only one kind, named twice",
            liquid("only", json!(["cash", "cash"])),
        ),
        (
            "liquid: always two kinds, one named twice",
            liquid("always", json!(["bill", "note", "bill"])),
        ),
        (
            "share: a kind of the group twice",
            share(json!({ "kinds": ["bill", "bill"] })),
        ),
        (
            "share: a country of the group twice",
            share(json!({ "countries": ["US", "GB", "US"] })),
        ),
        (
            "tenor: a kind of the group twice",
            tenor(json!({ "kinds": ["note", "bill", "bill"] })),
        ),
        (
            "concentration: an exception twice",
            concentration(json!(["cash", "bill", "cash"])),
        ),
        (
            "concentration: an exception that is no group of the book, twice",
            concentration(json!(["none", "none"])),
        ),
    ] {
        file.refused(
            "policy-invalid",
            "Validity",
            comment,
            rules(json!([coverage(), rule])),
        );
    }
}
