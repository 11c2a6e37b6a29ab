//! The report before another one, and what may follow it.

use assay_statement::json::{FromJson, JsonError, JsonValue};
use assay_statement::{fields, Book, Digest, Report, Subject, Timestamp};
use serde::Serialize;

use super::error::ReportError;
use super::predecessor_error::PredecessorError;
use super::suites::report_digest;

/// The report that another one must follow. Its digest never goes without its subject and its time: with the digest alone
/// nobody could tell whether the next report is of another period.
///
/// Take it from the report itself ([`Predecessor::of`]), or from the verdict on it
/// ([`Verdict::as_predecessor`](crate::Verdict::as_predecessor)). What keeps verdicts as JSON finds these three fields in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Predecessor {
    /// Digest of the report.
    pub report: Digest,
    /// What it is about.
    pub subject: Subject,
    /// As-of time of its book.
    pub as_of: Timestamp,
}

impl FromJson for Predecessor {
    fn from_json(value: JsonValue<'_>) -> Result<Predecessor, JsonError> {
        if !value.is_object() {
            return Err(value.error(format_args!(
                "expected an object with report, subject and as_of of the report before; \
                 a digest alone does not say of what time that report is"
            )));
        }
        let Fields {
            report,
            subject,
            as_of,
        } = Fields::from_json(value)?;
        Ok(Predecessor {
            report,
            subject,
            as_of,
        })
    }
}

/// The fields, as they are read.
struct Fields {
    report: Digest,
    subject: Subject,
    as_of: Timestamp,
}

fields!(Fields {
    report,
    subject,
    as_of,
});

impl Predecessor {
    /// This report, as the one that another must follow. Does not verify it.
    ///
    /// # Errors
    /// As [`report_digest`](crate::report_digest): of a report that verifies there is always one.
    pub fn of(report: &Report) -> Result<Predecessor, ReportError> {
        Ok(Predecessor {
            report: report_digest(report)?,
            subject: report.book.subject.clone(),
            as_of: report.book.as_of,
        })
    }

    /// Whether a report with this book may follow: of the same subject, and later.
    ///
    /// # Errors
    /// [`PredecessorError`].
    pub fn check(&self, book: &Book) -> Result<(), PredecessorError> {
        self.check_subject(&book.subject)?;
        match book.as_of > self.as_of {
            true => Ok(()),
            false => Err(PredecessorError::NotNewer {
                predecessor: self.as_of,
                found: book.as_of,
            }),
        }
    }

    /// Whether reports about this subject may follow.
    ///
    /// # Errors
    /// [`PredecessorError::Subject`].
    pub fn check_subject(&self, found: &Subject) -> Result<(), PredecessorError> {
        match self.subject == *found {
            true => Ok(()),
            false => Err(PredecessorError::Subject {
                predecessor: self.subject.clone(),
                found: found.clone(),
            }),
        }
    }
}
