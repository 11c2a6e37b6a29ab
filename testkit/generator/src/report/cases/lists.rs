//! Lists of a report that are too long, or have something twice. Added later: they come last, so that the others keep
//! their numbers.

use serde_json::json;

use super::list::List;
use assay_testkit::patch::replace;

pub fn add_to(list: &mut List) {
    let rules = "/report/policy/rules";
    let flag = "Statement";
    list.refused(
        "policy-invalid",
        flag,
        "a kind that is eligible twice",
        vec![replace(
            rules,
            json!([{ "rule": "eligible", "kinds": ["cash", "bill", "cash"] }]),
        )],
    );
    list.refused(
        "malformed",
        flag,
        "1,025 times the same kind",
        vec![replace(
            rules,
            json!([{ "rule": "eligible", "kinds": vec!["cash"; 1025] }]),
        )],
    );
    list.refused(
        "policy-invalid",
        flag,
        "65 rules",
        vec![replace(
            rules,
            json!(vec![json!({ "rule": "stress", "shift_bps": 1 }); 65]),
        )],
    );
}
