//! The test vectors of `test-vectors/`: every one is run, and every file that is derived is what it should be.
//!
//! `ASSAY_REGENERATE=1 cargo test -p assay-prover --test vectors` writes the derived files again. Proofs are random, so
//! reports stay as they are; one that is missing is made anew.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "vectors/base.rs"]
mod base;
#[path = "vectors/canonical.rs"]
mod canonical;
#[path = "vectors/cases.rs"]
mod cases;
#[path = "vectors/files.rs"]
mod files;
#[path = "vectors/forged.rs"]
mod forged;
#[path = "vectors/parsing.rs"]
mod parsing;
#[path = "vectors/patch.rs"]
mod patch;
#[path = "vectors/programs.rs"]
mod programs;
#[path = "vectors/reports.rs"]
mod reports;
#[path = "vectors/schemas.rs"]
mod schemas;
