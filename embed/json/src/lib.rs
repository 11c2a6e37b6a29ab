//! Verification of Assay reports for other languages: three texts in, one text out.
//!
//! [`verify`] takes the bytes of a report, of the verifier's own registry, and of its options, and never fails: what is wrong
//! with any of the three is in its answer.
//!
//! ```json
//! {"valid": true, "statement": {"subject": "...", "as_of": "...", "tokens": "...", "not_checked": [], "...": "..."}}
//! {"valid": false, "error": {"code": "stale", "message": "the report is 1 d 1 h (90000 s) old, at most 1 h 0 min (3600 s) are accepted; ask for the latest one"}}
//! ```
//!
//! ```
//! let answer = assay_json::verify(b"{}", b"{}", b"");
//! assert_eq!(answer["valid"], false);
//! assert_eq!(answer["error"]["code"], "registry-malformed");
//! ```
//!
//! The statement is that of `assay verify --json` ([`assay_verifier::verdict_json`]), and so are the codes, but for
//! those of the caller's own inputs: [`Refusal`]. The options are in [`options`].
//!
//! [`verify_envelope`] does the same for a proof alone, given as bytes.
//!
//! The crate needs an allocator but no standard library (feature `std`, on by default).
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

extern crate alloc;

mod envelope;
pub mod options;
mod refusal;
mod verify;

pub use envelope::{verify_envelope, verify_envelope_text};
pub use options::MAX_OPTIONS_BYTES;
pub use refusal::{refusal_json, Refusal};
pub use verify::{check, verify, verify_text};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
