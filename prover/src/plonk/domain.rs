//! Polynomials by values and by coefficients: the transforms between them, as `halo2_proofs::poly::EvaluationDomain` has
//! them, for any field. All work in place, so that they leave no copies of secrets.

use assay_circuits::DEGREE;
use assay_verifier::suites::Suite;
use ff::PrimeField;
use halo2_proofs::arithmetic::{best_fft, parallelize};

use crate::suite::ProverSuite;

/// The pieces of the quotient: dividing by the vanishing polynomial takes one degree off the identities.
const PIECES: usize = DEGREE - 1;

// Or there were more points in the coset than coefficients in the quotient.
const _: () = assert!(PIECES.is_power_of_two());

/// The `n`-th roots of unity, and a coset of so many more that the quotient is determined by its values there.
pub(super) struct Domain<F> {
    root: Root<F>,
    extended: Root<F>,
    /// Powers 1 and 2 of the coset's generator, a cube root of unity.
    coset: [F; 2],
    /// The inverses of `X^n - 1` on the coset, where it is periodic.
    vanishing: Vec<F>,
}

/// A root of unity of order `2^k`.
struct Root<F> {
    k: u32,
    omega: F,
    inverse: F,
    /// `1 / 2^k`.
    scale: F,
}

impl<F: PrimeField> Root<F> {
    fn new(k: u32) -> Self {
        let power = |root: F| (k..F::S).fold(root, |w, _| w.square());
        Root {
            k,
            omega: power(F::ROOT_OF_UNITY),
            inverse: power(F::ROOT_OF_UNITY_INV),
            scale: (0..k).fold(F::ONE, |v, _| v * F::TWO_INV),
        }
    }

    /// From values to coefficients.
    fn interpolate(&self, values: &mut [F]) {
        best_fft(values, self.inverse, self.k);
        parallelize(values, |values, _| {
            values.iter_mut().for_each(|value| *value *= self.scale);
        });
    }
}

impl<F: PrimeField> Domain<F> {
    /// The domain of `2^k` rows.
    pub(super) fn new<S: ProverSuite + Suite<Scalar = F>>(k: u32) -> Self {
        let extended = Root::new(k + PIECES.ilog2());
        let zeta = S::cube_root_of_unity();
        // X^n takes as many values on the coset as the coset has points for each row.
        let (start, step) = [zeta, extended.omega]
            .map(|point| (0..k).fold(point, |power, _| power.square()))
            .into();
        let period = 1 << (extended.k - k);
        let vanishing = core::iter::successors(Some(start), |power: &F| Some(*power * step))
            .take(period)
            // Not zero: the coset has no n-th root of unity, as 3 does not divide n.
            .map(|power| S::invert_public(&(power - F::ONE)).unwrap_or(F::ZERO))
            .collect();
        Domain {
            root: Root::new(k),
            extended,
            coset: [zeta, zeta.square()],
            vanishing,
        }
    }

    /// A generator of the `n`-th roots of unity.
    pub(super) fn omega(&self) -> F {
        self.root.omega
    }

    /// Points of the coset.
    pub(super) fn extended_len(&self) -> usize {
        1 << self.extended.k
    }

    /// `n` values become coefficients.
    pub(super) fn interpolate(&self, values: &mut [F]) {
        self.root.interpolate(values);
    }

    /// `n` coefficients become values on the coset. With room for them, the memory stays where it is.
    pub(super) fn extend(&self, coefficients: &mut Vec<F>) {
        self.shift(coefficients, self.coset);
        coefficients.resize(self.extended_len(), F::ZERO);
        best_fft(coefficients, self.extended.omega, self.extended.k);
    }

    /// Values on the coset of a polynomial that `X^n - 1` divides become the coefficients of the quotient, `n` for each piece.
    pub(super) fn divide(&self, values: &mut [F]) {
        parallelize(values, |values, start| {
            let inverses = self.vanishing.iter().cycle();
            let inverses = inverses.skip(start % self.vanishing.len());
            for (value, inverse) in values.iter_mut().zip(inverses) {
                *value *= inverse;
            }
        });
        self.extended.interpolate(values);
        let [zeta, squared] = self.coset;
        self.shift(values, [squared, zeta]);
    }

    /// Multiplies the coefficients by the powers of a cube root of unity, given by its powers 1 and 2.
    fn shift(&self, coefficients: &mut [F], [first, second]: [F; 2]) {
        parallelize(coefficients, |coefficients, start| {
            for (index, c) in (start..).zip(coefficients) {
                match index % 3 {
                    0 => {}
                    1 => *c *= first,
                    _ => *c *= second,
                }
            }
        });
    }
}
