//! What the admin may do. Pausing is immediate, and so is ending a pause: all it exposes again is what was verified. What the
//! contract verifies against changes only after the timelock, in sight of everybody.

use cosmwasm_std::{Addr, DepsMut, Env, Response, Storage};

use crate::error::ContractError;
use crate::instantiate::address;
use crate::message::Change;
use crate::settings::changed;
use crate::state::{Proposal, ADMIN, PAUSED, PREVIOUS, PROPOSAL, PROPOSED_ADMIN, SETTINGS};

pub(crate) fn pause(deps: DepsMut, sender: &Addr) -> Result<Response, ContractError> {
    only_admin(deps.storage, sender)?;
    if PAUSED.load(deps.storage)? {
        return Err(ContractError::Paused);
    }
    PAUSED.save(deps.storage, &true)?;
    Ok(done("pause"))
}

pub(crate) fn unpause(deps: DepsMut, sender: &Addr) -> Result<Response, ContractError> {
    only_admin(deps.storage, sender)?;
    if !PAUSED.load(deps.storage)? {
        return Err(ContractError::NotPaused);
    }
    PAUSED.save(deps.storage, &false)?;
    Ok(done("unpause"))
}

pub(crate) fn propose_registry(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    change: Change,
) -> Result<Response, ContractError> {
    only_admin(deps.storage, sender)?;
    if change == Change::default() {
        return Err(ContractError::Message("nothing is to change".to_owned()));
    }
    let settings = SETTINGS.load(deps.storage)?;
    // Refused now rather than when the timelock has passed.
    let after = changed(&settings, &change)?;
    let ready = env
        .block
        .time
        .seconds()
        .checked_add(settings.timelock)
        .ok_or_else(|| ContractError::State("the timelock never passes".to_owned()))?;
    let mut response = done("propose_registry").add_attribute("ready", ready.to_string());
    response = described(response, &change, &after);
    PROPOSAL.save(deps.storage, &Proposal { change, ready })?;
    Ok(response)
}

pub(crate) fn apply_registry(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
) -> Result<Response, ContractError> {
    only_admin(deps.storage, sender)?;
    let Proposal { change, ready } = PROPOSAL
        .may_load(deps.storage)?
        .ok_or(ContractError::NothingProposed)?;
    let now = env.block.time.seconds();
    if now < ready {
        return Err(ContractError::Timelocked { ready, now });
    }
    let after = changed(&SETTINGS.load(deps.storage)?, &change)?;
    SETTINGS.save(deps.storage, &after)?;
    if change.previous.is_some() {
        PREVIOUS.save(deps.storage, &change.previous)?;
    }
    PROPOSAL.remove(deps.storage);
    Ok(described(done("apply_registry"), &change, &after))
}

pub(crate) fn cancel_registry(deps: DepsMut, sender: &Addr) -> Result<Response, ContractError> {
    only_admin(deps.storage, sender)?;
    if PROPOSAL.may_load(deps.storage)?.is_none() {
        return Err(ContractError::NothingProposed);
    }
    PROPOSAL.remove(deps.storage);
    Ok(done("cancel_registry"))
}

pub(crate) fn propose_admin(
    deps: DepsMut,
    sender: &Addr,
    admin: &str,
) -> Result<Response, ContractError> {
    only_admin(deps.storage, sender)?;
    let admin = address(deps.api, admin)?;
    PROPOSED_ADMIN.save(deps.storage, &admin)?;
    Ok(done("propose_admin").add_attribute("admin", admin))
}

pub(crate) fn accept_admin(deps: DepsMut, sender: &Addr) -> Result<Response, ContractError> {
    if PROPOSED_ADMIN.may_load(deps.storage)?.as_ref() != Some(sender) {
        return Err(ContractError::NotProposedAdmin);
    }
    PROPOSED_ADMIN.remove(deps.storage);
    ADMIN.save(deps.storage, sender)?;
    Ok(done("accept_admin").add_attribute("admin", sender))
}

fn only_admin(storage: &dyn Storage, sender: &Addr) -> Result<(), ContractError> {
    match ADMIN.load(storage)? == sender {
        true => Ok(()),
        false => Err(ContractError::NotAdmin),
    }
}

fn done(action: &str) -> Response {
    Response::new().add_attribute("action", action)
}

/// Says what a change changes, in full but for the registry, which is told by its digest.
fn described(response: Response, change: &Change, after: &crate::state::Settings) -> Response {
    let mut told = response;
    if change.registry.is_some() {
        told = told.add_attribute("registry", &after.registry_digest);
    }
    if change.policy.is_some() {
        told = told.add_attribute("policy", &after.policy);
    }
    if change.heartbeat.is_some() {
        told = told.add_attribute("heartbeat", after.heartbeat.to_string());
    }
    if change.decimals.is_some() {
        told = told.add_attribute("decimals", after.decimals.to_string());
    }
    if let Some(previous) = &change.previous {
        told = told.add_attribute("previous", previous);
    }
    told
}
