//! Other proof systems on the same statement: private 64-bit quantities, committed, under linear inequalities.
//!
//! Every peer proves [`Inequalities`] and is judged by its own verifier. What each lacks is said at its module.

pub mod bulletproofs;
pub mod groth16;
pub mod halo2;
mod inequalities;
pub mod limits;

pub use inequalities::Inequalities;
