//! Regular files, opened without waiting: what lies in a directory may be anything.

use std::fs::{self, File, FileType, OpenOptions};
use std::path::Path;

use crate::files::error::FileError;

/// Opens a regular file for reading.
///
/// # Errors
/// [`FileError::Read`], [`FileError::Directory`], [`FileError::NotRegular`].
pub fn open_regular(path: &Path) -> Result<File, FileError> {
    open_regular_with(path, OpenOptions::new().read(true))
}

/// As [`open_regular`], with other options.
pub fn open_regular_with(path: &Path, options: &mut OpenOptions) -> Result<File, FileError> {
    let read_error = |source| FileError::Read {
        path: path.to_path_buf(),
        source,
    };
    // Before it is opened, as opening alone can have effects on a device; a file that is not there is for `open` to tell.
    if let Ok(meta) = fs::metadata(path) {
        check(path, meta.file_type())?;
    }
    let file = without_waiting(options).open(path).map_err(read_error)?;
    // What was opened may be another by now.
    check(path, file.metadata().map_err(read_error)?.file_type())?;
    Ok(file)
}

/// A FIFO is opened at once, though nobody is at its other end. Of regular files this changes nothing.
fn without_waiting(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits() as i32);
    }
    options
}

fn check(path: &Path, kind: FileType) -> Result<(), FileError> {
    let path = || path.to_path_buf();
    if kind.is_file() {
        return Ok(());
    }
    if kind.is_dir() {
        return Err(FileError::Directory { path: path() });
    }
    Err(FileError::NotRegular {
        path: path(),
        found: special(kind),
    })
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a FIFO"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "something else"
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixListener;

    #[test]
    fn only_regular_files_are_opened() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("file"), "abc").unwrap();
        std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
        for name in ["file", "link"] {
            open_regular(&at(name)).unwrap();
        }
        let fifo = rustix::fs::mknodat(
            rustix::fs::CWD,
            at("fifo"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        );
        fifo.unwrap();
        let _socket = UnixListener::bind(at("socket")).unwrap();
        let special = [
            (at("fifo"), "a FIFO"),
            (at("socket"), "a socket"),
            ("/dev/zero".into(), "a device"),
        ];
        for (path, expected) in special {
            let refused = open_regular(&path);
            assert!(
                matches!(&refused, Err(FileError::NotRegular { found, .. }) if *found == expected),
                "{refused:?}"
            );
        }
        assert!(matches!(
            open_regular(dir.path()),
            Err(FileError::Directory { .. })
        ));
        assert!(matches!(
            open_regular(&at("none")),
            Err(FileError::Read { .. })
        ));
    }
}
