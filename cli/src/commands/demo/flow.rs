//! The steps of a demo, the same for every fund.

use std::time::{Duration, Instant};

use assay_statement::{Book, SuiteName};

use crate::commands::demo::command_line::CommandLine;
use crate::commands::demo::demo_fund::{id, DemoFund};
use crate::commands::demo::keys;
use crate::commands::demo::workspace::Workspace;
use crate::documents;
use crate::error::CliError;
use crate::files::Access;
use crate::outcome::Outcome;
use crate::terminal::note;

/// Runs all steps. The outcome is that of the last, the verification.
pub fn run(
    fund: &dyn DemoFund,
    suite: SuiteName,
    workspace: &Workspace,
) -> Result<Outcome, CliError> {
    let mut flow = Flow {
        fund,
        suite,
        workspace,
        times: Vec::new(),
    };
    let total = Instant::now();
    workspace.show();
    let outcome = flow.run()?;
    note("\nTime");
    for (name, time) in flow.times.iter().chain([&("in all", total.elapsed())]) {
        note(&format!("  {name:<22}{:>8} ms", time.as_millis()));
    }
    workspace.show();
    Ok(outcome)
}

/// The files of a custodian, by the options of `assay commit` that they are for.
type Sent = Vec<(&'static str, String)>;

struct Flow<'a> {
    fund: &'a dyn DemoFund,
    suite: SuiteName,
    workspace: &'a Workspace,
    times: Vec<(&'static str, Duration)>,
}

impl Flow<'_> {
    fn run(&mut self) -> Result<Outcome, CliError> {
        self.step("public inputs", |flow| {
            flow.fund.make_public_inputs(flow.workspace)
        })?;
        self.step("keys", |flow| {
            keys::make(flow.fund, flow.suite, flow.workspace)
        })?;
        self.step("book", Flow::book)?;
        let sent = self.step("holdings and supply", Flow::holdings_and_supply)?;
        self.step("commitments", |flow| flow.commit(&sent))?;
        self.step("attestations", Flow::attest)?;
        self.step("proof", Flow::prove)?;
        self.step("verification", Flow::verify)
    }

    fn step<T>(
        &mut self,
        name: &'static str,
        work: impl FnOnce(&Self) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        note(&format!("\n== {name}"));
        let start = Instant::now();
        let done = work(self)?;
        self.times.push((name, start.elapsed()));
        Ok(done)
    }

    fn command(&self, name: &str) -> CommandLine<'_> {
        CommandLine::new(self.workspace, name)
    }

    fn book(&self) -> Result<Outcome, CliError> {
        let fund = self.fund;
        let mut command = fund.with_prices(self.command("book"));
        if self.suite != SuiteName::default() {
            command = command.option("--suite", self.suite.as_str());
        }
        command
            .option("--as-of", fund.as_of())
            .option("--subject", fund.subject())
            .file("--custodians", "custodians.json")
            .file("--policy", "policy.json")
            .file("--out", "book.json")
            .run()
    }

    /// Holdings files, then the supply that they cover.
    fn holdings_and_supply(&self) -> Result<Vec<Sent>, CliError> {
        let book: Book = documents::book(&self.workspace.path("book.json"))?;
        let mut all = Vec::new();
        for custodian in self.fund.custodians() {
            let mut sent = Sent::new();
            for file in self.fund.holdings(&book, &id(custodian.id)?)? {
                let workspace = self.workspace;
                workspace.write(&file.name, &file.text, Access::Secret)?;
                sent.push((file.option, file.name));
            }
            all.push(sent);
        }
        self.fund.make_supply(&book, self.workspace)?;
        Ok(all)
    }

    fn commit(&self, sent: &[Sent]) -> Result<(), CliError> {
        for (custodian, files) in self.fund.custodians().iter().zip(sent) {
            let mut command = self
                .command("commit")
                .file("--book", "book.json")
                .option("--custodian", custodian.id);
            for (option, name) in files {
                command = command.file(option, name);
            }
            command
                .file("--opening", &opening_of(custodian.id))
                .file("--out", &commitment_of(custodian.id))
                .run()?;
        }
        Ok(())
    }

    /// As many keys sign as must, one after the other.
    fn attest(&self) -> Result<(), CliError> {
        for custodian in self.fund.custodians() {
            let mut before: Option<String> = None;
            let signing = (1..=custodian.threshold).zip(custodian.keys);
            for (nth, (_, key)) in signing {
                let out = match nth == custodian.threshold {
                    true => attestation_of(custodian.id),
                    false => format!("{}.attestation-{nth}.json", custodian.id),
                };
                let mut command = self
                    .command("attest")
                    .file("--commitment", &commitment_of(custodian.id))
                    .file("--book", "book.json")
                    .file("--opening", &opening_of(custodian.id))
                    .file("--key", &format!("{key}.pem"));
                if self.suite.signs_terms() {
                    command = command.file("--policy", "policy.json");
                }
                if let Some(before) = &before {
                    command = command.file("--add-to", before);
                }
                command.file("--out", &out).run()?;
                before = Some(out);
            }
        }
        Ok(())
    }

    fn prove(&self) -> Result<Outcome, CliError> {
        let mut command = self
            .command("prove")
            .file("--book", "book.json")
            .file("--policy", "policy.json")
            .file("--supply", "supply.json");
        for custodian in self.fund.custodians() {
            command = command
                .file("--opening", &opening_of(custodian.id))
                .file("--attestation", &attestation_of(custodian.id));
        }
        command.file("--out", "report.json").run()
    }

    fn verify(&self) -> Result<Outcome, CliError> {
        self.command("verify")
            .operand("report.json")
            .file("--registry", "registry.json")
            .file("--supply", "supply.json")
            .run()
    }
}

fn opening_of(custodian: &str) -> String {
    format!("{custodian}.opening.json")
}

fn commitment_of(custodian: &str) -> String {
    format!("{custodian}.commitment.json")
}

fn attestation_of(custodian: &str) -> String {
    format!("{custodian}.attestation.json")
}
