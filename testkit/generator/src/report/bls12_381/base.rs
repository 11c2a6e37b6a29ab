//! The reports that the vectors of the suite start from. All randomness has a seed, so the files are what the code makes.

use std::sync::OnceLock;

use assay_prover::low_level::suites::{Blinders, Committer, Prover, Witness};
use assay_statement::{
    attestation_message, compile_with_supply, digest, parse_document, pretty, Attestation, Book,
    ColumnCommitments, Commitment, Digest, HexBytes, Kind, PointBytes, Policy, Program, Registry,
    RegistryCustodian, RegistryKey, Report, RerandomizedCommitments, Scheme, Signature,
    SignedTerms, Supply, V1,
};
use assay_testkit::signing::key;
use assay_verifier::suites::{Bls12381, BoundDocuments, DocumentSuite, Suite};
use assay_verifier::{report_digest, DocumentDigests};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{json, Value};

use crate::files::holds;
use crate::report::all_rules;
use crate::report::base::{self as vesta, AS_OF, CUSTODIANS, NEXT_DAY, QUANTITIES, SUBJECT};

/// Where they are, in `report/`.
pub const FOLDER: &str = "bls12-381";
/// The reports: the first, its successor, and one of shape (8, 8) with payables and what was distributed.
pub const NAMES: [&str; 3] = ["report.json", "next-day.json", "all-rules.json"];
/// Real proofs by a prover that cheats: of more than the custodians signed for, and of half the supply.
pub const FORGED: [&str; 2] = ["inflated.json", "short.json"];

/// Keys of the two custodians, those that sign first, and how many must. The last is registered, and cannot sign.
pub const KEYS: [(&[(Scheme, u8)], u32); 2] = [
    (&[(Scheme::Secp256k1, 0x31)], 1),
    (
        &[
            (Scheme::P256, 0x32),
            (Scheme::Secp256k1, 0x33),
            (Scheme::P256, 0x34),
            (Scheme::Ed25519, 0x35),
        ],
        2,
    ),
];

/// The documents of a report before it is signed and proved.
#[derive(Clone)]
pub struct Documents {
    pub book: Book,
    pub policy: Policy,
    pub supply: Supply,
    /// One a row of the book.
    pub quantities: Vec<u64>,
    pub previous: Option<Digest>,
}

/// All of them, made once.
pub struct Base {
    pub documents: Documents,
    pub registry: Registry,
    pub report: Report,
    pub next_day: Report,
    pub all_rules: Report,
    /// Those of [`FORGED`].
    pub forged: [Report; 2],
}

pub fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(make)
}

fn make() -> Base {
    let documents = day(AS_OF);
    let report = prove(&documents, 1);
    let next_day = Documents {
        previous: Some(report_digest(&report).unwrap()),
        ..day(NEXT_DAY)
    };
    Base {
        registry: registry(),
        next_day: prove(&next_day, 2),
        all_rules: prove(&all_rules_of_the_suite(), 3),
        forged: [inflated(&documents), short(&documents)],
        report,
        documents,
    }
}

/// A document with something changed in its JSON.
pub fn changed<D: assay_statement::Document + serde::Serialize>(
    document: &D,
    change: impl FnOnce(&mut Value),
) -> D {
    let mut value = serde_json::from_str(&pretty(document).unwrap()).unwrap();
    change(&mut value);
    parse_document(value.to_string().as_bytes()).unwrap()
}

/// The documents of the base report of the suite `vesta`, on a day, in this suite.
fn day(as_of: &str) -> Documents {
    let base = vesta::base();
    Documents {
        book: changed(&base.book, |book| {
            book["suite"] = "bls12-381".into();
            book["as_of"] = as_of.into();
        }),
        policy: base.policy.clone(),
        supply: changed(&base.supply, |supply| supply["as_of"] = as_of.into()),
        quantities: QUANTITIES.to_vec(),
        previous: None,
    }
}

/// Those of `report/all-rules.json`, which has a bound of every factor but one, and with numbers of every kind.
fn all_rules_of_the_suite() -> Documents {
    let report = all_rules::report();
    let entries = [
        json!({ "entry": "payable", "reason": "fees", "amount": "1234.5670" }),
        json!({ "entry": "distributed", "reason": "paid", "amount": "0" }),
    ];
    Documents {
        book: changed(&report.book, |book| book["suite"] = "bls12-381".into()),
        policy: report.policy.clone(),
        supply: changed(&report.supply, |supply| {
            supply["entries"].as_array_mut().unwrap().extend(entries);
        }),
        quantities: all_rules::QUANTITIES.to_vec(),
        previous: None,
    }
}

fn registry() -> Registry {
    let time = |text: &str| text.parse().unwrap();
    let registered = |(scheme, seed): &(Scheme, u8)| RegistryKey {
        scheme: *scheme,
        public_key: HexBytes(key(*scheme, *seed).public_key()),
        not_before: time("2026-01-01T00:00:00Z"),
        not_after: time("2027-12-31T23:59:59Z"),
    };
    let custodians = CUSTODIANS.iter().zip(KEYS);
    let custodians = custodians.map(|(id, (keys, threshold))| RegistryCustodian {
        id: id.parse().unwrap(),
        threshold,
        keys: keys.iter().map(registered).collect(),
    });
    Registry {
        assay: V1,
        kind: Kind::new(),
        subject: SUBJECT.parse().unwrap(),
        custodians: custodians.collect(),
        policy: None,
        tokens: Vec::new(),
        least_value_per_token: None,
    }
}

