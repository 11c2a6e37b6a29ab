//! The suites that proofs can be made in: a file each, and the one place where the suite of a book is looked up.

mod bls12_381;
mod vesta;

/// Evaluates an expression with the suite of this name as a type.
macro_rules! in_suite {
    ($suite:expr, $type:ident => $body:expr) => {
        match $suite {
            ::assay_statement::SuiteName::Vesta => {
                type $type = ::assay_verifier::suites::Vesta;
                $body
            }
            ::assay_statement::SuiteName::Bls12381 => {
                type $type = ::assay_verifier::suites::Bls12381;
                $body
            }
        }
    };
}
pub(crate) use in_suite;
