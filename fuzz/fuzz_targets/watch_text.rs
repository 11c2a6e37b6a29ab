//! Any text as a name of a period, a time of day, and a metrics file.
#![no_main]

use assay_fuzz::watch;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| watch::text(bytes));
