//! Runs `assay` on the files of one demo.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assay_testkit::program;
pub use assay_testkit::program::Run;
use serde_json::Value;

pub fn assay(args: &[&str]) -> Run {
    program::run(env!("CARGO_BIN_EXE_assay"), args)
}

/// `assay verify --json`: exit code and what it printed.
pub fn verify_with(report: &str, registry: &str, extra: &[&str]) -> (i32, Value) {
    let mut args = vec!["verify", report, "--registry", registry, "--json"];
    args.extend(extra);
    let run = assay(&args);
    let value = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr));
    (run.code, value)
}

/// A demo with these options, in a directory of its own, and what it said.
pub fn make_demo(name: &str, options: &[&str]) -> (PathBuf, Run) {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if dir.exists() {
        std::fs::remove_dir_all(&dir).unwrap();
    }
    let run = assay(&[&["demo", "--dir", dir.to_str().unwrap()], options].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("VALID\n"));
    (dir, run)
}

/// The files of one demo, made once.
pub fn demo() -> &'static Path {
    static DEMO: OnceLock<PathBuf> = OnceLock::new();
    DEMO.get_or_init(|| make_demo("demo-commands", &[]).0)
}

/// The files of the demo of the real fund, and what it said, made once.
pub fn fund_demo() -> &'static (PathBuf, Run) {
    static DEMO: OnceLock<(PathBuf, Run)> = OnceLock::new();
    DEMO.get_or_init(|| make_demo("demo-fund", &["--fund"]))
}

/// Path of a file of the demo of the real fund.
pub fn fund_file(name: &str) -> String {
    fund_demo().0.join(name).to_str().unwrap().to_string()
}

/// A directory of one test's own, beside the demo's files.
pub struct TestDir {
    dir: tempfile::TempDir,
}

impl TestDir {
    pub fn new() -> TestDir {
        demo();
        TestDir {
            dir: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap(),
        }
    }

    /// Path of an output of this test.
    pub fn out(&self, name: &str) -> String {
        self.dir.path().join(name).to_str().unwrap().to_string()
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.out(name), text).unwrap();
        self.out(name)
    }

    /// A demo document, changed.
    pub fn changed(&self, name: &str, change: impl FnOnce(&mut Value)) -> String {
        let mut value: Value = serde_json::from_str(&read(name)).unwrap();
        let before = value.clone();
        change(&mut value);
        assert_ne!(before, value, "nothing changed in {name}");
        self.write(name, &value.to_string())
    }

    /// A demo file with one piece of text replaced.
    pub fn replaced(&self, name: &str, from: &str, to: &str) -> String {
        let text = read(name);
        assert!(text.contains(from), "{name} has no {from}");
        self.write(name, &text.replacen(from, to, 1))
    }

    pub fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Path of a file of the demo.
pub fn file(name: &str) -> String {
    demo().join(name).to_str().unwrap().to_string()
}

pub fn read(name: &str) -> String {
    std::fs::read_to_string(demo().join(name)).unwrap()
}

/// The command fails with exit code 2, and its message holds all of these.
#[track_caller]
pub fn refused(args: &[&str], expected: &[&str]) {
    let run = assay(args);
    assert_eq!(run.code, 2, "{args:?}\n{}{}", run.stdout, run.stderr);
    for text in expected {
        assert!(
            run.stderr.contains(text),
            "expected {text:?} in:\n{}",
            run.stderr
        );
    }
    assert!(!run.stderr.contains("panicked"));
}
