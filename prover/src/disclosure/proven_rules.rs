//! The rules of a verified report, and what they prove of each other.

use assay_statement::{compile_with_supply, Bound, CompileError, Report, Rule};
use num_bigint::BigInt;

use super::figures::{Figure, NotDisclosed};

/// A verified report, and the rule that proves that its reserve is not empty.
pub(super) struct ProvenRules<'a> {
    pub(super) report: &'a Report,
    /// The position of a rule that does not hold of an empty reserve.
    not_empty: Option<usize>,
}

impl<'a> ProvenRules<'a> {
    /// The rules of a report that was verified.
    ///
    /// # Errors
    /// [`CompileError`]; a report that verifies compiles.
    pub(super) fn of(report: &'a Report) -> Result<ProvenRules<'a>, CompileError> {
        Ok(ProvenRules {
            report,
            not_empty: not_empty(report)?,
        })
    }

    /// The rules of the policy with their positions.
    pub(super) fn rules(&self) -> impl Iterator<Item = (usize, &Rule)> {
        self.report.policy.rules.iter().enumerate()
    }

    /// These figures, each with the rule that proves that the reserve is not empty, if there is such a rule.
    pub(super) fn disclosed(&self, mut figures: Vec<Figure>) -> Result<Vec<Figure>, NotDisclosed> {
        if figures.is_empty() {
            return Err(NotDisclosed::NoRule);
        }
        let not_empty = self.not_empty.ok_or(NotDisclosed::MayBeEmpty)?;
        for figure in &mut figures {
            figure.with.push(not_empty);
        }
        Ok(figures)
    }
}

/// The first rule with a bound above zero. It does not hold if all quantities are zero, so some quantity is not.
fn not_empty(report: &Report) -> Result<Option<usize>, CompileError> {
    let compiled = compile_with_supply(&report.book, &report.policy, &report.supply)?;
    let positive = |bound: Bound| BigInt::from(bound) > BigInt::ZERO;
    let rules = compiled.program.rules.iter().zip(&compiled.inequalities);
    let mut rules = rules.filter(|(rule, _)| positive(rule.bound));
    Ok(rules.next().map(|(_, inequality)| inequality.rule))
}
