//! What a verifier knows of a supply for itself: decimals and storage slots of tokens, and the least value of one. Added later:
//! cases keep their numbers.

use serde_json::{json, Value};

use super::list::{List, BASE};
use assay_testkit::patch::{add, replace, Edit};

const CHAIN: &str = "eip155:1";
const TOKEN: &str = "0x5b1c0000000000000000000000000000000000a5";
/// As EIP-55 would write it, with capital letters.
const IN_CAPITALS: &str = "0x5B1C0000000000000000000000000000000000A5";
/// Where the total supply is, and where somebody's allowance is: some hash.
const SUPPLY_SLOT: &str = "0000000000000000000000000000000000000000000000000000000000000002";
const ALLOWANCE_SLOT: &str = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1";

pub fn add_to(list: &mut List) {
    good_tokens(list);
    other_decimals(list);
    other_slots(list);
    values(list);
    registries(list);
}

fn token(name: &str, decimals: u8) -> Value {
    json!({ "chain": CHAIN, "token": name, "decimals": decimals })
}

fn with_slot(slot: &str) -> Value {
    json!({ "chain": CHAIN, "token": TOKEN, "decimals": 6, "slot": slot })
}

/// The registry lists these.
fn registered(tokens: &[Value]) -> Edit {
    add("/registry/tokens", json!(tokens))
}

/// The options name these.
fn named(tokens: &[Value]) -> Edit {
    add("/options/tokens", json!(tokens))
}

/// The report comes with evidence about this slot, which nobody looks at before.
fn evidence_of(slot: &str) -> Edit {
    let evidence =
        json!({ "slot": slot, "header": "f9", "account_proof": ["f8"], "storage_proof": ["f8"] });
    add("/report/supply/entries/0/evidence", evidence)
}

fn good_tokens(list: &mut List) {
    let mut good = |comment: &str, edit: Edit| list.valid(BASE, "Expectation", comment, vec![edit]);
    good(
        "the registry knows the decimals",
        registered(&[token(TOKEN, 6)]),
    );
    good(
        "the registry writes the token with capital letters",
        registered(&[token(IN_CAPITALS, 6)]),
    );
    good(
        "the registry knows a slot, and there is no evidence",
        registered(&[with_slot(SUPPLY_SLOT)]),
    );
    let mut elsewhere = token(TOKEN, 18);
    elsewhere["chain"] = "eip155:10".into();
    good(
        "the registry lists another chain's token with other decimals",
        registered(&[elsewhere]),
    );
    good("the options know the decimals", named(&[token(TOKEN, 6)]));
    list.valid(
        BASE,
        "Expectation",
        "registry and options know the decimals",
        vec![registered(&[token(TOKEN, 6)]), named(&[token(TOKEN, 6)])],
    );
}

fn other_decimals(list: &mut List) {
    let mut bad = |comment: &str, edits: Vec<Edit>| {
        list.refused("token-decimals", "Expectation", comment, edits);
    };
    bad(
        "15 decimals instead of 6: a billionth of the tokens to cover",
        vec![
            registered(&[token(TOKEN, 6)]),
            replace("/report/supply/entries/0/decimals", 15),
        ],
    );
    bad(
        "the registry knows of one decimal less",
        vec![registered(&[token(TOKEN, 5)])],
    );
    bad(
        "the registry knows other decimals of the token in capital letters",
        vec![registered(&[token(IN_CAPITALS, 7)])],
    );
    bad(
        "the report writes a known token with capital letters, with other decimals",
        vec![
            registered(&[token(TOKEN, 6)]),
            replace("/report/supply/entries/0/token", IN_CAPITALS),
            replace("/report/supply/entries/0/decimals", 15),
        ],
    );
    bad(
        "the options know other decimals",
        vec![named(&[token(TOKEN, 18)])],
    );
    bad(
        "the options know other decimals than report and registry",
        vec![registered(&[token(TOKEN, 6)]), named(&[token(TOKEN, 18)])],
    );
}

fn other_slots(list: &mut List) {
    let allowance = || evidence_of(ALLOWANCE_SLOT);
    let mut bad = |comment: &str, edits: Vec<Edit>| {
        list.refused("token-slot", "Expectation", comment, edits);
    };
    bad(
        "evidence of an allowance, the registry knows the slot of the supply",
        vec![registered(&[with_slot(SUPPLY_SLOT)]), allowance()],
    );
    bad(
        "evidence of an allowance, the options know the slot of the supply",
        vec![named(&[with_slot(SUPPLY_SLOT)]), allowance()],
    );
}

fn values(list: &mut List) {
    let least = |currency: &str, value: &str| json!({ "currency": currency, "value": value });
    let places = [
        ("registry", "/registry/least_value_per_token"),
        ("options", "/options/least_value_per_token"),
    ];
    for (who, at) in places {
        let ask = |currency: &str, value: &str| add(at, least(currency, value));
        list.valid(
            BASE,
            "Boundary",
            &format!("the value per token that the {who} asks for, in another spelling"),
            vec![ask("USD", "1")],
        );
        list.refused(
            "value-too-low",
            "Boundary",
            &format!("the least bit less for a token than the {who} asks for"),
            vec![ask("USD", &format!("1.{}1", "0".repeat(29)))],
        );
        list.refused(
            "value-too-low",
            "Expectation",
            &format!("a hundredth for a token, the {who} asks for a dollar"),
            vec![
                ask("USD", "1.00"),
                replace("/report/supply/value_per_token", "0.01"),
            ],
        );
        list.refused(
            "wrong-currency",
            "Expectation",
            &format!("the {who} asks for a least value in another currency"),
            vec![ask("EUR", "0.01")],
        );
    }
    let [(_, registry), (_, options)] = places;
    list.refused(
        "value-too-low",
        "Expectation",
        "the options ask for more than the registry",
        vec![
            add(registry, least("USD", "0.99")),
            add(options, least("USD", "1.01")),
        ],
    );
}

fn registries(list: &mut List) {
    let mut bad = |comment: &str, tokens: &[Value]| {
        list.refused(
            "registry-invalid",
            "TrustRoot",
            comment,
            vec![registered(tokens)],
        );
    };
    bad(
        "the registry lists a token twice",
        &[token(TOKEN, 6), token(TOKEN, 6)],
    );
    bad(
        "a token twice, once with capital letters",
        &[token(TOKEN, 6), token(IN_CAPITALS, 6)],
    );
    bad("a token of 37 decimals", &[token("0x77", 37)]);
}
