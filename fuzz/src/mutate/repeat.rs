//! Changes of `{"report": ..., "registry": ..., "repeat": [...]}`: those of a report, and which of its parts are there again
//! and again.

use rand::RngExt;
use rand_chacha::ChaCha20Rng;
use serde_json::{json, Value};

use super::{json as tree, report, rng, store, Default};

/// Another part to repeat in three of four cases, and otherwise, or besides, another report.
pub fn case(data: &mut [u8], size: usize, max: usize, seed: u32, default: Default<'_>) -> usize {
    let mut rng = rng(seed);
    let size = match rng.random_range(0..4) {
        0 => report::case(data, size, max, seed, default),
        _ => size,
    };
    let Some(mut value) = serde_json::from_slice::<Value>(&data[..size]).ok() else {
        return size;
    };
    if !value.is_object() {
        return size;
    }
    let count = rng.random_range(1..=2);
    value["repeat"] = (0..count)
        .map(|_| part(&value["report"], &mut rng))
        .collect();
    store(data, value.to_string().as_bytes(), max)
}

/// Any part of the report, some times: a value, or a list or object around one.
fn part(report: &Value, rng: &mut ChaCha20Rng) -> Value {
    let mut paths = Vec::new();
    tree::collect(report, String::new(), &mut paths);
    let mut at = match paths.is_empty() {
        true => String::new(),
        false => paths.swap_remove(rng.random_range(0..paths.len())),
    };
    for _ in 0..rng.random_range(0..3) {
        at.truncate(at.rfind('/').unwrap_or_default());
    }
    json!({ "at": at, "times": 1u32 << rng.random_range(0..20) })
}
