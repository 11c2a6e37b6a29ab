//! `report/income.json` and `report/income-short.json`: income of what was held throughout a month, which is what holders were
//! given to the last unit. Their randomness has a seed.

use std::sync::OnceLock;

use assay_prover::{prove, ProveError, ProveInputs};
use assay_statement::{compile_with_supply, parse_document, pretty, Book, Policy, Report, Supply};
use serde_json::{json, Value};

use crate::files::holds;
use crate::report::all_rules::{openings, seeded, seeded_proof_of};
use crate::report::base::{base, CUSTODIANS, QUANTITIES};

pub const NAME: &str = "income.json";
/// The same with a distribution that is one unit of the bound larger. The proof is of the program without that.
pub const SHORT: &str = "income-short.json";

/// Of each row of the income: how much was held throughout. Of the first bill at the second custodian nothing was.
const THROUGHOUT: [u64; 9] = [
    3_500_000_000,
    1_499_999_999,
    600_000_000,
    300_000_000,
    0,
    2_500_000_000,
    450_000_017,
    800_000_000,
    1_000_000_001,
];

/// What the rows hold, then what was held throughout.
fn quantities() -> Vec<u64> {
    QUANTITIES.iter().chain(&THROUGHOUT).copied().collect()
}

/// The base book with the income of a month. A note loses more of its premium than it earns, a bill under two names and a
/// repo were repaid.
fn book() -> Book {
    let [north, east] = CUSTODIANS;
    let held = |custodian, instrument, per_unit| json!({ "custodian": custodian, "instrument": instrument, "per_unit": per_unit, "quantity_decimals": 2 });
    let repaid = |custodian, instrument, per_unit, until: &str| {
        let mut row = held(custodian, instrument, per_unit);
        row["until"] = until.into();
        row
    };
    let mut value: Value = serde_json::from_str(&pretty(&base().book).unwrap()).unwrap();
    value["income"] = json!({
        "since": "2026-10-20T21:00:00Z",
        "book": "5d".repeat(32),
        "rows": [
            held(north, "US912797SC23", "0.00314722"),
            held(north, "US91282CLP40", "-0.000039062"),
            held(north, "cash:operating", "0.0029"),
            repaid(north, "US912797RN98", "0.00251", "2026-11-12"),
            held(east, "US912797SC23", "0.00314722"),
            held(east, "US912797SJ75", "0.00329"),
            held(east, "cash:settlement", "0.0027"),
            repaid(east, "912797RN9", "0.002510", "2026-11-12"),
            repaid(east, "repo:term", "0.00104", "2026-11-20"),
        ],
    });
    parse_document(value.to_string().as_bytes()).unwrap()
}

/// Four inequalities, of which the second holds with nothing to spare.
fn policy() -> Policy {
    let value = json!({
        "assay": "v1", "kind": "policy", "name": "Income", "status": "proposed",
        "source": "Made for the test vectors: no law.",
        "rules": [
            { "rule": "coverage", "min_ratio": "1.00" },
            { "rule": "yield", "min_ratio": "1.00" },
            { "rule": "liquid", "within_days": 3, "min_share": "0.20", "of": "supply" },
            { "rule": "maturity", "wam_max_days": 60 },
        ],
    });
    parse_document(value.to_string().as_bytes()).unwrap()
}

/// That of the base report, and what was distributed. The scale is 11, so the last place of the amount is one unit of the
/// bound.
fn supply(paid: &str) -> Supply {
    let mut value: Value = serde_json::from_str(&pretty(&base().supply).unwrap()).unwrap();
    value["entries"].as_array_mut().unwrap().extend([
        json!({ "entry": "distributed", "reason": "259,000 tokens minted to holders", "amount": "259000.00" }),
        json!({ "entry": "distributed", "reason": "paid to holders in cash", "amount": paid }),
    ]);
    parse_document(value.to_string().as_bytes()).unwrap()
}

const PAID: &str = "376.77046979062";
const PAID_MORE: &str = "376.77046979063";

pub fn report() -> &'static Report {
    static REPORT: OnceLock<Report> = OnceLock::new();
    REPORT.get_or_init(|| seeded(book(), policy(), supply(PAID), &quantities(), 92))
}

fn short() -> Report {
    let (book, policy, stated) = (book(), policy(), supply(PAID_MORE));
    let proved = compile_with_supply(&book, &policy, &supply(PAID)).unwrap();
    seeded_proof_of(&proved.program, book, policy, stated, &quantities(), 93)
}

/// Both files are the reports of the code: in the first the income is what was distributed to the unit, in the second a unit
/// less. Also for checks that read the files.
pub fn income_is_that_of_the_code() {
    let (honest, short) = (report(), short());
    holds(&format!("report/{NAME}"), &pretty(honest).unwrap());
    holds(&format!("report/{SHORT}"), &pretty(&short).unwrap());
    let slack = |report: &Report| {
        let compiled = compile_with_supply(&report.book, &report.policy, &report.supply).unwrap();
        assert_eq!(compiled.inequalities[1].name, "yield");
        compiled.slacks(&quantities()).unwrap()[1].to_string()
    };
    assert_eq!(slack(honest), "0");
    assert_eq!(slack(&short), "-1");
    // The command's own prover proves no such thing.
    let refused = prove(&ProveInputs {
        book: &short.book,
        policy: &short.policy,
        supply: &short.supply,
        openings: &openings(&short.book, &quantities()),
        attestations: &short.attestations,
        previous: None,
    });
    let Err(ProveError::Rules(missing)) = refused else {
        panic!("income that is a unit short was proved")
    };
    let rules = missing.iter().map(|one| one.rule).collect::<Vec<_>>();
    assert_eq!(rules, ["yield"]);
}
