//! What the admin may do. Pausing is immediate, and so is ending a pause: all it exposes again is what was verified. What the
//! contract verifies against changes only after the timelock, in sight of everybody.

use cosmwasm_std::Response;

use crate::chain::{address, Chain};
use crate::error::ContractError;
use crate::message::{Change, Predecessor};
use crate::response::Proposal;
use crate::settings::{changed, expires};
use crate::state::{Settings, ADMIN, PAUSED, PREVIOUS, PROPOSAL, PROPOSED_ADMIN, SETTINGS};

pub(crate) fn pause(chain: &mut Chain) -> Result<Response, ContractError> {
    only_admin(chain)?;
    if PAUSED.load(chain.storage)? {
        return Err(ContractError::Paused);
    }
    PAUSED.save(chain.storage, &true)?;
    Ok(done("pause"))
}

pub(crate) fn unpause(chain: &mut Chain) -> Result<Response, ContractError> {
    only_admin(chain)?;
    if !PAUSED.load(chain.storage)? {
        return Err(ContractError::NotPaused);
    }
    PAUSED.save(chain.storage, &false)?;
    Ok(done("unpause"))
}

pub(crate) fn propose_registry(
    chain: &mut Chain,
    change: Change,
) -> Result<Response, ContractError> {
    only_admin(chain)?;
    if change.is_none() {
        return Err(ContractError::Message("nothing is to change".to_owned()));
    }
    let settings = SETTINGS.load(chain.storage)?;
    // Refused now rather than when the timelock has passed.
    let after = changed(&settings, &change)?;
    let ready = chain
        .env
        .block
        .time
        .seconds()
        .checked_add(settings.timelock)
        .ok_or_else(|| ContractError::State("the timelock never passes".to_owned()))?;
    let mut proposal = Proposal {
        change,
        ready,
        expires: None,
    };
    let expires = expires(&settings, &proposal);
    proposal.expires = Some(expires);
    PROPOSAL.save(chain.storage, &proposal)?;
    let response = done("propose_registry")
        .add_attribute("ready", ready.to_string())
        .add_attribute("expires", expires.to_string());
    Ok(described(response, &proposal.change, &after))
}

pub(crate) fn apply_registry(chain: &mut Chain) -> Result<Response, ContractError> {
    only_admin(chain)?;
    let proposal = PROPOSAL
        .may_load(chain.storage)?
        .ok_or(ContractError::NothingProposed)?;
    let settings = SETTINGS.load(chain.storage)?;
    let now = chain.env.block.time.seconds();
    if now < proposal.ready {
        let ready = proposal.ready;
        return Err(ContractError::Timelocked { ready, now });
    }
    // A proposal that could be applied at any later time would take everybody by surprise, timelock or not.
    let expires = expires(&settings, &proposal);
    if now > expires {
        return Err(ContractError::Expired { expires, now });
    }
    let change = proposal.change;
    let after = changed(&settings, &change)?;
    SETTINGS.save(chain.storage, &after)?;
    if let Some(previous) = &change.previous {
        PREVIOUS.save(chain.storage, previous)?;
    }
    PROPOSAL.remove(chain.storage);
    Ok(described(done("apply_registry"), &change, &after))
}

pub(crate) fn cancel_registry(chain: &mut Chain) -> Result<Response, ContractError> {
    only_admin(chain)?;
    if !PROPOSAL.exists(chain.storage) {
        return Err(ContractError::NothingProposed);
    }
    PROPOSAL.remove(chain.storage);
    Ok(done("cancel_registry"))
}

pub(crate) fn propose_admin(chain: &mut Chain, admin: &str) -> Result<Response, ContractError> {
    only_admin(chain)?;
    let admin = address(chain.api, admin)?;
    PROPOSED_ADMIN.save(chain.storage, &admin)?;
    Ok(done("propose_admin").add_attribute("admin", admin))
}

pub(crate) fn accept_admin(chain: &mut Chain) -> Result<Response, ContractError> {
    let sender = &chain.info.sender;
    if PROPOSED_ADMIN.may_load(chain.storage)?.as_ref() != Some(sender) {
        return Err(ContractError::NotProposedAdmin);
    }
    PROPOSED_ADMIN.remove(chain.storage);
    ADMIN.save(chain.storage, sender)?;
    Ok(done("accept_admin").add_attribute("admin", sender))
}

fn only_admin(chain: &Chain) -> Result<(), ContractError> {
    match ADMIN.load(chain.storage)? == chain.info.sender {
        true => Ok(()),
        false => Err(ContractError::NotAdmin),
    }
}

fn done(action: &str) -> Response {
    Response::new().add_attribute("action", action)
}

/// Says what a change changes, in full but for the registry, of which it gives the digest.
fn described(mut response: Response, change: &Change, after: &Settings) -> Response {
    if change.registry.is_some() {
        response = response.add_attribute("registry", &after.registry_digest);
    }
    if change.policy.is_some() {
        response = response.add_attribute("policy", &after.policy);
    }
    if change.heartbeat.is_some() {
        response = response.add_attribute("heartbeat", after.heartbeat.to_string());
    }
    if change.decimals.is_some() {
        response = response.add_attribute("decimals", after.decimals.to_string());
    }
    if change.currency.is_some() {
        response = response.add_attribute("currency", &after.currency);
    }
    if change.min_value_per_token.is_some() {
        response = response.add_attribute("min_value_per_token", &after.min_value_per_token);
    }
    if let Some(previous) = &change.previous {
        response = follows(response, previous);
    }
    response
}

/// Says which report the next one must follow.
pub(crate) fn follows(response: Response, previous: &Predecessor) -> Response {
    response
        .add_attribute("previous", &previous.report)
        .add_attribute("previous_as_of", previous.as_of.to_string())
}
