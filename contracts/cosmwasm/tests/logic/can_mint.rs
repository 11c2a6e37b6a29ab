//! The gate in front of a mint.

use assay_testkit::contract::{policy_of, report, submit, vector_text, HEARTBEAT};
use cosmwasm_std::Timestamp;
use serde_json::{json, Value};

use crate::app::{attribute, Chain, REPORT};

fn ask(chain: &Chain, current: &str, amount: &str) -> (bool, String) {
    let answer = chain.query(&json!({"can_mint": {"current_supply": current, "amount": amount}}));
    assert_eq!(answer["can_mint"], answer["reason"] == "covered");
    (
        answer["can_mint"].as_bool().unwrap(),
        answer["reason"].as_str().unwrap().to_owned(),
    )
}

fn no(reason: &str) -> (bool, String) {
    (false, reason.to_owned())
}

fn covered() -> (bool, String) {
    (true, "covered".to_owned())
}

/// The tokens that `report.json` proves, in units of 10^-decimals, and whether they are a whole number of those.
fn proved(chain: &Chain, decimals: usize) -> (u128, bool) {
    let stored: Value = chain.query(&json!({"report": {"digest": REPORT}}));
    let tokens = stored["tokens"].as_str().unwrap();
    let (whole, fraction) = tokens.split_once('.').unwrap_or((tokens, ""));
    let kept: String = fraction
        .chars()
        .chain("0".repeat(decimals).chars())
        .take(decimals)
        .collect();
    let rest = fraction.chars().skip(decimals).all(|c| c == '0');
    (format!("{whole}{kept}").parse().unwrap(), rest)
}

fn submitted(decimals: u32) -> Chain {
    let mut chain = Chain::with(|message| message["decimals"] = decimals.into()).unwrap();
    chain.submit_report();
    chain
}

#[test]
fn not_without_a_report() {
    assert_eq!(ask(&Chain::new(), "0", "0"), no("no-report"));
}

#[test]
fn to_the_last_unit() {
    for decimals in [0, 1, 6, 18] {
        let chain = submitted(decimals);
        let (most, _) = proved(&chain, decimals as usize);
        assert!(most > 1);
        assert_eq!(ask(&chain, &most.to_string(), "0"), covered(), "{decimals}");
        assert_eq!(ask(&chain, "0", &most.to_string()), covered());
        assert_eq!(ask(&chain, &(most - 1).to_string(), "1"), covered());
        assert_eq!(ask(&chain, &most.to_string(), "1"), no("exceeds-proved"));
        assert_eq!(
            ask(&chain, &(most + 1).to_string(), "0"),
            no("exceeds-proved")
        );
    }
}

/// Tokens to be issued are room for a mint, to the last unit; payables, which are covered as well, are none.
#[test]
fn what_is_to_be_issued_can_be_minted() {
    // Both reports are about these tokens; the second covers a quarter of a million more, before they are minted.
    let (outstanding, room) = (106_250_000_500_001u128, 250_000_000_000u128);
    let asked =
        |chain: &Chain, amount: u128| ask(chain, &outstanding.to_string(), &amount.to_string());
    let without = submitted(6);
    assert_eq!(asked(&without, 0), covered());
    assert_eq!(asked(&without, 1), no("exceeds-proved"));

    let text = vector_text("payables.json");
    let pinned = policy_of(&report(&text));
    let mut chain = Chain::with(|message| message["policy"] = pinned.into()).unwrap();
    let done = chain.execute("anyone", &submit(&text)).unwrap();
    assert_eq!(asked(&chain, room), covered());
    assert_eq!(asked(&chain, room + 1), no("exceeds-proved"));
    let after = outstanding + room;
    assert_eq!(ask(&chain, &after.to_string(), "0"), covered());
    assert_eq!(ask(&chain, &after.to_string(), "1"), no("exceeds-proved"));

    let stored = chain.query(&json!({"latest": {}}))["report"].clone();
    let expected = [
        ("tokens", "106500000.500001"),
        ("to_be_issued", "250000"),
        ("payables", "908666.099999"),
        ("amount_to_cover", "107408666.6"),
    ];
    for (name, value) in expected {
        assert_eq!(stored[name], value, "{name}");
        assert_eq!(attribute(&done, name).as_deref(), Some(value), "{name}");
    }
    // Where there are none, the answer leaves them out and the event says so.
    let stored = without.query(&json!({"report": {"digest": REPORT}}));
    assert_eq!(
        [stored.get("to_be_issued"), stored.get("payables")],
        [None; 2]
    );
    let done = Chain::new().submit_report();
    for name in ["to_be_issued", "payables"] {
        assert_eq!(attribute(&done, name).as_deref(), Some("0"), "{name}");
    }
}

