//! Mutators that know the structure of what they change; libFuzzer's own ones know bytes.
//!
//! Each is a function of the input and a seed alone, so that a run can be repeated.

pub mod elements;
pub mod json;
mod leaf;
pub mod repeat;
pub mod report;
mod sign;

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

/// libFuzzer's own mutation: of a buffer with so many bytes in use, to at most so many, returning how many.
pub type Default<'a> = &'a mut dyn FnMut(&mut [u8], usize, usize) -> usize;

fn rng(seed: u32) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed.into())
}

/// Puts `new` into libFuzzer's buffer, cut to what fits.
fn store(data: &mut [u8], new: &[u8], max_size: usize) -> usize {
    let length = new.len().min(max_size).min(data.len());
    data[..length].copy_from_slice(&new[..length]);
    length
}
