//! `assay demo`: the whole flow on sample data, through the commands themselves.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use assay_book::{
    sample_price_file, SAMPLE_AS_OF, SAMPLE_CUSTODIANS, SAMPLE_CUSTODIAN_IDS, SAMPLE_POLICY,
    SAMPLE_PRICES_DATE, SAMPLE_SUBJECT,
};
use assay_holdings::sample as holdings_sample;
use assay_holdings::{aggregate, Index};
use assay_statement::{
    digest, parse_document, Book, HexBytes, Id, Kind, Policy, Registry, RegistryCustodian,
    RegistryKey, Timestamp, V1,
};

use crate::documents;
use crate::error::CliError;
use crate::files::{Access, FileError, Outputs};
use crate::outcome::Outcome;
use crate::private_files;
use crate::terminal::note;

/// Run the whole flow on sample data: three custodians, two chains, every kind of rule.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay demo
  assay demo --dir demo
  assay demo --inputs swift
  assay verify demo/report.json --registry demo/registry.json

Every command is shown as you would type it, and every file stays where it says. Prices, holdings and supply are invented
and the same each time; keys and blinders are fresh.")]
pub struct Args {
    /// Where to leave the files [default: a new directory among the system's temporary ones].
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// What the custodians send.
    #[arg(long, value_name = "INPUTS", default_value = "csv")]
    inputs: Inputs,
}

/// The form of the holdings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Inputs {
    /// CSV files with a line an account and instrument
    Csv,
    /// statements: semt.002, MT535, camt.053
    Swift,
}

/// Each custodian's keys: scheme and name of each, and how many must sign.
const KEYS: [(&[(&str, &str)], u32); 3] = [
    (&[("ed25519", "northbank")], 1),
    (
        &[
            ("p256", "eastcustody-1"),
            ("ed25519", "eastcustody-2"),
            ("secp256k1", "eastcustody-3"),
        ],
        2,
    ),
    (&[("secp256k1", "harbortrust")], 1),
];

const NOT_BEFORE: &str = "2026-01-01T00:00:00Z";
const NOT_AFTER: &str = "2027-12-31T23:59:59Z";

/// Runs one command line.
pub type RunLine = fn(Vec<String>) -> Result<Outcome, CliError>;

struct Demo {
    dir: PathBuf,
    inputs: Inputs,
    force: bool,
    run: RunLine,
    steps: Vec<(&'static str, Duration)>,
}

impl Args {
    /// Runs the flow through `run`, which takes a command line.
    pub fn run(self, force: bool, run: RunLine) -> Result<Outcome, CliError> {
        let dir = match self.dir {
            Some(dir) => dir,
            None => tempfile::Builder::new()
                .prefix("assay-demo-")
                .tempdir()
                .map(tempfile::TempDir::keep)
                .map_err(|source| write_error(Path::new("temporary directory"), source))?,
        };
        fs::create_dir_all(&dir).map_err(|source| write_error(&dir, source))?;
        let mut demo = Demo {
            dir,
            inputs: self.inputs,
            force,
            run,
            steps: Vec::new(),
        };
        demo.run()
    }
}

fn write_error(path: &Path, source: std::io::Error) -> CliError {
    CliError::Io(FileError::Write {
        path: path.to_path_buf(),
        source,
    })
}

/// A fault in the sample data itself.
fn fault(message: String) -> CliError {
    CliError::Sample(message)
}

impl Demo {
    fn run(&mut self) -> Result<Outcome, CliError> {
        let total = Instant::now();
        note(&format!("Files in {}", self.dir.display()));
        self.step("public inputs", |demo| demo.public_inputs())?;
        self.step("keys", |demo| demo.keys())?;
        self.step("book", |demo| {
            let (prices, custodians) = (demo.path("prices.csv"), demo.path("custodians.json"));
            let (policy, out) = (demo.path("policy.json"), demo.path("book.json"));
            demo.assay(&[
                "book",
                "--prices",
                &prices,
                "--prices-date",
                SAMPLE_PRICES_DATE,
                "--as-of",
                SAMPLE_AS_OF,
                "--subject",
                SAMPLE_SUBJECT,
                "--custodians",
                &custodians,
                "--policy",
                &policy,
                "--out",
                &out,
            ])
        })?;
        self.step("holdings and supply", |demo| demo.holdings_and_supply())?;
        self.step("commitments", |demo| demo.commit())?;
        self.step("attestations", |demo| demo.attest())?;
        self.step("proof", |demo| demo.prove())?;
        let outcome = self.step("verification", |demo| {
            let (report, registry, supply) = (
                demo.path("report.json"),
                demo.path("registry.json"),
                demo.path("supply.json"),
            );
            demo.assay(&[
                "verify",
                &report,
                "--registry",
                &registry,
                "--supply",
                &supply,
            ])
        })?;
        note("\nTime");
        for (name, time) in &self.steps {
            note(&format!("  {name:<22}{:>8} ms", time.as_millis()));
        }
        note(&format!(
            "  {:<22}{:>8} ms",
            "in all",
            total.elapsed().as_millis()
        ));
        note(&format!("Files in {}", self.dir.display()));
        Ok(outcome)
    }

