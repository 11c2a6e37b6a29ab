use assay_statement::{OpeningError, Scheme, TermsError};
use assay_verifier::suites::{Bls12381, Suite, Vesta};
use group::GroupEncoding;

use super::*;

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
    let committer = Committer::<Vesta>::new(book.shape).unwrap();
    let point = committer.commit([(1, 1234)], &blinders).unwrap();
    assert_eq!(commitment.commitment.as_bytes(), point.to_bytes());
    let other = committer.commit([(1, 1235)], &blinders).unwrap();
    assert_ne!(commitment.commitment.as_bytes(), other.to_bytes());
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
        CustodianError::OtherBook { field: "subject" }
    ));
    let mut other = commitment.clone();
    other.as_of = "2026-11-20T22:00:01Z".parse().unwrap();
    assert!(matches!(
        refused(&other, &opening),
        CustodianError::OtherBook { field: "as_of" }
    ));
    let mut other = commitment.clone();
    other.book.0[0] ^= 1;
    assert!(matches!(
        refused(&other, &opening),
        CustodianError::OtherBook { field: "book" }
    ));

    let (south, _) = committed("south");
    assert!(matches!(
        refused(&south, &opening),
        CustodianError::OtherCustodian { expected, found } if expected == south.custodian && found == opening.custodian
    ));
    let mut other = opening.clone();
    other.book.0[0] ^= 1;
    assert!(matches!(
        refused(&commitment, &other),
        CustodianError::Opening(OpeningError::OtherBook { .. })
    ));
    let mut other = opening.clone();
    other.quantities.clear();
    assert!(matches!(
        refused(&commitment, &other),
        CustodianError::Opening(OpeningError::Rows { expected: 1, .. })
    ));
    let mut other = opening.clone();
    other.blinders[3].0 = [0xff; 32];
    assert!(matches!(
        refused(&commitment, &other),
        CustodianError::Blinder
    ));
    let mut other = opening.clone();
    other.quantities[0].quantity += 1;
    assert!(matches!(
        refused(&commitment, &other),
        CustodianError::OpeningMismatch { custodian } if custodian == commitment.custodian
    ));
    let (again, _) = committed("north");
    assert!(matches!(
        refused(&again, &opening),
        CustodianError::OpeningMismatch { .. }
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
    let one = attest(&commitment, None, None, core::slice::from_ref(&first)).unwrap();
    let two = attest(
        &commitment,
        None,
        Some(one.clone()),
        core::slice::from_ref(&second),
    )
    .unwrap();
    assert_eq!(two.signatures[0], one.signatures[0]);
    assert_eq!(
        two,
        attest(&commitment, None, None, &[first, second]).unwrap()
    );
}

#[test]
fn nobody_signs_twice_or_for_another_commitment() {
    let (commitment, _) = committed("north");
    let key = key();
    let one = attest(&commitment, None, None, core::slice::from_ref(&key)).unwrap();
    let again = attest(
        &commitment,
        None,
        Some(one.clone()),
        core::slice::from_ref(&key),
    );
    assert!(matches!(again, Err(CustodianError::SignedTwice { .. })));
    for (custodian, field) in [("south", "custodian"), ("north", "commitment")] {
        let refused = attest(
            &committed(custodian).0,
            None,
            Some(one.clone()),
            core::slice::from_ref(&key),
        );
        assert!(matches!(refused, Err(CustodianError::OtherCommitment { field: f }) if f == field));
    }
}

/// The same book in the suite bls12-381, and a policy for it.
fn of_suite() -> (Book, Policy) {
    let book = Book {
        suite: SuiteName::Bls12381,
        ..book()
    };
    let json = serde_json::json!({
        "assay": "v1", "kind": "policy", "name": "Test", "status": "proposed",
        "rules": [{ "rule": "coverage", "min_ratio": "1.00" }],
    });
    let policy = assay_statement::parse_document(json.to_string().as_bytes()).unwrap();
    (book, policy)
}

#[test]
fn a_commitment_is_of_the_suite_of_its_book() {
    let (book, _) = of_suite();
    let (commitment, opening) = commit(&book, &"north".parse().unwrap(), &[1234]).unwrap();
    assert_eq!(
        commitment.commitment.as_bytes().len(),
        Bls12381::POINT_BYTES
    );
    check_commitment(&commitment, &book, &opening).unwrap();
    let mut other = opening.clone();
    other.quantities[0].quantity += 1;
    assert!(matches!(
        check_commitment(&commitment, &book, &other),
        Err(CustodianError::OpeningMismatch { .. })
    ));
    // Not below the order, in the order of bytes of the suite.
    let mut other = opening.clone();
    other.blinders[2].0 = [0xff; 32];
    assert!(matches!(
        check_commitment(&commitment, &book, &other),
        Err(CustodianError::Blinder)
    ));
    let mut other = commitment;
    other.commitment = [1; 32].into();
    assert!(matches!(
        check_commitment(&other, &book, &opening),
        Err(CustodianError::OtherBook { field: "suite" })
    ));
}

#[test]
fn what_a_contract_reads_is_signed() {
    let (book, policy) = of_suite();
    let (commitment, _) = commit(&book, &"north".parse().unwrap(), &[1234]).unwrap();
    let key = key();
    let documents = Some((&book, &policy));
    let made = attest(&commitment, documents, None, core::slice::from_ref(&key)).unwrap();
    let terms = terms_to_sign(&commitment, &book, Some(&policy))
        .unwrap()
        .unwrap();
    assert_eq!(
        (made.policy, made.table),
        (Some(terms.policy()), Some(terms.table()))
    );
    let message = attestation_message(&made, Some(&terms));
    assert_eq!(
        made.signatures[0].signature.as_bytes(),
        key.sign(&message).unwrap()
    );

    let refused = attest(&commitment, None, None, core::slice::from_ref(&key));
    assert!(matches!(refused, Err(CustodianError::TermsNeeded { .. })));
    let ed25519 = SigningKey::generate(Scheme::Ed25519).unwrap();
    let refused = attest(&commitment, documents, None, &[ed25519]);
    assert!(matches!(
        refused,
        Err(CustodianError::Scheme {
            scheme: Scheme::Ed25519,
            suite: SuiteName::Bls12381
        })
    ));
    // Another policy is another attestation.
    let mut other = policy.clone();
    other.name = "Another".into();
    let refused = attest(&commitment, Some((&book, &other)), Some(made), &[key]);
    assert!(matches!(
        refused,
        Err(CustodianError::OtherCommitment { field: "policy" })
    ));
}

#[test]
fn nothing_is_signed_for_another_book_or_without_cover() {
    let (book, policy) = of_suite();
    let (commitment, _) = commit(&book, &"north".parse().unwrap(), &[1234]).unwrap();
    let refused = |commitment: &Commitment, book: &Book, policy: Option<&Policy>| {
        terms_to_sign(commitment, book, policy).unwrap_err()
    };
    let mut other = book.clone();
    other.rows[0].quantity_decimals = 3;
    assert!(matches!(
        refused(&commitment, &other, Some(&policy)),
        CustodianError::OtherBook { field: "book" }
    ));
    let mut stranger = commitment.clone();
    stranger.custodian = "west".parse().unwrap();
    assert!(matches!(
        refused(&stranger, &book, Some(&policy)),
        CustodianError::NotOfBook { .. }
    ));
    assert!(matches!(
        refused(&commitment, &book, None),
        CustodianError::Terms(TermsError::NoPolicy { .. })
    ));
    let (vesta, _) = committed("north");
    assert!(matches!(
        refused(&vesta, &self::book(), Some(&policy)),
        CustodianError::NotSigned {
            suite: SuiteName::Vesta
        }
    ));
    assert_eq!(terms_to_sign(&vesta, &self::book(), None).unwrap(), None);
}
