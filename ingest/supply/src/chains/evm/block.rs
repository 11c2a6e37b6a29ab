//! A block as `eth_getBlockByNumber` returns it, and its header.

use alloy_rlp::{BufMut, Encodable, Header};
use serde::Deserialize;
use serde_json::Value;

use crate::hexadecimal::{Data, Quantity};

/// The method that returns a block by its number.
pub const GET_BLOCK: &str = "eth_getBlockByNumber";

/// A block. Beyond hash, number and time, only its header's fields are read, and only evidence needs them: so they may have
/// any form until evidence is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct EvmBlock {
    pub hash: Data,
    pub number: Quantity,
    pub timestamp: Quantity,
    pub parent_hash: Option<Value>,
    pub sha3_uncles: Option<Value>,
    pub miner: Option<Value>,
    pub state_root: Option<Value>,
    pub transactions_root: Option<Value>,
    pub receipts_root: Option<Value>,
    pub logs_bloom: Option<Value>,
    pub difficulty: Option<Value>,
    pub gas_limit: Option<Value>,
    pub gas_used: Option<Value>,
    pub extra_data: Option<Value>,
    pub mix_hash: Option<Value>,
    pub nonce: Option<Value>,
    pub base_fee_per_gas: Option<Value>,
    pub withdrawals_root: Option<Value>,
    pub blob_gas_used: Option<Value>,
    pub excess_blob_gas: Option<Value>,
    pub parent_beacon_block_root: Option<Value>,
    pub requests_hash: Option<Value>,
    pub block_access_list_hash: Option<Value>,
    pub slot_number: Option<Value>,
}

