//! From documents and openings to a verified report.

use std::fmt;

use assay_statement::{
    compile_with_supply, Attestation, Book, CanonicalError, CompileError, Compiled, Digest,
    HexBytes, Id, Inequality, Kind, Opening, OpeningError, PointBytes, Policy, QuantityCount,
    Registry, RegistryCustodian, RegistryKey, Report, Supply, Unit, V1,
};
use assay_verifier::{verify_report, DocumentDigests, ReportError, VerifyOptions};
use group::GroupEncoding;
use num_bigint::BigInt;
use pasta_curves::EqAffine;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::commitment::Blinders;
use crate::custody::{system_rng, CustodyError};
use crate::proof::{ProofError, Prover, Witness};
use crate::slack::all_hold;
use crate::wipe;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct ProveInputs<'a> {
    /// The public book.
    pub book: &'a Book,
    /// The policy.
    pub policy: &'a Policy,
    /// The supply.
    pub supply: &'a Supply,
    /// One for each custodian of the book, in any order. PRIVATE.
    pub openings: &'a [Opening],
    /// One for each custodian of the book, in any order.
    pub attestations: &'a [Attestation],
    /// Digest of the report before this one.
    pub previous: Option<Digest>,
}

/// A rule that does not hold. PRIVATE: it tells about the portfolio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// Name of the rule.
    pub rule: &'static str,
    /// What it demands.
    pub label: String,
    /// By how much it fails, with unit, rounded up.
    pub short: String,
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\n  {}: expected {}, short by {}",
            self.rule, self.label, self.short
        )
    }
}

struct All<'a>(&'a [Shortfall]);

impl fmt::Display for All<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|shortfall| shortfall.fmt(f))
    }
}

