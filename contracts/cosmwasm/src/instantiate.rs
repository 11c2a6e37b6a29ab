//! Setting up.

use assay_statement::Digest;
use cosmwasm_std::Response;
use cw2::set_contract_version;

use crate::admin::follows;
use crate::chain::{address, Chain};
use crate::error::ContractError;
use crate::message::InstantiateMsg;
use crate::migrate::{NAME, VERSION};
use crate::settings::{
    check_decimals, check_pin, read_currency, read_decimal, read_digest, read_grace,
    read_predecessor, read_registry,
};
use crate::state::{Settings, ADMIN, PAUSED, PREVIOUS, SETTINGS};

pub(crate) fn instantiate(
    chain: &mut Chain,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    let admin = address(chain.api, &msg.admin)?;
    let policy = read_digest(&msg.policy)?;
    let (registry, canonical) = read_registry(&msg.registry, &msg.subject)?;
    check_pin(&registry, policy)?;
    let grace = read_grace(msg.grace)?;
    if let Some(previous) = &msg.previous {
        read_predecessor(previous, &msg.subject)?;
    }
    let settings = Settings {
        subject: msg.subject,
        registry_digest: Digest::of(canonical.as_bytes()).to_string(),
        registry: canonical,
        policy: policy.to_string(),
        decimals: check_decimals(msg.decimals)?,
        currency: read_currency(&msg.currency)?.as_str().to_owned(),
        min_value_per_token: read_decimal(&msg.min_value_per_token)?.to_string(),
        heartbeat: msg.heartbeat,
        timelock: msg.timelock,
        grace: Some(grace),
    };
    set_contract_version(chain.storage, NAME, VERSION)?;
    SETTINGS.save(chain.storage, &settings)?;
    ADMIN.save(chain.storage, &admin)?;
    PAUSED.save(chain.storage, &false)?;
    if let Some(previous) = &msg.previous {
        PREVIOUS.save(chain.storage, previous)?;
    }
    let response = Response::new()
        .add_attribute("action", "instantiate")
        .add_attribute("subject", settings.subject)
        .add_attribute("registry", settings.registry_digest)
        .add_attribute("policy", settings.policy)
        .add_attribute("decimals", settings.decimals.to_string())
        .add_attribute("currency", settings.currency)
        .add_attribute("min_value_per_token", settings.min_value_per_token)
        .add_attribute("heartbeat", settings.heartbeat.to_string())
        .add_attribute("timelock", settings.timelock.to_string())
        .add_attribute("grace", grace.to_string())
        .add_attribute("admin", admin);
    Ok(match msg.previous {
        Some(previous) => follows(response, &previous),
        None => response.add_attribute("previous", "none"),
    })
}
