//! Any text as a private key.
#![no_main]

use assay_fuzz::pem;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| pem::check(bytes));
