//! Any bytes as the response of an endpoint.
#![no_main]

use assay_fuzz::rpc;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| rpc::check(bytes));
