//! `assay inspect`

mod book;

use std::path::{Path, PathBuf};

use assay_book::{Custodians, PriceMapping, Quotation, TermsFile};
use assay_holdings::HoldingsMapping;
use assay_statement::{
    steers, Attestation, Audit, Commitment, Date, Decimal, Document, Opening, Policy, Registry,
    Report, Supply, SupplyEntry,
};
use assay_supply::Sources;
use assay_verifier::report_digest;
use serde::Deserialize;

use self::book::book;

use crate::documents;
use crate::error::{About, CliError};
use crate::files;
use crate::outcome::Outcome;
use crate::private_files;
use crate::render::lines::{digest_line, line, rules};
use crate::render::numbers::grouped;
use crate::terminal::print;

/// Show what a document says, in short. Nothing is verified; of an opening nothing private is shown.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay inspect book.json
  assay inspect report.json")]
pub struct Args {
    /// Any Assay document.
    file: PathBuf,
}

#[derive(Deserialize)]
struct Header {
    kind: String,
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        let path = self.file.as_path();
        let bytes = files::read(path, Report::MAX_BYTES as u64)?;
        let json = bytes.trim_ascii_start().starts_with(b"{");
        let header: Option<Header> = serde_json::from_slice(&bytes).ok();
        drop(bytes);
        let text = match header.as_ref().map(|h| h.kind.as_str()) {
            Some("book") => book(&documents::read(path)?),
            Some("policy") => policy(&documents::read(path)?),
            Some("sources") => sources(&private_files::sources(path)?),
            Some("supply") => supply(path, &documents::read(path)?)?,
            Some("registry") => registry(&documents::read(path)?),
            Some("custodians") => custodians(&documents::read(path)?),
            Some("holdings_mapping") => mapping(&private_files::read(path)?),
            Some("price_mapping") => price_mapping(&documents::read(path)?),
            Some("terms") => terms(&documents::read(path)?),
            Some("commitment") => commitment(&documents::read(path)?),
            Some("attestation") => attestation(&documents::read(path)?),
            Some("opening") => opening(&private_files::opening(path)?),
            Some("audit") => audit(&private_files::read(path)?),
            Some("report") => report(path, &documents::read(path)?)?,
            Some(other) => {
                let other: String = other.chars().filter(|c| !steers(*c)).take(40).collect();
                return Err(CliError::Usage(format!(
                    "{}: kind: expected a document of Assay, found \"{other}\"",
                    path.display()
                )));
            }
            None => {
                // The strict reader says what is wrong with JSON; anything else is no document at all.
                if json {
                    documents::read::<Report>(path)?;
                }
                return Err(CliError::Usage(format!(
                    "{}: expected a JSON document of Assay, found something else",
                    path.display()
                )));
            }
        };
        print(&text)?;
        Ok(Outcome::Done)
    }
}

fn sources(sources: &Sources) -> String {
    let mut text = "sources of a supply (PRIVATE)\n".to_string();
    text += &line("subject", &sources.subject);
    text += &line("currency", &sources.currency);
    for source in &sources.chains {
        text += &line("chain", &source.chain);
        for token in &source.tokens {
            text += &line("token", &token.token);
        }
        for endpoint in &source.endpoints {
            text += &line("endpoint", endpoint);
        }
    }
    text + &line("by hand", format!("{} entries", sources.entries.len()))
}

fn policy(policy: &Policy) -> String {
    let mut text = "policy\n".to_string();
    text += &line("name", &policy.name);
    text += &line("status", format!("{:?}", policy.status).to_lowercase());
    if let Some(source) = &policy.source {
        text += &line("source", source);
    }
    text += &rules(policy);
    if let Err(error) = policy.validate() {
        text += &line("not valid", error);
    }
    text + &digest_line(policy)
}

