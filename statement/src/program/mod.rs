//! The program: what the circuit proves, as integers, and its canonical bytes.
//!
//! A weight is `w_kj = m_kj v_j`: one value per row and one small multiplier per row and rule. The program holds
//! real rows and rules only; the rest of the shape is implicitly zero.

mod bound;
mod bytes;
pub(crate) mod error;
mod integers;
pub(crate) mod rows;

pub use bound::{Bound, BoundOverflow, BOUND_BITS};
pub use bytes::MAGIC;
pub use error::ProgramError;
pub use integers::{Program, ProgramRule};
pub use rows::ProgramRow;
