//! `assay watch --once`: what it makes, what it waits for, what it refuses, and what it leaves behind.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use assay_statement::{digest, parse_document, Report};
use serde_json::{json, Value};

use crate::fund::{put, write, Fund, SUBJECT};
use crate::support::{assay, Run};

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
pub struct Place {
    pub dir: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Place {
        let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let place = Place { dir };
        for name in ["inbox", "reports"] {
            std::fs::create_dir(place.path(name)).unwrap();
        }
        write(&place.path("registry.json"), &Fund::small().registry());
        place.configure(|_| ());
        place
    }

    /// With the inputs of these days.
    pub fn with(days: &[&str]) -> Place {
        let place = Place::new();
        for day in days {
            place.add(day);
        }
        place
    }

    pub fn add(&self, day: &str) {
        for (name, bytes) in files(day) {
            let path = self.period(day).join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            put(&path, std::str::from_utf8(&bytes).unwrap());
        }
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
        let [reports, registry] = ["reports", "registry.json"].map(|name| text(&self.path(name)));
        let run = assay(&["log", "verify", &reports, "--registry", &registry, "--json"]);
        let value: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(
            (run.code, value["reports"].as_u64()),
            (0, Some(days.len() as u64)),
            "{value}"
        );
        let times: Vec<_> = value["chain"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["as_of"].clone())
            .collect();
        assert_eq!(
            times,
            days.iter()
                .map(|day| Value::from(at(day)))
                .collect::<Vec<_>>()
        );
    }

