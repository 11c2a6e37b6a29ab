//! Wrong values for a cell.

use ff::{Field, PrimeField};
use halo2_proofs::pasta::Fp;

/// Field elements that look random and are the same in every run (SplitMix64).
pub struct Stream(u64);

impl Stream {
    pub fn new(seed: u64) -> Stream {
        Stream(seed)
    }

    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn scalar(&mut self) -> Fp {
        // 2^248 values, all canonical.
        let top = self.word() >> 8;
        Fp::from_raw([self.word(), self.word(), self.word(), top])
    }
}

/// Every value that differs from `honest`: the digits and their neighbours, one off, four off (one digit further up), a
/// word further, negated, twice, halved, the extremes, random.
pub fn wrong(honest: Fp, stream: &mut Stream) -> Vec<Fp> {
    let two_64 = Fp::from_u128(1 << 64);
    let mut values = vec![
        Fp::ZERO,
        Fp::ONE,
        Fp::from(2),
        Fp::from(3),
        Fp::from(4),
        -Fp::ONE,
        two_64,
        honest + Fp::ONE,
        honest - Fp::ONE,
        honest + Fp::from(4),
        honest + two_64,
        honest - two_64,
        -honest,
        honest.double(),
        honest * Fp::TWO_INV,
        stream.scalar(),
    ];
    values.retain(|v| *v != honest);
    let mut seen = Vec::with_capacity(values.len());
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}
