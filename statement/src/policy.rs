//! The policy: the rules a reserve must obey, with their numbers.

use alloc::string::String;
use alloc::vec::Vec;
use assay_circuits::MAX_RULES;
use serde::Serialize;
use thiserror::Error;

use crate::document::{Document, Kind, V1};
use crate::json::field_readers::{at_most, free_text, optional_free_text};
use crate::macros::fields;
use crate::macros::names;
use crate::rules::context::PolicyContext;
use crate::rules::{Rule, RuleError, MAX_ENTRIES};

/// The policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// The version.
    pub assay: V1,
    /// `"policy"`.
    pub kind: Kind<Policy>,
    /// What people call it.
    pub name: String,
    /// Where its numbers come from: the law, article by article, and which of them are the author's reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether the numbers are in force.
    pub status: PolicyStatus,
    /// The rules, in the order in which reports show them.
    pub rules: Vec<Rule>,
}

fields!(Policy {
    assay,
    kind,
    name by free_text,
    source by optional_free_text,
    status,
    rules by at_most::<MAX_ENTRIES, _>,
});

impl Document for Policy {
    const KIND: &'static str = "policy";
    const MAX_BYTES: usize = 1 << 20;
}

/// Whether the numbers of a policy are in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PolicyStatus {
    /// As enacted or adopted; `source` says which details are the author's reading.
    Final,
    /// Not in force, or not law at all: a draft, or the issuer's own limits.
    Proposed,
}

names!(PolicyStatus {
    "final" => Final,
    "proposed" => Proposed,
});

/// Why a policy makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// No rule: a report would prove nothing.
    #[error("the policy has no rule")]
    NoRules,
    /// More rules than any shape has.
    #[error("expected at most {MAX_RULES} rules, found {found}")]
    TooManyRules {
        /// Rules found.
        found: usize,
    },
    /// The numbers of one rule.
    #[error("rule {rule} ({name}): {error}")]
    Rule {
        /// Its position, from 0.
        rule: usize,
        /// Its name.
        name: &'static str,
        /// What is wrong.
        error: RuleError,
    },
}

impl Policy {
    /// Checks the numbers of every rule, on their own and against those of other rules that they rest on.
    ///
    /// # Errors
    /// The first [`PolicyError`].
    pub fn validate(&self) -> Result<(), PolicyError> {
        if self.rules.is_empty() {
            return Err(PolicyError::NoRules);
        }
        // Before anything is done rule by rule: a report may come with half a million of them.
        if self.rules.len() > MAX_RULES {
            return Err(PolicyError::TooManyRules {
                found: self.rules.len(),
            });
        }
        let context = self.context();
        for (index, rule) in self.rules.iter().enumerate() {
            rule.validate(&context).map_err(|error| PolicyError::Rule {
                rule: index,
                name: rule.name(),
                error,
            })?;
        }
        Ok(())
    }

    /// The first rule that speaks of income, by position and name.
    pub(crate) fn of_income(&self) -> Option<(usize, &'static str)> {
        let mut rules = self.rules.iter().enumerate();
        let found = rules.find(|(_, rule)| rule.needs_income());
        found.map(|(rule, named)| (rule, named.name()))
    }

    /// What its rules may see of it.
    pub(crate) fn context(&self) -> PolicyContext<'_> {
        PolicyContext::new(self.rules.iter().filter_map(Rule::coverage).collect())
    }
}
