//! What a custodian does: commit to its holdings, and sign the commitment.

use assay_circuits::BLINDERS;
use assay_statement::{
    attestation_message, digest, Attestation, Blinder, Book, CanonicalError, Commitment, HexBytes,
    Id, Kind, Opening, OpeningError, PointBytes, RowQuantity, Signature, V1,
};
use group::GroupEncoding;
use rand::rngs::SysRng;
use rand::TryRng;
use rand_core::UnwrapErr;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::commitment::{Blinders, Committer};
use crate::setup::SetupError;
use crate::signing::{SigningError, SigningKey};
use crate::wipe;

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
    /// Not one quantity for each of the custodian's rows.
    #[error("quantities: expected {expected}, one for each row of the custodian, found {found}")]
    Quantities {
        /// Rows of the custodian.
        expected: usize,
        /// Quantities found.
        found: usize,
    },
    /// The attestation to add to is for another commitment.
    #[error("{field}: expected the same in commitment and attestation, found another; each custodian and book needs its own attestation")]
    OtherCommitment {
        /// The field that differs.
        field: &'static str,
    },
    /// The commitment is not one for the book.
    #[error("{field}: expected that of the book, found another")]
    OtherBook {
        /// `subject`, `as_of` or `book`.
        field: &'static str,
    },
    /// The opening is not one of the book.
    #[error("{0}")]
    Opening(#[from] OpeningError),
    /// The opening is of another custodian than the commitment.
    #[error("custodian: expected {expected}, as in the commitment, found {found}")]
    OtherCustodian {
        /// Custodian of the commitment.
        expected: Id,
        /// Custodian of the opening.
        found: Id,
    },
    /// A blinder of the opening is no canonical scalar.
    #[error(
        "blinders: expected scalars below the group order, found another; the file is damaged"
    )]
    Blinder,
    /// The opening opens another commitment.
    #[error(
        "does not open the commitment of {custodian}; use the pair that one assay commit wrote"
    )]
    NotItsOpening {
        /// Custodian of the commitment.
        custodian: Id,
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
    SysRng
        .try_fill_bytes(&mut probe)
        .map_err(|_| CustodyError::NoRandomness)?;
    Ok(UnwrapErr(SysRng))
}

/// Commits to what a custodian holds, under fresh blinders: one integer quantity for each of its rows, in the order of
/// [`Book::rows_of`]. The opening is private.
///
/// # Errors
/// [`CustodyError`].
pub fn commit(
    book: &Book,
    custodian: &Id,
    quantities: &[u64],
) -> Result<(Commitment, Opening), CustodyError> {
    wipe::after(|| commit_and_open(book, custodian, quantities))
}

