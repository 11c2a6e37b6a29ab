//! A directory with everything that `assay watch` needs, and its events.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use assay_statement::{parse_document, Report};
use assay_verifier::Verifier;
use serde_json::{json, Value};

use crate::support::{assay, Run};
use assay_testkit::sample_fund::{put, write, Fund, SUBJECT};

pub const DAYS: [&str; 3] = ["2026-01-05", "2026-01-06", "2026-01-07"];

/// The as-of time of a day's report.
pub fn at(day: &str) -> String {
    format!("{day}T22:00:00Z")
}

type Files = Vec<(String, Vec<u8>)>;

/// The files of a day, made once.
fn files(day: &str) -> Files {
    static MADE: Mutex<BTreeMap<String, Files>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap();
    let files = made.entry(day.into()).or_insert_with(|| {
        let dir = tempfile::tempdir().unwrap();
        Fund::small().period(&at(day)).write(dir.path());
        let entries = std::fs::read_dir(dir.path()).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_string();
        paths
            .map(|path| (name(&path), std::fs::read(&path).unwrap()))
            .collect()
    });
    files.clone()
}

/// A configuration with all its directories.
pub struct WatchDir {
    pub dir: tempfile::TempDir,
}

impl WatchDir {
    pub fn new() -> WatchDir {
        let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let watch_dir = WatchDir { dir };
        for name in ["inbox", "reports"] {
            std::fs::create_dir(watch_dir.path(name)).unwrap();
        }
        write(&watch_dir.path("registry.json"), &Fund::small().registry());
        watch_dir.configure(|_| ());
        watch_dir
    }

    /// With the inputs of these days.
    pub fn with(days: &[&str]) -> WatchDir {
        let watch_dir = WatchDir::new();
        for day in days {
            watch_dir.add(day);
        }
        watch_dir
    }

    pub fn add(&self, day: &str) {
        self.add_as(day, day);
    }

    fn add_as(&self, day: &str, name: &str) {
        let dir = self.period(name);
        for (name, bytes) in files(day) {
            let path = dir.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            put(&path, std::str::from_utf8(&bytes).unwrap());
        }
    }

    /// As [`WatchDir::add`], all files of the day at once: for a service that looks meanwhile.
    pub fn put(&self, day: &str) {
        let hidden = format!(".{day}");
        self.add_as(day, &hidden);
        std::fs::rename(self.period(&hidden), self.period(day)).unwrap();
    }

    pub fn configure(&self, change: impl FnOnce(&mut Value)) {
        let mut config = json!({
            "assay": "v1", "kind": "watch", "subject": SUBJECT, "inbox": "inbox", "reports": "reports",
            "registry": "registry.json", "metrics": "reports/assay.prom", "schedule": {"every_seconds": 1},
        });
        change(&mut config);
        std::fs::write(self.path("watch.json"), config.to_string()).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn period(&self, day: &str) -> PathBuf {
        self.path("inbox").join(day)
    }

    pub fn report(&self, day: &str) -> PathBuf {
        self.path("reports").join(format!("{day}.report.json"))
    }

    pub fn read(&self, day: &str) -> Report {
        parse_document(&std::fs::read(self.report(day)).unwrap()).unwrap()
    }

    pub fn config(&self) -> String {
        text(&self.path("watch.json"))
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_assay"));
        command
            .args(["watch", "--config", &self.config()])
            .args(args);
        command
    }

    /// One run; its events.
    pub fn once(&self) -> (i32, Vec<Value>) {
        let run = self.run();
        (run.code, events(&run.stdout))
    }

    pub fn run(&self) -> Run {
        assay(&["watch", "--config", &self.config(), "--once", "--begin"])
    }

    /// Whether the directory of reports holds these and nothing that was left half written.
    #[track_caller]
    pub fn holds(&self, days: &[&str]) {
        let mut names: Vec<String> = std::fs::read_dir(self.path("reports"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let reports = days.iter().map(|day| format!("{day}.report.json"));
        let mut expected = vec![".assay-watch.lock".to_string()];
        expected.extend(reports);
        expected.push("assay.prom".into());
        assert_eq!(names, expected);
        if days.is_empty() {
            return;
        }
        // As `assay log verify` does; in this process, as it is done after each of some hundred kills.
        let registry = std::fs::read(self.path("registry.json")).unwrap();
        let verifier = Verifier::new(parse_document(&registry).unwrap()).unwrap();
        let reports: Vec<Report> = days.iter().map(|day| self.read(day)).collect();
        let now = reports.iter().map(|report| report.book.as_of).max();
        let verdicts = verifier.at(now.unwrap()).first().verify_chain(&reports);
        let times: Vec<String> = verdicts
            .unwrap()
            .iter()
            .map(|verdict| verdict.as_of.to_string())
            .collect();
        assert_eq!(times, days.iter().map(|day| at(day)).collect::<Vec<_>>());
    }

    /// The last day is refused with this code; nothing is made.
    #[track_caller]
    pub fn refuses(&self, code: &str, text: &str) {
        let run = self.run();
        let events = events(&run.stdout);
        let refused = find(&events, "refused");
        assert_eq!(refused["code"], code, "{refused}");
        assert!(
            refused["message"].as_str().unwrap().contains(text),
            "{refused}"
        );
        assert_eq!(run.code, 1);
        assert!(!names(&events).contains(&"written"));
        self.holds(&[]);
        let metrics = std::fs::read_to_string(self.path("reports/assay.prom")).unwrap();
        let sample = format!(",reason=\"{code}\"}} 1\n");
        assert!(metrics.contains(&sample), "{metrics}");
    }
}

pub fn text(path: &Path) -> String {
    path.to_str().unwrap().into()
}

pub fn events(stdout: &str) -> Vec<Value> {
    stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

pub fn names(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["event"].as_str().unwrap())
        .collect()
}

#[track_caller]
pub fn find<'a>(events: &'a [Value], name: &str) -> &'a Value {
    let found = events.iter().find(|event| event["event"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {events:?}"))
}

/// A change of a JSON file.
pub fn change(path: &Path, change: impl FnOnce(&mut Value)) {
    let mut value: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    change(&mut value);
    std::fs::write(path, value.to_string()).unwrap();
}
