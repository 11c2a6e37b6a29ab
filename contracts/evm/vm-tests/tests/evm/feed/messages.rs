//! What custodians sign and what a proof is bound to, byte by byte.

use alloy_primitives::keccak256;
use sha2::{Digest, Sha256};

use super::submission::{Number, Submission};

pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// What the settings fix.
#[derive(Clone)]
pub struct Subject {
    pub subject: [u8; 32],
    pub currency: [u8; 12],
    pub policy: [u8; 32],
}

/// Subject to table, 180 bytes, of both.
fn common(subject: &Subject, submission: &Submission) -> Vec<u8> {
    let names = submission.attestations.iter().map(|a| a.custodian);
    let mut out = subject.subject.to_vec();
    out.extend(submission.as_of.to_be_bytes());
    out.extend(subject.currency);
    out.extend(sha256(&names.collect::<Vec<_>>().concat()));
    out.extend(submission.book);
    out.extend(subject.policy);
    out.extend(sha256(&submission.table));
    assert_eq!(out.len(), 180);
    out
}

/// What the custodian of a place signs: 338 bytes.
pub fn message(subject: &Subject, submission: &Submission, place: usize) -> Vec<u8> {
    let mut out = b"assay/v1/bls12-381/attestation".to_vec();
    out.extend(common(subject, submission));
    out.extend(submission.attestations[place].custodian);
    out.extend(&submission.attestations[place].commitment);
    assert_eq!(out.len(), 338);
    out
}

/// The digest of the context.
pub fn context(subject: &Subject, submission: &Submission) -> [u8; 32] {
    let mut out = b"assay/v1/bls12-381/context".to_vec();
    out.extend(common(subject, submission));
    out.extend(submission.supply);
    out.push((submission.previous != [0; 32]).into());
    out.extend(submission.previous);
    let number = |number: &Number| {
        let mut bytes = number.mantissa.to_be_bytes_vec();
        bytes.push(number.decimals);
        bytes
    };
    out.extend(number(&submission.tokens));
    out.extend(number(&submission.value));
    out.extend(number(&submission.payables));
    out.push(submission.has_distributed.into());
    out.extend(number(&submission.distributed));
    out.extend((submission.attestations.len() as u16).to_be_bytes());
    for (place, attestation) in submission.attestations.iter().enumerate() {
        out.extend(sha256(&message(subject, submission, place)));
        out.push(attestation.signatures.len() as u8);
        for signature in &attestation.signatures {
            out.push(signature.scheme);
            out.extend(signature.r);
            out.extend(signature.s);
        }
    }
    keccak256(out).0
}

/// The digest of a report.
pub fn report(subject: &Subject, submission: &Submission) -> [u8; 32] {
    let mut out = b"assay/v1/bls12-381/report".to_vec();
    out.extend(context(subject, submission));
    out.extend(&submission.columns);
    out.extend(&submission.proof);
    keccak256(out).0
}
