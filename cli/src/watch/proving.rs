//! The report of one period: from the files of its directory to a file among the reports.

use std::fs;
use std::path::Path;

use assay_prover::{prove, ProveInputs};
use assay_statement::{pretty, Report, Timestamp};
use assay_verifier::{
    check_attestations, report_digest, verify_report, AttestedBook, ChainLink, ExpectedPrevious,
    Predecessor, RustSignatures, VerifyOptions,
};

use crate::files::{Access, Outputs};
use crate::watch::chain::Known;
use crate::watch::error::WatchError;
use crate::watch::events::{Event, EventSink};
use crate::watch::inputs::{gather, Found, Inputs};
use crate::watch::open::Watch;
use crate::watch::period::Period;
use crate::watch::refusal::Refusal;
use crate::watch::terms::Terms;

/// What became of a period.
pub enum PeriodOutcome {
    /// Its report was made, and is on disk.
    Proved {
        /// The report.
        report: Known,
        /// What is to be told of it.
        written: Event,
    },
    /// Not all files are there yet; what is missing, for people.
    Waiting(Vec<String>),
    /// No report can be made of its files.
    Refused(Refusal),
}

impl Watch {
    /// Makes the report of a period, if its files are there and no verifier would refuse it.
    ///
    /// # Errors
    /// [`WatchError`] if an event or the report cannot be written, or the directory is no more the one that is locked.
    pub fn period(
        &self,
        period: &Period,
        dir: &Path,
        terms: &Terms,
        last: Option<ChainLink>,
        events: &mut impl EventSink,
    ) -> Result<PeriodOutcome, WatchError> {
        let about = |event: &str| Event::new(event).with("period", period.to_string());
        let inputs = match gather(dir, terms.policy.as_ref()) {
            Ok(Found::Complete(inputs)) => inputs,
            Ok(Found::Missing(missing)) => return Ok(PeriodOutcome::Waiting(missing)),
            Err(refusal) => return Ok(PeriodOutcome::Refused(refusal)),
        };
        for file in &inputs.exposed {
            events.event(about("exposed").with("file", file.as_str()))?;
        }
        let now = events.now()?;
        let as_of = inputs.book.as_of;
        let previous = self.predecessor(last);
        let checked = inputs
            .check_book(&self.subject, period, previous.as_ref(), now)
            .and_then(|()| terms.check(&inputs))
            .and_then(|()| self.check_name(period));
        if let Err(refusal) = checked {
            return Ok(PeriodOutcome::Refused(refusal));
        }
        events.event(about("proving").with("as_of", as_of.to_string()))?;
        let report = match terms.prove(&inputs, previous.as_ref(), now) {
            Ok(report) => report,
            Err(refusal) => return Ok(PeriodOutcome::Refused(refusal)),
        };
        drop(inputs);
        self.write_report(period, &report, events)
    }

    /// Before the long work: whether the report's name is free. It would be proved in vain, at every look.
    fn check_name(&self, period: &Period) -> Result<(), Refusal> {
        let path = self.reports.join(period.file_name());
        if fs::symlink_metadata(&path).is_err() {
            return Ok(());
        }
        let path = path.display();
        let message = format!(
            "{path}: expected no file of this name yet, found one; give it another name, or name the period by its moment"
        );
        Err(Refusal::new("name-taken", message))
    }

    /// The report that the next one follows: the last one here, or the one after which the chain goes on here.
    fn predecessor(&self, last: Option<ChainLink>) -> Option<Predecessor> {
        let last = last.map(|link| Predecessor {
            report: link.report,
            subject: self.subject.clone(),
            as_of: link.as_of,
        });
        last.or_else(|| self.before.clone())
    }

    fn write_report(
        &self,
        period: &Period,
        report: &Report,
        events: &mut impl EventSink,
    ) -> Result<PeriodOutcome, WatchError> {
        let link = ChainLink {
            report: report_digest(report)?,
            previous: report.previous,
            as_of: report.book.as_of,
        };
        let path = self.reports.join(period.file_name());
        let named = |event: &str| {
            let event = Event::new(event).with("period", period.to_string());
            let event = event.report(link.report, link.as_of);
            event.with("file", path.display().to_string())
        };
        events.event(named("writing"))?;
        let text = pretty(report)?;
        // Proving took its time.
        self.lock.check()?;
        let mut outputs = Outputs::new(false);
        outputs.check(&path)?;
        outputs.write(&path, text.as_bytes(), Access::Public)?;
        let mut written = named("written");
        if let Some(previous) = link.previous {
            written = written.with("previous", previous.to_string());
        }
        let book = report.attestations.first();
        Ok(PeriodOutcome::Proved {
            report: Known {
                link,
                book: book.map(|attestation| attestation.book),
                file: path.clone(),
            },
            written,
        })
    }
}

impl Terms {
    /// Before the long work: whether a verifier would accept who signed, and the evidence of the supply.
    fn check(&self, inputs: &Inputs) -> Result<(), Refusal> {
        inputs.check_evidence()?;
        let Some(registry) = &self.registry else {
            return Ok(());
        };
        let attested = AttestedBook::of(&inputs.book, Some(&inputs.policy))
            .map_err(|error| Refusal::report(error.into()))?;
        let attestations = &inputs.attestations;
        check_attestations(&attested, attestations, registry, &RustSignatures)
            .map(drop)
            .map_err(Refusal::attestation)
    }

    fn prove(
        &self,
        inputs: &Inputs,
        previous: Option<&Predecessor>,
        now: Timestamp,
    ) -> Result<Report, Refusal> {
        let report = prove(&ProveInputs {
            book: &inputs.book,
            policy: &inputs.policy,
            supply: &inputs.supply,
            openings: &inputs.openings,
            attestations: &inputs.attestations,
            previous,
        })
        .map_err(|error| Refusal::prove(error, &inputs.book))?;
        if let Some(registry) = &self.registry {
            let options = VerifyOptions {
                now: Some(now),
                previous: previous
                    .cloned()
                    .map_or(ExpectedPrevious::First, ExpectedPrevious::Follows),
                ..VerifyOptions::default()
            };
            verify_report(&report, registry, &options).map_err(Refusal::report)?;
        }
        Ok(report)
    }
}
