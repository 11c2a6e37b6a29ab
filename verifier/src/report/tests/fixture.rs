use alloc::vec;

use assay_circuits::Shape;
use assay_statement::rules::Coverage;
use assay_statement::{
    digest, Attestation, Book, BookEntry, BookRow, ColumnCommitments as EncodedColumns, HexBytes,
    InstrumentKind, Kind, PointBytes, Policy, PolicyStatus, Registry, RegistryCustodian, Report,
    RerandomizedCommitments as EncodedPair, Rule, Scheme, Subject, SuiteName, Supply, SupplyEntry,
    Timestamp, V1,
};
use group::{Curve, Group, GroupEncoding};
use pasta_curves::{Eq, Fp};

use crate::error::ProofError;
use crate::report::*;
use crate::test_keys::TestKey;
use crate::VerifyingKey;

pub(super) const AS_OF: &str = "2026-03-31T21:00:00Z";

pub(super) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The encoding of `n G`.
pub(super) fn bytes(n: u64) -> PointBytes {
    PointBytes::from((Eq::generator() * Fp::from(n)).to_affine().to_bytes())
}

/// No point: `x` is not below the modulus of its field.
pub(super) const NO_POINT: PointBytes = PointBytes::Compressed([0x7f; 32]);
pub(super) const IDENTITY: PointBytes = PointBytes::Compressed([0; 32]);

pub(super) fn row(custodian: &str) -> BookRow {
    BookRow {
        custodian: custodian.parse().unwrap(),
        instrument: "USD".parse().unwrap(),
        kind: InstrumentKind::Cash,
        maturity: None,
        reset: None,
        demand: None,
        price: "1.00".parse().unwrap(),
        quantity_decimals: 2,
        institution: Some("bank".parse().unwrap()),
    }
}

/// A report that is right in everything but its proof, which is all zeros, and the registry for it.
pub(super) struct Fixture {
    pub(super) report: Report,
    pub(super) registry: Registry,
    keys: [TestKey; 2],
}

impl Fixture {
    pub(super) fn new() -> Fixture {
        Fixture::with(|_| ())
    }

    /// Changes the documents before the custodians sign.
    pub(super) fn with(change: impl FnOnce(&mut Report)) -> Fixture {
        let subject: Subject = "fund:x".parse().unwrap();
        let shape = Shape::STANDARD[0];
        let custodians = ["bank-a", "bank-b"];
        let mut report = Report {
            assay: V1,
            kind: Kind::new(),
            book: Book {
                assay: V1,
                kind: Kind::new(),
                subject: subject.clone(),
                as_of: time(AS_OF),
                currency: "USD".parse().unwrap(),
                suite: SuiteName::default(),
                shape,
                custodians: custodians.map(|c| c.parse().unwrap()).to_vec(),
                countries: Default::default(),
                rows: custodians.map(row).to_vec(),
                income: None,
            },
            policy: Policy {
                assay: V1,
                kind: Kind::new(),
                name: "cover".into(),
                source: None,
                status: PolicyStatus::Proposed,
                rules: vec![Rule::Coverage(Coverage {
                    min_ratio: "1.00".parse().unwrap(),
                    haircuts_bps: Default::default(),
                    haircuts_by_days: Vec::new(),
                })],
            },
            supply: Supply {
                assay: V1,
                kind: Kind::new(),
                subject: subject.clone(),
                as_of: time(AS_OF),
                currency: "USD".parse().unwrap(),
                entries: vec![SupplyEntry::BookEntry(BookEntry {
                    registrar: "registrar".parse().unwrap(),
                    quantity: "1000".parse().unwrap(),
                })],
                value_per_token: "1.00".parse().unwrap(),
            },
            attestations: Vec::new(),
            refreshed: EncodedPair {
                quantities: bytes(3),
                tagged: bytes(4),
            },
            columns: EncodedColumns {
                tags: bytes(5),
                weights: (6..6 + shape.rules() as u64).map(bytes).collect(),
            },
            previous: None,
            proof: HexBytes(vec![0; VerifyingKey::proof_bytes(shape)]),
        };
        change(&mut report);
        let keys = [
            TestKey::new(Scheme::Ed25519, 1),
            TestKey::new(Scheme::P256, 2),
        ];
        let registry = Registry {
            assay: V1,
            kind: Kind::new(),
            subject,
            custodians: custodians
                .iter()
                .zip(&keys)
                .map(|(id, key)| RegistryCustodian {
                    id: id.parse().unwrap(),
                    threshold: 1,
                    keys: vec![key.registered(time(AS_OF), time(AS_OF))],
                })
                .collect(),
            policy: None,
            tokens: Vec::new(),
            least_value_per_token: None,
        };
        let mut fixture = Fixture {
            report,
            registry,
            keys,
        };
        fixture.attest([bytes(1), bytes(2)]);
        fixture
    }

    pub(super) fn attest(&mut self, commitments: [PointBytes; 2]) {
        let book = &self.report.book;
        let attestations = book.custodians.iter().zip(commitments).zip(&self.keys);
        self.report.attestations = attestations
            .map(|((custodian, commitment), key)| {
                let mut attestation = Attestation {
                    assay: V1,
                    kind: Kind::new(),
                    subject: book.subject.clone(),
                    as_of: book.as_of,
                    custodian: custodian.clone(),
                    book: digest(book).unwrap(),
                    policy: None,
                    table: None,
                    commitment,
                    signatures: Vec::new(),
                };
                key.attest(&mut attestation);
                attestation
            })
            .collect();
    }

    pub(super) fn verify(
        &self,
        options: &VerifyOptions<'_>,
    ) -> Result<VerifiedReport, ReportError> {
        verify_report(&self.report, &self.registry, options)
    }

    /// Asserts the error and its code.
    pub(super) fn refused(&self, options: &VerifyOptions<'_>, code: &str, error: ReportError) {
        assert_eq!(error.code(), code);
        assert_eq!(self.verify(options), Err(error));
    }

    /// Asserts that everything is accepted but the proof: its first point, of zeros, is the identity.
    pub(super) fn reaches_the_proof(&self, options: &VerifyOptions<'_>) {
        let error = ReportError::Proof(ProofError::IdentityPoint);
        self.refused(options, "proof-malformed", error);
    }
}
