//! The last report: it verifies, or nothing is made that would follow it.

use assay_statement::Timestamp;
use assay_verifier::{report_digest, ReportError};

use crate::files::printable;
use crate::last_report::{verify_last, LastReportError};
use crate::report_file::read_found_report;
use crate::watch::chain::Known;
use crate::watch::error::WatchError;
use crate::watch::open::Watch;
use crate::watch::terms::Terms;

impl Watch {
    /// Verifies the last report of the chain, with the registry if there is one.
    ///
    /// # Errors
    /// [`WatchError::LastReport`], [`WatchError::NoReport`] if it is none any more.
    pub fn check_last(
        &self,
        last: &Known,
        terms: &Terms,
        now: Timestamp,
    ) -> Result<(), WatchError> {
        let file = &last.file;
        let report = read_found_report(file)?.map_err(|message| WatchError::NoReport {
            path: self.reports.clone(),
            file: printable(file),
            message,
        })?;
        let refused = |code, message| {
            Err(WatchError::LastReport {
                path: self.reports.clone(),
                file: printable(file),
                message,
                code,
            })
        };
        if report_digest(&report)? != last.link.report {
            let message = "was changed while it was read; put back the report as it was made";
            return refused("report-changed", message.into());
        }
        if report.book.subject != self.subject {
            let error = LastReportError::Report(ReportError::Subject {
                expected: self.subject.clone(),
                found: report.book.subject,
            });
            return refused(error.code(), error.to_string());
        }
        match verify_last(&report, terms.registry.as_ref(), Some(now)) {
            Ok(()) => Ok(()),
            Err(error) => refused(error.code(), error.to_string()),
        }
    }
}
