//! The Assay verifier for C. The interface is `include/assay.h`, which cbindgen makes of the modules `status` and `abi`.
#![deny(clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod abi;
mod answer;
mod status;

pub use abi::{assay_free, assay_verify, assay_verify_call, assay_version};
pub use status::{ASSAY_INTERNAL, ASSAY_INVALID, ASSAY_USAGE, ASSAY_VALID};
