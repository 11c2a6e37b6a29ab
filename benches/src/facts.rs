//! Measured figures that criterion does not keep: sizes, memory, the times of other programs.
//!
//! One file a figure in `target/facts`, so that benches, scripts and the tables share them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where cargo builds, as criterion finds it.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"),
        PathBuf::from,
    )
}

/// Where the figures are kept: `$ASSAY_FACTS`, or `target/facts`.
fn folder() -> PathBuf {
    std::env::var_os("ASSAY_FACTS").map_or_else(|| target().join("facts"), PathBuf::from)
}

/// The file of a figure. Names are lower-case words, `peer/bulletproofs/proof-bytes` for example.
fn file(name: &str) -> PathBuf {
    folder().join(name)
}

/// Keeps an integer figure under `name`. The name ends with the unit: `-bytes`, `-ns`, `-kib`.
///
/// # Errors
/// Those of the file system.
pub fn record(name: &str, value: u64) -> io::Result<()> {
    let file = file(name);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, format!("{value}\n"))
}

/// The figure kept under `name`, if it was measured.
pub fn read(name: &str) -> Option<u64> {
    fs::read_to_string(file(name)).ok()?.trim().parse().ok()
}
