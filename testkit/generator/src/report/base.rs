//! The documents that all report vectors start from. Keys and blinders are those of tests: known to everyone.

use std::sync::OnceLock;

use assay_prover::low_level::{Blinders, Committer};
use assay_prover::{prove, ProveInputs};
use assay_statement::{
    attestation_message, compile_with_supply, digest, parse_document, pretty, Attestation, Blinder,
    Book, Commitment, Compiled, HexBytes, Kind, Opening, PointBytes, Policy, Registry,
    RegistryCustodian, RegistryKey, Report, RowQuantity, Signature, Supply, V1,
};
use assay_testkit::json::{self, maturing, owed, row};
use assay_testkit::signing::{key, KEYS};
use assay_verifier::Predecessor;
use group::GroupEncoding;
use pasta_curves::EqAffine;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::json;

use crate::files::{self, holds};

pub const SUBJECT: &str = "eip155:1/erc20:0x5b1c0000000000000000000000000000000000a5";
pub const AS_OF: &str = "2026-11-20T22:00:00Z";
pub const NEXT_DAY: &str = "2026-11-21T22:00:00Z";
pub const CUSTODIANS: [&str; 2] = ["northbank", "eastcustody"];

/// Cents, one a row.
pub const QUANTITIES: [u64; 8] = [
    4_000_000_000,
    1_500_000_000,
    812_345_678,
    0,
    3_000_000_000,
    1_000_000_000,
    450_000_017,
    0,
];

/// The documents, and what is made of them.
pub struct Base {
    pub book: Book,
    pub policy: Policy,
    pub supply: Supply,
    pub registry: Registry,
    pub compiled: Compiled,
    pub openings: Vec<Opening>,
    pub commitments: Vec<EqAffine>,
    pub attestations: Vec<Attestation>,
    pub report: Report,
    /// Names `report`, though it is of the same moment.
    pub successor: Report,
    /// Follows `report`, a day later.
    pub next_day: Report,
}

fn book(as_of: &str) -> Book {
    let [north, east] = CUSTODIANS;
    let note = row(north, "US91282CLP40", "note", "1.00046875");
    let bill = |custodian| row(custodian, "US912797SC23", "bill", "0.99867111");
    let later = row(east, "US912797SJ75", "bill", "0.9943778");
    let repo = row(east, "repo:over-weekend", "repo", "1");
    let cash = |custodian, account| row(custodian, account, "cash", "1");
    let rows = [
        maturing(bill(north), "2026-12-03"),
        maturing(note, "2027-02-15"),
        owed(cash(north, "cash:operating"), "first-metropolitan"),
        maturing(bill(east), "2026-12-03"),
        maturing(later, "2027-01-14"),
        owed(maturing(repo, "2026-11-23"), "coastal-bank"),
        owed(cash(east, "cash:settlement"), "union-national"),
        row(east, "token:other", "token", "1"),
    ];
    let book = json::book(SUBJECT, as_of, &CUSTODIANS, &rows);
    parse_document(book.to_string().as_bytes()).unwrap()
}

fn policy() -> Policy {
    let value = json!({
        "assay": "v1", "kind": "policy", "name": "Test policy", "status": "proposed",
        "source": "Made for the test vectors: no law.",
        "rules": [
            { "rule": "coverage", "min_ratio": "1.00", "haircuts_bps": { "note": 10 },
              "haircuts_by_days": [{ "over_days": 30, "bps": 20 }, { "over_days": 183, "bps": 40 }] },
            { "rule": "eligible", "kinds": ["bill", "note", "cash", "repo"], "max_remaining_days": 93 },
            { "rule": "liquid", "within_days": 3, "min_share": "0.20", "of": "supply" },
            { "rule": "maturity", "wam_max_days": 60 },
        ],
    });
    parse_document(value.to_string().as_bytes()).unwrap()
}

fn supply(as_of: &str) -> Supply {
    let value = json!({
        "assay": "v1", "kind": "supply", "subject": SUBJECT, "as_of": as_of, "currency": "USD", "value_per_token": "1.00",
        "entries": [
            { "entry": "chain", "chain": "eip155:1", "token": "0x5b1c0000000000000000000000000000000000a5",
              "block": 24_012_345, "block_hash": "0x5f1d0c3b9e7a4826d0b3f5c1e8a97264bd310f85c2e6794a1b0d8f3e52c7a961",
              "raw": "96500000000001", "decimals": 6 },
            { "entry": "book_entry", "registrar": "transfer-agent", "quantity": "10000000.5" },
            { "entry": "pending_redemptions", "quantity": "250000" },
            { "entry": "excluded", "reason": "held by the issuer, not redeemable", "quantity": "500000" },
        ],
    });
    parse_document(value.to_string().as_bytes()).unwrap()
}

fn registry() -> Registry {
    let custodians = CUSTODIANS.iter().zip(KEYS);
    Registry {
        assay: V1,
        kind: Kind::new(),
        subject: SUBJECT.parse().unwrap(),
        custodians: custodians
            .map(|(id, (keys, threshold))| RegistryCustodian {
                id: id.parse().unwrap(),
                threshold,
                keys: keys
                    .iter()
                    .map(|(scheme, seed)| RegistryKey {
                        scheme: *scheme,
                        public_key: HexBytes(key(*scheme, *seed).public_key()),
                        not_before: "2026-01-01T00:00:00Z".parse().unwrap(),
                        not_after: "2027-12-31T23:59:59Z".parse().unwrap(),
                    })
                    .collect(),
            })
            .collect(),
        policy: None,
        tokens: Vec::new(),
        least_value_per_token: None,
    }
}

