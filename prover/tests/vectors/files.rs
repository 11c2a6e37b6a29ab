//! Files of `test-vectors/`: read, compared, and on request written again.

use std::path::{Path, PathBuf};

use serde::Serialize;

/// A file of `test-vectors/`.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../test-vectors")
        .join(name)
}

pub fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Whether derived files are to be written.
pub fn regenerate() -> bool {
    std::env::var_os("ASSAY_REGENERATE").is_some_and(|value| value == "1")
}

/// The file holds this text; when regenerating, it will.
#[track_caller]
pub fn holds(name: &str, text: &str) {
    if regenerate() {
        std::fs::write(path(name), text).unwrap();
    }
    assert!(
        read(name) == text,
        "{name} is not what the code makes of it: run with ASSAY_REGENERATE=1 and look at the difference"
    );
}

/// As [`holds`], of JSON.
#[track_caller]
pub fn holds_json<T: Serialize>(name: &str, value: &T) {
    holds(
        name,
        &format!("{}\n", serde_json::to_string_pretty(value).unwrap()),
    );
}

/// A report or opening that stays as it is once made.
pub fn kept(name: &str, make: impl FnOnce() -> String) -> String {
    if regenerate() && !path(name).exists() {
        std::fs::write(path(name), make()).unwrap();
    }
    read(name)
}
