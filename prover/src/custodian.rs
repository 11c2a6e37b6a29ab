//! What a custodian does: it commits to its holdings, and signs the commitment.

mod error;

use assay_circuits::BLINDERS;
use assay_statement::{
    attestation_message, digest, Attestation, Blinder, Book, Commitment, Digest, HexBytes, Id,
    Kind, Opening, Policy, RowQuantity, Signature, SignedTerms, SuiteName, V1,
};
use assay_verifier::suites::DocumentSuite;

use crate::commitment::{Blinders, Committer};
use crate::opening::{blinders, commitment_of};
use crate::randomness::system_rng;
use crate::signing::SigningKey;
use crate::suite::ProverSuite;
use crate::suites::in_suite;
use crate::zeroizing::zeroize_stack_after;

pub use error::CustodianError;

/// Commits to what a custodian holds, under fresh blinders.
///
/// `quantities` has one integer for each of the custodian's rows, in the order of [`Book::positions_of`], in units of
/// `10^-quantity_decimals` of the row: what it holds and, for each row of the book's income, what it held throughout. The commitment is for the custodian to sign with [`attest`]. The opening is private:
/// only the custodian, the issuer that proves and its auditors may see it.
///
/// # Errors
/// [`CustodianError`].
pub fn commit(
    book: &Book,
    custodian: &Id,
    quantities: &[u64],
) -> Result<(Commitment, Opening), CustodianError> {
    zeroize_stack_after(|| in_suite!(book.suite, S => commit_in::<S>(book, custodian, quantities)))
}

fn commit_in<S: ProverSuite + DocumentSuite>(
    book: &Book,
    custodian: &Id,
    quantities: &[u64],
) -> Result<(Commitment, Opening), CustodianError> {
    // Lists of a known length: one that grows would leave copies of quantities behind.
    let positions: Vec<usize> = book.positions_of(custodian).collect();
    if quantities.len() != positions.len() {
        return Err(CustodianError::Quantities {
            expected: positions.len(),
            found: quantities.len(),
        });
    }
    let committer = Committer::<S>::new(book.shape)?;
    let blinders = Blinders::random(&mut system_rng()?);
    let pairs = positions.iter().copied().zip(quantities.iter().copied());
    let point = committer
        .commit(pairs.clone(), &blinders)
        .ok_or(CustodianError::Row {
            buckets: book.shape.buckets(),
        })?;
    let book_digest = digest(book)?;
    let rows = pairs.map(|(row, quantity)| RowQuantity {
        row: row as u32, // below 2^14
        quantity,
    });
    let scalars: [Blinder; BLINDERS] = blinders.to_bytes().map(Blinder);
    let opening = Opening {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        custodian: custodian.clone(),
        book: book_digest,
        quantities: rows.collect(),
        blinders: scalars,
    };
    let commitment = Commitment {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        custodian: custodian.clone(),
        book: book_digest,
        commitment: S::point_bytes(&point),
    };
    Ok((commitment, opening))
}

/// Checks what a signer should know before signing: that the commitment is for `book`, and that `opening` opens it.
///
/// # Errors
/// [`CustodianError::OtherBook`], [`CustodianError::OtherCustodian`], [`CustodianError::Opening`], [`CustodianError::Blinder`],
/// [`CustodianError::OpeningMismatch`]; also if the book has no digest or its shape no generators.
pub fn check_commitment(
    commitment: &Commitment,
    book: &Book,
    opening: &Opening,
) -> Result<(), CustodianError> {
    let book_digest = check_book(commitment, book)?;
    if opening.custodian != commitment.custodian {
        return Err(CustodianError::OtherCustodian {
            expected: commitment.custodian.clone(),
            found: opening.custodian.clone(),
        });
    }
    opening.check(book, &book_digest)?;
    zeroize_stack_after(|| in_suite!(book.suite, S => opens::<S>(commitment, book, opening)))
}

/// That a commitment is for a book, whose digest it returns.
fn check_book(commitment: &Commitment, book: &Book) -> Result<Digest, CustodianError> {
    let book_digest = digest(book)?;
    let length = commitment.commitment.as_bytes().len();
    let fields = [
        ("subject", commitment.subject == book.subject),
        ("as_of", commitment.as_of == book.as_of),
        ("book", commitment.book == book_digest),
        ("suite", length == book.suite.point_bytes()),
    ];
    match fields.into_iter().find(|(_, same)| !same) {
        Some((field, _)) => Err(CustodianError::OtherBook { field }),
        None => Ok(book_digest),
    }
}

