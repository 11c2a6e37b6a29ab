//! Rules of a policy as integers.

use alloc::vec::Vec;

use super::compiled::Inequality;
use super::error::CompileError;
use crate::book::Book;
use crate::decimal::{power_of_ten, Decimal};
use crate::policy::{Policy, PolicyError};
use crate::rules::constraint::LinearConstraint;
use crate::rules::context::BookContext;
use crate::table::{BoundFactor, TableRule};
use crate::text::shown;

/// Calls `add` with every rule of the table and what it says, in the policy's order, one at a time: each is as long as
/// the book, and there may be many. Book and policy have been validated, `scale` is the book's.
pub(super) fn each_rule(
    book: &Book,
    policy: &Policy,
    scale: u32,
    mut add: impl FnMut(Inequality, TableRule) -> Result<(), CompileError>,
) -> Result<(), CompileError> {
    let policy_context = policy.context();
    let context = BookContext::new(book, &policy_context);
    check_countries(book, policy)?;
    check_income(book, policy)?;
    check_count(book, &context, policy)?;
    for (index, rule) in policy.rules.iter().enumerate() {
        let name = rule.name();
        let constraints = rule.constraints(&context);
        let constraints = constraints.map_err(|error| PolicyError::Rule {
            rule: index,
            name,
            error,
        })?;
        for constraint in constraints {
            let table_rule = table_rule(index, &constraint, scale)?;
            let inequality = Inequality {
                rule: index,
                name,
                label: constraint.label,
                denominator: constraint.denominator,
                unit: constraint.unit,
            };
            add(inequality, table_rule)?;
        }
    }
    Ok(())
}

fn check_countries(book: &Book, policy: &Policy) -> Result<(), CompileError> {
    let mut rules = policy.rules.iter().enumerate();
    match rules.find(|(_, rule)| rule.needs_countries()) {
        Some((rule, named)) if book.countries.is_empty() => Err(CompileError::NoCountries {
            rule,
            name: named.name(),
        }),
        _ => Ok(()),
    }
}

fn check_income(book: &Book, policy: &Policy) -> Result<(), CompileError> {
    match policy.of_income() {
        Some((rule, name)) if book.income.is_none() => Err(CompileError::NoIncome { rule, name }),
        _ => Ok(()),
    }
}

/// Counts the inequalities before any is built.
fn check_count(
    book: &Book,
    context: &BookContext<'_>,
    policy: &Policy,
) -> Result<(), CompileError> {
    let found = policy.rules.iter().map(|rule| rule.count(context)).sum();
    if found == 0 {
        return Err(CompileError::NoInequalities);
    }
    if found > book.shape.rules() {
        return Err(CompileError::TooManyInequalities {
            found,
            shape: book.shape,
            fits: book.suite.smallest_shape(book.quantities(), found),
            most: book.suite.shape_with_most_rules(book.quantities()),
        });
    }
    Ok(())
}

/// The constraint over its denominator and at the book's scale.
fn table_rule(
    rule: usize,
    constraint: &LinearConstraint,
    scale: u32,
) -> Result<TableRule, CompileError> {
    let mut multipliers = Vec::with_capacity(constraint.multipliers.len());
    for (row, &found) in constraint.multipliers.iter().enumerate() {
        match i32::try_from(found) {
            Ok(multiplier) if multiplier != i32::MIN => multipliers.push(multiplier),
            _ => {
                return Err(CompileError::MultiplierTooLarge {
                    rule,
                    label: shown(format_args!("{}", constraint.label)),
                    row,
                    found,
                })
            }
        }
    }
    let bound = &constraint.bound;
    let units = Decimal::new(power_of_ten(scale) * constraint.denominator, 0);
    let coefficient = bound.coefficient.times(&units);
    let payables = bound.payables.times(&units);
    let factor = match coefficient.is_zero() && payables.is_zero() {
        true => BoundFactor::One,
        false => bound.factor,
    };
    Ok(TableRule {
        multipliers,
        factor,
        coefficient,
        payables,
    })
}