    fn step<T>(
        &mut self,
        name: &'static str,
        work: impl FnOnce(&Demo) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        note(&format!("\n== {name}"));
        let start = Instant::now();
        let done = work(self)?;
        self.steps.push((name, start.elapsed()));
        Ok(done)
    }

    fn path(&self, name: &str) -> String {
        self.dir.join(name).display().to_string()
    }

    /// Shows a command, and runs it.
    fn assay(&self, arguments: &[&str]) -> Result<Outcome, CliError> {
        note(&format!("$ assay {}", arguments.join(" ")));
        let writes = arguments.first() != Some(&"verify");
        let force = (self.force && writes).then_some("--force");
        let all = ["assay"]
            .into_iter()
            .chain(arguments.iter().copied())
            .chain(force);
        (self.run)(all.map(String::from).collect())
    }

    fn write(&self, name: &str, text: &str, access: Access) -> Result<(), CliError> {
        let path = self.dir.join(name);
        let mut outputs = Outputs::new(self.force);
        outputs.check(&path)?;
        outputs.write(&path, text.as_bytes(), access)?;
        note(&format!("wrote {}", path.display()));
        Ok(())
    }

    fn public_inputs(&self) -> Result<(), CliError> {
        let as_of: Timestamp = SAMPLE_AS_OF
            .parse()
            .map_err(|_| fault("as-of time".into()))?;
        self.write(
            "prices.csv",
            &sample_price_file(as_of.date()).map_err(fault)?,
            Access::Public,
        )?;
        self.write("custodians.json", SAMPLE_CUSTODIANS, Access::Public)?;
        self.write("policy.json", SAMPLE_POLICY, Access::Public)
    }

    /// Makes all keys, and the registry from their public halves.
    fn keys(&self) -> Result<(), CliError> {
        let mut custodians = Vec::new();
        for (custodian, (keys, threshold)) in SAMPLE_CUSTODIAN_IDS.iter().zip(KEYS) {
            let mut entries = Vec::new();
            for (scheme, name) in keys {
                let out = self.path(&format!("{name}.pem"));
                self.assay(&[
                    "keygen",
                    "--scheme",
                    scheme,
                    "--out",
                    &out,
                    "--not-before",
                    NOT_BEFORE,
                    "--not-after",
                    NOT_AFTER,
                ])?;
                let key = private_files::signing_key(Path::new(&out))?;
                let time = |text: &str| text.parse().map_err(|_| fault(text.to_string()));
                entries.push(RegistryKey {
                    scheme: key.scheme(),
                    public_key: HexBytes(key.public_key()),
                    not_before: time(NOT_BEFORE)?,
                    not_after: time(NOT_AFTER)?,
                });
            }
            custodians.push(RegistryCustodian {
                id: id(custodian)?,
                threshold,
                keys: entries,
            });
        }
        let policy: Policy =
            parse_document(SAMPLE_POLICY.as_bytes()).map_err(|e| fault(e.to_string()))?;
        let registry = Registry {
            assay: V1,
            kind: Kind::new(),
            subject: SAMPLE_SUBJECT
                .parse()
                .map_err(|_| fault(SAMPLE_SUBJECT.into()))?,
            custodians,
            policy: Some(digest(&policy)?),
            tokens: Vec::new(),
            least_value_per_token: None,
        };
        self.write(
            "registry.json",
            &documents::to_json(&registry)?,
            Access::Public,
        )
    }

