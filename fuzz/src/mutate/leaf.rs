//! Changes of one JSON value that has no parts.

use rand::RngExt;
use rand_chacha::ChaCha20Rng;
use serde_json::{json, Value};

/// Texts at the edges of what fields accept.
const TEXTS: [&str; 24] = [
    "",
    "0",
    "1",
    "00",
    "1.0",
    "0.000000000000000000000000000001",
    "999999999999999999999999999999999999999999999999999999999999999999999999999999",
    "18446744073709551615",
    "18446744073709551616",
    "2147483648",
    "-1",
    "1e3",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2024-02-29",
    "2100-02-29",
    "bill",
    "cash",
    "token",
    "é",
    "\u{202e}",
    "\u{0}",
    "v2",
    // Vesta's order, which no canonical scalar reaches.
    "01000000ed302d991bf94c09fc98462200000000000000000000000000000040",
];

/// Another value in place of this one: near it, at an edge, or of another type.
pub(super) fn change(value: &Value, rng: &mut ChaCha20Rng) -> Value {
    if rng.random_range(0..12) == 0 {
        let others = [
            json!(null),
            json!(true),
            json!([]),
            json!({}),
            json!(0),
            json!(""),
        ];
        return others[rng.random_range(0..others.len())].clone();
    }
    match value {
        Value::String(text) => match rng.random_range(0..4) {
            0 => TEXTS[rng.random_range(0..TEXTS.len())].into(),
            1 => text
                .parse::<i64>()
                .map_or_else(|_| retyped(text, rng), Value::from),
            _ => retyped(text, rng),
        },
        Value::Number(number) => {
            let old = number.as_i64().unwrap_or(0);
            match rng.random_range(0..8) {
                0 => old.wrapping_add(1).into(),
                1 => old.wrapping_sub(1).into(),
                2 => old.to_string().into(),
                3 => 1.5.into(),
                4 => (1u64 << rng.random_range(0..64)).into(),
                5 => ((1u64 << rng.random_range(1..64)) - 1).into(),
                6 => i64::MIN.into(),
                _ => rng.random_range(0..1_000u32).into(),
            }
        }
        _ => rng.random_range(0..2u32).into(),
    }
}

/// One character more, less, other, or twice.
fn retyped(text: &str, rng: &mut ChaCha20Rng) -> Value {
    let mut chars: Vec<char> = text.chars().collect();
    if chars.is_empty() {
        return "0".into();
    }
    let at = rng.random_range(0..chars.len());
    // Of the same class as often as not: what is refused for its form goes no further.
    let other = match chars[at] {
        'a'..='f' | '0'..='9' if rng.random() => {
            let digits = if text.len() >= 64 { 16 } else { 10 };
            char::from_digit(rng.random_range(0..digits), 16).unwrap_or('0')
        }
        'a'..='z' => rng.random_range('a'..='z'),
        'A'..='Z' => rng.random_range('A'..='Z'),
        _ => char::from(rng.random_range(b' '..=b'~')),
    };
    match rng.random_range(0..8) {
        0 => drop(chars.remove(at)),
        1 => chars.insert(at, other),
        2 => chars.truncate(at),
        3 => chars.extend(chars.clone()),
        _ => chars[at] = other,
    }
    chars.into_iter().collect::<String>().into()
}
