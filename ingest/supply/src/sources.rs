//! The sources file: the parts of the supply, and the endpoints at which each chain is read. It is private: endpoints may
//! hold keys.
//!
//! ```json
//! {
//!   "assay": "v1",
//!   "kind": "sources",
//!   "subject": "eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec",
//!   "currency": "USD",
//!   "value_per_token": "1.00",
//!   "chains": [
//!     { "chain": "eip155:1",
//!       "endpoints": [ "https://one.example/v3/KEY", "https://two.example/KEY" ],
//!       "tokens": [ { "token": "0x7712c34205737192402172409a8f7ccef8aa2aec", "storage_slot": "2" } ] },
//!     { "chain": "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp",
//!       "endpoints": [ "https://three.example" ],
//!       "tokens": [ { "token": "GyWgeqpy5GueU2YbkE8xqUeVEokCMMCEeUrfbtMw6phr" } ] }
//!   ],
//!   "entries": [ { "entry": "pending_redemptions", "quantity": "125000.00" } ]
//! }
//! ```

use assay_statement::json::Field;
use assay_statement::{
    fields, ChainId, Currency, Decimal, Document, Id, Kind, Subject, SupplyEntry, V1,
};

use crate::endpoint::Endpoint;
use crate::slot::Slot;
use crate::unit::TokenUnit;

/// The sources file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// The version.
    pub assay: V1,
    /// `"sources"`.
    pub kind: Kind<Sources>,
    /// The subject of the supply; that of the book.
    pub subject: Subject,
    /// The currency of `value_per_token`; that of the book.
    pub currency: Currency,
    /// The amount owed for one token, in `currency`.
    pub value_per_token: Decimal,
    /// Chains to read, each once.
    pub chains: Vec<ChainSource>,
    /// Entries that are on no chain, as they stand in the supply.
    pub entries: Vec<SupplyEntry>,
}

fields!(Sources {
    assay,
    kind,
    subject,
    currency,
    value_per_token,
    chains by Field::read_or_default,
    entries by Field::read_or_default,
});

impl Document for Sources {
    const KIND: &'static str = "sources";
    const MAX_BYTES: usize = 1 << 20;
    const PRIVATE: bool = true;
}

/// A chain and where it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainSource {
    /// The chain, CAIP-2.
    pub chain: ChainId,
    /// The endpoints to read it at. All of them must give the same answers.
    pub endpoints: Vec<Endpoint>,
    /// Its tokens, each once.
    pub tokens: Vec<TokenSource>,
    /// The block to read, instead of the last final one; of chains that can be read at a block of the past (EVM, Cosmos).
    pub block: Option<u64>,
}

fields!(ChainSource {
    chain,
    endpoints by Field::read_or_default,
    tokens,
    block,
});

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenSource {
    /// Its contract's address, or its mint.
    pub token: Id,
    /// The storage slot that holds the total supply; of chains that have evidence (EVM). With it, the supply is proved.
    pub storage_slot: Option<Slot>,
    /// The unit of `value_per_token`; of chains whose tokens may be shown to holders in another one (Solana), which then need
    /// it.
    pub unit: Option<TokenUnit>,
}

fields!(TokenSource {
    token,
    storage_slot,
    unit
});
