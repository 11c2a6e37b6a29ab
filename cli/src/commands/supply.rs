//! `assay supply`

mod sources;

use std::path::PathBuf;
use std::time::Duration;

use assay_statement::{digest, parse_document, CanonicalError, Decimal, Supply, SupplyEntry};
use assay_supply::{read_supply, ReadOptions, RetryPolicy};

use crate::ages::parse_age;
use crate::commands::supply::sources::SourceArgs;
use crate::documents;
use crate::error::{About, CliError};
use crate::files::{Access, Outputs};
use crate::outcome::Outcome;
use crate::subject_token;
use crate::terminal::{note, print};
use crate::threads;

/// Read the supply from chains, and write down what no chain tells.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay supply --sources sources.json --as-of 2026-11-20T22:00:00Z --out supply.json
  assay supply --sources sources.json --as-of 2026-11-20T22:00:00Z --pending-redemptions 125000.00 \\
    --storage-slot 0x7712c34205737192402172409a8f7ccef8aa2aec=2 --out supply.json
  assay supply --sources sources.json --as-of 2026-11-20T22:00:00Z --to-be-issued 250000 \\
    --payable '1250000.00=securities bought and not paid' --payable '8400.75=fees' --out supply.json
  assay supply --subject eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec --currency USD --value-per-token 1 \\
    --token eip155:1=0x7712c34205737192402172409a8f7ccef8aa2aec --endpoint eip155:1=https://one.example \\
    --endpoint eip155:1=https://two.example --as-of 2026-11-20T22:00:00Z --out supply.json

All endpoints of a chain must agree. What is read is final: of an EVM chain totalSupply() and decimals() at one block,
of Solana the mint's supply, of Cosmos that of the denomination at one block, of Stellar all that is held. With
--storage-slot the supply is proved in the state of the block (EVM, Cosmos), and anyone who knows the block's hash can
check that offline: assay verify --block-hash. Other users of this computer can see endpoints on the command line; keys
belong into the sources file (mode 0600).")]
pub struct Args {
    #[command(flatten)]
    sources: SourceArgs,
    /// How far the time of a block may be from that of the supply.
    #[arg(long, value_name = "AGE", value_parser = parse_age, default_value = "1h")]
    within: u64,
    /// How long to wait for one answer.
    #[arg(long, value_name = "AGE", value_parser = parse_age, default_value = "20s")]
    timeout: u64,
    /// How long to go on asking for one answer.
    #[arg(long, value_name = "AGE", value_parser = parse_age, default_value = "60s")]
    give_up: u64,
    /// Where to write the supply.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let mut outputs = Outputs::new(force);
        let file = &self.sources.sources;
        file.iter().for_each(|path| outputs.input(path));
        outputs.check(&self.out)?;
        let options = self.options();
        // Without a file of sources, whatever is wrong with them is about the supply to be written.
        let about = file.clone().unwrap_or_else(|| self.out.clone());
        let sources = self.sources.read()?.validated().in_file(&about)?;
        for source in sources.chains.iter().filter(|s| s.endpoints.len() == 1) {
            note(&format!(
                "warning: {}: one endpoint, which nothing contradicts; name another",
                source.chain
            ));
        }
        // Names are looked up in a thread.
        threads::check().map_err(CliError::Threads)?;
        let supply =
            read_supply(&sources, &options).map_err(|error| CliError::Chains(error.into()))?;
        let json = documents::to_json(&supply)?;
        // What is written can be read.
        let supply: Supply = parse_document(json.as_bytes()).in_file(&about)?;
        let amount = supply.amount_to_cover().in_file(&about)?;
        subject_token::warn_if_missing(&self.out, &supply);
        outputs.write(&self.out, json.as_bytes(), Access::Public)?;
        print(&summary(&supply, &amount)?)?;
        note(&format!("wrote {}", self.out.display()));
        Ok(Outcome::Done)
    }

    fn options(&self) -> ReadOptions {
        ReadOptions {
            as_of: self.sources.as_of,
            within: self.within,
            retry: RetryPolicy {
                attempt: Duration::from_secs(self.timeout),
                request: Duration::from_secs(self.give_up),
                ..RetryPolicy::default()
            },
        }
    }
}

/// What was read, and what is to be covered.
fn summary(supply: &Supply, amount: &Decimal) -> Result<String, CanonicalError> {
    let mut text = format!(
        "supply of {} as of {}\n  to be covered {amount} {}\n",
        supply.subject, supply.as_of, supply.currency
    );
    for entry in &supply.entries {
        if let SupplyEntry::Chain(chain) = entry {
            let evidence = chain.evidence.as_ref();
            let proved = evidence.map_or("", |_| ", proved in its state");
            text += &format!(
                "  {} {}: {} at block {}{proved}\n",
                chain.chain,
                chain.token,
                chain.tokens(),
                chain.block
            );
        }
    }
    let payables = supply.payables();
    if !payables.is_zero() {
        text += &format!("  of that payables {payables} {}\n", supply.currency);
    }
    if let Some(distributed) = supply.distributed() {
        text += &format!(
            "  distributed {distributed} {}, which is not owed\n",
            supply.currency
        );
    }
    text += &format!("  digest {}\n", digest(supply)?);
    Ok(text)
}
