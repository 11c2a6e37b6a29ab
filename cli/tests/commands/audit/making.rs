//! `assay prove --auditor`: who may be named, and what is written.

use age::secrecy::ExposeSecret;
use serde_json::Value;

use crate::audit::made::{identity, keys, made, prove, recipient};
use crate::support::{self, assay, file, read, refused, TestDir};

#[cfg(unix)]
#[test]
fn files_of_auditors_are_private() {
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};
    let made = made();
    let test_dir = TestDir::new();
    let mode = |path: &str| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let copy = made.path("copy.age");
    assert_eq!(mode(&copy), 0o600);
    let out = test_dir.out("positions");
    assert_eq!(made.audit(&copy, &["--out", &out]).code, 0);
    assert_eq!(mode(&out), 0o600);

    let key = identity(&test_dir, "open.key", &keys()[0]);
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let run = made.audit_with(&copy, &key, &made.path("report.json"), &[]);
    assert_eq!(run.code, 0);
    assert!(run
        .stderr
        .contains("open.key: others may read this private file (mode 644)"));

    let (identity, report, registry) = (
        made.path("0.key"),
        made.path("report.json"),
        file("registry.json"),
    );
    for (open, warned) in [(0o640, true), (0o600, false)] {
        let path = test_dir.write("stdout", "");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(open)).unwrap();
        let options = ["--identity", &identity, "--report", &report];
        let output = Command::new(env!("CARGO_BIN_EXE_assay"))
            .args(["audit", &copy])
            .args(options)
            .args(["--registry", &registry])
            .stdout(Stdio::from(std::fs::File::create(&path).unwrap()))
            .output()
            .unwrap();
        assert!(output.status.success());
        let warning = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            warning.contains("standard output is a file that others may read (mode 640)"),
            warned
        );
    }
}

#[test]
fn the_report_is_the_same_with_a_copy_and_without() {
    let made = made();
    let value: Value =
        serde_json::from_str(&std::fs::read_to_string(made.path("report.json")).unwrap()).unwrap();
    let without: Value = serde_json::from_str(&read("report.json")).unwrap();
    let fields =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(fields(&value), fields(&without));
    assert!(!value.to_string().contains("age1"));
}

#[test]
fn wrong_auditors_are_refused_before_anything_is_read() {
    let test_dir = TestDir::new();
    let (good, copy) = (recipient(0), test_dir.out("copy.age"));
    // Were they read, these would be complained about first.
    let nothing = [
        "--book", "x", "--policy", "x", "--supply", "x", "--out", "y",
    ];
    let files = [
        "--opening",
        "x",
        "--attestation",
        "x",
        "--auditor-copy",
        &copy,
    ];
    let refused = |auditors: &[&str], expected: &str| {
        let auditors: Vec<&str> = auditors.iter().flat_map(|a| ["--auditor", a]).collect();
        refused(
            &[&["prove"], &nothing[..], &files, &auditors].concat(),
            &[expected],
        );
    };
    let secret = keys()[0].to_string();
    refused(
        &[&good, secret.expose_secret()],
        "error: --auditor: auditor 2: expected a recipient (age1...), found a SECRET key",
    );
    let args = [
        &["prove"],
        &nothing[..],
        &files,
        &["--auditor", secret.expose_secret()],
    ]
    .concat();
    let run = assay(&args);
    assert!(!run
        .stderr
        .to_uppercase()
        .contains(&secret.expose_secret()[20..]));
    refused(
        &[&good[..60]],
        "auditor 1: expected an X25519 recipient (age1 and 58 more",
    );
    refused(&["ssh-ed25519 AAAA"], "found an SSH key");
    refused(&[&good, &good], "auditor 2: named before");
    support::refused(
        &[&["prove"], &nothing[..], &files[..4], &["--auditor", &good]].concat(),
        &["--auditor-copy <FILE>"],
    );
    support::refused(
        &[&["prove"], &nothing[..], &files].concat(),
        &["--auditor <RECIPIENT>"],
    );
    assert!(test_dir.files().is_empty());
}

#[test]
fn copy_and_report_are_written_together_or_not_at_all() {
    let test_dir = TestDir::new();
    let good = recipient(0);
    let report = test_dir.out("report.json");
    let run = prove(&test_dir, &["--auditor", &good, "--auditor-copy", &report]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("named for two outputs"),
        "{}",
        run.stderr
    );
    let opening = file("northbank.opening.json");
    let run = prove(
        &test_dir,
        &["--auditor", &good, "--auditor-copy", &opening, "--force"],
    );
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("is an input of this command"));
    let nowhere = test_dir.out("none/copy.age");
    let run = prove(&test_dir, &["--auditor", &good, "--auditor-copy", &nowhere]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot write"), "{}", run.stderr);
    assert!(test_dir.files().is_empty());
}
