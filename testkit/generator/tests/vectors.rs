//! The test vectors of `test-vectors/`: every one is run, and every file that is derived is what it should be.
//!
//! `ASSAY_REGENERATE=1 cargo test -p assay-test-vectors` writes the derived files again. The five reports that
//! are made by the command's own prover have randomness in them and stay as they are; one that is missing is made anew.
#![allow(missing_docs)]

#[test]
fn keys_have_these_generators() {
    assay_test_vectors::keys_have_these_generators();
}

#[test]
fn documents_have_the_form_of_their_text() {
    assay_test_vectors::documents_have_the_form_of_their_text();
}

#[test]
fn every_vector_gives_its_result() {
    assay_test_vectors::every_vector_gives_its_result();
}

#[test]
fn ids_are_unique_and_flags_explained() {
    assay_test_vectors::ids_are_unique_and_flags_explained();
}

#[test]
fn no_case_is_there_twice() {
    assay_test_vectors::no_case_is_there_twice();
}

#[test]
fn the_files_are_those_of_the_code() {
    assay_test_vectors::the_files_are_those_of_the_code();
}

#[test]
fn there_are_enough_of_every_operation() {
    assay_test_vectors::there_are_enough_of_every_operation();
}

#[test]
fn a_forger_that_does_not_cheat_is_believed() {
    assay_test_vectors::a_forger_that_does_not_cheat_is_believed();
}

#[test]
fn all_rules_are_those_of_the_code() {
    assay_test_vectors::all_rules_are_those_of_the_code();
}

#[test]
fn bands_are_those_of_the_code() {
    assay_test_vectors::bands_are_those_of_the_code();
}

#[test]
fn payables_are_those_of_the_code() {
    assay_test_vectors::payables_are_those_of_the_code();
}

#[test]
fn income_is_that_of_the_code() {
    assay_test_vectors::income_is_that_of_the_code();
}

#[test]
fn reports_of_the_suite_bls12_381_are_those_of_the_code() {
    assay_test_vectors::reports_are_those_of_the_code();
}

#[test]
fn the_values_of_the_suite_are_those_of_the_code() {
    assay_test_vectors::the_values_of_the_suite_are_those_of_the_code();
}

#[test]
fn the_documents_are_those_of_the_files() {
    assay_test_vectors::the_documents_are_those_of_the_files();
}

#[test]
fn every_code_is_covered() {
    assay_test_vectors::every_code_is_covered();
}

#[test]
fn reports_are_as_the_code_writes_them() {
    assay_test_vectors::reports_are_as_the_code_writes_them();
}

#[test]
fn the_intermediate_values_are_those_of_the_code() {
    assay_test_vectors::the_intermediate_values_are_those_of_the_code();
}

#[test]
fn the_vectors_are_well_formed() {
    assay_test_vectors::the_vectors_are_well_formed();
}

#[test]
fn forgeries_are_about_what_they_should() {
    assay_test_vectors::forgeries_are_about_what_they_should();
}

#[test]
fn documents_fit_their_schemas() {
    assay_test_vectors::documents_fit_their_schemas();
}

#[test]
fn schemas_are_closed() {
    assay_test_vectors::schemas_are_closed();
}

#[test]
fn the_schema_refuses_malformed_reports_and_no_other() {
    assay_test_vectors::the_schema_refuses_malformed_reports_and_no_other();
}

#[test]
fn every_file_fits_its_schema() {
    assay_test_vectors::every_file_fits_its_schema();
}

#[test]
fn schemas_of_vectors_refuse_what_is_none() {
    assay_test_vectors::schemas_of_vectors_refuse_what_is_none();
}
