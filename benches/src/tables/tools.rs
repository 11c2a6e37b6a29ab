//! Command-line tools of others, on the statements that they prove.

use super::format::{bytes, time, NOT_RUN};
use super::markdown::Table;
use crate::facts;

/// Tools: what they are called, and the folder of their facts.
const TOOLS: [(&str, &str); 2] = [("`plonky2_por`", "plonky2-por"), ("`dapol`", "dapol")];

/// Tools as rows. A tool that could not be run has no figures, and says so.
pub(super) fn table() -> String {
    let mut table = Table::new(["", "prove", "verify", "proof"]);
    for (title, name) in TOOLS {
        let fact = |fact: &str| facts::read(&format!("peer/{name}/{fact}"));
        let ns = |name: &str| fact(name).map_or(NOT_RUN.into(), |ns| time(ns as f64));
        table.row([
            title.into(),
            ns("prove-ns"),
            ns("verify-ns"),
            fact("proof-bytes").map_or(NOT_RUN.into(), bytes),
        ]);
    }
    table.text()
}
