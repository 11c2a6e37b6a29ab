//! Documents of the suite `bls12-381`: everything that binds a proof is made of what a contract can be told.

use alloc::vec::Vec;

use ::bls12_381::{G1Affine, Scalar};
use assay_statement::attestation::SIGNATURE_BYTES;
use assay_statement::{
    attestation_message, compile_with_supply, number_bytes, Attestation, Book, Decimal, Digest,
    PointBytes, Policy, Report, Scheme, Signature, SignedTerms, TermsError, NUMBER_BYTES,
};
use sha3::{Digest as _, Keccak256};

use crate::attestations::check_order;
use crate::report::bound::{BoundDocuments, ContextError};
use crate::report::digests::DocumentDigests;
use crate::report::document_suite::DocumentSuite;
use crate::report::error::ReportError;
use crate::report::points::check_lengths;
use crate::report::suite_proof::{AnyProof, PendingSuite, SuiteProof};
use crate::suite::Suite;
use crate::suites::{keccak_scalar, Bls12381};

/// What every context begins with.
const CONTEXT_DOMAIN: &[u8] = b"assay/v1/bls12-381/context";

/// What is hashed first for the digest of a report.
const REPORT_DOMAIN: &[u8] = b"assay/v1/bls12-381/report";

/// Bytes of a signature in a context: its scheme, `r` and `s`.
const SIGNATURE: usize = 1 + SIGNATURE_BYTES;

impl DocumentSuite for Bls12381 {
    fn point_bytes(point: &G1Affine) -> PointBytes {
        match bool::from(point.is_identity()) {
            true => [0; Bls12381::POINT_BYTES].into(),
            false => point.to_uncompressed().into(),
        }
    }

    fn terms(book: &Book, policy: &Policy) -> Result<Option<SignedTerms>, TermsError> {
        SignedTerms::of(book, Some(policy))
    }

    fn check_documents(documents: &BoundDocuments<'_>) -> Result<(), ContextError> {
        numbers(documents)?;
        let mut counts = documents.attestations.iter().map(count);
        counts.try_for_each(|count| count.map(drop))
    }

    fn context(documents: &BoundDocuments<'_>, _: &[G1Affine]) -> Result<Scalar, ContextError> {
        Ok(keccak_scalar(&context_digest(documents)?))
    }

    fn report_digest(
        report: &Report,
        documents: &BoundDocuments<'_>,
    ) -> Result<Digest, ReportError> {
        let mut hash = Keccak256::new_with_prefix(REPORT_DOMAIN);
        hash.update(context_digest(documents)?);
        let (pair, columns) = (&report.refreshed, &report.columns);
        let points: [&PointBytes; 3] = [&pair.quantities, &pair.tagged, &columns.tags];
        for point in points.into_iter().chain(&columns.weights) {
            hash.update(point.as_bytes());
        }
        hash.update(report.proof.as_bytes());
        Ok(Digest(hash.finalize().into()))
    }

    fn unchecked_digest(report: &Report) -> Result<Digest, ReportError> {
        let (book, policy, supply) = (&report.book, &report.policy, &report.supply);
        let compiled = compile_with_supply(book, policy, supply)?;
        check_order(&book.custodians, &report.attestations)?;
        check_lengths::<Bls12381>(report)?;
        let digests = DocumentDigests::of(book, policy, supply, &report.attestations)?;
        let terms = Self::terms(book, policy)?;
        let documents = BoundDocuments {
            digests: &digests,
            terms: terms.as_ref(),
            compiled: &compiled,
            supply,
            attestations: &report.attestations,
            previous: report.previous,
        };
        Self::report_digest(report, &documents)
    }
}

impl PendingSuite for Bls12381 {
    fn wrap(proof: SuiteProof<Bls12381>) -> AnyProof {
        AnyProof::Bls12381(proof)
    }

    fn select(proof: &AnyProof) -> Option<&SuiteProof<Bls12381>> {
        match proof {
            AnyProof::Bls12381(proof) => Some(proof),
            AnyProof::Vesta(_) => None,
        }
    }
}

/// Keccak-256 of everything that a contract is told, but the points of the proof.
fn context_digest(documents: &BoundDocuments<'_>) -> Result<[u8; 32], ContextError> {
    let terms = documents.terms.ok_or(ContextError::NoTerms)?;
    let mut hash = Keccak256::new_with_prefix(CONTEXT_DOMAIN);
    hash.update(terms.bytes());
    hash.update(documents.digests.supply.as_bytes());
    hash.update(option(documents.previous.map(|digest| digest.0)));
    let (numbers, distributed) = numbers(documents)?;
    numbers.iter().for_each(|number| hash.update(number));
    hash.update(option(distributed));
    // As many as there are attestations: callers have compared them with the book's custodians.
    hash.update(documents.compiled.program.custodians.to_be_bytes());
    for attestation in documents.attestations {
        let message = attestation_message(attestation, Some(terms));
        hash.update(Digest::of(&message).as_bytes());
        hash.update([count(attestation)?]);
        for (index, signature) in attestation.signatures.iter().enumerate() {
            let bytes = signature_bytes(signature).ok_or_else(|| ContextError::Signature {
                custodian: attestation.custodian.clone(),
                signature: index,
            })?;
            hash.update(bytes);
        }
    }
    Ok(hash.finalize().into())
}

/// Tokens, value per token and payables; and what was distributed, if the supply says.
type Numbers = ([[u8; NUMBER_BYTES]; 3], Option<[u8; NUMBER_BYTES]>);

fn numbers(documents: &BoundDocuments<'_>) -> Result<Numbers, ContextError> {
    let compiled = documents.compiled;
    let number = |value: &Decimal, what| number_bytes(value).ok_or(ContextError::Number { what });
    let numbers = [
        number(&compiled.tokens, "the tokens to cover")?,
        number(&documents.supply.value_per_token, "the value per token")?,
        number(&compiled.payables, "what is owed besides tokens")?,
    ];
    let distributed = compiled.distributed.as_ref();
    let distributed = distributed.map(|value| number(value, "what was distributed"));
    Ok((numbers, distributed.transpose()?))
}

/// One byte, 0 for nothing and 1 for something, and the bytes: zeros for nothing.
fn option<const N: usize>(bytes: Option<[u8; N]>) -> Vec<u8> {
    let mut out = Vec::with_capacity(1 + N);
    out.push(bytes.is_some().into());
    out.extend(bytes.unwrap_or([0; N]));
    out
}

/// The number of signatures, in a byte.
fn count(attestation: &Attestation) -> Result<u8, ContextError> {
    let found = attestation.signatures.len();
    u8::try_from(found).map_err(|_| ContextError::Signatures {
        custodian: attestation.custodian.clone(),
        found,
    })
}

/// The scheme and the signature; `None` for what an EVM does not check.
fn signature_bytes(signature: &Signature) -> Option<[u8; SIGNATURE]> {
    let scheme = match signature.scheme {
        Scheme::Secp256k1 => 1,
        Scheme::P256 => 2,
        Scheme::Ed25519 => return None,
    };
    let mut bytes = [scheme; SIGNATURE];
    let (_, rest) = bytes.split_first_chunk_mut::<1>()?;
    let found = signature.signature.as_bytes();
    (found.len() == rest.len()).then(|| rest.copy_from_slice(found))?;
    Some(bytes)
}
