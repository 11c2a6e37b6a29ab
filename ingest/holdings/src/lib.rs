//! Holdings as custodians send them: securities statements, cash statements, CSV of any layout.
//!
//! | module | reads |
//! |---|---|
//! | [`semt002`] | ISO 20022 `semt.002.001.11`, securities balance custody report |
//! | [`mt535`] | SWIFT MT535, statement of holdings (ISO 15022) |
//! | [`camt053`] | ISO 20022 `camt.053.001.xx`, bank to customer statement |
//! | [`bai2`] | BAI2 cash management balance reporting |
//! | [`mapped`] | CSV, by a [`mapping`] |
//! | [`crate::holdings`] | CSV with the header `account,instrument,quantity` |
//!
//! Every reader gives [`Holding`](crate::holdings::Holding)s, and one piece of code adds them up,
//! [`Aggregate::add`](crate::holdings::Aggregate::add). [`collect`] reads all files of one custodian: it sees to it that
//! statements are whole, of the book's day, on one basis, and none of them twice. `docs/inputs.md` has what is read of each
//! format, what counts, and what is refused.

pub mod amount;
pub mod bai2;
mod buffered;
pub mod camt053;
mod closing;
pub mod collect;
mod error;
mod fin;
pub mod format;
pub mod holdings;
#[cfg(feature = "ledgers")]
pub mod ledger;
pub mod mapped;
pub mod mapping;
pub mod mt535;
mod pages;
pub mod sample;
pub mod semt002;
pub mod statement;
mod subaccounts;
mod xml;

pub use buffered::Buffered;
pub use collect::{Collected, Collector};
pub use error::InputError;
pub use format::Format;
pub use holdings::{add_lines, aggregate, Aggregate, Holding, HoldingsError, Index, HEADER};
pub use mapping::HoldingsMapping;
pub use statement::Terms;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
