//! The blinders that hide what a commitment commits to.

use assay_circuits::BLINDERS;
use assay_verifier::suites::Suite;
use ff::Field;
use rand_core::CryptoRng;
use zeroize::Zeroize;

use crate::zeroizing::zeroize_scalars;

/// The four blinders of a commitment. Secret: overwritten when dropped, never printed.
#[derive(Clone)]
pub struct Blinders<S: Suite>([S::Scalar; BLINDERS]);

impl<S: Suite> Blinders<S> {
    /// Four uniform blinders.
    pub fn random(rng: &mut impl CryptoRng) -> Self {
        Blinders(core::array::from_fn(|_| S::Scalar::random(&mut *rng)))
    }

    /// Blinders from their canonical encodings, `None` if one is not canonical.
    pub fn from_bytes(bytes: &[[u8; 32]; BLINDERS]) -> Option<Self> {
        let mut blinders = Blinders([S::Scalar::ZERO; BLINDERS]);
        for (blinder, bytes) in blinders.0.iter_mut().zip(bytes) {
            *blinder = S::read_scalar(bytes)?;
        }
        Some(blinders)
    }

    /// Canonical encodings of the suite; as secret as the blinders.
    pub fn to_bytes(&self) -> [[u8; 32]; BLINDERS] {
        self.0.map(|blinder| S::write_scalar(&blinder))
    }

    /// The scalars.
    pub fn scalars(&self) -> &[S::Scalar; BLINDERS] {
        &self.0
    }
}

impl<S: Suite> Zeroize for Blinders<S> {
    fn zeroize(&mut self) {
        zeroize_scalars(&mut self.0);
    }
}

impl<S: Suite> Drop for Blinders<S> {
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl<S: Suite> core::fmt::Debug for Blinders<S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Blinders(..)")
    }
}
