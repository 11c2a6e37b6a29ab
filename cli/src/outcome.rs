//! How a command ended, and the exit codes of the program.

/// How a command that ran to its end has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did what it was asked.
    Done,
    /// The report it looked at does not verify, or the auditor's copy does not agree with it.
    Invalid,
}

impl Outcome {
    /// The exit code of the program.
    pub(crate) fn exit_code(self) -> u8 {
        match self {
            Outcome::Done => EXIT_VALID,
            Outcome::Invalid => EXIT_INVALID,
        }
    }
}

/// Exit code of a report that verifies, and of every other success.
const EXIT_VALID: u8 = 0;

/// Exit code of a report that does not verify.
const EXIT_INVALID: u8 = 1;

/// Exit code of wrong usage, wrong input, or a failing system.
pub(crate) const EXIT_USAGE: u8 = 2;

/// Exit code of `assay watch` if another one is at work on the same reports.
pub(crate) const EXIT_LOCKED: u8 = 3;

/// Exit code of `assay watch` if it cannot go on as it is: whoever keeps it running is to start it again.
pub(crate) const EXIT_AGAIN: u8 = 4;
