//! Paths: which file one names, and how its name is shown.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use assay_statement::steers;

/// The directory a file is in, `.` for a bare name.
pub fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// What makes a file or directory itself, whatever its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::files) struct Identity(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

impl Identity {
    /// Of what a path leads to.
    pub fn of_path(path: &Path) -> io::Result<Identity> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let found = fs::metadata(path)?;
            Ok(Identity((found.dev(), found.ino())))
        }
        #[cfg(not(unix))]
        fs::canonicalize(path).map(Identity)
    }
}

/// Whether two paths name one file, through links and relative parts, existing or not.
pub fn same_file(a: &Path, b: &Path) -> bool {
    if let (Ok(a), Ok(b)) = (Identity::of_path(a), Identity::of_path(b)) {
        return a == b;
    }
    match (resolve(a), resolve(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

/// The absolute path of a file that may not exist yet; its directory must.
fn resolve(path: &Path) -> Option<PathBuf> {
    if let Ok(full) = fs::canonicalize(path) {
        return Some(full);
    }
    let name = path.file_name()?;
    Some(fs::canonicalize(directory(path)).ok()?.join(name))
}

/// Whether a name begins with a dot.
pub fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.as_encoded_bytes());
    name.is_some_and(|name| name.starts_with(b"."))
}

/// The name of a file, fit for a terminal.
pub fn printable(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let shown = |c: char| match steers(c) {
        true => char::REPLACEMENT_CHARACTER,
        false => c,
    };
    name.to_string_lossy().chars().map(shown).collect()
}
