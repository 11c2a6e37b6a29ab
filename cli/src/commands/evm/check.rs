//! `assay evm check`

use std::path::PathBuf;
use std::time::Duration;

use assay_evm::{differences, hex, Known};
use assay_statement::{Decimal, Registry, SuiteName};
use assay_supply::{Endpoint, EvmAddress, EvmBlockName, EvmNode, RetryPolicy};
use assay_verifier::VerifyOptions;

use crate::ages::parse_age;
use crate::commands::evm::code;
use crate::commands::evm::reading::{read, Feed, Place};
use crate::commands::evm::verdict::{self, Verdict};
use crate::commands::verify::check_report;
use crate::error::{file_error, option_error, CliError};
use crate::outcome::Outcome;
use crate::terminal::{print, print_json};
use crate::threads;
use crate::verifier_args::VerifierArgs;

/// Check that a feed accepts what you accept, and that its latest round is a report that you verify.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay evm check --rpc https://one.example --feed 0x5b1c... --registry registry.json --report report.json \\
    --from-block 21000000 --max-age 25h --least-value USD=0.995
  assay evm check --rpc https://one.example --feed 0x5b1c... --registry registry.json --report report.json \\
    --artefacts target/evm --json

Verifies the report as assay verify does, with the same options, and compares what it computes with what a feed and its
settings say at one block. Custodians and keys are found by the events of the settings, none of which may be missing. A
least value of the settings may be higher than yours, and a heartbeat shorter than --max-age. What was not compared is listed
as not checked.

Exit codes: 0 the same, 1 the report does not verify, or something differs, 2 it cannot be told.")]
pub struct Args {
    /// An endpoint of the chain, https or on this computer. Other users of this computer can see it.
    #[arg(long, value_name = "URL")]
    rpc: Endpoint,
    /// The address of the feed.
    #[arg(long, value_name = "ADDRESS", value_parser = parse_address)]
    feed: EvmAddress,
    /// The report that its latest round should be.
    #[arg(long, value_name = "REPORT")]
    report: PathBuf,
    #[command(flatten)]
    verifier: VerifierArgs,
    /// The block to read at: finalized, latest, or a number.
    #[arg(long, value_name = "BLOCK", value_parser = parse_block, default_value = "finalized")]
    block: EvmBlockName,
    /// A block before the settings were deployed, or that one: their events are read from there.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    from_block: u64,
    /// The directory of the contracts' build: the code at the addresses must be from there.
    #[arg(long, value_name = "DIR")]
    artefacts: Option<PathBuf>,
    /// How long to wait for one answer.
    #[arg(long, value_name = "AGE", value_parser = parse_age, default_value = "20s")]
    timeout: u64,
    /// How long to go on asking for one answer.
    #[arg(long, value_name = "AGE", value_parser = parse_age, default_value = "60s")]
    give_up: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        let expected = self.verifier.load()?;
        let Some(valid) = check_report(&self.report, &expected, self.json)? else {
            return Ok(Outcome::Invalid);
        };
        let found = valid.report.book.suite;
        if found != SuiteName::Bls12381 {
            let source = assay_evm::SubmissionError::Suite { found };
            return Err(file_error(&self.report, source));
        }
        // Names are looked up in a thread.
        threads::check().map_err(CliError::Threads)?;
        let policy = RetryPolicy {
            attempt: Duration::from_secs(self.timeout),
            request: Duration::from_secs(self.give_up),
            ..RetryPolicy::default()
        };
        let node = EvmNode::new(self.rpc.clone(), policy);
        let place = Place {
            node: &node,
            feed: self.feed,
            from: self.from_block,
        };
        let registry = &expected.registry;
        let options = expected.options();
        let feed = read(&place, self.block, registry)?;
        let known = Known {
            registry,
            report: &valid.report,
            verified: &valid.verified,
            least_value: least_value(registry, &options),
            max_age: options.max_age_seconds,
            decimals: decimals(registry, &options, feed.chain),
        };
        let mut differing = differences(&known, &feed.state)?;
        if let Some(dir) = &self.artefacts {
            let shape = valid.report.book.shape;
            differing.extend(code::compare(&node, &feed, shape, dir)?);
        }
        node.confirm(&feed.block)
            .map_err(|error| option_error("--rpc", error))?;
        let verdict = Verdict {
            not_checked: self.not_checked(&known, &feed),
            unchecked: &valid.not_checked,
            feed: &feed,
            address: hex(&self.feed),
            known: &known,
            differences: &differing,
        };
        match self.json {
            true => print_json(&verdict::json(&verdict))?,
            false => print(&verdict::text(&verdict))?,
        }
        Ok(match differing.is_empty() {
            true => Outcome::Done,
            false => Outcome::Invalid,
        })
    }

    fn not_checked(&self, known: &Known<'_>, feed: &Feed) -> Vec<String> {
        let mut lines = vec![
            format!(
                "who owns the settings and can change them: {}; look whether it is a timelock, and of which delay",
                hex(&feed.owner)
            ),
            format!(
                "who pauses and who names them: {} and {}",
                hex(&feed.pauser),
                hex(&feed.feed_owner)
            ),
            "that the node tells the truth: ask another one too".into(),
        ];
        if self.artefacts.is_none() {
            lines.push(
                "the code of the contracts, so that nothing they say is sure; give --artefacts"
                    .into(),
            );
        }
        if known.least_value.is_none() {
            lines.push(
                "the least value of a token; give --least-value, or set it in the registry".into(),
            );
        }
        if known.max_age.is_none() {
            lines.push("the heartbeat; give --max-age".into());
        }
        if known.decimals.is_none() {
            lines.push(
                "the decimals of the token on this chain; give --token, or list it in the registry"
                    .into(),
            );
        }
        if self.block == EvmBlockName::Latest {
            lines.push("that the block is final; leave --block out".into());
        }
        lines
    }
}

/// The higher of those that the verifier asks for.
fn least_value<'a>(registry: &'a Registry, options: &VerifyOptions<'a>) -> Option<&'a Decimal> {
    let own = registry.least_value_per_token.as_ref();
    let all = own.into_iter().chain(options.least_value_per_token);
    all.map(|least| &least.value).max_by(|a, b| a.cmp_value(b))
}

/// What the verifier knows of the decimals of the one token that it knows on a chain.
fn decimals(registry: &Registry, options: &VerifyOptions<'_>, chain: u64) -> Option<u8> {
    let name = format!("eip155:{chain}");
    let tokens = registry.tokens.iter().chain(options.tokens);
    let mut known: Vec<u8> = tokens
        .filter(|token| token.chain.as_str() == name)
        .map(|token| token.decimals)
        .collect();
    known.dedup();
    match known[..] {
        [decimals] => Some(decimals),
        _ => None,
    }
}

fn parse_address(text: &str) -> Result<EvmAddress, String> {
    assay_supply::parse_evm_address(text).ok_or_else(|| {
        "expected an address, 0x and 40 hex digits, with capitals those of EIP-55".into()
    })
}

fn parse_block(text: &str) -> Result<EvmBlockName, String> {
    match text {
        "finalized" => Ok(EvmBlockName::Finalized),
        "latest" => Ok(EvmBlockName::Latest),
        number if number.bytes().all(|b| b.is_ascii_digit()) => number
            .parse()
            .map(EvmBlockName::Number)
            .map_err(|_| "expected a number below 2^64".into()),
        _ => Err("expected finalized, latest, or a number".into()),
    }
}
