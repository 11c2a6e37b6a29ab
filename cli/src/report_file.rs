//! A report to be verified.

use std::path::Path;

use assay_statement::{parse_document, Document, Report};

use crate::files::{self, FileError};

/// Reads a report. Bytes that are no report make it invalid, for the inner reason; a file that cannot be read is an error.
///
/// # Errors
/// [`FileError`] if the file cannot be read.
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
