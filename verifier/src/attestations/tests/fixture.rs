use alloc::vec;
use alloc::vec::Vec;

use assay_circuits::Shape;
use assay_statement::{digest, Kind, PointBytes, Scheme, SuiteName, Timestamp, V1};

use super::super::*;
use crate::signature::RustSignatures;
use crate::test_keys::TestKey;

pub(super) const NAMES: [&str; 3] = ["bank-a", "bank-b", "bank-c"];

/// Three custodians, one per scheme: `bank-a` 1 of 1, `bank-b` 2 of 3 with all schemes, `bank-c` 1 of 2.
pub(super) struct Fixture {
    pub(super) book: Book,
    pub(super) registry: Registry,
    pub(super) keys: Vec<Vec<TestKey>>,
    pub(super) attestations: Vec<Attestation>,
}

pub(super) fn id(name: &str) -> Id {
    name.parse().unwrap()
}

pub(super) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

impl Fixture {
    pub(super) fn new() -> Fixture {
        let book = Book {
            assay: V1,
            kind: Kind::new(),
            subject: "fund:x".parse().unwrap(),
            as_of: time("2026-03-31T21:00:00Z"),
            currency: "USD".parse().unwrap(),
            suite: SuiteName::default(),
            shape: Shape::STANDARD[0],
            custodians: NAMES.map(id).to_vec(),
            countries: Default::default(),
            rows: Vec::new(),
            income: None,
        };
        let keys = vec![
            vec![TestKey::new(Scheme::Ed25519, 1)],
            vec![
                TestKey::new(Scheme::Secp256k1, 2),
                TestKey::new(Scheme::P256, 3),
                TestKey::new(Scheme::Ed25519, 4),
            ],
            vec![
                TestKey::new(Scheme::P256, 5),
                TestKey::new(Scheme::Secp256k1, 6),
            ],
        ];
        let (from, to) = (time("2026-01-01T00:00:00Z"), time("2026-12-31T23:59:59Z"));
        let custodians = NAMES
            .iter()
            .zip([1, 2, 1])
            .zip(&keys)
            .map(|((name, threshold), keys)| RegistryCustodian {
                id: id(name),
                threshold,
                keys: keys.iter().map(|key| key.registered(from, to)).collect(),
            })
            .collect();
        let registry = Registry {
            assay: V1,
            kind: Kind::new(),
            subject: book.subject.clone(),
            custodians,
            policy: None,
            tokens: Vec::new(),
            least_value_per_token: None,
        };
        let mut fixture = Fixture {
            book,
            registry,
            keys,
            attestations: Vec::new(),
        };
        for (index, signers) in [&[0][..], &[0, 1], &[1]].iter().enumerate() {
            let attestation = fixture.attest(index, signers);
            fixture.attestations.push(attestation);
        }
        fixture
    }

    pub(super) fn unsigned(&self, custodian: usize) -> Attestation {
        Attestation {
            assay: V1,
            kind: Kind::new(),
            subject: self.book.subject.clone(),
            as_of: self.book.as_of,
            custodian: self.book.custodians[custodian].clone(),
            book: digest(&self.book).unwrap(),
            policy: None,
            table: None,
            commitment: PointBytes::from([custodian as u8; 32]),
            signatures: Vec::new(),
        }
    }

    pub(super) fn attest(&self, custodian: usize, signers: &[usize]) -> Attestation {
        self.sign(self.unsigned(custodian), custodian, signers)
    }

    pub(super) fn sign(
        &self,
        mut attestation: Attestation,
        custodian: usize,
        signers: &[usize],
    ) -> Attestation {
        for &signer in signers {
            self.keys[custodian][signer].attest(&mut attestation);
        }
        attestation
    }

    pub(super) fn check(&self) -> Result<Vec<SignatureCount>, AttestationError> {
        let attested = AttestedBook::of(&self.book, None).unwrap();
        check_attestations(
            &attested,
            &self.attestations,
            &self.registry,
            &RustSignatures,
        )
    }

    /// Asserts the error and its code.
    pub(super) fn refused(&self, code: &str, error: AttestationError) {
        assert_eq!(error.code(), code);
        assert_eq!(self.check(), Err(error));
    }
}
