//! The verifier as a WebAssembly module without imports. The JavaScript in `embed/web/src` calls it so:
//!
//! 1. [`exports::assay_input`] for each of the three inputs, and write its bytes where it says;
//! 2. [`exports::assay_verify`], then [`exports::assay_answer_len`] bytes of UTF-8 are where it says: the JSON of
//!    [`assay_json::verify`].
//!
//! An instance is meant for one verification: whoever calls makes a new one for the next, so that nothing of an earlier
//! report, and no panic, has any influence on a later one.
#![deny(clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod buffers;
pub mod exports;
