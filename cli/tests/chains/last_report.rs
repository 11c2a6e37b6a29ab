//! Nothing is built on a last report that does not verify.

use std::path::Path;

use serde_json::{json, Value};

use crate::deadline::Service;
use crate::support::{assay, Run};
use crate::watch_dir::{change, text, WatchDir, DAYS};
use assay_testkit::sample_fund::write;

type Damage = (&'static str, fn(&mut Value));

/// Each with the code that `assay verify` gives.
const DAMAGES: [Damage; 4] = [
    ("proof-invalid", |report| {
        let proof = report["proof"].as_str().unwrap().len();
        other_digit(&mut report["proof"], proof - 64)
    }),
    ("signature-invalid", |report| {
        let signature = &mut report["attestations"][0]["signatures"][0]["signature"];
        other_digit(signature, 0)
    }),
    ("attestation-book", |report| {
        report["book"]["rows"][1]["price"] = "0.98".into()
    }),
    ("proof-malformed", |report| report["proof"] = "00".into()),
];

fn other_digit(hex: &mut Value, at: usize) {
    let mut text = hex.as_str().unwrap().to_string();
    let digit = if text[at..].starts_with('0') {
        "1"
    } else {
        "0"
    };
    text.replace_range(at..=at, digit);
    *hex = text.into();
}

fn codes(path: &Path, registry: &Path) -> Value {
    let args = [
        "verify",
        &text(path),
        "--registry",
        &text(registry),
        "--json",
    ];
    let verdict: Value = serde_json::from_str(&assay(&args).stdout).unwrap();
    verdict["code"].clone()
}

#[test]
fn watch_waits_until_it_is_put_back() {
    for registry in [true, false] {
        for (code, damage) in DAMAGES {
            let watch_dir = WatchDir::with(&DAYS[..1]);
            watch_dir.configure(|config| {
                if !registry {
                    config.as_object_mut().unwrap().remove("registry");
                }
            });
            assert_eq!(watch_dir.once().0, 0);
            let path = watch_dir.report(DAYS[0]);
            let kept = std::fs::read(&path).unwrap();
            change(&path, damage);
            let told = codes(&path, &watch_dir.path("registry.json"));
            watch_dir.add(DAYS[1]);
            let run = watch_dir.run();
            assert_eq!(run.code, 2, "{code}: {}", run.stdout);
            let message = "2026-01-05.report.json: the report does not verify";
            assert!(run.stderr.contains(message), "{}", run.stderr);
            assert_eq!(told, code, "{}", run.stderr);
            let metrics = std::fs::read_to_string(watch_dir.path("reports/assay.prom")).unwrap();
            assert!(
                metrics.contains(&format!("reason=\"{code}\"}} 1\n")),
                "{metrics}"
            );
            assert!(
                metrics.contains("periods_pending{subject=\"fund:sample\"} 1\n"),
                "{metrics}"
            );
            assert!(!watch_dir.report(DAYS[1]).exists());
            // The true one leaves no gap.
            std::fs::write(&path, &kept).unwrap();
            assert_eq!(watch_dir.once().0, 0);
            watch_dir.holds(&DAYS[..2]);
        }
    }
}

#[test]
fn a_service_goes_on_once_it_is_put_back() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let mut service = Service::start(&mut watch_dir.command(&["--begin"]));
    service.until("idle");
    let path = watch_dir.report(DAYS[0]);
    let [damaged, whole] = ["damaged", "whole"].map(|name| watch_dir.path(name));
    for copy in [&damaged, &whole] {
        std::fs::copy(&path, copy).unwrap();
    }
    // Replaced as a whole, as the service looks meanwhile.
    change(&damaged, DAMAGES[0].1);
    std::fs::rename(&damaged, &path).unwrap();
    watch_dir.put(DAYS[1]);
    assert_eq!(service.until("failed")["code"], "proof-invalid");
    std::fs::rename(&whole, &path).unwrap();
    assert_eq!(service.until("written")["period"], DAYS[1]);
    drop(service);
    assert_eq!(watch_dir.once().0, 0);
    watch_dir.holds(&DAYS[..2]);
}

