//! The part of a contract that the circuit decides: verifies the proof of `$ASSAY_CASE`, which it holds, with the portable
//! field arithmetic. `instructions` runs it and counts.

use assay_bench_case::{key_from_bytes, ProofFile};
use assay_circuits::Shape;

/// Of `case_file::guest_case`.
static CASE: &[u8] = include_bytes!(env!("ASSAY_CASE"));

/// 0 if the proof verifies, 1 if not, 2 if the case cannot be read.
#[no_mangle]
pub extern "C" fn verify() -> i32 {
    match verified(CASE) {
        Some(true) => 0,
        Some(false) => 1,
        None => 2,
    }
}

fn verified(case: &[u8]) -> Option<bool> {
    let (length, rest) = case.split_first_chunk::<4>()?;
    let (key, file) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let file = ProofFile::from_bytes(file)?;
    let shape: Shape = file.program.shape;
    let key = key_from_bytes(shape, key)?;
    Some(file.verify(&key).is_ok())
}
