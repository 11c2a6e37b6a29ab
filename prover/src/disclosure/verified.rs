//! What a report that verifies proves of the figures for which the law asks.

use assay_statement::{CompileError, Decimal, Digest, Report, Rule, Supply, SupplyEntry};
use assay_verifier::{report_digest, ReportError, VerifiedReport};
use thiserror::Error;

use super::categories::{categories, custody_places, CustodyPlace, ReserveCategory};
use super::figures::{Band, Figure, NotDisclosed};
use super::proven_rules::ProvenRules;

/// What a report that was verified discloses: each figure with the rule that proves it, and nothing that is not proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Tokens issued on all chains and by book entry, exact. Pending redemptions and tokens to be issued are not added,
    /// and excluded tokens are not subtracted.
    pub issued: Decimal,
    /// Bounds of the value of all rows, one figure for each rule about it.
    pub reserves: Vec<Figure>,
    /// Average days left of the whole reserve, one figure for each rule about it.
    pub tenor: Result<Vec<Figure>, NotDisclosed>,
    /// Every category of which the policy has bands, in the order of its rules, then every other kind of the book.
    pub categories: Vec<ReserveCategory>,
    /// Bands of what is in custody in some countries, whatever its kind.
    pub places: Vec<CustodyPlace>,
}

/// Why [`Disclosure::of`] returns no disclosure.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DisclosureError {
    /// The report is not the one that was verified.
    #[error("expected the report that was verified, {expected}, found {found}")]
    OtherReport {
        /// Digest of the one that was.
        expected: Digest,
        /// Digest of the one found.
        found: Digest,
    },
    /// The report has no digest; every report that verifies has one.
    #[error(transparent)]
    Digest(#[from] ReportError),
    /// The report does not compile; every report that verifies does.
    #[error(transparent)]
    Compile(#[from] CompileError),
}

impl Disclosure {
    /// What a report discloses. `verified` is the answer of [`verify_report`](crate::verify_report) for the same report.
    ///
    /// # Errors
    /// [`DisclosureError`].
    pub fn of(report: &Report, verified: &VerifiedReport) -> Result<Disclosure, DisclosureError> {
        let found = report_digest(report)?;
        if found != verified.report {
            return Err(DisclosureError::OtherReport {
                expected: verified.report,
                found,
            });
        }
        let proven = ProvenRules::of(report)?;
        Ok(Disclosure {
            issued: issued(&report.supply),
            reserves: reserves(report, verified),
            tenor: whole_tenor(&proven),
            categories: categories(&proven),
            places: custody_places(&proven, &[]),
        })
    }
}

fn issued(supply: &Supply) -> Decimal {
    let add = |sum: Decimal, entry: &SupplyEntry| match entry {
        SupplyEntry::Chain(chain) => &sum + &chain.tokens(),
        SupplyEntry::BookEntry(entry) => &sum + &entry.quantity,
        SupplyEntry::PendingRedemptions(_)
        | SupplyEntry::ToBeIssued(_)
        | SupplyEntry::Excluded(_)
        | SupplyEntry::Payable(_)
        | SupplyEntry::Distributed(_) => sum,
    };
    supply.entries.iter().fold(Decimal::zero(), add).trimmed()
}

/// The value is at least what `coverage` demands of it after haircuts, and within the bands of `nav`. Both are about all
/// assets: a band of `nav`, which is about what is left without the payables, has these on top.
fn reserves(report: &Report, verified: &VerifiedReport) -> Vec<Figure> {
    let figure = |(rule, named): (usize, &Rule)| {
        let (min, max) = match named {
            Rule::Coverage(coverage) => {
                (Some(&coverage.min_ratio * &verified.amount_to_cover), None)
            }
            Rule::Nav(nav) => {
                let value = &nav.per_token * &verified.tokens;
                let one = Decimal::from(1u64);
                let besides = |value: Decimal| &value + &verified.payables;
                let least = one.checked_sub(&nav.band).map(|lower| &lower * &value);
                let most = &(&one + &nav.band) * &value;
                (least.map(besides), Some(besides(most)))
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

/// The tenor of the whole reserve, from `tenor` rules without a group and from the limits of `maturity` that count to
/// final maturity: where a row has a reset or a demand date, such a limit says nothing of the days to the end.
fn whole_tenor(proven: &ProvenRules<'_>) -> Result<Vec<Figure>, NotDisclosed> {
    let mut figures = Vec::new();
    for (rule, named) in proven.rules() {
        let (min, max) = match named {
            Rule::Tenor(tenor) if tenor.of.is_none() => (tenor.min_days, tenor.max_days),
            Rule::Maturity(maturity) => match maturity.max_days_to_final(&proven.report.book) {
                Some(limit) => (0, limit),
                None => continue,
            },
            _ => continue,
        };
        figures.push(Figure {
            band: Band::Days { min, max },
            rule,
            name: named.name(),
            with: Vec::new(),
        });
    }
    proven.disclosed(figures)
}
