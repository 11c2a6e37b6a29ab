//! The commands, as a user runs them: each test starts the program. One binary for all, so that the demo is made once and
//! the program's dependencies are linked once.
#![allow(clippy::unwrap_used, missing_docs)]

mod audit;
mod custody;
mod disclose;
mod evm;
mod income;
mod inputs;
mod money_fund;
mod outputs;
mod priced;
mod reports;
mod since;
mod statements;
mod suite;
mod supply;
mod support;
mod tampering;
mod warnings;
