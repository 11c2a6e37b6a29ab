//! The header of a block of CometBFT, and its hash.
//!
//! A header is written as the message `tendermint.types.Header`, with its fields in order. Its hash is the root of a tree over
//! fourteen leaves, one for each field, as CometBFT's `Header.Hash` has it: what is an integer, a text or bytes is a message of
//! its own there, whose field 1 it is.
//!
//! | field | | field | |
//! |---|---|---|---|
//! | 1 | version | 5 | last_block_id |
//! | 2 | chain_id | 6 to 10 | last_commit, data, validators, next_validators, consensus hash |
//! | 3 | height | 11 | app_hash |
//! | 4 | time | 12 to 14 | last_results, evidence hash, proposer_address |

use alloy_primitives::B256;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use time::format_description::well_known::Rfc3339;
use time::OffsetDateTime;

use super::protobuf::{bytes, fields, message, number, Field};

/// Fields of a header.
const FIELDS: u64 = 14;
const CHAIN: u64 = 2;
const HEIGHT: u64 = 3;
const TIME: u64 = 4;
const APP_HASH: u64 = 11;

/// Names of the fields that are hashes or addresses, and their numbers.
const BYTES: [(u64, &str); 9] = [
    (6, "last_commit_hash"),
    (7, "data_hash"),
    (8, "validators_hash"),
    (9, "next_validators_hash"),
    (10, "consensus_hash"),
    (APP_HASH, "app_hash"),
    (12, "last_results_hash"),
    (13, "evidence_hash"),
    (14, "proposer_address"),
];

/// A header as CometBFT's JSON-RPC returns it, written as a message. `None` if a field is missing or has another form. Whether
/// it has the block's hash is for the caller to check.
pub fn encode(header: &Map<String, Value>) -> Option<Vec<u8>> {
    let version = header.get("version")?;
    let consensus = [
        number(1, integer(version.get("block")?)?),
        optional(2, version.get("app"))?,
    ];
    let time = OffsetDateTime::parse(header.get("time")?.as_str()?, &Rfc3339).ok()?;
    // A negative time would be written in another way; there is no such block.
    let time = [
        number(1, time.unix_timestamp().try_into().ok()?),
        number(2, time.nanosecond().into()),
    ];
    let last = header.get("last_block_id")?;
    let parts = last.get("parts")?;
    let total = parts.get("total")?.as_u64()?;
    let parts = [
        number(1, total),
        bytes(2, &hexadecimal(parts.get("hash")?)?),
    ];
    let last = [
        bytes(1, &hexadecimal(last.get("hash")?)?),
        message(2, &parts.concat()),
    ];
    let mut out = [
        message(1, &consensus.concat()),
        bytes(CHAIN, header.get("chain_id")?.as_str()?.as_bytes()),
        number(HEIGHT, integer(header.get("height")?)?),
        message(TIME, &time.concat()),
        message(5, &last.concat()),
    ]
    .concat();
    for (field, name) in BYTES {
        out.extend(bytes(field, &hexadecimal(header.get(name)?)?));
    }
    Some(out)
}

/// An integer, which CometBFT writes as text.
fn integer(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}

/// The same of a field that is left out if it is zero.
fn optional(field: u64, value: Option<&Value>) -> Option<Vec<u8>> {
    value.map_or(Some(Vec::new()), |value| {
        Some(number(field, integer(value)?))
    })
}

fn hexadecimal(value: &Value) -> Option<Vec<u8>> {
    hex::decode(value.as_str()?).ok()
}

/// What a header says.
pub struct Header<'a> {
    /// Of the whole header.
    pub hash: B256,
    /// The chain's name.
    pub chain: &'a [u8],
    /// The block's height.
    pub height: u64,
    /// Its time in Unix seconds.
    pub seconds: u64,
    /// The root of the state after the block before.
    pub app_hash: &'a [u8],
}