/// What a registry pins is the policy of reports to come: otherwise no policy could ever be changed.
#[test]
fn a_new_policy_may_follow_an_old_one() {
    let watch_dir = WatchDir::with(&DAYS[..2]);
    std::fs::write(watch_dir.period(DAYS[1]).join("skip"), "").unwrap();
    assert_eq!(watch_dir.once().0, 0);
    std::fs::remove_file(watch_dir.period(DAYS[1]).join("skip")).unwrap();
    let mut policy = watch_dir.read(DAYS[0]).policy;
    policy.name = "Stricter".into();
    write(&watch_dir.period(DAYS[1]).join("policy.json"), &policy);
    let pinned = assay_statement::digest(&policy).unwrap().to_string();
    change(&watch_dir.path("registry.json"), |registry| {
        registry["policy"] = pinned.into()
    });
    assert_eq!(watch_dir.once().0, 0);
    assert_eq!(watch_dir.read(DAYS[1]).policy.name, "Stricter");
}

/// Nor could the value that a token is owed ever rise.
#[test]
fn a_higher_least_value_may_follow_a_lower_one() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    assert_eq!(watch_dir.once().0, 0);
    watch_dir.add(DAYS[1]);
    change(&watch_dir.period(DAYS[1]).join("supply.json"), |supply| {
        supply["value_per_token"] = "1.0001".into()
    });
    change(&watch_dir.path("registry.json"), |registry| {
        registry["least_value_per_token"] = json!({"currency": "USD", "value": "1.0001"})
    });
    let run = watch_dir.run();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let value = watch_dir.read(DAYS[1]).supply.value_per_token;
    assert_eq!(value.to_string(), "1.0001");
}

fn prove(watch_dir: &WatchDir, more: &[&str]) -> Run {
    let dir = watch_dir.period(DAYS[1]);
    let mut args = vec!["prove".to_string()];
    for (option, file) in [
        ("--book", "book.json"),
        ("--policy", "policy.json"),
        ("--supply", "supply.json"),
    ] {
        args.extend([option.into(), text(&dir.join(file))]);
    }
    for custodian in ["northbank", "eastcustody", "harbortrust"] {
        for kind in ["opening", "attestation"] {
            let file = dir.join(format!("{custodian}.{kind}.json"));
            args.extend([format!("--{kind}"), text(&file)]);
        }
    }
    args.extend(["--out".into(), text(&watch_dir.path("out.json"))]);
    args.extend(more.iter().map(|arg| arg.to_string()));
    assay(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn prove_follows_none_that_does_not_verify() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    assert_eq!(watch_dir.once().0, 0);
    watch_dir.add(DAYS[1]);
    let path = watch_dir.report(DAYS[0]);
    let kept = std::fs::read(&path).unwrap();
    let [previous, registry] = [&path, &watch_dir.path("registry.json")].map(|path| text(path));
    let refused = |args: &[&str], expected: &str| {
        let run = prove(&watch_dir, args);
        assert_eq!(run.code, 2, "{}", run.stdout);
        let start =
            format!("error: {previous}: the report does not verify, and none can follow it: ");
        assert!(run.stderr.starts_with(&start), "{}", run.stderr);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert!(!watch_dir.path("out.json").exists());
    };
    for (_, damage) in DAMAGES {
        change(&path, damage);
        refused(&["--previous", &previous], "");
        refused(&["--previous", &previous, "--registry", &registry], "");
        std::fs::write(&path, &kept).unwrap();
    }
    // A registry that does not know a key.
    let other = watch_dir.path("other.json");
    std::fs::copy(&registry, &other).unwrap();
    change(&other, |registry| {
        registry["custodians"].as_array_mut().unwrap().remove(0);
    });
    refused(
        &["--previous", &previous, "--registry", &text(&other)],
        "northbank",
    );
    let run = prove(&watch_dir, &["--registry", &registry]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains("--previous <FILE>"), "{}", run.stderr);
    let run = prove(
        &watch_dir,
        &["--previous", &previous, "--registry", &registry],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
}