    /// The last day is refused with this code; nothing is made.
    #[track_caller]
    fn refuses(&self, code: &str, text: &str) {
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
fn find<'a>(events: &'a [Value], name: &str) -> &'a Value {
    let found = events.iter().find(|event| event["event"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {events:?}"))
}

#[cfg(unix)]
#[test]
fn openings_that_others_may_read_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&DAYS[..1]);
    let path = place.period(DAYS[0]).join("northbank.opening.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let (code, events) = place.once();
    assert_eq!(code, 0);
    assert_eq!(find(&events, "exposed")["file"], "northbank.opening.json");
    assert_eq!(
        names(&events)
            .iter()
            .filter(|name| **name == "exposed")
            .count(),
        1
    );
}

/// A change of a JSON file.
fn change(path: &Path, change: impl FnOnce(&mut Value)) {
    let mut value: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    change(&mut value);
    std::fs::write(path, value.to_string()).unwrap();
}

#[test]
fn every_period_once_and_in_order() {
    let place = Place::with(&DAYS[..2]);
    let (code, events) = place.once();
    assert_eq!(code, 0, "{events:?}");
    let one = ["reading", "proving", "writing", "written"];
    let expected = [&["chain"][..], &one, &one, &["metrics", "done"]].concat();
    assert_eq!(names(&events), expected);
    place.holds(&DAYS[..2]);
    let [first, second] = [0, 1].map(|i| place.read(DAYS[i]));
    assert_eq!(first.previous, None);
    assert_eq!(second.previous, Some(digest(&first).unwrap()));
    let written = events
        .iter()
        .rfind(|event| event["event"] == "written")
        .unwrap();
    assert_eq!(written["report"], digest(&second).unwrap().to_string());
    assert_eq!(written["previous"], digest(&first).unwrap().to_string());
    assert_eq!(written["period"], DAYS[1]);
    assert_eq!(written["as_of"], at(DAYS[1]));
    assert!(written["time"].as_str().unwrap().ends_with('Z'));

    // Nothing is left to do, and nothing is done.
    let before = std::fs::read(place.report(DAYS[1])).unwrap();
    let (code, events) = place.once();
    assert_eq!(
        (code, names(&events)),
        (0, vec!["chain", "metrics", "done"])
    );
    assert_eq!(events[0]["reports"], 2);
    assert_eq!(std::fs::read(place.report(DAYS[1])).unwrap(), before);

    // The next day goes on from there, also where the first report has another name.
    std::fs::rename(place.report(DAYS[0]), place.path("reports/a.json")).unwrap();
    place.add(DAYS[2]);
    assert_eq!(place.once().0, 0);
    std::fs::rename(place.path("reports/a.json"), place.report(DAYS[0])).unwrap();
    place.holds(&DAYS);
}

#[test]
fn waits_for_what_is_missing_and_holds_up_what_follows() {
    let place = Place::with(&DAYS[..2]);
    let taken = [
        "northbank.opening.json",
        "harbortrust.attestation.json",
        "supply.json",
    ];
    for name in taken {
        std::fs::rename(place.period(DAYS[0]).join(name), place.path(name)).unwrap();
    }
    let (code, events) = place.once();
    assert_eq!(code, 1);
    assert_eq!(
        names(&events),
        ["chain", "reading", "waiting", "held", "metrics", "done"]
    );
    assert_eq!(find(&events, "waiting")["missing"], json!(["supply.json"]));
    assert_eq!(
        find(&events, "held"),
        &json!({
        "event": "held", "period": DAYS[1], "by": DAYS[0], "time": find(&events, "held")["time"]})
    );
    assert_eq!(find(&events, "done")["pending"], 2);
    std::fs::rename(
        place.path("supply.json"),
        place.period(DAYS[0]).join("supply.json"),
    )
    .unwrap();
    let (code, events) = place.once();
    assert_eq!(code, 1);
    let missing = json!(["opening of northbank", "attestation of harbortrust"]);
    assert_eq!(find(&events, "waiting")["missing"], missing);
    for name in &taken[..2] {
        std::fs::rename(place.path(name), place.period(DAYS[0]).join(name)).unwrap();
    }
    assert_eq!(place.once().0, 0);
    place.holds(&DAYS[..2]);
}

#[test]
fn a_period_may_be_skipped() {
    let place = Place::with(&DAYS);
    std::fs::remove_file(place.period(DAYS[0]).join("book.json")).unwrap();
    assert_eq!(place.once().0, 1);
    place.holds(&[]);
    std::fs::write(place.period(DAYS[0]).join("skip"), "").unwrap();
    let (code, events) = place.once();
    assert_eq!(code, 0);
    assert_eq!(find(&events, "skipped")["period"], DAYS[0]);
    place.holds(&DAYS[1..]);
}

#[test]
fn never_proves_what_is_older_than_the_last_report() {
    let place = Place::with(&DAYS[1..]);
    assert_eq!(place.once().0, 0);
    place.add(DAYS[0]);
    let (code, events) = place.once();
    assert_eq!(
        (code, &find(&events, "refused")["code"]),
        (1, &json!("not-newer"))
    );
    assert!(!names(&events).contains(&"proving"));
    place.holds(&DAYS[1..]);
    // It holds up nothing.
    place.add("2026-01-08");
    assert_eq!(place.once().0, 1);
    place.holds(&[&DAYS[1..], &["2026-01-08"]].concat());
}

#[test]
fn a_day_may_have_several_reports() {
    let place = Place::new();
    let fund = Fund::small();
    for time in ["09:00:00", "17:00:00"] {
        let as_of = format!("2026-01-05T{time}Z");
        fund.period(&as_of)
            .write(&place.period(&as_of.replace(':', "")));
    }
    assert_eq!(place.once().0, 0);
    // The day as a whole has its report then.
    place.add(DAYS[0]);
    let (code, events) = place.once();
    assert_eq!(
        (code, names(&events)),
        (0, vec!["chain", "metrics", "done"])
    );
    assert_eq!(events[0]["reports"], 2);
    // The same time twice is the same period.
    let (code, events) = place.once();
    assert_eq!(
        (code, &events[0]["as_of"]),
        (0, &json!("2026-01-05T17:00:00Z"))
    );
}

#[test]
fn refuses_what_no_verifier_would_take() {
    type Change = fn(&Place, &Path);
    let cases: [(&str, &str, Change); 12] = [
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
        ("wrong-subject", "fund:other", |place, _| {
            place.configure(|c| c["subject"] = "fund:other".into())
        }),
        ("wrong-period", "2026-01-05", |_, dir| {
            std::fs::remove_dir_all(dir).unwrap();
            Fund::small().period(&at(DAYS[1])).write(dir);
        }),
        ("from-the-future", "now is", |place, dir| {
            std::fs::remove_dir_all(dir).unwrap();
            Fund::small()
                .period("2999-01-05T00:00:00Z")
                .write(&place.period("2999-01-05"));
        }),
        ("supply-invalid", "", |_, dir| {
            change(&dir.join("supply.json"), |s| s["currency"] = "EUR".into())
        }),
        ("under-threshold", "", |place, _| {
            change(&place.path("registry.json"), |r| {
                let key = r["custodians"][0]["keys"][0].clone();
                let mut other = r["custodians"][1]["keys"][0].clone();
                other["public_key"] = format!("02{}", "11".repeat(32)).into();
                r["custodians"][0]["keys"] = json!([key, other]);
                r["custodians"][0]["threshold"] = 2.into();
            })
        }),
        ("wrong-policy", "", |place, _| {
            change(&place.path("registry.json"), |r| {
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
        let place = Place::with(&DAYS[..1]);
        change(&place, &place.period(DAYS[0]));
        place.refuses(code, text);
    }
}

#[test]
fn rules_that_do_not_hold_are_not_told() {
    let place = Place::with(&DAYS[..1]);
    change(&place.period(DAYS[0]).join("supply.json"), |s| {
        let more = format!("{}9", s["entries"][0]["quantity"].as_str().unwrap());
        s["entries"][0]["quantity"] = more.into();
    });
    place.refuses("rules", "do not hold");
    let run = place.run();
    for secret in ["coverage", "short", "USD", "quantity"] {
        assert!(
            !run.stdout.contains(secret) && !run.stderr.contains(secret),
            "{}",
            run.stdout
        );
    }
    // Counters go on from run to run.
    let metrics = std::fs::read_to_string(place.path("reports/assay.prom")).unwrap();
    assert!(metrics.contains("reason=\"rules\"} 2\n"), "{metrics}");
}

#[test]
fn a_directory_that_is_no_period_is_told() {
    let place = Place::with(&DAYS[..1]);
    for name in ["2026-01-32", ".hidden", "2026-01-05T2200Z"] {
        std::fs::create_dir(place.path("inbox").join(name)).unwrap();
    }
    std::fs::write(place.path("inbox/README"), "").unwrap();
    let (code, events) = place.once();
    assert_eq!(code, 1);
    assert_eq!(
        names(&events)
            .iter()
            .filter(|name| **name == "refused")
            .count(),
        2
    );
    assert_eq!(find(&events, "refused")["code"], "no-period");
    place.holds(&DAYS[..1]);
}

#[test]
fn an_empty_directory_begins_no_chain_unless_asked() {
    let place = Place::with(&DAYS[..1]);
    let run = assay(&["watch", "--config", &place.config(), "--once"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--begin"), "{}", run.stderr);
    assert!(!place.report(DAYS[0]).exists());
    assert_eq!(place.once().0, 0);
    assert_eq!(
        assay(&["watch", "--config", &place.config(), "--once"]).code,
        0
    );
}

#[test]
fn a_chain_that_is_broken_is_not_continued() {
    let place = Place::with(&DAYS);
    assert_eq!(place.once().0, 0);
    let broken = |expected: &str| {
        let run = place.run();
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert!(
            run.stdout.is_empty() || names(&events(&run.stdout)) == ["metrics"],
            "{}",
            run.stdout
        );
    };
    let kept = place.path("kept.json");
    std::fs::rename(place.report(DAYS[1]), &kept).unwrap();
    broken("2026-01-07.report.json expected the report it follows");
    std::fs::write(place.report(DAYS[1]), "{}").unwrap();
    broken("2026-01-06.report.json is none");
    std::fs::rename(&kept, place.report(DAYS[1])).unwrap();
    place.holds(&DAYS);
    let metrics = std::fs::read_to_string(place.path("reports/assay.prom")).unwrap();
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
    let place = Place::with(&DAYS[1..]);
    let first = Fund::small().period(&at(DAYS[0])).prove(None);
    let before = digest(&first).unwrap();
    place.configure(|c| c["previous"] = before.to_string().into());
    assert_eq!(place.once().0, 0);
    assert_eq!(place.read(DAYS[1]).previous, Some(before));
    write(&place.path("first.json"), &first);
    let [reports, registry, first] =
        ["reports", "registry.json", "first.json"].map(|name| text(&place.path(name)));
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
    place.configure(|_| ());
    assert_eq!(place.once().0, 2);
}

#[test]
fn one_at_a_time() {
    let place = Place::with(&DAYS[..1]);
    let mut running = place
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
    let run = place.run();
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
        .write(&place.path("drop"));
    std::fs::rename(place.path("drop"), place.period(DAYS[1])).unwrap();
    assert_eq!(until("written")["period"], DAYS[1]);
    std::fs::rename(place.path("inbox"), place.path("away")).unwrap();
    assert_eq!(until("failed")["code"], "io");
    std::fs::rename(place.path("away"), place.path("inbox")).unwrap();
    until("idle");
    running.kill().unwrap();
    running.wait().unwrap();
    assert_eq!(place.once().0, 0);
    place.holds(&DAYS[..2]);
}

#[test]
fn nobody_reading_is_no_error() {
    let place = Place::with(&DAYS[..1]);
    let mut running = place
        .command(&["--once", "--begin"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(running.stdout.take());
    let output = running.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stderr, b"");
    place.holds(&DAYS[..1]);
}

#[test]
fn metrics_tell_the_state() {
    let place = Place::with(&DAYS[..2]);
    assert_eq!(place.once().0, 0);
    let text = std::fs::read_to_string(place.path("reports/assay.prom")).unwrap();
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
    assert!(value("assay_watch_proving_seconds") > 0.0);
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("# TYPE"))
            .count(),
        7
    );
}

#[test]
fn usage() {
    let place = Place::with(&DAYS[..1]);
    let refused = |expected: &str| {
        let run = place.run();
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert!(run.stdout.is_empty());
    };
    place.configure(|c| c["schedule"] = json!({}));
    refused("watch.json: schedule: expected either");
    place.configure(|c| c["inbox"] = "reports".into());
    refused("expected two directories");
    place.configure(|c| c["colour"] = "red".into());
    refused("watch.json: ");
    place.configure(|c| c["registry"] = "none.json".into());
    refused("none.json: cannot read");
    place.configure(|c| c["policy"] = "registry.json".into());
    refused("expected \"kind\": \"policy\"");
    place.configure(|c| c["reports"] = "none".into());
    refused("none/.assay-watch.lock: cannot write");
    place.configure(|c| c["metrics"] = "inbox".into());
    refused("expected a file, found a directory");
    place.configure(|c| c["metrics"] = "./watch.json".into());
    refused("does not end in .json");
    std::fs::rename(place.path("registry.json"), place.path("registry")).unwrap();
    place.configure(|c| {
        c["metrics"] = "./registry".into();
        c["registry"] = "registry".into();
    });
    refused("is an input of this command");
    std::fs::remove_file(place.path("watch.json")).unwrap();
    refused("watch.json: cannot read");
    let run = assay(&["watch"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--config"));
    assert!(assay(&["watch", "--help"]).stdout.contains("Examples:"));
}
