//! Why attestations are refused.

use core::fmt;

use assay_statement::{Digest, Id, Scheme, Subject, SuiteName, Timestamp};
use thiserror::Error;

use crate::signature::SignatureError;

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
    /// The attestation is of another policy, of none in a suite whose custodians sign for it, or of one in another suite.
    #[error("custodian {custodian} attests {}, expected {}", Policies(.found), Policies(.expected))]
    Policy {
        /// The custodian.
        custodian: Id,
        /// Digest of the policy, `None` if the suite has none here.
        expected: Option<Digest>,
        /// The attestation's.
        found: Option<Digest>,
    },
    /// The attestation is of another table than book and policy make, of none, or of one in a suite that has none here.
    #[error("custodian {custodian} attests {}, expected {}", Tables(.found), Tables(.expected))]
    Table {
        /// The custodian.
        custodian: Id,
        /// Digest of the table, `None` if the suite has none here.
        expected: Option<Digest>,
        /// The attestation's.
        found: Option<Digest>,
    },
    /// The registry does not list the custodian.
    #[error("custodian {custodian} is not in the registry")]
    Unregistered {
        /// The custodian.
        custodian: Id,
    },
    /// A signature of a scheme that the book's suite does not take.
    #[error("custodian {custodian}: signature {signature} is of {scheme}, which the suite {suite} does not take")]
    Scheme {
        /// The custodian.
        custodian: Id,
        /// The signature.
        signature: usize,
        /// Its scheme.
        scheme: Scheme,
        /// The book's suite.
        suite: SuiteName,
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

/// A policy, or none.
struct Policies<'a>(&'a Option<Digest>);

impl fmt::Display for Policies<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        named(f, "policy", self.0)
    }
}

/// A table, or none.
struct Tables<'a>(&'a Option<Digest>);

impl fmt::Display for Tables<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        named(f, "table", self.0)
    }
}

fn named(f: &mut fmt::Formatter<'_>, what: &str, digest: &Option<Digest>) -> fmt::Result {
    match digest {
        Some(digest) => write!(f, "{what} {digest}"),
        None => write!(f, "no {what}"),
    }
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
            AttestationError::Policy { .. } => "attestation-policy",
            AttestationError::Table { .. } => "attestation-table",
            AttestationError::Unregistered { .. } => "custodian-unregistered",
            AttestationError::Scheme { .. } => "signature-scheme",
            AttestationError::UnknownKey { .. } => "key-unknown",
            AttestationError::DuplicateSignature { .. } => "signature-duplicate",
            AttestationError::KeyNotYetValid { .. } => "key-not-yet-valid",
            AttestationError::ExpiredKey { .. } => "key-expired",
            AttestationError::BadSignature { .. } => "signature-invalid",
            AttestationError::UnderThreshold { .. } => "under-threshold",
        }
    }
}
