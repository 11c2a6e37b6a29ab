//! One pass: what is on disk, what is missing, and the reports that can be made of it.

use std::path::PathBuf;

use assay_prover::zeroize_stack_after;
use assay_verifier::ChainLink;

use crate::files::{self, Access, Outputs};
use crate::watch::error::WatchError;
use crate::watch::events::{Event, EventSink};
use crate::watch::inbox::{is_skipped, periods, Inbox};
use crate::watch::metrics::{Carried, Metrics};
use crate::watch::open::Watch;
use crate::watch::period::{InvalidPeriod, Period};
use crate::watch::proving::PeriodOutcome;
use crate::watch::refusal::{late, Refusal};

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
    /// Looks once: makes every report that can be made, in order of time, and writes the metrics.
    ///
    /// # Errors
    /// [`WatchError`] if the inbox or the chain of reports cannot be read, or an output written. Then, too, the metrics
    /// are written if they can be.
    pub fn pass(&self, events: &mut impl EventSink) -> Result<Pass, WatchError> {
        let mut metrics = Metrics {
            carried: self.read_metrics(),
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
        let written = self.write_metrics(&metrics, events);
        let pass = passed?;
        written?;
        Ok(pass)
    }

    fn read_metrics(&self) -> Carried {
        let path = self.metrics.as_deref();
        let text = path.and_then(|path| files::read_text(path, MAX_METRICS).ok());
        text.map_or_else(Carried::default, |text| Carried::read(&text, &self.subject))
    }

    fn write_metrics(
        &self,
        metrics: &Metrics,
        events: &mut impl EventSink,
    ) -> Result<(), WatchError> {
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

    fn periods(
        &self,
        events: &mut impl EventSink,
        metrics: &mut Metrics,
    ) -> Result<Pass, WatchError> {
        let mut chain = self.chain()?;
        let mut event = Event::new("chain").with("reports", chain.len());
        if let Some(last) = chain.last() {
            event = event.report(last.report, last.as_of);
        }
        events.event(event)?;
        count(&chain, metrics);

        let Inbox { periods, others } = periods(&self.inbox)?;
        let mut pass = Pass::default();
        for name in &others {
            let refusal = Refusal::new("no-period", InvalidPeriod.to_string());
            self.refused(name, &refusal, events, metrics)?;
            pass.pending += 1;
        }
        self.report_periods(periods, &mut chain, &mut pass, events, metrics)?;
        metrics.carried.pending = pass.pending;
        Ok(pass)
    }

    /// Makes the reports that are missing, in order of time.
    fn report_periods(
        &self,
        periods: Vec<(Period, PathBuf)>,
        chain: &mut Vec<ChainLink>,
        pass: &mut Pass,
        events: &mut impl EventSink,
        metrics: &mut Metrics,
    ) -> Result<(), WatchError> {
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
            match self.period(&period, &dir, last, events)? {
                PeriodOutcome::Proved(link) => {
                    pass.made += 1;
                    chain.push(link);
                    count(chain, metrics);
                }
                PeriodOutcome::Waiting(missing) => {
                    pass.pending += 1;
                    events.event(about("waiting").with("missing", missing))?;
                    held_by = Some(name);
                }
                PeriodOutcome::Refused(refusal) => {
                    pass.pending += 1;
                    self.refused(&name, &refusal, events, metrics)?;
                    if refusal.code != "not-newer" {
                        held_by = Some(name);
                    }
                }
            }
        }
        Ok(())
    }

    fn refused(
        &self,
        period: &str,
        refusal: &Refusal,
        events: &mut impl EventSink,
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
}

fn count(chain: &[ChainLink], metrics: &mut Metrics) {
    metrics.carried.reports = chain.len() as u64;
    metrics.carried.last_as_of = chain.last().map(|link| link.as_of.unix());
}
