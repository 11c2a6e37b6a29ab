//! From one version of the code to another.

use cosmwasm_std::testing::{mock_dependencies, mock_env};
use cosmwasm_std::Storage;
use cw_multi_test::Executor;
use serde_json::json;

use assay_cosmwasm::entry::migrate;
use assay_cosmwasm::json::Json;

use crate::app::{Chain, REPORT};

fn version(storage: &dyn Storage) -> Option<String> {
    let found = cw2::get_contract_version(storage).ok()?;
    Some(found.version)
}

/// The code of what migrating from this state says.
fn from(contract: Option<(&str, &str)>) -> Result<(), &'static str> {
    let mut deps = mock_dependencies();
    if let Some((name, version)) = contract {
        cw2::set_contract_version(&mut deps.storage, name, version).unwrap();
    }
    let before = version(&deps.storage);
    let outcome = migrate(deps.as_mut(), mock_env(), Json::Object(vec![]));
    let after = version(&deps.storage);
    match outcome {
        Ok(response) => {
            let told: Vec<_> = response.attributes.iter().map(|a| a.key.as_str()).collect();
            assert_eq!(told, ["action", "from", "to"]);
            assert_eq!(after.as_deref(), Some(env!("CARGO_PKG_VERSION")));
            Ok(())
        }
        Err(error) => {
            assert_eq!(before, after, "a refusal changes the state");
            Err(error.code())
        }
    }
}

#[test]
fn from_itself_and_before_only() {
    let name = "crates.io:assay-cosmwasm";
    let this = env!("CARGO_PKG_VERSION");
    assert_eq!(from(Some((name, this))), Ok(()));
    assert_eq!(from(Some((name, "0.0.9"))), Ok(()));
    assert_eq!(from(Some((name, "0.10.0"))), Err("downgrade"));
    assert_eq!(from(Some((name, "99.0.0"))), Err("downgrade"));
    for version in ["", "0.1", "0.1.0.0", "v0.1.0", "0.1.0-rc.1"] {
        assert_eq!(
            from(Some((name, version))),
            Err("other-contract"),
            "{version}"
        );
    }
    assert_eq!(
        from(Some(("crates.io:cw20-base", this))),
        Err("other-contract")
    );
    assert_eq!(from(None), Err("other-contract"));
}

#[test]
fn keeps_what_is_stored() {
    let mut chain = Chain::with_report();
    let before = chain.query(&json!({"latest": {}}));
    let (admin, contract, code) = (chain.admin.clone(), chain.contract.clone(), chain.code);
    let unknown = chain.app.migrate_contract(
        admin.clone(),
        contract.clone(),
        &json!({"force": true}),
        code,
    );
    assert!(crate::app::last(unknown.unwrap_err()).starts_with("message-malformed: "));
    chain
        .app
        .migrate_contract(admin, contract, &json!({}), code)
        .unwrap();
    assert_eq!(chain.query(&json!({"latest": {}})), before);
    assert_eq!(before["report"]["digest"], REPORT);
}
