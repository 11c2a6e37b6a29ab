//! `report/payables.json` and `report/payables-short.json`: payables and tokens to be issued, such that what is held covers
//! them to the last unit. Their randomness has a seed.

use std::sync::OnceLock;

use assay_prover::{prove, ProveError, ProveInputs};
use assay_statement::{
    compile_with_supply, parse_document, pretty, Policy, Report, Supply, SupplyEntry,
};
use serde_json::{json, Value};

use crate::files::holds;
use crate::report::all_rules::{seeded, seeded_proof_of};
use crate::report::base::{base, QUANTITIES};

pub const NAME: &str = "payables.json";
/// The same with a payable that is a last place larger. The proof is of the program without that.
pub const SHORT: &str = "payables-short.json";

/// Four inequalities, of which the first three hold with nothing to spare: assets are 107,408,666.60, of which 908,666.099999
/// is owed besides 106,500,000.500001 tokens at 1.00.
fn policy() -> Policy {
    let value = json!({
        "assay": "v1", "kind": "policy", "name": "Payables", "status": "proposed",
        "source": "Made for the test vectors: no law.",
        "rules": [
            { "rule": "coverage", "min_ratio": "1.00" },
            { "rule": "nav", "per_token": "1.00", "band": "0" },
            { "rule": "liquid", "within_days": 3, "min_share": "0.20", "of": "supply" },
        ],
    });
    parse_document(value.to_string().as_bytes()).unwrap()
}

/// That of the base report, and what is owed besides.
fn supply(fees: &str) -> Supply {
    let mut value: Value = serde_json::from_str(&pretty(&base().supply).unwrap()).unwrap();
    value["entries"].as_array_mut().unwrap().extend([
        json!({ "entry": "to_be_issued", "quantity": "250000" }),
        json!({ "entry": "payable", "reason": "securities bought and not paid", "amount": "900000.00" }),
        json!({ "entry": "payable", "reason": "fees", "amount": fees }),
    ]);
    parse_document(value.to_string().as_bytes()).unwrap()
}

const FEES: &str = "8666.099999";
const MORE_FEES: &str = "8666.100000";

pub fn report() -> &'static Report {
    static REPORT: OnceLock<Report> = OnceLock::new();
    REPORT.get_or_init(|| {
        let book = base().book.clone();
        seeded(book, policy(), supply(FEES), &QUANTITIES, 90)
    })
}

fn short() -> Report {
    let book = base().book.clone();
    let (policy, stated) = (policy(), supply(MORE_FEES));
    let proved = compile_with_supply(&book, &policy, &supply(FEES)).unwrap();
    seeded_proof_of(&proved.program, book, policy, stated, &QUANTITIES, 91)
}

/// Both files are the reports of the code, and the second differs from the first by one last place of one payable. Also for
/// checks that read the files.
pub fn payables_are_those_of_the_code() {
    let (honest, short) = (report(), short());
    holds(&format!("report/{NAME}"), &pretty(honest).unwrap());
    holds(&format!("report/{SHORT}"), &pretty(&short).unwrap());
    let slacks = |report: &Report| {
        let compiled = compile_with_supply(&report.book, &report.policy, &report.supply).unwrap();
        let slacks = compiled.slacks(&QUANTITIES).unwrap();
        let places = slacks.iter().zip(&compiled.inequalities);
        let sixth = |(slack, inequality)| compiled.amount(inequality, slack, 6);
        places.map(sixth).collect::<Vec<_>>()
    };
    assert_eq!(slacks(honest)[..3], ["0.000000", "0.000000", "0.000000"]);
    let nothing = ["-0.000001", "-0.000001", "0.000001"];
    assert_eq!(slacks(&short)[..3], nothing);
    // The command's own prover proves no such thing.
    let refused = prove(&ProveInputs {
        book: &short.book,
        policy: &short.policy,
        supply: &short.supply,
        openings: &base().openings,
        attestations: &base().attestations,
        previous: None,
    });
    let Err(ProveError::Rules(missing)) = refused else {
        panic!("a shortfall of a last place was proved")
    };
    let rules = missing.iter().map(|one| one.rule).collect::<Vec<_>>();
    assert_eq!(rules, ["coverage", "nav"]);
    let Some(SupplyEntry::Payable(fees)) = short.supply.entries.last() else {
        panic!("the last entry is no payable")
    };
    assert_eq!(fees.amount.to_string(), MORE_FEES);
    let others = short.supply.entries.len() - 1;
    assert_eq!(
        short.supply.entries[..others],
        honest.supply.entries[..others]
    );
}
