//! `assay supply`

use std::path::PathBuf;
use std::time::Duration;

use assay_statement::{
    digest, parse_document, BookEntry, ChainId, Currency, Decimal, Excluded, Id, IdError, Kind,
    PendingRedemptions, Subject, Supply, SupplyEntry, Timestamp, V1,
};

use super::{against::parse_age, load};
use crate::error::CliError;
use crate::files::{self, Access, Outputs};
use crate::outcome::Outcome;
use crate::terminal::note;
use assay_supply::{
    read_supply, ChainSource, Endpoint, EndpointError, ReadOptions, RetryPolicy, Slot, Sources,
    TokenSource,
};

/// Read the supply from chains, and write down what no chain tells.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay supply --sources sources.json --as-of 2026-11-20T22:00:00Z --out supply.json
  assay supply --sources sources.json --as-of 2026-11-20T22:00:00Z --pending-redemptions 125000.00 \\
    --storage-slot 0x7712c34205737192402172409a8f7ccef8aa2aec=2 --out supply.json
  assay supply --subject eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec --currency USD --value-per-token 1 \\
    --token eip155:1=0x7712c34205737192402172409a8f7ccef8aa2aec --endpoint eip155:1=https://one.example \\
    --endpoint eip155:1=https://two.example --as-of 2026-11-20T22:00:00Z --out supply.json

All endpoints of a chain must agree. What is read is final: of an EVM chain totalSupply() and decimals() at one block,
of Solana the mint's supply. With --storage-slot the supply is proved in the state of the block (eth_getProof), and
anyone who knows the block's hash can check that offline: assay verify --block-hash. Other users of this computer can
see endpoints on the command line; keys belong into the sources file (mode 0600).")]
pub struct Args {
    /// Sources file (PRIVATE): subject, tokens, endpoints.
    #[arg(long, value_name = "FILE")]
    sources: Option<PathBuf>,
    /// What it is the supply of [default: as the sources say].
    #[arg(long, value_name = "ID", required_unless_present = "sources")]
    subject: Option<Subject>,
    /// Currency of the value per token [default: as the sources say].
    #[arg(long, required_unless_present = "sources")]
    currency: Option<Currency>,
    /// What one token is owed [default: as the sources say].
    #[arg(long, value_name = "DECIMAL", required_unless_present = "sources")]
    value_per_token: Option<Decimal>,
    /// The time of the supply: that of the book.
    #[arg(long, value_name = "TIME")]
    as_of: Timestamp,
    /// Another token to read.
    #[arg(long, value_name = "CHAIN=TOKEN", value_parser = pair::<ChainId, Id>)]
    token: Vec<(ChainId, Id)>,
    // As text: clap would repeat in its message what it cannot parse, and with it a key.
    /// Another endpoint of a chain.
    #[arg(long, value_name = "CHAIN=URL")]
    endpoint: Vec<String>,
    /// The storage slot of a token that holds its total supply: prove it.
    #[arg(long, value_name = "TOKEN=SLOT", value_parser = pair::<Id, Slot>)]
    storage_slot: Vec<(Id, Slot)>,
    /// The block of an EVM chain to read [default: the last final one].
    #[arg(long, value_name = "CHAIN=NUMBER", value_parser = pair::<ChainId, u64>)]
    block: Vec<(ChainId, u64)>,
    /// Shares on a registrar's books.
    #[arg(long, value_name = "REGISTRAR=QUANTITY", value_parser = pair::<Id, Decimal>)]
    book_entry: Vec<(Id, Decimal)>,
    /// Tokens burnt but not paid yet, still owed.
    #[arg(long, value_name = "QUANTITY")]
    pending_redemptions: Vec<Decimal>,
    /// Tokens taken off the supply, with the reason.
    #[arg(long, value_name = "QUANTITY=REASON", value_parser = pair::<Decimal, String>)]
    excluded: Vec<(Decimal, String)>,
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

/// `A=B`, split at the first `=`.
fn pair<A: std::str::FromStr, B: std::str::FromStr>(text: &str) -> Result<(A, B), String> {
    let parse = || {
        let (a, b) = text.split_once('=')?;
        Some((a.parse().ok()?, b.parse().ok()?))
    };
    parse().ok_or_else(|| "expected two values with = between them; see --help".into())
}

/// `CHAIN=URL`. No message shows the URL.
fn endpoint(text: &str) -> Result<(ChainId, Endpoint), CliError> {
    let usage = |what: String| CliError::Usage(format!("--endpoint: {what}"));
    let (chain, address) = text
        .split_once('=')
        .ok_or_else(|| usage("expected CHAIN=URL, found no =".into()))?;
    let chain = chain.parse().map_err(|e: IdError| usage(e.to_string()))?;
    let address = address
        .parse()
        .map_err(|e: EndpointError| usage(e.to_string()))?;
    Ok((chain, address))
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let mut outputs = Outputs::new(force);
        self.sources.iter().for_each(|path| outputs.input(path));
        outputs.check(&self.out)?;
        let options = ReadOptions {
            as_of: self.as_of,
            within: self.within,
            retry: RetryPolicy {
                attempt: Duration::from_secs(self.timeout),
                request: Duration::from_secs(self.give_up),
                ..RetryPolicy::default()
            },
        };
        let out = self.out.clone();
        let path = self.sources.clone().unwrap_or_else(|| out.clone());
        let sources = self
            .merged()?
            .validated()
            .map_err(CliError::at(&path, |path, source| CliError::Sources {
                path,
                source,
            }))?;
        for source in sources.chains.iter().filter(|s| s.endpoints.len() == 1) {
            note(&format!(
                "warning: {}: one endpoint, which nothing contradicts; name another",
                source.chain
            ));
        }
        let supply = read_supply(&sources, &options).map_err(|e| CliError::Read(Box::new(e)))?;
        let json = load::json(&supply)?;
        // What is written can be read.
        let supply: Supply =
            parse_document(json.as_bytes()).map_err(CliError::at(&out, |path, source| {
                CliError::Document { path, source }
            }))?;
        let amount = supply
            .amount_to_cover()
            .map_err(CliError::at(&out, |path, source| CliError::Supply {
                path,
                source,
            }))?;
        outputs.write(&out, json.as_bytes(), Access::Public)?;
        let mut text = format!(
            "supply of {} as of {}\n  to be covered {amount} {}\n",
            supply.subject, supply.as_of, supply.currency
        );
        for entry in &supply.entries {
            if let SupplyEntry::Chain(chain) = entry {
                let proved = chain
                    .evidence
                    .as_ref()
                    .map_or("", |_| ", proved in its state");
                text += &format!(
                    "  {} {}: {} at block {}{proved}\n",
                    chain.chain,
                    chain.token,
                    chain.tokens(),
                    chain.block
                );
            }
        }
        text += &format!("  digest {}\n", digest(&supply)?);
        files::print(&text)?;
        note(&format!("wrote {}", out.display()));
        Ok(Outcome::Done)
    }

