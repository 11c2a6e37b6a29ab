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

/// A change of a buffer with so many bytes in use, to at most so many, by a seed; returns how many are in use then.
pub type Mutator = fn(&mut [u8], usize, usize, u32, Default<'_>) -> usize;

/// libFuzzer's own mutation alone.
pub fn bytes(data: &mut [u8], size: usize, max: usize, _seed: u32, default: Default<'_>) -> usize {
    default(data, size, max)
}

fn rng(seed: u32) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed.into())
}

/// Puts `new` into libFuzzer's buffer, cut to what fits.
fn store(data: &mut [u8], new: &[u8], max_size: usize) -> usize {
    let length = new.len().min(max_size).min(data.len());
    data[..length].copy_from_slice(&new[..length]);
    length
}
