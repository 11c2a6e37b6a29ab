//! What a custodian does: it commits to its holdings, and signs the commitment.

mod error;

use assay_circuits::BLINDERS;
use assay_statement::{
    attestation_message, digest, Attestation, Blinder, Book, Commitment, HexBytes, Id, Kind,
    Opening, PointBytes, RowQuantity, Signature, V1,
};
use group::GroupEncoding;

use crate::document_suite::{Blinders, Committer};
use crate::opening::{blinders, commitment_of};
use crate::randomness::system_rng;
use crate::signing::SigningKey;
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
    zeroize_stack_after(|| commit_and_open(book, custodian, quantities))
}

fn commit_and_open(
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
    let committer = Committer::new(book.shape)?;
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
        commitment: PointBytes(point.to_bytes()),
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
    let book_digest = digest(book)?;
    let fields = [
        ("subject", commitment.subject == book.subject),
        ("as_of", commitment.as_of == book.as_of),
        ("book", commitment.book == book_digest),
    ];
    if let Some((field, _)) = fields.into_iter().find(|(_, same)| !same) {
        return Err(CustodianError::OtherBook { field });
    }
    if opening.custodian != commitment.custodian {
        return Err(CustodianError::OtherCustodian {
            expected: commitment.custodian.clone(),
            found: opening.custodian.clone(),
        });
    }
    opening.check(book, &book_digest)?;
    zeroize_stack_after(|| opens(commitment, book, opening))
}

fn opens(commitment: &Commitment, book: &Book, opening: &Opening) -> Result<(), CustodianError> {
    let blinders = blinders(opening).ok_or(CustodianError::Blinder)?;
    commitment_of(&Committer::new(book.shape)?, opening, &blinders)
        .filter(|point| *point == commitment.commitment)
        .map(drop)
        .ok_or_else(|| CustodianError::OpeningMismatch {
            custodian: commitment.custodian.clone(),
        })
}

/// Signs a commitment with each key in turn. `existing` is an attestation of the same commitment that others have signed
/// before; the signatures are added to it.
///
/// # Errors
/// [`CustodianError`].
pub fn attest(
    commitment: &Commitment,
    existing: Option<Attestation>,
    keys: &[SigningKey],
) -> Result<Attestation, CustodianError> {
    let unsigned = Attestation::unsigned(commitment);
    let mut attestation = match existing {
        None => unsigned,
        Some(existing) => {
            same_commitment(&existing, &unsigned)?;
            existing
        }
    };
    let message = attestation_message(&attestation);
    for key in keys {
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
            scheme: key.scheme(),
            public_key,
            signature: HexBytes(key.sign(&message)?.to_vec()),
        });
    }
    Ok(attestation)
}

fn same_commitment(a: &Attestation, b: &Attestation) -> Result<(), CustodianError> {
    let fields = [
        ("subject", a.subject == b.subject),
        ("as_of", a.as_of == b.as_of),
        ("custodian", a.custodian == b.custodian),
        ("book", a.book == b.book),
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
