//! From one version of this code to another.

use cosmwasm_std::{Response, Storage};
use cw2::{get_contract_version, set_contract_version, ContractVersion};

use crate::error::ContractError;

/// The contract's name on the chain.
pub(crate) const NAME: &str = concat!("crates.io:", env!("CARGO_PKG_NAME"));
/// The version of this code.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(crate) fn migrate(storage: &mut dyn Storage) -> Result<Response, ContractError> {
    let ContractVersion { contract, version } = get_contract_version(storage)
        .map_err(|_| ContractError::OtherContract("the state tells no contract".to_owned()))?;
    if contract != NAME {
        let text = format!("the state is of contract {contract:.64}, this code is {NAME}");
        return Err(ContractError::OtherContract(text));
    }
    let (Some(stored), Some(code)) = (numbers(&version), numbers(VERSION)) else {
        let text = format!("version {version:.64} is not of the form 1.2.3");
        return Err(ContractError::OtherContract(text));
    };
    if stored > code {
        return Err(ContractError::Downgrade {
            stored: version,
            this: VERSION.to_owned(),
        });
    }
    set_contract_version(storage, NAME, VERSION)?;
    Ok(Response::new()
        .add_attribute("action", "migrate")
        .add_attribute("from", version)
        .add_attribute("to", VERSION))
}

/// The three numbers of a version. Pre-releases have no place on a chain.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let mut parts = version.split('.').map(|part| part.parse().ok());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}
