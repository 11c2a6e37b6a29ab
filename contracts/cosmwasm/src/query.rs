//! Questions and answers.

use core::cmp::Ordering;

use assay_statement::{Decimal, Integer};
use cosmwasm_std::{from_json, Env, Storage};

use crate::document::Value;
use crate::error::ContractError;
use crate::json::Json;
use crate::message::{ByDigest, Mint, QueryMsg};
use crate::response::{CanMint, Config, Latest, Pending, StoredReport};
use crate::settings::{check_value, expires, is_stale, latest, read_digest, GRACE};
use crate::state::{
    Settings, ADMIN, PAUSED, PREVIOUS, PROPOSAL, PROPOSED_ADMIN, REPORTS, SETTINGS,
};

pub(crate) fn query(
    storage: &dyn Storage,
    env: &Env,
    msg: QueryMsg,
) -> Result<Json, ContractError> {
    Ok(match msg {
        QueryMsg::Latest(_) => latest_report(storage, env)?.to_json(),
        QueryMsg::Report(ByDigest { digest }) => {
            let digest = read_digest(&digest)?.to_string();
            let found = REPORTS.may_load(storage, &digest)?;
            found.ok_or(ContractError::UnknownReport)?.to_json()
        }
        QueryMsg::Config(_) => config(storage)?.to_json(),
        QueryMsg::CanMint(mint) => can_mint(storage, env, &mint)?.to_json(),
        QueryMsg::Pending(_) => pending(storage)?.to_json(),
    })
}

fn latest_report(storage: &dyn Storage, env: &Env) -> Result<Latest, ContractError> {
    let report = latest(storage)?;
    let heartbeat = SETTINGS.load(storage)?.heartbeat;
    Ok(Latest {
        stale: report
            .as_ref()
            .is_some_and(|report| is_stale(report.as_of, heartbeat, env)),
        report,
        paused: PAUSED.load(storage)?,
    })
}

fn config(storage: &dyn Storage) -> Result<Config, ContractError> {
    let settings = SETTINGS.load(storage)?;
    Ok(Config {
        subject: settings.subject,
        registry: from_json(&settings.registry)?,
        registry_digest: settings.registry_digest,
        policy: settings.policy,
        previous: PREVIOUS.may_load(storage)?,
        decimals: settings.decimals,
        currency: settings.currency,
        min_value_per_token: settings.min_value_per_token,
        heartbeat: settings.heartbeat,
        timelock: settings.timelock,
        grace: settings.grace.unwrap_or(GRACE),
        admin: ADMIN.load(storage)?.into_string(),
        paused: PAUSED.load(storage)?,
    })
}

fn pending(storage: &dyn Storage) -> Result<Pending, ContractError> {
    let settings = SETTINGS.load(storage)?;
    let change = PROPOSAL.may_load(storage)?.map(|mut proposal| {
        proposal.expires = Some(expires(&settings, &proposal));
        proposal
    });
    Ok(Pending {
        change,
        admin: PROPOSED_ADMIN
            .may_load(storage)?
            .map(|admin| admin.into_string()),
    })
}

/// Exact throughout: the amounts are integers of the smallest unit, what is proved is a decimal, and they are compared as they are.
fn can_mint(storage: &dyn Storage, env: &Env, mint: &Mint) -> Result<CanMint, ContractError> {
    let settings = SETTINGS.load(storage)?;
    let after = read_amount("current_supply", &mint.current_supply)?.0
        + read_amount("amount", &mint.amount)?.0;
    let after = Decimal::new(after, settings.decimals);
    let latest = latest(storage)?;
    let reason = match &latest {
        _ if PAUSED.load(storage)? => "paused",
        None => "no-report",
        Some(report) if is_stale(report.as_of, settings.heartbeat, env) => "stale",
        // Verified against keys, a policy or a value that are no more trusted.
        Some(report) if !is_in_force(report, &settings)? => "superseded",
        Some(report) => match after.cmp_value(&stored_decimal(&report.tokens)?) {
            Ordering::Greater => "exceeds-proved",
            Ordering::Less | Ordering::Equal => COVERED,
        },
    };
    Ok(CanMint {
        can_mint: reason == COVERED,
        reason: reason.to_owned(),
        decimals: settings.decimals,
        report: latest.map(|report| report.digest),
    })
}

const COVERED: &str = "covered";

fn is_in_force(report: &StoredReport, settings: &Settings) -> Result<bool, ContractError> {
    let value = stored_decimal(&report.value_per_token)?;
    Ok(report.registry == settings.registry_digest
        && report.policy == settings.policy
        && check_value(settings, &report.currency, &value).is_ok())
}

fn read_amount(field: &str, text: &str) -> Result<Integer, ContractError> {
    text.parse()
        .map_err(|e| ContractError::Message(format!("{field}: {e}")))
}

/// What is proved is a sum of products, of more digits than a decimal in a document may have: read without that limit.
fn stored_decimal(text: &str) -> Result<Decimal, ContractError> {
    let broken = || ContractError::State("a number stored is no decimal".to_owned());
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let decimals = u32::try_from(fraction.len()).map_err(|_| broken())?;
    let digits = format!("{whole}{fraction}");
    Ok(Decimal::new(
        digits
            .parse::<num_bigint::BigUint>()
            .map_err(|_| broken())?,
        decimals,
    ))
}
