//! A report that is measured.

/// A report, by what is special about it.
pub struct Case {
    /// What it is full of.
    pub name: &'static str,
    /// Its bytes.
    pub text: String,
}
