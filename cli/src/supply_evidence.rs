//! Evidence of a supply, as `assay verify` and `assay prove` look at it.

use std::path::Path;

use assay_statement::{ChainSupply, StorageEvidence, Supply, SupplyEntry, Timestamp};
use assay_supply::{confirm_evidence, EvidenceError, EvidentEntry};
use assay_verifier::{Basis, NotChecked, UncheckedNote, VerdictBasis};
use serde_json::{json, Value};
use thiserror::Error;

use crate::error::{About, CliError};
use crate::render::basis::words;
use crate::render::numbers::{duration, grouped};

/// An entry of a supply whose evidence does not prove it.
#[derive(Debug, Error)]
#[error("entry {entry}: evidence: {source}")]
struct UnprovedEntry {
    /// Counted from 0.
    entry: usize,
    source: EvidenceError,
}

/// Refuses a supply that no verifier would take.
pub fn check(path: &Path, supply: &Supply, within: u64) -> Result<(), CliError> {
    confirm_evidence(supply, &[], within)
        .map(drop)
        .map_err(|(entry, source)| UnprovedEntry {
            entry: entry.unwrap_or_default(),
            source,
        })
        .in_file(path)
}

/// Code and reason why no verifier would take a supply, if none would, however far its blocks are from the as-of time.
pub fn refusal(supply: &Supply) -> Option<(&'static str, String)> {
    confirm_evidence(supply, &[], u64::MAX)
        .err()
        .map(|error| (error.1.code(), message(&error)))
}

/// Why a report is refused.
pub fn message((entry, error): &(Option<usize>, EvidenceError)) -> String {
    match entry {
        Some(entry) => format!("supply entry {entry}: {error}"),
        None => format!("supply: {error}"),
    }
}

/// Evidence about blocks that the verifier did not name.
pub fn not_checked(evident: &[EvidentEntry]) -> Option<UncheckedNote> {
    let unnamed = evident.iter().any(|entry| !entry.known_block);
    unnamed.then_some(UncheckedNote {
        check: NotChecked::BlockHash,
        meaning: "the supply is proved in a block that the report names; give its hash as you know it: --block-hash",
    })
}

/// An entry whose evidence holds, and whose word the rest of it is.
struct Evident<'a> {
    entry: &'a ChainSupply,
    evidence: &'a StorageEvidence,
    block_time: Timestamp,
    block: Basis,
    decimals: Basis,
    slot: Basis,
}

impl Evident<'_> {
    /// Whether the issuer chose nothing of it: then so many tokens are in the state of that block.
    fn is_proved(&self) -> bool {
        [self.block, self.decimals, self.slot]
            .iter()
            .all(|basis| *basis == Basis::Verifier)
    }
}

fn evident<'a>(
    supply: &'a Supply,
    found: &'a [EvidentEntry],
    basis: &'a VerdictBasis,
) -> impl Iterator<Item = Evident<'a>> + 'a {
    found.iter().filter_map(|found| {
        let Some(SupplyEntry::Chain(entry)) = supply.entries.get(found.entry) else {
            return None;
        };
        let known = basis
            .chains
            .iter()
            .find(|chain| chain.entry == found.entry)?;
        Some(Evident {
            entry,
            evidence: entry.evidence.as_ref()?,
            block_time: found.block_time,
            block: match found.known_block {
                true => Basis::Verifier,
                false => Basis::Issuer,
            },
            decimals: known.decimals,
            slot: known.slot?,
        })
    })
}

/// What is proved in blocks, slots and decimals that the verifier named, and then what rests on the issuer's word for one of
/// these, with its value.
pub fn text(supply: &Supply, found: &[EvidentEntry], basis: &VerdictBasis) -> String {
    let (proved, others): (Vec<_>, Vec<_>) =
        evident(supply, found, basis).partition(Evident::is_proved);
    let mut text = String::new();
    for (title, entries) in [
        ("Supply proved in the state of blocks you named", proved),
        ("Supply with evidence, not proved", others),
    ] {
        if !entries.is_empty() {
            text += &format!("\n  {title}\n");
        }
        text.extend(entries.iter().map(|entry| entry_text(supply, entry)));
    }
    text
}

fn entry_text(supply: &Supply, evident: &Evident<'_>) -> String {
    let entry = evident.entry;
    let mut text = format!(
        "    {}  {} at block {}\n",
        entry.chain, entry.token, entry.block
    );
    let mut field = |name: &str, value: String| text += &format!("      {name:<12}{value}\n");
    field("tokens", grouped(&entry.tokens().trimmed()));
    field(
        "decimals",
        format!("{}, {}", entry.decimals, words(evident.decimals)),
    );
    field(
        "slot",
        format!("0x{}, {}", evident.evidence.slot, words(evident.slot)),
    );
    field(
        "block hash",
        format!("{}, {}", entry.block_hash, words(evident.block)),
    );
    let seconds = evident.block_time.unix().abs_diff(supply.as_of.unix());
    let side = match evident.block_time < supply.as_of {
        true => "before",
        false => "after",
    };
    let distance = match seconds {
        0 => "at the as-of time".into(),
        1..=59 => format!("{seconds} s {side} the as-of time"),
        _ => format!("{} {side} the as-of time", duration(seconds)),
    };
    field("block time", format!("{}, {distance}", evident.block_time));
    text
}

/// The same as JSON.
pub fn json(supply: &Supply, found: &[EvidentEntry], basis: &VerdictBasis) -> Value {
    let entry = |evident: Evident<'_>| {
        let entry = evident.entry;
        json!({
            "chain": entry.chain, "token": entry.token, "block": entry.block, "block_hash": entry.block_hash,
            "block_time": evident.block_time, "slot": evident.evidence.slot, "decimals": entry.decimals,
            "confirmed": evident.block == Basis::Verifier,
            "proved": evident.is_proved(),
            "basis": { "block": evident.block.name(), "slot": evident.slot.name(), "decimals": evident.decimals.name() },
        })
    };
    evident(supply, found, basis).map(entry).collect()
}
