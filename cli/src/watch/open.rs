//! Before the first pass: the configuration and what it names, the lock, and what a killed run left behind.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use assay_statement::{parse_document, Document, Policy, Registry, Subject, Timestamp};
use assay_verifier::ChainStart;

use super::events::{Event, Sink};
use super::lock::{leftovers, Lock};
use super::schedule::Ticks;
use super::{Config, WatchError};
use crate::files::{self, FileError, Outputs};

/// A directory of reports that this process alone writes to.
#[derive(Debug)]
pub struct Watch {
    pub(super) subject: Subject,
    pub(super) inbox: PathBuf,
    pub(super) reports: PathBuf,
    pub(super) metrics: Option<PathBuf>,
    pub(super) policy: Option<Policy>,
    pub(super) registry: Option<Registry>,
    pub(super) start: ChainStart,
    /// Whether there may be no report yet.
    pub(super) begin: bool,
    ticks: Ticks,
    _lock: Lock,
}

impl Watch {
    /// Reads the configuration and what it names, takes the lock, and removes what a killed run left half written.
    ///
    /// # Errors
    /// [`WatchError`]: a file that is missing or wrong, or another process at work.
    pub fn open(config: &Path, begin: bool, events: &mut impl Sink) -> Result<Watch, WatchError> {
        let path = config.to_path_buf();
        let dir = match config.parent() {
            Some(dir) => dir.to_path_buf(),
            None => PathBuf::new(),
        };
        let config: Config = document(&path)?;
        let invalid = |source| WatchError::Config {
            path: path.clone(),
            source,
        };
        config.validate().map_err(invalid)?;
        let ticks = config.schedule.ticks().map_err(invalid)?;
        let reports = config.reports.from(&dir);
        let [policy, registry, metrics] = [config.policy, config.registry, config.metrics]
            .map(|path| path.map(|path| path.from(&dir)));
        if let Some(metrics) = &metrics {
            let mut outputs = Outputs::new(true);
            let inputs = [Some(&path), policy.as_ref(), registry.as_ref()];
            inputs
                .into_iter()
                .flatten()
                .for_each(|path| outputs.input(path));
            outputs.check(metrics)?;
        }
        let policy = policy.as_deref().map(document).transpose()?;
        let registry = registry.as_deref().map(read_registry).transpose()?;
        let lock = Lock::take(&reports)?;
        sweep(&reports, false, events)?;
        if let Some(dir) = metrics.as_deref().map(files::directory) {
            sweep(dir, true, events)?;
        }
        Ok(Watch {
            subject: config.subject,
            inbox: config.inbox.from(&dir),
            reports,
            metrics,
            policy,
            registry,
            start: match config.previous {
                Some(report) => ChainStart::After {
                    report,
                    as_of: None,
                },
                None => ChainStart::First,
            },
            begin,
            ticks,
            _lock: lock,
        })
    }

    /// The next moment to look after this one.
    pub fn next(&self, now: Timestamp) -> Option<Timestamp> {
        self.ticks.next(now)
    }
}

/// Removes what a killed run left half written.
fn sweep(dir: &Path, shared: bool, events: &mut impl Sink) -> Result<(), WatchError> {
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

fn document<D: Document>(path: &Path) -> Result<D, WatchError> {
    let bytes = files::read(path, D::MAX_BYTES as u64)?;
    parse_document(&bytes).map_err(|source| WatchError::Document {
        path: path.to_path_buf(),
        source,
    })
}

fn read_registry(path: &Path) -> Result<Registry, WatchError> {
    let registry: Registry = document(path)?;
    match registry.validate() {
        Ok(()) => Ok(registry),
        Err(source) => Err(WatchError::Registry {
            path: path.to_path_buf(),
            source,
        }),
    }
}
