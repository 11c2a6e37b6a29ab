//! No thread is to be had: what can be done by one is done by one, and what cannot says so.

use std::process::Command;

use crate::deadline::ends;
use crate::support::Run;
use crate::watch_dir::{text, WatchDir, DAYS};

/// A run whose threads would have stacks of 64 TiB, which no system gives.
fn alone(args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_assay"));
    ends(
        command
            .env("RUST_MIN_STACK", (1u64 << 46).to_string())
            .args(args),
    )
}

#[test]
fn reports_are_made_and_verified() {
    let watch_dir = WatchDir::with(&DAYS[..2]);
    let run = alone(&[
        "watch",
        "--config",
        &watch_dir.config(),
        "--once",
        "--begin",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    watch_dir.holds(&DAYS[..2]);
    let [reports, registry] = ["reports", "registry.json"].map(|name| text(&watch_dir.path(name)));
    let run = alone(&["log", "verify", &reports, "--registry", &registry]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report = text(&watch_dir.report(DAYS[0]));
    let run = alone(&["verify", &report, "--registry", &registry]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn a_supply_cannot_be_read() {
    let watch_dir = WatchDir::new();
    let out = text(&watch_dir.path("supply.json"));
    let token = "eip155:1=0x7712c34205737192402172409a8f7ccef8aa2aec";
    let run = alone(&[
        "supply",
        "--subject",
        "fund:sample",
        "--currency",
        "USD",
        "--value-per-token",
        "1",
        "--token",
        token,
        "--endpoint",
        "eip155:1=http://localhost:1",
        "--as-of",
        "2026-11-20T22:00:00Z",
        "--out",
        &out,
    ]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("error: cannot start a thread: "),
        "{}",
        run.stderr
    );
}

/// However many there are.
#[test]
fn some_threads_are_enough() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    for count in ["0", "1", "3", "none"] {
        let run = ends(
            Command::new(env!("CARGO_BIN_EXE_assay"))
                .env("RAYON_NUM_THREADS", count)
                .args([
                    "watch",
                    "--config",
                    &watch_dir.config(),
                    "--once",
                    "--begin",
                ]),
        );
        assert_eq!(run.code, 0, "{}", run.stderr);
        std::fs::remove_file(watch_dir.report(DAYS[0])).unwrap();
    }
}