/// Why there is no report.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ProveError {
    /// The documents do not compile.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// A document has no digest.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// A custodian of the book without opening or attestation.
    #[error("custodian {custodian}: expected one {what}, found none")]
    Missing {
        /// The custodian.
        custodian: Id,
        /// `opening` or `attestation`.
        what: &'static str,
    },
    /// A custodian with two openings or attestations.
    #[error("custodian {custodian}: expected one {what}, found two")]
    Twice {
        /// The custodian.
        custodian: Id,
        /// `opening` or `attestation`.
        what: &'static str,
    },
    /// An opening or attestation of a custodian that the book does not list.
    #[error("custodian {custodian}: has an {what}, but the book does not list it")]
    Stranger {
        /// The custodian.
        custodian: Id,
        /// `opening` or `attestation`.
        what: &'static str,
    },
    /// The opening is of another book.
    #[error("custodian {custodian}: {source}")]
    Opening {
        /// The custodian.
        custodian: Id,
        /// What is wrong with it.
        source: OpeningError,
    },
    /// A blinder of an opening is no canonical scalar.
    #[error("custodian {custodian}: opening: a blinder is not below the group order; the file is damaged")]
    Blinder {
        /// The custodian.
        custodian: Id,
    },
    /// The attestation is for another book, subject or time.
    #[error("custodian {custodian}: attestation: expected the {field} of the book, found another")]
    OtherBook {
        /// The custodian.
        custodian: Id,
        /// `book`, `subject` or `as_of`.
        field: &'static str,
    },
    /// The opening does not open the commitment that the custodian signed.
    #[error("custodian {custodian}: the opening does not open the attested commitment; use the pair that one assay commit wrote")]
    NotItsOpening {
        /// The custodian.
        custodian: Id,
    },
    /// Rules that do not hold. PRIVATE.
    #[error("no proof was made, because these rules do not hold (do not publish this):{}", All(.0))]
    Rules(Vec<Shortfall>),
    /// Not one quantity per row.
    #[error(transparent)]
    Quantities(#[from] QuantityCount),
    /// The operating system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] CustodyError),
    /// The proof could not be made.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The report just made does not verify, even if every key in it is trusted.
    #[error("the report just made does not verify, so it was not written: {0}")]
    Refused(#[from] ReportError),
}

/// Makes a report, and verifies it as anyone would who trusts the keys in its attestations.
///
/// # Errors
/// [`ProveError`].
pub fn prove(inputs: &ProveInputs<'_>) -> Result<Report, ProveError> {
    wipe::after(|| prove_and_verify(inputs))
}

fn prove_and_verify(inputs: &ProveInputs<'_>) -> Result<Report, ProveError> {
    let ProveInputs {
        book,
        policy,
        supply,
        ..
    } = *inputs;
    let compiled = compile_with_supply(book, policy, supply)?;
    let openings = in_order(book, inputs.openings, |o| &o.custodian, "opening")?;
    let attestations = in_order(book, inputs.attestations, |a| &a.custodian, "attestation")?;
    let attestations: Vec<Attestation> = attestations.into_iter().cloned().collect();
    let digests = DocumentDigests::of(book, policy, supply, &attestations)?;

    let quantities = quantities(book, &digests.book, &openings)?;
    let mut blinders = Vec::with_capacity(openings.len());
    for opening in &openings {
        let custodian = || opening.custodian.clone();
        let bytes = Zeroizing::new([0, 1, 2, 3].map(|i: usize| opening.blinders[i].0));
        blinders.push(
            Blinders::from_bytes(&bytes).ok_or_else(|| ProveError::Blinder {
                custodian: custodian(),
            })?,
        );
    }
    check_rules(book, &compiled, &quantities)?;

    let prover = Prover::new(book.shape)?;
    let mut commitments = Vec::with_capacity(openings.len());
    for ((opening, attestation), blinders) in openings.iter().zip(&attestations).zip(&blinders) {
        commitments.push(check_pair(
            inputs,
            &prover,
            opening,
            attestation,
            blinders,
            digests.book,
        )?);
    }
    let context = digests
        .context(&compiled.program, &commitments, inputs.previous)
        .map_err(CompileError::Program)?;
    let witness = Witness {
        quantities: &quantities,
        blinders: &blinders,
    };
    let proof = prover.prove(
        &compiled.program,
        &commitments,
        context,
        &witness,
        system_rng()?,
    )?;
    let point = |p: &EqAffine| PointBytes(p.to_bytes());
    let report = Report {
        assay: V1,
        kind: Kind::new(),
        book: book.clone(),
        policy: policy.clone(),
        supply: supply.clone(),
        attestations,
        refreshed: assay_statement::RerandomizedCommitments {
            quantities: point(&proof.refreshed.quantities),
            tagged: point(&proof.refreshed.tagged),
        },
        columns: assay_statement::ColumnCommitments {
            tags: point(&proof.columns.tags),
            weights: proof.columns.weights.iter().map(point).collect(),
        },
        previous: inputs.previous,
        proof: HexBytes(proof.bytes),
    };
    verify_report(&report, &own_registry(&report), &VerifyOptions::default())?;
    Ok(report)
}

/// What the openings say of every row of the book that they are of. PRIVATE.
pub(crate) fn quantities(
    book: &Book,
    digest: &Digest,
    openings: &[&Opening],
) -> Result<Zeroizing<Vec<u64>>, ProveError> {
    let mut quantities = Zeroizing::new(vec![0u64; book.rows.len()]);
    for opening in openings {
        opening
            .check(book, digest)
            .map_err(|source| ProveError::Opening {
                custodian: opening.custodian.clone(),
                source,
            })?;
        for item in &opening.quantities {
            if let Some(quantity) = quantities.get_mut(item.row as usize) {
                *quantity = item.quantity;
            }
        }
    }
    Ok(quantities)
}

/// Exactly one item for each custodian, in the book's order.
pub(crate) fn in_order<'a, T>(
    book: &Book,
    items: &'a [T],
    custodian: impl Fn(&T) -> &Id,
    what: &'static str,
) -> Result<Vec<&'a T>, ProveError> {
    if let Some(stranger) = items
        .iter()
        .find(|item| book.custodian_index(custodian(item)).is_none())
    {
        let custodian = custodian(stranger).clone();
        return Err(ProveError::Stranger { custodian, what });
    }
    let mut ordered = Vec::with_capacity(items.len());
    for id in &book.custodians {
        let mut own = items.iter().filter(|item| custodian(item) == id);
        let custodian = || id.clone();
        ordered.push(own.next().ok_or_else(|| ProveError::Missing {
            custodian: custodian(),
            what,
        })?);
        if own.next().is_some() {
            return Err(ProveError::Twice {
                custodian: custodian(),
                what,
            });
        }
    }
    Ok(ordered)
}

