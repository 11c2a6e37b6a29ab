//! The suites that proofs can be made in: a file each.

mod bls12_381;
mod vesta;
