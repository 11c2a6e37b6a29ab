//! Standard output as a log: each line whole, or not at all.

#[cfg(unix)]
use std::fs::File;
use std::io;
#[cfg(unix)]
use std::io::{ErrorKind, Seek, SeekFrom, Write};

/// Adds a line, with its end. A reader that has gone away is not an error.
///
/// If the line is cut off, as a disk is full, what was written of it is taken back: half a line would swallow the next one.
#[cfg(unix)]
pub fn append(line: &str) -> io::Result<()> {
    use std::os::fd::AsFd;
    let stdout = io::stdout().lock();
    let mut file = File::from(stdout.as_fd().try_clone_to_owned()?);
    match append_to(&mut file, line.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// As there, but what is cut off stays: here no file can be had of standard output.
#[cfg(not(unix))]
pub fn append(line: &str) -> io::Result<()> {
    crate::terminal::print(line).map_err(io::Error::other)
}

#[cfg(unix)]
fn append_to(file: &mut File, line: &[u8]) -> io::Result<()> {
    let mut left = line;
    while !left.is_empty() {
        let error = match file.write(left) {
            Ok(count @ 1..) => {
                left = left.get(count..).unwrap_or_default();
                continue;
            }
            Ok(0) => ErrorKind::WriteZero.into(),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => error,
        };
        // The error at hand says more than one of this.
        let _ = take_back(file, line.len() - left.len());
        return Err(error);
    }
    Ok(())
}

/// Takes back so many bytes of the end of a file, unless others wrote to it meanwhile. Of what is no file nothing comes back.
#[cfg(unix)]
fn take_back(file: &mut File, written: usize) -> io::Result<()> {
    let meta = file.metadata()?;
    if !meta.is_file() || file.stream_position()? != meta.len() {
        return Ok(());
    }
    let whole = meta.len().saturating_sub(written as u64);
    file.set_len(whole)?;
    file.seek(SeekFrom::Start(whole)).map(drop)
}
