//! `assay watch` is killed at every step; whoever runs it again finds no report lost and none twice.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
#[cfg(feature = "strace")]
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::watch_dir::{events, names, WatchDir, DAYS};

fn start(watch_dir: &WatchDir) -> Child {
    let mut command = watch_dir.command(&["--once", "--begin"]);
    command.stdout(Stdio::piped()).spawn().unwrap()
}

/// Reads events and kills the process when it has seen so many, and then some time. Tells whether it had to.
fn kill_after(watch_dir: &WatchDir, events: usize, delay: Duration) -> bool {
    let mut running = start(watch_dir);
    let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
    for _ in 0..events {
        if lines.next().is_none() {
            break;
        }
    }
    let begun = Instant::now();
    while begun.elapsed() < delay {
        std::hint::spin_loop();
    }
    running.kill().unwrap();
    running.wait().unwrap().code().is_none()
}

/// Runs until nothing is left to do. Whatever the killed run left behind is one of three things: nothing, a temporary file,
/// or a report.
fn recover(watch_dir: &WatchDir, days: &[&str]) {
    let run = watch_dir.run();
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    watch_dir.holds(days);
}

/// Before each event the step before is done, after it the named step begins: so a kill at each event, at once and a
/// little later, meets every step.
#[test]
fn at_every_event() {
    let days = &DAYS[..2];
    let watch_dir = WatchDir::with(days);
    let begun = Instant::now();
    let all = watch_dir.run().stdout.lines().count();
    let whole = begun.elapsed();
    // One thread a delay: most of the time goes to waiting for the disk.
    let each = |delay| {
        let (mut killed, mut left) = (0, 0);
        for events in 0..=all {
            let watch_dir = WatchDir::with(days);
            killed += usize::from(kill_after(&watch_dir, events, delay));
            left += count_leftovers(&watch_dir);
            recover(&watch_dir, days);
        }
        (killed, left)
    };
    let (killed, left) = std::thread::scope(|scope| {
        let delays = [Duration::ZERO, whole / 500, whole / 50, whole / 10];
        let threads = delays.map(|delay| scope.spawn(move || each(delay)));
        let found = threads.map(|thread| thread.join().unwrap());
        found
            .iter()
            .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    });
    // Otherwise nothing was tested. Near the end the process is often faster.
    assert!(killed > 2 * all, "{killed} of {}", 4 * (all + 1));
    println!("{killed} kills, {left} temporary files left by them");
}

/// At any time of a run, wherever that is.
#[test]
fn at_any_time() {
    let whole = time_of_a_run();
    let mut killed = 0;
    for part in 0..30 {
        let watch_dir = WatchDir::with(&DAYS);
        killed += usize::from(kill_after(&watch_dir, 0, whole * part / 30));
        recover(&watch_dir, &DAYS);
    }
    assert!(killed >= 10, "{killed}");
}

/// Killed again and again, each time a little later, until there is nothing left to kill.
#[test]
fn again_and_again() {
    let whole = time_of_a_run();
    let watch_dir = WatchDir::with(&DAYS);
    let mut runs = 0;
    for step in 0.. {
        if !kill_after(&watch_dir, 0, whole * (5 + step) / 100) {
            break;
        }
        runs += 1;
        assert!(runs < 2_000);
    }
    assert!(runs >= 3, "{runs}");
    recover(&watch_dir, &DAYS);
}

fn time_of_a_run() -> Duration {
    let watch_dir = WatchDir::with(&DAYS);
    let begun = Instant::now();
    assert_eq!(watch_dir.run().code, 0);
    begun.elapsed()
}

fn count_leftovers(watch_dir: &WatchDir) -> usize {
    std::fs::read_dir(watch_dir.path("reports"))
        .unwrap()
        .filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().ends_with(".tmp")
        })
        .count()
}

/// A report that is there although its run was killed before it could say so is not made again.
#[test]
fn what_is_there_is_not_made_again() {
    let days = &DAYS[..1];
    let watch_dir = WatchDir::with(days);
    // A half-written report and half-written metrics, as a kill between staging and renaming leaves them.
    std::fs::write(watch_dir.path("reports/.assay-Ab12Cd.tmp"), "{\"assay\":").unwrap();
    std::fs::write(watch_dir.path("reports/.assay-Ef34Gh.tmp"), "# HELP").unwrap();
    let run = watch_dir.run();
    let events: Vec<Value> = events(&run.stdout);
    assert_eq!(names(&events)[..3], ["swept", "swept", "chain"]);
    let report = std::fs::read(watch_dir.report(days[0])).unwrap();
    std::fs::remove_file(watch_dir.path("reports/assay.prom")).unwrap();
    recover(&watch_dir, days);
    assert_eq!(std::fs::read(watch_dir.report(days[0])).unwrap(), report);
}

/// Killed as it enters each call that may change a file, one after the other: no state of the disk is left out, as calls that
/// only read leave it as the call before them did. Linux, with strace.
///
///     cargo test -p assay-cli --features strace --test chains at_every_system_call -- --nocapture
#[test]
#[cfg(feature = "strace")]
fn at_every_system_call() {
    const CALLS: &str = "openat write fsync renameat renameat2 linkat unlink unlinkat flock fchmod";
    let calls: Vec<&str> = CALLS.split(' ').collect();
    let next = AtomicUsize::new(0);
    // Several at a time: most of the time goes to waiting for the disk and for strace.
    let each = || {
        let mut sum = [0; 3];
        while let Some(call) = calls.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found = kill_at_every(call);
            sum = std::array::from_fn(|i| sum[i] + found[i]);
        }
        sum
    };
    let [kills, half, whole] = std::thread::scope(|scope| {
        let threads = [(); 4].map(|()| scope.spawn(each));
        let found = threads.map(|thread| thread.join().unwrap());
        std::array::from_fn(|i| found.iter().map(|one| one[i]).sum::<usize>())
    });
    println!("{kills} kills; {half} left a temporary file, {whole} a report");
    assert!(kills > 30 && half > 0 && whole > 0);
}

/// Kills one run at each call of this kind. How many kills that were, how many left a temporary file, and how many a report.
#[cfg(feature = "strace")]
fn kill_at_every(call: &str) -> [usize; 3] {
    let days = &DAYS[..2];
    let (mut kills, mut half, mut whole) = (0, 0, 0);
    // strace counts each kind of call on its own.
    for time in 1.. {
        let watch_dir = WatchDir::with(days);
        let inject = format!("inject={call}:signal=KILL:when={time}");
        let trace = format!("trace={call}");
        let status = std::process::Command::new("strace")
            .args(["-f", "-qq", "-o", "/dev/null", "-e", &trace])
            .args(["-e", &inject, env!("CARGO_BIN_EXE_assay"), "watch"])
            .args(["--config", &watch_dir.config(), "--once", "--begin"])
            .stdout(Stdio::null())
            .status()
            .unwrap();
        if status.code().is_some() {
            assert_eq!(status.code(), Some(0));
            break;
        }
        kills += 1;
        half += usize::from(count_leftovers(&watch_dir) > 0);
        whole += usize::from(watch_dir.report(days[0]).exists());
        recover(&watch_dir, days);
    }
    [kills, half, whole]
}
