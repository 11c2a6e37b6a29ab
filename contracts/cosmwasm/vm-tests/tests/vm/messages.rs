//! Messages that are none, and code that must be fit for a chain.

use std::collections::BTreeSet;

use assay_cosmwasm_vm_tests::{code as wasm, Chain, CAPABILITIES};
use assay_testkit::contract::{code, instantiate_for, report, submit, unix, vector_text, TIMELOCK};
use cosmwasm_vm::capabilities_from_csv;
use cosmwasm_vm::internals::{check_wasm, Logger};
use serde_json::json;

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
    chain.migrate_bytes(b"{}").unwrap();
}

#[test]
fn a_proposal_expires() {
    let (mut chain, _) = chain();
    let order = json!({"propose_registry": {"heartbeat": 5}});
    chain.execute("admin", &order).unwrap();
    let proposed = chain.query(&json!({"pending": {}})).unwrap();
    let expires = chain.now + TIMELOCK + 1_209_600;
    assert_eq!(proposed["change"]["expires"], expires);
    chain.now = expires + 1;
    let late = chain.execute("admin", &json!({"apply_registry": {}}));
    assert_eq!(code(&late.unwrap_err()), "proposal-expired");
    chain.now = expires;
    chain
        .execute("admin", &json!({"apply_registry": {}}))
        .unwrap();
    let config = chain.query(&json!({"config": {}})).unwrap();
    assert_eq!(
        (&config["heartbeat"], &config["grace"]),
        (&json!(5), &json!(1_209_600))
    );
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
        let bytes = message.as_bytes();
        let mut outcomes = vec![chain.query_bytes(bytes), chain.instantiate_bytes(bytes)];
        if message != "{}" {
            outcomes.push(chain.migrate_bytes(bytes));
        }
        for outcome in outcomes {
            assert_eq!(
                code(&outcome.unwrap_err()),
                "message-malformed",
                "{message}"
            );
        }
    }
}

