//! `report/bands.json`: a report of shape (8, 8) whose bands are proved, by custodians whose countries the book tells. Its
//! randomness has a seed.

use std::sync::OnceLock;

use assay_statement::{parse_document, pretty, Book, Policy, Report};
use serde_json::{json, Value};

use crate::files::holds;
use crate::report::all_rules::seeded;
use crate::report::base::{base, CUSTODIANS, QUANTITIES};

pub const NAME: &str = "bands.json";

/// The base book, and where its custodians are.
fn book() -> Book {
    let mut value: Value = serde_json::from_str(&pretty(&base().book).unwrap()).unwrap();
    let [north, east] = CUSTODIANS;
    value["shape"] = json!({ "k": 8, "rules": 8 });
    value["countries"] = json!({ north: "US", east: "GB" });
    parse_document(value.to_string().as_bytes()).unwrap()
}

/// Eight inequalities. Bills are 64.97 % of all, with 30.96 days on average; 37.19 % of all are bills in the US.
fn policy() -> Policy {
    let of = |kinds: &[&str]| json!({ "kinds": kinds });
    let value = json!({
        "assay": "v1", "kind": "policy", "name": "Bands", "status": "proposed",
        "source": "Made for the test vectors: no law.",
        "rules": [
            { "rule": "coverage", "min_ratio": "1.00" },
            { "rule": "share", "of": of(&["bill"]), "min": "0.60", "max": "0.65" },
            { "rule": "tenor", "of": of(&["bill"]), "min_days": 30, "max_days": 40 },
            { "rule": "share", "of": { "kinds": ["bill"], "countries": ["US"] }, "min": "0.35", "max": "0.40" },
            { "rule": "share", "of": of(&["cash", "token"]), "min": "0", "max": "0.15" },
        ],
    });
    parse_document(value.to_string().as_bytes()).unwrap()
}

pub fn report() -> &'static Report {
    static REPORT: OnceLock<Report> = OnceLock::new();
    REPORT.get_or_init(|| seeded(book(), policy(), base().supply.clone(), &QUANTITIES, 89))
}

/// `report/bands.json` is the report of the code. Also for checks that read the file.
pub fn bands_are_those_of_the_code() {
    holds(&format!("report/{NAME}"), &pretty(report()).unwrap());
}
