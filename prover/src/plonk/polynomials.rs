//! Columns and polynomials with the blinds of their commitments. All are overwritten when dropped.

use ff::Field;

use super::secret_scalars::SecretScalars;
use crate::zeroizing::zeroize_scalars;

/// A polynomial by its coefficients.
pub(super) type Poly<F> = SecretScalars<F>;

/// `n` values of a column and the blind of its commitment.
pub(super) struct Column<F: Field> {
    pub(super) values: SecretScalars<F>,
    pub(super) blind: F,
}

impl<F: Field> Drop for Column<F> {
    fn drop(&mut self) {
        zeroize_scalars(core::slice::from_mut(&mut self.blind));
    }
}

/// A committed polynomial and the blind of its commitment.
pub(super) type Opened<'a, F> = (&'a [F], &'a F);

/// Polynomials with the blinds of the columns that they interpolate.
pub(super) fn opened<'a, F: Field>(
    polys: &'a [Poly<F>],
    columns: &'a [Column<F>],
) -> Vec<Opened<'a, F>> {
    polys
        .iter()
        .zip(columns)
        .map(|(poly, column)| (&poly[..], &column.blind))
        .collect()
}

/// A combination of polynomials and of their blinds; overwritten when dropped.
pub(super) struct Combined<F: Field> {
    pub(super) coefficients: Vec<F>,
    pub(super) blind: F,
}

impl<F: Field> Drop for Combined<F> {
    fn drop(&mut self) {
        zeroize_scalars(&mut self.coefficients);
        zeroize_scalars(core::slice::from_mut(&mut self.blind));
    }
}

impl<F: Field> Combined<F> {
    /// `sum x_1^i p_i`, the last of them with power zero.
    pub(super) fn collapse(n: usize, polys: &[Opened<'_, F>], x_1: F) -> Combined<F> {
        let mut sum = Combined {
            coefficients: vec![F::ZERO; n],
            blind: F::ZERO,
        };
        for (poly, blind) in polys {
            sum.fold(x_1, poly, blind);
        }
        sum
    }

    /// `self * factor + other`.
    pub(super) fn fold(&mut self, factor: F, coefficients: &[F], blind: &F) {
        for (sum, c) in self.coefficients.iter_mut().zip(coefficients) {
            *sum = *sum * factor + c;
        }
        self.blind = self.blind * factor + blind;
    }
}
