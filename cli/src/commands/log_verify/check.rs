//! The checks of a directory of reports: each report, the chain of them, and the age of its end.

use std::collections::BTreeSet;
use std::path::Path;

use assay_statement::{digest, Registry, Subject, Timestamp};
use assay_supply::EvidenceError;
use assay_verifier::{
    check_chain, check_report, report_digest, verify_pending_proofs, ChainFault, ChainStart,
    NotChecked, PendingProof, ReportError, ReportsError, VerifyOptions,
};

use crate::commands::log_verify::verdict::{Fault, LogVerdict};
use crate::files::FileError;
use crate::known_supply_args::KnownSupplyArgs;
use crate::report_directory::{self, Malformed, ReportDirectory};
use crate::supply_evidence;

/// What is kept of a report once it is read.
pub struct CheckedReport {
    /// The report without its proof, which is verified together with the others.
    pending: Result<PendingProof, ReportError>,
    /// What is wrong with the evidence of its supply.
    evidence: Option<(Option<usize>, EvidenceError)>,
    /// What nobody but the issuer says of it.
    not_checked: BTreeSet<NotChecked>,
    subject: Subject,
    policy: String,
}

/// Reads every report of a directory, and checks of each all but its proof.
pub fn read_and_check(
    dir: &Path,
    registry: &Registry,
    options: &VerifyOptions<'_>,
    known: &KnownSupplyArgs,
) -> Result<ReportDirectory<CheckedReport>, FileError> {
    report_directory::read(dir, |report| {
        let pending = check_report(report, registry, options);
        let own_digest = match &pending {
            Ok(pending) => pending.report(),
            // It is refused already, and only told apart from others.
            Err(_) => report_digest(report).or_else(|_| digest(report))?,
        };
        let checked = CheckedReport {
            pending,
            evidence: known.confirm(&report.supply, &[]).err(),
            not_checked: NotChecked::of(report, registry, options),
            subject: report.book.subject.clone(),
            policy: report.policy.name.clone(),
        };
        Ok((own_digest, checked))
    })
}

/// All that is wrong: files that are no reports, the first report that does not verify, the chain, the age of its end.
pub fn check(
    mut directory: ReportDirectory<CheckedReport>,
    start: ChainStart,
    now: Timestamp,
    max_age: Option<u64>,
) -> LogVerdict {
    // The order of a chain without faults; in any other it says which report is the first.
    directory
        .entries
        .sort_by(|a, b| (a.link.as_of, &a.name).cmp(&(b.link.as_of, &b.name)));
    let chain = check_chain(&directory.links(), start)
        .err()
        .unwrap_or_default();
    let mut verdict = LogVerdict {
        ignored: directory.ignored,
        ..LogVerdict::default()
    };
    let mut pending = Vec::with_capacity(directory.entries.len());
    let mut unproved = Vec::new();
    for entry in directory.entries {
        let report = entry.found;
        pending.push(report.pending);
        if !verdict.policies.contains(&report.policy) {
            verdict.policies.push(report.policy);
        }
        verdict.subject = Some(report.subject);
        verdict.not_checked.extend(report.not_checked);
        unproved.extend(report.evidence.map(|error| Fault {
            code: error.1.code(),
            file: Some(entry.name.clone()),
            message: supply_evidence::message(&error),
        }));
        verdict.reports.push((entry.name, entry.link));
    }
    let mut faults: Vec<Fault> = directory.malformed.into_iter().map(malformed).collect();
    faults.extend(unverified(pending, &verdict));
    faults.extend(unproved);
    faults.extend(chain.iter().map(|fault| broken(fault, &verdict)));
    let last = verdict.reports.last();
    verdict.age = last.and_then(|(_, link)| u64::try_from(now.unix() - link.as_of.unix()).ok());
    faults.extend(too_old(&verdict, max_age));
    verdict.faults = faults;
    verdict
}

fn malformed(file: Malformed) -> Fault {
    Fault {
        code: "malformed",
        file: Some(file.name),
        message: file.message,
    }
}

/// The first report that does not verify. That there is no report at all is a fault of the chain.
fn unverified(
    pending: Vec<Result<PendingProof, ReportError>>,
    verdict: &LogVerdict,
) -> Option<Fault> {
    match verify_pending_proofs(pending) {
        Ok(_) | Err(ReportsError::Empty) => None,
        Err(ReportsError::Report { index, error }) => Some(Fault {
            code: error.code(),
            file: verdict.name(index),
            message: error.to_string(),
        }),
        Err(error) => Some(Fault {
            code: error.code(),
            file: None,
            message: error.to_string(),
        }),
    }
}

fn broken(fault: &ChainFault, verdict: &LogVerdict) -> Fault {
    Fault {
        code: fault.code(),
        file: fault.report().and_then(|index| verdict.name(index)),
        message: fault.message(|index| verdict.name(index).unwrap_or_default()),
    }
}

fn too_old(verdict: &LogVerdict, max_age: Option<u64>) -> Option<Fault> {
    let (age, max) = verdict.age.zip(max_age)?;
    (age > max).then(|| {
        let error = ReportError::Stale { age, max };
        Fault {
            code: error.code(),
            file: verdict.reports.last().map(|(name, _)| name.clone()),
            message: error.to_string(),
        }
    })
}
