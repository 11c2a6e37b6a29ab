//! Programs, run and measured.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::SpeedError;

/// How often the memory of a process is looked at.
const LOOK: Duration = Duration::from_micros(200);

/// What a process took.
pub(super) struct Taken {
    /// From its start to its end, in nanoseconds.
    pub(super) time: f64,
    /// The most memory that it was seen to have, in KiB: the kernel keeps the mark, and it is read until the end.
    pub(super) memory: f64,
}

/// Runs a program to its end.
pub(super) fn run(command: &mut Command, program: &Path, code: i32) -> Result<Taken, SpeedError> {
    let at = |source| SpeedError::Io {
        path: program.to_owned(),
        source,
    };
    let start = Instant::now();
    let output = command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = output.spawn().map_err(at)?;
    let mut memory: f64 = 0.0;
    let status = loop {
        memory = memory.max(peak_kib(&child));
        if let Some(status) = child.try_wait().map_err(at)? {
            break status;
        }
        sleep(LOOK);
    };
    let time = start.elapsed().as_nanos() as f64;
    match status.code() {
        Some(found) if found == code => Ok(Taken { time, memory }),
        _ => Err(SpeedError::Exit {
            path: program.to_owned(),
            expected: code,
            found: status.to_string(),
        }),
    }
}

/// The kernel's high-water mark of a process; 0 when the process has ended.
fn peak_kib(child: &Child) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0.0)
}
