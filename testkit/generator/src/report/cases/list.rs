//! The list of cases as it grows, and what its edits put in place.

use assay_statement::{pretty, Attestation, Registry};
use assay_testkit::patch::{remove, replace, Edit};
use serde::Serialize;
use serde_json::Value;

use crate::report::base::{attest, base, point};
use crate::report::vectors::Case;

/// What most cases edit.
pub const BASE: &str = "report.json";
/// A report that names it, of the same moment.
pub const NEXT: &str = "successor.json";
/// The report after it, a day later.
pub const NEXT_DAY: &str = "next-day.json";

/// The list as it grows.
pub struct List(pub Vec<Case>);

impl List {
    pub fn push(
        &mut self,
        report: &str,
        flag: &str,
        comment: &str,
        error: Option<&str>,
        edit: Vec<Edit>,
    ) {
        self.0.push(Case {
            id: self.0.len() as u32 + 1,
            comment: comment.into(),
            flags: vec![flag.into()],
            report: report.into(),
            edit,
            result: if error.is_some() { "invalid" } else { "valid" }.into(),
            error: error.map(Into::into),
        });
    }

    pub fn valid(&mut self, report: &str, flag: &str, comment: &str, edit: Vec<Edit>) {
        self.push(report, flag, comment, None, edit);
    }

    /// `report.json`, changed, is refused with `code`.
    pub fn refused(&mut self, code: &str, flag: &str, comment: &str, edit: Vec<Edit>) {
        self.push(BASE, flag, comment, Some(code), edit);
    }
}

/// A document as JSON.
pub fn value<T: Serialize>(document: &T) -> Value {
    serde_json::from_str(&pretty(document).unwrap()).unwrap()
}

/// Replaces all attestations.
pub fn attestations(list: &[Attestation]) -> Edit {
    replace("/report/attestations", value(&list))
}

/// A custodian's own, signed attestation of the base report.
pub fn own(custodian: usize, signers: usize) -> Attestation {
    let base = base();
    attest(
        &base.book,
        custodian,
        point(&base.commitments[custodian]),
        signers,
    )
}

/// The registry, changed.
pub fn registry(change: impl FnOnce(&mut Registry)) -> Edit {
    let mut registry = base().registry.clone();
    change(&mut registry);
    replace("/registry", value(&registry))
}

/// One removal.
pub fn removed(path: &str) -> Vec<Edit> {
    vec![remove(path)]
}
