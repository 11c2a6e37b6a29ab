//! Everybody's side: what a report that verifies proves of the figures that the law asks for.

use std::fmt;

use assay_statement::{
    compile_with_supply, digest, Bound, CanonicalError, CompileError, Decimal, Digest, Report,
    Rule, Supply, SupplyEntry,
};
use assay_verifier::VerifiedReport;
use num_bigint::BigInt;
use thiserror::Error;

use super::categories::{categories, places, Category, Place};

/// A figure, and what proves it. Rules are positions in the policy, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The band.
    pub band: Band,
    /// The rule whose band it is.
    pub rule: usize,
    /// Its name.
    pub name: &'static str,
    /// Rules that must hold besides for the band to mean something: that the reserve is not empty, that some of the
    /// category is held.
    pub with: Vec<usize>,
}

/// Between which ends a figure is, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Band {
    /// Value of all rows, in the book's currency.
    Amount {
        /// Least, if it is proved.
        min: Option<Decimal>,
        /// Most, if it is proved.
        max: Option<Decimal>,
    },
    /// Share of the value of all rows, 0 to 1.
    Share {
        /// Least.
        min: Decimal,
        /// Most.
        max: Decimal,
    },
    /// Average days left to final maturity, weighted by value.
    Days {
        /// Least.
        min: u32,
        /// Most.
        max: u32,
    },
}

/// Why there is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// The policy has no rule about it.
    NoRule,
    /// The policy has a rule about it, but an empty reserve would obey it, and the rest of the policy.
    MayBeEmpty,
    /// The policy has a rule about its tenor, but none that shows that any of it is held.
    MayBeNone,
    /// None of it is held.
    NoneHeld,
    /// It is of kinds without maturity.
    NoMaturity,
    /// The book does not say in which country each custodian is.
    NoCountries,
    /// The book has no row of it.
    NoRows,
}

impl Why {
    /// Its name, stable.
    pub const fn code(self) -> &'static str {
        match self {
            Why::NoRule => "no-rule",
            Why::MayBeEmpty => "may-be-empty",
            Why::MayBeNone => "may-be-none",
            Why::NoneHeld => "none-held",
            Why::NoMaturity => "no-maturity",
            Why::NoCountries => "no-countries",
            Why::NoRows => "no-rows",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::NoRule => "not disclosed: no rule is about it",
            Why::MayBeEmpty => "not disclosed: no rule proves that the reserve is not empty",
            Why::MayBeNone => "not disclosed: no rule proves that any of it is held",
            Why::NoneHeld => "none is held",
            Why::NoMaturity => "has no maturity",
            Why::NoCountries => "not disclosed: the book does not tell countries",
            Why::NoRows => "the book has no row of it",
        })
    }
}

/// What a report discloses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Tokens issued on all chains and by book entry, exact: before redemptions that are pending are added, and what is
    /// excluded is taken off.
    pub issued: Decimal,
    /// Bounds of the value of all rows: one figure a rule.
    pub reserves: Vec<Figure>,
    /// Average days left of the whole reserve: one figure a rule.
    pub tenor: Result<Vec<Figure>, Why>,
    /// Every category that the policy has bands of, in its order, then every other kind of the book.
    pub categories: Vec<Category>,
    /// Bands of what is in custody in some countries, of whatever kind.
    pub places: Vec<Place>,
}

/// Why nothing is disclosed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DisclosureError {
    /// What was verified is another report.
    #[error("expected the report that was verified, {expected}, found {found}")]
    OtherReport {
        /// Digest of the one that was.
        expected: Digest,
        /// Digest of the one found.
        found: Digest,
    },
    /// The report has no digest; one that verifies has.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The report does not compile; one that verifies does.
    #[error(transparent)]
    Compile(#[from] CompileError),
}

/// A verified report, and what its rules show of each other.
pub(super) struct Proved<'a> {
    pub report: &'a Report,
    /// A rule that no empty reserve obeys.
    pub not_empty: Option<usize>,
}

