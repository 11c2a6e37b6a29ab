//! Statements as custodians and banks write them, for the sample fund and for tests: the formats of this crate read back what
//! is written here.

mod bai2;
mod camt053;
mod cash;
mod files;
mod fund;
mod mt535;
mod mt940;
mod plain_csv;
mod securities;
mod semt002;
mod xlsx;

pub use bai2::write as write_bai2;
pub use camt053::{write as write_camt053, write_report as write_camt052};
pub use cash::{CashBalance, CashStatement};
pub use files::{statements, StatementFiles};
pub use fund::{csv, value};
pub use mt535::write as write_mt535;
pub use mt940::write as write_mt940;
pub use plain_csv::write as write_csv;
pub use securities::{SecuritiesBalance, SecuritiesStatement};
pub use semt002::write as write_semt002;
pub use xlsx::{write_parts, write_xlsx};
