//! One call of an embedder, and its verdict.

/// One call and its verdict.
pub struct Case {
    /// Its number: that of the vector; of inputs from 1001 on, of another suite from 5001.
    pub id: u64,
    /// What it is, or what is changed.
    pub comment: String,
    /// The report's text.
    pub report: String,
    /// The registry's text.
    pub registry: String,
    /// The text of the options.
    pub options: String,
    /// The code of the refusal.
    pub expected: Result<(), String>,
}
