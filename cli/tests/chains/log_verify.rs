//! `assay log verify`: what is one chain, and what is not, each fault by its code.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assay_statement::{digest, Report};
use serde_json::Value;

use crate::support::{assay, Run};
use assay_testkit::sample_fund::{write, Fund};

const DAYS: [&str; 4] = [
    "2026-11-16T22:00:00Z",
    "2026-11-17T22:00:00Z",
    "2026-11-18T22:00:00Z",
    "2026-11-19T22:00:00Z",
];
const NOW: &str = "2026-11-20T10:00:00Z";

/// Four reports in a chain; then one that also follows the first, and one that follows none.
fn reports() -> &'static (Vec<Report>, Report, Report) {
    static REPORTS: OnceLock<(Vec<Report>, Report, Report)> = OnceLock::new();
    REPORTS.get_or_init(|| {
        let fund = Fund::small();
        let mut chain: Vec<Report> = Vec::new();
        for day in DAYS {
            let previous = chain.last().map(|report| digest(report).unwrap());
            chain.push(fund.period(day).prove(previous));
        }
        let first = Some(digest(&chain[0]).unwrap());
        let fork = fund.period("2026-11-18T23:00:00Z").prove(first);
        let other = fund.period("2026-11-18T23:30:00Z").prove(None);
        (chain, fork, other)
    })
}

struct ReportsDir {
    dir: tempfile::TempDir,
}

impl ReportsDir {
    /// The chain, its files named in another order.
    fn new() -> ReportsDir {
        let reports_dir = ReportsDir::empty();
        for (name, report) in ["d", "a", "c", "b"].iter().zip(&reports().0) {
            reports_dir.put(name, report);
        }
        reports_dir
    }

    fn empty() -> ReportsDir {
        let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        std::fs::create_dir(dir.path().join("reports")).unwrap();
        write(&dir.path().join("registry.json"), &Fund::small().registry());
        ReportsDir { dir }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn report(&self, name: &str) -> PathBuf {
        self.path("reports").join(format!("{name}.json"))
    }

    fn put(&self, name: &str, report: &Report) {
        write(&self.report(name), report);
    }

    fn remove(&self, name: &str) {
        std::fs::remove_file(self.report(name)).unwrap();
    }

    fn run(&self, extra: &[&str]) -> Run {
        let [dir, registry] = ["reports", "registry.json"].map(|name| text(&self.path(name)));
        let mut args = vec!["log", "verify", &dir, "--registry", &registry, "--now", NOW];
        args.extend(extra);
        assay(&args)
    }

    fn json(&self, extra: &[&str]) -> (i32, Value) {
        let run = self.run(&[extra, &["--json"]].concat());
        let value = serde_json::from_str(&run.stdout)
            .unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr));
        (run.code, value)
    }

    /// Refused with exactly these faults: code and file.
    #[track_caller]
    fn refused(&self, extra: &[&str], expected: &[(&str, &str)]) -> Value {
        let (code, value) = self.json(extra);
        let faults = value["faults"].as_array().unwrap();
        let found: Vec<(&str, &str)> = faults
            .iter()
            .map(|fault| {
                let file = fault["file"].as_str().unwrap_or("");
                (fault["code"].as_str().unwrap(), file)
            })
            .collect();
        assert_eq!(found, expected, "{value}");
        assert_eq!((code, &value["valid"]), (1, &Value::Bool(false)));
        assert_eq!(value["code"], expected[0].0);
        let run = self.run(extra);
        assert_eq!(run.code, 1);
        assert!(run.stdout.starts_with("NOT VALID: "), "{}", run.stdout);
        assert_eq!(run.stdout.matches("  code ").count(), expected.len());
        value
    }
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().into()
}

