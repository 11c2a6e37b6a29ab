//! A report comes in.

use assay_statement::{digest, parse_document, Decimal, Policy, Report, Rule, Supply, SupplyEntry};
use assay_verifier::{verify_report_with, ExpectedPrevious, VerifiedReport, VerifyOptions};
use core::cmp::Ordering;
use cosmwasm_std::{Response, Storage};

use crate::chain::Chain;
use crate::error::ContractError;
use crate::message::Predecessor;
use crate::response::StoredReport;
use crate::settings::{check_value, latest, now, read_digest, read_predecessor, registry};
use crate::signature::HostSignatures;
use crate::state::{Settings, LATEST, PAUSED, PREVIOUS, REPORTS, SETTINGS};

/// Largest report, in bytes. The largest shape that fits a block's gas has 969 rows, in about 200,000 bytes.
pub const MAX_REPORT_BYTES: usize = 512 << 10;

pub(crate) fn submit(chain: &mut Chain, text: &[u8]) -> Result<Response, ContractError> {
    if PAUSED.load(chain.storage)? {
        return Err(ContractError::Paused);
    }
    if text.len() > MAX_REPORT_BYTES {
        return Err(ContractError::ReportTooLarge {
            most: MAX_REPORT_BYTES,
            found: text.len(),
        });
    }
    let report: Report = parse_document(text).map_err(ContractError::ReportMalformed)?;
    let as_of = report.book.as_of.unix();
    if let Some(latest) = latest(chain.storage)? {
        check_newer(chain.storage, &report, as_of, latest.as_of)?;
    }
    let settings = SETTINGS.load(chain.storage)?;
    let verified = verify(chain, &report, &settings)?;

    let stored = StoredReport {
        digest: verified.report.to_string(),
        previous: report.previous.map(|d| d.to_string()),
        policy: settings.policy,
        registry: settings.registry_digest,
        // Not from the future, so not before 1970 unless the heartbeat is half a century.
        as_of: seconds(as_of)?,
        tokens: verified.tokens.to_string(),
        to_be_issued: unless_zero(&to_be_issued(&report.supply)),
        payables: unless_zero(&verified.payables),
        amount_to_cover: verified.amount_to_cover.to_string(),
        distributed: verified.distributed.map(|amount| amount.to_string()),
        income_since: match &report.book.income {
            Some(income) => Some(seconds(income.since.unix())?),
            None => None,
        },
        currency: report.supply.currency.as_str().to_owned(),
        value_per_token: report.supply.value_per_token.to_string(),
        submitter: chain.info.sender.to_string(),
        height: chain.env.block.height,
        time: chain.env.block.time.seconds(),
    };
    REPORTS.save(chain.storage, &stored.digest, &stored)?;
    LATEST.save(chain.storage, &stored.digest)?;
    let predecessor = Predecessor {
        report: stored.digest.clone(),
        subject: settings.subject,
        as_of: stored.as_of,
    };
    PREVIOUS.save(chain.storage, &predecessor)?;
    Ok(described(stored))
}

/// Verifies a report under the settings in force.
fn verify(
    chain: &Chain,
    report: &Report,
    settings: &Settings,
) -> Result<VerifiedReport, ContractError> {
    let previous = PREVIOUS.may_load(chain.storage)?;
    let options = VerifyOptions {
        now: Some(now(chain.env)?),
        max_age_seconds: Some(settings.heartbeat),
        // The registry's own tokens and least value are checked besides the contract's settings.
        supply: None,
        tokens: &[],
        least_value_per_token: None,
        policy: Some(read_digest(&settings.policy)?),
        previous: match previous {
            Some(previous) => {
                ExpectedPrevious::Follows(read_predecessor(&previous, &settings.subject)?)
            }
            None => ExpectedPrevious::First,
        },
    };
    let signatures = HostSignatures { api: chain.api };
    let verified = verify_report_with(report, &registry(settings)?, &options, &signatures)?;
    check_coverage(&report.policy)?;
    let supply = &report.supply;
    check_value(settings, supply.currency.as_str(), &supply.value_per_token)?;
    Ok(verified)
}

/// Tokens that are covered before they are minted.
fn to_be_issued(supply: &Supply) -> Decimal {
    let add = |sum: Decimal, entry: &SupplyEntry| match entry {
        SupplyEntry::ToBeIssued(entry) => &sum + &entry.quantity,
        _ => sum,
    };
    supply.entries.iter().fold(Decimal::zero(), add).trimmed()
}

/// A time as it is stored.
fn seconds(unix: i64) -> Result<u64, ContractError> {
    let before = |_| ContractError::State("the report is of before 1970".to_owned());
    u64::try_from(unix).map_err(before)
}

/// What is not there is left out.
fn unless_zero(number: &Decimal) -> Option<String> {
    (!number.is_zero()).then(|| number.to_string())
}

/// The event of an accepted report.
fn described(report: StoredReport) -> Response {
    let previous = report.previous.unwrap_or_else(|| "none".to_owned());
    let zero = || "0".to_owned();
    let response = Response::new()
        .add_attribute("action", "submit")
        .add_attribute("report", report.digest)
        .add_attribute("previous", previous)
        .add_attribute("policy", report.policy)
        .add_attribute("registry", report.registry)
        .add_attribute("as_of", report.as_of.to_string())
        .add_attribute("tokens", report.tokens)
        .add_attribute("to_be_issued", report.to_be_issued.unwrap_or_else(zero))
        .add_attribute("payables", report.payables.unwrap_or_else(zero))
        .add_attribute("amount_to_cover", report.amount_to_cover)
        .add_attribute("currency", report.currency)
        .add_attribute("value_per_token", report.value_per_token)
        .add_attribute("submitter", report.submitter);
    let distributed = report.distributed.map(|amount| ("distributed", amount));
    let since = report
        .income_since
        .map(|since| ("income_since", since.to_string()));
    response.add_attributes(distributed.into_iter().chain(since))
}

/// Times only go forward. Every report stored is as of the latest's time or before, so a replay ends here.
fn check_newer(
    storage: &dyn Storage,
    report: &Report,
    as_of: i64,
    latest: u64,
) -> Result<(), ContractError> {
    let found = u64::try_from(as_of).unwrap_or(0);
    if found > latest {
        return Ok(());
    }
    let digest = digest(report)?;
    match REPORTS.has(storage, &digest.to_string()) {
        true => Err(ContractError::Replayed(digest)),
        false => Err(ContractError::NotNewer { found, latest }),
    }
}

/// `can_mint` rests on the tokens being covered, so the policy has to say so.
fn check_coverage(policy: &Policy) -> Result<(), ContractError> {
    let one = Decimal::from(1);
    let covers = |rule: &Rule| match rule {
        Rule::Coverage(coverage) => coverage.min_ratio.cmp_value(&one) != Ordering::Less,
        _ => false,
    };
    match policy.rules.iter().any(covers) {
        true => Ok(()),
        false => Err(ContractError::NoCoverage),
    }
}
