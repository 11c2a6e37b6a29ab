//! The C interface: pointers to slices, answers to C strings, and no panic across.
#![allow(unsafe_code)]

use std::ffi::{c_char, CStr, CString};
use std::panic::catch_unwind;
use std::{ptr, slice};

use crate::answer::Answer;
use crate::status::ASSAY_INTERNAL;

const VERSION: &CStr =
    match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => c"unknown",
    };

/// Verifies a report against your own registry and options.
///
/// `report`, `registry` and `options` are JSON, not terminated; they are read during the call only, and never written. A null pointer
/// with the length 0 is empty; no options are all of the defaults. A report of more than 32 MiB, a registry of more than 16 MiB,
/// and options of more than 2 MiB and 64 KiB are refused unread.
///
/// Returns ASSAY_VALID if, and only if, the report verifies; ASSAY_INVALID, ASSAY_USAGE or ASSAY_INTERNAL if not.
///
/// If `answer` is not null, `*answer` is set to a JSON text, terminated by NUL (null with ASSAY_INTERNAL only): `{"statement":{...},"valid":true}` or
/// `{"error":{"code":"...","message":"..."},"valid":false}`. It is yours: give it to assay_free.
///
/// May be called from any number of threads at once. As in any Rust code, the process ends if memory runs out.
///
/// # Safety
/// `report`, `registry` and `options` must each be null with a length of 0, or point to as many readable bytes as their length says;
/// `answer` must be null or point to a `char *` that can be written.
#[no_mangle]
pub unsafe extern "C" fn assay_verify(
    report: *const u8,
    report_len: usize,
    registry: *const u8,
    registry_len: usize,
    options: *const u8,
    options_len: usize,
    answer: *mut *mut c_char,
) -> i32 {
    // SAFETY: the caller's promise, for each.
    let inputs = unsafe {
        [
            bytes(report, report_len),
            bytes(registry, registry_len),
            bytes(options, options_len),
        ]
    };
    let found = match inputs {
        [Some(report), Some(registry), Some(options)] => {
            guarded(|| Answer::report(report, registry, options))
        }
        _ => Answer::null_pointer(),
    };
    // SAFETY: the caller's promise.
    unsafe { give(found, answer) }
}

/// Verifies a call: one proof and what it is about, as bytes (docs/spec.md). A valid call proves that its commitments
/// open to quantities that satisfy its program. Compare the commitments and digests in it with those that you know: no
/// document and no signature is looked at.
///
/// As assay_verify otherwise. The answer to a valid call is `{"valid":true}`.
///
/// # Safety
/// As assay_verify, for `call` and `answer`.
#[no_mangle]
pub unsafe extern "C" fn assay_verify_call(
    call: *const u8,
    call_len: usize,
    answer: *mut *mut c_char,
) -> i32 {
    // SAFETY: the caller's promise.
    let found = match unsafe { bytes(call, call_len) } {
        Some(call) => guarded(|| Answer::call(call)),
        None => Answer::null_pointer(),
    };
    // SAFETY: the caller's promise.
    unsafe { give(found, answer) }
}

/// Frees an answer. Null is left alone.
///
/// # Safety
/// `answer` must be null, or an answer of this library that was not freed before.
#[no_mangle]
pub unsafe extern "C" fn assay_free(answer: *mut c_char) {
    if !answer.is_null() {
        // SAFETY: it came from `CString::into_raw`, and comes back once.
        drop(unsafe { CString::from_raw(answer) });
    }
}

/// The version of this library, such as `0.1.0`. Not to be freed.
#[no_mangle]
pub extern "C" fn assay_version() -> *const c_char {
    VERSION.as_ptr()
}

/// The caller's bytes; `None` for a null pointer to some.
///
/// # Safety
/// `start` is null, or `len` bytes can be read from there for as long as the call takes.
unsafe fn bytes<'a>(start: *const u8, len: usize) -> Option<&'a [u8]> {
    match (start.is_null(), len) {
        (_, 0) => Some(&[]),
        (true, _) => None,
        // No object is larger, and a slice must not be.
        (false, _) if len > isize::MAX as usize => None,
        // SAFETY: not null, `len` bytes are readable, nobody writes to them during the call.
        (false, _) => Some(unsafe { slice::from_raw_parts(start, len) }),
    }
}

/// No panic crosses into C.
fn guarded(answer: impl FnOnce() -> Answer + std::panic::UnwindSafe) -> Answer {
    catch_unwind(answer).unwrap_or_else(|_| Answer::internal())
}

/// Hands an answer over.
///
/// # Safety
/// `to` is null or can be written.
unsafe fn give(answer: Answer, to: *mut *mut c_char) -> i32 {
    if to.is_null() {
        return answer.status;
    }
    // JSON has no NUL; if it had, a verdict that cannot be told would be none.
    let (status, text) = match CString::new(answer.json) {
        Ok(text) => (answer.status, text.into_raw()),
        Err(_) => (ASSAY_INTERNAL, ptr::null_mut()),
    };
    // SAFETY: not null, and the caller's promise.
    unsafe { to.write(text) };
    status
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::status::ASSAY_VALID;

    #[test]
    fn a_panic_is_an_answer() {
        let answer = guarded(|| panic!("as a test"));
        assert_eq!(answer.status, ASSAY_INTERNAL);
        assert!(answer.json.contains(r#""code":"internal""#));
    }

    #[test]
    fn no_verdict_is_given_that_cannot_be_told() {
        let answer = Answer {
            status: ASSAY_VALID,
            json: "a\0b".into(),
        };
        let mut text = ptr::null_mut();
        // SAFETY: `text` can be written.
        assert_eq!(unsafe { give(answer, &mut text) }, ASSAY_INTERNAL);
        assert!(text.is_null());
    }
}
