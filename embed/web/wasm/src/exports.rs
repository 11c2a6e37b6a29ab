//! What the module exports. Nothing here takes a pointer, so no call can make it read or write outside its inputs.

// To export a function under its own name counts as unsafe: two of a name would clash. There is no other use of it.
#![allow(unsafe_code)]

use crate::buffers;

/// Makes room for an input of `len` bytes and tells where to write them. Slot 0 is the report, 1 the registry, 2 the
/// options. The place is good until the next call. For another slot it is null.
#[no_mangle]
pub extern "C" fn assay_input(slot: usize, len: usize) -> *mut u8 {
    buffers::input(slot, len)
}

/// Verifies the inputs and tells where the answer is.
#[no_mangle]
pub extern "C" fn assay_verify() -> *const u8 {
    buffers::verify()
}

/// Bytes of the answer.
#[no_mangle]
pub extern "C" fn assay_answer_len() -> usize {
    buffers::answer_len()
}
