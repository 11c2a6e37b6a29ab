//! Questions and answers.

use core::cmp::Ordering;

use assay_statement::{Decimal, Integer};
use cosmwasm_std::{from_json, to_json_binary, Binary, Deps, Env};

use crate::error::ContractError;
use crate::message::QueryMsg;
use crate::response::{CanMint, Config, Latest, Pending, PendingChange};
use crate::settings::{is_stale, latest, read_digest};
use crate::state::{ADMIN, PAUSED, PREVIOUS, PROPOSAL, PROPOSED_ADMIN, REPORTS, SETTINGS};

pub(crate) fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Latest {} => to_json_binary(&latest_report(deps, env)?),
        QueryMsg::Report { digest } => {
            let digest = read_digest(&digest)?.to_string();
            let found = REPORTS.may_load(deps.storage, &digest)?;
            to_json_binary(&found.ok_or(ContractError::UnknownReport)?)
        }
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::CanMint {
            current_supply,
            amount,
        } => to_json_binary(&can_mint(deps, env, &current_supply, &amount)?),
        QueryMsg::Pending {} => to_json_binary(&pending(deps)?),
    };
    Ok(answer?)
}

fn latest_report(deps: Deps, env: &Env) -> Result<Latest, ContractError> {
    let report = latest(deps.storage)?;
    let heartbeat = SETTINGS.load(deps.storage)?.heartbeat;
    Ok(Latest {
        stale: report
            .as_ref()
            .is_some_and(|report| is_stale(report.as_of, heartbeat, env)),
        report,
        paused: PAUSED.load(deps.storage)?,
    })
}

fn config(deps: Deps) -> Result<Config, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    Ok(Config {
        subject: settings.subject,
        registry: from_json(&settings.registry)?,
        registry_digest: settings.registry_digest,
        policy: settings.policy,
        previous: PREVIOUS.load(deps.storage)?,
        decimals: settings.decimals,
        heartbeat: settings.heartbeat,
        timelock: settings.timelock,
        admin: ADMIN.load(deps.storage)?.into_string(),
        paused: PAUSED.load(deps.storage)?,
    })
}

fn pending(deps: Deps) -> Result<Pending, ContractError> {
    Ok(Pending {
        change: PROPOSAL
            .may_load(deps.storage)?
            .map(|proposal| PendingChange {
                change: proposal.change,
                ready: proposal.ready,
            }),
        admin: PROPOSED_ADMIN
            .may_load(deps.storage)?
            .map(|admin| admin.into_string()),
    })
}

/// Exact throughout: the amounts are integers of the smallest unit, what is proved is a decimal, and they are compared as they are.
fn can_mint(
    deps: Deps,
    env: &Env,
    current_supply: &str,
    amount: &str,
) -> Result<CanMint, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    let after = read_amount("current_supply", current_supply)?.0 + read_amount("amount", amount)?.0;
    let after = Decimal::new(after, settings.decimals);
    let latest = latest(deps.storage)?;
    let reason = match &latest {
        _ if PAUSED.load(deps.storage)? => "paused",
        None => "no-report",
        Some(report) if is_stale(report.as_of, settings.heartbeat, env) => "stale",
        Some(report) => {
            let proved = stored_decimal(&report.tokens)?;
            match after.cmp_value(&proved) {
                Ordering::Greater => "exceeds-proved",
                Ordering::Less | Ordering::Equal => "covered",
            }
        }
    };
    Ok(CanMint {
        can_mint: reason == "covered",
        reason: reason.to_owned(),
        decimals: settings.decimals,
        report: latest.map(|report| report.digest),
    })
}

fn read_amount(field: &str, text: &str) -> Result<Integer, ContractError> {
    text.parse()
        .map_err(|e| ContractError::Message(format!("{field}: {e}")))
}

/// What is proved is a sum of products, of more digits than a decimal in a document may have: read without that limit.
fn stored_decimal(text: &str) -> Result<Decimal, ContractError> {
    let broken = || ContractError::State("the tokens proved are no decimal".to_owned());
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
