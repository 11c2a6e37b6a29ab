//! Reports one after the other, and what becomes of them when the settings change. The reports `chain-*.json` are a day apart: the first, the
//! second, the third; `fork` is half a day after the first and follows it too.

use assay_testkit::contract::{
    data, data_text, digest_of, predecessor_of, report, submit, HEARTBEAT, TIMELOCK,
};
use serde_json::{json, Value};

use crate::app::Chain;

fn file(name: &str) -> String {
    data_text(&format!("chain-{name}.json"))
}

fn digest(name: &str) -> String {
    digest_of(&report(&file(name)))
}

fn predecessor(name: &str) -> Value {
    predecessor_of(&report(&file(name)))
}

fn mint(chain: &Chain) -> Value {
    chain.query(&json!({"can_mint": {"current_supply": "1", "amount": "1"}}))["reason"].clone()
}

fn latest(chain: &Chain) -> Value {
    chain.query(&json!({"latest": {}}))["report"]["digest"].clone()
}

/// A chain that has the first two reports, at the time of the second.
fn two() -> Chain {
    let mut chain = Chain::of_reports();
    chain.execute("anyone", &submit(&file("first"))).unwrap();
    chain.at("2026-11-21T22:00:00Z");
    chain.execute("anyone", &submit(&file("second"))).unwrap();
    chain
}

#[test]
fn one_after_the_other() {
    let mut chain = Chain::of_reports();
    let second = submit(&file("second"));
    chain.at("2026-11-21T22:00:00Z");
    assert_eq!(chain.refused("anyone", &second), "wrong-previous");
    chain.execute("anyone", &submit(&file("first"))).unwrap();
    chain.at("2026-11-21T21:59:59Z");
    assert_eq!(chain.refused("anyone", &second), "from-the-future");
    chain.at("2026-11-22T22:00:00Z");
    let third = submit(&file("third"));
    assert_eq!(chain.refused("anyone", &third), "wrong-previous");
    chain.at("2026-11-21T22:00:00Z");
    chain.execute("anyone", &second).unwrap();
    assert_eq!(latest(&chain), digest("second"));
    assert_eq!(
        chain.query(&json!({"config": {}}))["previous"],
        predecessor("second")
    );
    // The first is still told, and does not come again; one between the two comes too late.
    let first = chain.query(&json!({"report": {"digest": digest("first")}}));
    assert_eq!(first["digest"], digest("first"));
    assert_eq!(chain.refused("anyone", &submit(&file("first"))), "replayed");
    assert_eq!(
        chain.refused("anyone", &submit(&file("second"))),
        "replayed"
    );
    assert_eq!(chain.refused("anyone", &submit(&file("fork"))), "not-newer");
    assert_eq!(latest(&chain), digest("second"));
}

#[test]
fn the_clock_starts_anew_with_each() {
    let mut chain = Chain::of_reports();
    chain.execute("anyone", &submit(&file("first"))).unwrap();
    chain.at("2026-11-21T22:00:00Z");
    assert_eq!(mint(&chain), "covered");
    chain.wait(1);
    assert_eq!(mint(&chain), "stale");
    chain.execute("anyone", &submit(&file("second"))).unwrap();
    chain.wait(HEARTBEAT - 1);
    assert_eq!(mint(&chain), "covered");
    chain.wait(1);
    assert_eq!(mint(&chain), "stale");
}

/// A report that was verified against keys that are no more trusted covers nothing.
#[test]
fn another_registry_asks_for_another_report() {
    let mut chain = two();
    chain.change(json!({"registry": data("chain-registry-2.json")}));
    assert_eq!(mint(&chain), "superseded");
    let answer = chain.query(&json!({"can_mint": {"current_supply": "0", "amount": "0"}}));
    assert_eq!(answer["can_mint"], false);
    assert_eq!(answer["report"], digest("second"));
    // None of the reports before comes again, though the new registry would let them pass.
    for (name, expected) in [
        ("first", "replayed"),
        ("second", "replayed"),
        ("fork", "not-newer"),
    ] {
        assert_eq!(chain.refused("anyone", &submit(&file(name))), expected);
    }
    chain.at("2026-11-22T22:00:00Z");
    chain.execute("anyone", &submit(&file("third"))).unwrap();
    assert_eq!(mint(&chain), "covered");
    let third = chain.query(&json!({"latest": {}}))["report"].clone();
    let config = chain.query(&json!({"config": {}}));
    assert_eq!(third["registry"], config["registry_digest"]);
}

