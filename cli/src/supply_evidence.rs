//! Evidence of a supply, as `assay verify` and `assay prove` look at it.

use std::path::Path;

use assay_statement::{ChainSupply, Supply, SupplyEntry};
use assay_supply::{confirm_evidence, EvidenceError, ProvedEntries};
use assay_verifier::{NotChecked, UncheckedNote};
use serde_json::{json, Value};
use thiserror::Error;

use crate::error::{About, CliError};

/// The code of a report whose supply is not proved by its evidence.
pub const CODE: &str = "supply-evidence";

/// An entry of a supply whose evidence does not prove it.
#[derive(Debug, Error)]
#[error("entry {entry}: evidence: {source}")]
struct UnprovedEntry {
    /// Counted from 0.
    entry: usize,
    source: EvidenceError,
}

/// Refuses a supply that no verifier would take.
pub fn check(path: &Path, supply: &Supply) -> Result<(), CliError> {
    confirm_evidence(supply, &[])
        .map(drop)
        .map_err(|(entry, source)| UnprovedEntry {
            entry: entry.unwrap_or_default(),
            source,
        })
        .in_file(path)
}

/// Why a report is refused.
pub fn message((entry, error): &(Option<usize>, EvidenceError)) -> String {
    match entry {
        Some(entry) => format!("supply entry {entry}: {error}"),
        None => format!("supply: {error}"),
    }
}

/// Evidence about blocks that the verifier did not name.
pub fn not_checked(evident: &ProvedEntries) -> Option<UncheckedNote> {
    (!evident.unconfirmed.is_empty()).then_some(UncheckedNote {
        check: NotChecked::BlockHash,
        meaning: "the supply is proved in a block that the report names; give its hash as you know it: --block-hash",
    })
}

fn entries<'a>(
    supply: &'a Supply,
    positions: &'a [usize],
) -> impl Iterator<Item = &'a ChainSupply> + 'a {
    positions
        .iter()
        .filter_map(|position| match supply.entries.get(*position) {
            Some(SupplyEntry::Chain(entry)) => Some(entry),
            _ => None,
        })
}

/// What was proved in blocks that the verifier named; nothing if nothing was.
pub fn text(supply: &Supply, evident: &ProvedEntries) -> String {
    let mut text = String::new();
    if !evident.confirmed.is_empty() {
        text += "\n  Supply proved in the state of blocks you named\n";
    }
    for entry in entries(supply, &evident.confirmed) {
        text += &format!(
            "    {}  {} at block {}\n",
            entry.chain, entry.token, entry.block
        );
    }
    text
}

/// The same as JSON, and what is proved in blocks that only the report names.
pub fn add_to_json(json: &mut Value, supply: &Supply, evident: &ProvedEntries) {
    let list = |positions: &[usize], confirmed: bool| -> Vec<Value> {
        let entry = |entry: &ChainSupply| {
            json!({
                "chain": entry.chain, "token": entry.token, "block": entry.block, "block_hash": entry.block_hash,
                "confirmed": confirmed,
            })
        };
        entries(supply, positions).map(entry).collect()
    };
    let mut all = list(&evident.confirmed, true);
    all.extend(list(&evident.unconfirmed, false));
    json["supply_evidence"] = all.into();
}
