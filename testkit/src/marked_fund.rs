//! A small fund whose holdings are unmistakable: every quantity is a random number of 61 bits.
//!
//! Nothing here keeps a secret: quantities are computed each time they are asked for, and the holdings files are
//! written from memory that is wiped.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use assay_prover::low_level::zeroize_stack;
use assay_statement::{Scheme, SuiteName};
use serde_json::{json, Value};
use zeroize::Zeroizing;

/// Custodians, and the scheme of each one's key.
pub const CUSTODIANS: [(&str, &str); 3] = [
    ("north", "ed25519"),
    ("south", "p256"),
    ("west", "secp256k1"),
];

/// Rows of each custodian.
pub const ROWS: usize = 24;

/// The files of the fund, in a directory of their own.
pub struct Fund {
    dir: tempfile::TempDir,
    seed: u64,
    suite: SuiteName,
}

impl Fund {
    /// Writes book, policy, supply and holdings to a new directory in `scratch`. `seed` makes the quantities.
    pub fn new(scratch: &str, seed: u64) -> Fund {
        Fund::in_suite(scratch, seed, SuiteName::Vesta)
    }

    /// The same, its book in any suite.
    pub fn in_suite(scratch: &str, seed: u64, suite: SuiteName) -> Fund {
        let fund = Fund {
            dir: tempfile::tempdir_in(scratch).unwrap(),
            seed,
            suite,
        };
        let ids = CUSTODIANS.map(|(id, _)| id);
        let rows = ids.iter().flat_map(|id| {
            (0..ROWS).map(move |row| {
                json!({ "custodian": id, "instrument": format!("cash:{id}-{row}"), "kind": "cash",
                    "institution": format!("bank-{row}"), "price": "1", "quantity_decimals": 2 })
            })
        });
        let rows: Vec<Value> = rows.collect();
        let about =
            json!({ "subject": "fund", "as_of": "2026-11-20T22:00:00Z", "currency": "USD" });
        let mut book = json!({ "shape": { "k": 7, "rules": 4 }, "custodians": ids, "rows": rows });
        if suite != SuiteName::Vesta {
            book["suite"] = suite.as_str().into();
        }
        fund.document("book", &about, book);
        let entry = json!({ "entry": "book_entry", "registrar": "agent", "quantity": "500000000000000000" });
        fund.document(
            "supply",
            &about,
            json!({ "value_per_token": "1.00", "entries": [entry] }),
        );
        fund.policy("policy", "1.00");
        fund.policy("strict", "9.00");
        for id in ids {
            let path = fund.path(&format!("{id}.holdings.csv"));
            fs::write(path, fund.holdings(id).as_bytes()).unwrap();
        }
        zeroize_stack();
        fund
    }

    fn policy(&self, name: &str, coverage: &str) {
        let rules = json!([
            { "rule": "coverage", "min_ratio": coverage },
            { "rule": "concentration", "by": "custodian", "max_share": "0.90" },
        ]);
        let fields = json!({ "kind": "policy", "name": name, "source": "made up", "status": "proposed", "rules": rules });
        self.document(name, &json!({}), fields);
    }

    fn document(&self, name: &str, about: &Value, fields: Value) {
        let mut document = json!({ "assay": "v1", "kind": name });
        let all = document.as_object_mut().unwrap();
        all.extend(about.as_object().unwrap().clone());
        all.extend(fields.as_object().unwrap().clone());
        fs::write(self.path(&format!("{name}.json")), document.to_string()).unwrap();
    }