/// What was distributed is room for no mint; the answer says it, and since when it was earned.
#[test]
fn what_was_distributed_is_told() {
    let text = vector_text("income.json");
    let pinned = policy_of(&report(&text));
    let mut chain = Chain::with(|message| message["policy"] = pinned.into()).unwrap();
    let done = chain.execute("anyone", &submit(&text)).unwrap();
    let stored = chain.query(&json!({"latest": {}}))["report"].clone();
    assert_eq!(stored["distributed"], "259376.77046979062");
    assert_eq!(stored["income_since"], 1_792_530_000);
    let told = |name: &str| attribute(&done, name);
    assert_eq!(told("distributed").as_deref(), Some("259376.77046979062"));
    assert_eq!(told("income_since").as_deref(), Some("1792530000"));
    // Where the report has none, both leave them out.
    let mut without = Chain::new();
    let done = without.submit_report();
    let stored = without.query(&json!({"latest": {}}))["report"].clone();
    for name in ["distributed", "income_since"] {
        assert_eq!(stored.get(name), None, "{name}");
        assert_eq!(attribute(&done, name), None, "{name}");
    }
}

/// The proof of a report that owes a last place more than is held does not verify, so nothing can be minted on it.
#[test]
fn a_payable_that_is_not_covered_covers_no_mint() {
    let text = vector_text("payables-short.json");
    let pinned = policy_of(&report(&text));
    let mut chain = Chain::with(|message| message["policy"] = pinned.into()).unwrap();
    assert_eq!(chain.refused("anyone", &submit(&text)), "proof-weights");
    assert_eq!(ask(&chain, "0", "1"), no("no-report"));
}

/// A token may have as many decimals as a supply document can say.
#[test]
fn with_the_most_decimals() {
    let chain = submitted(36);
    let stored: Value = chain.query(&json!({"report": {"digest": REPORT}}));
    let tokens = stored["tokens"].as_str().unwrap();
    let (whole, fraction) = tokens.split_once('.').unwrap_or((tokens, ""));
    let all = format!("{whole}{fraction:0<36}");
    assert_eq!(ask(&chain, &all, "0"), covered());
    assert_eq!(ask(&chain, &all, "1"), no("exceeds-proved"));
    let error = Chain::with(|message| message["decimals"] = 37.into()).err();
    let expected = "decimals-invalid: expected at most 36 decimals, found 37";
    assert_eq!(error.as_deref(), Some(expected));
}

#[test]
fn sums_do_not_wrap() {
    let chain = submitted(6);
    let largest = "9".repeat(78);
    for (current, amount) in [
        (largest.as_str(), largest.as_str()),
        ("340282366920938463463374607431768211455", "1"),
        (
            "115792089237316195423570985008687907853269984665640564039457584007913129639935",
            "1",
        ),
        ("18446744073709551615", "18446744073709551615"),
    ] {
        assert_eq!(
            ask(&chain, current, amount),
            no("exceeds-proved"),
            "{current} {amount}"
        );
    }
}

#[test]
fn amounts_are_integers() {
    let chain = submitted(6);
    for bad in ["", "-1", "+1", "1.0", "1e3", "01", " 1", &"9".repeat(79)] {
        let message = json!({"can_mint": {"current_supply": bad, "amount": "1"}});
        let error = chain
            .app
            .wrap()
            .query_wasm_smart::<Value>(&chain.contract, &message)
            .unwrap_err();
        assert!(
            error
                .to_string()
                .contains("message-malformed: current_supply"),
            "{bad}: {error}"
        );
    }
}

#[test]
fn not_when_stale() {
    let mut chain = submitted(6);
    chain.wait(HEARTBEAT - 600);
    assert_eq!(ask(&chain, "0", "1"), covered());
    chain.wait(1);
    assert_eq!(ask(&chain, "0", "1"), no("stale"));
    assert_eq!(chain.query(&json!({"latest": {}}))["stale"], true);
    // Nor if the clock runs backwards past the report.
    chain
        .app
        .update_block(|block| block.time = Timestamp::from_seconds(1_795_211_999));
    assert_eq!(ask(&chain, "0", "1"), no("stale"));
}

#[test]
fn not_when_paused() {
    let mut chain = submitted(6);
    chain.execute("admin", &json!({"pause": {}})).unwrap();
    assert_eq!(ask(&chain, "0", "1"), no("paused"));
    chain.execute("admin", &json!({"unpause": {}})).unwrap();
    assert_eq!(ask(&chain, "0", "1"), covered());
}
