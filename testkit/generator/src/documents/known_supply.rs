//! Registries that list tokens and ask for a least value. Added later: cases keep their numbers.

use serde_json::{json, Value};

use super::samples::with;
use crate::vector_file::VectorFile;

const TOKENS: &str = "/tokens";
const LEAST: &str = "/least_value_per_token";

/// A list of one token, with one field changed.
fn changed(name: &str, value: impl Into<Value>) -> Value {
    let mut token =
        json!({ "chain": "eip155:1", "token": "0x77", "decimals": 6, "slot": "02".repeat(32) });
    token[name] = value.into();
    json!([token])
}

pub fn add_to(file: &mut VectorFile) {
    let slot = "02".repeat(32);
    let good = [
        (
            "a token",
            TOKENS,
            json!([{ "chain": "solana:5eykt", "token": "t", "decimals": 9 }]),
        ),
        ("a token with its slot", TOKENS, changed("decimals", 18)),
        // Whether it makes sense is not asked here.
        (
            "a token of 255 decimals, twice",
            TOKENS,
            json!([changed("decimals", 255)[0], changed("slot", slot)[0]]),
        ),
        (
            "a least value",
            LEAST,
            json!({ "currency": "USD", "value": "0.50" }),
        ),
    ];
    for (comment, at, value) in good {
        file.valid(
            "Spelling",
            &format!("registry: {comment}"),
            with("registry", at, value),
        );
    }
    let mut without = changed("decimals", 6);
    without[0].as_object_mut().unwrap().remove("decimals");
    let bad = [
        ("no token where the field is", TOKENS, json!([])),
        ("tokens of null", TOKENS, Value::Null),
        ("a token without decimals", TOKENS, without),
        (
            "a token with decimals as text",
            TOKENS,
            changed("decimals", "6"),
        ),
        ("a token of 256 decimals", TOKENS, changed("decimals", 256)),
        (
            "a token without a chain's name",
            TOKENS,
            changed("chain", "1"),
        ),
        (
            "a token with a field that does not exist",
            TOKENS,
            changed("name", "t"),
        ),
        (
            "a token with a slot of null",
            TOKENS,
            changed("slot", Value::Null),
        ),
        (
            "a token with a slot of 31 bytes",
            TOKENS,
            changed("slot", "02".repeat(31)),
        ),
        (
            "a token with a slot in upper case",
            TOKENS,
            changed("slot", "0A".repeat(32)),
        ),
        (
            "a least value of zero",
            LEAST,
            json!({ "currency": "USD", "value": "0.00" }),
        ),
        (
            "a least value as a number",
            LEAST,
            json!({ "currency": "USD", "value": 1 }),
        ),
        (
            "a least value without a currency",
            LEAST,
            json!({ "value": "1" }),
        ),
        (
            "a least value in dollars by their name",
            LEAST,
            json!({ "currency": "dollar", "value": "1" }),
        ),
        ("a least value as text", LEAST, "1".into()),
    ];
    for (comment, at, value) in bad {
        file.refused(
            "malformed",
            "Form",
            &format!("registry: {comment}"),
            with("registry", at, value),
        );
    }
}
