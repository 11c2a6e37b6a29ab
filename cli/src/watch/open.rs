//! Before the first pass: the configuration and what it names, the lock, and what a killed run left behind.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use assay_statement::{Subject, Timestamp};
use assay_verifier::Predecessor;

use crate::files::{self, leftovers, FileError, Outputs};
use crate::watch::config::Config;
use crate::watch::error::WatchError;
use crate::watch::events::{Event, EventSink};
use crate::watch::lock::Lock;
use crate::watch::schedule::Moments;
use crate::watch::terms::{document, Terms};

/// A directory of reports that this process alone writes to.
#[derive(Debug)]
pub struct Watch {
    pub subject: Subject,
    pub inbox: PathBuf,
    pub reports: PathBuf,
    pub metrics: Option<PathBuf>,
    /// The files of the [`Terms`].
    policy: Option<PathBuf>,
    registry: Option<PathBuf>,
    /// The report that the first one here follows, if the chain began elsewhere.
    pub before: Option<Predecessor>,
    /// Whether there may be no report yet. Not once there was one: then the directory is another, or was emptied.
    pub begin: bool,
    moments: Moments,
    pub lock: Lock,
}

impl Watch {
    /// Reads the configuration and what it names, takes the lock, and removes what a killed run left half written.
    ///
    /// # Errors
    /// [`WatchError`]: a file that is missing or wrong, or another process at work.
    pub fn open(
        config: &Path,
        begin: bool,
        events: &mut impl EventSink,
    ) -> Result<Watch, WatchError> {
        let path = config.to_path_buf();
        let dir = match config.parent() {
            Some(dir) => dir.to_path_buf(),
            None => PathBuf::new(),
        };
        let config: Config = document(&path)?;
        let invalid = |error| WatchError::input(&path, "config-invalid", error);
        config.validate().map_err(invalid)?;
        let moments = config.schedule.moments().map_err(invalid)?;
        let reports = config.reports.in_directory(&dir);
        let [policy, registry, metrics] = [config.policy, config.registry, config.metrics]
            .map(|path| path.map(|path| path.in_directory(&dir)));
        if let Some(metrics) = &metrics {
            let mut outputs = Outputs::new(true);
            let inputs = [Some(&path), policy.as_ref(), registry.as_ref()];
            inputs
                .into_iter()
                .flatten()
                .for_each(|path| outputs.input(path));
            outputs.check(metrics)?;
        }
        // Whoever starts it is told of a file that is wrong; each look reads them anew.
        Terms::read(policy.as_deref(), registry.as_deref())?;
        let lock = Lock::take(&reports)?;
        sweep(&reports, false, events)?;
        if let Some(dir) = metrics.as_deref().map(files::directory) {
            sweep(dir, true, events)?;
        }
        Ok(Watch {
            subject: config.subject,
            inbox: config.inbox.in_directory(&dir),
            reports,
            metrics,
            policy,
            registry,
            before: config.previous,
            begin,
            moments,
            lock,
        })
    }

    /// The policy and the registry as they are now.
    ///
    /// # Errors
    /// As [`Terms::read`].
    pub fn terms(&self) -> Result<Terms, WatchError> {
        Terms::read(self.policy.as_deref(), self.registry.as_deref())
    }

    /// The next moment to look after this one.
    pub fn next(&self, now: Timestamp) -> Option<Timestamp> {
        self.moments.next(now)
    }
}

/// Removes what a killed run left half written.
fn sweep(dir: &Path, shared: bool, events: &mut impl EventSink) -> Result<(), WatchError> {
    for path in leftovers(dir, shared)? {
        events.event(Event::new("swept").with("file", path.display().to_string()))?;
        match fs::remove_file(&path) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                return Err(FileError::Write { path, source }.into())
            }
            _ => {}
        }
    }
    Ok(())
}
