//! What the chain calls.

use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Response, Storage};

use crate::chain::Chain;
use crate::document::Value;
use crate::error::ContractError;
use crate::json::Json;
use crate::message::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use crate::{admin, instantiate as setup, migrate as upgrade, query as queries, submit};

/// Sets the contract up.
///
/// # Errors
/// [`ContractError`].
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: Json,
) -> Result<Response, ContractError> {
    let DepsMut { storage, api, .. } = deps;
    let (env, info) = (&env, &info);
    instantiated(
        &mut Chain {
            storage,
            api,
            env,
            info,
        },
        msg,
    )
}

#[inline(never)]
fn instantiated(chain: &mut Chain, msg: Json) -> Result<Response, ContractError> {
    no_funds(chain.info)?;
    setup::instantiate(chain, InstantiateMsg::from_json(msg)?)
}

/// A report, or an order of the admin.
///
/// # Errors
/// [`ContractError`]; nothing is stored then.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: Json,
) -> Result<Response, ContractError> {
    let DepsMut { storage, api, .. } = deps;
    let (env, info) = (&env, &info);
    executed(
        &mut Chain {
            storage,
            api,
            env,
            info,
        },
        msg,
    )
}

#[inline(never)]
fn executed(chain: &mut Chain, msg: Json) -> Result<Response, ContractError> {
    no_funds(chain.info)?;
    match ExecuteMsg::from_json(msg)? {
        ExecuteMsg::Submit(submitted) => submit::submit(chain, submitted.report.as_bytes()),
        ExecuteMsg::Pause(_) => admin::pause(chain),
        ExecuteMsg::Unpause(_) => admin::unpause(chain),
        ExecuteMsg::ProposeRegistry(change) => admin::propose_registry(chain, change),
        ExecuteMsg::ApplyRegistry(_) => admin::apply_registry(chain),
        ExecuteMsg::CancelRegistry(_) => admin::cancel_registry(chain),
        ExecuteMsg::ProposeAdmin(successor) => admin::propose_admin(chain, &successor.admin),
        ExecuteMsg::AcceptAdmin(_) => admin::accept_admin(chain),
    }
}

/// A question.
///
/// # Errors
/// [`ContractError`].
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: Json) -> Result<Binary, ContractError> {
    answered(deps.storage, &env, msg)
}

#[inline(never)]
fn answered(storage: &dyn Storage, env: &Env, msg: Json) -> Result<Binary, ContractError> {
    let answer = queries::query(storage, env, QueryMsg::from_json(msg)?)?;
    Ok(Binary::new(answer.text()?.into_bytes()))
}

/// Another version of this code takes over the state.
///
/// # Errors
/// [`ContractError`]; nothing is stored then.
#[entry_point]
pub fn migrate(deps: DepsMut, _env: Env, msg: Json) -> Result<Response, ContractError> {
    migrated(deps.storage, msg)
}

#[inline(never)]
fn migrated(storage: &mut dyn Storage, msg: Json) -> Result<Response, ContractError> {
    MigrateMsg::from_json(msg)?;
    upgrade::migrate(storage)
}

/// Coins sent along would stay here for ever.
fn no_funds(info: &MessageInfo) -> Result<(), ContractError> {
    match info.funds.is_empty() {
        true => Ok(()),
        false => Err(ContractError::Funds),
    }
}
