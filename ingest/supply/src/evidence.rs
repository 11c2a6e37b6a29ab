//! Checks of the evidence beside a supply: whether it proves the supply in the state of a block, and whether the verifier knows
//! that block.

use alloy_primitives::B256;
use assay_statement::{ChainSupply, StorageEvidence, Supply, SupplyEntry};

use crate::chains;
use crate::evidence_error::EvidenceError;
use crate::known_block::KnownBlock;

/// Entries of a supply that their evidence proves, by their positions from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProvedEntries {
    /// Proved in a block that the verifier named.
    pub confirmed: Vec<usize>,
    /// Proved in a block that only the supply names.
    pub unconfirmed: Vec<usize>,
}

/// Checks all evidence in a supply, each for the block that its entry names, and the blocks against those that the verifier
/// knows. A chain of which it knows a block must be proved there as a whole.
///
/// # Errors
/// The first [`EvidenceError`], with the position of its entry if it is about one.
pub fn confirm_evidence(
    supply: &Supply,
    known: &[KnownBlock],
) -> Result<ProvedEntries, (Option<usize>, EvidenceError)> {
    let mut proved = ProvedEntries::default();
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
        let hash = check_evidence(entry, evidence).map_err(at)?;
        let mut confirmed = false;
        for (block, used) in known.iter().zip(&mut used) {
            if block.chain == entry.chain && block.hash == hash.0 {
                (*used, confirmed) = (true, true);
            }
        }
        match confirmed {
            true => proved.confirmed.push(index),
            false if asked => {
                return Err(at(EvidenceError::OtherBlock {
                    chain: entry.chain.clone(),
                    found: entry.block_hash.to_string(),
                }))
            }
            false => proved.unconfirmed.push(index),
        }
    }
    match known.iter().zip(used).find(|(_, used)| !used) {
        Some((block, _)) => Err((
            None,
            EvidenceError::Unused {
                chain: block.chain.clone(),
                hash: block.hash.into(),
            },
        )),
        None => Ok(proved),
    }
}

/// Checks the evidence of one entry in the block that the entry names, and returns that block's hash.
///
/// What follows is that the storage slot holds `raw` in that block. It does not follow that the block is one of the chain: its
/// hash must be known from elsewhere, see [`confirm_evidence`]. Nor is it proved that the slot is the total supply, nor how many
/// decimals the token has.
///
/// # Errors
/// [`EvidenceError`].
pub fn check_evidence(
    entry: &ChainSupply,
    evidence: &StorageEvidence,
) -> Result<B256, EvidenceError> {
    let family = chains::family_of(&entry.chain);
    let Some(check) = family.and_then(|(family, _)| family.evidence()) else {
        return Err(EvidenceError::NoEvidence {
            chain: entry.chain.clone(),
            expected: chains::chains_with_evidence(),
        });
    };
    check(entry, evidence)
}
