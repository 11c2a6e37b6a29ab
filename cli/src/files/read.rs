//! Bounded reads, into memory that is wiped.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use crate::files::error::FileError;
use crate::files::regular::open_regular;

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
/// `FileError::Read`, `FileError::Directory`, `FileError::TooLarge`.
pub fn read(path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, FileError> {
    read_opened(open(path)?, path, limit)
}

/// As [`read`], of a regular file only, and without waiting for anything.
///
/// # Errors
/// As [`read`], and [`FileError::NotRegular`].
pub fn read_regular(path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, FileError> {
    read_opened(open_regular(path)?, path, limit)
}

fn read_opened(mut file: File, path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, FileError> {
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

/// Whether a secret file, or a directory of them, can be read by others than its owner; its mode if so. Always `None` where
/// files have no modes.
pub fn exposed(path: &Path) -> Option<u32> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let meta = std::fs::metadata(path).ok()?;
        if (meta.is_file() || meta.is_dir()) && meta.mode() & 0o077 != 0 {
            return Some(meta.mode() & 0o777);
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    None
}
