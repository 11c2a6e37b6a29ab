//! Refusals of EVM chains that pass.
//!
//! | answer | why it may pass | as |
//! |---|---|---|
//! | -32001 | resource not found: a block that this node does not have yet | EIP-1474, EIP-1898 |
//! | -32002 | resource unavailable | EIP-1474 |
//! | -32005 | limit exceeded | EIP-1474 |
//! | -32007 | requests per second exceeded | QuickNode |
//! | -32603 | internal error, but of a call that was executed | JSON-RPC 2.0, as status 500 |
//! | header or block not found, in words | the same as -32001, which clients write with other codes | go-ethereum, Erigon, Besu |
//! | `null` for a block | the same once more | execution-apis |
//!
//! Behind one address there are several nodes, some of which lag: one names the final block, and another does not have it for
//! a moment. -32004 is no such refusal here: it says that the method is not supported (EIP-1474).

use super::block::GET_BLOCK;
use crate::rpc::ResponseError;

/// Codes of refusals that pass.
const CODES: [i64; 4] = [-32_001, -32_002, -32_005, -32_007];

/// JSON-RPC's internal error.
const INTERNAL: i64 = -32_603;

/// What an internal error says of a call that was executed, and that goes no better another time.
const EXECUTED: [&str; 3] = ["revert", "opcode", "out of gas"];

/// What clients say of a block that they do not have.
const NOT_FOUND: [&str; 4] = [
    "header not found",
    "header for hash not found",
    "block not found",
    "unknown block",
];

/// Whether another attempt may go better.
pub fn may_pass(method: &str, error: &ResponseError) -> bool {
    match error {
        ResponseError::Null => method == GET_BLOCK,
        ResponseError::Refused { code, .. } => {
            CODES.contains(code)
                || (*code == INTERNAL && !error.says(&EXECUTED))
                || error.says(&NOT_FOUND)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(code: i64, message: &str) -> bool {
        let message = format!(": {message}");
        may_pass("eth_call", &ResponseError::Refused { code, message })
    }

    #[test]
    fn codes_and_words() {
        for (code, message) in [
            (-32_005, "limit exceeded"),
            (-32_007, "15/second request limit reached"),
            (-32_001, "Resource not found"),
            (-32_002, ""),
            (-32_000, "header not found"),
            (-32_000, "header for hash not found"),
            (-32_000, "block not found: 0x11"),
            (-39_001, "Unknown block"),
            (-32_603, "Internal error"),
        ] {
            assert!(passes(code, message), "{code} {message}");
        }
        for (code, message) in [
            (-32_004, "Method eth_getProof is not supported"),
            (-32_601, "the method does not exist"),
            (-32_602, "duplicate field `data`"),
            (-32_000, "missing trie node"),
            (-32_603, "VM Exception while processing transaction: revert"),
            (3, "execution reverted"),
        ] {
            assert!(!passes(code, message), "{code} {message}");
        }
    }

    #[test]
    fn nothing_where_a_block_should_be() {
        assert!(may_pass(GET_BLOCK, &ResponseError::Null));
        assert!(!may_pass("eth_call", &ResponseError::Null));
        assert!(!may_pass(GET_BLOCK, &ResponseError::Version));
    }
}
