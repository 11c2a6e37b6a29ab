//! Commitments under the Lagrange generators of a shape.

use assay_circuits::{Shape, BLINDERS};
use group::{Curve, Group};

use super::blinders::Blinders;
use super::weighted_sum::WeightedSum;
use crate::setup::{check_generators, lagrange_generators, SetupError};
use crate::suite::ProverSuite;

/// Makes commitments for one shape.
#[derive(Clone, Debug)]
pub struct Committer<S: ProverSuite> {
    shape: Shape,
    lagrange: Vec<S::Affine>,
}

impl<S: ProverSuite> Committer<S> {
    /// A committer for a standard shape.
    ///
    /// # Errors
    /// [`SetupError::NotStandard`] for another shape.
    pub fn new(shape: Shape) -> Result<Self, SetupError> {
        Committer::with_generators(shape, lagrange_generators::<S>(shape)?)
    }

    /// A committer for any shape, with `L_0..L_{n-1}` from halo2's parameters.
    ///
    /// # Errors
    /// [`SetupError::Generators`] if they are not as many as the shape has rows.
    pub fn with_generators(shape: Shape, lagrange: Vec<S::Affine>) -> Result<Self, SetupError> {
        check_generators(shape, &lagrange)?;
        Ok(Committer { shape, lagrange })
    }

    /// The commitment to `quantities`, pairs of a row of the book (from 0) and a quantity.
    ///
    /// The time it takes does not depend on the quantities. Returns `None` for a row that the shape does not have.
    pub fn commit(
        &self,
        quantities: impl IntoIterator<Item = (usize, u64)>,
        blinders: &Blinders<S>,
    ) -> Option<S::Affine> {
        let mut sum =
            WeightedSum::<_, S::Scalar>::new(self.blind(blinders.scalars()), S::Group::identity());
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
    pub(crate) fn blind(&self, scalars: &[S::Scalar; BLINDERS]) -> S::Group {
        self.shape
            .blinder_rows()
            .iter()
            .zip(scalars)
            .filter_map(|(row, scalar)| Some(*self.lagrange.get(*row)? * scalar))
            .fold(S::Group::identity(), |sum, point| sum + point)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_verifier::suites::Vesta;
    use pasta_curves::Fp;
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    #[test]
    fn commits_to_the_plain_sum() {
        let committer = Committer::<Vesta>::new(Shape::STANDARD[0]).unwrap();
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
