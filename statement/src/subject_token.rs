//! The token that a subject names, and whether the supply counts it.

use crate::id::AssetId;
use crate::supply::{Supply, SupplyEntry};

impl Supply {
    /// The token that the subject names by its CAIP-19 id, if no entry is the supply of it: what its holders are owed may have
    /// been left out. `None` if an entry is, and if the subject is no CAIP-19 id.
    pub fn missing_subject_token(&self) -> Option<AssetId> {
        let asset: AssetId = self.subject.as_str().parse().ok()?;
        let (chain, rest) = asset.as_str().split_once('/')?;
        let (_, reference) = rest.split_once(':')?;
        // One token of a contract that has many is in the contract's supply.
        let address = reference.split('/').next().unwrap_or(reference);
        let counted = self.entries.iter().any(|entry| match entry {
            SupplyEntry::Chain(entry) => {
                let token = entry.token.as_str();
                let same = match chain.starts_with("eip155:") {
                    true => token.eq_ignore_ascii_case(address),
                    false => token == address,
                };
                same && entry.chain.as_str() == chain
            }
            _ => false,
        });
        (!counted).then_some(asset)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::parse::parse_document;

    const ENTRY: &str = r#"{"entry":"chain","chain":"eip155:1","token":"0x00000000219ab540356cbb839cbe05303d7705fa",
        "block":1,"block_hash":"0x00","raw":"5","decimals":0}"#;

    fn missing(subject: &str, entry: &str) -> bool {
        let text = alloc::format!(
            r#"{{"assay":"v1","kind":"supply","subject":"{subject}","as_of":"2026-11-20T22:00:00Z",
                "currency":"USD","value_per_token":"1","entries":[{entry}]}}"#
        );
        let supply: Supply = parse_document(text.as_bytes()).unwrap();
        let missing = supply.missing_subject_token();
        assert!(missing.iter().all(|token| token.as_str() == subject));
        missing.is_some()
    }

    #[test]
    fn the_subject_has_to_be_counted() {
        let subject = "eip155:1/erc20:0x00000000219ab540356cbb839cbe05303d7705fa";
        let other = ENTRY.replace("05fa", "05fb");
        let book_entry = r#"{"entry":"book_entry","registrar":"x","quantity":"5"}"#;
        assert!(!missing(subject, ENTRY));
        assert!(!missing(&subject.replace("cbb8", "cBB8"), ENTRY));
        assert!(!missing(&alloc::format!("{subject}/7"), ENTRY));
        assert!(missing(subject, &other));
        assert!(!missing(subject, &alloc::format!("{other},{ENTRY}")));
        assert!(missing(subject, book_entry));
        assert!(missing(&subject.replace("eip155:1/", "eip155:10/"), ENTRY));
        assert!(!missing("fund:x", book_entry));
        // Names of Solana have two cases that mean different things.
        let solana = ENTRY
            .replace("eip155:1", "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp")
            .replace("0x00000000219ab540356cbb839cbe05303d7705fa", "GyWg");
        let subject = "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:GyWg";
        assert!(!missing(subject, &solana));
        assert!(missing(&subject.replace("GyWg", "Gywg"), &solana));
    }
}
