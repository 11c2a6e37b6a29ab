//! Randomness that a test can repeat, and that is kept nowhere meanwhile.

use core::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

use assay_testkit::marked_fund::mix;

/// Every number is computed from a counter.
#[derive(Clone)]
pub struct Draws(pub u64);

impl TryRng for Draws {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|word| word as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 += 1;
        Ok(mix(self.0))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let word = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Draws {}
