//! Makes and checks the files of `test-vectors/`. Not published; `tests/vectors.rs` runs every check.
//!
//! With `ASSAY_REGENERATE=1` in the environment the checks write the derived files before they compare. The five reports
//! that the prover makes with the system's randomness stay as they are; one that is missing is made anew.
//!
//! | module | what it makes |
//! |---|---|
//! | `attestation`, `commitment`, `compile`, `documents`, `program`, `proof`, `signature` | the folders of these names |
//! | `report` | the reports of `report/`, and `report/vectors.json` |
//! | `schemas` | nothing: it checks documents and files against `schemas/` |
//! | `operation`, `operations`, `vector_file` | what a case asks for, all operations, and the form of a file |
//! | `inventory`, `files` | all files with cases; files read, compared and written |
//!
//! # Panics
//! Every check panics if what it is named after is not so.
#![allow(clippy::unwrap_used)]

mod attestation;
mod commitment;
mod compile;
mod documents;
mod files;
mod inventory;
mod operation;
mod operations;
mod program;
mod proof;
mod report;
mod schemas;
mod signature;
mod vector_file;

pub use commitment::generators::keys_have_these_generators;
pub use documents::canonical::documents_have_the_form_of_their_text;
pub use inventory::{
    every_vector_gives_its_result, ids_are_unique_and_flags_explained, no_case_is_there_twice,
    the_files_are_those_of_the_code, there_are_enough_of_every_operation,
};
pub use proof::a_forger_that_does_not_cheat_is_believed;
pub use report::all_rules::all_rules_are_those_of_the_code;
pub use report::bands::bands_are_those_of_the_code;
pub use report::base::the_documents_are_those_of_the_files;
pub use report::bls12_381::{
    reports_are_those_of_the_code,
    the_intermediate_values_are_those_of_the_code as the_values_of_the_suite_are_those_of_the_code,
};
pub use report::checks::{
    every_code_is_covered, reports_are_as_the_code_writes_them,
    the_intermediate_values_are_those_of_the_code, the_vectors_are_well_formed,
};
pub use report::forged::forgeries_are_about_what_they_should;
pub use report::income::income_is_that_of_the_code;
pub use report::owed::payables_are_those_of_the_code;
pub use schemas::documents::{
    documents_fit_their_schemas, schemas_are_closed,
    the_schema_refuses_malformed_reports_and_no_other,
};
pub use schemas::vectors::{every_file_fits_its_schema, schemas_of_vectors_refuse_what_is_none};
