//! Reports: exit code 0 if they verify, 1 if not, with a stable code for the reason.

use crate::support::{file, read, verify_with, TestDir};
use serde_json::Value;

#[track_caller]
fn invalid_with(report: &str, registry: &str, extra: &[&str], code: &str) {
    let (exit, value) = verify_with(report, registry, extra);
    assert_eq!(
        (exit, value["valid"].as_bool()),
        (1, Some(false)),
        "{value}"
    );
    // A change that only the proof can tell shows at whichever check comes first.
    let found = value["code"].as_str().unwrap();
    let right = match code {
        "proof-" => found.starts_with(code),
        _ => found == code,
    };
    assert!(right, "expected {code}: {value}");
    assert!(value["message"].as_str().unwrap().starts_with(report));
}

#[track_caller]
fn changed(code: &str, change: impl FnOnce(&mut Value)) {
    let test_dir = TestDir::new();
    let report = test_dir.changed("report.json", change);
    invalid_with(&report, &file("registry.json"), &[], code);
}

#[track_caller]
fn registry(code: &str, change: impl FnOnce(&mut Value)) {
    let test_dir = TestDir::new();
    let registry = test_dir.changed("registry.json", change);
    invalid_with(&file("report.json"), &registry, &[], code);
}

/// Another digit or letter in place of one character.
fn flip(value: &mut Value, at: usize) {
    let mut text: Vec<u8> = value.as_str().unwrap().into();
    text[at] = if text[at] == b'0' { b'1' } else { b'0' };
    *value = String::from_utf8(text).unwrap().into();
}

#[test]
fn time() {
    let (report, registry) = (file("report.json"), file("registry.json"));
    let late = ["--now", "2026-11-22T10:00:01Z", "--max-age", "36h"];
    invalid_with(&report, &registry, &late, "stale");
    let in_time = ["--now", "2026-11-22T10:00:00Z", "--max-age", "36h"];
    assert_eq!(verify_with(&report, &registry, &in_time).0, 0);
    invalid_with(
        &report,
        &registry,
        &["--now", "2026-11-20T21:59:59Z"],
        "from-the-future",
    );
}

#[test]
fn what_the_verifier_knows_better() {
    let test_dir = TestDir::new();
    let (report, registry) = (file("report.json"), file("registry.json"));
    let supply = test_dir.changed("supply.json", |s| flip(&mut s["entries"][0]["raw"], 5));
    invalid_with(&report, &registry, &["--supply", &supply], "wrong-supply");
    let policy = test_dir.changed("policy.json", |p| p["rules"][8]["shift_bps"] = 100.into());
    invalid_with(&report, &registry, &["--policy", &policy], "wrong-policy");
    invalid_with(
        &report,
        &registry,
        &["--previous", &report],
        "wrong-previous",
    );
}

#[test]
fn reports_are_read_strictly() {
    let test_dir = TestDir::new();
    let registry = file("registry.json");
    let text = read("report.json");
    let proof = text.find("\"proof\"").unwrap();
    for broken in [
        text[..text.len() / 2].to_string(),
        format!("{text}x"),
        String::new(),
        "[]".to_string(),
        text.replacen("\"v1\"", "\"v2\"", 1),
        text.replacen("\"kind\": \"report\"", "\"kind\": \"book\"", 1),
        text.replacen("\"k\": 10", "\"k\": 10.0", 1),
        text.replacen("\"k\": 10", "\"k\": null", 1),
        format!("{}\"extra\": 1, {}", &text[..proof], &text[proof..]),
        format!("{}\"proof\": \"\", {}", &text[..proof], &text[proof..]),
        " ".repeat(33 << 20),
    ] {
        let report = test_dir.write("report.json", &broken);
        invalid_with(&report, &registry, &[], "malformed");
    }
    std::fs::write(test_dir.out("report.json"), b"{\"assay\":\"v1\xff\"}").unwrap();
    invalid_with(&test_dir.out("report.json"), &registry, &[], "malformed");
}

#[test]
fn changed_contents() {
    // Of a security at two custodians, and of one alone and everywhere.
    changed("book-invalid", |r| {
        flip(&mut r["book"]["rows"][3]["price"], 5)
    });
    changed("attestation-book", |r| {
        let instrument = r["book"]["rows"][3]["instrument"].clone();
        let rows = r["book"]["rows"].as_array_mut().unwrap().iter_mut();
        rows.filter(|row| row["instrument"] == instrument)
            .for_each(|row| flip(&mut row["price"], 5));
    });
    changed("wrong-subject", |r| {
        r["book"]["subject"] = "fund:other".into()
    });
    changed("wrong-policy", |r| {
        r["policy"]["rules"][8]["shift_bps"] = 100.into()
    });
    changed("book-invalid", |r| {
        let row = r["book"]["rows"][0].clone();
        r["book"]["rows"].as_array_mut().unwrap().push(row);
    });
    changed("supply-invalid", |r| {
        r["supply"]["as_of"] = "2026-11-19T22:00:00Z".into()
    });
    changed("proof-", |r| flip(&mut r["supply"]["entries"][0]["raw"], 6));
    changed("proof-", |r| r["previous"] = "11".repeat(32).into());
}

#[test]
fn changed_points_and_proof() {
    changed("point-invalid", |r| {
        r["refreshed"]["quantities"] = "ff".repeat(32).into()
    });
    changed("point-identity", |r| {
        r["refreshed"]["tagged"] = "00".repeat(32).into()
    });
    changed("proof-", |r| {
        r["refreshed"]["quantities"] = r["refreshed"]["tagged"].clone()
    });
    changed("proof-", |r| {
        let point = r["refreshed"]["tagged"].take();
        r["refreshed"]["tagged"] = r["refreshed"]["quantities"].take();
        r["refreshed"]["quantities"] = point;
    });
    changed("proof-malformed", |r| {
        r["proof"] = format!("{}00", r["proof"].as_str().unwrap()).into()
    });
    changed("proof-malformed", |r| r["proof"] = "".into());
}

#[test]
fn changed_attestations() {
    changed("attestation-order", |r| {
        r["attestations"].as_array_mut().unwrap().swap(0, 1)
    });
    changed("attestation-missing", |r| {
        r["attestations"].as_array_mut().unwrap().pop();
    });
    changed("attestation-duplicate", |r| {
        let first = r["attestations"][0].clone();
        r["attestations"][2] = first;
    });
    changed("attestation-time", |r| {
        r["attestations"][0]["as_of"] = "2026-11-20T21:00:00Z".into()
    });
    changed("attestation-subject", |r| {
        r["attestations"][0]["subject"] = "fund:other".into()
    });
    changed("under-threshold", |r| {
        r["attestations"][1]["signatures"]
            .as_array_mut()
            .unwrap()
            .pop();
    });
    changed("signature-invalid", |r| {
        flip(&mut r["attestations"][0]["signatures"][0]["signature"], 9)
    });
}

#[test]
fn changed_registry() {
    registry("wrong-subject", |r| r["subject"] = "fund:other".into());
    registry("key-expired", |r| {
        r["custodians"][0]["keys"][0]["not_after"] = "2026-11-20T21:59:59Z".into()
    });
    registry("under-threshold", |r| {
        r["custodians"][1]["threshold"] = 3.into()
    });
    registry("key-unknown", |r| {
        r["custodians"][1]["keys"].as_array_mut().unwrap().remove(0);
    });
}
