//! Who changes the settings, when a change counts, and what others cannot do.

use alloy_primitives::{Address, U256};
use assay_evm_vm_tests::{call_data, encode, Artefact, Chain, Value, GAS_CAP, SENDER};

use super::fixture::{error, make, terms, Feed, OWNER};
use super::keys::Key;
use super::messages::sha256;
use super::submission::Number;
use crate::deployed::{Deployed, FORKS, SHAPES};

const PROPOSER: Address = Address::repeat_byte(0x0c);
const DELAY: u64 = 172_800;

fn can_mint(feed: &mut Feed) -> bool {
    let values = [Value::uint(0u8), Value::uint(1u8)];
    feed.ask("canMint(uint256,uint256)", &values).unwrap() == [U256::from(1)]
}

/// A feed with a report.
fn fed() -> (Feed, [u8; 32]) {
    let mut feed = Feed::small();
    let report = feed.report(feed.chain.time - 1_000, [0; 32]);
    assert!(feed.submit(&report).result.is_ok());
    let digest = feed.digest(&report);
    (feed, digest)
}

#[test]
fn only_the_owner_changes_settings() {
    let mut feed = Feed::small();
    let key = vec![Value::uint(1u8), Value::uint(0u8), Value::uint(9u8)];
    let custodian = Value::Word([1; 32]);
    let number = Number::new(1, 0).value();
    let calls = [
        call_data("setPolicy(bytes32)", std::slice::from_ref(&custodian)),
        call_data("setHeartbeat(uint32)", &[Value::uint(5u8)]),
        call_data("setLeastValue((uint256,uint8))", &[number]),
        call_data("setVerifier(address)", &[Value::address(feed.verifier)]),
        call_data(
            "setCustodian(bytes32,uint8)",
            &[custodian.clone(), Value::uint(1u8)],
        ),
        call_data(
            "setKey(bytes32,address,(uint8,uint64,uint64))",
            &[custodian, Value::address(OWNER), Value::Tuple(key)],
        ),
    ];
    let stranger = error(
        "OwnableUnauthorizedAccount(address)",
        &[Value::address(SENDER)],
    );
    for call in calls {
        let outcome = feed.chain.send(SENDER, feed.settings, call.clone());
        assert_eq!(outcome.result, Err(stranger.clone()));
        let outcome = feed.chain.send(OWNER, feed.settings, call);
        assert_eq!(outcome.result, Ok(vec![]));
    }
    let pauser = call_data("setPauser(address)", &[Value::address(SENDER)]);
    let outcome = feed.chain.send(SENDER, feed.feed, pauser.clone());
    assert_eq!(outcome.result, Err(stranger));
    assert!(feed.chain.send(OWNER, feed.feed, pauser).result.is_ok());
}

#[test]
fn an_owner_follows_in_two_steps() {
    let mut feed = Feed::small();
    let transfer = call_data("transferOwnership(address)", &[Value::address(PROPOSER)]);
    let accept = call_data("acceptOwnership()", &[]);
    for contract in [feed.settings, feed.feed] {
        assert!(feed
            .chain
            .send(SENDER, contract, transfer.clone())
            .result
            .is_err());
        assert!(feed
            .chain
            .send(OWNER, contract, transfer.clone())
            .result
            .is_ok());
        assert!(feed
            .chain
            .send(SENDER, contract, accept.clone())
            .result
            .is_err());
        assert!(feed
            .chain
            .send(PROPOSER, contract, accept.clone())
            .result
            .is_ok());
        assert!(feed
            .chain
            .send(OWNER, contract, transfer.clone())
            .result
            .is_err());
    }
}

#[test]
fn settings_that_make_no_sense() {
    let mut feed = Feed::small();
    let invalid = |what: &str| {
        let mut word = [0; 32];
        word[..what.len()].copy_from_slice(what.as_bytes());
        error("SettingInvalid(bytes32)", &[Value::Word(word)])
    };
    let key = |scheme: u8, from: u8, to: u8| {
        let key = vec![Value::uint(scheme), Value::uint(from), Value::uint(to)];
        let values = [
            Value::Word([1; 32]),
            Value::address(OWNER),
            Value::Tuple(key),
        ];
        call_data("setKey(bytes32,address,(uint8,uint64,uint64))", &values)
    };
    let number = Number::new(1, 37).value();
    for (call, what) in [
        (
            call_data("setPolicy(bytes32)", &[Value::Word([0; 32])]),
            "policy",
        ),
        (
            call_data("setHeartbeat(uint32)", &[Value::uint(0u8)]),
            "heartbeat",
        ),
        (
            call_data("setLeastValue((uint256,uint8))", &[number]),
            "value",
        ),
        (
            call_data("setVerifier(address)", &[Value::address(SENDER)]),
            "verifier",
        ),
        (key(3, 0, 1), "key"),
        (key(0, 0, 1), "key"),
        (key(1, 2, 1), "key"),
    ] {
        let outcome = feed.chain.send(OWNER, feed.settings, call);
        assert_eq!(outcome.result, Err(invalid(what)), "{what}");
    }
}

