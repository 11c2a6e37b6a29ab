//! The halo2 circuit of the relation: configuration, witness and keys (feature `prover`).

mod circuit;
mod config;
mod trace;
mod with_rules;

pub use circuit::ReservesCircuit;
pub use config::ReservesConfig;
pub use trace::{InstanceColumns, Trace, TraceError};
pub use with_rules::{create_proof, keygen, mock, KeyError};
