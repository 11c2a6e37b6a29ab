//! What custodians sign besides their commitment, where a contract reads what they signed.

use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::book::Book;
use crate::canonical::{digest, CanonicalError};
use crate::compile::{compile, CompileError};
use crate::encoding::Digest;
use crate::id::Id;
use crate::point_bytes::PointBytes;
use crate::policy::Policy;
use crate::suite::SuiteName;

/// What every message of the suite `bls12-381` begins with.
const DOMAIN: &[u8] = b"assay/v1/bls12-381/attestation";

/// Bytes of [`SignedTerms::bytes`].
const TERMS_BYTES: usize = 32 + 8 + CURRENCY_BYTES + 4 * 32;

/// Bytes of a currency, with zeros behind it.
const CURRENCY_BYTES: usize = 12;

/// What all custodians of a book sign for alike, in a suite that [signs terms](crate::SuiteName::signs_terms): subject, as-of
/// time, currency and custodians of the book, and the digests of book, policy and table.
///
/// A contract cannot read a book. It computes these from what it is told, and the custodians' signatures say that it was told
/// the truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedTerms {
    subject: Digest,
    as_of: i64,
    currency: [u8; CURRENCY_BYTES],
    custodians: Digest,
    book: Digest,
    policy: Digest,
    table: Digest,
}

/// Why a book and a policy have no terms.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TermsError {
    /// One of them has no digest.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// There is no policy to sign for.
    #[error(
        "custodians of a book of suite {suite} sign for its policy: expected a policy, found none"
    )]
    NoPolicy {
        /// Suite of the book.
        suite: SuiteName,
    },
    /// They make no table.
    #[error(transparent)]
    Compile(#[from] CompileError),
}

impl SignedTerms {
    /// The terms of a book under a policy, computed from both; `None` if the book's suite signs none, whatever the policy.
    ///
    /// # Errors
    /// [`TermsError`].
    pub fn of(book: &Book, policy: Option<&Policy>) -> Result<Option<SignedTerms>, TermsError> {
        let suite = book.suite;
        if !suite.signs_terms() {
            return Ok(None);
        }
        let policy = policy.ok_or(TermsError::NoPolicy { suite })?;
        let mut currency = [0; CURRENCY_BYTES];
        // A currency has at most as many.
        for (byte, letter) in currency.iter_mut().zip(book.currency.as_str().bytes()) {
            *byte = letter;
        }
        let mut custodians = Sha256::new();
        for custodian in &book.custodians {
            custodians.update(id_digest(custodian).as_bytes());
        }
        let table = compile(book, policy)?.digest();
        Ok(Some(SignedTerms {
            subject: Digest::of(book.subject.as_str().as_bytes()),
            as_of: book.as_of.unix(),
            currency,
            custodians: Digest(custodians.finalize().into()),
            book: digest(book)?,
            policy: digest(policy)?,
            table: table.map_err(CompileError::Table)?,
        }))
    }

    /// Digest of the book.
    pub fn book(&self) -> Digest {
        self.book
    }

    /// Digest of the policy.
    pub fn policy(&self) -> Digest {
        self.policy
    }

    /// Digest of the table that book and policy compile to.
    pub fn table(&self) -> Digest {
        self.table
    }

    /// As messages and contexts have them: 32 bytes of SHA-256 of the subject, the as-of time in seconds (8, big-endian), the
    /// currency (12, zeros behind), SHA-256 of the SHA-256 of every custodian, and the digests of book, policy and table.
    pub fn bytes(&self) -> [u8; TERMS_BYTES] {
        let mut out = Vec::with_capacity(TERMS_BYTES);
        out.extend(self.subject.as_bytes());
        out.extend(self.as_of.to_be_bytes());
        out.extend(self.currency);
        for digest in [&self.custodians, &self.book, &self.policy, &self.table] {
            out.extend(digest.as_bytes());
        }
        let mut bytes = [0; TERMS_BYTES];
        bytes.iter_mut().zip(out).for_each(|(to, byte)| *to = byte);
        bytes
    }

    /// The message that a custodian signs for a commitment.
    pub(super) fn message(&self, custodian: &Id, commitment: &PointBytes) -> Vec<u8> {
        let custodian = id_digest(custodian);
        let parts: [&[u8]; 4] = [
            DOMAIN,
            &self.bytes(),
            custodian.as_bytes(),
            commitment.as_bytes(),
        ];
        parts.concat()
    }
}

fn id_digest(id: &Id) -> Digest {
    Digest::of(id.as_str().as_bytes())
}
