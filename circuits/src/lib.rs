//! The relation that an Assay proof of reserves proves: the shapes of its trace, its columns, and its identities.
//!
//! The identities are written once, in [`identities`], and are generic over the ring in which they are evaluated: halo2
//! expressions for the circuit, field elements for the prover's quotient and for the verifier.
//!
//! | item | what |
//! |---|---|
//! | [`Shape`] | how many rows the trace has and how many rules it holds; the standard shapes |
//! | [`columns`] | the columns of the trace, and the order in which proofs list them |
//! | [`Cells`] | the cells that the identities read in one row |
//! | [`identities`], [`all`] | the row map and the identities |
//! | [`Ring`], [`Scalar`] | what the identities are evaluated in |
//! | `halo2` (feature `prover`) | the halo2 circuit, its trace and its keys |
//!
//! Every identity holds in a row of zeros:
//!
//! ```
//! use assay_circuits::{all, Cells, Scalar, Shape, LIMBS};
//! use halo2_proofs::pasta::Fp;
//!
//! let shape = Shape::first_with_room(Shape::STANDARD, 8, 4).ok_or("no standard shape is large enough")?;
//! let zero = Scalar(Fp::from(0));
//! let row = Cells {
//!     start: zero,
//!     bucket: zero,
//!     carry: zero,
//!     live: zero,
//!     shift: zero,
//!     quantity: zero,
//!     tagged: zero,
//!     tag: zero,
//!     weights: vec![zero; shape.rules()],
//!     limbs: [zero; LIMBS],
//!     acc: vec![zero; shape.rules()],
//!     acc_next: vec![zero; shape.rules()],
//! };
//! assert!(all(&row).iter().all(|identity| identity.value == zero));
//! # Ok::<(), &str>(())
//! ```
//!
//! `docs/circuit.md` of the repository has the soundness and zero-knowledge arguments.
#![cfg_attr(not(any(test, feature = "prover")), no_std)]

extern crate alloc;

/// The example of the README runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod cells;
pub mod columns;
#[cfg(feature = "prover")]
pub mod halo2;
pub mod identities;
mod ring;
mod shape;

pub use cells::Cells;
pub use columns::{DEGREE, FIXED, LIMBS, LIMB_BITS};
pub use identities::{all, Identity};
pub use ring::{Ring, Scalar};
pub use shape::{NoSuchShape, Shape, BLINDERS, BLINDING_ROWS, MAX_K, MAX_RULES, WORDS};