#[test]
fn whatever_question_comes_has_a_code() {
    let (mut chain, _) = chain();
    for message in [
        r#"{"latest":{"digest":"00"}}"#,
        r#"{"report":{"digest":"00"}}"#,
        r#"{"report":{"digest":null}}"#,
        r#"{"report":{}}"#,
        r#"{"latest":{},"config":{}}"#,
        r#"{"can_mint":{"current_supply":1,"amount":"1"}}"#,
        r#"{"can_mint":{"current_supply":"1"}}"#,
        r#"{"can_mint":{"current_supply":"1","amount":"1","amount":"0"}}"#,
        r#"{"can_mint":{"current_supply":"-1","amount":"1"}}"#,
        r#"{"can_mint":{"current_supply":"1_0","amount":"1"}}"#,
        r#"{"can_mint":["0","0"]}"#,
    ] {
        let error = chain.query_bytes(message.as_bytes());
        assert_eq!(code(&error.unwrap_err()), "message-malformed", "{message}");
    }
    let unknown = format!(r#"{{"report":{{"digest":"{}"}}}}"#, "00".repeat(32));
    let error = chain.query_bytes(unknown.as_bytes());
    assert_eq!(code(&error.unwrap_err()), "unknown-report");
}

/// Text that is no JSON never reaches a contract on a chain; here it ends in an error of the host library, and in no trap.
#[test]
fn what_is_no_json_does_not_trap() {
    let (mut chain, _) = chain();
    for message in [
        "",
        "{",
        "\u{0}",
        "{\"pause\":{}}}",
        "{\"pause\":{}",
        "nul",
        "\"\\ud800\"",
    ] {
        let bytes = message.as_bytes();
        chain.execute_bytes("admin", bytes).unwrap_err();
        chain.query_bytes(bytes).unwrap_err();
        chain.migrate_bytes(bytes).unwrap_err();
        chain.instantiate_bytes(bytes).unwrap_err();
    }
    chain.execute_bytes("admin", &[0xff, 0xfe]).unwrap_err();
}

/// As many values as fit a transaction, and more: the memory that chains give is enough to refuse them.
#[test]
fn no_message_exhausts_memory() {
    let (mut chain, text) = chain();
    let good = instantiate_for(&report(&text), &Chain::address("admin")).to_string();
    let many =
        |item: &str, bytes: usize| item.repeat(bytes / item.len()) + item.trim_end_matches(',');
    let bytes = 1 << 20;
    let values = [
        format!("[{}]", many("0,", bytes)),
        format!("[{}]", many("[],", bytes)),
        format!("[{}]", many("{},", bytes)),
        format!("[{}]", many("\"\",", bytes)),
        format!("[{}]", many("\"a\",", bytes)),
        format!("[{}]", many("[[[[[[0]]]]]],", bytes)),
        format!("{{{}}}", many("\"\":0,", bytes)),
        format!("{{{}}}", many("\"a\":{},", bytes)),
    ];
    for value in &values {
        let field = format!(r#"{{"pause":{value}}}"#);
        let registry = format!(r#"{{"propose_registry":{{"registry":{value}}}}}"#);
        for message in [value, &field, &registry] {
            let start = &message[..40];
            let error = chain.execute_bytes("admin", message.as_bytes());
            assert_eq!(code(&error.unwrap_err()), "message-malformed", "{start}");
            let error = chain.query_bytes(message.as_bytes());
            assert_eq!(code(&error.unwrap_err()), "message-malformed", "{start}");
        }
        let error = chain.migrate_bytes(value.as_bytes());
        assert_eq!(code(&error.unwrap_err()), "message-malformed");
        let large = good.replacen(
            r#""custodians":["#,
            &format!(r#""custodians":[{value},"#),
            1,
        );
        assert_ne!(large, good);
        let error = chain.instantiate_bytes(large.as_bytes());
        assert_eq!(code(&error.unwrap_err()), "message-malformed");
    }
    // Fewer values than are counted, in a registry that is none: too many bytes of it, and not too many.
    for (bytes, expected) in [
        (
            3 * (assay_cosmwasm::json::MAX_VALUES - 100),
            "registry-too-large",
        ),
        (
            assay_cosmwasm::MAX_REGISTRY_BYTES - 10,
            "registry-malformed",
        ),
    ] {
        let most = format!("[{}]", many("{},", bytes));
        let message = format!(r#"{{"propose_registry":{{"registry":{most}}}}}"#);
        let error = chain.execute_bytes("admin", message.as_bytes());
        assert_eq!(code(&error.unwrap_err()), expected);
    }
}

#[test]
fn no_report_exhausts_memory() {
    let (mut chain, text) = chain();
    let fill = |before: &str, item: &str, after: &str| {
        let room = assay_cosmwasm::MAX_REPORT_BYTES - before.len() - after.len() - item.len();
        let items = item.repeat(room / item.len()) + item.trim_end_matches(',');
        format!("{before}{items}{after}")
    };
    let (before, after) = text.split_at(text.find("\"rows\": [").unwrap() + 9);
    let after = &format!(",{after}");
    for report in [
        fill("[", "0,", "]"),
        fill("[", "[],", "]"),
        fill("[", "{},", "]"),
        fill("[", "\"\",", "]"),
        fill("[", "\"a\",", "]"),
        fill("{", "\"\":0,", "}"),
        fill("{\"rows\":[", "{\"a\":[0]},", "]}"),
        fill("\"", "\\u0041", "\""),
        fill("", "[", ""),
        fill("", "9", ""),
        // Where a report has many of something.
        fill(before, "{},", after),
        fill(before, "0,", after),
    ] {
        let start = &report[..40];
        let error = chain.execute("anyone", &submit(&report)).unwrap_err();
        assert_eq!(code(&error), "malformed", "{start}");
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
