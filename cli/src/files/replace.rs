//! Files that belong together take their places together: all of them, or what was there before.
//!
//! Several files cannot be renamed in one step. So what is there is taken away first, to names beside; only when the disk has
//! that do the new files take the places. A crash leaves the old files, the new ones, or some of either: a name may be missing,
//! but never does an old file stand beside a new one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::files::access::Access;
use crate::files::directories::Directories;
use crate::files::error::FileError;
use crate::files::leftovers::temporary;
use crate::files::paths::Identity;

/// A file that is whole on disk, beside its place.
pub(in crate::files) struct Staged<'a> {
    pub path: &'a Path,
    pub file: NamedTempFile,
}

/// Gives all files their places. With `force` they replace what is there.
///
/// # Errors
/// [`FileError::Write`], [`FileError::Exists`]: nothing has changed. [`FileError::NotRestored`]: what was there before could not
/// be put back. [`FileError::NotFlushed`]: all are in place, but perhaps not on disk. [`FileError::Interfered`].
pub(in crate::files) fn place(
    staged: Vec<Staged<'_>>,
    force: bool,
    directories: &Directories,
) -> Result<(), FileError> {
    let mut changes = Changes::default();
    if let Err(error) = changes.make(staged, force, directories) {
        return Err(changes.undo(error, directories));
    }
    let synced = directories.sync();
    synced.map_err(|(path, source)| FileError::NotFlushed { path, source })?;
    changes.check()
}

/// What has been done so far.
#[derive(Default)]
pub(in crate::files) struct Changes {
    /// What was there before, last output first.
    taken: Vec<(PathBuf, TempPath)>,
    /// What is there now.
    placed: Vec<Placed>,
}

struct Placed {
    path: PathBuf,
    identity: Identity,
}

impl Placed {
    /// Whether nobody else has replaced it.
    fn is_there(&self) -> bool {
        // Elsewhere a file is known by its name alone.
        !cfg!(unix) || Identity::of_path(&self.path).is_ok_and(|found| found == self.identity)
    }
}

impl Changes {
    /// Takes away what is there, if there are several files, and gives them their places.
    pub fn make(
        &mut self,
        staged: Vec<Staged<'_>>,
        force: bool,
        directories: &Directories,
    ) -> Result<(), FileError> {
        // A single file is replaced in one step.
        let one = staged.len() == 1;
        if force && !one {
            for Staged { path, .. } in staged.iter().rev() {
                let taken = take(path).map_err(|source| write_error(path, source))?;
                self.taken
                    .extend(taken.map(|taken| (path.to_path_buf(), taken)));
            }
        }
        if !self.taken.is_empty() {
            let synced = directories.sync();
            synced.map_err(|(path, source)| write_error(&path, source))?;
        }
        for Staged { path, file } in staged {
            let identity =
                Identity::of_path(file.path()).map_err(|source| write_error(path, source))?;
            let renamed = match force && one {
                true => file.persist(path),
                false => file.persist_noclobber(path),
            };
            renamed.map_err(|e| match e.error.kind() {
                io::ErrorKind::AlreadyExists => FileError::Exists {
                    path: path.to_path_buf(),
                },
                _ => write_error(path, e.error),
            })?;
            let path = path.to_path_buf();
            self.placed.push(Placed { path, identity });
        }
        Ok(())
    }

    /// Nobody else has replaced a file. Needed where directories cannot be locked: of two processes that mix their files, the
    /// one that is done last sees it.
    pub fn check(&self) -> Result<(), FileError> {
        match self.placed.iter().find(|placed| !placed.is_there()) {
            Some(placed) => Err(FileError::Interfered {
                path: placed.path.clone(),
            }),
            None => Ok(()),
        }
    }

    /// Puts back what was there before; says so if that fails.
    pub fn undo(self, error: FileError, directories: &Directories) -> FileError {
        for placed in self.placed.iter().rev().filter(|placed| placed.is_there()) {
            // If that fails, so does putting back.
            let _ = fs::remove_file(&placed.path);
        }
        let mut result = error;
        for (path, taken) in self.taken.into_iter().rev() {
            if let Err(failed) = taken.persist_noclobber(&path) {
                // Dropped, it would be removed.
                let kept = failed.path.keep().unwrap_or_else(|e| e.path.to_path_buf());
                result = FileError::NotRestored {
                    path,
                    kept,
                    source: failed.error,
                    cause: cause(result),
                };
            }
        }
        let _ = directories.sync(); // the error at hand says more
        result
    }
}

/// What an error says, without the assurance that nothing has changed.
fn cause(error: FileError) -> String {
    match error {
        FileError::Write { path, source } => {
            format!("{}: cannot write: {source}", path.display())
        }
        other => other.to_string(),
    }
}

/// Renames a file to a name beside it; nothing if there is none.
fn take(path: &Path) -> io::Result<Option<TempPath>> {
    let beside = temporary(path, Access::Secret)?.into_temp_path();
    match fs::rename(path, &beside) {
        Ok(()) => Ok(Some(beside)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

pub(in crate::files) fn write_error(path: &Path, source: io::Error) -> FileError {
    FileError::Write {
        path: path.to_path_buf(),
        source,
    }
}
