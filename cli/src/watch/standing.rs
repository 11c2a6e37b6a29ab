//! How a period stands to the reports that are there.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use assay_statement::{digest, Book, Digest, Timestamp};

use crate::files::FileError;
use crate::watch::chain::Known;
use crate::watch::inbox::is_skipped;
use crate::watch::inputs::{read, BOOK};
use crate::watch::period::Period;
use crate::watch::refusal::{late, other_book, Refusal};

/// How a period stands to the reports that are there.
pub enum Standing {
    /// Its report is there.
    Done,
    /// It is marked, and is to have none.
    Skipped,
    /// It can have none any more.
    Refused(Refusal),
    /// Its report is to be made.
    Open,
}

impl Standing {
    /// Looks at a period. If a report of its day or moment is there, its book, if it still is, must be that of a report, or one of
    /// a later time: of what arrived after the report the operator is told.
    pub fn of(period: &Period, dir: &Path, chain: &[Known]) -> Standing {
        let last = chain.last().map(|known| known.link.as_of);
        let over = last.filter(|last| period.is_over_by(*last));
        let covered = chain.iter().any(|known| period.covers(known.link.as_of));
        let refused = match covered.then(|| book(dir)) {
            None => over.map(late),
            Some(Ok(None)) => return Standing::Done,
            Some(Ok(Some((book, _)))) if chain.iter().any(|known| known.book == Some(book)) => {
                return Standing::Done
            }
            Some(Ok(Some((_, as_of)))) => {
                let earlier = last.filter(|last| as_of <= *last);
                over.or(earlier).map(other_book)
            }
            Some(Err(refusal)) => Some(refusal),
        };
        match refused {
            _ if is_skipped(dir) => Standing::Skipped,
            Some(refusal) => Standing::Refused(refusal),
            None => Standing::Open,
        }
    }

    /// Whether the period is still without a report.
    pub fn is_pending(&self) -> bool {
        matches!(self, Standing::Refused(_) | Standing::Open)
    }
}

/// Digest and time of a period's book, if it is there.
fn book(dir: &Path) -> Result<Option<(Digest, Timestamp)>, Refusal> {
    let path = dir.join(BOOK);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Refusal::file(&FileError::Read { path, source })),
        Ok(_) => {}
    }
    let book: Book = read(&path, BOOK)?;
    let digest = digest(&book).map_err(|error| Refusal::report(error.into()))?;
    Ok(Some((digest, book.as_of)))
}
