//! The contract's compiled code in the virtual machine that chains run, metered as they meter it.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use cosmwasm_std::{Addr, BlockInfo, ContractInfo, Env, MessageInfo, Timestamp};
use cosmwasm_vm::internals::{compile_module, instance_from_module};
use cosmwasm_vm::testing::{mock_backend, MockApi, MockQuerier, MockStorage};
use cosmwasm_vm::{
    call_execute_raw, call_instantiate_raw, call_migrate_raw, call_query_raw, Backend, Size,
    Storage,
};
use serde_json::Value;

/// CosmWasm gas of one unit of gas of the chain's own.
const GAS_MULTIPLIER: u64 = 140_000;
/// Memory that chains give a contract.
const MEMORY: Size = Size::mebi(32);
/// More than any block has.
const GAS_LIMIT: u64 = 100_000_000 * GAS_MULTIPLIER;

/// Capabilities that the chains in view offer at the least.
pub const CAPABILITIES: &str = "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0,cosmwasm_2_1";

type Vm = cosmwasm_vm::Instance<MockApi, MockStorage, MockQuerier>;
type Call = fn(&mut Vm, &[u8], &[u8], &[u8]) -> cosmwasm_vm::VmResult<Vec<u8>>;

/// The code, built by the script that everybody builds it with.
pub fn code() -> &'static [u8] {
    static CODE: OnceLock<Vec<u8>> = OnceLock::new();
    CODE.get_or_init(|| {
        let mut script = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../build.sh"));
        // What cargo sets for this test is not meant for the build inside it.
        for (name, _) in std::env::vars()
            .filter(|(name, _)| name.starts_with("CARGO_") || name.starts_with("RUST"))
        {
            if !matches!(
                name.as_str(),
                "CARGO_HOME" | "RUSTUP_HOME" | "RUSTUP_TOOLCHAIN"
            ) {
                script.env_remove(name);
            }
        }
        let built = script.output().unwrap();
        let told = String::from_utf8_lossy(&built.stderr);
        assert!(built.status.success(), "build.sh: {told}");
        std::fs::read(String::from_utf8(built.stdout).unwrap().trim()).unwrap()
    })
}

/// The code, compiled once. Compiled code cannot be kept from run to run without `unsafe`.
fn module() -> &'static (wasmer::Module, wasmer::Engine) {
    static MODULE: OnceLock<(wasmer::Module, wasmer::Engine)> = OnceLock::new();
    MODULE.get_or_init(|| compile_module(code(), Some(MEMORY)).unwrap())
}

/// One contract on a chain of its own.
pub struct Chain {
    backend: Option<Backend<MockApi, MockStorage, MockQuerier>>,
    /// The block's time, Unix seconds.
    pub now: u64,
    /// Gas of the last call in the virtual machine, in the chain's units.
    pub gas: u64,
    /// Gas that the chain takes for the last call besides: for loading code that is not pinned, and for storage, with the prices that chains
    /// have unless they change them. Everything stored before is counted as read once.
    pub gas_of_chain: u64,
}

impl Chain {
    /// Without a contract yet.
    pub fn new(now: u64) -> Chain {
        Chain {
            backend: Some(mock_backend(&[])),
            now,
            gas: 0,
            gas_of_chain: 0,
        }
    }

    /// An address of this chain.
    pub fn address(name: &str) -> String {
        MockApi::default().addr_make(name)
    }

    /// Instantiates.
    pub fn instantiate(&mut self, message: &Value) -> Result<Value, String> {
        self.call(call_instantiate_raw, "creator", message)
    }

    /// Instantiates with a message of these bytes.
    pub fn instantiate_bytes(&mut self, message: &[u8]) -> Result<Value, String> {
        self.call_bytes(call_instantiate_raw, "creator", message)
    }

    /// Executes.
    pub fn execute(&mut self, sender: &str, message: &Value) -> Result<Value, String> {
        self.call(call_execute_raw, sender, message)
    }

