//! One pass: what is on disk, what is missing, and the reports that can be made of it.

use std::path::Path;
use std::time::Instant;

use assay_statement::{digest, pretty, Digest, Report, Timestamp};
use assay_verifier::{
    check_attestations, check_chain, verify_report, ChainFault, ChainLink, ChainStart,
    ExpectedPrevious, RustSignatures, VerifyOptions,
};

use super::error::Refusal;
use super::events::{Event, Sink};
use super::inputs::{gather, is_skipped, late, periods, Found, Inbox, Inputs};
use super::metrics::{Carried, Metrics};
use super::period::Period;
use super::{Watch, WatchError};
use crate::files::{self, Access, Outputs};
use crate::log;
use assay_prover::{prove, zeroize_stack_after, ProveInputs};

/// Largest metrics file that is read back, in bytes.
const MAX_METRICS: u64 = 1 << 20;

/// What a pass came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pass {
    /// Reports made.
    pub made: u64,
    /// Periods that still have none: incomplete, refused, or behind one that is.
    pub pending: u64,
}

impl Watch {
    /// Looks once: makes every report that can be made, in order of time, and leaves the metrics.
    ///
    /// # Errors
    /// [`WatchError`] if the inbox or the chain of reports cannot be read, or an output written. Then, too, the metrics
    /// are left if they can be.
    pub fn pass(&self, events: &mut impl Sink) -> Result<Pass, WatchError> {
        let mut metrics = Metrics {
            carried: self.carried(),
            ..Metrics::default()
        };
        let passed = zeroize_stack_after(|| self.periods(events, &mut metrics));
        let now = events.now()?;
        metrics.last_run = now.unix();
        match &passed {
            Ok(pass) if pass.pending == 0 => metrics.carried.last_success = Some(now.unix()),
            Ok(_) => {}
            Err(error) => metrics.carried.fail(error.code()),
        }
        let written = self.leave(&metrics, events);
        let pass = passed?;
        written?;
        Ok(pass)
    }

    fn carried(&self) -> Carried {
        let path = self.metrics.as_deref();
        let text = path.and_then(|path| files::read_text(path, MAX_METRICS).ok());
        text.map_or_else(Carried::default, |text| Carried::read(&text, &self.subject))
    }

    fn leave(&self, metrics: &Metrics, events: &mut impl Sink) -> Result<(), WatchError> {
        let Some(path) = &self.metrics else {
            return Ok(());
        };
        events.event(Event::new("metrics").with("file", path.display().to_string()))?;
        let mut outputs = Outputs::new(true);
        outputs.check(path)?;
        outputs.write(
            path,
            metrics.render(&self.subject).as_bytes(),
            Access::Public,
        )?;
        Ok(())
    }

    /// The chain of reports in order; it may have none yet if the user said so.
    fn chain(&self) -> Result<Vec<ChainLink>, WatchError> {
        let path = || self.reports.clone();
        let log = log::read(&self.reports, |report| Ok((digest(report)?, ())))?;
        if let Some(file) = log.malformed.into_iter().next() {
            return Err(WatchError::NoReport {
                path: path(),
                file: file.name,
                message: file.message,
            });
        }
        let links: Vec<ChainLink> = log.entries.iter().map(|entry| entry.link).collect();
        if links.is_empty() {
            return match self.begin {
                true => Ok(links),
                false => Err(WatchError::NotBegun { path: path() }),
            };
        }
        let name = |index: usize| log.entries.get(index).map(|entry| entry.name.clone());
        let order = check_chain(&links, self.start).map_err(|faults| {
            let fault = faults.first().copied().unwrap_or(ChainFault::Empty);
            WatchError::Chain {
                path: path(),
                file: fault.report().and_then(name).unwrap_or_default(),
                message: fault.message(|index| name(index).unwrap_or_default()),
                code: fault.code(),
            }
        })?;
        Ok(order
            .into_iter()
            .filter_map(|index| links.get(index).copied())
            .collect())
    }