#[test]
fn a_change_of_what_a_report_was_verified_under_supersedes_it() {
    let custodian = sha256(b"custodian-0");
    let zero = Number::new(0, 0).value();
    let changes: [(&str, Vec<Value>); 3] = [
        ("setPolicy(bytes32)", vec![Value::Word([4; 32])]),
        ("setLeastValue((uint256,uint8))", vec![zero]),
        (
            "setCustodian(bytes32,uint8)",
            vec![Value::Word(custodian), Value::uint(1u8)],
        ),
    ];
    for (signature, values) in changes {
        let (mut feed, _) = fed();
        assert!(can_mint(&mut feed));
        feed.owner(signature, &values);
        assert!(!can_mint(&mut feed), "{signature}");
        let answer = feed.ask("latestRoundData()", &[]);
        assert_eq!(answer, Err(error("Superseded()", &[])), "{signature}");
    }
    let (mut feed, digest) = fed();
    feed.set_key(custodian, &Key::p256(8), 0, 1);
    assert!(!can_mint(&mut feed));
    // The next report covers mints again.
    let next = feed.report(feed.chain.time, digest);
    assert!(feed.submit(&next).result.is_ok());
    assert!(can_mint(&mut feed));
    // These two do not matter to what was verified.
    feed.owner("setHeartbeat(uint32)", &[Value::uint(600u32)]);
    feed.owner("setVerifier(address)", &[Value::address(feed.verifier)]);
    assert!(can_mint(&mut feed));
}

#[test]
fn keys_and_custodians_can_be_removed() {
    let (mut feed, digest) = fed();
    let report = feed.report(feed.chain.time, digest);
    let id = sha256(b"custodian-0");
    let signer = feed.custodians[0].1[0].signer();
    let none = Value::Tuple(vec![Value::uint(0u8); 3]);
    let mut without = feed.clone();
    let values = [Value::Word(id), Value::address(signer), none];
    without.owner("setKey(bytes32,address,(uint8,uint64,uint64))", &values);
    let unknown = error("KeyUnknown(bytes32,address)", &values[..2]);
    assert_eq!(without.refusal(&report), unknown);
    feed.set_custodian(id, 0);
    let unregistered = error("CustodianUnregistered(bytes32)", &[Value::Word(id)]);
    assert_eq!(feed.refusal(&report), unregistered);
    feed.set_custodian(id, 2);
    let under = error("UnderThreshold(bytes32)", &[Value::Word(id)]);
    assert_eq!(feed.refusal(&report), under);
}

/// What makes a timelock with one proposer, whose changes anyone can make.
fn timelock_code() -> Vec<u8> {
    let arguments = encode(&[
        Value::uint(DELAY),
        Value::Array(vec![Value::address(PROPOSER)]),
        Value::Array(vec![Value::address(Address::ZERO)]),
    ]);
    [Artefact::named("SettingsTimelock").code, arguments].concat()
}

#[test]
fn gas_of_deploying_a_timelock() {
    let size = Artefact::named("SettingsTimelock").size;
    assert!(size <= 9_000);
    for fork in FORKS {
        let (_, gas) = Chain::new(fork).deploy(timelock_code()).unwrap();
        println!("gas SettingsTimelock {gas} {fork:?}: deploying, {size} bytes");
        assert!(gas <= GAS_CAP);
    }
}

