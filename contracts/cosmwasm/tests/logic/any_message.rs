//! Messages changed anywhere: never a panic, an error has a code, and what is refused leaves the storage as it was.

use assay_cosmwasm::entry::{execute, instantiate, query};
use assay_cosmwasm::json::Json;
use assay_testkit::contract::{
    instantiate_for, report, submit, unix, vector, vector_text, TIMELOCK,
};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockStorage};
use cosmwasm_std::{from_json, Env, MessageInfo, Timestamp};
use proptest::prelude::*;
use serde_json::{json, Value};

use crate::app::NOW;

/// What is put into a text, or in place of some of it.
const PIECES: [&str; 14] = [
    "null",
    "-1",
    "1.5",
    "1e400",
    "18446744073709551616",
    "\"\"",
    "{}",
    "[]",
    "{\"pause\":{}}",
    ",",
    "\\u0000",
    "\u{202e}",
    "]",
    "}",
];

/// One change: where, how much is left out, and what comes in its place.
fn change() -> impl Strategy<Value = (prop::sample::Index, usize, &'static str)> {
    let piece = prop_oneof![Just(""), prop::sample::select(&PIECES[..])];
    (any::<prop::sample::Index>(), 0..6usize, piece)
}

fn changed(mut text: String, changes: &[(prop::sample::Index, usize, &str)]) -> String {
    for (at, length, piece) in changes {
        let at = at.index(text.len() + 1);
        let end = (at + length).min(text.len());
        if text.is_char_boundary(at) && text.is_char_boundary(end) {
            text.replace_range(at..end, piece);
        }
    }
    text
}

fn env(seconds_later: u64) -> Env {
    let mut env = mock_env();
    env.block.time = Timestamp::from_seconds(unix(NOW) + seconds_later);
    env
}

fn dump(storage: &MockStorage) -> String {
    format!("{storage:?}")
}

fn has_a_code(error: &str) {
    let (code, _) = error.split_once(": ").unwrap();
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    assert!(!code.is_empty() && code.chars().all(word), "{error}");
}

fn set_up() -> Value {
    let admin = MockApi::default().addr_make("admin");
    instantiate_for(&report(&vector_text("report.json")), admin.as_str())
}

fn admin() -> MessageInfo {
    message_info(&MockApi::default().addr_make("admin"), &[])
}

/// Every kind of order and question.
fn messages() -> Vec<Value> {
    vec![
        submit(&vector_text("report.json")),
        json!({ "pause": {} }),
        json!({ "unpause": {} }),
        json!({ "propose_registry": { "registry": vector("registry.json"), "policy": "ab".repeat(32), "heartbeat": 60, "decimals": 6, "currency": "USD", "min_value_per_token": "1.5", "previous": { "report": "cd".repeat(32), "subject": "fund:x", "as_of": 7 } } }),
        json!({ "apply_registry": {} }),
        json!({ "cancel_registry": {} }),
        json!({ "propose_admin": { "admin": MockApi::default().addr_make("next") } }),
        json!({ "accept_admin": {} }),
        json!({ "latest": {} }),
        json!({ "pending": {} }),
        json!({ "can_mint": { "current_supply": "1", "amount": "2" } }),
        json!({ "report": { "digest": "ab".repeat(32) } }),
        json!({ "config": {} }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn orders_and_questions(message in prop::sample::select(messages()), changes in prop::collection::vec(change(), 0..4), later in 0..2 * TIMELOCK) {
        let mut deps = mock_dependencies();
        let setup: Json = from_json(set_up().to_string()).unwrap();
        instantiate(deps.as_mut(), env(0), admin(), setup).unwrap();
        let text = changed(message.to_string(), &changes);
        // What is no JSON is refused by the chain.
        if let Ok(message) = from_json::<Json>(&text) {
            let before = dump(&deps.storage);
            prop_assert!(before.len() > 1_000, "the storage is not shown");
            if let Err(error) = query(deps.as_ref(), env(later), message.clone()) {
                has_a_code(&error.to_string());
            }
            prop_assert_eq!(&dump(&deps.storage), &before);
            if let Err(error) = execute(deps.as_mut(), env(later), admin(), message) {
                has_a_code(&error.to_string());
                prop_assert_eq!(dump(&deps.storage), before);
            }
        }
    }

    #[test]
    fn set_ups(changes in prop::collection::vec(change(), 0..4)) {
        let mut deps = mock_dependencies();
        if let Ok(message) = from_json::<Json>(changed(set_up().to_string(), &changes)) {
            let before = dump(&deps.storage);
            if let Err(error) = instantiate(deps.as_mut(), env(0), admin(), message) {
                has_a_code(&error.to_string());
                prop_assert_eq!(dump(&deps.storage), before);
            }
        }
    }
}
