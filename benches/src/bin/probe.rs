//! What one report costs its verifier, in a process of its own: `probe REGISTRY REPORT` prints nanoseconds of processor
//! time, the most memory that the process ever had in KiB (both as Linux counts them), and the verdict.
//!
//! Needs nothing but the verifier's crates, so that `benches/compare` can build it with those of another revision.

use std::error::Error;
use std::fs;

use assay_statement::{parse_document, Registry};
use assay_verifier::Verifier;

/// Ticks that are measured before the time is told: a tick is a hundredth of a second.
const LEAST_TICKS: u64 = 30;

const NANOSECONDS_A_TICK: u64 = 10_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(registry), Some(report)) = (arguments.next(), arguments.next()) else {
        return Err("usage: probe REGISTRY REPORT".into());
    };
    let registry: Registry = parse_document(&fs::read(registry)?)?;
    let verifier = Verifier::new(registry)?;
    let bytes = fs::read(report)?;
    // Short work is done again, until there is enough of it to be told from a tick.
    let begin = ticks()?;
    let (mut runs, mut peak) = (0, 0);
    let code = loop {
        let verdict = verifier.verify(&bytes);
        runs += 1;
        if runs == 1 {
            peak = peak_kib()?;
        }
        if ticks()? - begin >= LEAST_TICKS || runs == 1000 {
            break verdict.map_or_else(|error| error.code(), |_| "valid");
        }
    };
    let time = (ticks()? - begin) * NANOSECONDS_A_TICK / runs;
    println!("{time} {peak} {code}");
    Ok(())
}

/// Processor time of this process so far.
fn ticks() -> Result<u64, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name of the command comes first, and may hold anything.
    let (_, rest) = stat.rsplit_once(')').ok_or("the kernel does not tell")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    match fields.get(11..13) {
        Some([user, system]) => Ok(user.parse::<u64>()? + system.parse::<u64>()?),
        _ => Err("the kernel does not tell".into()),
    }
}

fn peak_kib() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let mut lines = status.lines();
    let line = lines.find_map(|line| line.strip_prefix("VmHWM:"));
    let line = line.ok_or("the kernel does not tell")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
