//! Every single change of the demo's report is refused: each JSON value, and each byte of the proof.

use crate::support::read;
use assay_statement::{parse_document, HexBytes, Registry, Report};
use assay_verifier::{verify_report, ReportError, VerifyOptions};
use serde_json::Value;

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

/// The JSON before and after the value at a path: written once for all changes of it, as writing takes longer than most
/// refusals.
fn around(report: &mut Value, path: &str) -> (String, String) {
    const MARK: &str = "<here>";
    let value = std::mem::replace(report.pointer_mut(path).unwrap(), MARK.into());
    let text = report.to_string();
    *report.pointer_mut(path).unwrap() = value;
    let (before, after) = text.split_once(&format!("\"{MARK}\"")).unwrap();
    (before.into(), after.into())
}

/// Runs some work on every core: it is given its number, and how many there are.
fn on_every_core(work: impl Fn(usize, usize) -> usize + Sync) -> usize {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..count)
            .map(|number| scope.spawn(move || work(number, count)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    })
}

#[test]
fn every_value_of_the_report() {
    let registry = registry();
    let text = read("report.json");
    assert!(accepted(&text, &registry));
    let report: Value = serde_json::from_str(&text).unwrap();
    let mut paths = Vec::new();
    leaves(&report, String::new(), &mut paths);
    assert!(paths.len() > 1_000);
    let tried = on_every_core(|number, count| {
        let (mut report, mut tried) = (report.clone(), 0);
        for path in paths.iter().skip(number).step_by(count) {
            let original = report.pointer(path).unwrap().clone();
            let (before, after) = around(&mut report, path);
            for change in changes(&original) {
                let changed = format!("{before}{change}{after}");
                assert!(
                    !accepted(&changed, &registry),
                    "{path}: {original} to {change}"
                );
                tried += 1;
            }
        }
        assert!(accepted(&report.to_string(), &registry));
        tried
    });
    assert!(tried > 4_000);
}

#[test]
fn every_byte_of_the_proof() {
    let registry = registry();
    let report: Report = parse_document(read("report.json").as_bytes()).unwrap();
    let good = report.proof.as_bytes().to_vec();
    let tried = on_every_core(|number, count| {
        let (mut report, mut tried) = (report.clone(), 0);
        for at in (number..good.len()).step_by(count) {
            let mut bytes = good.clone();
            bytes[at] ^= 1 << (at % 8);
            report.proof = HexBytes(bytes);
            let refused = verify_report(&report, &registry, &VerifyOptions::default());
            assert!(
                matches!(refused, Err(ReportError::Proof(_))),
                "byte {at}: {refused:?}"
            );
            tried += 1;
        }
        tried
    });
    assert_eq!(tried, good.len());
}
