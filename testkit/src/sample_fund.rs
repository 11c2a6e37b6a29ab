//! A fund of three custodians, whose documents of any day are made in a moment.

use std::fmt::Write as _;
use std::path::Path;

use assay_circuits::Shape;
use assay_holdings::{aggregate, Index};
use assay_prover::{attest, commit, prove, ProveInputs, SigningKey};
use assay_statement::{
    parse_document, pretty, Attestation, Book, Digest, Document, HexBytes, Kind, Opening, Policy,
    Registry, RegistryCustodian, RegistryKey, Report, Scheme, Supply, Timestamp, V1,
};
use assay_verifier::Predecessor;
use serde::Serialize;
use serde_json::{json, Value};

fn document<D: Document>(json: Value) -> D {
    parse_document(json.to_string().as_bytes()).unwrap()
}

/// The subject of all its documents.
pub const SUBJECT: &str = "fund:sample";
const CUSTODIANS: [&str; 3] = ["northbank", "eastcustody", "harbortrust"];
/// Face value of every bill row, in whole units.
const FACE: usize = 1_000_000;

/// The fund: the size of its book, and its custodians' keys.
pub struct Fund {
    shape: Shape,
    rows: usize,
    keys: Vec<SigningKey>,
}

/// The documents of one day.
pub struct Period {
    /// Cash and bills of all custodians.
    pub book: Book,
    /// Rules that hold.
    pub policy: Policy,
    /// A book entry that the holdings cover.
    pub supply: Supply,
    /// In the order of the book's custodians.
    pub openings: Vec<Opening>,
    /// In the same order.
    pub attestations: Vec<Attestation>,
}

impl Fund {
    /// The smallest one.
    pub fn small() -> Fund {
        Fund::new(Shape::STANDARD[0], 9)
    }

    /// With so many rows, and all rules of the shape.
    pub fn new(shape: Shape, rows: usize) -> Fund {
        let keys = [Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1];
        Fund {
            shape,
            rows,
            keys: (1..)
                .zip(keys)
                .map(|(seed, scheme)| SigningKey::from_seed(scheme, &[seed; 32]).unwrap())
                .collect(),
        }
    }

    /// The registry with all keys, whose policy is free.
    pub fn registry(&self) -> Registry {
        let custodians = CUSTODIANS.iter().zip(&self.keys);
        Registry {
            assay: V1,
            kind: Kind::new(),
            subject: SUBJECT.parse().unwrap(),
            custodians: custodians
                .map(|(id, key)| RegistryCustodian {
                    id: id.parse().unwrap(),
                    threshold: 1,
                    keys: vec![RegistryKey {
                        scheme: key.scheme(),
                        public_key: HexBytes(key.public_key()),
                        not_before: "2020-01-01T00:00:00Z".parse().unwrap(),
                        not_after: "2039-12-31T23:59:59Z".parse().unwrap(),
                    }],
                })
                .collect(),
            policy: None,
            tokens: Vec::new(),
            least_value_per_token: None,
        }
    }

    /// The documents as of a time.
    pub fn period(&self, as_of: &str) -> Period {
        let book = self.book(as_of.parse().unwrap());
        let (mut openings, mut attestations) = (Vec::new(), Vec::new());
        let mut value = 0;
        for (custodian, key) in CUSTODIANS.iter().zip(&self.keys) {
            let index = Index::new(&book, custodian).unwrap();
            let text = self.holdings(&book, custodian, &mut value);
            let sum = aggregate(text.as_bytes(), &index).unwrap();
            let (commitment, opening) = commit(&book, index.custodian(), &sum.quantities).unwrap();
            attestations.push(attest(&commitment, None, None, std::slice::from_ref(key)).unwrap());
            openings.push(opening);
        }
        let supply = document(json!({
            "assay": "v1", "kind": "supply", "subject": SUBJECT, "as_of": as_of, "currency": "USD",
            "entries": [{"entry": "book_entry", "registrar": "registrar", "quantity": (value / 101).to_string()}],
            "value_per_token": "1.00",
        }));
        Period {
            book,
            policy: self.policy(),
            supply,
            openings,
            attestations,
        }
    }

