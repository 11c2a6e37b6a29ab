//! Which day statements have to be of.

use std::fmt;

/// What the day is on which statements tell what was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementDay {
    /// That of the book.
    Book,
    /// That since which the book has income.
    Since,
    /// One between these.
    Between,
}

impl StatementDay {
    /// What to do about a statement of another day.
    pub(crate) const fn advice(self) -> &'static str {
        match self {
            StatementDay::Book => "take the statement of that day, or make the book of this one",
            StatementDay::Since => "take the statement of that day",
            StatementDay::Between => "take the statement of that day, or name the day of this one",
        }
    }
}

impl fmt::Display for StatementDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StatementDay::Book => "the day of the book",
            StatementDay::Since => "the day since which the book has income",
            StatementDay::Between => "the day that is named for it",
        })
    }
}
