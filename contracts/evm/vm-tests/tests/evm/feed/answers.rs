//! What a feed answers, and who mints by it.

use alloy_primitives::{keccak256, Address, U256};
use assay_evm_vm_tests::{call_data, encode, Artefact, Value, SENDER};

use super::fixture::{error, make, words, Feed, DECIMALS, HEARTBEAT, OWNER, PAUSER};

/// 1,000,000.1234567 tokens, in units of six decimals.
const TOKENS: u64 = 1_000_000_123_456;

fn is_true(answer: Result<Vec<U256>, Vec<u8>>) -> bool {
    answer.unwrap() == [U256::from(1)]
}

fn can_mint(feed: &mut Feed, supply: u64, amount: u64) -> bool {
    let values = [Value::uint(supply), Value::uint(amount)];
    is_true(feed.ask("canMint(uint256,uint256)", &values))
}

/// A feed with a report of 1,000 seconds ago.
fn fed() -> (Feed, [u8; 32], u64) {
    let mut feed = Feed::small();
    let as_of = feed.chain.time - 1_000;
    let report = feed.report(as_of, [0; 32]);
    let outcome = feed.submit(&report);
    assert_eq!(
        outcome.result.map(|bytes| words(&bytes)),
        Ok(vec![U256::from(1)])
    );
    let digest = feed.digest(&report);
    // The event for indexers.
    let (topics, _) = &outcome.events[0];
    let number = "(uint256,uint8)";
    let event = format!(
        "ReportAccepted(uint48,bytes32,bytes32,uint40,uint128,bytes32,bytes32,{number},{number})"
    );
    assert_eq!(topics[0], keccak256(event));
    assert_eq!(topics[2], digest);
    let (topics, data) = &outcome.events[1];
    assert_eq!(
        topics[0],
        keccak256("AnswerUpdated(int256,uint256,uint256)")
    );
    assert_eq!(U256::from_be_bytes(topics[1].0), U256::from(TOKENS));
    assert_eq!(words(data), [U256::from(as_of)]);
    (feed, digest, as_of)
}

#[test]
fn answers_of_a_feed() {
    let (mut feed, digest, as_of) = fed();
    let one = U256::from(1);
    let round = [
        one,
        U256::from(TOKENS),
        U256::from(as_of),
        U256::from(as_of),
        one,
    ];
    assert_eq!(feed.ask("latestRoundData()", &[]).unwrap(), round);
    let first = [Value::uint(1u8)];
    assert_eq!(feed.ask("getRoundData(uint80)", &first).unwrap(), round);
    for other in [0u8, 2] {
        let other = [Value::uint(other)];
        assert_eq!(
            feed.ask("getRoundData(uint80)", &other),
            Err(error("NoRound()", &[]))
        );
    }
    assert_eq!(feed.ask("decimals()", &[]).unwrap(), [U256::from(DECIMALS)]);
    assert_eq!(feed.ask("version()", &[]).unwrap(), [one]);
    let latest = feed.ask("latest()", &[]).unwrap();
    assert_eq!(latest[0], U256::from_be_bytes(digest));
    assert_eq!(latest[1], U256::from(as_of));
    assert_eq!(latest[3..5], [one, U256::from(TOKENS)]);
    // 1,000,000.1234567 tokens of 1.0032, and 12.34567.
    let amount = [U256::from(100_321_246_952_176_144u64), U256::from(11)];
    assert_eq!(latest[5..], amount);
    let digest = [Value::Word(digest)];
    assert_eq!(feed.ask("report(bytes32)", &digest).unwrap(), latest[1..]);
    let unknown = feed.ask("report(bytes32)", &[Value::Word([1; 32])]);
    assert_eq!(unknown, Err(error("NoRound()", &[])));
    // ERC-165: itself, and Chainlink's interface; not what nobody has.
    let supports = |id: [u8; 4]| {
        let mut word = [0; 32];
        word[..4].copy_from_slice(&id);
        Value::Word(word)
    };
    let chainlink = [
        "decimals()",
        "description()",
        "version()",
        "getRoundData(uint80)",
        "latestRoundData()",
    ]
    .map(|f| u32::from_be_bytes(assay_evm_vm_tests::selector(f)));
    let chainlink = chainlink.into_iter().fold(0, |id, f| id ^ f).to_be_bytes();
    let support = "supportsInterface(bytes4)";
    assert!(is_true(
        feed.ask(support, &[supports([0x01, 0xff, 0xc9, 0xa7])])
    ));
    assert!(is_true(feed.ask(support, &[supports(chainlink)])));
    assert!(!is_true(feed.ask(support, &[supports([0xff; 4])])));
}

