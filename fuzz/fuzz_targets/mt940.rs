//! Any text as a statement.
#![no_main]

use assay_fuzz::inputs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| inputs::check_mt940(text));
