//! `assay watch`

use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use crate::error::CliError;
use crate::outcome::Outcome;
use crate::terminal::note;
use crate::watch::error::WatchError;
use crate::watch::events::{Event, EventSink, Stdout};
use crate::watch::open::Watch;
use crate::watch::pass::Pass;

/// Longest sleep, so that a clock that is set right is noticed after so long.
const NAP: Duration = Duration::from_secs(30);

/// Issuer: make the report of every period as soon as its inputs are there, each following the last.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay watch --config watch.json --once --begin
  assay watch --config watch.json --once
  assay watch --config watch.json

Looks at the inbox when the schedule says, or once. What it knows is what is on disk: stop or kill it at any time.
Events go to standard output, one line of JSON each; nothing in them is private.

Exit codes: 0 nothing is left to do, 1 a period has no report (incomplete, refused, or held up by one that is), 2 another
file is wrong or missing, or the system failed, 3 another assay watch is at work on the same reports, 4 it cannot go on and
may be started again: events cannot be written, the directory of reports is another, or the clock is wrong. Without --once it
ends with 2 or 3 only before it begins, and with 4 at any time.")]
pub struct Args {
    /// The configuration.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Look once and end.
    #[arg(long)]
    once: bool,
    /// There may be no report yet: begin a chain. Without it an empty directory is refused, as a volume may be missing.
    #[arg(long)]
    begin: bool,
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        let mut events = Stdout;
        let mut watch = Watch::open(&self.config, self.begin, &mut events)?;
        if self.once {
            let pass = watch.pass(&mut events)?;
            events.event(counted("done", pass))?;
            return Ok(match pass.pending {
                0 => Outcome::Done,
                _ => Outcome::Invalid,
            });
        }
        loop {
            let event = match watch.pass(&mut events) {
                Ok(pass) => counted("idle", pass),
                Err(error) if error.ends_service() => {
                    // Perhaps it cannot be told; standard error has it too.
                    let _ = events.event(failed(&error));
                    return Err(error.into());
                }
                Err(error) => {
                    note(&format!("error: {error}"));
                    failed(&error)
                }
            };
            wait(&watch, event, &mut events)?;
        }
    }
}

fn failed(error: &WatchError) -> Event {
    Event::new("failed")
        .with("code", error.code())
        .with("message", error.to_string())
}

fn counted(name: &str, pass: Pass) -> Event {
    Event::new(name)
        .with("made", pass.made)
        .with("pending", pass.pending)
}

/// Until the next moment of the schedule, also if the clock is set back meanwhile.
fn wait(watch: &Watch, event: Event, events: &mut Stdout) -> Result<(), WatchError> {
    let mut next = watch.next(events.now()?).ok_or(WatchError::Clock)?;
    events.event(event.with("next", next.to_string()))?;
    loop {
        let now = events.now()?;
        let Ok(left @ 1..) = u64::try_from(next.unix() - now.unix()) else {
            return Ok(());
        };
        sleep(NAP.min(Duration::from_secs(left)));
        let now = events.now()?;
        if now < next {
            next = next.min(watch.next(now).ok_or(WatchError::Clock)?);
        }
    }
}
