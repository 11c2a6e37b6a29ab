//! Blocks, each with the state after it.

use alloy_primitives::{Address, Bytes, TxKind, B256, KECCAK256_EMPTY, U256};
use revm::context::result::{ExecutionResult, Output};
use revm::context::TxEnv;
use revm::database::{CacheDB, EmptyDB};
use revm::{Context, ExecuteCommitEvm, ExecuteEvm, MainBuilder, MainContext};
use serde_json::{json, Value};

use crate::assembler::{assemble, deploying};
use assay_testkit::evm_state::{Account, Header, State};
use assay_testkit::rpc_server::Reply;

type Database = CacheDB<EmptyDB>;

/// Who sends all transactions.
pub const SENDER: Address = Address::repeat_byte(0x5e);

/// A block and the state after it.
#[derive(Clone)]
struct Block {
    header: Header,
    state: State,
    database: Database,
}

/// The chain; its last two blocks are not final.
#[derive(Clone)]
pub struct Chain {
    id: u64,
    database: Database,
    nonce: u64,
    blocks: Vec<Block>,
}

impl Chain {
    /// A chain whose first block has this time.
    pub fn new(id: u64, time: u64) -> Chain {
        let mut chain = Chain {
            id,
            database: Database::default(),
            nonce: 0,
            blocks: Vec::new(),
        };
        chain.mine(time);
        chain
    }

    /// Ends a block.
    pub fn mine(&mut self, time: u64) {
        let state = state_of(&self.database);
        let header = Header {
            parent: self
                .blocks
                .last()
                .map_or(B256::ZERO, |block| block.header.hash()),
            state_root: state.root(),
            number: self.blocks.len() as u64,
            time,
        };
        self.blocks.push(Block {
            header,
            state,
            database: self.database.clone(),
        });
    }

    /// Installs the token.
    pub fn deploy_token(&mut self) -> Result<Address, String> {
        let code = deploying(&assemble(include_str!("erc20.asm"))?)?;
        match self.send(TxKind::Create, code.into())? {
            ExecutionResult::Success {
                output: Output::Create(_, Some(address)),
                ..
            } => Ok(address),
            other => Err(format!("{other:?}")),
        }
    }

    /// Calls a function of a contract and keeps what it does; whether it succeeds.
    pub fn call(
        &mut self,
        contract: Address,
        selector: u32,
        words: &[U256],
    ) -> Result<bool, String> {
        let data = call_data(selector, words);
        let result = self.send(TxKind::Call(contract), data)?;
        Ok(result.is_success())
    }

    fn send(&mut self, kind: TxKind, data: Bytes) -> Result<ExecutionResult, String> {
        let tx = self.transaction(kind, data, self.nonce);
        self.nonce += 1;
        let context = Context::mainnet()
            .modify_cfg_chained(|config| config.chain_id = self.id)
            .with_db(std::mem::take(&mut self.database));
        let mut evm = context.build_mainnet();
        let result = evm.transact_commit(tx).map_err(|e| format!("{e:?}"));
        self.database = evm.ctx.journaled_state.database;
        result
    }

    fn transaction(&self, kind: TxKind, data: Bytes, nonce: u64) -> TxEnv {
        TxEnv {
            caller: SENDER,
            gas_limit: 10_000_000,
            gas_price: 0,
            kind,
            data,
            nonce,
            chain_id: Some(self.id),
            ..TxEnv::default()
        }
    }

    /// The number of the last final block.
    pub fn finalized(&self) -> u64 {
        (self.blocks.len() as u64).saturating_sub(3)
    }

    /// The hash of a block.
    pub fn hash(&self, number: u64) -> Option<B256> {
        Some(self.at(number)?.header.hash())
    }

    fn at(&self, number: u64) -> Option<&Block> {
        self.blocks.get(usize::try_from(number).ok()?)
    }

    /// What a node answers.
    pub fn answer(&self, method: &str, params: &Value) -> Reply {
        match method {
            "eth_chainId" => Reply::Result(json!(format!("{:#x}", self.id))),
            "eth_getBlockByNumber" => {
                let number = match params[0].as_str() {
                    Some("finalized") => Some(self.finalized()),
                    Some(text) => number(text),
                    None => None,
                };
                let block = number.and_then(|number| self.at(number));
                Reply::Result(block.map_or(Value::Null, |block| block.header.json()))
            }
            "eth_call" => self.view(params).unwrap_or_else(header_not_found),
            "eth_getProof" => self.proof(params).unwrap_or_else(header_not_found),
            _ => Reply::Error(-32_601, "the method does not exist".into()),
        }
    }

    fn named(&self, reference: &Value) -> Option<&Block> {
        let hash: B256 = reference["blockHash"].as_str()?.parse().ok()?;
        self.blocks.iter().find(|block| block.header.hash() == hash)
    }

    fn view(&self, params: &Value) -> Option<Reply> {
        let block = self.named(&params[1])?;
        let to: Address = params[0]["to"].as_str()?.parse().ok()?;
        let data: Bytes = params[0]["data"].as_str()?.parse().ok()?;
        let nonce = block.state.0.get(&SENDER).map_or(0, |sender| sender.nonce);
        let context = Context::mainnet()
            .modify_cfg_chained(|config| config.chain_id = self.id)
            .with_db(block.database.clone());
        let mut evm = context.build_mainnet();
        let result = evm
            .transact(self.transaction(TxKind::Call(to), data, nonce))
            .ok()?;
        Some(match result.result {
            ExecutionResult::Success { output, .. } => {
                Reply::Result(json!(output.into_data().to_string()))
            }
            _ => Reply::Error(3, "execution reverted".into()),
        })
    }

    fn proof(&self, params: &Value) -> Option<Reply> {
        let block = self.named(&params[2])?;
        let address: Address = params[0].as_str()?.parse().ok()?;
        let slot: B256 = params[1][0].as_str()?.parse().ok()?;
        Some(Reply::Result(block.state.proof_json(address, slot)))
    }
}

fn header_not_found() -> Reply {
    Reply::Error(-32_000, "header not found".into())
}

fn number(text: &str) -> Option<u64> {
    u64::from_str_radix(text.strip_prefix("0x")?, 16).ok()
}

fn call_data(selector: u32, words: &[U256]) -> Bytes {
    let mut data = selector.to_be_bytes().to_vec();
    words
        .iter()
        .for_each(|word| data.extend(word.to_be_bytes::<32>()));
    data.into()
}

/// What the EVM left behind.
fn state_of(database: &Database) -> State {
    let accounts = database
        .cache
        .accounts
        .iter()
        .filter_map(|(address, account)| {
            let info = account.info()?;
            let storage = account.storage.iter().filter(|(_, value)| !value.is_zero());
            let account = Account {
                nonce: info.nonce,
                balance: info.balance,
                code_hash: info.code_hash,
                storage: storage
                    .map(|(slot, value)| (B256::from(*slot), *value))
                    .collect(),
            };
            // An empty account is none (EIP-161).
            let empty = account.nonce == 0
                && account.balance.is_zero()
                && account.code_hash == KECCAK256_EMPTY;
            (!empty).then_some((*address, account))
        });
    State(accounts.collect())
}
