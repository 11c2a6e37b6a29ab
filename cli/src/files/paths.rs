//! Paths: which file one names, and how its name is shown.

use std::fs;
use std::path::{Path, PathBuf};

use assay_statement::steers;

/// The directory a file is in, `.` for a bare name.
pub fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Whether two paths name one file, through links and relative parts, existing or not.
pub fn same_file(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if let (Ok(a), Ok(b)) = (fs::metadata(a), fs::metadata(b)) {
            return a.dev() == b.dev() && a.ino() == b.ino();
        }
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
