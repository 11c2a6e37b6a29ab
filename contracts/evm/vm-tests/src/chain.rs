//! A chain: transactions are executed by `revm`, under the limits of a fork.

use alloy_primitives::{Address, Bytes, TxKind, B256, U256};
use revm::context::result::{ExecutionResult, Output};
use revm::context::TxEnv;
use revm::database::{CacheDB, EmptyDB};
use revm::{Context, Database as _, ExecuteCommitEvm, ExecuteEvm, MainBuilder, MainContext};

pub use revm::primitives::hardfork::SpecId;

/// Who sends transactions if nobody else is named.
pub const SENDER: Address = Address::repeat_byte(0x5e);

/// Most gas of a transaction (EIP-7825).
pub const GAS_CAP: u64 = 1 << 24;

/// The chain.
#[derive(Clone)]
pub struct Chain {
    fork: SpecId,
    database: CacheDB<EmptyDB>,
    /// Seconds since 1970 of the block that transactions are in.
    pub time: u64,
}

/// What a transaction did.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What it returned; what it reverted with.
    pub result: Result<Vec<u8>, Vec<u8>>,
    /// Gas that is paid for.
    pub gas: u64,
    /// Topics and data of each event.
    pub events: Vec<(Vec<B256>, Vec<u8>)>,
}

impl Chain {
    /// An empty one.
    pub fn new(fork: SpecId) -> Chain {
        Chain {
            fork,
            database: CacheDB::default(),
            time: 1_800_000_000,
        }
    }

    /// Deploys a contract: where it is, and what that took.
    pub fn deploy(&mut self, code: Vec<u8>) -> Result<(Address, u64), String> {
        let (result, kept) = self.execute(SENDER, TxKind::Create, code, true);
        let gas = result.tx_gas_used();
        match result {
            ExecutionResult::Success {
                output: Output::Create(_, Some(address)),
                ..
            } if kept => Ok((address, gas)),
            other => Err(format!("{other:?}")),
        }
    }

    /// Calls a contract in a transaction and keeps what it does.
    pub fn send(&mut self, from: Address, to: Address, data: Vec<u8>) -> Outcome {
        let (result, _) = self.execute(from, TxKind::Call(to), data, true);
        outcome(result)
    }

    /// Calls a contract in a transaction and forgets what it does.
    pub fn view(&mut self, to: Address, data: Vec<u8>) -> Outcome {
        let (result, _) = self.execute(SENDER, TxKind::Call(to), data, false);
        outcome(result)
    }

    /// The code at an address.
    pub fn code(&mut self, of: Address) -> Vec<u8> {
        let account = self.database.basic(of).unwrap().unwrap_or_default();
        let code = account.code;
        let code = code.unwrap_or_else(|| self.database.code_by_hash(account.code_hash).unwrap());
        code.original_byte_slice().to_vec()
    }

    fn execute(
        &mut self,
        from: Address,
        kind: TxKind,
        data: Vec<u8>,
        keep: bool,
    ) -> (ExecutionResult, bool) {
        let account = self.database.basic(from).unwrap_or_default();
        let tx = TxEnv {
            caller: from,
            gas_limit: GAS_CAP,
            gas_price: 0,
            kind,
            data: Bytes::from(data),
            nonce: account.map_or(0, |account| account.nonce),
            ..TxEnv::default()
        };
        let mut evm = Context::mainnet()
            .modify_cfg_chained(|config| config.set_spec_and_mainnet_gas_params(self.fork))
            .modify_block_chained(|block| {
                block.timestamp = U256::from(self.time);
                block.gas_limit = 4 * GAS_CAP;
            })
            .with_db(std::mem::take(&mut self.database))
            .build_mainnet();
        let result = match keep {
            true => evm.transact_commit(tx),
            false => evm.transact(tx).map(|done| done.result),
        };
        self.database = evm.ctx.journaled_state.database;
        (result.unwrap(), keep)
    }
}

fn outcome(result: ExecutionResult) -> Outcome {
    let gas = result.tx_gas_used();
    match result {
        ExecutionResult::Success { output, logs, .. } => Outcome {
            result: Ok(output.into_data().to_vec()),
            gas,
            events: logs
                .into_iter()
                .map(|log| (log.data.topics().to_vec(), log.data.data.to_vec()))
                .collect(),
        },
        ExecutionResult::Revert { output, .. } => Outcome {
            result: Err(output.to_vec()),
            gas,
            events: Vec::new(),
        },
        // What runs out of gas or meets an invalid instruction reverts with nothing.
        ExecutionResult::Halt { .. } => Outcome {
            result: Err(Vec::new()),
            gas,
            events: Vec::new(),
        },
    }
}
