//! Columns and polynomials with the blinds of their commitments. All are overwritten when dropped.

use ff::Field;
use halo2_proofs::poly::{Coeff, Polynomial};
use pasta_curves::Fp;

use super::secret_scalars::SecretScalars;
use crate::zeroizing::zeroize_scalars;

/// A polynomial by its coefficients.
pub(super) type Poly = SecretScalars<Polynomial<Fp, Coeff>>;

/// `n` values of a column and the blind of its commitment.
pub(super) struct Column {
    pub(super) values: SecretScalars<Vec<Fp>>,
    pub(super) blind: Fp,
}

impl Drop for Column {
    fn drop(&mut self) {
        zeroize_scalars(core::slice::from_mut(&mut self.blind));
    }
}

/// A committed polynomial and the blind of its commitment.
pub(super) type Opened<'a> = (&'a [Fp], &'a Fp);

/// Polynomials with the blinds of the columns that they interpolate.
pub(super) fn opened<'a>(polys: &'a [Poly], columns: &'a [Column]) -> Vec<Opened<'a>> {
    polys
        .iter()
        .zip(columns)
        .map(|(poly, column)| (&poly[..], &column.blind))
        .collect()
}

/// A combination of polynomials and of their blinds; overwritten when dropped.
pub(super) struct Combined {
    pub(super) coefficients: Vec<Fp>,
    pub(super) blind: Fp,
}

impl Drop for Combined {
    fn drop(&mut self) {
        zeroize_scalars(&mut self.coefficients);
        zeroize_scalars(core::slice::from_mut(&mut self.blind));
    }
}

impl Combined {
    /// `sum x_1^i p_i`, the last of them with power zero.
    pub(super) fn collapse(n: usize, polys: &[Opened<'_>], x_1: Fp) -> Combined {
        let mut sum = Combined {
            coefficients: vec![Fp::ZERO; n],
            blind: Fp::ZERO,
        };
        for (poly, blind) in polys {
            sum.fold(x_1, poly, blind);
        }
        sum
    }

    /// `self * factor + other`.
    pub(super) fn fold(&mut self, factor: Fp, coefficients: &[Fp], blind: &Fp) {
        for (sum, c) in self.coefficients.iter_mut().zip(coefficients) {
            *sum = *sum * factor + c;
        }
        self.blind = self.blind * factor + blind;
    }
}
