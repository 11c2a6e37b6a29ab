//! Lists in rules: how long they may be, and that nothing is in one twice.

use alloc::collections::BTreeSet;

use super::error::RuleError;
use super::limits::MAX_ENTRIES;

/// Checks the length of a list.
pub(super) fn check_length<T>(field: &'static str, list: &[T]) -> Result<(), RuleError> {
    match list.len() {
        found if found > MAX_ENTRIES => Err(RuleError::TooManyEntries { field, found }),
        _ => Ok(()),
    }
}

/// Checks the length of a list, and that nothing is in it twice.
pub(super) fn check_each_once<T: Ord>(field: &'static str, list: &[T]) -> Result<(), RuleError> {
    check_length(field, list)?;
    let mut seen = BTreeSet::new();
    match list.iter().position(|entry| !seen.insert(entry)) {
        Some(entry) => Err(RuleError::Repeated { field, entry }),
        None => Ok(()),
    }
}
