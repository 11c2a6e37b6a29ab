//! Limits of a policy's lists.

/// Most entries of a list in a policy: its rules, and each list of a rule.
pub const MAX_ENTRIES: usize = 1024;

/// Longest window of business days: some year and a half. They are counted one by one.
pub const MAX_BUSINESS_DAYS: u32 = 366;
