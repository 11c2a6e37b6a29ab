//! A block that the verifier knows, written `eip155:1=0x...`.

use std::str::FromStr;

use assay_statement::ChainId;
use thiserror::Error;

use crate::hexadecimal::Data;

/// A block that the verifier knows to be one of its chain. Written `CHAIN=0x` and 64 hex digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownBlock {
    /// The chain.
    pub chain: ChainId,
    /// The block's hash.
    pub hash: [u8; 32],
}

/// A text names no chain and block hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected a chain and a block hash, such as eip155:1=0x and 64 hex digits")]
pub struct NotKnownBlock;

impl FromStr for KnownBlock {
    type Err = NotKnownBlock;

    fn from_str(text: &str) -> Result<KnownBlock, NotKnownBlock> {
        let parse = || {
            let (chain, hash) = text.split_once('=')?;
            let chain: ChainId = chain.parse().ok()?;
            let hash = hash.parse::<Data>().ok()?.array()?;
            Some(KnownBlock { chain, hash })
        };
        parse().ok_or(NotKnownBlock)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn reads_blocks() {
        let hash = "0a".repeat(32);
        let read = |text: &str| text.parse::<KnownBlock>();
        let block = read(&format!("eip155:1=0x{hash}")).unwrap();
        assert_eq!(block.chain.as_str(), "eip155:1");
        assert_eq!(block.hash, [10; 32]);
        let upper = format!("eip155:1=0x{}", hash.to_uppercase());
        assert_eq!(read(&upper), Ok(block));
        for bad in [
            String::new(),
            format!("eip155:1 0x{hash}"),
            format!("eip155=0x{hash}"),
            format!("eip155:1={hash}"),
            format!("eip155:1=0x{hash}00"),
            "eip155:1=0x0a".into(),
        ] {
            assert_eq!(read(&bad), Err(NotKnownBlock), "{bad}");
        }
    }
}