    /// The holdings file, each row in two accounts, so that no line shows the sum.
    #[inline(never)]
    fn holdings(&self, id: &str) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(ROWS * 200));
        text.push_str("account,instrument,quantity\n");
        for row in 0..ROWS {
            let quantity = self.quantity(id, row);
            let (whole, cents) = (quantity / 100, quantity % 100);
            let part = self.part(row);
            let rest = whole - part;
            writeln!(text, "a{row},cash:{id}-{row},{part}.00").unwrap();
            writeln!(text, "b{row},cash:{id}-{row},{rest}.{cents:02}").unwrap();
        }
        text
    }

    /// What a custodian holds in a row, in cents.
    pub fn quantity(&self, id: &str, row: usize) -> u64 {
        let start = id.bytes().fold(self.seed << 32, |sum, b| {
            sum.wrapping_mul(31).wrapping_add(b.into())
        });
        (1 << 60) | (mix(start + row as u64) >> 4)
    }

    /// What of a row is in its first account, in dollars.
    pub fn part(&self, row: usize) -> u64 {
        const LEAST: u64 = 1_000_000_000_000_000;
        LEAST + mix((self.seed << 16) + row as u64) % LEAST
    }

    /// Path of a file of the fund.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A path as an argument.
    pub fn at(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    /// The arguments of `assay keygen` for a custodian.
    pub fn keygen(&self, id: &str) -> Vec<String> {
        let scheme = match CUSTODIANS.iter().find(|(known, _)| *known == id).unwrap().1 {
            "ed25519" if !self.suite.allows(Scheme::Ed25519) => Scheme::Secp256k1.as_str(),
            scheme => scheme,
        };
        arguments(
            "keygen",
            &[
                ("--scheme", scheme.into()),
                ("--out", self.at(&format!("{id}.pem"))),
            ],
        )
    }

    /// The arguments of `assay commit` for a custodian.
    pub fn commit(&self, id: &str) -> Vec<String> {
        let own = |what: &str| self.at(&format!("{id}.{what}"));
        arguments(
            "commit",
            &[
                ("--book", self.at("book.json")),
                ("--custodian", id.into()),
                ("--holdings", own("holdings.csv")),
                ("--opening", own("opening.json")),
                ("--out", own("commitment.json")),
            ],
        )
    }

    /// The arguments of `assay attest` for a custodian.
    pub fn attest(&self, id: &str) -> Vec<String> {
        let own = |what: &str| self.at(&format!("{id}.{what}"));
        let mut options = vec![
            ("--commitment", own("commitment.json")),
            ("--book", self.at("book.json")),
            ("--opening", own("opening.json")),
            ("--key", own("pem")),
            ("--out", own("attestation.json")),
        ];
        if self.suite.signs_terms() {
            options.push(("--policy", self.at("policy.json")));
        }
        arguments("attest", &options)
    }

    /// The arguments of `assay prove` with a policy of the fund's.
    pub fn prove(&self, policy: &str) -> Vec<String> {
        let mut options = vec![
            ("--book", self.at("book.json")),
            ("--policy", self.at(policy)),
            ("--supply", self.at("supply.json")),
            ("--out", self.at("report.json")),
        ];
        for (id, _) in CUSTODIANS {
            options.push(("--opening", self.at(&format!("{id}.opening.json"))));
            options.push(("--attestation", self.at(&format!("{id}.attestation.json"))));
        }
        arguments("prove", &options)
    }

    /// The arguments of `assay disclose plan`.
    pub fn disclose_plan(&self) -> Vec<String> {
        let mut options = vec![
            ("--book", self.at("book.json")),
            ("--policy", self.at("policy.json")),
            ("--share-width", "0.000001".into()),
            ("--out", self.at("banded.json")),
        ];
        let opening = |(id, _): (&str, &str)| ("--opening", self.at(&format!("{id}.opening.json")));
        options.extend(CUSTODIANS.map(opening));
        let mut arguments = arguments("disclose", &options);
        arguments.insert(1, "plan".into());
        arguments
    }

    /// Everything up to the proof, in processes of their own of the program `assay`.
    pub fn attested(&self, assay: &str) {
        for (id, _) in CUSTODIANS {
            [self.keygen(id), self.commit(id), self.attest(id)]
                .iter()
                .for_each(|a| elsewhere(assay, a));
        }
    }
}

fn arguments(command: &str, options: &[(&str, String)]) -> Vec<String> {
    let options = options
        .iter()
        .flat_map(|(name, value)| [name.to_string(), value.clone()]);
    [command.to_string()].into_iter().chain(options).collect()
}

/// Runs a command line of the program `assay` in another process.
pub fn elsewhere(assay: &str, arguments: &[String]) {
    let run = Command::new(assay).args(arguments).output().unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

/// SplitMix64: spreads a counter over 64 bits.
pub fn mix(counter: u64) -> u64 {
    let mut z = counter.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
