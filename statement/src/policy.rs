//! The policy: the rules a reserve must obey, with their numbers.

use alloc::string::String;
use alloc::vec::Vec;
use assay_circuits::shape::MAX_RULES;
use serde::Serialize;
use thiserror::Error;

use crate::document::{Document, Kind, V1};
use crate::json::field_readers::{free_text, optional_free_text};
use crate::macros::fields;
use crate::macros::{names, tagged};
use crate::rules::{
    Concentration, Coverage, Eligible, Liquid, Maturity, Nav, RuleError, Share, Stress, Tenor,
};

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

fields!(Policy { assay, kind, name by free_text, source by optional_free_text, status, rules });

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

/// One rule, `{"rule": "coverage", ...}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "rule", rename_all = "lowercase")]
pub enum Rule {
    /// Haircut value covers what must be covered.
    Coverage(Coverage),
    /// Nothing is held but eligible rows.
    Eligible(Eligible),
    /// Enough is liquid within a number of days.
    Liquid(Liquid),
    /// Weighted average maturity or life stays under a limit.
    Maturity(Maturity),
    /// No group holds more than its share.
    Concentration(Concentration),
    /// The portfolio is worth what the tokens say, within a band.
    Nav(Nav),
    /// Coverage survives a parallel shift of rates.
    Stress(Stress),
    /// A group is a share of all assets within a band.
    Share(Share),
    /// The average days left of a group are within a band.
    Tenor(Tenor),
}

impl Rule {
    /// Names of all rules.
    pub const NAMES: [&'static str; 9] = [
        "coverage",
        "eligible",
        "liquid",
        "maturity",
        "concentration",
        "nav",
        "stress",
        "share",
        "tenor",
    ];

    /// The name used in documents.
    pub const fn name(&self) -> &'static str {
        match self {
            Rule::Coverage(_) => "coverage",
            Rule::Eligible(_) => "eligible",
            Rule::Liquid(_) => "liquid",
            Rule::Maturity(_) => "maturity",
            Rule::Concentration(_) => "concentration",
            Rule::Nav(_) => "nav",
            Rule::Stress(_) => "stress",
            Rule::Share(_) => "share",
            Rule::Tenor(_) => "tenor",
        }
    }
}

tagged! {
    Rule by "rule" {
    "coverage" => Coverage,
    "eligible" => Eligible,
    "liquid" => Liquid,
    "maturity" => Maturity,
    "concentration" => Concentration,
    "nav" => Nav,
    "stress" => Stress,
    "share" => Share,
    "tenor" => Tenor,
    }
}

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
    /// Checks the numbers of every rule, and that a stress rule has exactly one coverage rule to stress.
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
        let found = self.coverages().count();
        for (index, rule) in self.rules.iter().enumerate() {
            let error = match rule {
                Rule::Stress(_) if found != 1 => Err(RuleError::CoverageToStress { found }),
                _ => rule.validate(),
            };
            error.map_err(|error| PolicyError::Rule {
                rule: index,
                name: rule.name(),
                error,
            })?;
        }
        Ok(())
    }

    /// The coverage rules.
    pub(crate) fn coverages(&self) -> impl Iterator<Item = &Coverage> {
        self.rules.iter().filter_map(|rule| match rule {
            Rule::Coverage(coverage) => Some(coverage),
            _ => None,
        })
    }
}
