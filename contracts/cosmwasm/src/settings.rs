//! Settings, checked: at instantiation, when a change is proposed, and when it is applied.

use core::cmp::Ordering;

use assay_statement::supply::MAX_TOKEN_DECIMALS;
use assay_statement::{
    canonical, parse_document, Currency, Decimal, Digest, Registry, Subject, Timestamp,
};
use assay_verifier::ReportError;
use cosmwasm_std::{Env, Storage};

use crate::error::ContractError;
use crate::json::Json;
use crate::message::{Change, Predecessor};
use crate::response::{Proposal, StoredReport};
use crate::state::{Settings, LATEST, REPORTS};

/// Seconds in which a proposal can be applied, if `instantiate` says nothing else: 14 days.
pub(crate) const GRACE: u64 = 14 * 86_400;

/// What it may say: an hour, so that an admin can be in time, to a year of 365 days, so that no proposal waits for ever.
const GRACE_RANGE: core::ops::RangeInclusive<u64> = 3_600..=365 * 86_400;

/// Largest registry, in bytes without spaces: some three hundred keys. It is read with every report.
pub const MAX_REGISTRY_BYTES: usize = 64 << 10;

/// A digest of a message.
pub(crate) fn read_digest(text: &str) -> Result<Digest, ContractError> {
    text.parse()
        .map_err(|e| ContractError::Message(format!("{text:.64}: {e}")))
}

/// A predecessor of a message or of the state. It must be about the contract's subject.
pub(crate) fn read_predecessor(
    given: &Predecessor,
    subject: &str,
) -> Result<assay_verifier::Predecessor, ContractError> {
    let predecessor = assay_verifier::Predecessor {
        report: read_digest(&given.report)?,
        subject: read_subject(&given.subject)?,
        as_of: read_time(given.as_of)?,
    };
    predecessor
        .check_subject(&read_subject(subject)?)
        .map_err(ReportError::Predecessor)?;
    Ok(predecessor)
}

fn read_subject(text: &str) -> Result<Subject, ContractError> {
    text.parse()
        .map_err(|e| ContractError::Message(format!("subject: {e}")))
}

fn read_time(seconds: u64) -> Result<Timestamp, ContractError> {
    let time = i64::try_from(seconds).ok().map(Timestamp::from_unix);
    match time {
        Some(Ok(time)) => Ok(time),
        _ => Err(ContractError::Message(format!(
            "as_of: {seconds} is no time of the years to 9999"
        ))),
    }
}

/// A currency of a message.
pub(crate) fn read_currency(text: &str) -> Result<Currency, ContractError> {
    text.parse()
        .map_err(|e| ContractError::Message(format!("{text:.64}: {e}")))
}

/// A decimal of a message.
pub(crate) fn read_decimal(text: &str) -> Result<Decimal, ContractError> {
    text.parse()
        .map_err(|e| ContractError::Message(format!("{text:.64}: {e}")))
}

/// Whether tokens may be worth so little, in this currency.
pub(crate) fn check_value(
    settings: &Settings,
    currency: &str,
    value: &Decimal,
) -> Result<(), ContractError> {
    if currency != settings.currency {
        return Err(ContractError::Currency {
            expected: settings.currency.clone(),
            found: currency.to_owned(),
        });
    }
    let least = read_decimal(&settings.min_value_per_token)?;
    match value.cmp_value(&least) {
        Ordering::Less => Err(ContractError::Value {
            least: least.to_string(),
            found: value.to_string(),
        }),
        Ordering::Equal | Ordering::Greater => Ok(()),
    }
}

/// Whether a token may have so many decimals: as many as in a supply document.
pub(crate) fn check_decimals(found: u32) -> Result<u32, ContractError> {
    let most = u32::from(MAX_TOKEN_DECIMALS);
    match found <= most {
        true => Ok(found),
        false => Err(ContractError::Decimals { most, found }),
    }
}

/// The grace period that a message asks for.
pub(crate) fn read_grace(seconds: Option<u64>) -> Result<u64, ContractError> {
    let grace = seconds.unwrap_or(GRACE);
    match GRACE_RANGE.contains(&grace) {
        true => Ok(grace),
        false => Err(ContractError::Message(format!(
            "grace: expected {} to {} seconds, found {grace}",
            GRACE_RANGE.start(),
            GRACE_RANGE.end(),
        ))),
    }
}

