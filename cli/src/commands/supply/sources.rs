//! The sources of a supply: a file, and what the command line adds to it.

use std::path::PathBuf;

use assay_statement::{
    BookEntry, ChainId, Currency, Decimal, DecimalError, Distributed, Excluded, Id, IdError, Kind,
    Payable, PendingRedemptions, Subject, SupplyEntry, Timestamp, ToBeIssued, V1,
};
use assay_supply::{ChainSource, Endpoint, EndpointError, Slot, Sources, TokenSource, TokenUnit};

use crate::error::CliError;
use crate::private_files;

// Not a doc comment, which would be the help of the command.
#[derive(Debug, clap::Args)]
pub struct SourceArgs {
    /// Sources file (PRIVATE): subject, tokens, endpoints.
    #[arg(long, value_name = "FILE")]
    pub sources: Option<PathBuf>,
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
    pub as_of: Timestamp,
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
    /// The unit of the value per token, of a token that is shown to holders in another: raw, what the chain keeps.
    #[arg(long, value_name = "TOKEN=raw", value_parser = pair::<Id, TokenUnit>)]
    unit: Vec<(Id, TokenUnit)>,
    /// The block of an EVM or Cosmos chain to read [default: the last final one].
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
    /// Tokens about to be minted: covered before they are.
    #[arg(long, value_name = "QUANTITY", allow_negative_numbers = true)]
    to_be_issued: Vec<Decimal>,
    // Negative ones are for `payable` to refuse, with its own words.
    /// What is owed besides tokens, with the reason; in the currency of the value per token.
    #[arg(long, value_name = "AMOUNT=REASON", value_parser = payable, allow_hyphen_values = true)]
    payable: Vec<Payable>,
    /// What holders were given out of the income of the book's period, and how; in the currency of the value per token. 0 says
    /// that nothing was.
    #[arg(long, value_name = "AMOUNT=REASON", value_parser = distributed, allow_hyphen_values = true)]
    distributed: Vec<Distributed>,
}

/// `A=B`, split at the first `=`.
fn pair<A: std::str::FromStr, B: std::str::FromStr>(text: &str) -> Result<(A, B), String> {
    let parse = || {
        let (a, b) = text.split_once('=')?;
        Some((a.parse().ok()?, b.parse().ok()?))
    };
    parse().ok_or_else(|| "expected two values with = between them; see --help".into())
}

fn payable(text: &str) -> Result<Payable, String> {
    let (amount, reason) = amount(text, "1250.00=fees")?;
    Ok(Payable { reason, amount })
}

fn distributed(text: &str) -> Result<Distributed, String> {
    let (amount, reason) = amount(text, "1250.00=minted to holders")?;
    Ok(Distributed { reason, amount })
}

/// `AMOUNT=REASON`.
fn amount(text: &str, example: &str) -> Result<(Decimal, String), String> {
    let split = text.split_once('=');
    let (amount, reason) =
        split.ok_or_else(|| format!("expected AMOUNT=REASON, such as {example}, found no ="))?;
    let amount = amount
        .parse()
        .map_err(|error: DecimalError| format!("amount {amount:?}: {error}"))?;
    Ok((amount, reason.to_string()))
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

impl SourceArgs {
    /// The sources file, and what the command line adds to it.
    pub fn read(self) -> Result<Sources, CliError> {
        let mut sources = match &self.sources {
            Some(path) => private_files::sources(path)?,
            None => self.without_file()?,
        };
        self.add_tokens(&mut sources);
        self.add_endpoints(&mut sources)?;
        self.add_slots(&mut sources)?;
        self.add_units(&mut sources)?;
        sources.subject = self.subject.unwrap_or(sources.subject);
        sources.currency = self.currency.unwrap_or(sources.currency);
        sources.value_per_token = self.value_per_token.unwrap_or(sources.value_per_token);
        let book_entries = self.book_entry.into_iter().map(|(registrar, quantity)| {
            SupplyEntry::BookEntry(BookEntry {
                registrar,
                quantity,
            })
        });
        let pending = self
            .pending_redemptions
            .into_iter()
            .map(|quantity| SupplyEntry::PendingRedemptions(PendingRedemptions { quantity }));
        let excluded = self
            .excluded
            .into_iter()
            .map(|(quantity, reason)| SupplyEntry::Excluded(Excluded { reason, quantity }));
        let to_be_issued = self
            .to_be_issued
            .into_iter()
            .map(|quantity| SupplyEntry::ToBeIssued(ToBeIssued { quantity }));
        let payables = self.payable.into_iter().map(SupplyEntry::Payable);
        let distributed = self.distributed.into_iter().map(SupplyEntry::Distributed);
        sources.entries.extend(
            book_entries
                .chain(pending)
                .chain(excluded)
                .chain(to_be_issued)
                .chain(payables)
                .chain(distributed),
        );
        Ok(sources)
    }

    /// Sources from the command line alone; clap has seen to it that these three are there.
    fn without_file(&self) -> Result<Sources, CliError> {
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

    fn add_tokens(&self, sources: &mut Sources) {
        for (chain, token) in &self.token {
            let source = TokenSource {
                token: token.clone(),
                storage_slot: None,
                unit: None,
            };
            match sources.chains.iter_mut().find(|c| c.chain == *chain) {
                Some(known) => known.tokens.push(source),
                None => sources.chains.push(ChainSource {
                    chain: chain.clone(),
                    endpoints: Vec::new(),
                    tokens: vec![source],
                    block: None,
                }),
            }
        }
    }

    fn add_endpoints(&self, sources: &mut Sources) -> Result<(), CliError> {
        for text in &self.endpoint {
            let (chain, endpoint) = endpoint(text)?;
            known(sources, &chain, "--endpoint")?
                .endpoints
                .push(endpoint);
        }
        for (chain, block) in &self.block {
            known(sources, chain, "--block")?.block = Some(*block);
        }
        Ok(())
    }

    fn add_slots(&self, sources: &mut Sources) -> Result<(), CliError> {
        for (token, slot) in &self.storage_slot {
            for source in tokens_of(sources, token, "--storage-slot")? {
                source.storage_slot = Some(*slot);
            }
        }
        Ok(())
    }

    fn add_units(&self, sources: &mut Sources) -> Result<(), CliError> {
        for (token, unit) in &self.unit {
            for source in tokens_of(sources, token, "--unit")? {
                source.unit = Some(*unit);
            }
        }
        Ok(())
    }
}

/// The tokens of this name, of which there has to be one.
fn tokens_of<'a>(
    sources: &'a mut Sources,
    token: &Id,
    option: &str,
) -> Result<Vec<&'a mut TokenSource>, CliError> {
    let tokens = sources.chains.iter_mut().flat_map(|c| &mut c.tokens);
    let same =
        |source: &&mut TokenSource| source.token.as_str().eq_ignore_ascii_case(token.as_str());
    let found: Vec<_> = tokens.filter(same).collect();
    match found.is_empty() {
        false => Ok(found),
        true => Err(CliError::Usage(format!(
            "{option} {token}=...: expected a token that is read, found none of this name"
        ))),
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
