//! The options that say what a report is verified against: files of the verifier, the time, and what else it knows.

use std::path::PathBuf;

use assay_statement::{digest, Digest, Policy, Registry, Report, Supply, Timestamp};
use assay_supply::{EvidenceError, EvidentEntry, KnownBlock};
use assay_verifier::{ExpectedPrevious, Predecessor, VerifyOptions};

use crate::ages::parse_age;
use crate::clock;
use crate::documents;
use crate::error::CliError;
use crate::known_supply_args::KnownSupplyArgs;

// Not a doc comment, which would be the help of the command.
#[derive(Debug, clap::Args)]
pub struct VerifierArgs {
    /// Your registry of custodians and their keys.
    #[arg(long, value_name = "FILE")]
    registry: PathBuf,
    /// The supply you read for yourself: the report's must be the same.
    #[arg(long, value_name = "FILE")]
    supply: Option<PathBuf>,
    /// The hash of a block that you know to be of a chain: the supply on it must be proved there. May be repeated.
    #[arg(long, value_name = "CHAIN=HASH")]
    block_hash: Vec<KnownBlock>,
    #[command(flatten)]
    known: KnownSupplyArgs,
    /// The policy you expect.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The report that this one must follow: of the same subject, and older.
    #[arg(long, value_name = "FILE", conflicts_with = "first")]
    previous: Option<PathBuf>,
    /// The report must be the first: it must follow none.
    #[arg(long)]
    first: bool,
    /// Oldest report accepted, such as 36h, 2d or 90m.
    #[arg(long, value_name = "AGE", value_parser = parse_age)]
    max_age: Option<u64>,
    /// The time to judge age by [default: this computer's clock].
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,
}

/// The files and the time behind [`VerifierArgs`].
pub struct Expectations {
    pub registry: Registry,
    supply: Option<Supply>,
    policy: Option<Digest>,
    previous: ExpectedPrevious,
    now: Timestamp,
    max_age_seconds: Option<u64>,
    /// Blocks whose hashes the verifier knows.
    blocks: Vec<KnownBlock>,
    known: KnownSupplyArgs,
}

impl VerifierArgs {
    /// Every file that is read.
    pub fn inputs(&self) -> impl Iterator<Item = &PathBuf> {
        let others = [&self.supply, &self.policy, &self.previous];
        [&self.registry]
            .into_iter()
            .chain(others.into_iter().flatten())
    }

    /// Reads them.
    pub fn load(&self) -> Result<Expectations, CliError> {
        let registry = documents::registry(&self.registry)?;
        let supply: Option<Supply> = documents::optional(self.supply.as_deref())?;
        let policy: Option<Policy> = documents::optional(self.policy.as_deref())?;
        let previous: Option<Report> = documents::optional(self.previous.as_deref())?;
        let now = clock::given_or_now(self.now)?;
        Ok(Expectations {
            registry,
            supply,
            policy: policy.as_ref().map(digest).transpose()?,
            previous: match &previous {
                Some(previous) => ExpectedPrevious::Follows(Predecessor::of(previous)?),
                None if self.first => ExpectedPrevious::First,
                None => ExpectedPrevious::Any,
            },
            now,
            max_age_seconds: self.max_age,
            blocks: self.block_hash.clone(),
            known: self.known.clone(),
        })
    }
}

impl Expectations {
    /// As the verifier wants it.
    pub fn options(&self) -> VerifyOptions<'_> {
        self.known.with(VerifyOptions {
            now: Some(self.now),
            max_age_seconds: self.max_age_seconds,
            supply: self.supply.as_ref(),
            policy: self.policy,
            previous: self.previous.clone(),
            ..VerifyOptions::default()
        })
    }

    /// Checks the evidence of a supply.
    pub fn confirm_evidence(
        &self,
        supply: &Supply,
    ) -> Result<Vec<EvidentEntry>, (Option<usize>, EvidenceError)> {
        self.known.confirm(supply, &self.blocks)
    }
}
