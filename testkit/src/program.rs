//! Runs the program under test, and keeps what it printed.

use std::process::Command;

/// What a run came to.
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
}

/// Runs a program with these arguments.
///
/// # Panics
/// If it does not start, is killed, or prints what is not UTF-8.
pub fn run(program: &str, arguments: &[&str]) -> Run {
    let output = Command::new(program).args(arguments).output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
