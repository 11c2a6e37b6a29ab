//! `report/all-rules.json`: a report of shape (8, 8) under a rule of every kind. Its randomness has a seed.

use std::sync::OnceLock;

use assay_prover::low_level::{Committer, Prover, Witness};
use assay_statement::{
    compile_with_supply, digest, parse_document, pretty, Attestation, Book, ColumnCommitments,
    HexBytes, Kind, Opening, Policy, Program, Report, RerandomizedCommitments, RowQuantity, Supply,
    V1,
};
use assay_verifier::DocumentDigests;
use pasta_curves::EqAffine;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{json, Value};

use crate::files::holds;
use crate::report::base::{attest, base, point, secrets, threshold, CUSTODIANS};

pub const NAME: &str = "all-rules.json";

/// One a row of the book.
pub const QUANTITIES: [u64; 11] = [
    4_000_000_000,
    1_500_000_000,
    812_345_678,
    0,
    3_000_000_000,
    1_000_000_000,
    450_000_017,
    0,
    200_000_000,
    0,
    15_000_000_000_000_000,
];

/// The base book and three rows more, of which one has nine decimals.
fn book() -> Book {
    let mut value: Value = serde_json::from_str(&pretty(&base().book).unwrap()).unwrap();
    value["shape"] = json!({ "k": 8, "rules": 8 });
    let [north, _] = CUSTODIANS;
    let more = [
        json!({ "custodian": north, "instrument": "US91282CJT99", "kind": "tips", "maturity": "2027-01-15",
            "price": "1.0123", "quantity_decimals": 2 }),
        json!({ "custodian": north, "instrument": "US912810TX63", "kind": "bond", "maturity": "2054-02-15",
            "price": "0.875", "quantity_decimals": 2 }),
        json!({ "custodian": north, "instrument": "fund:government", "kind": "fund", "price": "1.0001",
            "quantity_decimals": 9 }),
    ];
    value["rows"].as_array_mut().unwrap().extend(more);
    parse_document(value.to_string().as_bytes()).unwrap()
}

/// Eight inequalities.
fn policy() -> Policy {
    let value = json!({
        "assay": "v1", "kind": "policy", "name": "All rules", "status": "proposed",
        "source": "Made for the test vectors: no law.",
        "rules": [
            { "rule": "coverage", "min_ratio": "1.00", "haircuts_bps": { "note": 10, "tips": 25 },
              "haircuts_by_days": [{ "over_days": 30, "bps": 20 }, { "over_days": 183, "bps": 40 }] },
            { "rule": "eligible", "kinds": ["bill", "note", "tips", "cash", "repo", "fund"], "max_remaining_days": 93,
              "max_remaining_days_by_kind": { "repo": 3 } },
            { "rule": "liquid", "within_days": 3, "min_share": "0.20", "of": "assets", "always": ["bill"] },
            { "rule": "maturity", "wam_max_days": 60 },
            { "rule": "concentration", "by": "institution", "max_share": "0.25",
              "except": ["first-metropolitan", "coastal-bank", "union-national", "token:other"] },
            { "rule": "nav", "per_token": "1.00", "band": "0.5" },
            { "rule": "stress", "shift_bps": 100 },
        ],
    });
    parse_document(value.to_string().as_bytes()).unwrap()
}

/// That of the base report, at another value per token.
fn supply() -> Supply {
    let mut supply = base().supply.clone();
    supply.value_per_token = "1.01".parse().unwrap();
    supply
}

/// The base openings for this book.
pub fn openings(book: &Book, quantities: &[u64]) -> Vec<Opening> {
    let of = |opening: &Opening| {
        let mut opening = opening.clone();
        opening.book = digest(book).unwrap();
        opening.quantities = book
            .positions_of(&opening.custodian)
            .map(|position| RowQuantity {
                row: position as u32,
                quantity: quantities[position],
            })
            .collect();
        opening
    };
    base().openings.iter().map(of).collect()
}

pub fn report() -> &'static Report {
    static REPORT: OnceLock<Report> = OnceLock::new();
    REPORT.get_or_init(|| seeded(book(), policy(), supply(), &QUANTITIES, 88))
}

/// A report on these quantities, one a row of the book and then of its income, signed by as many keys as must. The same each time.
pub fn seeded(book: Book, policy: Policy, supply: Supply, quantities: &[u64], seed: u64) -> Report {
    let compiled = compile_with_supply(&book, &policy, &supply).unwrap();
    seeded_proof_of(&compiled.program, book, policy, supply, quantities, seed)
}

/// The same, whose proof is of this program: a forgery, if it is not that of the documents.
pub fn seeded_proof_of(
    proved: &Program,
    book: Book,
    policy: Policy,
    supply: Supply,
    quantities: &[u64],
    seed: u64,
) -> Report {
    let program = compile_with_supply(&book, &policy, &supply)
        .unwrap()
        .program;
    let committer = Committer::new(book.shape).unwrap();
    let openings = openings(&book, quantities);
    let (blinders, pairs): (Vec<_>, Vec<_>) = openings.iter().map(secrets).unzip();
    let commit = |(pairs, blinders)| committer.commit(pairs, blinders).unwrap();
    let commitments: Vec<EqAffine> = pairs.into_iter().zip(&blinders).map(commit).collect();
    let signed = |(i, c): (usize, &EqAffine)| attest(&book, i, point(c), threshold(i));
    let attestations: Vec<Attestation> = commitments.iter().enumerate().map(signed).collect();
    let context = DocumentDigests::of(&book, &policy, &supply, &attestations)
        .unwrap()
        .context(&program, &commitments, None)
        .unwrap();
    let witness = Witness {
        quantities,
        blinders: &blinders,
    };
    let rng = ChaCha20Rng::seed_from_u64(seed);
    let prover = Prover::new(book.shape).unwrap();
    let proof = prover
        .prove(proved, &commitments, context, &witness, rng)
        .unwrap();
    Report {
        assay: V1,
        kind: Kind::new(),
        book,
        policy,
        supply,
        attestations,
        refreshed: RerandomizedCommitments {
            quantities: point(&proof.refreshed.quantities),
            tagged: point(&proof.refreshed.tagged),
        },
        columns: ColumnCommitments {
            tags: point(&proof.columns.tags),
            weights: proof.columns.weights.iter().map(point).collect(),
        },
        previous: None,
        proof: HexBytes(proof.bytes),
    }
}

/// `report/all-rules.json` is the report of the code. Also for checks that read the file.
pub fn all_rules_are_those_of_the_code() {
    holds(&format!("report/{NAME}"), &pretty(report()).unwrap());
}
