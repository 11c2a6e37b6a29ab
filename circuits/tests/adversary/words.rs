//! Words and limbs, for honest and dishonest values.

use assay_circuits::{LIMBS, LIMB_BITS};
use ff::{Field, PrimeField};
use halo2_proofs::pasta::Fp;

/// `4^i`.
pub fn place(i: usize) -> Fp {
    Fp::from(1 << (LIMB_BITS * i))
}

/// `4^-i`.
pub fn inverse_place(i: usize) -> Fp {
    Fp::TWO_INV.pow([(LIMB_BITS * i) as u64])
}

/// `2^-64`.
pub fn inverse_two_64() -> Fp {
    Fp::TWO_INV.pow([64])
}

/// `sum 4^i d_i`.
pub fn word_of(limbs: &[Fp; LIMBS]) -> Fp {
    limbs
        .iter()
        .rev()
        .fold(Fp::ZERO, |word, d| word.double().double() + d)
}

/// The low 64 bits of the canonical representative.
pub fn low_word(value: Fp) -> u64 {
    let bytes: [u8; 32] = value.to_repr();
    u64::from_le_bytes(bytes[..8].try_into().unwrap())
}

/// Limbs with the sum `value`: two bits each, and whatever is above 64 bits all in limb `spill`.
pub fn limbs_holding(value: Fp, spill: usize) -> [Fp; LIMBS] {
    let low = low_word(value);
    let mut limbs = core::array::from_fn(|i| Fp::from((low >> (LIMB_BITS * i)) & 3));
    limbs[spill] += (value - Fp::from(low)) * inverse_place(spill);
    limbs
}