    /// A cash account for each custodian, then bills at 0.99.
    fn book(&self, as_of: Timestamp) -> Book {
        let maturity = |days: i64| {
            Timestamp::from_unix(as_of.unix() + days * 86_400)
                .unwrap()
                .date()
        };
        let row = |j: usize| {
            let custodian = CUSTODIANS[j % 3];
            match j / 3 {
                0 => {
                    json!({"custodian": custodian, "instrument": "cash:main", "kind": "cash", "price": "1",
                    "quantity_decimals": 2, "institution": format!("bank-{j}")})
                }
                i => {
                    json!({"custodian": custodian, "instrument": format!("bill-{i}"), "kind": "bill",
                    "maturity": maturity(1 + i as i64 % 90), "price": "0.99", "quantity_decimals": 2})
                }
            }
        };
        let rows: Vec<Value> = (0..self.rows).map(row).collect();
        document(json!({
            "assay": "v1", "kind": "book", "subject": SUBJECT, "as_of": as_of, "currency": "USD",
            "shape": {"k": self.shape.k(), "rules": self.shape.rules()}, "custodians": CUSTODIANS, "rows": rows,
        }))
    }

    fn policy(&self) -> Policy {
        let mut rules = vec![
            json!({"rule": "coverage", "min_ratio": "1.00"}),
            json!({"rule": "eligible", "kinds": ["bill", "cash"], "max_remaining_days": 93}),
            json!({"rule": "maturity", "wam_max_days": 60, "wal_max_days": 120}),
        ];
        if self.shape.rules() >= 8 {
            rules.extend([
                json!({"rule": "liquid", "within_days": 1, "min_share": "0.05", "of": "assets"}),
                json!({"rule": "nav", "per_token": "1.00", "band": "0.02"}),
                json!({"rule": "stress", "shift_bps": 20}),
            ]);
        }
        document(json!({
            "assay": "v1", "kind": "policy", "name": "Sample", "status": "proposed", "rules": rules,
        }))
    }

    /// One line a row, a tenth of the bills in cash; adds up their value in cents.
    fn holdings(&self, book: &Book, custodian: &str, value: &mut usize) -> String {
        let own: Vec<_> = book
            .rows
            .iter()
            .filter(|row| row.custodian.as_str() == custodian)
            .collect();
        let mut text = String::from("account,instrument,quantity\n");
        for (i, row) in own.iter().enumerate() {
            let quantity = match i {
                0 => (own.len() - 1) * FACE / 10,
                _ => FACE,
            };
            *value += quantity * if i == 0 { 100 } else { 99 };
            writeln!(text, "ACC-{i},{},{quantity}.00", row.instrument.as_str()).unwrap();
        }
        text
    }
}

impl Period {
    /// The report of the day, following another one, whatever that is: a second older for the prover.
    pub fn prove(&self, previous: Option<Digest>) -> Report {
        let before = Timestamp::from_unix(self.book.as_of.unix() - 1).unwrap();
        let previous = previous.map(|report| Predecessor {
            report,
            subject: self.book.subject.clone(),
            as_of: before,
        });
        prove(&ProveInputs {
            book: &self.book,
            policy: &self.policy,
            supply: &self.supply,
            openings: &self.openings,
            attestations: &self.attestations,
            previous: previous.as_ref(),
        })
        .unwrap()
    }

    /// All files of the day, as the drop directory of `assay watch` has them.
    pub fn write(&self, dir: &Path) {
        std::fs::create_dir_all(dir).unwrap();
        write(&dir.join("book.json"), &self.book);
        write(&dir.join("policy.json"), &self.policy);
        write(&dir.join("supply.json"), &self.supply);
        for (opening, attestation) in self.openings.iter().zip(&self.attestations) {
            let custodian = attestation.custodian.as_str();
            let path = dir.join(format!("{custodian}.opening.json"));
            put(&path, &opening.to_json());
            write(
                &dir.join(format!("{custodian}.attestation.json")),
                attestation,
            );
        }
    }
}

/// A document as a file.
pub fn write(path: &Path, document: &impl Serialize) {
    put(path, &pretty(document).unwrap());
}

/// A file that is its owner's alone, as openings must be.
pub fn put(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}
