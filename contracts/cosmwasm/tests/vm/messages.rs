//! Messages that are none, and code that must be fit for a chain.

use std::collections::BTreeSet;

use cosmwasm_vm::capabilities_from_csv;
use cosmwasm_vm::internals::{check_wasm, Logger};
use serde_json::json;

use crate::chain::{code as wasm, Chain, CAPABILITIES};
use crate::support::{code, instantiate_for, report, submit, unix, vector_text};

/// A contract that waits for `report.json`.
fn chain() -> (Chain, String) {
    let text = vector_text("report.json");
    let mut chain = Chain::new(unix("2026-11-20T22:10:00Z"));
    let admin = Chain::address("admin");
    chain
        .instantiate(&instantiate_for(&report(&text), &admin))
        .unwrap();
    (chain, text)
}

#[test]
fn chains_take_the_code() {
    let limits = cosmwasm_vm::WasmLimits::default();
    let capabilities = capabilities_from_csv(CAPABILITIES);
    check_wasm(wasm(), &capabilities, &limits, Logger::Off).unwrap();
    // And without a capability that it says it needs, they do not.
    let fewer = capabilities
        .into_iter()
        .filter(|name| name != "cosmwasm_2_1")
        .collect();
    check_wasm(wasm(), &fewer, &limits, Logger::Off).unwrap_err();
}

#[test]
fn the_same_answers_as_in_rust() {
    let (mut chain, text) = chain();
    let supply = |current: &str, amount: &str| json!({"can_mint": {"current_supply": current, "amount": amount}});
    assert_eq!(
        chain.query(&supply("0", "1")).unwrap()["reason"],
        "no-report"
    );
    let events = chain.execute("anyone", &submit(&text)).unwrap();
    let keys: BTreeSet<_> = events["attributes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["key"].as_str().unwrap().to_owned())
        .collect();
    for key in [
        "action",
        "report",
        "as_of",
        "tokens",
        "amount_to_cover",
        "currency",
    ] {
        assert!(keys.contains(key), "{key}");
    }
    let latest = chain.query(&json!({"latest": {}})).unwrap();
    assert_eq!(
        latest["report"]["digest"],
        "0af66c5aab4194b3e1c355f243ebf78b9d06b1fa4da845ca921f6a81165d61b6"
    );
    assert_eq!(chain.query(&supply("0", "1")).unwrap()["can_mint"], true);
    let successor = chain.execute("anyone", &submit(&vector_text("successor.json")));
    assert_eq!(code(&successor.unwrap_err()), "not-newer");
    let again = chain.execute("anyone", &submit(&text));
    assert_eq!(code(&again.unwrap_err()), "replayed");
    chain.migrate(&json!({})).unwrap();
}

#[test]
fn whatever_json_comes_has_a_code() {
    let (mut chain, _) = chain();
    for message in [
        r#"null"#,
        r#"true"#,
        r#"1.5"#,
        r#"-1"#,
        r#""pause""#,
        r#"[]"#,
        r#"{}"#,
        r#"{"pause":{},"unpause":{}}"#,
        r#"{"pause":{},"pause":{}}"#,
        r#"{"pause":[]}"#,
        r#"{"pause":null}"#,
        r#"{"pause":{"now":true}}"#,
        r#"{"steal":{}}"#,
        r#"{"submit":{}}"#,
        r#"{"submit":{"report":{}}}"#,
        r#"{"submit":{"report":"{}","report":"{}"}}"#,
        r#"{"submit":["{}"]}"#,
        r#"{"propose_registry":{"heartbeat":null}}"#,
        r#"{"propose_registry":{"heartbeat":1.0}}"#,
        r#"{"propose_registry":{"heartbeat":1,"heartbeat":2}}"#,
        r#"{"propose_registry":[null,null,5]}"#,
        r#"{"propose_registry":{"registry":0.5}}"#,
    ] {
        let error = chain.execute_bytes("admin", message.as_bytes());
        assert_eq!(code(&error.unwrap_err()), "message-malformed", "{message}");
    }
}

/// A registry with a field twice is none, though JSON readers would take it.
#[test]
fn a_registry_is_read_as_strictly_as_ever() {
    let text = vector_text("report.json");
    let message = instantiate_for(&report(&text), &Chain::address("admin")).to_string();
    for (from, to, expected) in [
        (
            r#""kind":"registry""#,
            r#""kind":"registry","kind":"registry""#,
            "registry-malformed",
        ),
        (
            r#""threshold":1"#,
            r#""threshold":null"#,
            "registry-malformed",
        ),
        (
            r#""threshold":1"#,
            r#""threshold":1.0"#,
            "message-malformed",
        ),
        (r#""threshold":1"#, r#""threshold":0"#, "registry-invalid"),
        (
            r#""threshold":1"#,
            r#""threshold":1,"more":1"#,
            "registry-malformed",
        ),
    ] {
        let changed = message.replacen(from, to, 1);
        assert_ne!(changed, message);
        let mut chain = Chain::new(unix("2026-11-20T22:10:00Z"));
        let error = chain.instantiate_bytes(changed.as_bytes()).unwrap_err();
        assert_eq!(code(&error), expected, "{to}: {error}");
    }
}

#[test]
fn a_large_report_is_refused_unread() {
    let (mut chain, text) = chain();
    let large = format!(
        "{text}{}",
        " ".repeat(assay_cosmwasm::MAX_REPORT_BYTES + 1 - text.len())
    );
    let error = chain.execute("anyone", &submit(&large)).unwrap_err();
    assert_eq!(code(&error), "report-too-large");
    let refused = chain.gas;
    chain
        .execute(
            "anyone",
            &submit(&large[..assay_cosmwasm::MAX_REPORT_BYTES]),
        )
        .unwrap();
    assert!(chain.gas > refused);
}

/// Deeply nested lists end in a refusal by the host's reader or the contract's, never in a trap.
#[test]
fn nesting_does_not_trap() {
    let (mut chain, _) = chain();
    for depth in [100, 10_000] {
        let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        chain.execute_bytes("anyone", deep.as_bytes()).unwrap_err();
        let error = chain.execute("anyone", &submit(&deep)).unwrap_err();
        assert_eq!(code(&error), "malformed");
    }
}
