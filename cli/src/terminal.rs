//! Standard output, which has the result of a command, and standard error, which has everything else.

use std::io::{self, ErrorKind, Write};

use serde_json::Value;

use crate::files::FileError;

/// Writes one line to standard error. A reader that has gone away is not an error.
pub fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Writes to standard output. A reader that has gone away (`assay ... | head`) is not an error.
///
/// # Errors
/// [`FileError::Stdout`].
pub fn print(text: &str) -> Result<(), FileError> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(source) if source.kind() != ErrorKind::BrokenPipe => Err(FileError::Stdout { source }),
        _ => Ok(()),
    }
}

/// Writes JSON to standard output, for people to read too.
///
/// # Errors
/// [`FileError::Stdout`].
pub fn print_json(value: &Value) -> Result<(), FileError> {
    print(&format!("{value:#}\n"))
}

/// Whether standard output goes to a file that others than its owner may read; its mode if so.
pub fn stdout_exposed() -> Option<u32> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        use std::os::unix::fs::MetadataExt;
        let stdout = io::stdout().as_fd().try_clone_to_owned().ok()?;
        let meta = std::fs::File::from(stdout).metadata().ok()?;
        if meta.is_file() && meta.mode() & 0o077 != 0 {
            return Some(meta.mode() & 0o777);
        }
    }
    None
}
