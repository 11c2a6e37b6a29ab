//! What a report says one token is worth is the issuer's word: the contract has a least value of its own, in a currency of its own.

use assay_testkit::contract::{submit, vector_text};
use serde_json::{json, Value};

use crate::app::{attribute, Chain, REPORT};

/// Set up for `report.json`, which says 1.00 USD.
fn chain_with(field: &str, value: &str) -> Result<Chain, String> {
    Chain::with(|message| message[field] = value.into())
}

fn reason(chain: &Chain) -> Value {
    let question = json!({"can_mint": {"current_supply": "0", "amount": "1"}});
    chain.query(&question)["reason"].clone()
}

#[test]
fn a_token_must_not_be_worth_less() {
    for least in ["0", "0.99", "1", "1.00", "1.000000"] {
        let mut chain = chain_with("min_value_per_token", least).unwrap();
        let done = chain.submit_report();
        let told = attribute(&done, "value_per_token");
        assert_eq!(told.as_deref(), Some("1.00"), "{least}");
        assert_eq!(reason(&chain), "covered");
    }
    let report = submit(&vector_text("report.json"));
    for least in ["1.0000000001", "1.01", "2"] {
        let mut chain = chain_with("min_value_per_token", least).unwrap();
        assert_eq!(chain.refused("anyone", &report), "value-too-low", "{least}");
        assert_eq!(reason(&chain), "no-report");
    }
}

#[test]
fn nor_be_told_in_another_currency() {
    let mut chain = chain_with("currency", "EUR").unwrap();
    let report = submit(&vector_text("report.json"));
    assert_eq!(chain.refused("anyone", &report), "wrong-currency");
    assert_eq!(reason(&chain), "no-report");
}

/// The registry's own tokens and least value are held to besides the contract's settings.
#[test]
fn the_registry_may_know_tokens_and_ask_for_a_value() {
    let token = |decimals: u8| json!([{ "chain": "eip155:1", "token": "0x5b1c0000000000000000000000000000000000a5", "decimals": decimals }]);
    let least = |currency: &str, value: &str| json!({ "currency": currency, "value": value });
    for (field, value, expected) in [
        ("tokens", token(6), None),
        ("tokens", token(15), Some("token-decimals")),
        ("least_value_per_token", least("USD", "1"), None),
        (
            "least_value_per_token",
            least("USD", "1.01"),
            Some("value-too-low"),
        ),
        (
            "least_value_per_token",
            least("EUR", "0.5"),
            Some("wrong-currency"),
        ),
    ] {
        let mut chain = Chain::with(|message| message["registry"][field] = value.clone()).unwrap();
        match expected {
            None => drop(chain.submit_report()),
            Some(code) => {
                let report = submit(&vector_text("report.json"));
                assert_eq!(chain.refused("anyone", &report), code, "{value}");
            }
        }
    }
    let twice = json!([token(6)[0], token(6)[0]]);
    let refused = Chain::with(|message| message["registry"]["tokens"] = twice);
    let error = refused.err().unwrap();
    assert_eq!(assay_testkit::contract::code(&error), "registry-invalid");
}

#[test]
fn what_is_stored_is_measured_anew_after_a_change() {
    let mut chain = Chain::with_report();
    let stored = chain.query(&json!({"report": {"digest": REPORT}}));
    assert_eq!(stored["value_per_token"], "1.00");
    for (change, expected) in [
        (json!({"min_value_per_token": "1.01"}), "superseded"),
        (json!({"min_value_per_token": "0.5"}), "covered"),
        (json!({"currency": "EUR"}), "superseded"),
        (json!({"currency": "USD"}), "covered"),
    ] {
        chain.change(change.clone());
        assert_eq!(reason(&chain), expected, "{change}");
    }
    let config = chain.query(&json!({"config": {}}));
    assert_eq!(
        [&config["currency"], &config["min_value_per_token"]],
        ["USD", "0.5"]
    );
}

#[test]
fn settings_that_are_none() {
    for (field, value) in [
        ("currency", "usd"),
        ("currency", ""),
        ("currency", "EU"),
        ("min_value_per_token", ""),
        ("min_value_per_token", "-1"),
        ("min_value_per_token", "1,00"),
        ("min_value_per_token", "01"),
        ("min_value_per_token", "1e3"),
    ] {
        let error = chain_with(field, value).err().unwrap();
        assert_eq!(
            assay_testkit::contract::code(&error),
            "message-malformed",
            "{value}"
        );
        let proposal = json!({"propose_registry": {field: value}});
        assert_eq!(
            Chain::new().refused("admin", &proposal),
            "message-malformed"
        );
    }
    for field in ["currency", "min_value_per_token"] {
        let left_out = Chain::with(|message| {
            message.as_object_mut().unwrap().remove(field);
        });
        let error = left_out.err().unwrap();
        assert_eq!(
            assay_testkit::contract::code(&error),
            "message-malformed",
            "{field}"
        );
    }
}

#[test]
fn a_proposal_tells_both() {
    let mut chain = Chain::new();
    let change = json!({"propose_registry": {"currency": "EUR", "min_value_per_token": "1.5"}});
    let done = chain.execute("admin", &change).unwrap();
    assert_eq!(attribute(&done, "currency").as_deref(), Some("EUR"));
    assert_eq!(
        attribute(&done, "min_value_per_token").as_deref(),
        Some("1.5")
    );
}
