//! Every single change of the demo's report is refused: each JSON value, and each byte of the proof.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use assay_statement::{parse_document, HexBytes, Registry, Report};
use assay_verifier::{verify_report, ReportError, VerifyOptions};
use serde_json::Value;
use support::read;

fn registry() -> Registry {
    parse_document(read("registry.json").as_bytes()).unwrap()
}

fn accepted(text: &str, registry: &Registry) -> bool {
    match parse_document::<Report>(text.as_bytes()) {
        Ok(report) => verify_report(&report, registry, &VerifyOptions::default()).is_ok(),
        Err(_) => false,
    }
}

/// JSON pointers of all strings, numbers and booleans.
fn leaves(value: &Value, path: String, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let escape = |key: &str| key.replace('~', "~0").replace('/', "~1");
            fields
                .iter()
                .for_each(|(key, v)| leaves(v, format!("{path}/{}", escape(key)), out));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(i, v)| leaves(v, format!("{path}/{i}"), out));
        }
        _ => out.push(path),
    }
}

/// One character more, less or other; numbers one up.
fn changes(value: &Value) -> Vec<Value> {
    match value {
        Value::Number(n) => vec![(n.as_u64().unwrap() + 1).into(), "1".into()],
        Value::String(text) => {
            let mut changed = vec![format!("{text}0"), text[..text.len() - 1].to_string()];
            // The first, a middle and the last character, for another one of its class.
            for at in [0, text.len() / 2, text.len() - 1] {
                let old = text.as_bytes()[at];
                let new = match old {
                    b'9' | b'f' => 'a',
                    b'0'..=b'8' | b'a'..=b'e' => char::from(old + 1),
                    b'z' | b'Z' => 'A',
                    _ => 'b',
                };
                let other = format!("{}{new}{}", &text[..at], &text[at + 1..]);
                if other != *text {
                    changed.push(other);
                }
            }
            changed.into_iter().map(Value::from).collect()
        }
        other => panic!("no change for {other}"),
    }
}

#[test]
fn every_value_of_the_report() {
    let registry = registry();
    let text = read("report.json");
    assert!(accepted(&text, &registry));
    let mut report: Value = serde_json::from_str(&text).unwrap();
    assert!(accepted(&report.to_string(), &registry));
    let mut paths = Vec::new();
    leaves(&report, String::new(), &mut paths);
    assert!(paths.len() > 1_000);
    let mut tried = 0;
    for path in &paths {
        let original = report.pointer(path).unwrap().clone();
        for change in changes(&original) {
            *report.pointer_mut(path).unwrap() = change.clone();
            assert!(
                !accepted(&report.to_string(), &registry),
                "{path}: {original} to {change}"
            );
            tried += 1;
        }
        *report.pointer_mut(path).unwrap() = original;
    }
    assert!(tried > 4_000);
    assert!(accepted(&report.to_string(), &registry));
}

#[test]
fn every_byte_of_the_proof() {
    let registry = registry();
    let report: Report = parse_document(read("report.json").as_bytes()).unwrap();
    let good = report.proof.as_bytes().to_vec();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (mut report, registry, good) = (report.clone(), &registry, &good);
            scope.spawn(move || {
                for at in (thread..good.len()).step_by(threads) {
                    let mut bytes = good.clone();
                    bytes[at] ^= 1 << (at % 8);
                    report.proof = HexBytes(bytes);
                    let refused = verify_report(&report, registry, &VerifyOptions::default());
                    assert!(
                        matches!(refused, Err(ReportError::Proof(_))),
                        "byte {at}: {refused:?}"
                    );
                }
            });
        }
    });
}
