//! The test vectors of `test-vectors/`: every one is run, and every file that is derived is what it should be.
//!
//! `ASSAY_REGENERATE=1 cargo test -p assay-test-vectors` writes the derived files again. The five reports that
//! are made by the command's own prover have randomness in them and stay as they are; one that is missing is made anew.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../../../prover/tests/common/mod.rs"]
mod common;

#[path = "vectors/all_rules.rs"]
mod all_rules;
#[path = "vectors/attestation/mod.rs"]
mod attestation;
#[path = "vectors/bands.rs"]
mod bands;
#[path = "vectors/base.rs"]
mod base;
#[path = "vectors/canonical.rs"]
mod canonical;
#[path = "vectors/cases.rs"]
mod cases;
#[path = "vectors/commitment/mod.rs"]
mod commitment;
#[path = "vectors/compile/mod.rs"]
mod compile;
#[path = "vectors/documents.rs"]
mod documents;
#[path = "vectors/files.rs"]
mod files;
#[path = "vectors/forged.rs"]
mod forged;
#[path = "vectors/inventory.rs"]
mod inventory;
#[path = "vectors/operations.rs"]
mod operations;
#[path = "vectors/parsing.rs"]
mod parsing;
#[path = "vectors/patch.rs"]
mod patch;
#[path = "vectors/programs.rs"]
mod programs;
#[path = "vectors/proof/mod.rs"]
mod proof;
#[path = "vectors/reports.rs"]
mod reports;
#[path = "vectors/schemas.rs"]
mod schemas;
#[path = "vectors/signature/mod.rs"]
mod signature;
#[path = "vectors/vector_file.rs"]
mod vector_file;
#[path = "vectors/vector_schemas.rs"]
mod vector_schemas;
