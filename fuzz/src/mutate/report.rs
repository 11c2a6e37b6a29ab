//! Changes of `{"report": ..., "registry": ..., "options": ...}`: a report and what its verifier knows.

use std::sync::OnceLock;

use rand::RngExt;
use rand_chacha::ChaCha20Rng;
use serde_json::{json, Value};

use super::{elements, json as tree, rng, sign, store, Default};

/// The reports of the test vectors, from which parts are taken.
const REPORTS: [&str; 5] = [
    include_str!("../../../test-vectors/report/report.json"),
    include_str!("../../../test-vectors/report/successor.json"),
    include_str!("../../../test-vectors/report/inflated.json"),
    include_str!("../../../test-vectors/report/other-rows.json"),
    include_str!("../../../test-vectors/report/short.json"),
];

fn reports() -> &'static [Value] {
    static VALUES: OnceLock<Vec<Value>> = OnceLock::new();
    VALUES.get_or_init(|| {
        let read = |text: &str| serde_json::from_str(text).expect("a test vector is JSON");
        REPORTS.into_iter().map(read).collect()
    })
}

/// One to three changes: of the tree, of points and scalars in hex, of signatures; or parts of another report, or another
/// expectation of the verifier. Half of the reports are then signed anew.
pub fn case(data: &mut [u8], size: usize, max: usize, seed: u32, default: Default<'_>) -> usize {
    let mut rng = rng(seed);
    let value = serde_json::from_slice::<Value>(&data[..size]).ok();
    let Some(mut value) = value.filter(Value::is_object) else {
        // Whatever it is, there are better things to start from.
        return match size {
            0..=2 => store(data, fresh(&mut rng).to_string().as_bytes(), max),
            _ => default(data, size, max),
        };
    };
    if rng.random_range(0..16) == 0 {
        value = fresh(&mut rng);
    }
    for _ in 0..rng.random_range(1..=3) {
        change(&mut value, &mut rng);
    }
    if rng.random() {
        sign::again(&mut value["report"], &mut rng);
    }
    store(data, value.to_string().as_bytes(), max)
}

fn fresh(rng: &mut ChaCha20Rng) -> Value {
    let registry: Value =
        serde_json::from_str(include_str!("../../../test-vectors/report/registry.json"))
            .expect("a test vector is JSON");
    let report = reports()[rng.random_range(0..REPORTS.len())].clone();
    json!({ "report": report, "registry": registry, "options": {} })
}

fn change(value: &mut Value, rng: &mut ChaCha20Rng) {
    const PARTS: [&str; 8] = [
        "/report",
        "/report/book",
        "/report/policy",
        "/report/supply",
        "/report/attestations",
        "/report/refreshed",
        "/report/columns",
        "/registry",
    ];
    match rng.random_range(0..12) {
        0..=4 => {
            let part = PARTS[rng.random_range(0..PARTS.len())];
            value
                .pointer_mut(part)
                .into_iter()
                .for_each(|part| tree::change(part, rng));
        }
        5 | 6 => from_another(&mut value["report"], rng),
        7..=9 => in_hex(&mut value["report"], rng),
        10 => expect(value, rng),
        _ => validity(&mut value["registry"], rng),
    }
}

/// The same part of another report.
fn from_another(report: &mut Value, rng: &mut ChaCha20Rng) {
    let other = &reports()[rng.random_range(0..REPORTS.len())];
    let mut paths = Vec::new();
    tree::collect(other, String::new(), &mut paths);
    let path = &paths[rng.random_range(0..paths.len())];
    if let (Some(here), Some(there)) = (report.pointer_mut(path), other.pointer(path)) {
        *here = there.clone();
    }
}

/// Points and scalars of the proof, points and signatures outside it.
fn in_hex(report: &mut Value, rng: &mut ChaCha20Rng) {
    const FIELDS: [&str; 9] = [
        "/proof",
        "/proof",
        "/proof",
        "/refreshed/quantities",
        "/refreshed/tagged",
        "/columns/tags",
        "/columns/weights/0",
        "/attestations/0/commitment",
        "/attestations/1/signatures/0/signature",
    ];
    let field = FIELDS[rng.random_range(0..FIELDS.len())];
    let Some(Value::String(text)) = report.pointer_mut(field) else {
        return;
    };
    let Ok(mut bytes) = text.parse::<assay_statement::HexBytes>() else {
        return;
    };
    elements::change(&mut bytes.0, rng);
    *text = bytes.to_string();
}

/// What the verifier expects.
fn expect(value: &mut Value, rng: &mut ChaCha20Rng) {
    let report = &value["report"];
    let as_of = report["book"]["as_of"].clone();
    let times = [
        as_of,
        "2026-11-20T22:00:01Z".into(),
        "2026-11-20T21:59:59Z".into(),
        "2030-01-01T00:00:00Z".into(),
    ];
    let (name, new) = match rng.random_range(0..6) {
        0 | 1 => ("now", times[rng.random_range(0..times.len())].clone()),
        2 => ("max_age_seconds", rng.random_range(0..3u32).into()),
        3 => ("supply", report["supply"].clone()),
        4 => ("policy", report["policy"].clone()),
        _ => {
            let first = assay_statement::digest(&reports()[0]).map(|d| d.to_string());
            let before = match first {
                Ok(first) => {
                    serde_json::json!({ "report": first, "subject": report["book"]["subject"],
                    "as_of": times[rng.random_range(0..times.len())] })
                }
                Err(_) => "none".into(),
            };
            ("previous", before)
        }
    };
    if value["options"].is_object() {
        value["options"][name] = new;
    }
}

/// When the registry's keys are valid, and how many must sign.
fn validity(registry: &mut Value, rng: &mut ChaCha20Rng) {
    const TIMES: [&str; 4] = [
        "2026-11-20T21:59:59Z",
        "2026-11-20T22:00:00Z",
        "2026-11-20T22:00:01Z",
        "2020-01-01T00:00:00Z",
    ];
    let Some(custodian) =
        registry.pointer_mut(["/custodians/0", "/custodians/1"][rng.random_range(0..2)])
    else {
        return;
    };
    if rng.random_range(0..3) == 0 {
        if custodian.is_object() {
            custodian["threshold"] = rng.random_range(0..5u32).into();
        }
        return;
    }
    let end = ["not_before", "not_after"][rng.random_range(0..2)];
    let keys = custodian.get_mut("keys").and_then(Value::as_array_mut);
    for key in keys.into_iter().flatten().filter(|key| key.is_object()) {
        if rng.random() {
            key[end] = TIMES[rng.random_range(0..TIMES.len())].into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_statement::{parse_document, Report};

    #[test]
    fn many_changed_reports_are_still_reports() {
        let mut reports = 0;
        for seed in 0..200 {
            let mut data = vec![0; 1 << 16];
            let max = data.len();
            let size = case(&mut data, 0, max, seed, &mut |_, size, _| size);
            let size = case(&mut data, size, max, seed, &mut |_, size, _| size);
            let value: Value = serde_json::from_slice(&data[..size]).unwrap();
            let report = value["report"].to_string();
            reports += u32::from(parse_document::<Report>(report.as_bytes()).is_ok());
        }
        assert!(reports > 60, "{reports}");
    }

    #[test]
    fn changes_of_changes_never_fail() {
        let mut data = vec![0; 1 << 15];
        let (mut size, max) = (0, data.len());
        for seed in 0..1_500 {
            size = case(&mut data, size, max, seed, &mut |_, size, _| size / 2);
        }
    }
}
