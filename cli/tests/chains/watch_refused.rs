//! `assay watch --once`: what it refuses, and what it leaves behind.

use std::path::Path;
use std::process::Stdio;

use assay_statement::digest;
use serde_json::{json, Value};

use crate::support::assay;
use crate::watch_dir::{at, change, events, find, names, text, WatchDir, DAYS};
use assay_testkit::sample_fund::{write, Fund, SUBJECT};

#[test]
fn refuses_what_no_verifier_would_take() {
    type Change = fn(&WatchDir, &Path);
    let cases: [(&str, &str, Change); 13] = [
        ("malformed", "supply.json: no supply", |_, dir| {
            std::fs::write(dir.join("supply.json"), "{").unwrap()
        }),
        ("malformed", "contents not shown", |_, dir| {
            change(&dir.join("northbank.opening.json"), |o| {
                o["quantities"][0]["quantity"] = "12x".into()
            })
        }),
        ("book-invalid", "", |_, dir| {
            change(&dir.join("book.json"), |b| {
                b["rows"][0]["price"] = "0".into()
            })
        }),
        ("opening-invalid", "northbank.opening.json", |_, dir| {
            change(&dir.join("northbank.opening.json"), |o| {
                o["as_of"] = at(DAYS[1]).into()
            })
        }),
        ("wrong-subject", "fund:other", |watch_dir, _| {
            watch_dir.configure(|c| c["subject"] = "fund:other".into())
        }),
        ("wrong-period", "2026-01-05", |_, dir| {
            std::fs::remove_dir_all(dir).unwrap();
            Fund::small().period(&at(DAYS[1])).write(dir);
        }),
        ("from-the-future", "now is", |watch_dir, dir| {
            std::fs::remove_dir_all(dir).unwrap();
            Fund::small()
                .period("2999-01-05T00:00:00Z")
                .write(&watch_dir.period("2999-01-05"));
        }),
        ("supply-invalid", "", |_, dir| {
            change(&dir.join("supply.json"), |s| s["currency"] = "EUR".into())
        }),
        ("supply-evidence", "supply entry 1: ", |_, dir| {
            change(&dir.join("supply.json"), |s| {
                let entry = json!({
                    "entry": "chain", "chain": "eip155:1", "token": format!("0x{}", "77".repeat(20)),
                    "block": 21_000_000, "block_hash": format!("0x{}", "11".repeat(32)), "raw": "0", "decimals": 6,
                    "evidence": {"slot": "00".repeat(32), "header": "c0", "account_proof": ["c0"], "storage_proof": []},
                });
                s["entries"].as_array_mut().unwrap().push(entry);
            })
        }),
        ("under-threshold", "", |watch_dir, _| {
            change(&watch_dir.path("registry.json"), |r| {
                let key = r["custodians"][0]["keys"][0].clone();
                let mut other = r["custodians"][1]["keys"][0].clone();
                other["public_key"] = format!("02{}", "11".repeat(32)).into();
                r["custodians"][0]["keys"] = json!([key, other]);
                r["custodians"][0]["threshold"] = 2.into();
            })
        }),
        ("wrong-policy", "", |watch_dir, _| {
            change(&watch_dir.path("registry.json"), |r| {
                r["policy"] = "11".repeat(32).into()
            })
        }),
        ("attestation-duplicate", "", |_, dir| {
            std::fs::copy(
                dir.join("northbank.attestation.json"),
                dir.join("x.attestation.json"),
            )
            .unwrap();
        }),
        ("opening-duplicate", "northbank", |_, dir| {
            std::fs::copy(
                dir.join("northbank.opening.json"),
                dir.join("x.opening.json"),
            )
            .unwrap();
        }),
    ];
    for (code, text, change) in cases {
        let watch_dir = WatchDir::with(&DAYS[..1]);
        change(&watch_dir, &watch_dir.period(DAYS[0]));
        watch_dir.refuses(code, text);
    }
}

#[test]
fn rules_that_do_not_hold_are_not_told() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    change(&watch_dir.period(DAYS[0]).join("supply.json"), |s| {
        let more = format!("{}9", s["entries"][0]["quantity"].as_str().unwrap());
        s["entries"][0]["quantity"] = more.into();
    });
    watch_dir.refuses("rules", "do not hold");
    let run = watch_dir.run();
    for secret in ["coverage", "short", "USD", "quantity"] {
        assert!(
            !run.stdout.contains(secret) && !run.stderr.contains(secret),
            "{}",
            run.stdout
        );
    }
    // Counters go on from run to run.
    let metrics = std::fs::read_to_string(watch_dir.path("reports/assay.prom")).unwrap();
    assert!(metrics.contains("reason=\"rules\"} 2\n"), "{metrics}");
}

