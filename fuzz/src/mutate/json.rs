//! Changes of JSON documents: of their tree, and of how they are written.

use rand::RngExt;
use rand_chacha::ChaCha20Rng;
use serde_json::{Map, Value};

use super::{leaf, rng, store, Default};

/// One to three changes of the tree, or libFuzzer's own changes of the bytes, which are all there is for bytes that are no JSON.
pub fn document(
    data: &mut [u8],
    size: usize,
    max: usize,
    seed: u32,
    default: Default<'_>,
) -> usize {
    let mut rng = rng(seed);
    let value = serde_json::from_slice::<Value>(&data[..size]).ok();
    match value.filter(|_| rng.random_range(0..4) > 0) {
        None => default(data, size, max),
        Some(mut value) => {
            for _ in 0..rng.random_range(1..=3) {
                change(&mut value, &mut rng);
            }
            store(data, write(&value, &mut rng).as_bytes(), max)
        }
    }
}

/// One change somewhere in the tree.
pub(super) fn change(root: &mut Value, rng: &mut ChaCha20Rng) {
    let mut paths = Vec::new();
    collect(root, String::new(), &mut paths);
    let path = &paths[rng.random_range(0..paths.len())];
    if rng.random_range(0..8) == 0 {
        // What stands elsewhere, also here.
        let other = &paths[rng.random_range(0..paths.len())];
        let copy = root.pointer(other).cloned();
        if let (Some(here), Some(copy)) = (root.pointer_mut(path), copy) {
            *here = copy;
        }
        return;
    }
    let Some(here) = root.pointer_mut(path) else {
        return;
    };
    match here {
        Value::Object(map) => change_object(map, rng).into_iter().for_each(|v| *here = v),
        Value::Array(items) => change_list(items, rng),
        plain => *plain = leaf::change(plain, rng),
    }
}

/// JSON pointers of the value and of everything in it.
pub(super) fn collect(value: &Value, path: String, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
            map.iter()
                .for_each(|(name, v)| collect(v, format!("{path}/{}", escaped(name)), out));
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, v)| collect(v, format!("{path}/{i}"), out)),
        _ => {}
    }
    out.push(path);
}

/// What is to stand in its place, if it is to be an object no more.
fn change_object(map: &mut Map<String, Value>, rng: &mut ChaCha20Rng) -> Option<Value> {
    let names: Vec<String> = map.keys().cloned().collect();
    if names.is_empty() {
        map.insert("extra".into(), rng.random_range(0..9u32).into());
        return None;
    }
    let name = &names[rng.random_range(0..names.len())];
    let other = &names[rng.random_range(0..names.len())];
    match rng.random_range(0..6) {
        0 => drop(map.remove(name)),
        1 => drop(map.insert("extra".into(), map[name].clone())),
        2 => drop(map.insert(format!("{name}s"), map[name].clone())),
        3 => {
            let (a, b) = (map[name].clone(), map[other].clone());
            map.insert(name.clone(), b);
            map.insert(other.clone(), a);
        }
        4 => drop(map.insert(name.clone(), Value::Null)),
        // serde reads a struct from the list of its values too.
        _ => return Some(map.values().cloned().collect()),
    }
    None
}

fn change_list(items: &mut Vec<Value>, rng: &mut ChaCha20Rng) {
    if items.is_empty() {
        return items.push("0".into());
    }
    let (at, other) = (
        rng.random_range(0..items.len()),
        rng.random_range(0..items.len()),
    );
    match rng.random_range(0..5) {
        0 => drop(items.remove(at)),
        1 => items.insert(other, items[at].clone()),
        2 => items.swap(at, other),
        3 => items.truncate(at),
        _ => items.reverse(),
    }
}

/// The text of the value: mostly plain, at times in another spelling of the same JSON, or with a field given twice.
pub(super) fn write(value: &Value, rng: &mut ChaCha20Rng) -> String {
    let plain = value.to_string();
    match rng.random_range(0..16) {
        0 => serde_json::to_string_pretty(value).unwrap_or(plain),
        1 => plain.replacen("\":", "\" :\t", rng.random_range(1..5)),
        2 => plain.replacen('a', "\\u0061", rng.random_range(1..5)),
        3 => plain.replacen('/', "\\/", 2),
        4 => {
            let first = plain.get(1..).and_then(|rest| rest.split_once(','));
            match first {
                Some((field, _)) if plain.starts_with('{') => {
                    plain.replacen(field, &format!("{field},{field}"), 1)
                }
                _ => plain,
            }
        }
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_most_of_the_time_and_mostly_to_json() {
        let text = include_str!("../../../test-vectors/report/supply.json");
        let original: Value = serde_json::from_str(text).unwrap();
        let (mut same, mut broken) = (0, 0);
        for seed in 0..1_000 {
            let mut data = vec![0; 4_096];
            data[..text.len()].copy_from_slice(text.as_bytes());
            let max = data.len();
            let size = document(&mut data, text.len(), max, seed, &mut |_, size, _| size);
            match serde_json::from_slice::<Value>(&data[..size]) {
                Ok(value) => same += u32::from(value == original),
                Err(_) => broken += 1,
            }
        }
        // A quarter is libFuzzer's, here one that does nothing.
        assert!(same < 400 && broken < 20, "{same} {broken}");
    }

    #[test]
    fn takes_little_room() {
        let mut data = *b"{\"a\":[1,2,3,4,5]}";
        for seed in 0..200 {
            let (size, max) = (data.len(), data.len());
            assert!(document(&mut data, size, max, seed, &mut |_, size, _| size) <= max);
        }
    }
}
