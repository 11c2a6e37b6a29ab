//! Whole statements: every page, once, in order; one statement an account; one basis.

use std::collections::{HashMap, HashSet};

use super::error::InputError;
use super::semt002::mixed;
use super::statement::{Basis, Message};

/// Messages with the file that each is in, in the order they were read.
pub(super) type Messages = [(usize, Message)];

/// The pages of one statement.
pub(super) type Pages<'a> = Vec<&'a (usize, Message)>;

/// Checks the messages of a run, and sorts them into statements. The error comes with the file it is about.
pub(super) fn check(messages: &Messages) -> Result<Vec<Pages<'_>>, (usize, InputError)> {
    one_basis(messages)?;
    // In the order of the first message of each account, so that the same files give the same error.
    let mut statements: Vec<Pages<'_>> = Vec::new();
    let mut places: HashMap<(bool, &str), usize> = HashMap::new();
    for entry in messages {
        // Securities and cash may have accounts of one number.
        let account = (entry.1.basis.is_none(), entry.1.account.as_str());
        let place = *places.entry(account).or_insert(statements.len());
        match statements.get_mut(place) {
            Some(pages) => pages.push(entry),
            None => statements.push(vec![entry]),
        }
    }
    statements.iter().try_for_each(|pages| whole(pages))?;
    Ok(statements)
}

/// All securities statements on one basis. Booked cash goes with all but the traded one: a purchase would be there as
/// securities already, and as cash still.
fn one_basis(messages: &Messages) -> Result<(), (usize, InputError)> {
    let mut first: Option<Option<Basis>> = None;
    for (file, message) in messages {
        let found = message.basis;
        let agree = match (first.unwrap_or(found), found) {
            (Some(a), Some(b)) => a == b,
            (Some(basis), None) | (None, Some(basis)) => basis != Basis::Traded,
            (None, None) => true,
        };
        if !agree {
            let basis = |basis: Option<Basis>| basis.unwrap_or(Basis::Settled);
            let first = basis(first.flatten());
            return Err((*file, mixed(message.line, first, basis(found))));
        }
        // A securities basis says more than cash does.
        first = Some(first.flatten().or(found));
    }
    Ok(())
}

/// One statement of one account, from its first page to its last.
fn whole(pages: &[&(usize, Message)]) -> Result<(), (usize, InputError)> {
    let Some((_, first)) = pages.first() else {
        return Ok(());
    };
    let mut seen: Vec<u32> = Vec::new();
    let mut known: HashSet<u32> = HashSet::new();
    for (file, message) in pages {
        let line = message.line;
        let page = message.page.number;
        let other = message.reference != first.reference || message.format != first.format;
        let again = !known.insert(page);
        // A page that is a statement by itself cannot be a page of another.
        let alone =
            again && (message.page.last && page == 1 || first.page.last && first.page.number == 1);
        if other || alone {
            return Err((*file, InputError::SameStatement { line }));
        }
        if again {
            return Err((*file, InputError::DuplicatePage { line, page }));
        }
        seen.push(page);
    }
    let mut sorted = seen.clone();
    sorted.sort_unstable();
    let last = pages
        .iter()
        .filter(|(_, m)| m.page.last)
        .map(|(_, m)| m.page.number)
        .min();
    let missing = (1..)
        .zip(&sorted)
        .find(|(expected, page)| expected != *page);
    if let Some((page, _)) = missing {
        return Err(at(pages, 0, |line| InputError::MissingPage { line, page }));
    }
    // Without gaps, the highest page is also how many there are.
    let highest = sorted.last().copied().unwrap_or(0);
    match last {
        None => {
            let page = highest.saturating_add(1);
            return Err(at(pages, 0, |line| InputError::MissingPage { line, page }));
        }
        Some(last) if last < highest => {
            let page = last.saturating_add(1);
            let which = seen.iter().position(|seen| *seen == page).unwrap_or(0);
            return Err(at(pages, which, |line| InputError::PageAfterLast {
                line,
                page,
            }));
        }
        Some(_) => {}
    }
    for (which, (expected, found)) in (1..).zip(&seen).enumerate() {
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

/// An error at one of the pages, with its file.
fn at(
    pages: &[&(usize, Message)],
    which: usize,
    error: impl FnOnce(u64) -> InputError,
) -> (usize, InputError) {
    let (file, line) = pages.get(which).map_or((0, 0), |(file, m)| (*file, m.line));
    (file, error(line))
}