#[test]
fn a_directory_that_is_no_period_is_told() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    for name in ["2026-01-32", ".hidden", "2026-01-05T2200Z"] {
        std::fs::create_dir(watch_dir.path("inbox").join(name)).unwrap();
    }
    std::fs::write(watch_dir.path("inbox/README"), "").unwrap();
    let (code, events) = watch_dir.once();
    assert_eq!(code, 1);
    assert_eq!(
        names(&events)
            .iter()
            .filter(|name| **name == "refused")
            .count(),
        2
    );
    assert_eq!(find(&events, "refused")["code"], "no-period");
    watch_dir.holds(&DAYS[..1]);
}

#[test]
fn an_empty_directory_begins_no_chain_unless_asked() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let run = assay(&["watch", "--config", &watch_dir.config(), "--once"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--begin"), "{}", run.stderr);
    assert!(!watch_dir.report(DAYS[0]).exists());
    assert_eq!(watch_dir.once().0, 0);
    assert_eq!(
        assay(&["watch", "--config", &watch_dir.config(), "--once"]).code,
        0
    );
}

#[test]
fn a_chain_that_is_broken_is_not_continued() {
    let watch_dir = WatchDir::with(&DAYS);
    assert_eq!(watch_dir.once().0, 0);
    let broken = |expected: &str| {
        let run = watch_dir.run();
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert!(
            run.stdout.is_empty() || names(&events(&run.stdout)) == ["metrics"],
            "{}",
            run.stdout
        );
    };
    let kept = watch_dir.path("kept.json");
    std::fs::rename(watch_dir.report(DAYS[1]), &kept).unwrap();
    broken("2026-01-07.report.json expected the report it follows");
    std::fs::write(watch_dir.report(DAYS[1]), "{}").unwrap();
    broken("2026-01-06.report.json is none");
    std::fs::rename(&kept, watch_dir.report(DAYS[1])).unwrap();
    watch_dir.holds(&DAYS);
    let metrics = std::fs::read_to_string(watch_dir.path("reports/assay.prom")).unwrap();
    // What was known is not forgotten by a run that fails.
    assert!(metrics.contains("assay_watch_reports_total{subject=\"fund:sample\"} 3\n"));
    assert!(metrics.contains("assay_watch_last_as_of_timestamp_seconds{"));
    for reason in ["chain-gap", "no-report"] {
        assert!(
            metrics.contains(&format!("reason=\"{reason}\"}} 1\n")),
            "{metrics}"
        );
    }
}

#[test]
fn a_chain_may_have_begun_elsewhere() {
    let watch_dir = WatchDir::with(&DAYS[1..]);
    let first = Fund::small().period(&at(DAYS[0])).prove(None);
    let before = digest(&first).unwrap();
    let previous = |as_of: &str| json!({ "report": before, "subject": SUBJECT, "as_of": as_of });
    // As old as the period that is to follow it: nothing is proved.
    watch_dir.configure(|c| c["previous"] = previous(&at(DAYS[1])));
    let (code, events) = watch_dir.once();
    assert_eq!(
        (code, &find(&events, "refused")["code"]),
        (1, &json!("not-newer"))
    );
    assert_eq!(find(&events, "refused")["period"], DAYS[1]);
    assert!(!watch_dir.report(DAYS[1]).exists());
    std::fs::remove_file(watch_dir.report(DAYS[2])).unwrap();
    watch_dir.configure(|c| c["previous"] = previous(&at(DAYS[0])));
    assert_eq!(watch_dir.once().0, 0);
    assert_eq!(watch_dir.read(DAYS[1]).previous, Some(before));
    write(&watch_dir.path("first.json"), &first);
    let [reports, registry, first] =
        ["reports", "registry.json", "first.json"].map(|name| text(&watch_dir.path(name)));
    let args = [
        "log",
        "verify",
        &reports,
        "--registry",
        &registry,
        "--previous",
        &first,
    ];
    assert_eq!(assay(&args).code, 0);
    watch_dir.configure(|_| ());
    assert_eq!(watch_dir.once().0, 2);
}

#[test]
fn one_at_a_time() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let mut running = watch_dir
        .command(&["--begin"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines =
        std::io::BufRead::lines(std::io::BufReader::new(running.stdout.take().unwrap()));
    let mut until = |name: &str| loop {
        let line = lines.next().unwrap().unwrap();
        let event: Value = serde_json::from_str(&line).unwrap();
        if event["event"] == name {
            return event;
        }
    };
    let idle = until("idle");
    assert_eq!((&idle["made"], &idle["pending"]), (&json!(1), &json!(0)));
    let run = watch_dir.run();
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(
        run.stderr.contains("another assay watch is at work"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.is_empty());
    // It looks again, and finds what came meanwhile; a failure does not end it.
    Fund::small()
        .period(&at(DAYS[1]))
        .write(&watch_dir.path("drop"));
    std::fs::rename(watch_dir.path("drop"), watch_dir.period(DAYS[1])).unwrap();
    assert_eq!(until("written")["period"], DAYS[1]);
    std::fs::rename(watch_dir.path("inbox"), watch_dir.path("away")).unwrap();
    assert_eq!(until("failed")["code"], "io");
    std::fs::rename(watch_dir.path("away"), watch_dir.path("inbox")).unwrap();
    until("idle");
    running.kill().unwrap();
    running.wait().unwrap();
    assert_eq!(watch_dir.once().0, 0);
    watch_dir.holds(&DAYS[..2]);
}

#[test]
fn a_reader_that_has_gone_away_is_no_error() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let mut running = watch_dir
        .command(&["--once", "--begin"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(running.stdout.take());
    let output = running.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stderr, b"");
    watch_dir.holds(&DAYS[..1]);
}

#[test]
fn metrics_tell_the_state() {
    let watch_dir = WatchDir::with(&DAYS[..2]);
    assert_eq!(watch_dir.once().0, 0);
    let text = std::fs::read_to_string(watch_dir.path("reports/assay.prom")).unwrap();
    let value = |name: &str| -> f64 {
        let start = format!("{name}{{subject=\"{SUBJECT}\"}} ");
        let line = text.lines().find_map(|line| line.strip_prefix(&start));
        line.unwrap_or_else(|| panic!("no {name} in {text}"))
            .parse()
            .unwrap()
    };
    let as_of = value("assay_watch_last_as_of_timestamp_seconds");
    assert_eq!(as_of, 1_767_736_800.0);
    assert_eq!(value("assay_watch_reports_total"), 2.0);
    assert_eq!(value("assay_watch_periods_pending"), 0.0);
    let run = value("assay_watch_last_run_timestamp_seconds");
    assert_eq!(value("assay_watch_last_success_timestamp_seconds"), run);
    assert_eq!(value("assay_watch_report_age_seconds"), run - as_of);
    // How long a proof took depends on the quantities.
    assert!(!text.contains("assay_watch_proving_seconds"));
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("# TYPE"))
            .count(),
        6
    );
}

#[test]
fn usage() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let refused = |expected: &str| {
        let run = watch_dir.run();
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert!(run.stdout.is_empty());
    };
    watch_dir.configure(|c| c["schedule"] = json!({}));
    refused("watch.json: schedule: expected either");
    watch_dir.configure(|c| c["inbox"] = "reports".into());
    refused("expected two directories");
    watch_dir.configure(|c| c["previous"] = "11".repeat(32).into());
    refused("watch.json: previous: expected an object with report, subject and as_of");
    let other = json!({ "report": "11".repeat(32), "subject": "fund:other", "as_of": at(DAYS[0]) });
    watch_dir.configure(|c| c["previous"] = other.clone());
    refused("watch.json: previous: the report it follows is about fund:other");
    watch_dir.configure(|c| c["colour"] = "red".into());
    refused("watch.json: ");
    watch_dir.configure(|c| c["registry"] = "none.json".into());
    refused("none.json: cannot read");
    watch_dir.configure(|c| c["policy"] = "registry.json".into());
    refused("expected \"kind\": \"policy\"");
    watch_dir.configure(|c| c["reports"] = "none".into());
    refused("none/.assay-watch.lock: cannot write");
    watch_dir.configure(|c| c["metrics"] = "inbox".into());
    refused("expected a file, found a directory");
    #[cfg(unix)]
    {
        let link = watch_dir.path("link.prom");
        std::os::unix::fs::symlink(watch_dir.path("elsewhere"), &link).unwrap();
        watch_dir.configure(|c| c["metrics"] = "link.prom".into());
        refused("link.prom: expected a regular file or none, found a symbolic link");
        let mut mkfifo = std::process::Command::new("mkfifo");
        let made = mkfifo.arg(watch_dir.path("fifo.prom")).status();
        assert!(made.unwrap().success());
        watch_dir.configure(|c| c["metrics"] = "fifo.prom".into());
        refused("fifo.prom: expected a regular file or none, found a FIFO");
    }
    watch_dir.configure(|c| c["metrics"] = "./watch.json".into());
    refused("does not end in .json");
    std::fs::rename(watch_dir.path("registry.json"), watch_dir.path("registry")).unwrap();
    watch_dir.configure(|c| {
        c["metrics"] = "./registry".into();
        c["registry"] = "registry".into();
    });
    refused("is an input of this command");
    std::fs::remove_file(watch_dir.path("watch.json")).unwrap();
    refused("watch.json: cannot read");
    let run = assay(&["watch"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--config"));
    assert!(assay(&["watch", "--help"]).stdout.contains("Examples:"));
}