    /// Executes a message of these bytes.
    pub fn execute_bytes(&mut self, sender: &str, message: &[u8]) -> Result<Value, String> {
        self.call_bytes(call_execute_raw, sender, message)
    }

    /// Asks.
    pub fn query(&mut self, message: &Value) -> Result<Value, String> {
        self.query_bytes(message.to_string().as_bytes())
    }

    /// Asks with a message of these bytes.
    pub fn query_bytes(&mut self, message: &[u8]) -> Result<Value, String> {
        let call: Call = |vm, env, _, message| call_query_raw(vm, env, message);
        let answer = self.call_bytes(call, "", message)?;
        let bytes = cosmwasm_std::from_base64(answer.as_str().unwrap()).unwrap();
        Ok(serde_json::from_slice(&bytes).unwrap())
    }

    /// Migrates to the same code with a message of these bytes.
    pub fn migrate_bytes(&mut self, message: &[u8]) -> Result<Value, String> {
        let call: Call = |vm, env, _, message| call_migrate_raw(vm, env, message);
        self.call_bytes(call, "", message)
    }

    fn call(&mut self, call: Call, sender: &str, message: &Value) -> Result<Value, String> {
        self.call_bytes(call, sender, message.to_string().as_bytes())
    }

    /// Panics if the contract traps, or if a refusal changes what is stored.
    fn call_bytes(&mut self, call: Call, sender: &str, message: &[u8]) -> Result<Value, String> {
        let (module, engine) = module();
        let backend = self.backend.take().unwrap();
        let mut vm = instance_from_module(
            wasmer::Store::new(engine.clone()),
            module,
            backend,
            GAS_LIMIT,
            None,
        )
        .unwrap();
        let env = serde_json::to_vec(&self.env()).unwrap();
        let info = MessageInfo {
            sender: Addr::unchecked(Chain::address(sender)),
            funds: vec![],
        };
        let info = serde_json::to_vec(&info).unwrap();
        vm.set_storage_readonly(false);
        let before = stored(&mut vm);
        let answer = call(&mut vm, &env, &info, message).unwrap();
        self.gas = (GAS_LIMIT - vm.get_gas_left()).div_ceil(GAS_MULTIPLIER);
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        let outcome = match answer.get("error") {
            Some(error) => Err(error.as_str().unwrap().to_owned()),
            None => Ok(answer["ok"].clone()),
        };
        let after = stored(&mut vm);
        if outcome.is_err() {
            assert_eq!(before, after, "a refusal changes the state");
        }
        self.gas_of_chain = gas_of_chain(&before, &after);
        self.backend = Some(vm.recycle().unwrap());
        outcome
    }

    fn env(&self) -> Env {
        Env {
            block: BlockInfo {
                height: 4_321,
                time: Timestamp::from_seconds(self.now),
                chain_id: "test-1".to_owned(),
            },
            transaction: None,
            contract: ContractInfo {
                address: Addr::unchecked(Chain::address("contract")),
            },
        }
    }
}

type Stored = Vec<(Vec<u8>, Vec<u8>)>;

fn gas_of_chain(before: &Stored, after: &Stored) -> u64 {
    let bytes = |entry: &(Vec<u8>, Vec<u8>)| (entry.0.len() + entry.1.len()) as u64;
    let read: u64 = before.iter().map(|entry| 1_000 + 3 * bytes(entry)).sum();
    let written = after.iter().filter(|entry| !before.contains(entry));
    let written: u64 = written.map(|entry| 2_000 + 30 * bytes(entry)).sum();
    60_000 + read + written
}

fn stored(vm: &mut Vm) -> Stored {
    vm.with_storage(|storage| {
        let all = storage
            .scan(None, None, cosmwasm_std::Order::Ascending)
            .0
            .unwrap();
        Ok(storage.all(all).0.unwrap())
    })
    .unwrap()
}