/// A field of the header, which is an RLP string of either form.
enum Field<'a> {
    Data(&'a Option<Value>),
    Quantity(&'a Option<Value>),
    Read(&'a Quantity),
}

impl Field<'_> {
    /// Whether the block has it.
    fn is_there(&self) -> bool {
        match self {
            Field::Data(value) | Field::Quantity(value) => value.is_some(),
            Field::Read(_) => true,
        }
    }

    /// Its bytes; `None` if it is not there, or has another form. Zeros before a quantity are passed over: the block's hash
    /// says whether it is the right one.
    fn bytes(&self) -> Option<Vec<u8>> {
        let number = match self {
            Field::Data(value) => {
                return Some(value.as_ref()?.as_str()?.parse::<Data>().ok()?.0);
            }
            Field::Quantity(value) => {
                let digits = value.as_ref()?.as_str()?.strip_prefix("0x")?;
                let significant = digits.trim_start_matches('0');
                match significant.is_empty() && !digits.is_empty() {
                    true => Quantity::default(),
                    false => format!("0x{significant}").parse().ok()?,
                }
            }
            Field::Read(number) => (*number).clone(),
        };
        Some(match number.0.bits() {
            0 => Vec::new(),
            _ => number.0.to_bytes_be(),
        })
    }
}

impl EvmBlock {
    /// The header's RLP: the fifteen fields of the first block, then those that upgrades added, each of which needs the ones
    /// before it. `None` if a field is not there, or has another form. Whether it is the header of [`EvmBlock::hash`] is for the caller to check:
    /// a chain may have others, or other fields.
    ///
    /// Ethereum Yellow Paper, section 4.3; EIP-1559, 4895, 4844, 4788, 7685, 7928, 7843.
    pub fn header(&self) -> Option<Vec<u8>> {
        use Field::{Data as D, Quantity as Q};
        let first = [
            D(&self.parent_hash),
            D(&self.sha3_uncles),
            D(&self.miner),
            D(&self.state_root),
            D(&self.transactions_root),
            D(&self.receipts_root),
            D(&self.logs_bloom),
            Q(&self.difficulty),
            Field::Read(&self.number),
            Q(&self.gas_limit),
            Q(&self.gas_used),
            Field::Read(&self.timestamp),
            D(&self.extra_data),
            D(&self.mix_hash),
            D(&self.nonce),
        ];
        let later = [
            Q(&self.base_fee_per_gas),
            D(&self.withdrawals_root),
            Q(&self.blob_gas_used),
            Q(&self.excess_blob_gas),
            D(&self.parent_beacon_block_root),
            D(&self.requests_hash),
            D(&self.block_access_list_hash),
            Q(&self.slot_number),
        ];
        let mut fields: Vec<Vec<u8>> = first.iter().map(Field::bytes).collect::<Option<_>>()?;
        fields.extend(later.iter().map_while(Field::bytes));
        let there = later.iter().filter(|field| field.is_there()).count();
        if fields.len() != first.len() + there {
            return None;
        }
        Some(list(&fields))
    }
}

/// The RLP of a list of strings.
fn list(strings: &[Vec<u8>]) -> Vec<u8> {
    let mut payload = Vec::new();
    for string in strings {
        string.as_slice().encode(&mut payload);
    }
    let mut out = Vec::new();
    let head = Header {
        list: true,
        payload_length: payload.len(),
    };
    head.encode(&mut out);
    out.put_slice(&payload);
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use alloy_primitives::keccak256;

    /// Ethereum's first block, as every endpoint returns it (transactions and uncles left out).
    const GENESIS: &str = r#"{
        "difficulty": "0x400000000",
        "extraData": "0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa",
        "gasLimit": "0x1388", "gasUsed": "0x0",
        "hash": "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3",
        "logsBloom": "0xBLOOM",
        "miner": "0x0000000000000000000000000000000000000000",
        "mixHash": "0x0000000000000000000000000000000000000000000000000000000000000000",
        "nonce": "0x0000000000000042", "number": "0x0",
        "parentHash": "0x0000000000000000000000000000000000000000000000000000000000000000",
        "receiptsRoot": "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",
        "sha3Uncles": "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
        "size": "0x21c",
        "stateRoot": "0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544",
        "timestamp": "0x0", "totalDifficulty": "0x400000000", "transactions": [],
        "transactionsRoot": "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",
        "uncles": []
    }"#;

    fn genesis() -> EvmBlock {
        serde_json::from_str(&GENESIS.replace("BLOOM", &"00".repeat(256))).unwrap()
    }

    #[test]
    fn the_first_header_of_ethereum_has_its_hash() {
        let block = genesis();
        let header = block.header().unwrap();
        assert_eq!(keccak256(&header).to_vec(), block.hash.0);
        assert_eq!(
            header.len(),
            0x21c - 5,
            "the block's size is header, two empty lists, and a list head"
        );
    }

    #[test]
    fn fields_of_upgrades_come_in_order_or_not_at_all() {
        let mut block = genesis();
        let before = block.header().unwrap();
        block.withdrawals_root = Some(format!("0x{}", "01".repeat(32)).into());
        assert_eq!(block.header(), None);
        block.base_fee_per_gas = Some("0x7".into());
        let after = block.header().unwrap();
        assert_eq!(after.len(), before.len() + 1 + 33);
        assert!(after.ends_with(&[&[7, 0xa0][..], &[1; 32]].concat()));
        block.mix_hash = None;
        assert_eq!(block.header(), None);
    }

    #[test]
    fn fields_of_another_form_are_no_header() {
        let header = |name: &str, value: Value| {
            let mut block: Value =
                serde_json::from_str(&GENESIS.replace("BLOOM", &"00".repeat(256))).unwrap();
            block[name] = value;
            serde_json::from_value::<EvmBlock>(block).unwrap().header()
        };
        let plain = genesis().header();
        for zeros in ["0x0400000000", "0x0000000400000000"] {
            assert_eq!(header("difficulty", zeros.into()), plain);
        }
        assert_eq!(header("gasUsed", "0x00".into()), plain);
        for (name, wrong) in [
            ("difficulty", Value::from("0x")),
            ("difficulty", "17179869184".into()),
            ("difficulty", 17_179_869_184u64.into()),
            ("nonce", Value::Null),
            ("nonce", "0x42".repeat(2).into()),
            ("logsBloom", "0x0".into()),
            ("baseFeePerGas", "seven".into()),
            ("requestsHash", Value::from(vec![1])),
        ] {
            assert_eq!(header(name, wrong.clone()), None, "{name} {wrong}");
        }
    }
}
