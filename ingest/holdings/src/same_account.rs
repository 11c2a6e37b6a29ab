//! One account by two names: an IBAN in one format, and the number that it ends with in another.
//!
//! A mapping may lead both of a cash account to one row, and statements of both formats would count the account twice. So would
//! two formats that write a safekeeping account with a prefix and without.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::expectation::Expectation;
use crate::input_error::InputError;
use crate::pages::{Pages, SourcedMessage};

/// Shortest number that tells an account by itself, in letters and digits.
const SHORTEST: usize = 6;

/// What stands for a row where the account is one of securities.
const SECURITIES: &str = "securities";

/// A statement: its row, its account in letters and digits, and its first page.
type Statement<'a> = (Zeroizing<String>, Zeroizing<String>, &'a SourcedMessage);

/// Checks that no two statements of different formats are of one account, as far as its names tell, nor those of cash of one row.
///
/// # Errors
/// [`InputError::SameStatement`], with its file.
pub(crate) fn check(
    statements: &[Pages<'_>],
    expected: &Expectation,
) -> Result<(), (usize, InputError)> {
    let pages = statements.iter().filter_map(|pages| pages.first().copied());
    let named: Vec<Statement<'_>> = pages
        .map(|page| {
            let account = &page.message.account;
            let row = match page.message.basis {
                None => expected.cash_row(account).0,
                Some(_) => Zeroizing::new(SECURITIES.into()),
            };
            (row, plain(account), page)
        })
        .collect();
    let mut formats: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for (row, account, page) in &named {
        let of_account = formats.entry((row, account)).or_default();
        of_account.push(page.format);
    }
    for (row, account, page) in &named {
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