/// Reads a header. `None` if its fields are not those of a header, in order and each once, or could be written shorter.
pub fn decode(header: &[u8]) -> Option<Header<'_>> {
    let fields = fields(header)?;
    let again = |(field, value): &(u64, Field<'_>)| match (*field, *value) {
        (field, Field::Number(value)) => number(field, value),
        (field @ (1 | TIME | 5), Field::Bytes(value)) => message(field, value),
        (field, Field::Bytes(value)) => bytes(field, value),
        (_, Field::Other) => Vec::new(),
    };
    if fields.iter().flat_map(again).ne(header.iter().copied()) {
        return None;
    }
    let in_order = fields
        .windows(2)
        .all(|pair| matches!(pair, [(a, _), (b, _)] if a < b));
    if !in_order
        || fields
            .iter()
            .any(|(field, _)| !(1..=FIELDS).contains(field))
    {
        return None;
    }
    let get = |wanted: u64| {
        fields
            .iter()
            .find(|(field, _)| *field == wanted)
            .map(|(_, value)| *value)
    };
    let leaf = |field: u64| match (field, get(field)) {
        (_, None) => Some(Vec::new()),
        (HEIGHT, Some(Field::Number(height))) => Some(number(1, height)),
        // Messages already.
        (1 | TIME | 5, Some(Field::Bytes(value))) => Some(value.to_vec()),
        (_, Some(Field::Bytes(value))) if field != HEIGHT => Some(bytes(1, value)),
        _ => None,
    };
    let leaves: Vec<Vec<u8>> = (1..=FIELDS).map(leaf).collect::<Option<_>>()?;
    let (Field::Bytes(chain), Field::Number(height)) = (get(CHAIN)?, get(HEIGHT)?) else {
        return None;
    };
    let (Field::Bytes(time), Field::Bytes(app_hash)) = (get(TIME)?, get(APP_HASH)?) else {
        return None;
    };
    let seconds = match super::protobuf::fields(time)?.first() {
        Some((1, Field::Number(seconds))) => *seconds,
        _ => return None,
    };
    Some(Header {
        hash: root(&leaves).into(),
        chain,
        height,
        seconds,
        app_hash,
    })
}

/// The root of CometBFT's tree over these leaves (RFC 6962): the left half is the largest power of two below their number.
pub fn root(leaves: &[Vec<u8>]) -> [u8; 32] {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => Sha256::new()
            .chain_update([0])
            .chain_update(leaf)
            .finalize()
            .into(),
        _ => {
            let half = leaves.len().div_ceil(2).next_power_of_two();
            let (left, right) = leaves.split_at(half.min(leaves.len()));
            let inner = Sha256::new().chain_update([1]);
            inner
                .chain_update(root(left))
                .chain_update(root(right))
                .finalize()
                .into()
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::*;
    use serde_json::json;

    fn sum(text: &str) -> String {
        hex::encode_upper(Sha256::digest(text))
    }

    /// The header of CometBFT's own test of header hashes (`TestHeaderHash`), as its JSON-RPC would return it.
    fn known() -> Map<String, Value> {
        let zeros = "00".repeat(32);
        let header = json!({
            "version": { "block": "1", "app": "2" }, "chain_id": "chainId", "height": "3",
            "time": "2019-10-13T16:14:44Z",
            "last_block_id": { "hash": zeros, "parts": { "total": 6, "hash": zeros } },
            "last_commit_hash": sum("last_commit_hash"), "data_hash": sum("data_hash"),
            "validators_hash": sum("validators_hash"), "next_validators_hash": sum("next_validators_hash"),
            "consensus_hash": sum("consensus_hash"), "app_hash": sum("app_hash"),
            "last_results_hash": sum("last_results_hash"), "evidence_hash": sum("evidence_hash"),
            "proposer_address": sum("proposer_address")[..40],
        });
        header.as_object().unwrap().clone()
    }

    #[test]
    fn the_hash_that_cometbft_tests() {
        let header = encode(&known()).unwrap();
        let header = decode(&header).unwrap();
        let expected = "f740121f553b5418c3efbd343c2dbfe9e007bb67b0d020a0741374bab65242a4";
        assert_eq!(hex::encode(header.hash), expected);
        assert_eq!((header.chain, header.height), (&b"chainId"[..], 3));
        assert_eq!(header.seconds, 1_570_983_284);
        assert_eq!(hex::encode_upper(header.app_hash), sum("app_hash"));
    }

    #[test]
    fn what_is_no_header() {
        for name in known().keys() {
            let mut header = known();
            header.remove(name);
            assert_eq!(encode(&header), None, "{name}");
            header.insert(name.clone(), json!(5));
            assert_eq!(encode(&header), None, "{name}");
        }
        let good = encode(&known()).unwrap();
        for cut in 0..good.len() {
            let shorter = decode(&good[..cut]);
            assert!(shorter.is_none_or(|shorter| shorter.hash != decode(&good).unwrap().hash));
        }
        let again = [&good[..], &bytes(14, b"again")].concat();
        assert!(decode(&again).is_none());
        assert!(decode(&[&good[..], &bytes(15, b"new")].concat()).is_none());
        // An empty field, and a height with more bytes than it needs.
        assert!(decode(&[bytes(CHAIN, b"c"), message(6, &[])].concat()).is_none());
        let height = good.windows(2).position(|pair| pair == [0x18, 3]).unwrap();
        let longer = [&good[..=height], &[0x83, 0], &good[height + 2..]].concat();
        assert!(decode(&longer).is_none());
        // A height that is bytes, and a chain that is a number.
        assert!(decode(&[bytes(CHAIN, b"c"), bytes(HEIGHT, b"3")].concat()).is_none());
        assert!(decode(&[number(CHAIN, 3), number(HEIGHT, 3)].concat()).is_none());
    }
}
