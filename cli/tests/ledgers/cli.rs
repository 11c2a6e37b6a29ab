//! `assay commit` on a ledger in Parquet.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::support::*;

fn commit(directory: &Path, holdings: &str) -> Output {
    fs::write(
        directory.join("book.json"),
        serde_json::to_vec(&book()).unwrap(),
    )
    .unwrap();
    Command::new(env!("CARGO_BIN_EXE_assay"))
        .current_dir(directory)
        .args([
            "commit",
            "--book",
            "book.json",
            "--custodian",
            "north",
            "--holdings",
            holdings,
        ])
        .args(["--opening", "opening.json", "--out", "commitment.json"])
        .output()
        .unwrap()
}

fn ledger(path: &Path, quantity: i128) {
    let columns = [
        ("account", texts([Some("A-1"), Some("A-2")])),
        ("instrument", texts([Some(BILL), Some(BILL_CUSIP)])),
        ("quantity", decimals(2, [Some(100), Some(quantity)])),
    ];
    write(path, &columns);
}

/// That others may read a ledger.
fn warning(what: &str, mode: u32, private: u32, path: &str) -> String {
    format!("warning: {path}: others may read this private {what} (mode {mode}); run chmod {private} {path}\n")
}

fn open_to_others(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn commits_to_files_and_directories() {
    for holdings in ["ledger.parquet", "ledger"] {
        let directory = TempDir::new().unwrap();
        let path = directory.path();
        fs::create_dir(path.join("ledger")).unwrap();
        ledger(&path.join("ledger.parquet"), 25);
        ledger(&path.join("ledger/part-0.parquet"), 25);
        let output = commit(path, holdings);
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(
            stdout.starts_with("north commits to 3 rows of the book, from 2 account lines\n"),
            "{stdout}"
        );
        let opening = fs::read_to_string(path.join("opening.json")).unwrap();
        let opening: serde_json::Value = serde_json::from_str(&opening).unwrap();
        let rows = opening["quantities"].as_array().unwrap().iter();
        let quantities: Vec<_> = rows.map(|row| row["quantity"].clone()).collect();
        assert_eq!(quantities, ["125", "0", "0"]);
    }
}

#[test]
fn refuses_a_short_position_and_writes_nothing() {
    let directory = TempDir::new().unwrap();
    let path = directory.path();
    ledger(&path.join("ledger.parquet"), -25);
    open_to_others(&path.join("ledger.parquet"), 0o644);
    let output = commit(path, "ledger.parquet");
    assert_eq!(output.status.code(), Some(2));
    let private = warning("file", 644, 600, "ledger.parquet");
    let expected = "error: ledger.parquet: quantity: expected zero or more for US912797RS85, found a negative number; short positions cannot back anything\n";
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr, format!("{private}{expected}"));
    assert!(!path.join("opening.json").exists() && !path.join("commitment.json").exists());
}

#[test]
fn ledgers_that_hold_nothing_or_that_others_may_read_are_told() {
    let directory = TempDir::new().unwrap();
    let path = directory.path();
    fs::create_dir(path.join("ledger")).unwrap();
    let columns = [
        ("account", texts([None; 0])),
        ("instrument", texts([None; 0])),
        ("quantity", decimals(2, [])),
    ];
    write(&path.join("ledger/part-0.parquet"), &columns);
    let nothing = "warning: ledger: holds nothing: not one line or balance was read from it, and none is committed to\n";
    for (mode, private) in [
        (0o700, String::new()),
        (0o750, warning("directory", 750, 700, "ledger")),
    ] {
        open_to_others(&path.join("ledger"), mode);
        let output = commit(path, "ledger");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{stderr}");
        assert!(
            stderr.starts_with(&format!("{private}{nothing}")),
            "{stderr}"
        );
        fs::remove_file(path.join("opening.json")).unwrap();
        fs::remove_file(path.join("commitment.json")).unwrap();
    }
}
