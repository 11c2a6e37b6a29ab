//! What became of a command.

/// What became of a command that ran to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did what it was asked.
    Done,
    /// The report it looked at does not verify, or the auditor's copy does not agree with it.
    Invalid,
}
