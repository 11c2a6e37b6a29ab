//! What the command tells besides its result.

use std::io::Write;

/// One line to standard error; nobody reading it is no error.
pub fn note(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
