//! Memory: an arena of fixed size, which is the allocator's, and in it a place for the call where a host has to put it there.
#![allow(unsafe_code)]

use core::ptr::{addr_of_mut, null_mut};

use talc::{ClaimOnOom, Span, Talc, Talck};

/// Bytes. A call of shape (10, 32) with all its rows fits, as the tests see.
const ARENA_BYTES: usize = 5 << 20;

/// Bytes of the largest call that [`assay_buffer`] has room for: shape (10, 32) with all its rows takes less than two thirds of it.
const BUFFER_BYTES: usize = 256 << 10;

static mut ARENA: [u8; ARENA_BYTES] = [0; ARENA_BYTES];
static mut BUFFER: [u8; BUFFER_BYTES] = [0; BUFFER_BYTES];

#[global_allocator]
static ALLOCATOR: Talck<spin::Mutex<()>, ClaimOnOom> =
    // SAFETY: the arena is used by the allocator alone.
    Talc::new(unsafe { ClaimOnOom::new(Span::from_array(addr_of_mut!(ARENA))) }).lock();

/// Where to put a call of `len` bytes, for hosts that share memory with the verifier but cannot allocate in it (wasm); null if it is too
/// large. There is one such place: one call at a time.
#[no_mangle]
pub extern "C" fn assay_buffer(len: usize) -> *mut u8 {
    match len <= BUFFER_BYTES {
        true => addr_of_mut!(BUFFER).cast(),
        false => null_mut(),
    }
}