/// Opening and attestation belong to the book and to each other; gives the commitment.
fn check_pair(
    inputs: &ProveInputs<'_>,
    prover: &Prover,
    opening: &Opening,
    attestation: &Attestation,
    blinders: &Blinders,
    book: Digest,
) -> Result<EqAffine, ProveError> {
    let custodian = || attestation.custodian.clone();
    let fields = [
        ("subject", attestation.subject == inputs.book.subject),
        ("as_of", attestation.as_of == inputs.book.as_of),
        ("book", attestation.book == book),
    ];
    if let Some((field, _)) = fields.into_iter().find(|(_, same)| !same) {
        return Err(ProveError::OtherBook {
            custodian: custodian(),
            field,
        });
    }
    let pairs = opening
        .quantities
        .iter()
        .map(|item| (item.row as usize, item.quantity));
    prover
        .committer()
        .commit(pairs, blinders)
        .filter(|point| point.to_bytes() == attestation.commitment.0)
        .ok_or_else(|| ProveError::NotItsOpening {
            custodian: custodian(),
        })
}

/// Every rule holds, or which do not and by how much.
fn check_rules(book: &Book, compiled: &Compiled, quantities: &[u64]) -> Result<(), ProveError> {
    if all_hold(&compiled.program, quantities) {
        return Ok(());
    }
    let slacks = compiled.slacks(quantities)?;
    let failing = compiled
        .inequalities
        .iter()
        .zip(&slacks)
        .filter(|(_, slack)| **slack < BigInt::ZERO);
    let shortfalls: Vec<Shortfall> = failing
        .map(|(inequality, slack)| Shortfall {
            rule: inequality.name,
            label: inequality.label.clone(),
            short: short(book, compiled, inequality, slack, quantities),
        })
        .collect();
    match shortfalls.is_empty() {
        true => Ok(()),
        false => Err(ProveError::Rules(shortfalls)),
    }
}

fn short(
    book: &Book,
    compiled: &Compiled,
    inequality: &Inequality,
    slack: &BigInt,
    quantities: &[u64],
) -> String {
    // Rounded down below zero is rounded up in size.
    let amount = compiled.amount(inequality, slack, 2);
    let amount = amount.trim_start_matches('-');
    match inequality.unit {
        Unit::Currency => format!("{amount} {}", book.currency),
        Unit::GroupCurrencyDays => format!("{amount} {} x days", book.currency),
        Unit::CurrencyDays => {
            let rows = compiled.program.rows.iter().zip(quantities);
            let value: BigInt = rows.map(|(row, q)| BigInt::from(row.value) * *q).sum();
            let hundredths = (-slack * 100 + &value - 1) / value.max(1.into());
            let digits = format!("{hundredths:0>3}");
            let (whole, fraction) = digits.split_at(digits.len().saturating_sub(2));
            format!(
                "{whole}.{fraction} days ({amount} {} x days)",
                book.currency
            )
        }
    }
}

/// A registry that trusts every key of the report: what is left to verify is everything else.
fn own_registry(report: &Report) -> Registry {
    let custodians = report
        .attestations
        .iter()
        .map(|attestation| RegistryCustodian {
            id: attestation.custodian.clone(),
            threshold: attestation.signatures.len().max(1) as u32, // a file of at most a mebibyte
            keys: attestation
                .signatures
                .iter()
                .map(|signature| RegistryKey {
                    scheme: signature.scheme,
                    public_key: signature.public_key.clone(),
                    not_before: report.book.as_of,
                    not_after: report.book.as_of,
                })
                .collect(),
        });
    Registry {
        assay: V1,
        kind: Kind::new(),
        subject: report.book.subject.clone(),
        custodians: custodians.collect(),
        policy: None,
    }
}
