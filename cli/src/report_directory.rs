//! A directory of reports, each of which follows the one before: the issuer's log.
//!
//! Reports are the files `*.json`, whatever their names. Names that begin with a dot, other names and directories are left
//! alone; a FIFO, a socket or a device of such a name is no report, and is not waited for. Files are read and digested on all cores, and of each report only what is asked for is kept.

use std::fs;
use std::path::{Path, PathBuf};

use assay_statement::{Digest, Report};
use assay_verifier::{ChainLink, ReportError};
use rayon::prelude::*;

use crate::files::{is_hidden, printable, FileError};
use crate::report_file::read_found_report;

/// A directory, read. Reports and files are in order of their names.
#[derive(Debug)]
pub struct ReportDirectory<T> {
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
    /// Its file.
    pub path: PathBuf,
    /// Name of its file.
    pub name: String,
    /// Its digest, the report it follows, and its as-of time.
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
    ask: impl Fn(&Report) -> Result<(Digest, T), ReportError> + Sync,
) -> Result<ReportDirectory<T>, FileError> {
    let (paths, ignored) = list(dir)?;
    let read: Vec<Result<Entry<T>, Malformed>> = paths
        .par_iter()
        .map(|path| entry(path, &ask))
        .collect::<Result<_, FileError>>()?;
    let mut directory = ReportDirectory {
        entries: Vec::with_capacity(read.len()),
        malformed: Vec::new(),
        ignored,
    };
    for file in read {
        match file {
            Ok(entry) => directory.entries.push(entry),
            Err(malformed) => directory.malformed.push(malformed),
        }
    }
    Ok(directory)
}

impl<T> ReportDirectory<T> {
    /// What a chain needs to know of the reports.
    pub fn links(&self) -> Vec<ChainLink> {
        self.entries.iter().map(|entry| entry.link).collect()
    }
}

fn entry<T>(
    path: &Path,
    ask: &impl Fn(&Report) -> Result<(Digest, T), ReportError>,
) -> Result<Result<Entry<T>, Malformed>, FileError> {
    let name = printable(path);
    let report = match read_found_report(path)? {
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
        path: path.to_path_buf(),
        name,
        link: ChainLink {
            report: digest,
            previous: report.previous,
            as_of: report.book.as_of,
        },
        found,
    }))
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
