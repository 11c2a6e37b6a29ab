//! The genuine reports of the test vectors, and everything that a proof of them is about.

use std::sync::OnceLock;

use assay_circuits::Shape;
use assay_statement::{
    compile_with_supply, digest, parse_document, Digest, Program, Registry, Report,
};
use assay_verifier::{
    ColumnCommitments, DocumentDigests, Instance, ProofError, RerandomizedCommitments, VerifyingKey,
};
use group::GroupEncoding;
use pasta_curves::{EqAffine, Fp};

/// A report that verifies.
pub(crate) struct Genuine {
    pub(crate) report: Report,
    pub(crate) program: Program,
    pub(crate) commitments: Vec<EqAffine>,
    pub(crate) refreshed: RerandomizedCommitments,
    pub(crate) columns: ColumnCommitments,
    pub(crate) context: Fp,
    pub(crate) proof: Vec<u8>,
}

impl Genuine {
    fn read(text: &str) -> Genuine {
        let report: Report = parse_document(text.as_bytes()).unwrap();
        let compiled = compile_with_supply(&report.book, &report.policy, &report.supply).unwrap();
        let digests = DocumentDigests::of(
            &report.book,
            &report.policy,
            &report.supply,
            &report.attestations,
        )
        .unwrap();
        let commitments: Vec<EqAffine> = report
            .attestations
            .iter()
            .map(|attestation| point(attestation.commitment.as_bytes()))
            .collect();
        let context = digests
            .context(&compiled.program, &commitments, report.previous)
            .unwrap();
        Genuine {
            program: compiled.program,
            commitments,
            refreshed: RerandomizedCommitments {
                quantities: point(report.refreshed.quantities.as_bytes()),
                tagged: point(report.refreshed.tagged.as_bytes()),
            },
            columns: ColumnCommitments {
                tags: point(report.columns.tags.as_bytes()),
                weights: report
                    .columns
                    .weights
                    .iter()
                    .map(|p| point(p.as_bytes()))
                    .collect(),
            },
            context,
            proof: report.proof.0.clone(),
            report,
        }
    }

    /// What the proof is about.
    pub(crate) fn instance(&self) -> Instance<'_> {
        Instance {
            program: &self.program,
            custodian_commitments: &self.commitments,
            rerandomized: self.refreshed,
            columns: &self.columns,
            context: self.context,
        }
    }

    /// Verifies another proof of the same statement.
    pub(crate) fn verify(&self, proof: &[u8]) -> Result<(), ProofError> {
        assay_verifier::verify_proof(key(), &self.instance(), proof)
    }

    /// All points of the report.
    pub(crate) fn points(&self) -> Vec<EqAffine> {
        let own = [
            self.refreshed.quantities,
            self.refreshed.tagged,
            self.columns.tags,
        ];
        let lists = [&self.commitments, &self.columns.weights];
        own.into_iter()
            .chain(lists.into_iter().flatten().copied())
            .collect()
    }
}

fn point(bytes: &[u8]) -> EqAffine {
    EqAffine::from_bytes(bytes.try_into().unwrap()).unwrap()
}

/// `test-vectors/report/report.json`.
pub(crate) fn report() -> &'static Genuine {
    static REPORT: OnceLock<Genuine> = OnceLock::new();
    REPORT.get_or_init(|| Genuine::read(include_str!("../../test-vectors/report/report.json")))
}

/// `test-vectors/report/successor.json`: the same holdings and documents, another context and proof.
pub(crate) fn successor() -> &'static Genuine {
    static SUCCESSOR: OnceLock<Genuine> = OnceLock::new();
    SUCCESSOR
        .get_or_init(|| Genuine::read(include_str!("../../test-vectors/report/successor.json")))
}

/// Digests of all reports of the test vectors that hold.
pub(crate) fn digests() -> &'static [Digest] {
    static DIGESTS: OnceLock<Vec<Digest>> = OnceLock::new();
    DIGESTS.get_or_init(|| {
        let others = [
            include_str!("../../test-vectors/report/next-day.json"),
            include_str!("../../test-vectors/report/all-rules.json"),
            include_str!("../../test-vectors/report/bands.json"),
            include_str!("../../test-vectors/report/payables.json"),
            include_str!("../../test-vectors/report/income.json"),
        ];
        let others = others.map(|text| parse_document::<Report>(text.as_bytes()).unwrap());
        [&report().report, &successor().report]
            .into_iter()
            .chain(&others)
            .map(|report| digest(report).unwrap())
            .collect()
    })
}

/// Digest of the book of both.
pub(crate) fn book_digest() -> Digest {
    static DIGEST: OnceLock<Digest> = OnceLock::new();
    *DIGEST.get_or_init(|| digest(&report().report.book).unwrap())
}

/// `test-vectors/report/registry.json`.
pub(crate) fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        parse_document(include_bytes!("../../test-vectors/report/registry.json")).unwrap()
    })
}

/// The key of shape (7, 4), the shape of both reports.
pub(crate) fn key() -> &'static VerifyingKey {
    static KEY: OnceLock<VerifyingKey> = OnceLock::new();
    KEY.get_or_init(|| VerifyingKey::standard(Shape::STANDARD[0]).unwrap())
}
