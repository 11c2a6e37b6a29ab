//! The report of one period: from the files of its directory to a file among the reports.

use std::path::Path;
use std::time::Instant;

use assay_prover::{prove, ProveInputs};
use assay_statement::{digest, pretty, Digest, Report, Timestamp};
use assay_verifier::{
    check_attestations, verify_report, ChainLink, ChainStart, ExpectedPrevious, RustSignatures,
    VerifyOptions,
};

use crate::files::{Access, Outputs};
use crate::watch::error::WatchError;
use crate::watch::events::{Event, EventSink};
use crate::watch::inputs::{gather, Found, Inputs};
use crate::watch::metrics::Metrics;
use crate::watch::open::Watch;
use crate::watch::period::Period;
use crate::watch::refusal::Refusal;

/// What became of a period.
pub enum PeriodOutcome {
    /// Its report was made.
    Proved(ChainLink),
    /// Not all files are there yet; what is missing, for people.
    Waiting(Vec<String>),
    /// No report can be made of its files.
    Refused(Refusal),
}

impl Watch {
    /// Makes the report of a period, if its files are there and no verifier would refuse it.
    ///
    /// # Errors
    /// [`WatchError`] if an event or the report cannot be written.
    pub fn period(
        &self,
        period: &Period,
        dir: &Path,
        last: Option<ChainLink>,
        events: &mut impl EventSink,
        metrics: &mut Metrics,
    ) -> Result<PeriodOutcome, WatchError> {
        let about = |event: &str| Event::new(event).with("period", period.to_string());
        let inputs = match gather(dir, self.policy.as_ref()) {
            Ok(Found::Complete(inputs)) => inputs,
            Ok(Found::Missing(missing)) => return Ok(PeriodOutcome::Waiting(missing)),
            Err(refusal) => return Ok(PeriodOutcome::Refused(refusal)),
        };
        for file in &inputs.exposed {
            events.event(about("exposed").with("file", file.as_str()))?;
        }
        let now = events.now()?;
        let as_of = inputs.book.as_of;
        let checked = inputs
            .check_book(&self.subject, period, last.map(|link| link.as_of), now)
            .and_then(|()| self.check_attestations(&inputs));
        if let Err(refusal) = checked {
            return Ok(PeriodOutcome::Refused(refusal));
        }
        // A chain that began elsewhere goes on from there.
        let previous = match (last, self.start) {
            (Some(link), _) => Some(link.report),
            (None, ChainStart::After { report, .. }) => Some(report),
            (None, ChainStart::First) => None,
        };
        events.event(about("proving").with("as_of", as_of.to_string()))?;
        let begun = Instant::now();
        let report = match self.prove(&inputs, previous, now) {
            Ok(report) => report,
            Err(refusal) => return Ok(PeriodOutcome::Refused(refusal)),
        };
        drop(inputs);
        let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        metrics.carried.proving_millis = Some(millis);

        let link = ChainLink {
            report: digest(&report)?,
            previous,
            as_of,
        };
        self.write_report(period, &report, link, millis, events)?;
        Ok(PeriodOutcome::Proved(link))
    }

    fn write_report(
        &self,
        period: &Period,
        report: &Report,
        link: ChainLink,
        millis: u64,
        events: &mut impl EventSink,
    ) -> Result<(), WatchError> {
        let path = self.reports.join(period.file_name());
        let named = |event: &str| {
            let event = Event::new(event).with("period", period.to_string());
            let event = event.report(link.report, link.as_of);
            event.with("file", path.display().to_string())
        };
        events.event(named("writing").with("milliseconds", millis))?;
        let text = pretty(report)?;
        let mut outputs = Outputs::new(false);
        outputs.check(&path)?;
        outputs.write(&path, text.as_bytes(), Access::Public)?;
        let mut event = named("written");
        if let Some(previous) = link.previous {
            event = event.with("previous", previous.to_string());
        }
        events.event(event)
    }

    /// Before the long work: whether a verifier with the registry would accept who signed.
    fn check_attestations(&self, inputs: &Inputs) -> Result<(), Refusal> {
        let Some(registry) = &self.registry else {
            return Ok(());
        };
        let book = digest(&inputs.book).map_err(|error| Refusal::report(error.into()))?;
        let attestations = &inputs.attestations;
        check_attestations(&inputs.book, book, attestations, registry, &RustSignatures)
            .map(drop)
            .map_err(Refusal::attestation)
    }

    fn prove(
        &self,
        inputs: &Inputs,
        previous: Option<Digest>,
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
                previous: previous.map_or(ExpectedPrevious::First, ExpectedPrevious::Follows),
                ..VerifyOptions::default()
            };
            verify_report(&report, registry, &options).map_err(Refusal::report)?;
        }
        Ok(report)
    }
}
