//! `--previous`: what follows the report before, and what tells its period again.

use std::path::{Path, PathBuf};

use assay_statement::{digest, Report};
use assay_testkit::program::Run;
use assay_testkit::sample_fund::{write, Fund};
use serde_json::Value;

use crate::support::assay;

const DAY: &str = "2026-01-05T22:00:00Z";
const NEXT_DAY: &str = "2026-01-06T22:00:00Z";
const NOW: &str = "2026-01-07T00:00:00Z";

struct Files(tempfile::TempDir);

impl Files {
    /// The files of the next day, and the registry.
    fn new() -> Files {
        let files = Files(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap());
        Fund::small().period(NEXT_DAY).write(&files.path("day"));
        write(&files.path("registry.json"), &Fund::small().registry());
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().into()
    }

    fn put(&self, name: &str, report: &Report) {
        write(&self.path(name), report);
    }

    /// `assay prove`, of the next day.
    fn prove(&self, previous: &str) -> Run {
        let mut args = vec!["prove".to_string()];
        let mut add = |option: &str, file: &Path| {
            args.extend([option.to_string(), file.to_str().unwrap().into()]);
        };
        let day = self.path("day");
        for (option, name) in [
            ("--book", "book"),
            ("--policy", "policy"),
            ("--supply", "supply"),
        ] {
            add(option, &day.join(format!("{name}.json")));
        }
        for custodian in ["northbank", "eastcustody", "harbortrust"] {
            for kind in ["opening", "attestation"] {
                let file = day.join(format!("{custodian}.{kind}.json"));
                add(&format!("--{kind}"), &file);
            }
        }
        add("--previous", &self.path(previous));
        add("--out", &self.path("made.json"));
        assay(&args.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// `assay verify --json`: exit code and verdict.
    fn verify(&self, report: &str, previous: &str) -> (i32, Value) {
        let [report, previous, registry] =
            [report, previous, "registry.json"].map(|name| self.text(name));
        let run = assay(&[
            "verify",
            &report,
            "--registry",
            &registry,
            "--previous",
            &previous,
            "--now",
            NOW,
            "--json",
        ]);
        (run.code, serde_json::from_str(&run.stdout).unwrap())
    }

    #[track_caller]
    fn refused(&self, previous: &str, code: &str, message: &str) {
        let run = self.prove(previous);
        assert_eq!(run.code, 2, "{}", run.stderr);
        let expected = format!("the previous report: {message}");
        assert!(run.stderr.contains(&expected), "{}", run.stderr);
        assert!(!self.path("made.json").exists(), "nothing is written");
        // One that a prover without this check made.
        let previous_report: Report =
            assay_statement::parse_document(&std::fs::read(self.path(previous)).unwrap()).unwrap();
        let before = digest(&previous_report).unwrap();
        self.put(
            "other.json",
            &Fund::small().period(NEXT_DAY).prove(Some(before)),
        );
        let (exit, verdict) = self.verify("other.json", previous);
        assert_eq!(
            (exit, verdict["code"].as_str()),
            (1, Some(code)),
            "{verdict}"
        );
        let found = verdict["message"].as_str().unwrap();
        assert!(found.contains(message), "{found}");
    }
}

#[test]
fn the_next_day_follows() {
    let files = Files::new();
    files.put("before.json", &Fund::small().period(DAY).prove(None));
    let run = files.prove("before.json");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (exit, verdict) = files.verify("made.json", "before.json");
    assert_eq!(
        (exit, verdict["valid"].as_bool()),
        (0, Some(true)),
        "{verdict}"
    );
    let (exit, verdict) = files.verify("before.json", "made.json");
    assert_eq!(
        (exit, verdict["code"].as_str()),
        (1, Some("wrong-previous"))
    );
}

#[test]
fn a_period_is_not_told_twice() {
    let files = Files::new();
    for as_of in [NEXT_DAY, "2026-01-06T22:00:01Z"] {
        files.put("before.json", &Fund::small().period(as_of).prove(None));
        let message = format!(
            "expected a later time than that of the report it follows, {as_of}, found {NEXT_DAY}"
        );
        files.refused("before.json", "not-newer", &message);
    }
}

#[test]
fn a_report_follows_one_of_its_subject() {
    let files = Files::new();
    // One that verifies.
    let text = assay_testkit::vectors::text("report/report.json");
    let before: Report = assay_statement::parse_document(text.as_bytes()).unwrap();
    files.put("before.json", &before);
    let message = format!(
        "the report it follows is about {}, the report about fund:sample",
        before.book.subject
    );
    files.refused("before.json", "wrong-subject", &message);
}
