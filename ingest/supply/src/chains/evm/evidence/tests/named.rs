//! Blocks that a verifier names.

use assay_statement::{Kind, Supply, SupplyEntry, V1};

use crate::evidence::{confirm_evidence, ProvedEntries};
use crate::known_block::KnownBlock;

use super::*;

fn supply(entries: Vec<ChainSupply>) -> Supply {
    Supply {
        assay: V1,
        kind: Kind::new(),
        subject: "fund:x".parse().unwrap(),
        as_of: "2026-11-20T22:00:00Z".parse().unwrap(),
        currency: "USD".parse().unwrap(),
        entries: entries.into_iter().map(SupplyEntry::Chain).collect(),
        value_per_token: "1".parse().unwrap(),
    }
}

type Outcome = Result<ProvedEntries, (Option<usize>, EvidenceError)>;

fn known(chain: &str, hash: [u8; 32]) -> KnownBlock {
    KnownBlock {
        chain: chain.parse().unwrap(),
        hash,
    }
}

fn ok(confirmed: &[usize], unconfirmed: &[usize]) -> Outcome {
    Ok(ProvedEntries {
        confirmed: confirmed.to_vec(),
        unconfirmed: unconfirmed.to_vec(),
    })
}

#[test]
fn blocks_that_the_verifier_names() {
    let state = contract(5, 9);
    let proved = entry(&state, 5);
    let hash = header(&state).hash().0;
    let chain = proved.chain.clone();
    let one = supply(vec![proved.clone()]);
    assert_eq!(confirm_evidence(&one, &[]), ok(&[], &[0]));
    assert_eq!(
        confirm_evidence(&one, &[known("eip155:1", hash)]),
        ok(&[0], &[])
    );
    let twice = [known("eip155:1", hash), known("eip155:1", hash)];
    assert_eq!(confirm_evidence(&one, &twice), ok(&[0], &[]));
    // Elsewhere the same block is another.
    assert_eq!(
        confirm_evidence(&one, &[known("eip155:10", hash)]),
        Err((
            None,
            EvidenceError::Unused {
                chain: "eip155:10".parse().unwrap(),
                hash: hash.into()
            }
        ))
    );
    assert_eq!(
        confirm_evidence(&one, &[known("eip155:1", [1; 32])]),
        Err((
            Some(0),
            EvidenceError::OtherBlock {
                chain: chain.clone(),
                found: proved.block_hash.to_string()
            }
        ))
    );
    assert_eq!(
        confirm_evidence(&one, &[known("eip155:1", hash), known("eip155:1", [1; 32])]),
        Err((
            None,
            EvidenceError::Unused {
                chain: chain.clone(),
                hash: [1; 32].into()
            }
        ))
    );
}

#[test]
fn a_chain_of_a_named_block_must_be_proved_as_a_whole() {
    let state = contract(5, 9);
    let proved = entry(&state, 5);
    let hash = header(&state).hash().0;
    let chain = proved.chain.clone();
    let mut claimed = proved.clone();
    claimed.evidence = None;
    let none = supply(vec![claimed.clone()]);
    assert_eq!(confirm_evidence(&none, &[]), ok(&[], &[]));
    let missing = EvidenceError::Missing {
        chain,
        token: claimed.token.to_string(),
    };
    assert_eq!(
        confirm_evidence(&none, &[known("eip155:1", hash)]),
        Err((Some(0), missing.clone()))
    );
    // One token of two is not the chain.
    let mut both = proved.clone();
    both.token = claimed.token.clone();
    assert_eq!(
        confirm_evidence(
            &supply(vec![proved.clone(), claimed]),
            &[known("eip155:1", hash)]
        ),
        Err((Some(1), missing))
    );
    // Wrong evidence is refused whether a block is named or not.
    both.raw = Integer::from(6);
    let refused = confirm_evidence(&supply(vec![proved, both]), &[]);
    assert!(matches!(
        refused,
        Err((Some(1), EvidenceError::Value { .. }))
    ));
}
