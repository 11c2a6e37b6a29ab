//! Custodians' commitments: `C_i = sum_j q_ij L_j + sum_b r_ib L_{z_b}`.

use assay_circuits::{Shape, BLINDERS};
use ff::{Field, PrimeField};
use group::{Curve, Group};
use pasta_curves::{Eq, EqAffine, Fp};
use rand_core::CryptoRng;
use zeroize::Zeroize;

use crate::setup::{lagrange_generators, SetupError};

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
        wipe(&mut self.0);
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

/// Overwrites secret scalars in a way that the optimiser keeps.
pub(crate) fn wipe(scalars: &mut [Fp]) {
    scalars.iter_mut().for_each(|s| *s = Fp::ZERO);
    core::hint::black_box(scalars);
}

/// Makes commitments for one shape.
#[derive(Clone, Debug)]
pub struct Committer {
    shape: Shape,
    lagrange: Vec<EqAffine>,
}

impl Committer {
    /// A committer for a standard shape.
    ///
    /// # Errors
    /// [`SetupError::NotStandard`] for another shape.
    pub fn new(shape: Shape) -> Result<Self, SetupError> {
        Ok(Committer {
            shape,
            lagrange: lagrange_generators(shape)?,
        })
    }

    /// The commitment to `quantities`, pairs of a row of the book (from 0) and a quantity.
    ///
    /// Every pair costs one full scalar multiplication, whatever the quantity. Returns `None` for a row that the shape
    /// does not have.
    pub fn commit(
        &self,
        quantities: impl IntoIterator<Item = (usize, u64)>,
        blinders: &Blinders,
    ) -> Option<EqAffine> {
        let mut sum = self.blind(blinders.scalars());
        for (row, quantity) in quantities {
            if row >= self.shape.buckets() {
                return None;
            }
            // Row j of the book is row j + 1 of the trace.
            sum += *self.lagrange.get(row + 1)? * Fp::from(quantity);
        }
        Some(sum.to_affine())
    }

    /// `sum_b s_b L_{z_b}`.
    pub(crate) fn blind(&self, scalars: &[Fp; BLINDERS]) -> Eq {
        self.shape
            .blinder_rows()
            .iter()
            .zip(scalars)
            .filter_map(|(row, scalar)| Some(*self.lagrange.get(*row)? * scalar))
            .fold(Eq::identity(), |sum, point| sum + point)
    }
}