#[test]
fn another_policy_asks_for_another_report() {
    let mut chain = two();
    let policy = chain.query(&json!({"config": {}}))["policy"].clone();
    chain.change(json!({"policy": "11".repeat(32)}));
    assert_eq!(mint(&chain), "superseded");
    // The same again is in force again.
    chain.change(json!({ "policy": policy }));
    assert_eq!(mint(&chain), "covered");
}

/// Until it is applied, a proposal changes nothing.
#[test]
fn a_proposal_alone_changes_nothing() {
    let mut chain = two();
    let proposal =
        json!({"registry": data("chain-registry-2.json"), "heartbeat": 1, "decimals": 30});
    chain
        .execute("admin", &json!({ "propose_registry": proposal }))
        .unwrap();
    chain.wait(TIMELOCK);
    assert_eq!(mint(&chain), "covered");
}

/// Of two reports that follow the same one, the first to be submitted is the successor, whoever submits it. The admin can
/// say that the other one's branch goes on, if it is of a later time.
#[test]
fn one_successor() {
    let mut chain = Chain::of_reports();
    chain.execute("anyone", &submit(&file("first"))).unwrap();
    chain.at("2026-11-21T22:00:00Z");
    chain.execute("anyone", &submit(&file("fork"))).unwrap();
    let second = submit(&file("second"));
    assert_eq!(chain.refused("issuer", &second), "wrong-previous");
    assert_eq!(latest(&chain), digest("fork"));
    chain.execute("admin", &json!({"pause": {}})).unwrap();
    assert_eq!(mint(&chain), "paused");
    let order = json!({"propose_registry": {"previous": predecessor("first")}});
    chain.execute("admin", &order).unwrap();
    chain.wait(TIMELOCK);
    chain
        .execute("admin", &json!({"apply_registry": {}}))
        .unwrap();
    chain.execute("admin", &json!({"unpause": {}})).unwrap();
    chain.execute("issuer", &second).unwrap();
    assert_eq!(latest(&chain), digest("second"));
}

/// A predecessor set by the admin opens the way for another branch, but not back in time.
#[test]
fn another_predecessor() {
    let mut chain = two();
    chain.change(json!({"previous": predecessor("first")}));
    for (name, expected) in [
        ("first", "replayed"),
        ("second", "replayed"),
        ("fork", "not-newer"),
    ] {
        assert_eq!(chain.refused("anyone", &submit(&file(name))), expected);
    }
    chain.at("2026-11-22T22:00:00Z");
    assert_eq!(
        chain.refused("anyone", &submit(&file("third"))),
        "wrong-previous"
    );
    // The right one, but said to be as of the third's time or later.
    for as_of in [1_795_384_800, 1_795_384_801] {
        let mut late = predecessor("second");
        late["as_of"] = as_of.into();
        chain.change(json!({ "previous": late }));
        assert_eq!(
            chain.refused("anyone", &submit(&file("third"))),
            "not-newer"
        );
    }
    chain.change(json!({"previous": predecessor("second")}));
    chain.execute("anyone", &submit(&file("third"))).unwrap();
}

/// A report missed by the contract: the admin names it, and the chain goes on.
#[test]
fn a_gap() {
    let mut chain = Chain::of_reports();
    chain.execute("anyone", &submit(&file("first"))).unwrap();
    chain.change(json!({"previous": predecessor("second")}));
    chain.at("2026-11-22T22:00:00Z");
    chain.execute("anyone", &submit(&file("third"))).unwrap();
    assert_eq!(latest(&chain), digest("third"));
}

#[test]
fn heartbeats_at_their_ends() {
    let with = |heartbeat: u64| {
        Chain::with(|message| {
            message["registry"] = data("chain-registry.json");
            message["policy"] = assay_testkit::contract::policy_of(&report(&file("first"))).into();
            message["heartbeat"] = heartbeat.into();
        })
        .unwrap()
    };
    // None at all: accepted and covering within the very second.
    let mut chain = with(0);
    assert_eq!(chain.refused("anyone", &submit(&file("first"))), "stale");
    chain.at("2026-11-20T22:00:00Z");
    chain.execute("anyone", &submit(&file("first"))).unwrap();
    assert_eq!(mint(&chain), "covered");
    chain.wait(1);
    assert_eq!(mint(&chain), "stale");
    // For ever.
    let mut chain = with(u64::MAX);
    chain.at("2126-11-20T22:00:00Z");
    chain.execute("anyone", &submit(&file("first"))).unwrap();
    assert_eq!(mint(&chain), "covered");
    // A shorter one counts at once when it is applied, for the report that is there.
    chain.change(json!({"heartbeat": 5}));
    assert_eq!(mint(&chain), "stale");
}
