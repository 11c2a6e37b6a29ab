//! Evidence of a supply on a chain of Cosmos: a genuine one, changed.

use std::sync::OnceLock;

use assay_statement::{parse_document, ChainSupply, StorageEvidence, Supply, SupplyEntry};
use assay_supply::check_evidence;

use crate::evidence::apply;
use crate::message;

/// A supply of one entry, with its evidence.
const SUPPLY: &str = include_str!("../../testkit/inputs/cosmos-supply.json");

fn genuine() -> &'static (ChainSupply, StorageEvidence) {
    static GENUINE: OnceLock<(ChainSupply, StorageEvidence)> = OnceLock::new();
    GENUINE.get_or_init(|| {
        let supply: Supply = parse_document(SUPPLY.as_bytes()).unwrap();
        let entry = supply.entries.into_iter().find_map(|entry| match entry {
            SupplyEntry::Chain(entry) => Some(entry),
            _ => None,
        });
        let entry = entry.expect("the supply is of a chain");
        let evidence = entry.evidence.clone().expect("and has evidence");
        (entry, evidence)
    })
}

/// Changes of four bytes each. Evidence is accepted exactly if nothing is changed: every byte of header, proofs and slot counts,
/// and so do raw amount and block.
pub fn check(bytes: &[u8]) {
    let original = genuine();
    let (mut entry, mut evidence) = original.clone();
    for change in bytes.chunks_exact(4).take(8) {
        let change = [change[0], change[1], change[2], change[3]];
        apply(&mut entry, &mut evidence, change);
    }
    let same = (&entry, &evidence) == (&original.0, &original.1);
    match check_evidence(&entry, &evidence) {
        Ok(block) => {
            assert!(same, "accepted {entry:?} {evidence:?}");
            let hash = block.hash.to_string().to_uppercase();
            assert_eq!(hash.trim_start_matches("0X"), entry.block_hash.as_str());
        }
        Err(error) => {
            assert!(!same, "refused the genuine one: {error}");
            message::check(&error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_genuine_one_and_refuses_changes() {
        check(&[]);
        for what in 0..=255 {
            check(&[what, 0, 9, 5]);
            check(&[what, 1, 7, 5]);
        }
        // There and back again.
        check(&[1, 0, 9, 5, 1, 0, 9, 5]);
    }
}
