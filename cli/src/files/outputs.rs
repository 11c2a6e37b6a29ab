//! Outputs: all of a command appear whole, or none does; secret ones are never readable by others.

use std::fs::{self, FileType};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::files::access::Access;
use crate::files::directories::Directories;
use crate::files::error::FileError;
use crate::files::leftovers::temporary;
use crate::files::paths::same_file;
use crate::files::replace::{place, write_error, Staged};

/// One file to be written.
pub struct Output<'a> {
    /// Where to.
    pub path: &'a Path,
    /// The whole content.
    pub bytes: &'a [u8],
    /// Who may read it.
    pub access: Access,
}

/// The inputs and outputs of one command.
#[derive(Debug, Default)]
pub struct Outputs {
    force: bool,
    inputs: Vec<PathBuf>,
    outputs: Vec<PathBuf>,
}

impl Outputs {
    /// No file yet. `force` allows replacing existing outputs.
    pub fn new(force: bool) -> Self {
        Outputs {
            force,
            ..Self::default()
        }
    }

    /// Remembers an input, which no output may replace.
    pub fn input(&mut self, path: &Path) {
        self.inputs.push(path.to_path_buf());
    }

    /// Checks that `path` may be written, before any work is done for it. Name all inputs before.
    ///
    /// # Errors
    /// [`FileError::OutputIsInput`], [`FileError::OutputTwice`], [`FileError::Directory`], [`FileError::OutputNotRegular`],
    /// [`FileError::Exists`].
    pub fn check(&mut self, path: &Path) -> Result<(), FileError> {
        let owned = || path.to_path_buf();
        if self.inputs.iter().any(|input| same_file(input, path)) {
            return Err(FileError::OutputIsInput { path: owned() });
        }
        if self.outputs.iter().any(|other| same_file(other, path)) {
            return Err(FileError::OutputTwice { path: owned() });
        }
        self.check_place(path)?;
        self.outputs.push(owned());
        Ok(())
    }

    /// What is at `path` is a file that may be replaced, or nothing. A device, a FIFO or a link is there for a purpose that a
    /// file in its place would not serve, and what is written through it could be left half written.
    fn check_place(&self, path: &Path) -> Result<(), FileError> {
        let owned = || path.to_path_buf();
        let Ok(found) = fs::symlink_metadata(path) else {
            return Ok(());
        };
        let kind = found.file_type();
        if kind.is_dir() {
            return Err(FileError::Directory { path: owned() });
        }
        if !kind.is_file() {
            return Err(FileError::OutputNotRegular {
                path: owned(),
                found: name_of(kind),
            });
        }
        match self.force {
            true => Ok(()),
            false => Err(FileError::Exists { path: owned() }),
        }
    }

    /// Writes all files: each goes to a temporary file beside its place and is flushed to disk, and only when all are there
    /// do they take their places, together. Meanwhile no other process writes outputs to the same directories, if these can
    /// be locked.
    ///
    /// # Errors
    /// [`FileError::NotFlushed`]: all files are in place, but perhaps not on disk. [`FileError::NotRestored`],
    /// [`FileError::Interfered`]: some may be in place. Any other: nothing has changed.
    pub fn write_all(&self, files: &[Output<'_>]) -> Result<(), FileError> {
        let directories = Directories::lock(files.iter().map(|file| file.path))?;
        let mut staged = Vec::with_capacity(files.len());
        for file in files {
            self.check_place(file.path)?;
            staged.push(Staged {
                path: file.path,
                file: stage(file).map_err(|source| write_error(file.path, source))?,
            });
        }
        place(staged, self.force, &directories)
    }

    /// [`Outputs::write_all`] of a single file.
    ///
    /// # Errors
    /// As there.
    pub fn write(&self, path: &Path, bytes: &[u8], access: Access) -> Result<(), FileError> {
        self.write_all(&[Output {
            path,
            bytes,
            access,
        }])
    }
}

fn stage(file: &Output<'_>) -> io::Result<NamedTempFile> {
    let mut staged = temporary(file.path, file.access)?;
    staged.write_all(file.bytes)?;
    staged.as_file().sync_all()?;
    Ok(staged)
}

/// What is neither a file nor a directory, in words.
fn name_of(kind: FileType) -> &'static str {
    if kind.is_symlink() {
        return "a symbolic link";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a FIFO";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    "something else"
}
