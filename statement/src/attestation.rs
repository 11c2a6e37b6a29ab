//! The attestation: a commitment with its custodian's signatures.

mod terms;

use alloc::string::ToString;
use alloc::vec::Vec;
use serde::Serialize;

use crate::commitment::Commitment;
use crate::document::{Document, Kind, V1};
use crate::encoding::{Digest, HexBytes};
use crate::id::{Id, Subject};
use crate::json::field_readers::at_most;
use crate::macros::fields;
use crate::point_bytes::PointBytes;
use crate::scheme::Scheme;
use crate::time::Timestamp;

pub use terms::{SignedTerms, TermsError};

/// What every signed message of the suite `vesta` begins with.
pub const ATTESTATION_DOMAIN: &[u8] = b"assay/v1/attestation";

/// Bytes of a signature, in every scheme.
pub const SIGNATURE_BYTES: usize = 64;

/// Most signatures of an attestation.
pub const MAX_SIGNATURES: usize = 1024;

/// A signed commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attestation {
    /// The version.
    pub assay: V1,
    /// `"attestation"`.
    pub kind: Kind<Attestation>,
    /// The book's subject.
    pub subject: Subject,
    /// The book's time.
    pub as_of: Timestamp,
    /// Who attests.
    pub custodian: Id,
    /// Digest of the book.
    pub book: Digest,
    /// Digest of the policy, in a suite whose custodians [sign for it](crate::SuiteName::signs_terms).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<Digest>,
    /// Digest of the table, in such a suite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Digest>,
    /// The Pedersen vector commitment `C_i`.
    pub commitment: PointBytes,
    /// Signatures over [`attestation_message`].
    pub signatures: Vec<Signature>,
}

fields!(Attestation {
    assay,
    kind,
    subject,
    as_of,
    custodian,
    book,
    policy,
    table,
    commitment,
    signatures by at_most::<MAX_SIGNATURES, _>
});

/// One signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The scheme.
    pub scheme: Scheme,
    /// The signing key, as in the registry.
    pub public_key: HexBytes,
    /// The signature, [`SIGNATURE_BYTES`] long (`r || s` for ECDSA).
    pub signature: HexBytes,
}

fields!(Signature {
    scheme,
    public_key,
    signature
});

impl Document for Attestation {
    const KIND: &'static str = "attestation";
    const MAX_BYTES: usize = 1 << 20;
}

impl Attestation {
    /// The attestation of a commitment, still without signatures. `terms` are those of its book and policy, in a suite that
    /// signs terms.
    pub fn unsigned(commitment: &Commitment, terms: Option<&SignedTerms>) -> Attestation {
        Attestation {
            assay: V1,
            kind: Kind::new(),
            subject: commitment.subject.clone(),
            as_of: commitment.as_of,
            custodian: commitment.custodian.clone(),
            book: commitment.book,
            policy: terms.map(SignedTerms::policy),
            table: terms.map(SignedTerms::table),
            commitment: commitment.commitment,
            signatures: Vec::new(),
        }
    }
}

/// The bytes that signatures cover.
///
/// With terms: `assay/v1/bls12-381/attestation`, the [terms](SignedTerms::bytes), SHA-256 of the custodian, and the commitment.
/// Only its custodian and its commitment are then taken from the attestation: whoever verifies compares the rest with the
/// documents.
///
/// Without: [`ATTESTATION_DOMAIN`], then subject, as-of time, custodian (UTF-8), book digest and commitment, every one as
/// `length (u32, little-endian) || bytes`.
pub fn attestation_message(attestation: &Attestation, terms: Option<&SignedTerms>) -> Vec<u8> {
    if let Some(terms) = terms {
        return terms.message(&attestation.custodian, &attestation.commitment);
    }
    let as_of = attestation.as_of.to_string();
    let parts: [&[u8]; 5] = [
        attestation.subject.as_str().as_bytes(),
        as_of.as_bytes(),
        attestation.custodian.as_str().as_bytes(),
        attestation.book.as_bytes(),
        attestation.commitment.as_bytes(),
    ];
    let mut message = ATTESTATION_DOMAIN.to_vec();
    for part in parts {
        // No part is longer than a subject, 256 bytes.
        message.extend((part.len() as u32).to_le_bytes());
        message.extend(part);
    }
    message
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn attestation() -> Attestation {
        let commitment = Commitment {
            assay: V1,
            kind: Kind::new(),
            subject: "fund:x".parse().unwrap(),
            as_of: "2026-03-31T21:00:00Z".parse().unwrap(),
            custodian: "bank-a".parse().unwrap(),
            book: Digest([1; 32]),
            commitment: [2; 32].into(),
        };
        Attestation::unsigned(&commitment, None)
    }

    #[test]
    fn message_is_pinned() {
        let mut expected = b"assay/v1/attestation".to_vec();
        expected.extend(b"\x06\0\0\0fund:x\x14\0\0\x002026-03-31T21:00:00Z\x06\0\0\0bank-a");
        expected.extend(b"\x20\0\0\0");
        expected.extend([1; 32]);
        expected.extend(b"\x20\0\0\0");
        expected.extend([2; 32]);
        assert_eq!(attestation_message(&attestation(), None), expected);
    }

    #[test]
    fn every_field_changes_the_message() {
        let base = attestation();
        let mut others = alloc::vec![base.clone(); 5];
        others[0].subject = "fund:y".parse().unwrap();
        others[1].as_of = "2026-03-31T21:00:01Z".parse().unwrap();
        others[2].custodian = "bank-b".parse().unwrap();
        others[3].book = Digest([3; 32]);
        others[4].commitment = [3; 32].into();
        for other in others {
            assert_ne!(
                attestation_message(&other, None),
                attestation_message(&base, None)
            );
        }
    }
}
