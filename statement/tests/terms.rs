//! What custodians sign in the suite `bls12-381`, byte for byte.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::rules::Coverage;
use assay_statement::*;
use assay_testkit::documents::{book, policy};
use proptest::prelude::*;

const POINT: [u8; 96] = [7; 96];

fn documents() -> (Book, Policy) {
    let book = Book {
        suite: SuiteName::Bls12381,
        ..book()
    };
    let coverage = Coverage {
        min_ratio: "1.00".parse().unwrap(),
        haircuts_bps: Default::default(),
        haircuts_by_days: Vec::new(),
    };
    (book, policy(vec![Rule::Coverage(coverage)]))
}

fn terms(book: &Book, policy: &Policy) -> SignedTerms {
    SignedTerms::of(book, Some(policy)).unwrap().unwrap()
}

fn commitment(book: &Book) -> Commitment {
    Commitment {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        custodian: book.custodians[1].clone(),
        book: digest(book).unwrap(),
        commitment: POINT.into(),
    }
}

fn message(book: &Book, policy: &Policy) -> Vec<u8> {
    let terms = terms(book, policy);
    let attestation = Attestation::unsigned(&commitment(book), Some(&terms));
    attestation_message(&attestation, Some(&terms))
}

#[test]
fn the_message_has_every_field_at_its_place() {
    let (book, policy) = documents();
    let sha256 = |text: &str| Digest::of(text.as_bytes()).0;
    let custodians: Vec<u8> = book
        .custodians
        .iter()
        .flat_map(|id| sha256(id.as_str()))
        .collect();
    assert_eq!(custodians.len(), 64);
    let mut expected = b"assay/v1/bls12-381/attestation".to_vec();
    assert_eq!(expected.len(), 30);
    expected.extend(sha256("fund:example"));
    // 2026-03-31T21:00:00Z
    expected.extend(1_774_990_800i64.to_be_bytes());
    expected.extend(b"USD\0\0\0\0\0\0\0\0\0");
    expected.extend(Digest::of(&custodians).0);
    expected.extend(digest(&book).unwrap().0);
    expected.extend(digest(&policy).unwrap().0);
    expected.extend(compile(&book, &policy).unwrap().digest().unwrap().0);
    assert_eq!(terms(&book, &policy).bytes()[..], expected[30..]);
    expected.extend(sha256("bank-b"));
    expected.extend(POINT);
    assert_eq!(expected.len(), 338);
    assert_eq!(message(&book, &policy), expected);
    assert_eq!(
        Digest::of(&expected).to_string(),
        "baf8a50c79601dfa619b0df3bc41c03d27dbe2c8a019d575b3c3bf8ebf73b583"
    );
}

#[test]
fn every_field_changes_the_message() {
    let (book, policy) = documents();
    let good = message(&book, &policy);
    let mut others = Vec::new();
    let mut change = |change: fn(&mut Book, &mut Policy)| {
        let (mut book, mut policy) = (book.clone(), policy.clone());
        change(&mut book, &mut policy);
        others.push(message(&book, &policy));
    };
    change(|book, _| book.subject = "fund:other".parse().unwrap());
    change(|book, _| book.as_of = "2026-03-31T21:00:01Z".parse().unwrap());
    change(|book, _| book.currency = "EUR".parse().unwrap());
    change(|book, _| book.custodians.reverse());
    change(|book, _| book.rows[0].quantity_decimals = 3);
    change(|_, policy| policy.name = "Another".into());
    change(|_, policy| policy.rules.push(policy.rules[0].clone()));
    let terms = terms(&book, &policy);
    let attestation = Attestation::unsigned(&commitment(&book), Some(&terms));
    assert_eq!(attestation.policy, Some(terms.policy()));
    assert_eq!(attestation.table, Some(terms.table()));
    assert_eq!(attestation.book, terms.book());
    for (custodian, point) in [("bank-a", POINT), ("bank-b", [8; 96])] {
        let mut other = attestation.clone();
        other.custodian = custodian.parse().unwrap();
        other.commitment = point.into();
        others.push(attestation_message(&other, Some(&terms)));
    }
    others.push(attestation_message(&attestation, None));
    others.push(good);
    let count = others.len();
    others.sort();
    others.dedup();
    assert_eq!(others.len(), count);
}

#[test]
fn a_suite_that_signs_none_has_no_terms() {
    let (mut book, policy) = documents();
    assert_eq!(
        SignedTerms::of(&book, None),
        Err(TermsError::NoPolicy {
            suite: SuiteName::Bls12381
        })
    );
    book.suite = SuiteName::Vesta;
    assert_eq!(SignedTerms::of(&book, Some(&policy)), Ok(None));
    assert_eq!(SignedTerms::of(&book, None), Ok(None));
}

#[test]
fn the_suite_of_a_book_has_one_spelling() {
    let (mut book, _) = documents();
    let text = String::from_utf8(canonical(&book).unwrap()).unwrap();
    assert!(text.contains("\"suite\":\"bls12-381\""));
    assert_eq!(parse_document::<Book>(text.as_bytes()), Ok(book.clone()));
    for (other, expected) in [
        ("\"vesta\"", "leave the field out: without it the suite is"),
        ("\"bls12-377\"", "expected the suite"),
        ("null", "null"),
        ("7", "expected a suite"),
    ] {
        let text = text.replace("\"bls12-381\"", other);
        let error = parse_document::<Book>(text.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
    book.suite = SuiteName::Vesta;
    let text = String::from_utf8(canonical(&book).unwrap()).unwrap();
    assert!(!text.contains("suite"));
    assert_eq!(parse_document::<Book>(text.as_bytes()), Ok(book));
}

proptest! {
    #[test]
    fn points_have_one_spelling(bytes in proptest::collection::vec(any::<u8>(), 0..200), upper in any::<bool>()) {
        let mut text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        if upper {
            text = text.to_uppercase();
        }
        match text.parse::<PointBytes>() {
            Ok(point) => {
                prop_assert!([32, 96].contains(&bytes.len()));
                prop_assert_eq!(point.as_bytes(), &bytes[..]);
                prop_assert_eq!(point.to_string(), text);
            }
            Err(_) => prop_assert!(![32, 96].contains(&bytes.len()) || text != text.to_lowercase()),
        }
    }

    #[test]
    fn numbers_have_one_form(mantissa in any::<u128>(), decimals in 0..31u32, more in 0..40u32) {
        let value = Decimal::new(mantissa, decimals);
        let bytes = number_bytes(&value).unwrap();
        // The same value with zeros behind it has the same bytes.
        let zeros = Decimal::new(num_bigint::BigUint::from(10u32).pow(more), more);
        prop_assert_eq!(number_bytes(&(&value * &zeros)), Some(bytes));
        let (digits, places) = bytes.split_at(32);
        let read = Decimal::new(num_bigint::BigUint::from_bytes_be(digits), places[0].into());
        prop_assert!(read.cmp_value(&value).is_eq());
        prop_assert_eq!(&read.trimmed(), &read);
    }
}
