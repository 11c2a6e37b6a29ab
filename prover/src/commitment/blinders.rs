//! The blinders that hide what a commitment commits to.

use assay_circuits::BLINDERS;
use ff::{Field, PrimeField};
use pasta_curves::Fp;
use rand_core::CryptoRng;
use zeroize::Zeroize;

use crate::zeroizing::zeroize_scalars;

/// The four blinders of a commitment. Secret: overwritten when dropped, never printed.
#[derive(Clone)]
pub struct Blinders([Fp; BLINDERS]);

impl Blinders {
    /// Four uniform blinders.
    pub fn random(rng: &mut impl CryptoRng) -> Self {
        Blinders(core::array::from_fn(|_| Fp::random(&mut *rng)))
    }

    /// Blinders from their canonical encodings, `None` if one is not canonical.
    pub fn from_bytes(bytes: &[[u8; 32]; BLINDERS]) -> Option<Self> {
        let mut blinders = Blinders([Fp::ZERO; BLINDERS]);
        for (blinder, bytes) in blinders.0.iter_mut().zip(bytes) {
            *blinder = Option::from(Fp::from_repr(*bytes))?;
        }
        Some(blinders)
    }

    /// Canonical encodings, little endian; as secret as the blinders.
    pub fn to_bytes(&self) -> [[u8; 32]; BLINDERS] {
        self.0.map(|blinder| blinder.to_repr())
    }

    /// The scalars.
    pub fn scalars(&self) -> &[Fp; BLINDERS] {
        &self.0
    }
}

impl Zeroize for Blinders {
    fn zeroize(&mut self) {
        zeroize_scalars(&mut self.0);
    }
}

impl Drop for Blinders {
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl core::fmt::Debug for Blinders {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Blinders(..)")
    }
}
