//! What a report costs, by a process that verifies it.

use std::io;
use std::path::Path;
use std::process::Command;

use thiserror::Error;

/// What a report costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Processor time, in nanoseconds.
    pub time: u64,
    /// The most memory that the process ever had, in KiB.
    pub memory: u64,
    /// `valid`, or the code of the refusal.
    pub verdict: String,
}

/// Why a cost is not known.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CostError {
    /// The program cannot be run.
    #[error("cannot run {program}: {source}")]
    Run {
        /// The program.
        program: String,
        /// Why not.
        source: io::Error,
    },
    /// It failed, or printed something else.
    #[error("{program} printed {found:?}: {message}")]
    Output {
        /// The program.
        program: String,
        /// What it printed.
        found: String,
        /// What it complained about.
        message: String,
    },
}

/// Runs `probe`, the program of this crate or that of another revision.
///
/// # Errors
/// [`CostError`].
pub fn probe(program: &Path, registry: &Path, report: &Path) -> Result<Cost, CostError> {
    let name = || program.display().to_string();
    let output = Command::new(program).arg(registry).arg(report).output();
    let output = output.map_err(|source| CostError::Run {
        program: name(),
        source,
    })?;
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    let words: Vec<&str> = found.split_whitespace().collect();
    let cost = match words[..] {
        [time, memory, verdict] => {
            time.parse()
                .ok()
                .zip(memory.parse().ok())
                .map(|(time, memory)| Cost {
                    time,
                    memory,
                    verdict: verdict.into(),
                })
        }
        _ => None,
    };
    cost.ok_or_else(|| CostError::Output {
        program: name(),
        message: String::from_utf8_lossy(&output.stderr).into_owned(),
        found,
    })
}
