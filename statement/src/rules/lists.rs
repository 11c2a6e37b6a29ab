//! Lists in rules: how long they may be, and that nothing is in one twice.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

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
pub(super) fn check_each_once<T: ToString>(
    field: &'static str,
    list: &[T],
) -> Result<(), RuleError> {
    check_length(field, list)?;
    match repeated(list.iter().map(T::to_string).collect()) {
        Some(entry) => Err(RuleError::Repeated { field, entry }),
        None => Ok(()),
    }
}

/// The first name that is there before.
fn repeated(names: Vec<String>) -> Option<usize> {
    let mut seen = BTreeSet::new();
    names.into_iter().position(|name| !seen.insert(name))
}
