//! What the fuzz targets assert: one function a target, which takes any bytes and panics if its property does not hold.
//!
//! The program in `fuzz_targets` does nothing but hand libFuzzer's bytes to these functions. They live in a library so that
//! they are linted and tested like other code: a property that refuses the genuine report would find nothing.

pub mod audit;
pub mod build_book;
pub mod canonical;
pub mod chain;
pub mod compile;
pub mod cosmos_evidence;
pub mod cost;
pub mod custodians;
pub mod documents;
pub mod envelope;
pub mod evidence;
mod expected;
mod genuine;
pub mod holdings;
pub mod inputs;
pub mod instruments;
pub mod message;
pub mod mutate;
pub mod opening;
mod oracle;
pub mod pem;
pub mod price_lists;
pub mod prices;
pub mod program;
pub mod proof;
pub mod prove;
pub mod repeated;
pub mod rpc;
pub mod sealed;
pub mod signatures;
pub mod sources;
pub mod spreadsheets;
pub mod statement;
pub mod table;
pub mod target;
pub mod terms;
mod unambiguous;
pub mod upstream;
pub mod values;
pub mod verify_report;
pub mod watch;

// Tests built like the targets call its runtime.
#[cfg(test)]
use libfuzzer_sys as _;