fn opening(book: &Book, custodian: usize) -> Opening {
    let mut rng = ChaCha20Rng::seed_from_u64(custodian as u64);
    Opening {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        custodian: book.custodians[custodian].clone(),
        book: digest(book).unwrap(),
        quantities: book
            .rows_of(&book.custodians[custodian])
            .map(|(row, _)| RowQuantity {
                row: row as u32,
                quantity: QUANTITIES[row],
            })
            .collect(),
        blinders: Blinders::random(&mut rng).to_bytes().map(Blinder),
    }
}

/// The blinders and the own rows of an opening.
pub fn secrets(opening: &Opening) -> (Blinders, Vec<(usize, u64)>) {
    let bytes = [0, 1, 2, 3].map(|i: usize| opening.blinders[i].0);
    let pairs = opening.quantities.iter();
    (
        Blinders::from_bytes(&bytes).unwrap(),
        pairs.map(|q| (q.row as usize, q.quantity)).collect(),
    )
}

/// Its encoding.
pub fn point(point: &EqAffine) -> PointBytes {
    PointBytes::from(point.to_bytes())
}

/// The custodian's attestation of a commitment, signed by the first `signers` of its keys.
pub fn attest(
    book: &Book,
    custodian: usize,
    commitment: PointBytes,
    signers: usize,
) -> Attestation {
    let commitment = Commitment {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        custodian: book.custodians[custodian].clone(),
        book: digest(book).unwrap(),
        commitment,
    };
    let mut attestation = Attestation::unsigned(&commitment, None);
    let message = attestation_message(&attestation, None);
    for (scheme, seed) in &KEYS[custodian].0[..signers] {
        let key = key(*scheme, *seed);
        attestation.signatures.push(Signature {
            scheme: *scheme,
            public_key: HexBytes(key.public_key()),
            signature: HexBytes(key.sign(&message).unwrap().to_vec()),
        });
    }
    attestation
}

/// How many of a custodian's keys must sign.
pub fn threshold(custodian: usize) -> usize {
    KEYS[custodian].1 as usize
}

/// A report that stays as it is once made.
pub fn kept_report(name: &str, make: impl FnOnce() -> Report) -> Report {
    let text = files::kept(name, || pretty(&make()).unwrap());
    parse_document(text.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// All of them, made once.
pub fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    BASE.get_or_init(make)
}

/// The documents of a day, before they are proved.
struct Day {
    book: Book,
    policy: Policy,
    supply: Supply,
    openings: Vec<Opening>,
    commitments: Vec<EqAffine>,
    attestations: Vec<Attestation>,
}

impl Day {
    fn new(as_of: &str) -> Day {
        let (book, policy, supply) = (book(as_of), policy(), supply(as_of));
        let openings: Vec<Opening> = (0..CUSTODIANS.len()).map(|i| opening(&book, i)).collect();
        let committer = Committer::new(book.shape).unwrap();
        let commitments: Vec<EqAffine> = openings
            .iter()
            .map(|opening| {
                let (blinders, pairs) = secrets(opening);
                committer.commit(pairs, &blinders).unwrap()
            })
            .collect();
        let attestations = commitments
            .iter()
            .enumerate()
            .map(|(i, c)| attest(&book, i, point(c), threshold(i)))
            .collect();
        Day {
            book,
            policy,
            supply,
            openings,
            commitments,
            attestations,
        }
    }

    fn prove(&self, previous: Option<&Predecessor>) -> Report {
        prove(&ProveInputs {
            book: &self.book,
            policy: &self.policy,
            supply: &self.supply,
            openings: &self.openings,
            attestations: &self.attestations,
            previous,
        })
        .unwrap()
    }
}

/// As a verifier knows `report.json`.
pub fn predecessor(report: &Report) -> Predecessor {
    Predecessor::of(report).unwrap()
}

fn make() -> Base {
    let day = Day::new(AS_OF);
    let report = kept_report("report/report.json", || day.prove(None));
    let before = predecessor(&report);
    let successor = kept_report("report/successor.json", || {
        // No prover follows a report of the same moment: it is told another time.
        let as_of = "2026-11-19T22:00:00Z".parse().unwrap();
        day.prove(Some(&Predecessor {
            as_of,
            ..before.clone()
        }))
    });
    let next_day = kept_report("report/next-day.json", || {
        Day::new(NEXT_DAY).prove(Some(&before))
    });
    Base {
        registry: registry(),
        compiled: compile_with_supply(&day.book, &day.policy, &day.supply).unwrap(),
        openings: day.openings,
        commitments: day.commitments,
        attestations: day.attestations,
        report,
        successor,
        next_day,
        book: day.book,
        policy: day.policy,
        supply: day.supply,
    }
}

/// The registry, the supply and the openings are those of their files, and the reports are about them.
pub fn the_documents_are_those_of_the_files() {
    let base = base();
    holds("report/registry.json", &pretty(&base.registry).unwrap());
    holds("report/supply.json", &pretty(&base.supply).unwrap());
    for (name, opening) in CUSTODIANS.iter().zip(&base.openings) {
        holds(&format!("report/{name}.opening.json"), &opening.to_json());
    }
    for report in [&base.report, &base.successor] {
        assert_eq!(report.book, base.book);
        assert_eq!(report.policy, base.policy);
        assert_eq!(report.supply, base.supply);
        assert_eq!(report.attestations, base.attestations);
    }
    let next_day = Day::new(NEXT_DAY);
    assert_eq!(base.next_day.book, next_day.book);
    assert_eq!(base.next_day.supply, next_day.supply);
    assert_eq!(base.next_day.attestations, next_day.attestations);
    for report in [&base.successor, &base.next_day] {
        assert_eq!(report.previous, Some(digest(&base.report).unwrap()));
    }
}