#[test]
fn a_chain_verifies() {
    let reports_dir = ReportsDir::new();
    let (code, value) = reports_dir.json(&[]);
    assert_eq!((code, &value["valid"]), (0, &Value::Bool(true)), "{value}");
    let files: Vec<_> = value["chain"].as_array().unwrap().iter().collect();
    let names: Vec<_> = files
        .iter()
        .map(|entry| entry["file"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["d.json", "a.json", "c.json", "b.json"]);
    let last = digest(&reports().0[3]).unwrap().to_string();
    assert_eq!(files[3]["report"], last);
    assert_eq!(value["age_seconds"], 12 * 3_600);
    assert_eq!(value["policies"], serde_json::json!(["Sample"]));
    let unasked: Vec<_> = value["not_checked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| &n["check"])
        .collect();
    assert_eq!(unasked, ["supply", "value-per-token", "policy", "age"]);

    let run = reports_dir.run(&["--max-age", "12h"]);
    assert_eq!(run.code, 0);
    for text in [
        "VALID\n",
        "4, one chain",
        "12 h 0 min",
        "fund:sample",
        &last,
    ] {
        assert!(run.stdout.contains(text), "{text}: {}", run.stdout);
    }
    reports_dir.refused(&["--max-age", "11h"], &[("stale", "b.json")]);
}

#[test]
fn the_policy_may_be_pinned() {
    let reports_dir = ReportsDir::new();
    let policy = reports_dir.path("policy.json");
    let mut wanted = reports().0[0].policy.clone();
    write(&policy, &wanted);
    let (code, value) = reports_dir.json(&["--policy", &text(&policy)]);
    assert_eq!(code, 0);
    assert_eq!(value["not_checked"].as_array().unwrap().len(), 3);
    wanted.name = "Other".into();
    write(&policy, &wanted);
    reports_dir.refused(&["--policy", &text(&policy)], &[("wrong-policy", "d.json")]);
}

#[test]
fn a_chain_may_follow_a_report_that_is_elsewhere() {
    let reports_dir = ReportsDir::new();
    let first = reports_dir.path("first.json");
    std::fs::rename(reports_dir.report("d"), &first).unwrap();
    let (code, value) = reports_dir.json(&["--previous", &text(&first)]);
    assert_eq!((code, value["reports"].as_u64()), (0, Some(3)), "{value}");
    assert_eq!(
        value["previous"],
        digest(&reports().0[0]).unwrap().to_string()
    );
    reports_dir.refused(&[], &[("chain-gap", "a.json")]);
    // The whole chain does not follow its own second report.
    std::fs::rename(&first, reports_dir.report("d")).unwrap();
    let second = text(&reports_dir.report("a"));
    let faults = [("chain-not-first", "d.json")];
    reports_dir.refused(&["--previous", &second], &faults);
}

/// The report that is elsewhere is of the same moment as the first one here, or about another fund.
#[test]
fn a_chain_follows_an_older_report_of_its_subject() {
    let fund = Fund::small();
    let reports_dir = ReportsDir::empty();
    let before = fund.period(DAYS[0]).prove(None);
    let elsewhere = reports_dir.path("before.json");
    write(&elsewhere, &before);
    let again = fund.period(DAYS[0]);
    reports_dir.put("a", &again.prove(Some(digest(&before).unwrap())));
    let value = reports_dir.refused(
        &["--previous", &text(&elsewhere)],
        &[("not-newer", "a.json")],
    );
    let message = value["message"].as_str().unwrap();
    assert!(message.contains("expected a later time than that of the report it follows"));

    let mut foreign = before;
    foreign.book.subject = "fund:other".parse().unwrap();
    write(&elsewhere, &foreign);
    let next = fund.period(DAYS[1]);
    reports_dir.put("a", &next.prove(Some(digest(&foreign).unwrap())));
    let value = reports_dir.refused(
        &["--previous", &text(&elsewhere)],
        &[("wrong-subject", "a.json")],
    );
    assert_eq!(
        value["message"],
        "a.json: the report it follows is about fund:other, the report about fund:sample"
    );
}

#[test]
fn a_report_that_is_missing_leaves_a_gap() {
    let reports_dir = ReportsDir::new();
    reports_dir.remove("a");
    let value = reports_dir.refused(&[], &[("chain-gap", "c.json")]);
    let missing = digest(&reports().0[1]).unwrap().to_string();
    assert!(value["message"].as_str().unwrap().contains(&missing));
    // The last one leaves none: whoever has a later one knows better.
    let reports_dir = ReportsDir::new();
    reports_dir.remove("b");
    assert_eq!(reports_dir.json(&[]).0, 0);
}

#[test]
fn forks_and_other_chains_are_found() {
    let (_, fork, other) = reports();
    let reports_dir = ReportsDir::new();
    reports_dir.put("fork", fork);
    let value = reports_dir.refused(&[], &[("chain-fork", "fork.json")]);
    assert!(value["message"]
        .as_str()
        .unwrap()
        .contains("and so does a.json"));
    reports_dir.put("other", other);
    let faults = [
        ("chain-fork", "fork.json"),
        ("chain-several-first", "other.json"),
    ];
    reports_dir.refused(&[], &faults);
}

#[test]
fn a_report_twice_is_told_apart_from_two() {
    let reports_dir = ReportsDir::new();
    // Another file of the same report: white space does not matter.
    let compact = serde_json::to_string(&reports().0[2]).unwrap();
    std::fs::write(reports_dir.report("z"), compact).unwrap();
    let value = reports_dir.refused(&[], &[("chain-duplicate", "z.json")]);
    assert!(value["message"].as_str().unwrap().contains("c.json"));
}

#[test]
fn time_runs_forwards() {
    let fund = Fund::small();
    let reports_dir = ReportsDir::new();
    let last = digest(&reports().0[3]).unwrap();
    for (as_of, right) in [
        (DAYS[3], false),
        ("2026-11-19T21:59:59Z", false),
        ("2026-11-19T22:00:01Z", true),
    ] {
        reports_dir.put("z", &fund.period(as_of).prove(Some(last)));
        match right {
            true => assert_eq!(reports_dir.json(&[]).0, 0),
            false => drop(reports_dir.refused(&[], &[("not-newer", "z.json")])),
        }
    }
    reports_dir.put("z", &fund.period("2026-11-20T10:00:01Z").prove(Some(last)));
    reports_dir.refused(&[], &[("from-the-future", "z.json")]);
}

#[test]
fn a_report_that_was_changed_is_named_as_verify_names_it() {
    for (name, pointer, code) in [
        ("a", "/proof", "proof-"),
        ("a", "/supply/entries/0/quantity", "proof-"),
        (
            "c",
            "/attestations/0/signatures/0/signature",
            "signature-invalid",
        ),
        ("b", "/book/rows/0/price", "attestation-book"),
    ] {
        let reports_dir = ReportsDir::new();
        let path = reports_dir.report(name);
        let mut value: Value =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let field = value.pointer_mut(pointer).unwrap();
        let mut changed = field.as_str().unwrap().to_string();
        let digit = if changed.ends_with('1') { "2" } else { "1" };
        changed.replace_range(changed.len() - 1.., digit);
        *field = changed.into();
        std::fs::write(&path, value.to_string()).unwrap();

        let [report, registry] = [&path, &reports_dir.path("registry.json")].map(|path| text(path));
        let run = assay(&[
            "verify",
            &report,
            "--registry",
            &registry,
            "--now",
            NOW,
            "--json",
        ]);
        let alone: Value = serde_json::from_str(&run.stdout).unwrap();
        assert!(alone["code"].as_str().unwrap().starts_with(code), "{alone}");
        // What follows a changed report follows one that is not there.
        let (_, value) = reports_dir.json(&[]);
        assert_eq!(value["code"], alone["code"], "{value}");
        assert_eq!(value["faults"][0]["file"], format!("{name}.json"));
        assert_eq!(
            value["faults"].as_array().unwrap().len(),
            if name == "b" { 1 } else { 2 }
        );
        assert!(value["faults"][1]["code"].is_null() || value["faults"][1]["code"] == "chain-gap");
    }
}

#[test]
fn of_two_bad_reports_the_earlier_is_named() {
    let reports_dir = ReportsDir::new();
    // The later one has no proof at all, which is found before the equations of the earlier are.
    for (name, proof) in [("b", None), ("a", Some(()))] {
        let path = reports_dir.report(name);
        let mut value: Value =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let text = value["proof"].as_str().unwrap();
        let last = text.len() - 64;
        let other = if text[last..].starts_with("00") {
            "01"
        } else {
            "00"
        };
        value["proof"] = match proof {
            None => "".into(),
            Some(()) => format!("{}{other}{}", &text[..last], &text[last + 2..]).into(),
        };
        std::fs::write(&path, value.to_string()).unwrap();
    }
    reports_dir.refused(&[], &[("proof-invalid", "a.json"), ("chain-gap", "c.json")]);
}

#[test]
fn foreign_files_are_no_reports() {
    let reports_dir = ReportsDir::new();
    std::fs::write(reports_dir.path("reports/metrics.prom"), "").unwrap();
    std::fs::write(reports_dir.path("reports/.assay-x.tmp"), "{").unwrap();
    std::fs::write(reports_dir.path("reports/.hidden.json"), "{").unwrap();
    std::fs::create_dir(reports_dir.path("reports/old.json")).unwrap();
    let (code, value) = reports_dir.json(&[]);
    assert_eq!(code, 0);
    assert_eq!(
        value["ignored"],
        serde_json::json!(["metrics.prom", "old.json"])
    );
    for foreign in ["{}", "", "[1]", r#"{"assay":"v1","kind":"policy"}"#] {
        std::fs::write(reports_dir.report("e"), foreign).unwrap();
        reports_dir.refused(&[], &[("malformed", "e.json")]);
    }
}

#[test]
fn nothing_proves_nothing() {
    let reports_dir = ReportsDir::empty();
    let value = reports_dir.refused(&[], &[("chain-empty", "")]);
    assert_eq!(value["reports"], 0);
    reports_dir.put("a", &reports().0[1]);
    std::fs::write(reports_dir.report("e"), "{}").unwrap();
    let faults = [("malformed", "e.json"), ("chain-gap", "a.json")];
    reports_dir.refused(&["--max-age", "7d"], &faults);
}

#[test]
fn usage() {
    let reports_dir = ReportsDir::new();
    let missing = text(&reports_dir.path("none"));
    let registry = text(&reports_dir.path("registry.json"));
    for (args, expected) in [
        (vec!["log"], "Usage: assay log"),
        (vec!["log", "verify", &missing], "--registry"),
        (
            vec!["log", "verify", &missing, "--registry", &registry],
            "none: cannot read",
        ),
        (
            vec!["log", "verify", &registry, "--registry", &registry],
            "registry.json: cannot read",
        ),
        (
            vec!["log", "verify", &missing, "--registry", &missing],
            "none: cannot read",
        ),
    ] {
        let run = assay(&args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.stdout);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    }
    let help = assay(&["log", "verify", "--help"]);
    assert_eq!(help.code, 0);
    assert!(help.stdout.contains("Examples:"));
}