    /// Holdings files, then the supply that they cover.
    fn holdings_and_supply(&self) -> Result<(), CliError> {
        let book: Book = documents::book(Path::new(&self.path("book.json")))?;
        let mut pairs = Vec::new();
        for custodian in SAMPLE_CUSTODIAN_IDS {
            let text = holdings_sample::csv(&book, &id(custodian)?).map_err(fault)?;
            for (name, text) in self.holdings(&book, custodian, &text)? {
                self.write(&name, &text, Access::Secret)?;
            }
            let index = Index::new(&book, custodian).map_err(|e| fault(e.to_string()))?;
            let sums = aggregate(text.as_bytes(), &index).map_err(|e| fault(e.to_string()))?;
            pairs.extend(index.positions().zip(sums.quantities.iter().copied()));
        }
        let supply = assay_supply::sample_supply(
            SAMPLE_SUBJECT,
            SAMPLE_AS_OF,
            &holdings_sample::value(&book, pairs),
        )
        .map_err(fault)?;
        self.write("supply.json", &supply, Access::Public)
    }

    /// What a custodian sends: names and contents of files, a mapping last if there is one.
    fn holdings(
        &self,
        book: &Book,
        custodian: &str,
        csv: &str,
    ) -> Result<Vec<(String, String)>, CliError> {
        if self.inputs == Inputs::Csv {
            return Ok(vec![(format!("{custodian}.holdings.csv"), csv.into())]);
        }
        let files = holdings_sample::statements(book, &id(custodian)?).map_err(fault)?;
        let mapping = (mapping_of(custodian), files.mapping);
        Ok(files.statements.into_iter().chain([mapping]).collect())
    }

    fn commit(&self) -> Result<(), CliError> {
        let book_path = self.path("book.json");
        let book: Book = documents::book(Path::new(&book_path))?;
        for custodian in SAMPLE_CUSTODIAN_IDS {
            let files = self.holdings(&book, custodian, "")?;
            let mapping = mapping_of(custodian);
            let paths: Vec<(&str, String)> = files
                .iter()
                .map(|(name, _)| {
                    let option = if *name == mapping {
                        "--mapping"
                    } else {
                        "--holdings"
                    };
                    (option, self.path(name))
                })
                .collect();
            let opening = self.path(&format!("{custodian}.opening.json"));
            let out = self.path(&format!("{custodian}.commitment.json"));
            let mut arguments = vec!["commit", "--book", &book_path, "--custodian", custodian];
            arguments.extend(
                paths
                    .iter()
                    .flat_map(|(option, path)| [option, path.as_str()]),
            );
            arguments.extend(["--opening", &opening, "--out", &out]);
            self.assay(&arguments)?;
        }
        Ok(())
    }

    /// As many keys sign as must; the two officers of the second custodian one after the other.
    fn attest(&self) -> Result<(), CliError> {
        let book = self.path("book.json");
        for (custodian, (keys, threshold)) in SAMPLE_CUSTODIAN_IDS.iter().zip(KEYS) {
            let opening = self.path(&format!("{custodian}.opening.json"));
            let commitment = self.path(&format!("{custodian}.commitment.json"));
            let mut before: Option<String> = None;
            for (n, (_, key)) in keys.iter().take(threshold as usize).enumerate() {
                let key = self.path(&format!("{key}.pem"));
                let name = match n + 1 == threshold as usize {
                    true => format!("{custodian}.attestation.json"),
                    false => format!("{custodian}.attestation-{}.json", n + 1),
                };
                let out = self.path(&name);
                let mut arguments = vec!["attest", "--commitment", &commitment];
                arguments.extend(["--book", &book, "--opening", &opening, "--key", &key]);
                arguments.extend(before.iter().flat_map(|b| ["--add-to", b.as_str()]));
                arguments.extend(["--out", &out]);
                self.assay(&arguments)?;
                before = Some(out);
            }
        }
        Ok(())
    }

    fn prove(&self) -> Result<Outcome, CliError> {
        let [book, policy, supply, out] =
            ["book.json", "policy.json", "supply.json", "report.json"].map(|name| self.path(name));
        let files = SAMPLE_CUSTODIAN_IDS.map(|custodian| {
            let path = |what: &str| self.path(&format!("{custodian}.{what}.json"));
            (path("opening"), path("attestation"))
        });
        let mut arguments = vec![
            "prove", "--book", &book, "--policy", &policy, "--supply", &supply,
        ];
        for (opening, attestation) in &files {
            arguments.extend(["--opening", opening, "--attestation", attestation]);
        }
        arguments.extend(["--out", &out]);
        self.assay(&arguments)
    }
}

fn mapping_of(custodian: &str) -> String {
    format!("{custodian}.mapping.json")
}

fn id(text: &str) -> Result<Id, CliError> {
    text.parse().map_err(|_| fault(text.to_string()))
}
