//! One pass: what is on disk, what is missing, and the reports that can be made of it.

use std::path::{Path, PathBuf};

use assay_prover::zeroize_stack_after;

use crate::files::{self, Access, Outputs};
use crate::watch::chain::Known;
use crate::watch::error::WatchError;
use crate::watch::events::{Event, EventSink};
use crate::watch::inbox::{periods, Inbox};
use crate::watch::metrics::{Carried, Metrics};
use crate::watch::open::Watch;
use crate::watch::period::{InvalidPeriod, Period};
use crate::watch::proving::PeriodOutcome;
use crate::watch::refusal::Refusal;
use crate::watch::standing::Standing;
use crate::watch::terms::Terms;

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

/// What a pass goes by, and how far it has come.
struct Progress {
    terms: Terms,
    chain: Vec<Known>,
    made: u64,
}

impl Watch {
    /// Looks once: makes every report that can be made, in order of time, and writes the metrics.
    ///
    /// # Errors
    /// [`WatchError`] if the inbox or the chain of reports cannot be read, the last report does not verify, or an output cannot
    /// be written. Then, too, the metrics are written if they can be, unless the directory is no more the one that is locked:
    /// another process may be at work there.
    pub fn pass(&mut self, events: &mut impl EventSink) -> Result<Pass, WatchError> {
        let mut metrics = Metrics {
            carried: self.read_metrics(),
            ..Metrics::default()
        };
        let passed = zeroize_stack_after(|| self.periods(events, &mut metrics));
        let now = match (&passed, events.now()) {
            (Err(WatchError::LockLost { .. }), _) | (Err(_), Err(_)) => return passed,
            (_, now) => now?,
        };
        metrics.last_run = now.unix();
        match &passed {
            Ok(pass) if pass.pending == 0 => metrics.carried.last_success = Some(now.unix()),
            Ok(_) => {}
            Err(error) => metrics.carried.fail(error.code()),
        }
        // They are written also if that cannot be told: that is when they are needed.
        let told = self.tell_metrics(events);
        if let (Ok(_), Err(error)) = (&passed, &told) {
            metrics.carried.fail(error.code());
        }
        let written = self.write_metrics(&metrics);
        let pass = passed?;
        told?;
        written?;
        Ok(pass)
    }

    fn read_metrics(&self) -> Carried {
        let path = self.metrics.as_deref();
        let bytes = path.and_then(|path| files::read_regular(path, MAX_METRICS).ok());
        let text = bytes.as_ref().and_then(|bytes| str::from_utf8(bytes).ok());
        text.map_or_else(Carried::default, |text| Carried::read(text, &self.subject))
    }

    fn tell_metrics(&self, events: &mut impl EventSink) -> Result<(), WatchError> {
        match &self.metrics {
            Some(path) => {
                events.event(Event::new("metrics").with("file", path.display().to_string()))
            }
            None => Ok(()),
        }
    }

    fn write_metrics(&self, metrics: &Metrics) -> Result<(), WatchError> {
        let Some(path) = &self.metrics else {
            return Ok(());
        };
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
        &mut self,
        events: &mut impl EventSink,
        metrics: &mut Metrics,
    ) -> Result<Pass, WatchError> {
        self.lock.check()?;
        let chain = self.chain()?;
        count(&chain, metrics);
        // Counted before anything can fail that has to do with one period or report.
        let Inbox { periods, others } = periods(&self.inbox)?;
        let standing = |(period, dir): (Period, PathBuf)| {
            let standing = Standing::of(&period, &dir, &chain);
            (period, dir, standing)
        };
        let periods: Vec<_> = periods.into_iter().map(standing).collect();
        metrics.carried.pending = others.len() as u64;
        metrics.carried.pending += periods.iter().filter(|(.., s)| s.is_pending()).count() as u64;
        let terms = self.terms()?;
        let mut event = Event::new("chain").with("reports", chain.len());
        if let Some(last) = chain.last() {
            self.check_last(last, &terms, events.now()?)?;
            event = event.report(last.link.report, last.link.as_of);
        }
        events.event(event)?;
        for name in &others {
            let refusal = Refusal::new("no-period", InvalidPeriod.to_string());
            self.refused(name, &refusal, events, metrics)?;
        }
        let mut progress = Progress {
            terms,
            chain,
            made: 0,
        };
        self.report_periods(periods, &mut progress, events, metrics)?;
        Ok(Pass {
            made: progress.made,
            pending: metrics.carried.pending,
        })
    }

    /// Makes the reports that are missing, in order of time.
    fn report_periods(
        &mut self,
        periods: Vec<(Period, PathBuf, Standing)>,
        progress: &mut Progress,
        events: &mut impl EventSink,
        metrics: &mut Metrics,
    ) -> Result<(), WatchError> {
        // The first period that is not done holds up all after it: a later report would shut it out for good.
        let mut held_by: Option<String> = None;
        for (period, dir, mut standing) in periods {
            let name = period.to_string();
            let about = |event: &str| Event::new(event).with("period", name.as_str());
            // A report that was just made may be this one's too.
            if matches!(standing, Standing::Open) && progress.made > 0 {
                standing = Standing::of(&period, &dir, &progress.chain);
                if !standing.is_pending() {
                    metrics.carried.pending = metrics.carried.pending.saturating_sub(1);
                }
            }
            match standing {
                Standing::Done => continue,
                Standing::Skipped => {
                    events.event(about("skipped"))?;
                    continue;
                }
                Standing::Refused(refusal) => {
                    self.refused(&name, &refusal, events, metrics)?;
                    continue;
                }
                Standing::Open => {}
            }
            if let Some(by) = &held_by {
                events.event(about("held").with("by", by.as_str()))?;
                continue;
            }
            if self.report_period(&period, &dir, progress, events, metrics)? {
                held_by = Some(name);
            }
        }
        Ok(())
    }

    /// Makes the report of one period, and tells what became of it; whether it holds up those after it.
    fn report_period(
        &mut self,
        period: &Period,
        dir: &Path,
        progress: &mut Progress,
        events: &mut impl EventSink,
        metrics: &mut Metrics,
    ) -> Result<bool, WatchError> {
        let name = period.to_string();
        let about = |event: &str| Event::new(event).with("period", name.as_str());
        events.event(about("reading"))?;
        let last = progress.chain.last().map(|known| known.link);
        match self.period(period, dir, &progress.terms, last, events)? {
            PeriodOutcome::Proved { report, written } => {
                self.begin = false;
                progress.made += 1;
                progress.chain.push(report);
                count(&progress.chain, metrics);
                metrics.carried.pending = metrics.carried.pending.saturating_sub(1);
                events.event(written)?;
                Ok(false)
            }
            PeriodOutcome::Waiting(missing) => {
                events.event(about("waiting").with("missing", missing))?;
                Ok(true)
            }
            PeriodOutcome::Refused(refusal) => {
                self.refused(&name, &refusal, events, metrics)?;
                Ok(refusal.code != "not-newer")
            }
        }
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

fn count(chain: &[Known], metrics: &mut Metrics) {
    metrics.carried.reports = chain.len() as u64;
    metrics.carried.last_as_of = chain.last().map(|known| known.link.as_of.unix());
}
