//! Limits of a policy's lists.

/// Most entries of a list in a policy: its rules, and each list of a rule.
pub const MAX_ENTRIES: usize = 1024;
