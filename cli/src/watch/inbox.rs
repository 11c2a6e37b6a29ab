//! The inbox: which periods there are.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files::{is_hidden, printable, FileError};
use crate::watch::period::Period;

/// A file of this name in a period's directory: its report is not to be made.
pub const SKIP: &str = "skip";

/// What a file system keeps in its root, and no period.
const LOST_AND_FOUND: &str = "lost+found";

/// The directories of an inbox.
pub struct Inbox {
    /// The periods in order of time.
    pub periods: Vec<(Period, PathBuf)>,
    /// Names of directories that are no periods.
    pub others: Vec<String>,
}

/// Looks into an inbox. What begins with a dot is left alone, and so are files, and `lost+found`.
pub fn periods(inbox: &Path) -> Result<Inbox, FileError> {
    let (mut periods, mut others) = (Vec::new(), Vec::new());
    for path in entries(inbox)? {
        if !path.is_dir() || path.ends_with(LOST_AND_FOUND) {
            continue;
        }
        match path
            .file_name()
            .and_then(|name| name.to_str()?.parse().ok())
        {
            Some(period) => periods.push((period, path)),
            None => others.push(printable(&path)),
        }
    }
    periods.sort();
    Ok(Inbox { periods, others })
}

/// Paths in a directory in order, but for those that begin with a dot.
pub fn entries(dir: &Path) -> Result<Vec<PathBuf>, FileError> {
    let error = |source| FileError::Read {
        path: dir.to_path_buf(),
        source,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(error)? {
        let path = entry.map_err(error)?.path();
        if !is_hidden(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether a period is marked to be skipped.
pub fn is_skipped(dir: &Path) -> bool {
    fs::symlink_metadata(dir.join(SKIP)).is_ok()
}
