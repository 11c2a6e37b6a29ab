//! The attestations of a report against the verifier's registry.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use assay_statement::{
    attestation_message, Attestation, Book, Digest, Id, Registry, RegistryCustodian, RegistryKey,
    Scheme, Signature, Subject, Timestamp,
};
use thiserror::Error;

use crate::signature::{SignatureCheck, SignatureError};

/// How many keys of a custodian signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The custodian.
    pub custodian: Id,
    /// Signatures that must be there.
    pub needed: u32,
    /// Signatures found, all of them good.
    pub found: u32,
}

/// Checks that every custodian of the book has exactly one attestation, in the book's order, for this book, and
/// that enough of its registered keys signed it. Signatures beyond the threshold must be good as well.
///
/// `book_digest` is the digest of `book`; `registry` must be [valid](Registry::validate). Returns the counts in the
/// book's order. Takes the attestations as a slice of a report, or from elsewhere before a report exists.
///
/// # Errors
/// The first [`AttestationError`]: who attests, then each attestation in turn.
pub fn check_attestations(
    book: &Book,
    book_digest: Digest,
    attestations: &[Attestation],
    registry: &Registry,
    signatures: &impl SignatureCheck,
) -> Result<Vec<Signed>, AttestationError> {
    check_order(&book.custodians, attestations)?;
    let entries: BTreeMap<&Id, &RegistryCustodian> =
        registry.custodians.iter().map(|c| (&c.id, c)).collect();
    attestations
        .iter()
        .map(|attestation| {
            check_subject(attestation, book, book_digest)?;
            let custodian = &attestation.custodian;
            let entry = entries
                .get(custodian)
                .ok_or_else(|| AttestationError::Unregistered {
                    custodian: custodian.clone(),
                })?;
            check_signatures(attestation, entry, signatures)
        })
        .collect()
}

/// The custodians of the book, each once and in order.
pub(crate) fn check_order(
    custodians: &[Id],
    attestations: &[Attestation],
) -> Result<(), AttestationError> {
    let listed: BTreeSet<&Id> = custodians.iter().collect();
    let mut attested = BTreeSet::new();
    for Attestation { custodian, .. } in attestations {
        if !listed.contains(custodian) {
            return Err(AttestationError::UnknownCustodian {
                custodian: custodian.clone(),
            });
        }
        if !attested.insert(custodian) {
            return Err(AttestationError::Duplicate {
                custodian: custodian.clone(),
            });
        }
    }
    if let Some(custodian) = custodians.iter().find(|c| !attested.contains(c)) {
        return Err(AttestationError::Missing {
            custodian: custodian.clone(),
        });
    }
    let found = attestations.iter().map(|a| &a.custodian);
    match custodians
        .iter()
        .zip(found)
        .enumerate()
        .find(|(_, (e, f))| e != f)
    {
        Some((position, (expected, found))) => Err(AttestationError::Order {
            position,
            expected: expected.clone(),
            found: found.clone(),
        }),
        None => Ok(()),
    }
}

fn check_subject(
    attestation: &Attestation,
    book: &Book,
    book_digest: Digest,
) -> Result<(), AttestationError> {
    let custodian = || attestation.custodian.clone();
    if attestation.subject != book.subject {
        return Err(AttestationError::Subject {
            custodian: custodian(),
            expected: book.subject.clone(),
            found: attestation.subject.clone(),
        });
    }
    if attestation.as_of != book.as_of {
        return Err(AttestationError::Time {
            custodian: custodian(),
            expected: book.as_of,
            found: attestation.as_of,
        });
    }
    if attestation.book != book_digest {
        return Err(AttestationError::Book {
            custodian: custodian(),
            expected: book_digest,
            found: attestation.book,
        });
    }
    Ok(())
}

fn check_signatures(
    attestation: &Attestation,
    entry: &RegistryCustodian,
    check: &impl SignatureCheck,
) -> Result<Signed, AttestationError> {
    let custodian = || attestation.custodian.clone();
    let message = attestation_message(attestation);
    let mut signers = BTreeSet::new();
    for (index, signature) in attestation.signatures.iter().enumerate() {
        let key = registered_key(signature, entry).ok_or_else(|| AttestationError::UnknownKey {
            custodian: custodian(),
            signature: index,
            scheme: signature.scheme,
        })?;
        if !signers.insert((key.scheme, &key.public_key)) {
            return Err(AttestationError::DuplicateSignature {
                custodian: custodian(),
                signature: index,
            });
        }
        check_validity(attestation, index, key)?;
        check
            .check(
                signature.scheme,
                signature.public_key.as_bytes(),
                &message,
                signature.signature.as_bytes(),
            )
            .map_err(|error| AttestationError::BadSignature {
                custodian: custodian(),
                signature: index,
                error,
            })?;
    }
    // At least one, even under a registry that nobody validated.
    let needed = entry.threshold.max(1);
    let found = u32::try_from(signers.len()).unwrap_or(u32::MAX);
    if found < needed {
        return Err(AttestationError::UnderThreshold {
            custodian: custodian(),
            needed,
            found,
        });
    }
    Ok(Signed {
        custodian: custodian(),
        needed,
        found,
    })
}

fn registered_key<'a>(
    signature: &Signature,
    entry: &'a RegistryCustodian,
) -> Option<&'a RegistryKey> {
    entry
        .keys
        .iter()
        .find(|key| key.scheme == signature.scheme && key.public_key == signature.public_key)
}

