//! No room: for events, and for reports. The limit is on the size of files (`ulimit -f`), which cuts writes off as a full disk does.

use std::fs::OpenOptions;
use std::process::{Command, Stdio};

use crate::deadline::{ends, wait};
use crate::watch_dir::{events, names, text, WatchDir, DAYS};

/// Bytes of a block of `ulimit -f`.
const BLOCK: usize = 512;

/// `assay watch` where no file may be longer than so many blocks.
fn limited(watch_dir: &WatchDir, blocks: usize, args: &[&str]) -> Command {
    let mut command = Command::new("sh");
    let script = format!("trap '' XFSZ; ulimit -f {blocks} && exec \"$@\"");
    command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_assay"), "watch"]);
    command.args(["--config", &watch_dir.config()]).args(args);
    command
}

fn samples(watch_dir: &WatchDir) -> String {
    std::fs::read_to_string(watch_dir.path("reports/assay.prom")).unwrap()
}

/// The exit codes after which the unit of `docs/operations.md` does not start the service again.
fn final_codes() -> Vec<i32> {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/operations.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    assert!(docs.contains("    Restart=on-failure\n"));
    let codes = docs
        .lines()
        .find_map(|line| line.trim().strip_prefix("RestartPreventExitStatus="));
    codes
        .unwrap()
        .split(' ')
        .map(|code| code.parse().unwrap())
        .collect()
}

/// However much of a line still fits.
#[test]
fn a_full_event_log_ends_in_a_whole_line_and_a_start_anew() {
    const BLOCKS: usize = 200;
    assert_eq!(final_codes(), [2, 3]);
    for room in [1, 20, 300, 777] {
        let watch_dir = WatchDir::with(&DAYS[..1]);
        let log = watch_dir.path("events.jsonl");
        let line = |length: usize| format!("{{\"event\":\"{}\"}}\n", "x".repeat(length - 13));
        let before = BLOCKS * BLOCK - room;
        std::fs::write(&log, line(before)).unwrap();
        let append = || OpenOptions::new().append(true).open(&log).unwrap();
        let mut service = limited(&watch_dir, BLOCKS, &["--begin"]);
        let mut running = service
            .stdout(append())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let code = wait(&mut running);
        let written = std::fs::read_to_string(&log).unwrap();
        assert_eq!(code, 4, "{}", &written[before..]);
        assert!(!final_codes().contains(&code));
        let mut stderr = String::new();
        std::io::Read::read_to_string(&mut running.stderr.take().unwrap(), &mut stderr).unwrap();
        assert!(
            stderr.starts_with("error: events: cannot write"),
            "{stderr}"
        );
        // Readers find whole lines, and the next run goes on below them.
        assert!(written.ends_with("}\n"), "{}", &written[before..]);
        events(&written);
        let metrics = samples(&watch_dir);
        assert!(
            metrics.contains("reason=\"events\"} 1\n"),
            "{}{metrics}",
            &written[before..]
        );
        let status = watch_dir
            .command(&["--once", "--begin"])
            .stdout(append())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(0));
        let all = events(&std::fs::read_to_string(&log).unwrap());
        assert_eq!(names(&all).last(), Some(&"done"));
        watch_dir.holds(&DAYS[..1]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_that_is_full_is_told_too() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    for args in [&["--begin"][..], &["--begin", "--once"]] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut running = watch_dir
            .command(args)
            .stdout(full)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        assert_eq!(wait(&mut running), 4);
        watch_dir.holds(&[]);
    }
}

#[test]
fn metrics_are_right_when_a_report_cannot_be_written() {
    let watch_dir = WatchDir::with(&DAYS[..2]);
    let run = ends(&mut limited(&watch_dir, 6, &["--once", "--begin"]));
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("2026-01-05.report.json: cannot write"),
        "{}",
        run.stderr
    );
    let has = |name: &str, value: &str| {
        let sample = format!("assay_watch_{name}{{subject=\"fund:sample\"{value}\n");
        let metrics = samples(&watch_dir);
        assert!(metrics.contains(&sample), "{sample}{metrics}");
    };
    has("periods_pending", "} 2");
    has("reports_total", "} 0");
    has("failures_total", ",reason=\"io\"} 1");
    assert!(!samples(&watch_dir).contains("last_success"));
    // One is made, and one is not.
    assert_eq!(watch_dir.once().0, 0);
    std::fs::remove_file(watch_dir.report(DAYS[1])).unwrap();
    watch_dir.add(DAYS[2]);
    assert_eq!(ends(&mut limited(&watch_dir, 6, &["--once"])).code, 2);
    has("periods_pending", "} 2");
    has("reports_total", "} 1");
    has("last_as_of_timestamp_seconds", "} 1767650400");
}

/// A report that is there is counted, also if nobody could be told of it.
#[test]
fn metrics_are_right_when_an_event_cannot_be_written() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let whole = watch_dir.run().stdout;
    let written = whole
        .lines()
        .position(|line| line.contains("\"written\""))
        .unwrap();
    let length: usize = whole.lines().take(written).map(|line| line.len() + 1).sum();
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let log = watch_dir.path("events.jsonl");
    const BLOCKS: usize = 200;
    // Room for all events before that one, and a few bytes more, as the time that a proof takes has other digits.
    let line = format!(
        "{{\"event\":\"{}\"}}\n",
        "x".repeat(BLOCKS * BLOCK - length - 40 - 13)
    );
    std::fs::write(&log, line).unwrap();
    let mut command = limited(&watch_dir, BLOCKS, &["--once", "--begin"]);
    let mut running = command
        .stdout(OpenOptions::new().append(true).open(&log).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    assert_eq!(wait(&mut running), 4);
    let told = events(&std::fs::read_to_string(&log).unwrap());
    assert_eq!(names(&told).last(), Some(&"writing"), "{}", text(&log));
    let metrics = samples(&watch_dir);
    for sample in [
        "assay_watch_periods_pending{subject=\"fund:sample\"} 0\n",
        "assay_watch_reports_total{subject=\"fund:sample\"} 1\n",
    ] {
        assert!(metrics.contains(sample), "{metrics}");
    }
}
