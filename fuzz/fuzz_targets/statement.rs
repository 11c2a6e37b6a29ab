//! A proof with changes of what it is about.
#![no_main]

use assay_fuzz::statement;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| statement::check(bytes));
