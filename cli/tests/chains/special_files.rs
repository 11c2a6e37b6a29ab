//! FIFOs, sockets and devices where files should be: refused, and not waited for.

use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::deadline::ends;
use crate::support::Run;
use crate::watch_dir::{change, events, find, text, WatchDir, DAYS};

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn once(watch_dir: &WatchDir) -> Run {
    ends(&mut watch_dir.command(&["--once", "--begin"]))
}

fn log_verify(watch_dir: &WatchDir) -> Run {
    let [reports, registry] = ["reports", "registry.json"].map(|name| text(&watch_dir.path(name)));
    let args = ["log", "verify", &reports, "--registry", &registry, "--json"];
    ends(Command::new(env!("CARGO_BIN_EXE_assay")).args(args))
}

#[test]
fn among_the_inputs_of_a_period() {
    for name in [
        "book.json",
        "supply.json",
        "policy.json",
        "x.opening.json",
        "x.attestation.json",
    ] {
        let watch_dir = WatchDir::with(&DAYS[..1]);
        let path = watch_dir.period(DAYS[0]).join(name);
        let _ = std::fs::remove_file(&path);
        fifo(&path);
        let run = once(&watch_dir);
        assert_eq!(run.code, 1, "{name}: {}{}", run.stdout, run.stderr);
        let events = events(&run.stdout);
        let refused = find(&events, "refused");
        let expected = format!("{}: expected a regular file, found a FIFO", path.display());
        assert_eq!(
            (&refused["code"], &refused["message"]),
            (&json!("io"), &json!(expected))
        );
        // The lock is free, and the next one finds what was put right.
        std::fs::remove_file(&path).unwrap();
        watch_dir.add(DAYS[0]);
        assert_eq!(once(&watch_dir).code, 0);
        watch_dir.holds(&DAYS[..1]);
    }
}

#[test]
fn among_the_reports() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    assert_eq!(once(&watch_dir).code, 0);
    let path = watch_dir.path("reports/z.json");
    let refused = |found: &str| {
        let expected = format!("expected a regular file, found {found}");
        let run = once(&watch_dir);
        let message = format!("expected reports only, but z.json is none: {expected}");
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(run.stderr.contains(&message), "{}", run.stderr);
        let run = log_verify(&watch_dir);
        assert_eq!(run.code, 1, "{}", run.stderr);
        let verdict: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let fault = json!({"code": "malformed", "file": "z.json", "message": expected});
        assert_eq!(verdict["faults"], json!([fault]));
    };
    fifo(&path);
    refused("a FIFO");
    std::fs::remove_file(&path).unwrap();
    let socket = UnixListener::bind(&path).unwrap();
    refused("a socket");
    drop(socket);
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
    refused("a device");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(log_verify(&watch_dir).code, 0);
}

#[test]
fn in_place_of_the_lock_and_of_what_the_configuration_names() {
    for name in ["reports/.assay-watch.lock", "registry.json", "all.json"] {
        let watch_dir = WatchDir::with(&DAYS[..1]);
        change(&watch_dir.path("watch.json"), |config| {
            config["policy"] = "all.json".into()
        });
        std::fs::copy(
            watch_dir.period(DAYS[0]).join("policy.json"),
            watch_dir.path("all.json"),
        )
        .unwrap();
        let _ = std::fs::remove_file(watch_dir.path(name));
        fifo(&watch_dir.path(name));
        let run = once(&watch_dir);
        assert_eq!(run.code, 2, "{name}: {}", run.stdout);
        let expected = format!("{name}: expected a regular file, found a FIFO\n");
        assert!(run.stderr.ends_with(&expected), "{}", run.stderr);
    }
    // Metrics are read back, and written.
    let watch_dir = WatchDir::with(&DAYS[..1]);
    fifo(&watch_dir.path("reports/assay.prom"));
    let run = once(&watch_dir);
    assert_eq!(run.code, 2, "{}", run.stdout);
    let expected = "assay.prom: expected a regular file or none, found a FIFO";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
}
