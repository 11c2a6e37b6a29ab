//! Rounds of measuring, both revisions in turn.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::error::SpeedError;
use super::lines::{Source, LINES};
use super::process::run;
use super::sample::Sample;

/// Where the programs and their inputs are.
#[derive(Clone, Debug)]
pub struct Programs {
    /// Folder of the programs of this revision.
    pub now: PathBuf,
    /// Folder of those of the other.
    pub before: PathBuf,
    /// Folder of the reports; criterion writes below it.
    pub inputs: PathBuf,
}

/// Where criterion keeps the median of a bench, under its folder.
const ESTIMATES: &str = "new/estimates.json";

/// Measures every line `rounds` times, and which revision goes first changes with the round. One sample a line.
///
/// # Errors
/// [`SpeedError`].
pub fn measure(programs: &Programs, rounds: usize) -> Result<Vec<Sample>, SpeedError> {
    let mut samples = vec![Sample::default(); LINES.len()];
    for round in 0..rounds {
        eprintln!("round {} of {rounds}", round + 1);
        let sides = match round % 2 {
            0 => [true, false],
            _ => [false, true],
        };
        for now in sides {
            side(programs, now, &mut samples)?;
        }
    }
    Ok(samples)
}

/// One revision, every line once.
fn side(programs: &Programs, now: bool, samples: &mut [Sample]) -> Result<(), SpeedError> {
    let folder = match now {
        true => &programs.now,
        false => &programs.before,
    };
    // From nothing: no figure of the other revision may pass for one of this.
    let criterion = programs.inputs.join("criterion");
    match fs::remove_dir_all(&criterion) {
        Err(source) if source.kind() != ErrorKind::NotFound => {
            let path = criterion;
            return Err(SpeedError::Io { path, source });
        }
        _ => {}
    }
    for bench in ["proofs", "documents"] {
        benches(&folder.join(bench), &filter(bench), &criterion)?;
    }
    if now {
        let filter = "^peer groth16/verify$";
        benches(&folder.join("groth16"), filter, &criterion)?;
    }
    let assay = folder.join("assay");
    for (line, sample) in LINES.iter().zip(samples) {
        let figures = match now {
            true => &mut sample.now,
            false => &mut sample.before,
        };
        match line.source {
            Source::Bench(_, group, function) => figures.add(median(&criterion, group, function)?),
            Source::Groth16 if now => {
                sample.now.add(median(&criterion, "verify", "(8,8)")?);
                let groth16 = median(&criterion, "peer groth16", "verify")?;
                sample.before.add(groth16);
            }
            Source::Groth16 => {}
            Source::Log => figures.add(log(&assay, &programs.inputs)?),
            Source::Memory => figures.add(memory(&assay, &programs.inputs)?),
        }
    }
    Ok(())
}

/// The benches of one program that are in the table, as criterion takes them.
fn filter(program: &str) -> String {
    let wanted = LINES.iter().filter_map(|line| match line.source {
        Source::Bench(of, group, function) if of == program => Some(format!("{group}/{function}")),
        _ => None,
    });
    let wanted: Vec<String> = wanted
        .map(|name| name.replace('(', "\\(").replace(')', "\\)"))
        .collect();
    format!("^({})$", wanted.join("|"))
}

/// Runs the benches of a program that match.
fn benches(program: &Path, filter: &str, criterion: &Path) -> Result<(), SpeedError> {
    let mut command = Command::new(program);
    command.args(["--bench", "--noplot", filter]);
    command.env("CRITERION_HOME", criterion);
    command.env("ASSAY_FACTS", criterion.join("facts"));
    run(&mut command, program, 0).map(drop)
}

/// The median of a bench.
fn median(criterion: &Path, group: &str, function: &str) -> Result<f64, SpeedError> {
    let path = criterion.join(group).join(function).join(ESTIMATES);
    let text = fs::read_to_string(&path).map_err(|source| SpeedError::Io {
        path: path.clone(),
        source,
    })?;
    let estimates = serde_json::from_str::<Value>(&text).ok();
    let median = estimates.and_then(|e| e.pointer("/median/point_estimate")?.as_f64());
    median.ok_or(SpeedError::Figure {
        path,
        expected: "criterion's median",
    })
}

fn log(assay: &Path, inputs: &Path) -> Result<f64, SpeedError> {
    let chain = inputs.join("chain");
    let mut command = Command::new(assay);
    command.args(["log", "verify"]).arg(chain.join("reports"));
    command.arg("--registry").arg(chain.join("registry.json"));
    run(&mut command, assay, 0).map(|taken| taken.time)
}

fn memory(assay: &Path, inputs: &Path) -> Result<f64, SpeedError> {
    let mut command = Command::new(assay);
    command.arg("verify").arg(inputs.join("large.report"));
    command.arg("--registry").arg(inputs.join("large.json"));
    run(&mut command, assay, 1).map(|taken| taken.memory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_name_each_bench_of_the_table_once() {
        assert_eq!(filter("documents"), r"^(verify report/\(12,16\))$");
        let proofs = filter("proofs");
        assert!(proofs.starts_with(r"^(commit/\(10,16\)|prove/\(8,8\)|"));
        assert!(proofs.ends_with(r"|verify batch \(8,8\)/256)$"));
        assert_eq!(proofs.matches('|').count(), 4);
    }
}
