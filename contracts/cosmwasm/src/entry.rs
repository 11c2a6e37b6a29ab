//! What the chain calls.

use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Response};

use crate::error::ContractError;
use crate::json::Message;
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
    msg: Message<InstantiateMsg>,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    setup::instantiate(deps, &env, msg.read()?)
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
    msg: Message<ExecuteMsg>,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let sender = &info.sender;
    match msg.read()? {
        ExecuteMsg::Submit { report } => submit::submit(deps, &env, sender, report.as_bytes()),
        ExecuteMsg::Pause {} => admin::pause(deps, sender),
        ExecuteMsg::Unpause {} => admin::unpause(deps, sender),
        ExecuteMsg::ProposeRegistry(change) => admin::propose_registry(deps, &env, sender, change),
        ExecuteMsg::ApplyRegistry {} => admin::apply_registry(deps, &env, sender),
        ExecuteMsg::CancelRegistry {} => admin::cancel_registry(deps, sender),
        ExecuteMsg::ProposeAdmin { admin } => admin::propose_admin(deps, sender, &admin),
        ExecuteMsg::AcceptAdmin {} => admin::accept_admin(deps, sender),
    }
}

/// A question.
///
/// # Errors
/// [`ContractError`].
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: Message<QueryMsg>) -> Result<Binary, ContractError> {
    queries::query(deps, &env, msg.read()?)
}

/// Another version of this code takes over the state.
///
/// # Errors
/// [`ContractError`]; nothing is stored then.
#[entry_point]
pub fn migrate(
    deps: DepsMut,
    _env: Env,
    msg: Message<MigrateMsg>,
) -> Result<Response, ContractError> {
    let MigrateMsg {} = msg.read()?;
    upgrade::migrate(deps)
}

/// Coins sent along would stay here for ever.
fn no_funds(info: &MessageInfo) -> Result<(), ContractError> {
    match info.funds.is_empty() {
        true => Ok(()),
        false => Err(ContractError::Funds),
    }
}
