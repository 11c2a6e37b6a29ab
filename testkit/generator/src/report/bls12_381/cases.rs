//! The cases of the suite: what is changed, and what must come of it.

use assay_statement::digest;
use assay_testkit::patch::{add, replace, Edit};
use assay_verifier::Predecessor;
use serde_json::json;

use super::base::{base, FOLDER, NAMES};
use super::{attestations, documents, proof};
use crate::report::cases::list::{value, List};
use crate::report::vectors::Vectors;
use crate::vector_file::notes;

/// Flag, what a verifier with this bug does, what an attacker gains.
const NOTES: [(&str, &str, &str); 6] = [
    (
        "Normal",
        "Refuses what is in order.",
        "Honest reports are lost.",
    ),
    (
        "Suite",
        "Mixes up the suites, or takes a document of one for one of the other.",
        "Signatures that cover less count as if they covered more.",
    ),
    (
        "Attestation",
        "Counts a signature that says something else than the documents.",
        "The issuer's policy or table passes for what custodians signed.",
    ),
    (
        "Encoding",
        "Decodes points or scalars that are not canonical, not in the group, or the identity.",
        "Proofs can be changed by others, binding is lost, or a contract finds otherwise.",
    ),
    (
        "Binding",
        "Does not bind the proof to every document.",
        "A proof is used again for another report.",
    ),
    (
        "Forgery",
        "Skips one of the proof's equations.",
        "Reserves that do not exist are proved.",
    ),
];

/// The list of the suite as it grows.
pub struct SuiteList(List);

impl SuiteList {
    /// One of the reports, changed, is valid.
    pub fn valid(&mut self, name: &str, flag: &str, comment: &str, edit: Vec<Edit>) {
        self.0
            .valid(&format!("{FOLDER}/{name}"), flag, comment, edit);
    }

    /// The first report, changed, is refused.
    pub fn refused(&mut self, code: &str, flag: &str, comment: &str, edit: Vec<Edit>) {
        self.refused_of(NAMES[0], code, flag, comment, edit);
    }

    /// One of the reports, changed, is refused.
    pub fn refused_of(
        &mut self,
        name: &str,
        code: &str,
        flag: &str,
        comment: &str,
        edit: Vec<Edit>,
    ) {
        let report = format!("{FOLDER}/{name}");
        self.0.push(&report, flag, comment, Some(code), edit);
    }
}

/// All of them.
pub fn cases() -> Vectors {
    let mut list = SuiteList(List(Vec::new()));
    valid(&mut list);
    documents::add_to(&mut list);
    attestations::add_to(&mut list);
    proof::add_to(&mut list);
    Vectors {
        operation: "report".into(),
        comment: "Reports of the suite bls12-381, as in report/vectors.json; files are named from there. A verifier without the suite \
                  finds suite-not-supported instead, unless the report is malformed or about another subject than the registry, \
                  or its book is not of the suite."
            .into(),
        registry: format!("{FOLDER}/registry.json"),
        options: json!({}),
        notes: notes(&NOTES),
        cases: list.0 .0,
    }
}

fn valid(list: &mut SuiteList) {
    let base = base();
    let [first, next_day, all_rules] = NAMES;
    list.valid(first, "Normal", "nothing changed", vec![]);
    list.valid(
        next_day,
        "Normal",
        "a report that follows another, nothing expected of it",
        vec![],
    );
    list.valid(
        all_rules,
        "Normal",
        "shape (8, 8), with payables and what was distributed",
        vec![],
    );
    let before = |change: &dyn Fn(&mut Predecessor)| {
        let mut predecessor = Predecessor::of(&base.report).unwrap();
        change(&mut predecessor);
        add("/options/previous", json!(predecessor))
    };
    list.valid(
        next_day,
        "Normal",
        "a report that follows the expected one, by the digest of the suite",
        vec![before(&|_| ())],
    );
    list.refused_of(
        next_day,
        "wrong-previous",
        "Suite",
        "the expected predecessor is named by the digest that the suite vesta would give it",
        vec![before(&|predecessor| {
            predecessor.report = digest(&base.report).unwrap();
        })],
    );
    list.valid(
        first,
        "Normal",
        "more signatures than the threshold needs",
        vec![replace("/registry/custodians/1/threshold", 1)],
    );
    list.valid(
        first,
        "Normal",
        "the verifier read the same supply",
        vec![add("/options/supply", value(&base.documents.supply))],
    );
}
