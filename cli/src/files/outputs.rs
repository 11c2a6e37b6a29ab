//! Outputs: all of a command appear whole, or none does; secret ones are never readable by others.

use std::fs;
#[cfg(unix)]
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::files::error::FileError;
use crate::files::paths::{directory, same_file};

/// Who may read an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone the umask allows.
    Public,
    /// The owner alone: mode 0600 from the moment the file exists.
    Secret,
}

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
    /// [`FileError::OutputIsInput`], [`FileError::OutputTwice`], [`FileError::Directory`], [`FileError::Exists`].
    pub fn check(&mut self, path: &Path) -> Result<(), FileError> {
        let owned = || path.to_path_buf();
        if self.inputs.iter().any(|input| same_file(input, path)) {
            return Err(FileError::OutputIsInput { path: owned() });
        }
        if self.outputs.iter().any(|other| same_file(other, path)) {
            return Err(FileError::OutputTwice { path: owned() });
        }
        if path.is_dir() {
            return Err(FileError::Directory { path: owned() });
        }
        if !self.force && fs::symlink_metadata(path).is_ok() {
            return Err(FileError::Exists { path: owned() });
        }
        self.outputs.push(owned());
        Ok(())
    }

    /// Writes all files: each goes to a temporary file beside it, is flushed to disk, and only when all are there are
    /// they renamed, one after the other. Without `force` the rename itself refuses an output that appeared meanwhile.
    ///
    /// If a rename fails, the files that were renamed before it are taken away again; with `force` they stay, as what
    /// they replaced is gone. A crash between two renames leaves the earlier files.
    ///
    /// # Errors
    /// [`FileError::Write`], [`FileError::Exists`].
    pub fn write_all(&self, files: &[Output<'_>]) -> Result<(), FileError> {
        let mut staged = Vec::with_capacity(files.len());
        for file in files {
            staged.push((file.path, stage(file)?));
        }
        let mut renamed = Vec::with_capacity(staged.len());
        for (path, temporary) in staged {
            let published = self.rename(path, temporary).and_then(|()| {
                renamed.push(path);
                sync_directory(path).map_err(|source| write_error(path, source))
            });
            if let Err(error) = published {
                if !self.force {
                    for path in renamed {
                        let _ = fs::remove_file(path); // the error at hand says more
                    }
                }
                return Err(error);
            }
        }
        Ok(())
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

    fn rename(&self, path: &Path, temporary: NamedTempFile) -> Result<(), FileError> {
        let renamed = if self.force {
            temporary.persist(path)
        } else {
            temporary.persist_noclobber(path)
        };
        match renamed {
            Ok(_) => Ok(()),
            Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => Err(FileError::Exists {
                path: path.to_path_buf(),
            }),
            Err(e) => Err(write_error(path, e.error)),
        }
    }
}

fn write_error(path: &Path, source: io::Error) -> FileError {
    FileError::Write {
        path: path.to_path_buf(),
        source,
    }
}

fn stage(file: &Output<'_>) -> Result<NamedTempFile, FileError> {
    let mut builder = Builder::new();
    builder.prefix(".assay-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = match file.access {
            Access::Public => 0o666, // less the umask
            Access::Secret => 0o600,
        };
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    let staged = builder.tempfile_in(directory(file.path));
    staged
        .and_then(|mut temporary| {
            temporary.write_all(file.bytes)?;
            temporary.as_file().sync_all()?;
            Ok(temporary)
        })
        .map_err(|source| write_error(file.path, source))
}

/// Makes the rename itself durable.
#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(directory(path))?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}