    /// The sources file, and what the command line adds to it.
    fn merged(self) -> Result<Sources, CliError> {
        let mut sources = match &self.sources {
            Some(path) => load::sources(path)?,
            None => self.fresh()?,
        };
        sources.subject = self.subject.unwrap_or(sources.subject);
        sources.currency = self.currency.unwrap_or(sources.currency);
        sources.value_per_token = self.value_per_token.unwrap_or(sources.value_per_token);
        for (chain, token) in self.token {
            let source = TokenSource {
                token,
                storage_slot: None,
            };
            match sources.chains.iter_mut().find(|c| c.chain == chain) {
                Some(known) => known.tokens.push(source),
                None => sources.chains.push(ChainSource {
                    chain,
                    endpoints: Vec::new(),
                    tokens: vec![source],
                    block: None,
                }),
            }
        }
        for text in &self.endpoint {
            let (chain, endpoint) = endpoint(text)?;
            known(&mut sources, &chain, "--endpoint")?
                .endpoints
                .push(endpoint);
        }
        for (chain, block) in self.block {
            known(&mut sources, &chain, "--block")?.block = Some(block);
        }
        for (token, slot) in self.storage_slot {
            let mut found = false;
            let tokens = sources.chains.iter_mut().flat_map(|c| &mut c.tokens);
            for source in tokens.filter(|t| t.token.as_str().eq_ignore_ascii_case(token.as_str())) {
                source.storage_slot = Some(slot);
                found = true;
            }
            if !found {
                let message = format!("--storage-slot {token}=...: expected a token that is read, found none of this name");
                return Err(CliError::Usage(message));
            }
        }
        let entries = &mut sources.entries;
        entries.extend(self.book_entry.into_iter().map(|(registrar, quantity)| {
            SupplyEntry::BookEntry(BookEntry {
                registrar,
                quantity,
            })
        }));
        entries.extend(
            self.pending_redemptions
                .into_iter()
                .map(|quantity| SupplyEntry::PendingRedemptions(PendingRedemptions { quantity })),
        );
        entries.extend(
            self.excluded
                .into_iter()
                .map(|(quantity, reason)| SupplyEntry::Excluded(Excluded { reason, quantity })),
        );
        Ok(sources)
    }

    /// Sources from the command line alone; clap has seen to it that these three are there.
    fn fresh(&self) -> Result<Sources, CliError> {
        let missing = || {
            CliError::Usage(
                "expected --sources, or --subject, --currency and --value-per-token".into(),
            )
        };
        Ok(Sources {
            assay: V1,
            kind: Kind::new(),
            subject: self.subject.clone().ok_or_else(missing)?,
            currency: self.currency.clone().ok_or_else(missing)?,
            value_per_token: self.value_per_token.clone().ok_or_else(missing)?,
            chains: Vec::new(),
            entries: Vec::new(),
        })
    }
}

fn known<'a>(
    sources: &'a mut Sources,
    chain: &ChainId,
    option: &str,
) -> Result<&'a mut ChainSource, CliError> {
    sources
        .chains
        .iter_mut()
        .find(|c| c.chain == *chain)
        .ok_or_else(|| {
            CliError::Usage(format!(
                "{option} {chain}=...: expected a chain with a token that is read, found none"
            ))
        })
}
