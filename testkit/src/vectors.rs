//! The files of `test-vectors/`.

use std::path::{Path, PathBuf};

/// The path of a file, `report/report.json` for one.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../test-vectors")
        .join(name)
}

/// Its bytes.
#[track_caller]
pub fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Its text.
#[track_caller]
pub fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}