/// Both ends of the interval are included, as the registry says.
fn check_validity(
    attestation: &Attestation,
    signature: usize,
    key: &RegistryKey,
) -> Result<(), AttestationError> {
    let as_of = attestation.as_of;
    let custodian = || attestation.custodian.clone();
    if as_of < key.not_before {
        return Err(AttestationError::KeyNotYetValid {
            custodian: custodian(),
            signature,
            not_before: key.not_before,
            as_of,
        });
    }
    if as_of > key.not_after {
        return Err(AttestationError::ExpiredKey {
            custodian: custodian(),
            signature,
            not_after: key.not_after,
            as_of,
        });
    }
    Ok(())
}

/// Why the attestations are refused. Signatures count from 0 within their attestation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AttestationError {
    /// An attestation of somebody the book does not list.
    #[error("{custodian} attests but is not a custodian of the book")]
    UnknownCustodian {
        /// Who.
        custodian: Id,
    },
    /// Two attestations of one custodian.
    #[error("custodian {custodian} has two attestations")]
    Duplicate {
        /// The custodian.
        custodian: Id,
    },
    /// A custodian of the book does not attest.
    #[error("custodian {custodian} has no attestation")]
    Missing {
        /// The custodian.
        custodian: Id,
    },
    /// The attestations are not in the book's order, which their tags follow.
    #[error("attestation {position}: expected {expected}'s, found {found}'s")]
    Order {
        /// Position in the list, from 0.
        position: usize,
        /// The book's custodian at this position.
        expected: Id,
        /// Who attests there.
        found: Id,
    },
    /// The attestation is about something else.
    #[error("custodian {custodian} attests for {found}, the book is of {expected}")]
    Subject {
        /// The custodian.
        custodian: Id,
        /// The book's subject.
        expected: Subject,
        /// The attestation's.
        found: Subject,
    },
    /// The attestation is of another time.
    #[error("custodian {custodian} attests as of {found}, the book is as of {expected}")]
    Time {
        /// The custodian.
        custodian: Id,
        /// The book's time.
        expected: Timestamp,
        /// The attestation's.
        found: Timestamp,
    },
    /// The attestation is of another book.
    #[error("custodian {custodian} attests book {found}, this one is {expected}")]
    Book {
        /// The custodian.
        custodian: Id,
        /// Digest of the book.
        expected: Digest,
        /// The attestation's.
        found: Digest,
    },
    /// The registry does not list the custodian.
    #[error("custodian {custodian} is not in the registry")]
    Unregistered {
        /// The custodian.
        custodian: Id,
    },
    /// A signature by a key that the registry does not list for this custodian.
    #[error("custodian {custodian}: signature {signature} ({scheme}) is by a key that the registry does not list")]
    UnknownKey {
        /// The custodian.
        custodian: Id,
        /// The signature.
        signature: usize,
        /// The scheme it claims.
        scheme: Scheme,
    },
    /// A key signs twice.
    #[error("custodian {custodian}: signature {signature} is by a key that already signed")]
    DuplicateSignature {
        /// The custodian.
        custodian: Id,
        /// The second signature.
        signature: usize,
    },
    /// A key signs as of a time before its validity.
    #[error("custodian {custodian}: the key of signature {signature} is valid from {not_before}, not at {as_of}")]
    KeyNotYetValid {
        /// The custodian.
        custodian: Id,
        /// The signature.
        signature: usize,
        /// First moment the key is valid.
        not_before: Timestamp,
        /// The attestation's time.
        as_of: Timestamp,
    },
    /// A key signs as of a time after its validity.
    #[error("custodian {custodian}: the key of signature {signature} is valid to {not_after}, not at {as_of}")]
    ExpiredKey {
        /// The custodian.
        custodian: Id,
        /// The signature.
        signature: usize,
        /// Last moment the key is valid.
        not_after: Timestamp,
        /// The attestation's time.
        as_of: Timestamp,
    },
    /// A signature that does not count.
    #[error("custodian {custodian}: signature {signature}: {error}")]
    BadSignature {
        /// The custodian.
        custodian: Id,
        /// The signature.
        signature: usize,
        /// Why.
        error: SignatureError,
    },
    /// Too few keys sign.
    #[error("custodian {custodian}: {needed} signatures needed, {found} found")]
    UnderThreshold {
        /// The custodian.
        custodian: Id,
        /// The registry's threshold.
        needed: u32,
        /// Good signatures.
        found: u32,
    },
}

impl AttestationError {
    /// A short stable name, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            AttestationError::UnknownCustodian { .. } => "attestation-unknown-custodian",
            AttestationError::Duplicate { .. } => "attestation-duplicate",
            AttestationError::Missing { .. } => "attestation-missing",
            AttestationError::Order { .. } => "attestation-order",
            AttestationError::Subject { .. } => "attestation-subject",
            AttestationError::Time { .. } => "attestation-time",
            AttestationError::Book { .. } => "attestation-book",
            AttestationError::Unregistered { .. } => "custodian-unregistered",
            AttestationError::UnknownKey { .. } => "key-unknown",
            AttestationError::DuplicateSignature { .. } => "signature-duplicate",
            AttestationError::KeyNotYetValid { .. } => "key-not-yet-valid",
            AttestationError::ExpiredKey { .. } => "key-expired",
            AttestationError::BadSignature { .. } => "signature-invalid",
            AttestationError::UnderThreshold { .. } => "under-threshold",
        }
    }
}

#[cfg(all(test, feature = "signatures"))]
#[allow(clippy::unwrap_used)]
mod tests;
