//! What a custodian does: commit to its holdings, and sign the commitment.

use assay_circuits::BLINDERS;
use assay_statement::{
    attestation_message, digest, Attestation, Blinder, Book, CanonicalError, Commitment, HexBytes, Id, Kind, Opening,
    PointBytes, RowQuantity, Signature, V1,
};
use group::GroupEncoding;
use rand::rngs::SysRng;
use rand::TryRng;
use rand_core::UnwrapErr;
use thiserror::Error;

use crate::commitment::{Blinders, Committer};
use crate::holdings::{Aggregate, Index};
use crate::setup::SetupError;
use crate::signing::{SigningError, SigningKey};

/// Why there is no commitment or attestation.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CustodyError {
    /// The book's shape has no generators.
    #[error("shape: {0}")]
    Setup(#[from] SetupError),
    /// The book cannot be digested.
    #[error("{0}")]
    Digest(#[from] CanonicalError),
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes; nothing was made")]
    NoRandomness,
    /// The book has a row that its shape does not.
    #[error("rows: expected at most {buckets}, as the shape has, found more")]
    Row {
        /// Rows of the shape.
        buckets: usize,
    },
    /// The attestation to add to is for another commitment.
    #[error("{field}: expected the same in commitment and attestation, found another; each custodian and book needs its own attestation")]
    OtherCommitment {
        /// The field that differs.
        field: &'static str,
    },
    /// The key has already signed.
    #[error("custodian {custodian}: this key has already signed; name another key")]
    SignedTwice {
        /// The custodian.
        custodian: Id,
    },
    /// The signature failed.
    #[error("{0}")]
    Signing(#[from] SigningError),
}

/// The operating system's random numbers, after making sure that there are some.
///
/// # Errors
/// [`CustodyError::NoRandomness`].
pub fn system_rng() -> Result<UnwrapErr<SysRng>, CustodyError> {
    let mut probe = [0u8; 32];
    SysRng.try_fill_bytes(&mut probe).map_err(|_| CustodyError::NoRandomness)?;
    Ok(UnwrapErr(SysRng))
}

/// Commits to what a custodian holds, under fresh blinders. The opening is private.
///
/// # Errors
/// [`CustodyError`].
pub fn commit(book: &Book, index: &Index, holdings: &Aggregate) -> Result<(Commitment, Opening), CustodyError> {
    let committer = Committer::new(book.shape)?;
    let blinders = Blinders::random(&mut system_rng()?);
    let pairs = index.positions().zip(holdings.quantities.iter().copied());
    let point = committer.commit(pairs.clone(), &blinders).ok_or(CustodyError::Row {
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
        custodian: index.custodian().clone(),
        book: book_digest,
        quantities: rows.collect(),
        blinders: scalars,
    };
    let commitment = Commitment {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        custodian: index.custodian().clone(),
        book: book_digest,
        commitment: PointBytes(point.to_bytes()),
    };
    Ok((commitment, opening))
}

/// Signs a commitment with each key in turn; `existing` is an attestation that others have signed before.
///
/// # Errors
/// [`CustodyError`].
pub fn attest(commitment: &Commitment, existing: Option<Attestation>, keys: &[SigningKey]) -> Result<Attestation, CustodyError> {
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
        if attestation.signatures.iter().any(|s| s.public_key == public_key) {
            return Err(CustodyError::SignedTwice {
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

fn same_commitment(a: &Attestation, b: &Attestation) -> Result<(), CustodyError> {
    let fields = [
        ("subject", a.subject == b.subject),
        ("as_of", a.as_of == b.as_of),
        ("custodian", a.custodian == b.custodian),
        ("book", a.book == b.book),
        ("commitment", a.commitment == b.commitment),
    ];
    match fields.into_iter().find(|(_, same)| !same) {
        Some((field, _)) => Err(CustodyError::OtherCommitment { field }),
        None => Ok(()),
    }
}
