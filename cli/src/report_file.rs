//! A report to be verified.

use std::path::Path;

use assay_statement::{parse_document, Document, Report};

use crate::files::{self, FileError};

/// Reads a report. Bytes that are no report make it invalid, for the inner reason; a file that cannot be read is an error.
///
/// # Errors
/// [`FileError`] if the file cannot be read.
pub fn read_report(path: &Path) -> Result<Result<Report, String>, FileError> {
    parsed(files::read(path, Report::MAX_BYTES as u64))
}

/// As [`read_report`], of a file that was found in a directory: what is no regular file is no report.
///
/// # Errors
/// [`FileError`] if the file cannot be read.
pub fn read_found_report(path: &Path) -> Result<Result<Report, String>, FileError> {
    parsed(files::read_regular(path, Report::MAX_BYTES as u64))
}

fn parsed(bytes: Result<impl AsRef<[u8]>, FileError>) -> Result<Result<Report, String>, FileError> {
    match bytes {
        Ok(bytes) => Ok(parse_document(bytes.as_ref()).map_err(|error| error.to_string())),
        Err(FileError::TooLarge { limit, .. }) => Ok(Err(format!(
            "expected a report of at most {limit} bytes, found more"
        ))),
        Err(FileError::NotRegular { found, .. }) => {
            Ok(Err(format!("expected a regular file, found {found}")))
        }
        Err(error) => Err(error),
    }
}