/// What custodians of these documents sign.
pub fn terms(documents: &Documents) -> SignedTerms {
    let terms = SignedTerms::of(&documents.book, Some(&documents.policy));
    terms.unwrap().unwrap()
}

/// The attestation of a commitment, without signatures.
pub fn unsigned(documents: &Documents, custodian: usize, commitment: PointBytes) -> Attestation {
    let book = &documents.book;
    let commitment = Commitment {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        custodian: book.custodians[custodian].clone(),
        book: digest(book).unwrap(),
        commitment,
    };
    Attestation::unsigned(&commitment, Some(&terms(documents)))
}

/// The attestation with signatures over any message by these of the custodian's keys.
pub fn signed_over(
    mut attestation: Attestation,
    message: &[u8],
    custodian: usize,
    keys: &[usize],
) -> Attestation {
    attestation.signatures.clear();
    for at in keys {
        let (scheme, seed) = KEYS[custodian].0[*at];
        let key = key(scheme, seed);
        attestation.signatures.push(Signature {
            scheme,
            public_key: HexBytes(key.public_key()),
            signature: HexBytes(key.sign(message).unwrap().to_vec()),
        });
    }
    attestation
}

/// As many of the custodian's keys as must.
pub fn signers(custodian: usize) -> Vec<usize> {
    (0..KEYS[custodian].1 as usize).collect()
}

/// The attestation of a commitment, signed by as many keys as must.
pub fn attest(documents: &Documents, custodian: usize, commitment: PointBytes) -> Attestation {
    let attestation = unsigned(documents, custodian, commitment);
    let message = attestation_message(&attestation, Some(&terms(documents)));
    signed_over(attestation, &message, custodian, &signers(custodian))
}

/// A proof of ten times the cash.
fn inflated(documents: &Documents) -> Report {
    let mut quantities = documents.quantities.clone();
    quantities[2] *= 10;
    prove_that(documents, &program(documents), &quantities, 4)
}

/// A proof of the program for half of the tokens.
fn short(documents: &Documents) -> Report {
    let mut half = documents.clone();
    half.supply = changed(&half.supply, |supply| {
        supply["entries"][0]["raw"] = "48250000000000".into();
    });
    prove_that(documents, &program(&half), &documents.quantities, 5)
}

fn program(documents: &Documents) -> Program {
    let Documents {
        book,
        policy,
        supply,
        ..
    } = documents;
    compile_with_supply(book, policy, supply).unwrap().program
}

fn prove(documents: &Documents, seed: u64) -> Report {
    prove_that(documents, &program(documents), &documents.quantities, seed)
}

/// A report on these documents, whose proof is of this program and these quantities: a forgery, if they are others.
fn prove_that(documents: &Documents, program: &Program, claimed: &[u64], seed: u64) -> Report {
    let Documents {
        book,
        policy,
        supply,
        quantities,
        previous,
    } = documents;
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let committer = Committer::<Bls12381>::new(book.shape).unwrap();
    let mut blinders = Vec::new();
    let mut commitments: Vec<<Bls12381 as Suite>::Affine> = Vec::new();
    for custodian in &book.custodians {
        let own = Blinders::random(&mut rng);
        let rows = book.positions_of(custodian);
        let pairs = rows.map(|row| (row, quantities[row]));
        commitments.push(committer.commit(pairs, &own).unwrap());
        blinders.push(own);
    }
    let signed = commitments.iter().enumerate();
    let signed = signed.map(|(i, c)| attest(documents, i, Bls12381::point_bytes(c)));
    let attestations: Vec<Attestation> = signed.collect();
    let compiled = compile_with_supply(book, policy, supply).unwrap();
    let digests = DocumentDigests::of(book, policy, supply, &attestations).unwrap();
    let bound = BoundDocuments {
        digests: &digests,
        terms: Some(&terms(documents)),
        compiled: &compiled,
        supply,
        attestations: &attestations,
        previous: *previous,
    };
    let context = Bls12381::context(&bound, &commitments).unwrap();
    let witness = Witness {
        quantities: claimed,
        blinders: &blinders,
    };
    let prover = Prover::<Bls12381>::new(book.shape).unwrap();
    let proof = prover
        .prove(program, &commitments, context, &witness, rng)
        .unwrap();
    Report {
        assay: V1,
        kind: Kind::new(),
        book: book.clone(),
        policy: policy.clone(),
        supply: supply.clone(),
        attestations,
        refreshed: RerandomizedCommitments {
            quantities: Bls12381::point_bytes(&proof.refreshed.quantities),
            tagged: Bls12381::point_bytes(&proof.refreshed.tagged),
        },
        columns: ColumnCommitments {
            tags: Bls12381::point_bytes(&proof.columns.tags),
            weights: proof
                .columns
                .weights
                .iter()
                .map(Bls12381::point_bytes)
                .collect(),
        },
        previous: *previous,
        proof: HexBytes(proof.bytes),
    }
}

/// The files of the reports and of their registry are what the code makes.
pub fn reports_are_those_of_the_code() {
    let base = base();
    let file = |name: &str| format!("report/{FOLDER}/{name}");
    holds(&file("registry.json"), &pretty(&base.registry).unwrap());
    let honest = NAMES
        .iter()
        .zip([&base.report, &base.next_day, &base.all_rules]);
    for (name, report) in honest.chain(FORGED.iter().zip(&base.forged)) {
        holds(&file(name), &pretty(report).unwrap());
    }
}