    fn periods(&self, events: &mut impl Sink, metrics: &mut Metrics) -> Result<Pass, WatchError> {
        let mut chain = self.chain()?;
        let mut event = Event::new("chain").with("reports", chain.len());
        if let Some(last) = chain.last() {
            event = event.report(last.report, last.as_of);
        }
        events.event(event)?;
        count(&chain, metrics);

        let Inbox { periods, strangers } = periods(&self.inbox)?;
        let mut pass = Pass::default();
        for name in strangers {
            let refusal = Refusal::new("no-period", super::period::NoPeriod.to_string());
            self.refused(&name, &refusal, events, metrics)?;
            pass.pending += 1;
        }
        // The first period that is not done holds up all after it: a later report would shut it out for good.
        let mut held_by: Option<String> = None;
        for (period, dir) in periods {
            if chain.iter().any(|link| period.covers(link.as_of)) {
                continue;
            }
            let name = period.to_string();
            let about = |event: &str| Event::new(event).with("period", name.as_str());
            if is_skipped(&dir) {
                events.event(about("skipped"))?;
                continue;
            }
            let last = chain.last().copied();
            if let Some(last) = last.filter(|last| period.is_over_by(last.as_of)) {
                pass.pending += 1;
                self.refused(&name, &late(last.as_of), events, metrics)?;
                continue;
            }
            if let Some(by) = &held_by {
                pass.pending += 1;
                events.event(about("held").with("by", by.as_str()))?;
                continue;
            }
            events.event(about("reading"))?;
            match self.period(&period, &dir, last, events, metrics)? {
                Made::Report(link) => {
                    pass.made += 1;
                    chain.push(link);
                    count(&chain, metrics);
                }
                Made::Waiting(missing) => {
                    pass.pending += 1;
                    events.event(about("waiting").with("missing", missing))?;
                    held_by = Some(name);
                }
                Made::Refused(refusal) => {
                    pass.pending += 1;
                    self.refused(&name, &refusal, events, metrics)?;
                    if refusal.code != "not-newer" {
                        held_by = Some(name);
                    }
                }
            }
        }
        metrics.carried.pending = pass.pending;
        Ok(pass)
    }

    fn refused(
        &self,
        period: &str,
        refusal: &Refusal,
        events: &mut impl Sink,
        metrics: &mut Metrics,
    ) -> Result<(), WatchError> {
        metrics.carried.fail(refusal.code);
        events.event(
            Event::new("refused")
                .with("period", period)
                .with("code", refusal.code)
                .with("message", refusal.message.as_str()),
        )
    }

    fn period(
        &self,
        period: &Period,
        dir: &Path,
        last: Option<ChainLink>,
        events: &mut impl Sink,
        metrics: &mut Metrics,
    ) -> Result<Made, WatchError> {
        let about = |event: &str| Event::new(event).with("period", period.to_string());
        let inputs = match gather(dir, self.policy.as_ref()) {
            Ok(Found::Complete(inputs)) => inputs,
            Ok(Found::Missing(missing)) => return Ok(Made::Waiting(missing)),
            Err(refusal) => return Ok(Made::Refused(refusal)),
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
            return Ok(Made::Refused(refusal));
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
            Err(refusal) => return Ok(Made::Refused(refusal)),
        };
        drop(inputs);
        let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        metrics.carried.proving_millis = Some(millis);

        let link = ChainLink {
            report: digest(&report)?,
            previous,
            as_of,
        };
        let path = self.reports.join(period.file_name());
        let named = |event: &str| {
            let event = about(event).report(link.report, as_of);
            event.with("file", path.display().to_string())
        };
        events.event(named("writing").with("milliseconds", millis))?;
        let text = pretty(&report)?;
        let mut outputs = Outputs::new(false);
        outputs.check(&path)?;
        outputs.write(&path, text.as_bytes(), Access::Public)?;
        let mut event = named("written");
        if let Some(previous) = previous {
            event = event.with("previous", previous.to_string());
        }
        events.event(event)?;
        Ok(Made::Report(link))
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

/// What became of a period.
enum Made {
    Report(ChainLink),
    Waiting(Vec<String>),
    Refused(Refusal),
}

fn count(chain: &[ChainLink], metrics: &mut Metrics) {
    metrics.carried.reports = chain.len() as u64;
    metrics.carried.last_as_of = chain.last().map(|link| link.as_of.unix());
}
