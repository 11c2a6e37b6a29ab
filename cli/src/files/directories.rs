//! The directories that outputs go to: opened before anything in them changes, and locked while it does.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use fs4::{FileExt, TryLockError};

use crate::files::error::FileError;
use crate::files::leftovers::leftovers;
use crate::files::paths::{directory, Identity};

/// How long another process may be writing. It takes as long as a few files take to reach the disk.
const WAIT: Duration = Duration::from_secs(10);

/// How often to look whether it is done.
const POLL: Duration = Duration::from_millis(5);

/// Directories in which nobody else writes outputs until this is dropped, or the process ends, however it does.
#[derive(Debug)]
pub(in crate::files) struct Directories(Vec<Directory>);

#[derive(Debug)]
struct Directory {
    identity: Identity,
    path: PathBuf,
    /// Where directories can be opened.
    handle: Option<File>,
}

impl Directories {
    /// Opens and locks the directories of these outputs, and removes what killed processes left in them.
    ///
    /// Some file systems, such as NFS, lock no directories. There, nobody is kept out, and only old leftovers are removed.
    ///
    /// # Errors
    /// [`FileError::Write`] of the output whose directory cannot be opened, [`FileError::Busy`].
    pub fn lock<'a>(outputs: impl Iterator<Item = &'a Path>) -> Result<Directories, FileError> {
        let mut found = Vec::new();
        for output in outputs {
            found.push(open(output).map_err(|source| FileError::Write {
                path: output.to_path_buf(),
                source,
            })?);
        }
        // In one order, so that no two processes wait for each other.
        found.sort_by(|a, b| a.identity.cmp(&b.identity));
        found.dedup_by(|a, b| a.identity == b.identity);
        for directory in &found {
            let locked = directory.lock()?;
            // Whoever has the lock is alone: what is there belongs to nobody. What cannot be read or removed is somebody else's.
            for path in leftovers(&directory.path, !locked).unwrap_or_default() {
                let _ = fs::remove_file(path);
            }
        }
        Ok(Directories(found))
    }

    /// Makes what happened to names in them durable.
    ///
    /// # Errors
    /// The directory, and the error of the system.
    pub fn sync(&self) -> Result<(), (PathBuf, io::Error)> {
        for Directory { path, handle, .. } in &self.0 {
            if let Some(handle) = handle {
                handle.sync_all().map_err(|source| (path.clone(), source))?;
            }
        }
        Ok(())
    }
}

impl Directory {
    /// Whether it could be locked.
    fn lock(&self) -> Result<bool, FileError> {
        let Some(handle) = &self.handle else {
            return Ok(false);
        };
        let begun = Instant::now();
        loop {
            match FileExt::try_lock(handle) {
                Ok(()) => return Ok(true),
                Err(TryLockError::WouldBlock) if begun.elapsed() < WAIT => sleep(POLL),
                Err(TryLockError::WouldBlock) => {
                    return Err(FileError::Busy {
                        path: self.path.clone(),
                        seconds: WAIT.as_secs(),
                    })
                }
                Err(TryLockError::Error(_)) => return Ok(false),
            }
        }
    }
}

fn open(output: &Path) -> io::Result<Directory> {
    let path = directory(output).to_path_buf();
    #[cfg(unix)]
    let handle = Some(File::open(&path)?);
    #[cfg(not(unix))]
    let handle = None;
    Ok(Directory {
        identity: Identity::of_path(&path)?,
        path,
        handle,
    })
}