fn commit_and_open(
    book: &Book,
    custodian: &Id,
    quantities: &[u64],
) -> Result<(Commitment, Opening), CustodyError> {
    // Lists of a known length: one that grows would leave copies of quantities behind.
    let positions: Vec<usize> = book.rows_of(custodian).map(|(row, _)| row).collect();
    if quantities.len() != positions.len() {
        return Err(CustodyError::Quantities {
            expected: positions.len(),
            found: quantities.len(),
        });
    }
    let committer = Committer::new(book.shape)?;
    let blinders = Blinders::random(&mut system_rng()?);
    let pairs = positions.iter().copied().zip(quantities.iter().copied());
    let point = committer
        .commit(pairs.clone(), &blinders)
        .ok_or(CustodyError::Row {
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

/// What a signer should know before signing: that the commitment is for `book`, and that `opening` opens it.
///
/// # Errors
/// [`CustodyError::OtherBook`], [`CustodyError::OtherCustodian`], [`CustodyError::Opening`], [`CustodyError::Blinder`],
/// [`CustodyError::NotItsOpening`]; also if the book has no digest or its shape no generators.
pub fn check_commitment(
    commitment: &Commitment,
    book: &Book,
    opening: &Opening,
) -> Result<(), CustodyError> {
    let book_digest = digest(book)?;
    let fields = [
        ("subject", commitment.subject == book.subject),
        ("as_of", commitment.as_of == book.as_of),
        ("book", commitment.book == book_digest),
    ];
    if let Some((field, _)) = fields.into_iter().find(|(_, same)| !same) {
        return Err(CustodyError::OtherBook { field });
    }
    if opening.custodian != commitment.custodian {
        return Err(CustodyError::OtherCustodian {
            expected: commitment.custodian.clone(),
            found: opening.custodian.clone(),
        });
    }
    opening.check(book, &book_digest)?;
    wipe::after(|| opens(commitment, book, opening))
}

fn opens(commitment: &Commitment, book: &Book, opening: &Opening) -> Result<(), CustodyError> {
    recompute(&Committer::new(book.shape)?, opening)?
        .filter(|point| *point == commitment.commitment)
        .map(drop)
        .ok_or_else(|| CustodyError::NotItsOpening {
            custodian: commitment.custodian.clone(),
        })
}

/// The commitment that an opening opens; `None` if a row is not one of the shape.
///
/// # Errors
/// [`CustodyError::Blinder`].
pub(crate) fn recompute(
    committer: &Committer,
    opening: &Opening,
) -> Result<Option<PointBytes>, CustodyError> {
    let bytes = Zeroizing::new([0, 1, 2, 3].map(|i: usize| opening.blinders[i].0));
    let blinders = Blinders::from_bytes(&bytes).ok_or(CustodyError::Blinder)?;
    let pairs = opening
        .quantities
        .iter()
        .map(|item| (item.row as usize, item.quantity));
    let point = committer.commit(pairs, &blinders);
    Ok(point.map(|point| PointBytes(point.to_bytes())))
}

/// Signs a commitment with each key in turn; `existing` is an attestation that others have signed before.
///
/// # Errors
/// [`CustodyError`].
pub fn attest(
    commitment: &Commitment,
    existing: Option<Attestation>,
    keys: &[SigningKey],
) -> Result<Attestation, CustodyError> {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_statement::Scheme;

    fn book() -> Book {
        let json = serde_json::json!({
            "assay": "v1", "kind": "book", "subject": "fund", "as_of": "2026-11-20T22:00:00Z", "currency": "USD",
            "shape": {"k": 7, "rules": 4}, "custodians": ["north", "south"],
            "rows": [
                {"custodian": "south", "instrument": "cash:a", "kind": "cash", "price": "1", "quantity_decimals": 2,
                 "institution": "bank"},
                {"custodian": "north", "instrument": "cash:b", "kind": "cash", "price": "1", "quantity_decimals": 2,
                 "institution": "bank"},
            ]
        });
        assay_statement::parse_document(json.to_string().as_bytes()).unwrap()
    }

    fn committed(custodian: &str) -> (Commitment, Opening) {
        commit(&book(), &custodian.parse().unwrap(), &[1234]).unwrap()
    }

    fn key() -> SigningKey {
        SigningKey::generate(Scheme::P256).unwrap()
    }

    #[test]
    fn an_opening_opens_its_commitment_and_belongs_to_the_book() {
        let book = book();
        let (commitment, opening) = committed("north");
        opening.check(&book, &digest(&book).unwrap()).unwrap();
        assert_eq!(
            (opening.quantities[0].row, opening.quantities[0].quantity),
            (1, 1234)
        );
        let bytes = [0, 1, 2, 3].map(|i: usize| opening.blinders[i].0);
        let blinders = Blinders::from_bytes(&bytes).unwrap();
        let committer = Committer::new(book.shape).unwrap();
        let point = committer.commit([(1, 1234)], &blinders).unwrap();
        assert_eq!(commitment.commitment.0, point.to_bytes());
        let other = committer.commit([(1, 1235)], &blinders).unwrap();
        assert_ne!(commitment.commitment.0, other.to_bytes());
    }

    #[test]
    fn a_signer_checks_what_there_is_to_sign() {
        let book = book();
        let (commitment, opening) = committed("north");
        check_commitment(&commitment, &book, &opening).unwrap();

        let refused = |commitment: &Commitment, opening: &Opening| {
            check_commitment(commitment, &book, opening).unwrap_err()
        };
        let mut other = commitment.clone();
        other.subject = "other".parse().unwrap();
        assert!(matches!(
            refused(&other, &opening),
            CustodyError::OtherBook { field: "subject" }
        ));
        let mut other = commitment.clone();
        other.as_of = "2026-11-20T22:00:01Z".parse().unwrap();
        assert!(matches!(
            refused(&other, &opening),
            CustodyError::OtherBook { field: "as_of" }
        ));
        let mut other = commitment.clone();
        other.book.0[0] ^= 1;
        assert!(matches!(
            refused(&other, &opening),
            CustodyError::OtherBook { field: "book" }
        ));

        let (south, _) = committed("south");
        assert!(matches!(
            refused(&south, &opening),
            CustodyError::OtherCustodian { expected, found } if expected == south.custodian && found == opening.custodian
        ));
        let mut other = opening.clone();
        other.book.0[0] ^= 1;
        assert!(matches!(
            refused(&commitment, &other),
            CustodyError::Opening(OpeningError::OtherBook { .. })
        ));
        let mut other = opening.clone();
        other.quantities.clear();
        assert!(matches!(
            refused(&commitment, &other),
            CustodyError::Opening(OpeningError::Rows { expected: 1, .. })
        ));
        let mut other = opening.clone();
        other.blinders[3].0 = [0xff; 32];
        assert!(matches!(
            refused(&commitment, &other),
            CustodyError::Blinder
        ));
        let mut other = opening.clone();
        other.quantities[0].quantity += 1;
        assert!(matches!(
            refused(&commitment, &other),
            CustodyError::NotItsOpening { custodian } if custodian == commitment.custodian
        ));
        let (again, _) = committed("north");
        assert!(matches!(
            refused(&again, &opening),
            CustodyError::NotItsOpening { .. }
        ));
    }

    #[test]
    fn commitments_to_the_same_holdings_are_not_alike() {
        assert_ne!(
            committed("north").0.commitment,
            committed("north").0.commitment
        );
    }

    #[test]
    fn signers_add_up() {
        let (commitment, _) = committed("north");
        let (first, second) = (key(), key());
        let one = attest(&commitment, None, core::slice::from_ref(&first)).unwrap();
        let two = attest(
            &commitment,
            Some(one.clone()),
            core::slice::from_ref(&second),
        )
        .unwrap();
        assert_eq!(two.signatures[0], one.signatures[0]);
        assert_eq!(two, attest(&commitment, None, &[first, second]).unwrap());
    }

    #[test]
    fn nobody_signs_twice_or_for_another_commitment() {
        let (commitment, _) = committed("north");
        let key = key();
        let one = attest(&commitment, None, core::slice::from_ref(&key)).unwrap();
        let again = attest(&commitment, Some(one.clone()), core::slice::from_ref(&key));
        assert!(matches!(again, Err(CustodyError::SignedTwice { .. })));
        for (custodian, field) in [("south", "custodian"), ("north", "commitment")] {
            let refused = attest(
                &committed(custodian).0,
                Some(one.clone()),
                core::slice::from_ref(&key),
            );
            assert!(
                matches!(refused, Err(CustodyError::OtherCommitment { field: f }) if f == field)
            );
        }
    }
}
