//! Checks an auditor's copy against its report: the openings open what was signed, and the rules hold for them.

use assay_statement::{
    compile_with_supply, Audit, Book, CanonicalError, CompileError, Compiled, Digest, Id, Opening,
    OpeningError, QuantityCount, Registry, Report, Unit,
};
use assay_verifier::suites::DocumentSuite;
use assay_verifier::{verify_report, ReportError, VerifiedReport, VerifyOptions};
use num_bigint::BigInt;
use thiserror::Error;
use zeroize::Zeroizing;

use super::holdings::{audited_holdings, AuditedHoldings};
use crate::commitment::Committer;
use crate::opening::{blinders, commitment_of};
use crate::setup::SetupError;
use crate::suite::ProverSuite;
use crate::suites::in_suite;
use crate::zeroizing::zeroize_stack_after;

/// A point in which an auditor's copy disagrees with its report.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Disagreement {
    /// The report does not verify, whatever the copy says.
    #[error("the report does not verify: {0}")]
    Report(#[from] ReportError),
    /// The copy was made with another report.
    #[error(
        "the copy is of report {found}, expected {expected}; name the report it was made with"
    )]
    OtherReport {
        /// Digest of the report at hand.
        expected: Digest,
        /// Digest in the copy.
        found: Digest,
    },
    /// A custodian of the book has no opening.
    #[error("custodian {custodian}: expected one opening, found none")]
    Missing {
        /// The custodian.
        custodian: Id,
    },
    /// A custodian has two openings or more.
    #[error("custodian {custodian}: expected one opening, found {found}")]
    Several {
        /// The custodian.
        custodian: Id,
        /// Openings found.
        found: usize,
    },
    /// An opening is of a custodian that the book does not list.
    #[error("custodian {custodian}: has an opening, but the book does not list it")]
    UnknownCustodian {
        /// The custodian.
        custodian: Id,
    },
    /// An opening is of another book, or not of the custodian's rows.
    #[error("custodian {custodian}: {source}")]
    Opening {
        /// The custodian.
        custodian: Id,
        /// What is wrong with it.
        source: OpeningError,
    },
    /// A blinder of an opening is not a canonical scalar.
    #[error("custodian {custodian}: opening: expected blinders below the group order, found another number")]
    Blinder {
        /// The custodian.
        custodian: Id,
    },
    /// The opening opens another commitment than the custodian signed: a quantity or a blinder is another.
    #[error("custodian {custodian}: the opening does not open the attested commitment; these are not the quantities that it signed")]
    Commitment {
        /// The custodian.
        custodian: Id,
    },
    /// A rule does not hold. PRIVATE: it reveals something about the holdings. A valid proof excludes this.
    #[error("rule {name}: expected {label}, found it short by {short}; the proof says otherwise: report this")]
    Rule {
        /// Name of the rule.
        name: &'static str,
        /// What it demands.
        label: String,
        /// By how much it fails, with its unit, rounded up.
        short: String,
    },
    /// The report cannot be recomputed, although every report that verifies can be.
    #[error("the report cannot be recomputed: {0}")]
    Recompute(String),
}

impl Disagreement {
    /// A short stable name, for programs: lower case, words joined by hyphens.
    pub fn code(&self) -> &'static str {
        match self {
            Disagreement::Report(error) => error.code(),
            Disagreement::OtherReport { .. } => "other-report",
            Disagreement::Missing { .. } => "opening-missing",
            Disagreement::Several { .. } => "opening-duplicate",
            Disagreement::UnknownCustodian { .. } => "opening-unknown-custodian",
            Disagreement::Opening { .. } => "opening-invalid",
            Disagreement::Blinder { .. } => "blinder-invalid",
            Disagreement::Commitment { .. } => "commitment-differs",
            Disagreement::Rule { .. } => "rule-fails",
            Disagreement::Recompute(_) => "not-recomputed",
        }
    }
}

macro_rules! recompute {
    ($($error:ty),*) => { $(
        impl From<$error> for Disagreement {
            fn from(error: $error) -> Disagreement {
                Disagreement::Recompute(error.to_string())
            }
        }
    )* };
}
recompute!(CanonicalError, CompileError, QuantityCount, SetupError);

/// Verifies a report as anyone would, then compares the openings of an auditor's copy with it. Commitments, totals and the
/// margin of every rule are computed again, in exact integers.
///
/// # Errors
/// All that disagrees, at least one: an invalid report or another report alone, all openings that are wrong, or all
/// rules that do not hold.
pub fn check_copy(
    copy: &Audit,
    report: &Report,
    registry: &Registry,
    options: &VerifyOptions<'_>,
) -> Result<AuditedHoldings, Vec<Disagreement>> {
    zeroize_stack_after(|| compare(copy, report, registry, options))
}

