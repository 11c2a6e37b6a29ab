//! Reports that are accepted, and what that takes.

use assay_evm_vm_tests::{SpecId, Value, GAS_CAP};

use super::fixture::{error, Feed};
use super::keys::Key;
use crate::deployed::{shape, FORKS, SHAPES};

/// `cargo test -p assay-evm-vm-tests --features evm gas -- --nocapture` prints them.
#[test]
fn gas_of_submitting_and_of_deploying() {
    // With four attestations, a key each.
    for (of, most) in SHAPES.into_iter().zip([1_900_000, 3_100_000, 5_400_000]) {
        for fork in FORKS {
            let keys = (1..=4).map(|seed| vec![Key::secp256k1(seed)]).collect();
            let mut feed = Feed::new(fork, of, keys);
            let (k, rules) = of;
            for (piece, gas, size) in feed.pieces.iter().rev().take(3) {
                println!("gas ({k},{rules}) {gas} {fork:?}: deploying {piece}, {size} bytes");
                assert!(*gas <= GAS_CAP && *size <= 9_000, "{piece}");
            }
            let statement = feed.statement(shape(of).buckets());
            let first = feed.report_of(&statement, feed.chain.time - 90, [0; 32]);
            let second = feed.report_of(&statement, feed.chain.time - 10, feed.digest(&first));
            for (name, report) in [("first", first), ("next", second)] {
                let outcome = feed.submit(&report);
                assert!(outcome.result.is_ok(), "{outcome:02x?}");
                let gas = outcome.gas;
                println!("gas ({k},{rules}) {gas} {fork:?}: submitting the {name} report, 4 attestations");
                // What is in force today.
                assert!(fork != FORKS[0] || gas <= most, "{gas}");
                assert!(gas <= GAS_CAP);
            }
        }
    }
}

#[test]
fn a_chain_of_reports() {
    let mut feed = Feed::small();
    let now = feed.chain.time;
    let first = feed.report(now - 3_000, [0; 32]);
    assert!(feed.submit(&first).result.is_ok());
    // Again: not later.
    assert_eq!(feed.refusal(&first), error("NotNewer()", &[]));
    // Later, but following nothing, or something else.
    let digest = feed.digest(&first);
    for previous in [[0; 32], [7; 32]] {
        let fork = feed.report(now - 2_000, previous);
        let expected = error("WrongPrevious(bytes32)", &[Value::Word(digest)]);
        assert_eq!(feed.refusal(&fork), expected);
    }
    // Following, but not later.
    for as_of in [now - 3_000, now - 3_001] {
        let early = feed.report(as_of, digest);
        assert_eq!(feed.refusal(&early), error("NotNewer()", &[]));
    }
    let second = feed.report(now - 2_000, digest);
    assert!(feed.submit(&second).result.is_ok());
    // Of two successors of the same report there is one.
    let late = feed.report(now - 1_000, digest);
    let expected = error(
        "WrongPrevious(bytes32)",
        &[Value::Word(feed.digest(&second))],
    );
    assert_eq!(feed.refusal(&late), expected);
}

#[test]
fn a_report_serves_every_feed_of_its_subject_and_policy() {
    let mut feed = Feed::small();
    let report = feed.report(feed.chain.time, [0; 32]);
    // Another feed with settings of its own on the same chain.
    let mut other = feed.another();
    assert_ne!(feed.feed, other.feed);
    assert!(other.submit(&report).result.is_ok());
    feed.chain = other.chain;
    assert!(feed.submit(&report).result.is_ok());
    assert_eq!(feed.refusal(&report), error("NotNewer()", &[]));
}

#[test]
fn a_chain_that_began_elsewhere_goes_on() {
    let mut feed = Feed::small();
    let now = feed.chain.time;
    let first = feed.report(now - 3_000, [0; 32]);
    let digest = feed.digest(&first);
    assert!(feed.submit(&first).result.is_ok());
    // The next feed of the token takes what follows, and nothing else.
    let mut next = feed.another_after(digest);
    let expected = error("WrongPrevious(bytes32)", &[Value::Word(digest)]);
    assert_eq!(next.refusal(&first), expected);
    assert_eq!(next.ask("latest()", &[]), Err(error("NoRound()", &[])));
    let second = next.report(now - 2_000, digest);
    assert!(next.submit(&second).result.is_ok());
    feed.chain = next.chain;
    assert!(feed.submit(&second).result.is_ok());
}

#[test]
fn a_chain_without_p256_refuses_its_signatures() {
    let keys = || vec![vec![Key::secp256k1(1)], vec![Key::p256(2)]];
    let mut with = Feed::new(SpecId::OSAKA, SHAPES[0], keys());
    let report = with.report(with.chain.time - 100, [0; 32]);
    assert!(with.submit(&report).result.is_ok());
    let mut without = Feed::new(SpecId::PRAGUE, SHAPES[0], keys());
    let invalid = error("SignatureInvalid()", &[]);
    assert_eq!(without.refusal(&report), invalid);
}
