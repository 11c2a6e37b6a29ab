//! The compiled contracts.

use std::path::PathBuf;

use alloy_primitives::hex;
use serde_json::Value;

/// A compiled contract.
pub struct Artefact {
    /// What deploys it, without arguments.
    pub code: Vec<u8>,
    /// Bytes of code that it has.
    pub size: u64,
}

impl Artefact {
    /// The contract of this name.
    pub fn named(name: &str) -> Artefact {
        let json = read(name);
        Artefact {
            code: hex::decode(json["code"].as_str().unwrap()).unwrap(),
            size: json["size"].as_u64().unwrap(),
        }
    }
}

/// The codes of the data contracts of a shape.
pub fn generators(k: u32, rules: usize) -> Vec<Vec<u8>> {
    let json = read(&format!("generators-{k}-{rules}"));
    let codes = json.as_array().unwrap().iter();
    codes
        .map(|code| hex::decode(code.as_str().unwrap()).unwrap())
        .collect()
}

fn read(name: &str) -> Value {
    serde_json::from_slice(&artefact_file(name)).unwrap()
}

/// The file of this name, without its ending.
pub fn artefact_file(name: &str) -> Vec<u8> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../target")),
        PathBuf::from,
    );
    let path = target.join("evm").join(format!("{name}.json"));
    std::fs::read(&path)
        .unwrap_or_else(|e| panic!("{}: {e}; contracts/evm/build.sh makes it", path.display()))
}

/// Code that deploys the code given: it copies what follows its twelve bytes, and returns it.
pub fn deploying(code: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(code.len()).unwrap().to_be_bytes();
    // PUSH2 length, DUP1, PUSH1 12, PUSH0, CODECOPY, PUSH0, RETURN, and a byte that is not reached.
    let prefix = [
        0x61, high, low, 0x80, 0x60, 0x0c, 0x5f, 0x39, 0x5f, 0xf3, 0x00, 0x00,
    ];
    [&prefix, code].concat()
}
