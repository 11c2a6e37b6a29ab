//! Sample data: an invented fund, its custodians, prices, holdings, policy and supply.
//!
//! Names, securities and amounts are made up; only their form is that of the real thing. The same data comes out every
//! time, and all rules of the policy hold.

pub mod documents;
pub mod holdings;
pub mod prices;
pub mod statements;

/// The fund's token.
pub const SUBJECT: &str = "eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec";

/// When the sample book is true: a Friday, after the New York close.
pub const AS_OF: &str = "2026-11-20T22:00:00Z";

/// The custodians, in the order of the book.
pub const CUSTODIANS: [&str; 3] = ["northbank", "eastcustody", "harbortrust"];
