//! From documents and openings to a verified report.

use assay_statement::{
    compile_with_supply, Attestation, Book, ColumnCommitments, HexBytes, Kind, Opening, Policy,
    Registry, RegistryCustodian, RegistryKey, Report, RerandomizedCommitments, SignedTerms, Supply,
    V1,
};
use assay_verifier::suites::{BoundDocuments, DocumentSuite, Suite};
use assay_verifier::{verify_report, DocumentDigests, Predecessor, VerifyOptions};

use super::error::ProveError;
use super::matching::{in_order, quantities};
use super::shortfall::shortfalls;
use crate::commitment::{Blinders, Committer};
use crate::opening::blinders;
use crate::proof::{CompiledSuite, Proof, Prover, Witness};
use crate::randomness::system_rng;
use crate::suite::ProverSuite;
use crate::suites::in_suite;
use crate::zeroizing::zeroize_stack_after;

/// What a report is made from.
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
    /// The report before this one, which must be of the same subject and older; `None` for the first.
    pub previous: Option<&'a Predecessor>,
}

/// Makes a report, and verifies it as anyone would who trusts the keys in its attestations.
///
/// Uses all cores, and fresh randomness of the operating system.
///
/// # Errors
/// [`ProveError`]. If rules do not hold, [`ProveError::Rules`] says which and by how much; that is private.
pub fn prove(inputs: &ProveInputs<'_>) -> Result<Report, ProveError> {
    zeroize_stack_after(|| prove_and_verify(inputs))
}

fn prove_and_verify(inputs: &ProveInputs<'_>) -> Result<Report, ProveError> {
    let ProveInputs {
        book,
        policy,
        supply,
        previous,
        ..
    } = *inputs;
    if let Some(previous) = previous {
        previous.check(book)?;
    }
    let compiled = compile_with_supply(book, policy, supply)?;
    let openings = in_order(book, inputs.openings, |o| &o.custodian, "opening")?;
    let attestations = in_order(book, inputs.attestations, |a| &a.custodian, "attestation")?;
    let attestations: Vec<Attestation> = attestations.into_iter().cloned().collect();
    let digests = DocumentDigests::of(book, policy, supply, &attestations)?;
    let terms = in_suite!(book.suite, S => S::terms(book, policy))?;
    let documents = BoundDocuments {
        digests: &digests,
        terms: terms.as_ref(),
        compiled: &compiled,
        supply,
        attestations: &attestations,
        previous: previous.map(|previous| previous.report),
    };
    let points = in_suite!(book.suite, S => prove_in::<S>(book, &documents, &openings))?;
    let report = assemble(inputs, attestations, points);
    verify_report(&report, &own_registry(&report), &VerifyOptions::default())?;
    Ok(report)
}

/// The proof for openings and attestations in the book's order.
fn prove_in<S: CompiledSuite + DocumentSuite>(
    book: &Book,
    documents: &BoundDocuments<'_>,
    openings: &[&Opening],
) -> Result<Encoded, ProveError> {
    let BoundDocuments {
        digests,
        compiled,
        attestations,
        ..
    } = *documents;
    S::check_documents(documents)?;
    let quantities = quantities(book, &digests.book, openings)?;
    let mut all_blinders = Vec::with_capacity(openings.len());
    for opening in openings {
        all_blinders.push(blinders::<S>(opening).ok_or_else(|| ProveError::Blinder {
            custodian: opening.custodian.clone(),
        })?);
    }
    let shortfalls = shortfalls(book, compiled, &quantities)?;
    if !shortfalls.is_empty() {
        return Err(ProveError::Rules(shortfalls));
    }
    let prover = Prover::<S>::new(book.shape)?;
    let mut commitments = Vec::with_capacity(openings.len());
    for ((opening, attestation), blinders) in openings.iter().zip(attestations).zip(&all_blinders) {
        let pair = Pair {
            opening,
            blinders,
            attestation,
        };
        commitments.push(check_pair(book, documents, prover.committer(), &pair)?);
    }
    let context = S::context(documents, &commitments)?;
    let witness = Witness {
        quantities: &quantities,
        blinders: &all_blinders,
    };
    let program = &compiled.program;
    let proof = prover.prove(program, &commitments, context, &witness, system_rng()?)?;
    Ok(encoded(proof))
}

/// What one custodian handed over.
struct Pair<'a, S: Suite> {
    opening: &'a Opening,
    blinders: &'a Blinders<S>,
    attestation: &'a Attestation,
}

/// Checks that opening and attestation belong to the book and to each other, and returns the commitment.
fn check_pair<S: ProverSuite + DocumentSuite>(
    book: &Book,
    documents: &BoundDocuments<'_>,
    committer: &Committer<S>,
    pair: &Pair<'_, S>,
) -> Result<S::Affine, ProveError> {
    let terms = documents.terms;
    let attestation = pair.attestation;
    let custodian = || attestation.custodian.clone();
    let fields = [
        ("subject", attestation.subject == book.subject),
        ("as_of", attestation.as_of == book.as_of),
        ("book", attestation.book == documents.digests.book),
        (
            "policy",
            attestation.policy == terms.map(SignedTerms::policy),
        ),
        ("table", attestation.table == terms.map(SignedTerms::table)),
    ];
    if let Some((field, _)) = fields.into_iter().find(|(_, same)| !same) {
        return Err(ProveError::OtherBook {
            custodian: custodian(),
            field,
        });
    }
    let pairs = pair
        .opening
        .quantities
        .iter()
        .map(|item| (item.row as usize, item.quantity));
    committer
        .commit(pairs, pair.blinders)
        .filter(|point| S::point_bytes(point) == attestation.commitment)
        .ok_or_else(|| ProveError::OpeningMismatch {
            custodian: custodian(),
        })
}

/// A proof and its points, as a report carries them.
struct Encoded {
    refreshed: RerandomizedCommitments,
    columns: ColumnCommitments,
    proof: HexBytes,
}

fn encoded<S: ProverSuite + DocumentSuite>(proof: Proof<S>) -> Encoded {
    Encoded {
        refreshed: RerandomizedCommitments {
            quantities: S::point_bytes(&proof.refreshed.quantities),
            tagged: S::point_bytes(&proof.refreshed.tagged),
        },
        columns: ColumnCommitments {
            tags: S::point_bytes(&proof.columns.tags),
            weights: proof.columns.weights.iter().map(S::point_bytes).collect(),
        },
        proof: HexBytes(proof.bytes),
    }
}

/// The report around a proof.
fn assemble(inputs: &ProveInputs<'_>, attestations: Vec<Attestation>, made: Encoded) -> Report {
    Report {
        assay: V1,
        kind: Kind::new(),
        book: inputs.book.clone(),
        policy: inputs.policy.clone(),
        supply: inputs.supply.clone(),
        attestations,
        refreshed: made.refreshed,
        columns: made.columns,
        previous: inputs.previous.map(|previous| previous.report),
        proof: made.proof,
    }
}

/// A registry that trusts every key of the report, so that everything but the choice of keys is verified.
pub fn own_registry(report: &Report) -> Registry {
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
        tokens: Vec::new(),
        least_value_per_token: None,
    }
}
