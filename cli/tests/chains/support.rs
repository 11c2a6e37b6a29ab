//! Runs `assay`.

use assay_testkit::program;
pub use assay_testkit::program::Run;

pub fn assay(args: &[&str]) -> Run {
    program::run(env!("CARGO_BIN_EXE_assay"), args)
}
