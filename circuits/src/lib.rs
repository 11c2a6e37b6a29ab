//! The Assay proof-of-reserves relation: shapes, row map and identities.
//!
//! The relation is written once, in [`identities`], generic over the ring it is evaluated in: halo2 expressions
//! for the prover (feature `prover`), field elements for the verifier. `docs/circuit.md` has the soundness and
//! zero-knowledge arguments.
#![cfg_attr(not(any(test, feature = "prover")), no_std)]

extern crate alloc;

pub mod cells;
pub mod columns;
#[cfg(feature = "prover")]
pub mod halo2;
pub mod identities;
pub mod ring;
pub mod shape;

pub use cells::Cells;
pub use columns::{DEGREE, FIXED, LIMBS, LIMB_BITS};
pub use identities::{all, Identity};
pub use ring::{Ring, Scalar};
pub use shape::{NoSuchShape, Shape, BLINDERS, BLINDING_ROWS, WORDS};
