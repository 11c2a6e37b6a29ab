//! The Assay verifier where there is no operating system: a microcontroller, a virtual machine for proofs, a bare wasm host.
//!
//! Calls are verified: one proof and what it is about, as bytes (docs/spec.md, section 15). The largest shapes are those of `k = 10`.
#![no_std]

mod memory;

use assay_verifier::envelope::{verify_envelope, EnvelopeError};
use core::panic::PanicInfo;

/// The proof holds of what the call says.
pub const VALID: i32 = 0;
/// The call is none, or its program, its points or its context are out of order.
pub const NOT_A_CALL: i32 = 1;
/// The proof is refused.
pub const PROOF_REFUSED: i32 = 2;
/// There is no key for the shape.
pub const NO_KEY: i32 = 3;
/// A null pointer.
pub const NULL: i32 = 4;

/// Verifies a call, and gives [`VALID`] or what is wrong. **Compare the commitments and digests in it with those that you know**: no
/// document and no signature is looked at.
///
/// # Safety
/// `call` is null, or `len` bytes can be read from there for as long as the function runs.
#[no_mangle]
#[allow(unsafe_code)]
pub unsafe extern "C" fn assay_verify_call(call: *const u8, len: usize) -> i32 {
    if call.is_null() || len > isize::MAX as usize {
        return NULL;
    }
    // SAFETY: not null, and the caller's promise.
    let call = unsafe { core::slice::from_raw_parts(call, len) };
    match verify_envelope(call) {
        Ok(()) => VALID,
        Err(EnvelopeError::Proof(_)) => PROOF_REFUSED,
        Err(EnvelopeError::Shape { .. }) => NO_KEY,
        Err(_) => NOT_A_CALL,
    }
}

/// There is nobody to tell. Nothing in the verifier panics on its input; memory may run out.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    loop {
        core::hint::spin_loop();
    }
}