fn opens<S: ProverSuite + DocumentSuite>(
    commitment: &Commitment,
    book: &Book,
    opening: &Opening,
) -> Result<(), CustodianError> {
    let blinders = blinders(opening).ok_or(CustodianError::Blinder)?;
    commitment_of(&Committer::<S>::new(book.shape)?, opening, &blinders)
        .filter(|point| *point == commitment.commitment)
        .map(drop)
        .ok_or_else(|| CustodianError::OpeningMismatch {
            custodian: commitment.custodian.clone(),
        })
}

/// What a custodian signs besides its commitment: nothing in the suite `vesta`, in others the [`SignedTerms`] of book and
/// policy, which are computed here from both and taken from nobody.
///
/// # Errors
/// [`CustodianError::OtherBook`] and [`CustodianError::NotOfBook`] if the commitment is not for the book,
/// [`CustodianError::NotSigned`] if a policy is given that no signature would cover, [`CustodianError::Terms`].
pub fn terms_to_sign(
    commitment: &Commitment,
    book: &Book,
    policy: Option<&Policy>,
) -> Result<Option<SignedTerms>, CustodianError> {
    check_book(commitment, book)?;
    if book.custodian_index(&commitment.custodian).is_none() {
        return Err(CustodianError::NotOfBook {
            custodian: commitment.custodian.clone(),
        });
    }
    let suite = book.suite;
    match policy {
        Some(_) if !suite.signs_terms() => Err(CustodianError::NotSigned { suite }),
        _ => Ok(SignedTerms::of(book, policy)?),
    }
}

/// Signs a commitment with each key in turn, and the terms that [`terms_to_sign`] gives; without a book only in the suite
/// `vesta`. `existing` is an attestation of the same commitment that others have signed before; the signatures are added to it.
///
/// # Errors
/// [`CustodianError`].
pub fn attest(
    commitment: &Commitment,
    documents: Option<(&Book, &Policy)>,
    existing: Option<Attestation>,
    keys: &[SigningKey],
) -> Result<Attestation, CustodianError> {
    let suite = suite_of(commitment);
    let terms = match documents {
        Some((book, policy)) => terms_to_sign(commitment, book, Some(policy))?,
        None if suite.signs_terms() => return Err(CustodianError::TermsNeeded { suite }),
        None => None,
    };
    let unsigned = Attestation::unsigned(commitment, terms.as_ref());
    let mut attestation = match existing {
        None => unsigned,
        Some(existing) => {
            same_commitment(&existing, &unsigned)?;
            existing
        }
    };
    let message = attestation_message(&attestation, terms.as_ref());
    for key in keys {
        let scheme = key.scheme();
        if !suite.allows(scheme) {
            return Err(CustodianError::Scheme { scheme, suite });
        }
        let public_key = HexBytes(key.public_key());
        if attestation
            .signatures
            .iter()
            .any(|s| s.public_key == public_key)
        {
            return Err(CustodianError::SignedTwice {
                custodian: attestation.custodian.clone(),
            });
        }
        attestation.signatures.push(Signature {
            scheme,
            public_key,
            signature: HexBytes(key.sign(&message)?.to_vec()),
        });
    }
    Ok(attestation)
}

/// The suite of a commitment, by the length of its point.
fn suite_of(commitment: &Commitment) -> SuiteName {
    let length = commitment.commitment.as_bytes().len();
    let mut all = SuiteName::ALL.into_iter();
    // Points have no other lengths.
    all.find(|suite| suite.point_bytes() == length)
        .unwrap_or_default()
}

fn same_commitment(a: &Attestation, b: &Attestation) -> Result<(), CustodianError> {
    let fields = [
        ("subject", a.subject == b.subject),
        ("as_of", a.as_of == b.as_of),
        ("custodian", a.custodian == b.custodian),
        ("book", a.book == b.book),
        ("policy", a.policy == b.policy),
        ("table", a.table == b.table),
        ("commitment", a.commitment == b.commitment),
    ];
    match fields.into_iter().find(|(_, same)| !same) {
        Some((field, _)) => Err(CustodianError::OtherCommitment { field }),
        None => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