#[test]
fn an_empty_feed_answers_nothing() {
    let mut feed = Feed::small();
    assert_eq!(
        feed.ask("latestRoundData()", &[]),
        Err(error("NoRound()", &[]))
    );
    assert_eq!(feed.ask("latest()", &[]), Err(error("NoRound()", &[])));
    assert!(!can_mint(&mut feed, 0, 0));
}

#[test]
fn mints_are_covered_exactly() {
    let (mut feed, _, as_of) = fed();
    assert!(can_mint(&mut feed, 0, TOKENS));
    assert!(can_mint(&mut feed, TOKENS, 0));
    assert!(can_mint(&mut feed, TOKENS - 5, 5));
    assert!(!can_mint(&mut feed, TOKENS - 5, 6));
    assert!(!can_mint(&mut feed, TOKENS + 1, 0));
    let most = Value::Word([0xff; 32]);
    let overflow = [most.clone(), most];
    assert!(!is_true(feed.ask("canMint(uint256,uint256)", &overflow)));
    // To the last second of the heartbeat.
    feed.chain.time = as_of + HEARTBEAT;
    assert!(can_mint(&mut feed, 0, 1));
    feed.chain.time += 1;
    assert!(!can_mint(&mut feed, 0, 1));
}

#[test]
fn a_pause_is_at_once() {
    let (mut feed, digest, as_of) = fed();
    let next = feed.report(as_of + 500, digest);
    let pause = call_data("pause()", &[]);
    let refused = feed.chain.send(SENDER, feed.feed, pause.clone());
    assert_eq!(refused.result, Err(error("NotPauser()", &[])));
    assert!(feed
        .chain
        .send(PAUSER, feed.feed, pause.clone())
        .result
        .is_ok());
    let paused = error("EnforcedPause()", &[]);
    assert_eq!(feed.refusal(&next), paused);
    assert!(!can_mint(&mut feed, 0, 1));
    assert_eq!(feed.ask("latestRoundData()", &[]), Err(paused));
    assert!(feed.ask("latest()", &[]).is_ok());
    let unpause = call_data("unpause()", &[]);
    let refused = feed.chain.send(SENDER, feed.feed, unpause.clone());
    assert_eq!(refused.result, Err(error("NotPauser()", &[])));
    assert!(feed.chain.send(OWNER, feed.feed, unpause).result.is_ok());
    assert!(can_mint(&mut feed, 0, 1));
    assert!(feed.submit(&next).result.is_ok());
}

#[test]
fn a_guard_that_knows_only_chainlink_works_unchanged() {
    let (mut feed, _, as_of) = fed();
    let values = [
        Value::address(feed.feed),
        Value::uint(18u8),
        Value::uint(HEARTBEAT),
    ];
    let guard = make(&mut feed.chain, &mut Vec::new(), "MintGuard", &values);
    let mint = |feed: &mut Feed, amount: u128| {
        let call = call_data("mint(uint256)", &[Value::uint(amount)]);
        feed.chain.send(SENDER, guard, call).result.is_ok()
    };
    let unit = 10u128.pow(12);
    assert!(mint(&mut feed, (u128::from(TOKENS) - 1) * unit));
    assert!(!mint(&mut feed, unit + 1));
    assert!(mint(&mut feed, unit));
    assert!(!mint(&mut feed, 1));
    assert!(mint(&mut feed, 0));
    feed.chain.time = as_of + HEARTBEAT + 1;
    assert!(!mint(&mut feed, 0));
}

#[test]
fn the_example_token_mints_what_is_covered() {
    let (mut feed, ..) = fed();
    let code = [
        Artefact::named("ExampleToken").code,
        encode(&[Value::address(feed.feed), Value::address(OWNER)]),
    ];
    let (token, _) = feed.chain.deploy(code.concat()).unwrap();
    let holder = Value::address(Address::repeat_byte(7));
    let mut mint = |from, amount: u64| {
        let call = call_data(
            "mint(address,uint256)",
            &[holder.clone(), Value::uint(amount)],
        );
        feed.chain.send(from, token, call).result
    };
    assert!(mint(OWNER, TOKENS).is_ok());
    assert_eq!(mint(OWNER, 1), Err(error("NotCovered()", &[])));
    assert!(mint(SENDER, 0).is_err());
}
