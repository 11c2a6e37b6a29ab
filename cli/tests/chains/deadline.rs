//! Runs that must come to an end, and services that are waited for.

use std::io::{BufRead, BufReader, Lines, Read};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::Run;

/// Far longer than any run takes here.
const DEADLINE: Duration = Duration::from_secs(60);

/// Runs a command to its end. One that hangs is killed, and fails the test.
#[track_caller]
pub fn ends(command: &mut Command) -> Run {
    let mut running = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let code = wait(&mut running);
    let mut run = Run {
        code,
        stdout: String::new(),
        stderr: String::new(),
    };
    let (mut stdout, mut stderr) = (
        running.stdout.take().unwrap(),
        running.stderr.take().unwrap(),
    );
    stdout.read_to_string(&mut run.stdout).unwrap();
    stderr.read_to_string(&mut run.stderr).unwrap();
    run
}

/// The exit code of a process that ends.
#[track_caller]
pub fn wait(running: &mut Child) -> i32 {
    let begun = Instant::now();
    loop {
        if let Some(status) = running.try_wait().unwrap() {
            return status.code().unwrap();
        }
        if begun.elapsed() > DEADLINE {
            running.kill().unwrap();
            running.wait().unwrap();
            panic!("it did not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A service and its events.
pub struct Service {
    running: Child,
    lines: Lines<BufReader<ChildStdout>>,
    begun: Instant,
}

impl Service {
    pub fn start(command: &mut Command) -> Service {
        let mut running = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(running.stdout.take().unwrap()).lines();
        Service {
            running,
            lines,
            begun: Instant::now(),
        }
    }

    /// The next event of this name.
    #[track_caller]
    pub fn until(&mut self, name: &str) -> Value {
        loop {
            let event = self
                .next()
                .unwrap_or_else(|| panic!("it ended before {name}"));
            if event["event"] == name {
                return event;
            }
        }
    }

    /// The events of the next whole look, that of its end included.
    #[track_caller]
    pub fn look(&mut self) -> Vec<Value> {
        // The look at hand may have begun before what the test did.
        self.end_of_look();
        let mut events = Vec::new();
        loop {
            let event = self.next().unwrap();
            let last = ["idle", "failed"]
                .iter()
                .any(|name| event["event"] == *name);
            events.push(event);
            if last {
                return events;
            }
        }
    }

    fn end_of_look(&mut self) {
        while let Some(event) = self.next() {
            if event["event"] == "idle" || event["event"] == "failed" {
                return;
            }
        }
    }

    /// The next event. A service looks every second, so that it is not waited for in vain.
    fn next(&mut self) -> Option<Value> {
        assert!(self.begun.elapsed() < DEADLINE, "it goes on and on");
        let line = self.lines.next()?.unwrap();
        Some(serde_json::from_str(&line).unwrap())
    }

    /// All events to its end, and its exit code.
    #[track_caller]
    pub fn end(mut self) -> (i32, Vec<Value>) {
        let mut events = Vec::new();
        while let Some(event) = self.next() {
            events.push(event);
        }
        (wait(&mut self.running), events)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.running.kill();
        let _ = self.running.wait();
    }
}
