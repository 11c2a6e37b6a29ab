//! One cash account by two names: an IBAN in one format, and the number that it ends with in another.
//!
//! A mapping may lead both to one row, and statements of both formats would count the account twice.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::expectation::Expectation;
use crate::input_error::InputError;
use crate::pages::{Pages, SourcedMessage};

/// Shortest number that tells an account by itself, in letters and digits.
const SHORTEST: usize = 6;

/// A cash statement: its row, its account in letters and digits, and its first page.
type Statement<'a> = (Zeroizing<String>, Zeroizing<String>, &'a SourcedMessage);

/// Checks that no two cash statements of different formats are of one row and of one account, as far as its names tell.
///
/// # Errors
/// [`InputError::SameStatement`], with its file.
pub(crate) fn check(
    statements: &[Pages<'_>],
    expected: &Expectation,
) -> Result<(), (usize, InputError)> {
    let pages = statements.iter().filter_map(|pages| pages.first().copied());
    let cash: Vec<Statement<'_>> = pages
        .filter(|page| page.message.basis.is_none())
        .map(|page| {
            let account = &page.message.account;
            (expected.cash_row(account).0, plain(account), page)
        })
        .collect();
    let mut formats: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for (row, account, page) in &cash {
        let of_account = formats.entry((row, account)).or_default();
        of_account.push(page.format);
    }
    for (row, account, page) in &cash {
        let ends = 0..=account.len().saturating_sub(SHORTEST);
        let mut ends = ends.filter_map(|at| account.get(at..));
        let other = |end: &str| {
            let found = formats.get(&(row.as_str(), end));
            end.len() >= SHORTEST && found.is_some_and(|of| of.iter().any(|f| *f != page.format))
        };
        if ends.any(other) {
            let line = page.message.line;
            return Err((page.file, InputError::SameStatement { line }));
        }
    }
    Ok(())
}

/// The letters and digits of an account.
fn plain(account: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(account.len()));
    let letters = account.chars().filter(char::is_ascii_alphanumeric);
    plain.extend(letters.map(|c| c.to_ascii_uppercase()));
    plain
}
