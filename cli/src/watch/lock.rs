//! One process a directory of reports.

use std::fs::{File, OpenOptions};
use std::path::Path;

use fs4::{FileExt, TryLockError};

use crate::files::FileError;
use crate::watch::error::WatchError;

/// Name of the file that is locked. It is empty, and stays.
const NAME: &str = ".assay-watch.lock";

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
}
