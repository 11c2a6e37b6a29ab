//! Checks of the evidence beside a supply: whether it proves the supply in the state of a block, whether that block is of the
//! supply's time, and whether the verifier knows it.

use assay_statement::{ChainSupply, StorageEvidence, Supply, SupplyEntry, Timestamp};

use crate::chains;
use crate::evidence_error::EvidenceError;
use crate::evident_block::EvidentBlock;
use crate::known_block::KnownBlock;

/// How far a block's time may be from that of the supply where nobody says otherwise, in seconds: an hour.
pub const BLOCK_WITHIN: u64 = 3600;

/// An entry of a supply whose evidence holds: its storage slot has the value `raw` in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvidentEntry {
    /// Its position among all entries, from 0.
    pub entry: usize,
    /// When its block was made.
    pub block_time: Timestamp,
    /// Whether the verifier named its block; if not, only the supply does.
    pub known_block: bool,
}

/// Checks all evidence in a supply, each for the block that its entry names, and the blocks against those that the verifier
/// knows. A chain of which it knows a block must be proved there as a whole, and no block may be further than `within` seconds
/// from the supply's time, before or after.
///
/// # Errors
/// The first [`EvidenceError`], with the position of its entry if it is about one.
pub fn confirm_evidence(
    supply: &Supply,
    known: &[KnownBlock],
    within: u64,
) -> Result<Vec<EvidentEntry>, (Option<usize>, EvidenceError)> {
    let mut evident = Vec::new();
    let mut used = vec![false; known.len()];
    for (index, entry) in supply.entries.iter().enumerate() {
        let SupplyEntry::Chain(entry) = entry else {
            continue;
        };
        let at = |error| (Some(index), error);
        let asked = known.iter().any(|block| block.chain == entry.chain);
        let Some(evidence) = &entry.evidence else {
            if asked {
                return Err(at(EvidenceError::Missing {
                    chain: entry.chain.clone(),
                    token: entry.token.to_string(),
                }));
            }
            continue;
        };
        let found = check_evidence(entry, evidence).map_err(at)?;
        check_time(found.time, supply.as_of, within).map_err(at)?;
        let mut known_block = false;
        for (block, used) in known.iter().zip(&mut used) {
            if block.chain == entry.chain && block.hash == found.hash.0 {
                (*used, known_block) = (true, true);
            }
        }
        if asked && !known_block {
            return Err(at(EvidenceError::OtherBlock {
                chain: entry.chain.clone(),
                found: entry.block_hash.to_string(),
            }));
        }
        evident.push(EvidentEntry {
            entry: index,
            block_time: found.time,
            known_block,
        });
    }
    match known.iter().zip(used).find(|(_, used)| !used) {
        Some((block, _)) => Err((
            None,
            EvidenceError::Unused {
                chain: block.chain.clone(),
                hash: block.hash.into(),
            },
        )),
        None => Ok(evident),
    }
}

fn check_time(found: Timestamp, as_of: Timestamp, within: u64) -> Result<(), EvidenceError> {
    match found.unix().abs_diff(as_of.unix()) <= within {
        true => Ok(()),
        false => Err(EvidenceError::BlockTime {
            as_of,
            within,
            found,
        }),
    }
}

/// Checks the evidence of one entry in the block that the entry names, and returns that block.
///
/// What follows is that the storage slot holds `raw` in that block. It does not follow that the block is one of the chain: its
/// hash must be known from elsewhere, see [`confirm_evidence`]. Nor is it proved that the slot is the total supply, nor how many
/// decimals the token has: a verifier has to know both.
///
/// # Errors
/// [`EvidenceError`].
pub fn check_evidence(
    entry: &ChainSupply,
    evidence: &StorageEvidence,
) -> Result<EvidentBlock, EvidenceError> {
    let family = chains::family_of(&entry.chain);
    let Some(check) = family.and_then(|(family, _)| family.evidence()) else {
        return Err(EvidenceError::NoEvidence {
            chain: entry.chain.clone(),
            expected: chains::chains_with_evidence(),
        });
    };
    check(entry, evidence)
}
