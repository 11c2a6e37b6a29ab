//! Files in and out: bounded reads, atomic writes, secrets that are never readable by others.
//!
//! A command first names every input ([`Outputs::input`]), then checks every output ([`Outputs::check`]) before it starts
//! any long work, and at the end hands over all outputs at once ([`Outputs::write_all`]). Every file appears whole or not
//! at all, and nothing is touched unless all of them could be written beside their places.
//!
//! Documents are read up to the limit of their kind (`Document::MAX_BYTES`), other files up to the limits here.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};
use thiserror::Error;
use zeroize::Zeroizing;

/// Largest price file that is read, in bytes. The real one has some 500 lines of 70 bytes.
pub const MAX_PRICES: u64 = 4 << 20;

/// Largest private key file that is read, in bytes.
pub const MAX_KEY: u64 = 64 << 10;

/// What can go wrong with a file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FileError {
    /// The file cannot be opened or read.
    #[error("{}: cannot read: {source}; check the path and its permissions", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The path names a directory.
    #[error("{}: expected a file, found a directory", path.display())]
    Directory {
        /// The path.
        path: PathBuf,
    },
    /// The file is longer than such a file can be.
    #[error("{}: expected at most {limit} bytes, found more; is it the right file?", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// The file is not UTF-8.
    #[error("{}: expected UTF-8 text, found another byte at offset {offset}", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
    },
    /// The output exists and `--force` was not given.
    #[error("{}: expected no such file, found one; choose another name, or pass --force to replace it", path.display())]
    Exists {
        /// The output.
        path: PathBuf,
    },
    /// The output is one of the inputs.
    #[error("{}: is an input of this command and cannot be its output; choose another name", path.display())]
    OutputIsInput {
        /// The output.
        path: PathBuf,
    },
    /// Two outputs have the same path.
    #[error("{}: is named for two outputs of this command; choose two names", path.display())]
    OutputTwice {
        /// The output.
        path: PathBuf,
    },
    /// The output cannot be written.
    #[error("{}: cannot write: {source}; nothing was left half written", path.display())]
    Write {
        /// The output.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Standard output cannot be written.
    #[error("standard output: cannot write: {source}")]
    Stdout {
        /// What the system said.
        source: io::Error,
    },
}

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

/// The directory a file is in, `.` for a bare name.
pub fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
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

/// Whether two paths name one file, through links and relative parts, existing or not.
pub(crate) fn same_file(a: &Path, b: &Path) -> bool {
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

/// Opens a file for reading, refusing a directory.
///
/// # Errors
/// [`FileError::Read`], [`FileError::Directory`].
pub fn open(path: &Path) -> Result<File, FileError> {
    let read_error = |source| FileError::Read {
        path: path.to_path_buf(),
        source,
    };
    let file = File::open(path).map_err(read_error)?;
    if file.metadata().map_err(read_error)?.is_dir() {
        return Err(FileError::Directory {
            path: path.to_path_buf(),
        });
    }
    Ok(file)
}

/// Reads a file of at most `limit` bytes. The bytes are wiped when dropped, also where reading had to grow the buffer.
///
/// # Errors
/// [`FileError::Read`], [`FileError::Directory`], [`FileError::TooLarge`].
pub fn read(path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, FileError> {
    let mut file = open(path)?;
    let read_error = |source| FileError::Read {
        path: path.to_path_buf(),
        source,
    };
    let too_large = || FileError::TooLarge {
        path: path.to_path_buf(),
        limit,
    };
    let length = file.metadata().map_err(read_error)?.len();
    if length > limit {
        return Err(too_large());
    }
    // One byte more than the file has, to see its end. A pipe has length 0 and grows below.
    let mut bytes = Zeroizing::new(vec![0u8; usize::try_from(length).unwrap_or(0) + 1]);
    let mut filled = 0;
    loop {
        if filled == bytes.len() {
            let mut grown = Zeroizing::new(vec![0u8; (bytes.len() * 2).max(8192)]);
            grown[..filled].copy_from_slice(&bytes);
            bytes = grown;
        }
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(read_error(e)),
        }
        if filled as u64 > limit {
            return Err(too_large());
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// Reads a text file of at most `limit` bytes.
///
/// # Errors
/// As [`read`], and [`FileError::NotUtf8`].
pub fn read_text(path: &Path, limit: u64) -> Result<Zeroizing<String>, FileError> {
    let bytes = read(path, limit)?;
    match core::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(e) => Err(FileError::NotUtf8 {
            path: path.to_path_buf(),
            offset: e.valid_up_to(),
        }),
    }
}

/// Whether a secret file can be read by others than its owner; its mode if so. Always `None` where files have no modes.
pub fn exposed(path: &Path) -> Option<u32> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let meta = fs::metadata(path).ok()?;
        if meta.is_file() && meta.mode() & 0o077 != 0 {
            return Some(meta.mode() & 0o777);
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    None
}

/// Whether standard output goes to a file that others than its owner may read; its mode if so.
pub fn stdout_exposed() -> Option<u32> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        use std::os::unix::fs::MetadataExt;
        let stdout = io::stdout().as_fd().try_clone_to_owned().ok()?;
        let meta = File::from(stdout).metadata().ok()?;
        if meta.is_file() && meta.mode() & 0o077 != 0 {
            return Some(meta.mode() & 0o777);
        }
    }
    None
}

/// Writes to standard output. A reader that has gone away (`assay ... | head`) is not an error.
///
/// # Errors
/// [`FileError::Stdout`].
pub fn print(text: &str) -> Result<(), FileError> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => {
            Err(FileError::Stdout { source })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
