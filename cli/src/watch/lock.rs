//! One process a directory of reports.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use fs4::{FileExt, TryLockError};

use crate::files::{self, FileError};
use crate::watch::error::WatchError;

/// Name of the file that is locked. It is empty, and stays.
const NAME: &str = ".assay-watch.lock";

/// The lock, until this is dropped or the process ends, however it does.
#[derive(Debug)]
pub struct Lock {
    dir: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of a directory.
    ///
    /// # Errors
    /// [`WatchError::Locked`] if another process has it, [`FileError`] if there can be no lock, as something else is in its
    /// place.
    pub fn take(dir: &Path) -> Result<Lock, WatchError> {
        let path = dir.join(NAME);
        let error = |source| FileError::Write {
            path: path.clone(),
            source,
        };
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        let file = match files::open_regular_with(&path, &mut options) {
            Err(FileError::Read { source, .. }) => return Err(error(source).into()),
            opened => opened?,
        };
        match FileExt::try_lock(&file) {
            Ok(()) => Ok(Lock {
                dir: dir.to_path_buf(),
                file,
            }),
            Err(TryLockError::WouldBlock) => Err(WatchError::Locked {
                path: dir.to_path_buf(),
            }),
            Err(TryLockError::Error(source)) => Err(error(source).into()),
        }
    }

    /// Checks that what is locked is the lock of the directory as it is now. If another directory is in its place, or the file
    /// was removed, another process may have taken that one's lock.
    ///
    /// # Errors
    /// [`WatchError::LockLost`], or [`FileError::Read`] if the system does not say.
    pub fn check(&self) -> Result<(), WatchError> {
        let path = self.dir.join(NAME);
        let lost = || WatchError::LockLost {
            path: self.dir.clone(),
        };
        let found = match fs::metadata(&path) {
            Ok(found) => found,
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(lost()),
            Err(source) => return Err(FileError::Read { path, source }.into()),
        };
        let read_error = |source| FileError::Read { path, source };
        let held = self.file.metadata().map_err(read_error)?;
        match is_same(&held, &found) {
            true => Ok(()),
            false => Err(lost()),
        }
    }
}

#[cfg(unix)]
fn is_same(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Elsewhere neither a file that is open nor its directory can be moved away.
#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
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

    #[cfg(unix)]
    #[test]
    fn a_lock_that_is_not_the_directorys_is_lost() {
        let dir = tempfile::tempdir().unwrap();
        let [reports, away] = ["reports", "away"].map(|name| dir.path().join(name));
        let lost = |lock: &Lock| {
            let found = lock.check();
            matches!(found, Err(WatchError::LockLost { path }) if path == reports)
        };
        fs::create_dir(&reports).unwrap();
        let lock = Lock::take(&reports).unwrap();
        lock.check().unwrap();
        fs::rename(&reports, &away).unwrap();
        assert!(lost(&lock));
        fs::create_dir(&reports).unwrap();
        assert!(lost(&lock));
        let other = Lock::take(&reports).unwrap();
        assert!(lost(&lock));
        other.check().unwrap();
        fs::remove_file(reports.join(NAME)).unwrap();
        assert!(lost(&other));
    }
}
