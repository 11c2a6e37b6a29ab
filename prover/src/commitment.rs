//! Custodians' commitments: `C_i = sum_j q_ij L_j + sum_b r_ib L_{z_b}`.

use core::ops::{AddAssign, Mul, Sub};

use assay_circuits::{Shape, BLINDERS};
use ff::{Field, PrimeField};
use group::{Curve, Group};
use pasta_curves::{Eq, EqAffine, Fp};
use rand_core::CryptoRng;
use zeroize::Zeroize;

use crate::setup::{check_generators, lagrange_generators, SetupError};
use crate::wipe;

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
        wipe::scalars(&mut self.0);
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
        Committer::with_generators(shape, lagrange_generators(shape)?)
    }

    /// A committer for any shape, with `L_0..L_{n-1}` from halo2's parameters.
    ///
    /// # Errors
    /// [`SetupError::Generators`] if they are not as many as the shape has rows.
    pub fn with_generators(shape: Shape, lagrange: Vec<EqAffine>) -> Result<Self, SetupError> {
        check_generators(shape, &lagrange)?;
        Ok(Committer { shape, lagrange })
    }

    /// The commitment to `quantities`, pairs of a row of the book (from 0) and a quantity.
    ///
    /// Takes as long whatever the quantities are. Returns `None` for a row that the shape does not have.
    pub fn commit(
        &self,
        quantities: impl IntoIterator<Item = (usize, u64)>,
        blinders: &Blinders,
    ) -> Option<EqAffine> {
        let mut sum = Weighed::new(self.blind(blinders.scalars()));
        for (row, quantity) in quantities {
            if row >= self.shape.buckets() {
                return None;
            }
            // Row j of the book is row j + 1 of the trace.
            sum.add(*self.lagrange.get(row + 1)?, quantity);
        }
        Some(sum.finish().to_affine())
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

/// A sum of points weighed by quantities: the same operations whatever these are.
///
/// A scalar multiplication is quick until it meets the first bit that is set, so it would tell how long a quantity is.
/// Every one gets bit 64, which is taken off again from all of them together. Generic for the test that counts.
struct Weighed<S> {
    sum: S,
    points: S,
    offset: Fp,
}

impl<S> Weighed<S>
where
    S: Default + Sub<Output = S> + AddAssign + Mul<Fp, Output = S>,
{
    fn new(sum: S) -> Self {
        Weighed {
            sum,
            points: S::default(),
            offset: Fp::from_u128(1 << 64),
        }
    }

    fn add<P: Copy + Mul<Fp, Output = S>>(&mut self, point: P, quantity: u64)
    where
        S: AddAssign<P>,
    {
        self.sum += point * (self.offset + Fp::from(quantity));
        self.points += point;
    }

    fn finish(self) -> S {
        self.sum - self.points * self.offset
    }
}

#[cfg(test)]
mod operations;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    #[test]
    fn commits_to_the_plain_sum() {
        let committer = Committer::new(Shape::STANDARD[0]).unwrap();
        let blinders = Blinders::random(&mut ChaCha20Rng::seed_from_u64(5));
        let last = committer.shape.buckets() - 1;
        let quantities = [(0, 0), (1, 1), (3, u64::MAX), (3, 7), (last, 1 << 63)];
        let plain = quantities
            .iter()
            .map(|(row, quantity)| committer.lagrange[row + 1] * Fp::from(*quantity))
            .fold(committer.blind(blinders.scalars()), |sum, term| sum + term);
        assert_eq!(
            committer.commit(quantities, &blinders),
            Some(plain.to_affine())
        );
        assert_eq!(
            committer.commit([], &blinders),
            Some(committer.blind(blinders.scalars()).to_affine())
        );
        assert_eq!(committer.commit([(last + 1, 1)], &blinders), None);
    }
}
