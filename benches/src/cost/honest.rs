//! An honest report of any size.

use std::error::Error;

use assay_circuits::Shape;
use assay_statement::{pretty, HexBytes, Id, Integer, StorageEvidence, Supply, SupplyEntry, Word};
use serde_json::Value;

use crate::documents::Fund;

/// Nodes of a path through a trie, and their bytes: those of a token with many holders.
const NODES: usize = 12;
const NODE: usize = 532;

/// Bytes of a block's header.
const HEADER: usize = 620;

/// A report that verifies: every row and rule of shape (12, 16) in use, and a supply on as many chains as it takes to
/// fill the size, each with its evidence. Nothing that fills a report costs less.
pub struct Honest {
    /// The report's bytes.
    pub text: String,
    /// The same without what fills it.
    pub small: Value,
    /// The registry's bytes.
    pub registry: String,
}

impl Honest {
    /// Of about `size` bytes, and no more.
    ///
    /// # Errors
    /// If the sample itself is wrong.
    pub fn new(size: usize) -> Result<Honest, Box<dyn Error>> {
        let mut fund = Fund::new(Shape::new(12, 16)?)?;
        let small = serde_json::to_value(fund.report()?)?;
        let entry = serde_json::to_string(&on_chain(0)?)?.len() + 16;
        let room = size.saturating_sub(small.to_string().len());
        fill(&mut fund.supply, room / entry)?;
        Ok(Honest {
            text: serde_json::to_string(&fund.report()?)?,
            small,
            registry: pretty(&fund.registry)?,
        })
    }
}

/// Adds so many chains, on which there is no token.
fn fill(supply: &mut Supply, chains: usize) -> Result<(), Box<dyn Error>> {
    for chain in 0..chains {
        supply.entries.push(on_chain(chain)?);
    }
    Ok(())
}

/// A supply of nothing, with evidence.
pub(super) fn on_chain(chain: usize) -> Result<SupplyEntry, Box<dyn Error>> {
    let sample = serde_json::json!({
        "assay": "v1", "kind": "supply", "subject": "fund:x", "as_of": "2026-11-20T22:00:00Z", "currency": "USD",
        "value_per_token": "1", "entries": [{ "entry": "chain", "chain": "eip155:1", "token": "t", "block": 1,
            "block_hash": "h", "raw": "0", "decimals": 6 }],
    });
    let supply: Supply = assay_statement::parse_document(sample.to_string().as_bytes())?;
    let mut entry = supply.entries.into_iter().next().ok_or("no entry")?;
    if let SupplyEntry::Chain(entry) = &mut entry {
        let node = |i: usize| {
            HexBytes(
                (0..NODE)
                    .map(|at| (31 * at + 7 * i + chain) as u8)
                    .collect(),
            )
        };
        entry.chain = format!("eip155:{}", chain + 2).parse()?;
        entry.token = "0x7712c34205737192402172409a8f7ccef8aa2aec".parse::<Id>()?;
        entry.block_hash = format!("0x{}", "5d".repeat(32)).parse::<Id>()?;
        entry.raw = Integer::from(0);
        entry.evidence = Some(StorageEvidence {
            slot: Word([2; 32]),
            header: HexBytes((0..HEADER).map(|at| at as u8).collect()),
            account_proof: (0..NODES / 2).map(node).collect(),
            storage_proof: (NODES / 2..NODES).map(node).collect(),
        });
    }
    Ok(entry)
}
