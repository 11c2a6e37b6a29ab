//! A directory of reports, each of which follows the one before: the issuer's log.
//!
//! Reports are the files `*.json`, whatever their names. Names that begin with a dot, other names and directories are left
//! alone. Files are read and digested on all cores, and of each report only what is asked for is kept.

use std::fs;
use std::path::{Path, PathBuf};

use assay_statement::{parse_document, steers, CanonicalError, Digest, Document, Report};
use assay_verifier::ChainLink;
use rayon::prelude::*;

use crate::files::{self, FileError};

/// A directory, read. Reports and files are in order of their names.
#[derive(Debug)]
pub struct Log<T> {
    /// The reports.
    pub entries: Vec<Entry<T>>,
    /// Files `*.json` that are no reports.
    pub malformed: Vec<Malformed>,
    /// Names that were left alone, but for those that begin with a dot.
    pub ignored: Vec<String>,
}

/// A report, and what was asked of it.
#[derive(Debug)]
pub struct Entry<T> {
    /// Name of its file.
    pub name: String,
    /// Its place in the chain.
    pub link: ChainLink,
    /// What was asked for.
    pub found: T,
}

/// A file that is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Name of the file.
    pub name: String,
    /// What was expected and found.
    pub message: String,
}

/// Reads every report of a directory and asks each for its digest and for something else.
///
/// # Errors
/// [`FileError::Read`] if the directory or a file of it cannot be read.
pub fn read<T: Send>(
    dir: &Path,
    ask: impl Fn(&Report) -> Result<(Digest, T), CanonicalError> + Sync,
) -> Result<Log<T>, FileError> {
    let (paths, ignored) = list(dir)?;
    let read: Vec<Result<Entry<T>, Malformed>> = paths
        .par_iter()
        .map(|path| entry(path, &ask))
        .collect::<Result<_, FileError>>()?;
    let mut log = Log {
        entries: Vec::with_capacity(read.len()),
        malformed: Vec::new(),
        ignored,
    };
    for file in read {
        match file {
            Ok(entry) => log.entries.push(entry),
            Err(malformed) => log.malformed.push(malformed),
        }
    }
    Ok(log)
}

impl<T> Log<T> {
    /// What a chain needs to know of the reports.
    pub fn links(&self) -> Vec<ChainLink> {
        self.entries.iter().map(|entry| entry.link).collect()
    }

    /// Name of the file of a report, by its position.
    pub fn name(&self, index: usize) -> String {
        self.entries
            .get(index)
            .map_or_else(String::new, |entry| entry.name.clone())
    }
}

fn entry<T>(
    path: &Path,
    ask: &impl Fn(&Report) -> Result<(Digest, T), CanonicalError>,
) -> Result<Result<Entry<T>, Malformed>, FileError> {
    let name = printable(path);
    let report = match read_report(path)? {
        Ok(report) => report,
        Err(message) => return Ok(Err(Malformed { name, message })),
    };
    let (digest, found) = match ask(&report) {
        Ok(found) => found,
        Err(error) => {
            let message = error.to_string();
            return Ok(Err(Malformed { name, message }));
        }
    };
    Ok(Ok(Entry {
        name,
        link: ChainLink {
            report: digest,
            previous: report.previous,
            as_of: report.book.as_of,
        },
        found,
    }))
}

/// Reads a report. Bytes that are no report make it invalid; that there are none to read is another matter.
///
/// # Errors
/// [`FileError`] if the file cannot be read; the inner error says why what was read is no report.
pub fn read_report(path: &Path) -> Result<Result<Report, String>, FileError> {
    let bytes = match files::read(path, Report::MAX_BYTES as u64) {
        Ok(bytes) => bytes,
        Err(FileError::TooLarge { limit, .. }) => {
            return Ok(Err(format!(
                "expected a report of at most {limit} bytes, found more"
            )))
        }
        Err(error) => return Err(error),
    };
    Ok(parse_document(&bytes).map_err(|error| error.to_string()))
}

/// The files that should be reports, and the names of all others that do not begin with a dot.
fn list(dir: &Path) -> Result<(Vec<PathBuf>, Vec<String>), FileError> {
    let error = |source| FileError::Read {
        path: dir.to_path_buf(),
        source,
    };
    let (mut reports, mut ignored) = (Vec::new(), Vec::new());
    for file in fs::read_dir(dir).map_err(error)? {
        let path = file.map_err(error)?.path();
        if is_hidden(&path) {
            continue;
        }
        match path.extension().is_some_and(|end| end == "json") && !path.is_dir() {
            true => reports.push(path),
            false => ignored.push(printable(&path)),
        }
    }
    reports.sort();
    ignored.sort();
    Ok((reports, ignored))
}

/// Whether a name begins with a dot.
pub fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.as_encoded_bytes());
    name.is_some_and(|name| name.starts_with(b"."))
}

/// The name of a file, fit for a terminal.
pub fn printable(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let shown = |c: char| match steers(c) {
        true => char::REPLACEMENT_CHARACTER,
        false => c,
    };
    name.to_string_lossy().chars().map(shown).collect()
}
