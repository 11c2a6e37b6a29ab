//! One process a directory of reports, and what a killed one left behind.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

use fs4::{FileExt, TryLockError};

use crate::files::{is_hidden, FileError};
use crate::watch::error::WatchError;

/// Name of the file that is locked. It is empty, and stays.
const NAME: &str = ".assay-watch.lock";

/// A temporary file beside other programs' files is left alone until it is so old.
const ABANDONED: Duration = Duration::from_secs(600);

/// The lock, until this is dropped or the process ends, however it does.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a directory.
    ///
    /// # Errors
    /// [`WatchError::Locked`] if another process has it, [`FileError::Write`] if there can be no lock.
    pub fn take(dir: &Path) -> Result<Lock, WatchError> {
        let path = dir.join(NAME);
        let error = |source| FileError::Write {
            path: path.clone(),
            source,
        };
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(error)?;
        match FileExt::try_lock(&file) {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(WatchError::Locked {
                path: dir.to_path_buf(),
            }),
            Err(TryLockError::Error(source)) => Err(error(source).into()),
        }
    }
}

/// Temporary files that a killed process left in a directory. In one that others write to as well, old ones only.
///
/// # Errors
/// [`FileError::Read`] if the directory cannot be read.
pub fn leftovers(dir: &Path, shared: bool) -> Result<Vec<PathBuf>, FileError> {
    let error = |source| FileError::Read {
        path: dir.to_path_buf(),
        source,
    };
    let mut found = Vec::new();
    for file in fs::read_dir(dir).map_err(error)? {
        let path = file.map_err(error)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy());
        let ours = name.is_some_and(|name| name.starts_with(".assay-") && name.ends_with(".tmp"));
        let is_file = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
        if ours && is_hidden(&path) && is_file && (!shared || is_abandoned(&path)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn is_abandoned(path: &Path) -> bool {
    let changed = fs::metadata(path).and_then(|meta| meta.modified());
    let age = changed.ok().and_then(|changed| changed.elapsed().ok());
    age.is_some_and(|age| age > ABANDONED)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_lock() {
        let dir = tempfile::tempdir().unwrap();
        let lock = Lock::take(dir.path()).unwrap();
        assert!(matches!(
            Lock::take(dir.path()),
            Err(WatchError::Locked { path }) if path == dir.path()
        ));
        drop(lock);
        Lock::take(dir.path()).unwrap();
        let missing = dir.path().join("none");
        assert!(matches!(
            Lock::take(&missing),
            Err(WatchError::File(FileError::Write { .. }))
        ));
    }

    #[test]
    fn only_what_we_left_is_swept() {
        let dir = tempfile::tempdir().unwrap();
        let _lock = Lock::take(dir.path()).unwrap();
        for name in [
            ".assay-abc.tmp",
            "assay-abc.tmp",
            ".assay-abc.json",
            ".other.tmp",
            "x.report.json",
        ] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        fs::create_dir(dir.path().join(".assay-dir.tmp")).unwrap();
        let found = leftovers(dir.path(), false).unwrap();
        assert_eq!(found, [dir.path().join(".assay-abc.tmp")]);
        assert!(leftovers(dir.path(), true).unwrap().is_empty());
        let old = std::time::SystemTime::now() - ABANDONED - Duration::from_secs(1);
        let file = File::options().write(true).open(&found[0]).unwrap();
        file.set_modified(old).unwrap();
        assert_eq!(leftovers(dir.path(), true).unwrap(), found);
    }
}
