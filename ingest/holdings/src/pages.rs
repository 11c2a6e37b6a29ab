//! Whole statements: every page, once, in order; one statement an account; one basis.

use std::collections::{HashMap, HashSet};

use crate::basis::{mixed_basis, Basis};
use crate::input_error::InputError;
use crate::message::Message;

/// A message and where it comes from.
pub(crate) struct SourcedMessage {
    /// The number of its file in the run, from 0.
    pub file: usize,
    /// The name of the format it was read in.
    pub format: &'static str,
    /// The message.
    pub message: Message,
}

/// The pages of one statement.
pub(crate) type Pages<'a> = Vec<&'a SourcedMessage>;

/// A refusal with the number of the file it is about.
type FileError = (usize, InputError);

/// Checks the messages of a run, in the order they were read, and sorts them into statements.
pub(crate) fn check(messages: &[SourcedMessage]) -> Result<Vec<Pages<'_>>, FileError> {
    one_basis(messages)?;
    // In the order of the first message of each account, so that the same files give the same error.
    let mut statements: Vec<Pages<'_>> = Vec::new();
    let mut positions: HashMap<(bool, &str), usize> = HashMap::new();
    for sourced in messages {
        let message = &sourced.message;
        // Securities and cash may have accounts of one number.
        let account = (message.basis.is_none(), message.account.as_str());
        let position = *positions.entry(account).or_insert(statements.len());
        match statements.get_mut(position) {
            Some(pages) => pages.push(sourced),
            None => statements.push(vec![sourced]),
        }
    }
    statements.iter().try_for_each(whole)?;
    Ok(statements)
}

/// All securities statements have one basis. Booked cash goes with every basis but the traded one, by which a purchase would
/// be counted as securities already, and as cash still.
fn one_basis(messages: &[SourcedMessage]) -> Result<(), FileError> {
    let mut first: Option<Option<Basis>> = None;
    for SourcedMessage { file, message, .. } in messages {
        let found = message.basis;
        let agree = match (first.unwrap_or(found), found) {
            (Some(a), Some(b)) => a == b,
            (Some(basis), None) | (None, Some(basis)) => basis != Basis::Traded,
            (None, None) => true,
        };
        if !agree {
            let basis = |basis: Option<Basis>| basis.unwrap_or(Basis::Settled);
            let first = basis(first.flatten());
            return Err((*file, mixed_basis(message.line, first, basis(found))));
        }
        // A securities basis says more than cash does.
        first = Some(first.flatten().or(found));
    }
    Ok(())
}

/// Checks that the pages are one statement of one account, from its first page to its last.
fn whole(pages: &Pages<'_>) -> Result<(), FileError> {
    let numbers = one_statement(pages)?;
    let highest = without_gaps(pages, &numbers)?;
    ends(pages, &numbers, highest)?;
    for (which, (expected, found)) in (1..).zip(&numbers).enumerate() {
        if expected != *found {
            let found = *found;
            return Err(at(pages, which, |line| InputError::PageOrder {
                line,
                expected,
                found,
            }));
        }
    }
    Ok(())
}

/// The numbers of the pages, if all are of the same statement and none is there twice.
fn one_statement(pages: &Pages<'_>) -> Result<Vec<u32>, FileError> {
    let mut numbers = Vec::new();
    let mut known: HashSet<u32> = HashSet::new();
    let Some(first) = pages.first() else {
        return Ok(numbers);
    };
    let first_page = first.message.page;
    for sourced in pages {
        let SourcedMessage { file, message, .. } = sourced;
        let line = message.line;
        let page = message.page.number;
        let other = message.reference != first.message.reference || sourced.format != first.format;
        let again = !known.insert(page);
        // A page that is a statement by itself cannot be a page of another.
        let alone =
            again && (message.page.last && page == 1 || first_page.last && first_page.number == 1);
        if other || alone {
            return Err((*file, InputError::SameStatement { line }));
        }
        if again {
            return Err((*file, InputError::DuplicatePage { line, page }));
        }
        numbers.push(page);
    }
    Ok(numbers)
}

/// The highest number, if no lower one is missing.
fn without_gaps(pages: &Pages<'_>, numbers: &[u32]) -> Result<u32, FileError> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let missing = (1..)
        .zip(&sorted)
        .find(|(expected, page)| expected != *page);
    match missing {
        Some((page, _)) => Err(at(pages, 0, |line| InputError::MissingPage { line, page })),
        None => Ok(sorted.last().copied().unwrap_or(0)),
    }
}

/// Checks that the page that says it is the last has the highest number.
fn ends(pages: &Pages<'_>, numbers: &[u32], highest: u32) -> Result<(), FileError> {
    let pages_of = pages.iter().map(|page| page.message.page);
    let last = pages_of
        .filter(|page| page.last)
        .map(|page| page.number)
        .min();
    match last {
        // No page at all is no statement, and nothing is missing.
        None if highest == 0 => Ok(()),
        None => {
            let page = highest.saturating_add(1);
            Err(at(pages, 0, |line| InputError::MissingPage { line, page }))
        }
        Some(last) if last < highest => {
            let page = last.saturating_add(1);
            let which = numbers.iter().position(|number| *number == page);
            let error = |line| InputError::PageAfterLast { line, page };
            Err(at(pages, which.unwrap_or(0), error))
        }
        Some(_) => Ok(()),
    }
}

/// An error at one of the pages, with the number of its file.
fn at(pages: &Pages<'_>, which: usize, error: impl FnOnce(u64) -> InputError) -> FileError {
    let found = pages.get(which);
    let (file, line) = found.map_or((0, 0), |page| (page.file, page.message.line));
    (file, error(line))
}