fn supply(path: &Path, supply: &Supply) -> Result<String, CliError> {
    let mut text = "supply\n".to_string();
    text += &line("subject", &supply.subject);
    text += &line("as of", supply.as_of);
    text += &line("currency", &supply.currency);
    let amount = |amount: &Decimal, reason: &str| {
        format!("{} {} ({reason})", grouped(amount), supply.currency)
    };
    for entry in &supply.entries {
        text += &match entry {
            SupplyEntry::Chain(chain) => {
                let evidence = match &chain.evidence {
                    Some(evidence) => format!(", with evidence of slot 0x{}", evidence.slot),
                    None => String::new(),
                };
                let (tokens, decimals) = (grouped(&chain.tokens().trimmed()), chain.decimals);
                line(
                    "chain",
                    format!(
                        "{tokens} on {} at block {}, {decimals} decimals{evidence}",
                        chain.chain, chain.block
                    ),
                )
            }
            SupplyEntry::BookEntry(entry) => line(
                "book entry",
                format!("{} at {}", grouped(&entry.quantity), entry.registrar),
            ),
            SupplyEntry::PendingRedemptions(entry) => line("pending", grouped(&entry.quantity)),
            SupplyEntry::Excluded(entry) => line(
                "excluded",
                format!("{} ({})", grouped(&entry.quantity), entry.reason),
            ),
            SupplyEntry::ToBeIssued(entry) => line("to be issued", grouped(&entry.quantity)),
            SupplyEntry::Payable(entry) => line("payable", amount(&entry.amount, &entry.reason)),
            SupplyEntry::Distributed(entry) => {
                line("distributed", amount(&entry.amount, &entry.reason))
            }
        };
    }
    let tokens = supply.tokens().in_file(path)?;
    let amount = supply.amount_to_cover().in_file(path)?;
    text += &line("tokens", grouped(&tokens));
    let (value, currency) = (grouped(&supply.value_per_token), &supply.currency);
    text += &line("value", format!("{value} {currency} per token"));
    text += &line("to be covered", grouped(&amount));
    Ok(text + &digest_line(supply))
}

fn registry(registry: &Registry) -> String {
    let mut text = "registry\n".to_string();
    text += &line("subject", &registry.subject);
    for custodian in &registry.custodians {
        text += &line(
            "custodian",
            format!(
                "{}: {} of {} keys",
                custodian.id,
                custodian.threshold,
                custodian.keys.len()
            ),
        );
        for key in &custodian.keys {
            text += &line("  key", format!("{} {}", key.scheme, key.public_key));
            text += &line(
                "  valid",
                format!("{} to {}", key.not_before, key.not_after),
            );
        }
    }
    if let Some(policy) = registry.policy {
        text += &line("policy", policy);
    }
    for known in &registry.tokens {
        let slot = match known.slot {
            Some(slot) => format!(", supply in slot 0x{slot}"),
            None => String::new(),
        };
        let (token, chain, decimals) = (&known.token, &known.chain, known.decimals);
        text += &line(
            "token",
            format!("{token} on {chain}: {decimals} decimals{slot}"),
        );
    }
    if let Some(least) = &registry.least_value_per_token {
        let (value, currency) = (grouped(&least.value), &least.currency);
        text += &line("least value", format!("{value} {currency} per token"));
    }
    if let Err(error) = registry.validate() {
        text += &line("not valid", error);
    }
    text + &digest_line(registry)
}

