//! What is known of a kind of rule.

/// A kind of rule, without the numbers that a policy gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleInfo {
    /// Its name, the value of `"rule"` in documents.
    pub name: &'static str,
    /// What it demands, in one sentence.
    pub summary: &'static str,
    /// Names of its fields in documents, optional ones too.
    pub fields: &'static [&'static str],
    /// Where the law demands such a thing.
    pub source: &'static str,
}
