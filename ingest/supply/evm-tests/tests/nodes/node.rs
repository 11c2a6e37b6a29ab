//! A development node as a process of its own, and transactions to it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use alloy_primitives::{Address, Bytes, B256, U256};
use assay_evm_tests::assembler::assemble;
use serde_json::{json, Value};

/// Most time for a node to start, and for a transaction.
const PATIENCE: Duration = Duration::from_secs(60);

const MINT: [u8; 4] = [0x40, 0xc1, 0x0f, 0x19];

/// A node; it ends when this is dropped.
pub struct Node {
    child: Child,
    pub url: String,
    /// Sends all transactions.
    pub account: Address,
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where `.ci/steps/nodes.sh` installed them.
fn installed() -> PathBuf {
    let folder = std::env::var_os("ASSAY_NODES").expect("ASSAY_NODES; .ci/run nodes sets it");
    Path::new(&folder).join("node_modules")
}

impl Node {
    /// Foundry's. The program itself, as its launcher would leave it behind.
    pub fn anvil() -> Node {
        let folder = installed().join("@foundry-rs");
        let programs = std::fs::read_dir(folder).unwrap().flatten();
        let program = programs
            .map(|entry| entry.path().join("bin").join("anvil"))
            .find(|path| path.is_file())
            .unwrap();
        Node::start(&program, &["--silent", "--host", "127.0.0.1"])
    }

    /// Hardhat's.
    pub fn hardhat() -> Node {
        let program = installed().join(".bin").join("hardhat");
        Node::start(&program, &["node", "--hostname", "127.0.0.1"])
    }

    fn start(program: &Path, options: &[&str]) -> Node {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let child = Command::new(program)
            .args(options)
            .args(["--port", &port.to_string()])
            .current_dir(installed().parent().unwrap())
            .env("HARDHAT_DISABLE_TELEMETRY_PROMPT", "true")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut node = Node {
            child,
            url: format!("http://127.0.0.1:{port}"),
            account: Address::ZERO,
        };
        let begun = Instant::now();
        while node.ask("eth_chainId", json!([])).is_none() {
            assert_eq!(node.child.try_wait().unwrap(), None, "the node ended");
            assert!(begun.elapsed() < PATIENCE, "the node does not answer");
            sleep(Duration::from_millis(50));
        }
        let accounts = node.call("eth_accounts", json!([]));
        node.account = accounts[0].as_str().unwrap().parse().unwrap();
        node
    }

    fn ask(&self, method: &str, params: Value) -> Option<Value> {
        let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let response = ureq::post(&self.url)
            .content_type("application/json")
            .send(request.to_string());
        let bytes = response.ok()?.body_mut().read_to_vec().ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// The result of a method, which may be `null`.
    pub fn call(&self, method: &str, params: Value) -> Value {
        let answer = self.ask(method, params).unwrap();
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Number, hash and time of a block.
    pub fn block(&self, tag: &str) -> (u64, B256, u64) {
        let block = self.call("eth_getBlockByNumber", json!([tag, false]));
        let text = |name: &str| block[name].as_str().unwrap().to_string();
        let number = |name: &str| u64::from_str_radix(&text(name)[2..], 16).unwrap();
        (
            number("number"),
            text("hash").parse().unwrap(),
            number("timestamp"),
        )
    }

    /// Ends so many blocks.
    pub fn mine(&self, blocks: u64) {
        self.call("hardhat_mine", json!([format!("{blocks:#x}")]));
    }

    /// Sends a transaction and waits for it; its receipt.
    fn send(&self, to: Option<Address>, data: Vec<u8>) -> Value {
        let mut transaction = json!({
            "from": self.account.to_string(), "gas": "0x2dc6c0", "data": Bytes::from(data).to_string(),
        });
        if let Some(to) = to {
            transaction["to"] = json!(to.to_string());
        }
        let hash = self.call("eth_sendTransaction", json!([transaction]));
        let begun = Instant::now();
        loop {
            let receipt = self.call("eth_getTransactionReceipt", json!([hash]));
            if !receipt.is_null() {
                assert_eq!(receipt["status"], "0x1");
                return receipt;
            }
            assert!(begun.elapsed() < PATIENCE, "no receipt");
            sleep(Duration::from_millis(50));
        }
    }

    /// Installs the token. What is `before` runs once, such as to store a word.
    pub fn deploy(&self, before: &str) -> Address {
        let code = assemble(include_str!("../../src/erc20.asm")).unwrap();
        let before = assemble(before).unwrap();
        let installing = format!(
            "PUSH2 0x{:04x} DUP1 PUSH1 0x{:02x} PUSH0 CODECOPY PUSH0 RETURN",
            code.len(),
            before.len() + 10
        );
        let installing = assemble(&installing).unwrap();
        let receipt = self.send(None, [before, installing, code].concat());
        receipt["contractAddress"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap()
    }

    /// Mints tokens to the account.
    pub fn mint(&self, token: Address, amount: U256) {
        let account = self.account.into_word();
        let amount = amount.to_be_bytes::<32>();
        self.send(
            Some(token),
            [&MINT[..], account.as_slice(), &amount].concat(),
        );
    }
}
