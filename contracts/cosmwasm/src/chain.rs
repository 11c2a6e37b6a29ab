//! What the contract uses of its chain.

use cosmwasm_std::{Addr, Api, Env, MessageInfo, Storage};

use crate::error::ContractError;

/// One call: storage, addresses, the block, the sender. The rest (queries of other contracts) is not passed on, and so is not in the code.
pub(crate) struct Chain<'a> {
    pub storage: &'a mut dyn Storage,
    pub api: &'a dyn Api,
    pub env: &'a Env,
    pub info: &'a MessageInfo,
}

/// An address of this chain.
///
/// # Errors
/// [`ContractError::Address`].
pub(crate) fn address(api: &dyn Api, text: &str) -> Result<Addr, ContractError> {
    // The host takes no longer ones.
    const LONGEST: usize = 256;
    let refused = || ContractError::Address(text.chars().take(LONGEST).collect());
    if text.is_empty() || text.len() > LONGEST {
        return Err(refused());
    }
    api.addr_validate(text).map_err(|_| refused())
}