/// The last second at which a proposal can be applied.
pub(crate) fn expires(settings: &Settings, proposal: &Proposal) -> u64 {
    let grace = settings.grace.unwrap_or(GRACE);
    proposal
        .expires
        .unwrap_or_else(|| proposal.ready.saturating_add(grace))
}

/// Reads a registry strictly, as any verifier does, and checks it. Returns its canonical form.
pub(crate) fn read_registry(
    document: &Json,
    subject: &str,
) -> Result<(Registry, String), ContractError> {
    let text = document.text()?;
    if text.len() > MAX_REGISTRY_BYTES {
        return Err(ContractError::RegistryTooLarge {
            most: MAX_REGISTRY_BYTES,
            found: text.len(),
        });
    }
    let registry: Registry =
        parse_document(text.as_bytes()).map_err(ContractError::RegistryMalformed)?;
    registry.validate().map_err(ContractError::Registry)?;
    if registry.subject.as_str() != subject {
        return Err(ContractError::RegistrySubject {
            expected: subject.to_owned(),
            found: registry.subject.as_str().to_owned(),
        });
    }
    let canonical = String::from_utf8(canonical(&registry)?)
        .map_err(|e| ContractError::State(e.to_string()))?;
    Ok((registry, canonical))
}

/// A registry may pin a policy; it must be the contract's.
pub(crate) fn check_pin(registry: &Registry, policy: Digest) -> Result<(), ContractError> {
    match registry.policy {
        Some(found) if found != policy => Err(ContractError::PolicyConflict {
            expected: policy,
            found,
        }),
        _ => Ok(()),
    }
}

/// The registry in force.
pub(crate) fn registry(settings: &Settings) -> Result<Registry, ContractError> {
    parse_document(settings.registry.as_bytes()).map_err(|e| ContractError::State(e.to_string()))
}

/// The settings after a change.
pub(crate) fn changed(settings: &Settings, change: &Change) -> Result<Settings, ContractError> {
    let mut changed = settings.clone();
    if let Some(document) = &change.registry {
        let (_, canonical) = read_registry(document, &settings.subject)?;
        changed.registry_digest = Digest::of(canonical.as_bytes()).to_string();
        changed.registry = canonical;
    }
    if let Some(policy) = &change.policy {
        changed.policy = read_digest(policy)?.to_string();
    }
    check_pin(&registry(&changed)?, read_digest(&changed.policy)?)?;
    if let Some(decimals) = change.decimals {
        changed.decimals = check_decimals(decimals)?;
    }
    if let Some(currency) = &change.currency {
        changed.currency = read_currency(currency)?.as_str().to_owned();
    }
    if let Some(value) = &change.min_value_per_token {
        changed.min_value_per_token = read_decimal(value)?.to_string();
    }
    if let Some(heartbeat) = change.heartbeat {
        changed.heartbeat = heartbeat;
    }
    if let Some(previous) = &change.previous {
        read_predecessor(previous, &settings.subject)?;
    }
    Ok(changed)
}

/// The block's time.
pub(crate) fn now(env: &Env) -> Result<Timestamp, ContractError> {
    let seconds = i64::try_from(env.block.time.seconds())
        .map_err(|_| ContractError::State("the block's time is out of range".to_owned()))?;
    Timestamp::from_unix(seconds).map_err(|e| ContractError::State(e.to_string()))
}

/// The report accepted last.
pub(crate) fn latest(storage: &dyn Storage) -> Result<Option<StoredReport>, ContractError> {
    let Some(digest) = LATEST.may_load(storage)? else {
        return Ok(None);
    };
    Ok(Some(REPORTS.load(storage, &digest)?))
}

/// Whether a report as of `as_of` is too old to cover anything. One from the future, which is never accepted, would be too.
pub(crate) fn is_stale(as_of: u64, heartbeat: u64, env: &Env) -> bool {
    match env.block.time.seconds().checked_sub(as_of) {
        Some(age) => age > heartbeat,
        None => true,
    }
}
