//! Blocks that a verifier names.

use assay_statement::{Kind, Supply, SupplyEntry, V1};

use crate::evidence::{confirm_evidence, EvidentEntry, BLOCK_WITHIN};
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

type Outcome = Result<Vec<EvidentEntry>, (Option<usize>, EvidenceError)>;

fn confirm(supply: &Supply, known: &[KnownBlock]) -> Outcome {
    confirm_evidence(supply, known, BLOCK_WITHIN)
}

fn known(chain: &str, hash: [u8; 32]) -> KnownBlock {
    KnownBlock {
        chain: chain.parse().unwrap(),
        hash,
    }
}

/// One entry with evidence, the first.
fn ok(known_block: bool) -> Outcome {
    Ok(vec![EvidentEntry {
        entry: 0,
        block_time: block(&State::default()).time,
        known_block,
    }])
}

#[test]
fn blocks_that_the_verifier_names() {
    let state = contract(5, 9);
    let proved = entry(&state, 5);
    let hash = header(&state).hash().0;
    let chain = proved.chain.clone();
    let one = supply(vec![proved.clone()]);
    assert_eq!(confirm(&one, &[]), ok(false));
    assert_eq!(confirm(&one, &[known("eip155:1", hash)]), ok(true));
    let twice = [known("eip155:1", hash), known("eip155:1", hash)];
    assert_eq!(confirm(&one, &twice), ok(true));
    // Elsewhere the same block is another.
    assert_eq!(
        confirm(&one, &[known("eip155:10", hash)]),
        Err((
            None,
            EvidenceError::Unused {
                chain: "eip155:10".parse().unwrap(),
                hash: hash.into()
            }
        ))
    );
    assert_eq!(
        confirm(&one, &[known("eip155:1", [1; 32])]),
        Err((
            Some(0),
            EvidenceError::OtherBlock {
                chain: chain.clone(),
                found: proved.block_hash.to_string()
            }
        ))
    );
    assert_eq!(
        confirm(&one, &[known("eip155:1", hash), known("eip155:1", [1; 32])]),
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
    assert_eq!(confirm(&none, &[]), Ok(Vec::new()));
    let missing = EvidenceError::Missing {
        chain,
        token: claimed.token.to_string(),
    };
    assert_eq!(
        confirm(&none, &[known("eip155:1", hash)]),
        Err((Some(0), missing.clone()))
    );
    // One token of two is not the chain.
    let mut both = proved.clone();
    both.token = claimed.token.clone();
    assert_eq!(
        confirm(
            &supply(vec![proved.clone(), claimed]),
            &[known("eip155:1", hash)]
        ),
        Err((Some(1), missing))
    );
    // Wrong evidence is refused whether a block is named or not.
    both.raw = Integer::from(6);
    let refused = confirm(&supply(vec![proved, both]), &[]);
    assert!(matches!(
        refused,
        Err((Some(1), EvidenceError::Value { .. }))
    ));
}

/// Six years before the supply's time, and one second too far on either side of it.
#[test]
fn blocks_of_another_time_are_refused() {
    let state = contract(5, 9);
    let as_of = block(&state).time;
    let at = |seconds: i64| {
        let mut supply = supply(vec![entry(&state, 5)]);
        supply.as_of = Timestamp::from_unix(as_of.unix() + seconds).unwrap();
        supply
    };
    let hash = header(&state).hash().0;
    let six_years = 6 * 365 * 86_400 + 86_400;
    for known in [vec![], vec![known("eip155:1", hash)]] {
        for seconds in [six_years, 3_601, -3_601] {
            let supply = at(seconds);
            let error = EvidenceError::BlockTime {
                as_of: supply.as_of,
                within: 3_600,
                found: as_of,
            };
            assert_eq!(error.code(), "block-time");
            assert_eq!(confirm(&supply, &known), Err((Some(0), error)));
        }
        for seconds in [3_600, 0, -3_600] {
            assert_eq!(confirm(&at(seconds), &known), ok(!known.is_empty()));
        }
        let wide = confirm_evidence(&at(six_years), &known, six_years as u64);
        assert_eq!(wide, ok(!known.is_empty()));
        let exact = confirm_evidence(&at(1), &known, 0);
        assert!(matches!(
            exact,
            Err((Some(0), EvidenceError::BlockTime { within: 0, .. }))
        ));
    }
}

/// An allowance is a word of the token's storage like any other: the evidence holds. Only who knows the slot of the supply can
/// tell (`NotChecked::TokenSlot` of the verifier).
#[test]
fn evidence_of_an_allowance_holds_of_the_word_that_it_is_about() {
    let supply_and_allowance = [
        (slot(2), U256::from(877_981_987_000_000u64)),
        (slot(0x0a11), U256::from(1_000_000u64)),
    ];
    let state = State::with(token(), Account::contract(supply_and_allowance), 40);
    let mut claimed = entry(&state, 1_000_000);
    let evidence = claimed.evidence.as_mut().unwrap();
    evidence.slot = Word(slot(0x0a11).0);
    evidence.storage_proof = bytes(state.storage_proof(token(), slot(0x0a11)));
    assert_eq!(confirm(&supply(vec![claimed]), &[]), ok(false));
}
