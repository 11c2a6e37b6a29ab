//! How many inequalities a policy makes of a book.

use crate::book::Book;
use crate::compile::{compile, CompileError};
use crate::policy::Policy;

/// Inequalities that a policy makes of a book. They do not depend on the supply.
///
/// # Errors
/// [`CompileError`], but for too many of them: these are counted.
pub fn count_inequalities(book: &Book, policy: &Policy) -> Result<usize, CompileError> {
    match compile(book, policy) {
        Ok(table) => Ok(table.rules.len()),
        Err(CompileError::TooManyInequalities { found, .. }) => Ok(found),
        Err(error) => Err(error),
    }
}
