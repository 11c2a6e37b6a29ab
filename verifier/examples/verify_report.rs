//! Verifies a report with every check on.
//!
//! ```text
//! cd verifier/examples/data
//! cargo run -p assay-verifier --example verify_report -- report.json registry.json supply.json policy.json 1000000 first
//! ```
//!
//! The arguments are the report; your registry, supply and policy; the oldest that the report may be, in hours; and the
//! report that you verified before it, or `first`. The exit code is 0 if the report verifies and every check was made.

use std::error::Error;
use std::fs;
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use assay_verifier::{
    digest, parse_document, Policy, Predecessor, Registry, Report, Supply, Timestamp, Verdict,
    Verifier, NOT_PROVED,
};

const USAGE: &str = "expected REPORT REGISTRY SUPPLY POLICY MAX_AGE_HOURS PREVIOUS_REPORT|first";

fn main() -> ExitCode {
    match run() {
        Ok(verdict) => {
            print(&verdict);
            match verdict.not_checked.is_empty() {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            }
        }
        Err(error) => {
            eprintln!("NOT VALID: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<Verdict, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [report, registry, supply, policy, hours, previous] = arguments.as_slice() else {
        return Err(USAGE.into());
    };
    let registry: Registry = parse_document(&fs::read(registry)?)?;
    let supply: Supply = parse_document(&fs::read(supply)?)?;
    let policy: Policy = parse_document(&fs::read(policy)?)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let max_age = Duration::from_secs(hours.parse::<u64>()?.saturating_mul(3600));

    let verifier = Verifier::new(registry)?
        .at(Timestamp::from_unix(now.try_into()?)?)
        .max_age(max_age)
        .supply(supply)
        .policy(digest(&policy)?);
    let verifier = match previous.as_str() {
        "first" => verifier.first(),
        file => {
            let before: Report = parse_document(&fs::read(file)?)?;
            verifier.previous(Predecessor::of(&before)?)
        }
    };
    Ok(verifier.verify(&fs::read(report)?)?)
}

fn print(verdict: &Verdict) {
    println!("VALID: {} as of {}", verdict.subject, verdict.as_of);
    println!("report {}", verdict.report);
    println!(
        "{} tokens, owed {} {}: {} each",
        verdict.tokens, verdict.amount_to_cover, verdict.currency, verdict.value_per_token
    );
    for count in &verdict.signatures {
        println!(
            "signed: {} with {} keys, {} needed",
            count.custodian, count.found, count.needed
        );
    }
    for inequality in &verdict.proved {
        println!("proved: {}", inequality.label);
    }
    for row in &verdict.issuers_word.book_rows {
        println!(
            "the issuer's word: {} is worth {}",
            row.instrument, row.price
        );
    }
    for check in &verdict.not_checked {
        println!("not checked: {check}");
    }
    for line in NOT_PROVED {
        println!("not proved: {line}");
    }
}
