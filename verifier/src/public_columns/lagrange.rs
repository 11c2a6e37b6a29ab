//! The Lagrange polynomials of a domain at one point.

use alloc::vec;
use alloc::vec::Vec;

use assay_circuits::Shape;
use ff::PrimeField;

use crate::error::ProofError;

/// A generator of the `n`-th roots of unity, as halo2 chooses it.
pub(crate) fn omega<F: PrimeField>(shape: Shape) -> F {
    (shape.k()..F::S).fold(F::ROOT_OF_UNITY, |w, _| w.square())
}

/// `l_0(x)..l_{n-1}(x)`.
///
/// `l_j(x) = (1/n) prod_{i<k} (1 + (x ω^-j)^{2^i})`, a product without divisions: `(y^n - 1) / (y - 1)` of `y = x ω^-j`. For
/// all `j` at once, from the last factor to the first: those of `j` and `j + half` differ in the sign of one term.
///
/// # Errors
/// [`ProofError::DegenerateChallenge`] if `x` is in the domain: no division would show it.
pub(super) fn lagrange<F: PrimeField>(shape: Shape, x: F) -> Result<Vec<F>, ProofError> {
    // x^(2^i), and at the end x^n.
    let mut power = x;
    let mut powers = Vec::with_capacity(shape.k() as usize);
    for _ in 0..shape.k() {
        powers.push(power);
        power = power.square();
    }
    if power == F::ONE {
        return Err(ProofError::DegenerateChallenge);
    }
    let roots = inverse_roots::<F>(shape);
    let mut values = vec![F::ZERO; shape.n()];
    if let Some(first) = values.first_mut() {
        *first = (0..shape.k()).fold(F::ONE, |v, _| v * F::TWO_INV);
    }
    let mut half = 1;
    for (factor, root) in powers.iter().rev().zip(roots.iter().rev()) {
        let (low, high) = values.split_at_mut(half);
        let mut term = *factor;
        for (low, high) in low.iter_mut().zip(high) {
            let product = *low * term;
            *high = *low - product;
            *low += product;
            term *= root;
        }
        half *= 2;
    }
    Ok(values)
}

/// `ω^-1, ω^-2, ω^-4, ...`: inverses of roots of order `n`, `n / 2`, ..., 2.
fn inverse_roots<F: PrimeField>(shape: Shape) -> Vec<F> {
    // The inverse of a root of order n is its power n - 1.
    let root: F = omega(shape);
    let mut power = root;
    let mut inverse = F::ONE;
    for _ in 0..shape.k() {
        inverse *= power;
        power = power.square();
    }
    core::iter::successors(Some(inverse), |root| Some(root.square()))
        .take(shape.k() as usize)
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ff::Field;
    use pasta_curves::Fp;

    use super::*;

    fn shape() -> Shape {
        Shape::new(7, 4).unwrap()
    }

    #[test]
    fn is_what_the_definition_says() {
        let (n, root) = (shape().n() as u64, omega::<Fp>(shape()));
        for x in [Fp::ZERO, Fp::from(2), -Fp::from(3), Fp::ROOT_OF_UNITY] {
            let values = lagrange(shape(), x).unwrap();
            assert_eq!(values.len(), shape().n());
            for (j, value) in values.iter().enumerate() {
                let point = root.pow_vartime([j as u64]);
                // n (x - ω^j) l_j(x) = ω^j (x^n - 1)
                let left = Fp::from(n) * (x - point) * value;
                assert_eq!(left, point * (x.pow_vartime([n]) - Fp::ONE), "{j}");
            }
        }
    }

    #[test]
    fn a_point_of_the_domain_is_refused() {
        let root = omega::<Fp>(shape());
        for j in 0..shape().n() as u64 {
            assert_eq!(
                lagrange(shape(), root.pow_vartime([j])).unwrap_err(),
                ProofError::DegenerateChallenge
            );
        }
    }
}
