//! The quotient: all identities, folded with powers of `y`, divided by the vanishing polynomial.

use assay_circuits::columns::{
    BUCKET, CARRY, LIVE, QUANTITIES, SHIFT, START, TAGGED, TAGS, WEIGHTS,
};
use assay_circuits::{identities, Cells, Scalar, LIMBS};
use ff::{Field, PrimeField};
use rayon::prelude::*;

use super::polynomials::Poly;
use super::proving_key::ProvingKey;
use super::secret_scalars::SecretScalars;
use crate::suite::ProverSuite;

/// A column by its values on the coset.
type Coset<F> = SecretScalars<F>;

impl<S: ProverSuite> ProvingKey<S> {
    /// The coefficients of the quotient, `n` for each piece.
    pub(super) fn quotient(
        &self,
        instance: &[Poly<S::Scalar>],
        advice: &[Poly<S::Scalar>],
        y: S::Scalar,
    ) -> SecretScalars<S::Scalar> {
        let extend = |poly: &Poly<S::Scalar>| {
            // With room for the coset, or it would move the coefficients and leave them behind.
            let length = self.domain.extended_len();
            let mut values = SecretScalars(Vec::with_capacity(length));
            values.0.extend_from_slice(poly);
            self.domain.extend(&mut values.0);
            values
        };
        let instance: Vec<Coset<S::Scalar>> = instance.par_iter().map(extend).collect();
        let advice: Vec<Coset<S::Scalar>> = advice.par_iter().map(extend).collect();
        let mut quotient = SecretScalars(vec![S::Scalar::ZERO; self.domain.extended_len()]);
        quotient
            .par_iter_mut()
            .enumerate()
            .for_each(|(row, value)| {
                let mut cells = self.cells(&instance, &advice, row);
                *value = folded(&cells, y);
                zeroize_cells(&mut cells.acc);
                zeroize_cells(&mut cells.acc_next);
            });
        self.domain.divide(&mut quotient);
        quotient
    }

    /// The cells at one point of the coset, where the next row is four points on.
    fn cells(
        &self,
        instance: &[Coset<S::Scalar>],
        advice: &[Coset<S::Scalar>],
        row: usize,
    ) -> Cells<Scalar<S::Scalar>> {
        let extended = self.domain.extended_len();
        let next = (row + extended / self.shape.n()) % extended;
        let at = |columns: &[Coset<S::Scalar>], row: usize| -> Vec<Scalar<S::Scalar>> {
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
fn folded<F: PrimeField>(cells: &Cells<Scalar<F>>, y: F) -> F {
    // Not all in one list, which would move as it grows and leave them behind.
    let mut parts = [
        identities::range(cells),
        vec![identities::word(cells), identities::tag(cells)],
        identities::rules(cells),
    ];
    let all = parts.iter_mut().flatten();
    let folded = all.fold(F::ZERO, |sum, identity| {
        let value = core::mem::replace(&mut identity.value, Scalar(F::ZERO));
        sum * y + value.0
    });
    core::hint::black_box(&parts);
    folded
}

fn zeroize_cells<F: PrimeField>(cells: &mut [Scalar<F>]) {
    cells.fill(Scalar(F::ZERO));
    core::hint::black_box(cells);
}
