//! The quotient: all identities, folded with powers of `y`, divided by the vanishing polynomial.

use assay_circuits::columns::{
    BUCKET, CARRY, LIVE, QUANTITIES, SHIFT, START, TAGGED, TAGS, WEIGHTS,
};
use assay_circuits::{identities, Cells, Scalar, LIMBS};
use ff::Field;
use halo2_proofs::poly::{ExtendedLagrangeCoeff, Polynomial};
use pasta_curves::Fp;
use rayon::prelude::*;

use super::polynomials::Poly;
use super::proving_key::ProvingKey;
use super::secret_scalars::SecretScalars;

type Coset = SecretScalars<Polynomial<Fp, ExtendedLagrangeCoeff>>;

impl ProvingKey {
    /// The coefficients of the quotient, `n` for each piece.
    pub(super) fn quotient(
        &self,
        instance: &[Poly],
        advice: &[Poly],
        y: Fp,
    ) -> SecretScalars<Vec<Fp>> {
        let extend = |poly: &Poly| {
            // With room for the coset, or halo2 would move the coefficients and leave them behind.
            let mut coefficients = Vec::with_capacity(self.domain.extended_len());
            coefficients.extend_from_slice(poly);
            let coefficients = self.domain.coeff_from_vec(coefficients);
            SecretScalars(self.domain.coeff_to_extended(coefficients))
        };
        let instance: Vec<Coset> = instance.par_iter().map(extend).collect();
        let advice: Vec<Coset> = advice.par_iter().map(extend).collect();
        let mut numerator = self.domain.empty_extended();
        numerator
            .par_iter_mut()
            .enumerate()
            .for_each(|(row, value)| {
                let mut cells = self.cells(&instance, &advice, row);
                *value = folded(&cells, y);
                zeroize_cells(&mut cells.acc);
                zeroize_cells(&mut cells.acc_next);
            });
        let quotient = self.domain.divide_by_vanishing_poly(numerator);
        SecretScalars(self.domain.extended_to_coeff(quotient))
    }

    /// The cells at one point of the coset, where the next row is four points on.
    fn cells(&self, instance: &[Coset], advice: &[Coset], row: usize) -> Cells<Scalar<Fp>> {
        let extended = self.domain.extended_len();
        let next = (row + extended / self.shape.n()) % extended;
        let at = |columns: &[Coset], row: usize| -> Vec<Scalar<Fp>> {
            columns.iter().map(|column| Scalar(column[row])).collect()
        };
        let fixed = |column: usize| Scalar(self.fixed_cosets[column][row]);
        Cells {
            start: fixed(START),
            bucket: fixed(BUCKET),
            carry: fixed(CARRY),
            live: fixed(LIVE),
            shift: fixed(SHIFT),
            quantity: Scalar(instance[QUANTITIES][row]),
            tagged: Scalar(instance[TAGGED][row]),
            tag: Scalar(instance[TAGS][row]),
            weights: at(&instance[WEIGHTS..], row),
            limbs: core::array::from_fn(|i| Scalar(advice[i][row])),
            acc: at(&advice[LIMBS..], row),
            acc_next: at(&advice[LIMBS..], next),
        }
    }
}

/// All identities, in the order of [`identities::all`], folded with powers of `y`.
fn folded(cells: &Cells<Scalar<Fp>>, y: Fp) -> Fp {
    // Not all in one list, which would move as it grows and leave them behind.
    let mut parts = [
        identities::range(cells),
        vec![identities::word(cells), identities::tag(cells)],
        identities::rules(cells),
    ];
    let all = parts.iter_mut().flatten();
    let folded = all.fold(Fp::ZERO, |sum, identity| {
        let value = core::mem::replace(&mut identity.value, Scalar(Fp::ZERO));
        sum * y + value.0
    });
    core::hint::black_box(&parts);
    folded
}

fn zeroize_cells(cells: &mut [Scalar<Fp>]) {
    cells.fill(Scalar(Fp::ZERO));
    core::hint::black_box(cells);
}