impl Disclosure {
    /// What a report discloses that was verified.
    ///
    /// # Errors
    /// [`DisclosureError`].
    pub fn of(report: &Report, verified: &VerifiedReport) -> Result<Disclosure, DisclosureError> {
        let found = digest(report)?;
        if found != verified.report {
            return Err(DisclosureError::OtherReport {
                expected: verified.report,
                found,
            });
        }
        let proved = Proved {
            report,
            not_empty: not_empty(report)?,
        };
        Ok(Disclosure {
            issued: issued(&report.supply),
            reserves: reserves(report, verified),
            tenor: proved.whole_tenor(),
            categories: categories(&proved),
            places: places(&proved, &[]),
        })
    }
}

fn issued(supply: &Supply) -> Decimal {
    let add = |sum: Decimal, entry: &SupplyEntry| match entry {
        SupplyEntry::Chain(chain) => &sum + &chain.tokens(),
        SupplyEntry::BookEntry(entry) => &sum + &entry.quantity,
        SupplyEntry::PendingRedemptions(_) | SupplyEntry::Excluded(_) => sum,
    };
    supply.entries.iter().fold(Decimal::zero(), add).trimmed()
}

/// The first rule with a bound above zero: quantities that are all zero miss it, so one that is not is held.
fn not_empty(report: &Report) -> Result<Option<usize>, CompileError> {
    let compiled = compile_with_supply(&report.book, &report.policy, &report.supply)?;
    let positive = |bound: Bound| BigInt::from(bound) > BigInt::ZERO;
    let rules = compiled.program.rules.iter().zip(&compiled.inequalities);
    let mut rules = rules.filter(|(rule, _)| positive(rule.bound));
    Ok(rules.next().map(|(_, inequality)| inequality.rule))
}

/// Value is at least what coverage asks of it after haircuts, and within the bands of `nav`.
fn reserves(report: &Report, verified: &VerifiedReport) -> Vec<Figure> {
    let figure = |(rule, named): (usize, &Rule)| {
        let (min, max) = match named {
            Rule::Coverage(coverage) => {
                (Some(&coverage.min_ratio * &verified.amount_to_cover), None)
            }
            Rule::Nav(nav) => {
                let value = &nav.per_token * &verified.tokens;
                let one = Decimal::from(1u64);
                let least = one.checked_sub(&nav.band).map(|lower| &lower * &value);
                (least, Some(&(&one + &nav.band) * &value))
            }
            _ => return None,
        };
        let trimmed = |end: Option<Decimal>| end.map(|amount| amount.trimmed());
        Some(Figure {
            band: Band::Amount {
                min: trimmed(min),
                max: trimmed(max),
            },
            rule,
            name: named.name(),
            with: Vec::new(),
        })
    };
    report
        .policy
        .rules
        .iter()
        .enumerate()
        .filter_map(figure)
        .collect()
}

impl Proved<'_> {
    /// The policy's rules with their positions.
    pub fn rules(&self) -> impl Iterator<Item = (usize, &Rule)> {
        self.report.policy.rules.iter().enumerate()
    }

    /// Figures, unless there are none, or the reserve may be empty.
    pub fn told(&self, mut figures: Vec<Figure>) -> Result<Vec<Figure>, Why> {
        if figures.is_empty() {
            return Err(Why::NoRule);
        }
        let not_empty = self.not_empty.ok_or(Why::MayBeEmpty)?;
        for figure in &mut figures {
            figure.with.push(not_empty);
        }
        Ok(figures)
    }

    /// The tenor of everything, from `tenor` rules without group and from the limits of `maturity`.
    fn whole_tenor(&self) -> Result<Vec<Figure>, Why> {
        let mut figures = Vec::new();
        for (rule, named) in self.rules() {
            let (min, max) = match named {
                Rule::Tenor(tenor) if tenor.of.is_none() => (tenor.min_days, tenor.max_days),
                Rule::Maturity(maturity) => {
                    let limits = [maturity.wam_max_days, maturity.wal_max_days];
                    match limits.into_iter().flatten().min() {
                        Some(limit) => (0, limit),
                        None => continue,
                    }
                }
                _ => continue,
            };
            figures.push(Figure {
                band: Band::Days { min, max },
                rule,
                name: named.name(),
                with: Vec::new(),
            });
        }
        self.told(figures)
    }
}