#[test]
fn a_timelock_makes_changes_wait() {
    let mut feed = Feed::small();
    let (timelock, _) = feed.chain.deploy(timelock_code()).unwrap();
    let transfer = call_data("transferOwnership(address)", &[Value::address(timelock)]);
    assert!(feed
        .chain
        .send(OWNER, feed.settings, transfer)
        .result
        .is_ok());
    let accept = call_data("acceptOwnership()", &[]);
    assert!(scheduled(&mut feed, timelock, accept, DELAY));
    // No more by the owner before.
    let change = call_data("setHeartbeat(uint32)", &[Value::uint(600u32)]);
    assert!(feed
        .chain
        .send(OWNER, feed.settings, change.clone())
        .result
        .is_err());
    assert!(!scheduled(&mut feed, timelock, change.clone(), DELAY - 1));
    let mut other = feed.clone();
    assert!(scheduled(&mut other, timelock, change.clone(), DELAY));
    // Only who may propose.
    let call = schedule(&feed, change);
    assert!(feed.chain.send(SENDER, timelock, call).result.is_err());
}

fn schedule(feed: &Feed, change: Vec<u8>) -> Vec<u8> {
    let values = [
        Value::address(feed.settings),
        Value::uint(0u8),
        Value::Bytes(change),
        Value::Word([0; 32]),
        Value::Word([0; 32]),
        Value::uint(DELAY),
    ];
    call_data(
        "schedule(address,uint256,bytes,bytes32,bytes32,uint256)",
        &values,
    )
}

/// Proposes a change; whether it can be made so many seconds later, by anyone.
fn scheduled(feed: &mut Feed, timelock: Address, change: Vec<u8>, after: u64) -> bool {
    let call = schedule(feed, change.clone());
    let _ = feed.chain.send(PROPOSER, timelock, call);
    feed.chain.time += after;
    let values = [
        Value::address(feed.settings),
        Value::uint(0u8),
        Value::Bytes(change),
        Value::Word([0; 32]),
        Value::Word([0; 32]),
    ];
    let execute = call_data("execute(address,uint256,bytes,bytes32,bytes32)", &values);
    feed.chain.send(SENDER, timelock, execute).result.is_ok()
}

#[test]
fn the_verifier_of_another_shape_takes_over() {
    let (mut feed, digest) = fed();
    let old = feed.report(feed.chain.time, digest);
    // On a chain of its own, to know its code; then here.
    let data = assay_evm_vm_tests::generators(8, 8);
    let data = data.iter().map(|code| {
        let code = assay_evm_vm_tests::deploying(code);
        Value::address(feed.chain.deploy(code).unwrap().0)
    });
    let data = vec![Value::Array(data.collect())];
    let verifier = make(&mut feed.chain, &mut Vec::new(), "ProofVerifier-8-8", &data);
    feed.owner("setVerifier(address)", &[Value::address(verifier)]);
    assert_eq!(feed.refusal(&old), error("ProgramInvalid()", &[]));
    feed.of = SHAPES[1];
    let new = feed.report(feed.chain.time, digest);
    assert!(feed.submit(&new).result.is_ok());
}

#[test]
fn a_verifier_cannot_call_back() {
    let mut feed = Feed::small();
    let calling = make(&mut feed.chain, &mut Vec::new(), "CallingVerifier", &[]);
    feed.owner("setVerifier(address)", &[Value::address(calling)]);
    let report = feed.report(feed.chain.time - 10, [0; 32]);
    let mut inner = report.clone();
    inner.proof = vec![1];
    // It would be accepted by itself.
    let mut alone = feed.clone();
    assert!(alone.submit(&inner).result.is_ok());
    let values = [Value::address(feed.feed), Value::Bytes(inner.call_data())];
    let prepare = call_data("prepare(address,bytes)", &values);
    assert!(feed.chain.send(SENDER, calling, prepare).result.is_ok());
    let refusal = feed.refusal(&report);
    assert_eq!(refusal[..4], error("CallFailed(bytes)", &[])[..]);
    assert_eq!(feed.ask("latest()", &[]), Err(error("NoRound()", &[])));
}

#[test]
fn first_settings_make_sense() {
    let Deployed {
        mut chain,
        verifier,
        ..
    } = Deployed::new(assay_evm_vm_tests::SpecId::OSAKA, SHAPES[0]);
    let feed = Feed::small();
    let mut made = |subject| {
        let terms = terms(&subject, verifier, Number::new(0, 0));
        let code = [
            Artefact::named("ReserveSettings").code,
            encode(&[terms, Value::address(OWNER)]),
        ];
        chain.deploy(code.concat()).is_ok()
    };
    assert!(made(feed.subject.clone()));
    for zero in 0..3 {
        let mut subject = feed.subject.clone();
        match zero {
            0 => subject.subject = [0; 32],
            1 => subject.currency = [0; 12],
            _ => subject.policy = [0; 32],
        }
        assert!(!made(subject), "{zero}");
    }
}
