//! Any bytes as the file of an auditor's copy, changes of a genuine one, or keys.
#![no_main]

use assay_fuzz::sealed;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| sealed::check(bytes));
