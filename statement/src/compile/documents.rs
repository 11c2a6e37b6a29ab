//! Compilation, with and without a supply.

use alloc::vec::Vec;

use super::compiled::Compiled;
use super::error::CompileError;
use super::rows::{rows, scale};
use super::rules::each_rule;
use crate::book::Book;
use crate::policy::Policy;
use crate::program::Program;
use crate::supply::Supply;
use crate::table::Table;
use crate::text::shown;

/// Compiles a book and a policy: all that is known before the supply.
///
/// # Errors
/// [`CompileError`], naming the row or the rule.
pub fn compile(book: &Book, policy: &Policy) -> Result<Table, CompileError> {
    book.validate()?;
    policy.validate()?;
    let scale = scale(book);
    let rows = rows(book, scale)?;
    let mut rules = Vec::new();
    each_rule(book, policy, scale, |_, rule| {
        rules.push(rule);
        Ok(())
    })?;
    let table = Table {
        shape: book.shape,
        custodians: custodians(book),
        rows,
        rules,
    };
    table.check_integers()?;
    Ok(table)
}

/// Compiles a book and a policy, and binds the table to a supply of the same subject, time and currency: the program is
/// that of [`compile`] and [`Table::bind`].
///
/// # Errors
/// [`CompileError`], naming the row or the rule.
pub fn compile_with_supply(
    book: &Book,
    policy: &Policy,
    supply: &Supply,
) -> Result<Compiled, CompileError> {
    book.validate()?;
    policy.validate()?;
    check_same(book, supply)?;
    let owed = supply.owed()?;
    check_distributed(policy, supply)?;
    let scale = scale(book);
    let rows = rows(book, scale)?;
    let mut inequalities = Vec::new();
    let mut rules = Vec::new();
    // Bound one by one, so that of two faults the one of the earlier rule is found.
    each_rule(book, policy, scale, |inequality, rule| {
        let bound = rule.bind(&owed);
        rules.push(bound.map_err(|found| CompileError::BoundTooLarge {
            rule: inequality.rule,
            label: shown(format_args!("{}", inequality.label)),
            found,
        })?);
        inequalities.push(inequality);
        Ok(())
    })?;
    let program = Program {
        shape: book.shape,
        custodians: custodians(book),
        rows,
        rules,
    };
    program.check()?;
    Ok(Compiled {
        program,
        inequalities,
        scale,
        tokens: owed.tokens,
        payables: owed.payables,
        amount_to_cover: owed.amount,
        distributed: supply.distributed(),
    })
}

fn custodians(book: &Book) -> u16 {
    book.custodians.len() as u16 // at most MAX_CUSTODIANS
}

/// Checks that the supply is of what the book is of, then and in its currency.
fn check_same(book: &Book, supply: &Supply) -> Result<(), CompileError> {
    if book.subject != supply.subject {
        return Err(CompileError::OtherSubject {
            book: book.subject.clone(),
            supply: supply.subject.clone(),
        });
    }
    if book.as_of != supply.as_of {
        return Err(CompileError::OtherTime {
            book: book.as_of,
            supply: supply.as_of,
        });
    }
    if book.currency != supply.currency {
        return Err(CompileError::OtherCurrency {
            book: book.currency.clone(),
            supply: supply.currency.clone(),
        });
    }
    Ok(())
}

/// Checks that the supply says what was distributed, if a rule asks for it.
fn check_distributed(policy: &Policy, supply: &Supply) -> Result<(), CompileError> {
    match policy.of_income() {
        Some((rule, name)) if supply.distributed().is_none() => {
            Err(CompileError::NothingDistributed { rule, name })
        }
        _ => Ok(()),
    }
}
