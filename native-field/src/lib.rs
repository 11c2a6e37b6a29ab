//! The base field of BLS12-381: products, squares and inverses by blst, sums and encodings in Rust.
//!
//! ```
//! use assay_native_field::Fp;
//!
//! let four = Fp::ONE.double().double();
//! assert_eq!(four.invert().map(|quarter| quarter.mul(&four)), Some(Fp::ONE));
//! ```
//!
//! Sums, differences, products and squares take the same time whatever the values; comparisons and encodings need not. Where the
//! processor has AVX-512 with integers of 52 bits, eight products are computed at once, in Rust ([`Fp::mul_lanes`]).

mod fp;
mod fp_lanes;
#[cfg(eight_lanes)]
mod lanes;
mod limbs;
mod products;

pub use fp::Fp;
pub use fp_lanes::FpLanes;
