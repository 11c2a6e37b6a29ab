//! The attestations of a report against the verifier's registry.

mod error;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use assay_statement::{
    attestation_message, digest, Attestation, Book, Digest, Id, Policy, Registry,
    RegistryCustodian, RegistryKey, Scheme, Signature, SignedTerms, SuiteName, TermsError,
};

use crate::signature::SignatureCheck;

pub use error::AttestationError;

/// How many keys of a custodian signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureCount {
    /// The custodian.
    pub custodian: Id,
    /// Signatures that must be there.
    pub needed: u32,
    /// Signatures found, all of them good.
    pub found: u32,
}

/// A book, and what every attestation of it has to say.
#[derive(Clone, Debug)]
pub struct AttestedBook<'a> {
    book: &'a Book,
    digest: Digest,
    terms: Option<SignedTerms>,
}

impl<'a> AttestedBook<'a> {
    /// A book under a policy, which is looked at in suites whose custodians [sign for it](assay_statement::SuiteName::signs_terms)
    /// alone.
    ///
    /// # Errors
    /// [`TermsError`]: the book has no digest, or the suite asks for a policy and there is none, or it does not fit.
    pub fn of(book: &'a Book, policy: Option<&Policy>) -> Result<AttestedBook<'a>, TermsError> {
        let terms = SignedTerms::of(book, policy)?;
        let digest = match &terms {
            Some(terms) => terms.book(),
            None => digest(book)?,
        };
        Ok(AttestedBook {
            book,
            digest,
            terms,
        })
    }

    /// The same, of what is computed already.
    pub(crate) fn with(book: &'a Book, digest: Digest, terms: Option<SignedTerms>) -> Self {
        AttestedBook {
            book,
            digest,
            terms,
        }
    }

    /// Digest of the book.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// What custodians sign besides, in suites that sign terms.
    pub fn terms(&self) -> Option<&SignedTerms> {
        self.terms.as_ref()
    }
}

/// Checks that every custodian of the book has exactly one attestation, in the book's order, for this book, and
/// that enough of its registered keys signed it. Signatures beyond the threshold must be good as well.
///
/// `registry` must be [valid](Registry::validate). Returns the counts in the book's order. Takes the attestations as a slice
/// of a report, or from elsewhere before a report exists.
///
/// # Errors
/// The first [`AttestationError`]: who attests, then each attestation in turn.
pub fn check_attestations(
    attested: &AttestedBook<'_>,
    attestations: &[Attestation],
    registry: &Registry,
    signatures: &impl SignatureCheck,
) -> Result<Vec<SignatureCount>, AttestationError> {
    check_order(&attested.book.custodians, attestations)?;
    let entries: BTreeMap<&Id, &RegistryCustodian> =
        registry.custodians.iter().map(|c| (&c.id, c)).collect();
    attestations
        .iter()
        .map(|attestation| {
            check_subject(attestation, attested)?;
            let custodian = &attestation.custodian;
            let entry = entries
                .get(custodian)
                .ok_or_else(|| AttestationError::Unregistered {
                    custodian: custodian.clone(),
                })?;
            check_signatures(attestation, attested, entry, signatures)
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
    attested: &AttestedBook<'_>,
) -> Result<(), AttestationError> {
    let AttestedBook {
        book,
        digest,
        terms,
    } = attested;
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
    if attestation.book != *digest {
        return Err(AttestationError::Book {
            custodian: custodian(),
            expected: *digest,
            found: attestation.book,
        });
    }
    let expected = terms.as_ref().map(SignedTerms::policy);
    if attestation.policy != expected {
        return Err(AttestationError::Policy {
            custodian: custodian(),
            expected,
            found: attestation.policy,
        });
    }
    let expected = terms.as_ref().map(SignedTerms::table);
    if attestation.table != expected {
        return Err(AttestationError::Table {
            custodian: custodian(),
            expected,
            found: attestation.table,
        });
    }
    Ok(())
}

fn check_signatures(
    attestation: &Attestation,
    attested: &AttestedBook<'_>,
    entry: &RegistryCustodian,
    check: &impl SignatureCheck,
) -> Result<SignatureCount, AttestationError> {
    let custodian = || attestation.custodian.clone();
    let message = attestation_message(attestation, attested.terms());
    let mut signers = BTreeSet::new();
    for (index, signature) in attestation.signatures.iter().enumerate() {
        check_scheme(attestation, index, signature.scheme, attested.book.suite)?;
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
    Ok(SignatureCount {
        custodian: custodian(),
        needed,
        found,
    })
}

fn check_scheme(
    attestation: &Attestation,
    signature: usize,
    scheme: Scheme,
    suite: SuiteName,
) -> Result<(), AttestationError> {
    match suite.allows(scheme) {
        true => Ok(()),
        false => Err(AttestationError::Scheme {
            custodian: attestation.custodian.clone(),
            signature,
            scheme,
            suite,
        }),
    }
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

#[cfg(all(test, feature = "signatures"))]
#[allow(clippy::unwrap_used)]
mod tests;
