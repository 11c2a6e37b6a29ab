//! A simulated chain with one contract on it.

use assay_cosmwasm::entry::{execute, instantiate, migrate, query};
use assay_testkit::contract::{
    data, data_text, instantiate_for, policy_of, report, submit, unix, vector_text, TIMELOCK,
};
use cosmwasm_std::{Addr, Empty, Timestamp};
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use serde_json::{json, Value};

/// A moment at which `report.json` is ten minutes old.
pub const NOW: &str = "2026-11-20T22:10:00Z";
/// Digest of `report.json`.
pub const REPORT: &str = "0af66c5aab4194b3e1c355f243ebf78b9d06b1fa4da845ca921f6a81165d61b6";

fn contract() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate))
}

/// One contract and its chain.
pub struct Chain {
    pub app: App,
    pub code: u64,
    pub contract: Addr,
    pub admin: Addr,
}

impl Chain {
    /// Set up for `report.json`, at [`NOW`], with what `change` changes in the message.
    pub fn with(change: impl FnOnce(&mut Value)) -> Result<Chain, String> {
        let mut app = App::default();
        let admin = app.api().addr_make("admin");
        let mut message = instantiate_for(&report(&vector_text("report.json")), admin.as_str());
        change(&mut message);
        app.update_block(|block| block.time = Timestamp::from_seconds(unix(NOW)));
        let code = app.store_code(contract());
        let contract = app
            .instantiate_contract(
                code,
                admin.clone(),
                &message,
                &[],
                "assay",
                Some(admin.to_string()),
            )
            .map_err(last)?;
        Ok(Chain {
            app,
            code,
            contract,
            admin,
        })
    }

    /// Set up for `report.json`.
    pub fn new() -> Chain {
        Chain::with(|_| ()).unwrap()
    }

    /// That took `report.json`.
    pub fn with_report() -> Chain {
        let mut chain = Chain::new();
        chain.submit_report();
        chain
    }

    /// Submits `report.json`.
    pub fn submit_report(&mut self) -> AppResponse {
        self.execute("anyone", &submit(&vector_text("report.json")))
            .unwrap()
    }

    /// Set up for the reports `chain-*.json` of `tests/data`, at [`NOW`], when the first of them is ten minutes old.
    pub fn of_reports() -> Chain {
        Chain::with(|message| {
            message["registry"] = data("chain-registry.json");
            message["policy"] = policy_of(&report(&data_text("chain-first.json"))).into();
        })
        .unwrap()
    }

    /// An address.
    pub fn address(&self, name: &str) -> Addr {
        self.app.api().addr_make(name)
    }

    /// Executes; an error is the contract's own text.
    pub fn execute(&mut self, sender: &str, message: &Value) -> Result<AppResponse, String> {
        let sender = self.address(sender);
        self.app
            .execute_contract(sender, self.contract.clone(), message, &[])
            .map_err(last)
    }

    /// Executes and takes the code of the refusal.
    pub fn refused(&mut self, sender: &str, message: &Value) -> String {
        let before = self.app.dump_wasm_raw(&self.contract);
        let error = self.execute(sender, message).unwrap_err();
        assert_eq!(
            before,
            self.app.dump_wasm_raw(&self.contract),
            "a refusal changes the state"
        );
        assay_testkit::contract::code(&error).to_owned()
    }

    /// Asks.
    pub fn query(&self, message: &Value) -> Value {
        self.ask(message).unwrap()
    }

    /// Asks; an error is the contract's own text, and what is before it.
    pub fn ask(&self, message: &Value) -> Result<Value, String> {
        let answer = self.app.wrap().query_wasm_smart(&self.contract, message);
        answer.map_err(|error| error.to_string())
    }

    /// Sets the clock.
    pub fn at(&mut self, time: &str) {
        self.app
            .update_block(|block| block.time = Timestamp::from_seconds(unix(time)));
    }

    /// Proposes a change and applies it as soon as that can be.
    pub fn change(&mut self, change: Value) {
        self.execute("admin", &json!({ "propose_registry": change }))
            .unwrap();
        self.wait(TIMELOCK);
        self.execute("admin", &json!({"apply_registry": {}}))
            .unwrap();
    }

    /// Lets time pass.
    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += 1;
        });
    }
}

/// The contract's own text, without what the simulated chain puts before it.
pub fn last(error: impl std::fmt::Display) -> String {
    let text = error.to_string();
    let line = text.lines().last().unwrap_or_default();
    line.strip_prefix("kind: Other, error: ")
        .unwrap_or(line)
        .to_owned()
}

/// The attribute of this name, of the contract's event.
pub fn attribute(response: &AppResponse, name: &str) -> Option<String> {
    let event = response.events.iter().find(|event| event.ty == "wasm")?;
    let attribute = event.attributes.iter().find(|a| a.key == name)?;
    Some(attribute.value.clone())
}
