//! Responses of JSON-RPC endpoints.

use assay_supply::fuzzing::{response, AccountProof, Data, EvmBlock, Quantity};
use assay_supply::ResponseError;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::message;

const ID: u64 = 1;

/// Any bytes as the response to request 1, of every type that is asked for. A result is read only from an object that says
/// so by a plain reading, and is what stands there; messages are short and steer no terminal.
pub fn check(bytes: &[u8]) {
    let whole = read::<Value>(bytes);
    if let Some(value) = read::<Quantity>(bytes) {
        let text = text(&whole);
        assert!(
            value.to_string().eq_ignore_ascii_case(&text),
            "{value} from {text}"
        );
        assert!(value.0.bits() <= 256);
    }
    if let Some(value) = read::<Data>(bytes) {
        assert!(value.to_string().eq_ignore_ascii_case(&text(&whole)));
    }
    if let Some(block) = read::<EvmBlock>(bytes) {
        let header = block.header();
        // As long as its fields and their heads at least.
        assert!(header.is_none_or(|rlp| rlp.len() > 15));
    }
    if let Some(proof) = read::<AccountProof>(bytes) {
        let nodes = proof.account_proof.len();
        let words = proof.storage_proof.len();
        let evidence = proof.evidence("02".repeat(32).parse().unwrap(), vec![]);
        assert_eq!(evidence.is_some(), words == 1);
        assert!(evidence.is_none_or(|evidence| evidence.account_proof.len() == nodes));
    }
}

fn text(value: &Option<Value>) -> String {
    let value = value
        .as_ref()
        .expect("what is read as a type can be read as JSON");
    value.as_str().expect("it is read from text").to_string()
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let found = response::<T>(bytes, ID);
    if let Err(error) = &found {
        message::check(error);
    }
    let plain = serde_json::from_slice::<Value>(bytes).ok();
    let field = |name: &str| plain.as_ref().and_then(|plain| plain.get(name));
    match &found {
        Ok(_) => {
            assert_eq!(field("jsonrpc"), Some(&"2.0".into()));
            assert_eq!(field("id"), Some(&ID.into()));
            assert!(field("error").is_none_or(Value::is_null));
            assert!(field("result").is_some_and(|result| !result.is_null()));
        }
        Err(ResponseError::Refused { code, .. }) => {
            let error = field("error").expect("an error");
            assert_eq!(error.get("code"), Some(&(*code).into()));
        }
        Err(_) => {}
    }
    found.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_responses() {
        for text in [
            r#"{"jsonrpc":"2.0","id":1,"result":"0x1b4"}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":"0x"}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":{"hash":"0x0a","number":"0x1","timestamp":"0x2"}}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":{"accountProof":["0x0a"],"storageProof":[{"value":"0x01","proof":["0x80"]}]}}"#,
            r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"header not found"}}"#,
        ] {
            check(text.as_bytes());
            for cut in 0..text.len() {
                check(&text.as_bytes()[..cut]);
            }
        }
        assert!(read::<Quantity>(br#"{"jsonrpc":"2.0","id":1,"result":"0x1b4"}"#).is_some());
    }
}