fn custodians(file: &Custodians) -> String {
    let mut text = "custodians\n".to_string();
    text += &line("currency", &file.currency);
    for custodian in &file.custodians {
        let securities = match &custodian.securities {
            None => "no securities".to_string(),
            Some(s) => match (&s.kinds, &s.instruments) {
                (Some(kinds), _) => kinds
                    .iter()
                    .map(|k| k.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
                (_, Some(list)) => format!("{} instruments", list.len()),
                _ => "no securities".to_string(),
            },
        };
        let country = match custodian.country {
            Some(country) => format!(" in {country}"),
            None => String::new(),
        };
        let mut held = format!("{}{country}: {securities}", custodian.id);
        for (count, what) in [
            (custodian.cash.len(), "cash accounts"),
            (custodian.repo.len(), "repo"),
            (custodian.funds.len(), "funds"),
            (custodian.tokens.len(), "tokens"),
            (custodian.other.len(), "other rows"),
        ] {
            if count > 0 {
                held += &format!("; {count} {what}");
            }
        }
        text += &line("custodian", held);
    }
    text + &digest_line(file)
}

fn mapping(mapping: &HoldingsMapping) -> String {
    let mut text = "holdings_mapping (private: accounts are not shown)\n".to_string();
    let columns = mapping.csv.as_ref().map_or("none", |_| "columns of CSV");
    text += &line("csv", columns);
    text + &line("cash", format!("{} accounts", mapping.cash.len()))
}

fn price_mapping(mapping: &PriceMapping) -> String {
    let mut text = "price_mapping\n".to_string();
    let with_interest = match mapping.quotation {
        Quotation::Clean => "clean, accrued interest is added",
        Quotation::Dirty => "dirty, with accrued interest",
    };
    text += &line("prices", format!("per {}, {with_interest}", mapping.per));
    text += &line("kinds", format!("{} names", mapping.kinds.len()));
    if let Err(error) = mapping.validate() {
        text += &line("not valid", error);
    }
    text + &digest_line(mapping)
}

fn terms(terms: &TermsFile) -> String {
    let mut text = "terms\n".to_string();
    text += &line("securities", terms.securities.len());
    text += &line("static data", terms.static_data.len());
    let months = terms.consumer_prices.iter().map(|price| price.month);
    text += &span("months", months);
    let auctions = terms.bill_auctions.iter().map(|bill| bill.auction);
    text += &span("auctions", auctions);
    if let Err(error) = terms.check() {
        text += &line("not valid", error);
    }
    text + &digest_line(terms)
}

/// How many days, the first and the last of them.
fn span(name: &str, days: impl Iterator<Item = Date> + Clone) -> String {
    match days.clone().min().zip(days.clone().max()) {
        Some((first, last)) => line(name, format!("{}: {first} to {last}", days.count())),
        None => line(name, "none"),
    }
}

fn commitment(commitment: &Commitment) -> String {
    let mut text = "commitment\n".to_string();
    text += &line("subject", &commitment.subject);
    text += &line("as of", commitment.as_of);
    text += &line("custodian", &commitment.custodian);
    text += &line("book", commitment.book);
    text += &line("commitment", commitment.commitment);
    text + &digest_line(commitment)
}

fn attestation(attestation: &Attestation) -> String {
    let mut text = "attestation\n".to_string();
    text += &line("subject", &attestation.subject);
    text += &line("as of", attestation.as_of);
    text += &line("custodian", &attestation.custodian);
    text += &line("book", attestation.book);
    for (name, digest) in [("policy", attestation.policy), ("table", attestation.table)] {
        text += &digest.map_or(String::new(), |digest| line(name, digest));
    }
    text += &line("commitment", attestation.commitment);
    for signature in &attestation.signatures {
        text += &line(
            "signed by",
            format!("{} {}", signature.scheme, signature.public_key),
        );
    }
    text + &digest_line(attestation)
}

fn opening(opening: &Opening) -> String {
    let mut text = "opening (PRIVATE: its quantities and blinders are not shown)\n".to_string();
    text += &line("subject", &opening.subject);
    text += &line("as of", opening.as_of);
    text += &line("custodian", &opening.custodian);
    text + &line("book", opening.book)
}

fn audit(audit: &Audit) -> String {
    let mut text =
        "audit (PRIVATE: its openings are not shown; keep it encrypted only)\n".to_string();
    text += &line("report", audit.report);
    for opening in &audit.openings {
        text += &line("opening of", &opening.custodian);
    }
    text
}

fn report(path: &Path, report: &Report) -> Result<String, CliError> {
    let mut text = "report (NOT verified; run assay verify)\n".to_string();
    if let Some(previous) = report.previous {
        text += &line("previous", previous);
    }
    text += &line("proof", format!("{} bytes", report.proof.as_bytes().len()));
    let digest = report_digest(report);
    text += &digest.map_or_else(|e| line("digest", e), |d| line("digest", d));
    text += &book(&report.book);
    text += &policy(&report.policy);
    text += &supply(path, &report.supply)?;
    for each in &report.attestations {
        text += &attestation(each);
    }
    Ok(text)
}