fn compare(
    copy: &Audit,
    report: &Report,
    registry: &Registry,
    options: &VerifyOptions<'_>,
) -> Result<AuditedHoldings, Vec<Disagreement>> {
    let alone = |disagreement: Disagreement| vec![disagreement];
    let verified = verify_report(report, registry, options).map_err(|error| alone(error.into()))?;
    if copy.report != verified.report {
        return Err(alone(Disagreement::OtherReport {
            expected: verified.report,
            found: copy.report,
        }));
    }
    let quantities = in_suite!(report.book.suite, S => open_all::<S>(copy, report))?;
    recompute(report, verified, &quantities)
}

/// The quantity in every row of the book, from openings that open what was signed.
fn open_all<S: ProverSuite + DocumentSuite>(
    copy: &Audit,
    report: &Report,
) -> Result<Zeroizing<Vec<u64>>, Vec<Disagreement>> {
    let book = &report.book;
    let committer = Committer::<S>::new(book.shape).map_err(|error| vec![error.into()])?;
    let digest = assay_statement::digest(book).map_err(|error| vec![error.into()])?;
    let mut wrong = Vec::new();
    for opening in &copy.openings {
        let custodian = &opening.custodian;
        let unknown = Disagreement::UnknownCustodian {
            custodian: custodian.clone(),
        };
        if book.custodian_index(custodian).is_none() && !wrong.contains(&unknown) {
            wrong.push(unknown);
        }
    }
    let mut quantities = Zeroizing::new(vec![0; book.quantities()]);
    // A report that verifies has one attestation for each custodian, in the book's order.
    for attestation in &report.attestations {
        let custodian = &attestation.custodian;
        let opened = only(&copy.openings, custodian).and_then(|opening| {
            opens(&committer, opening, book, &digest, attestation.commitment)?;
            Ok(opening)
        });
        match opened {
            Err(disagreement) => wrong.push(disagreement),
            Ok(opening) => {
                for item in &opening.quantities {
                    if let Some(quantity) = quantities.get_mut(item.row as usize) {
                        *quantity = item.quantity;
                    }
                }
            }
        }
    }
    match wrong.is_empty() {
        true => Ok(quantities),
        false => Err(wrong),
    }
}

/// The one opening of a custodian.
fn only<'a>(openings: &'a [Opening], custodian: &Id) -> Result<&'a Opening, Disagreement> {
    let mut own = openings
        .iter()
        .filter(|opening| opening.custodian == *custodian);
    let custodian = custodian.clone();
    let first = own.next();
    match (first, own.count()) {
        (None, _) => Err(Disagreement::Missing { custodian }),
        (Some(opening), 0) => Ok(opening),
        (Some(_), more) => Err(Disagreement::Several {
            custodian,
            found: more + 1,
        }),
    }
}

fn opens<S: ProverSuite + DocumentSuite>(
    committer: &Committer<S>,
    opening: &Opening,
    book: &Book,
    digest: &Digest,
    commitment: assay_statement::PointBytes,
) -> Result<(), Disagreement> {
    let custodian = || opening.custodian.clone();
    opening
        .check(book, digest)
        .map_err(|source| Disagreement::Opening {
            custodian: custodian(),
            source,
        })?;
    let blinders = blinders::<S>(opening).ok_or_else(|| Disagreement::Blinder {
        custodian: custodian(),
    })?;
    match commitment_of(committer, opening, &blinders) == Some(commitment) {
        true => Ok(()),
        false => Err(Disagreement::Commitment {
            custodian: custodian(),
        }),
    }
}

fn recompute(
    report: &Report,
    verified: VerifiedReport,
    quantities: &[u64],
) -> Result<AuditedHoldings, Vec<Disagreement>> {
    let compiled = compile_with_supply(&report.book, &report.policy, &report.supply)
        .map_err(|error| vec![error.into()])?;
    let slacks = compiled
        .slacks(quantities)
        .map_err(|error| vec![error.into()])?;
    let failing = failing(report, &compiled, &slacks);
    match failing.is_empty() {
        true => Ok(audited_holdings(
            report, verified, &compiled, quantities, slacks,
        )),
        false => Err(failing),
    }
}

/// The rules that do not hold, and by how much.
fn failing(report: &Report, compiled: &Compiled, slacks: &[BigInt]) -> Vec<Disagreement> {
    let all = compiled.inequalities.iter().zip(slacks);
    let failing = all.filter(|(_, slack)| **slack < BigInt::ZERO);
    failing
        .map(|(inequality, slack)| {
            // A negative slack that is rounded down has its size rounded up.
            let amount = compiled.amount(inequality, slack, 2);
            let unit = match inequality.unit {
                Unit::Currency => "",
                Unit::CurrencyDays | Unit::GroupCurrencyDays => " x days",
            };
            Disagreement::Rule {
                name: inequality.name,
                label: inequality.label.clone(),
                short: format!(
                    "{} {}{unit}",
                    amount.trim_start_matches('-'),
                    report.book.currency
                ),
            }
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
