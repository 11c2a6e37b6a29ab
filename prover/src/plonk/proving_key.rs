//! What the proofs of a shape have in common, and commitments to polynomials.

use assay_circuits::{Shape, DEGREE, FIXED};
use assay_verifier::{msm_of_secrets, VerifyingKey};
use halo2_proofs::poly::{Coeff, EvaluationDomain, ExtendedLagrangeCoeff, Polynomial};
use pasta_curves::{Eq, EqAffine, Fp};

use crate::setup::{check_generators, SetupError};

/// What the proofs of a shape have in common.
pub(crate) struct ProvingKey {
    pub(super) shape: Shape,
    pub(super) verifying_key: VerifyingKey,
    pub(super) lagrange: Vec<EqAffine>,
    pub(super) domain: EvaluationDomain<Fp>,
    pub(super) fixed: Vec<Polynomial<Fp, Coeff>>,
    pub(super) fixed_cosets: Vec<Polynomial<Fp, ExtendedLagrangeCoeff>>,
}

impl ProvingKey {
    /// From the verifying key of a shape and `L_0..L_{n-1}`.
    ///
    /// # Errors
    /// [`SetupError::Generators`] if the generators are not as many as the shape has rows.
    pub(crate) fn new(key: VerifyingKey, lagrange: Vec<EqAffine>) -> Result<Self, SetupError> {
        let shape = key.shape;
        check_generators(shape, &lagrange)?;
        check_generators(shape, &key.generators)?;
        let domain = EvaluationDomain::new(DEGREE as u32, shape.k());
        let fixed: Vec<_> = (0..FIXED)
            .map(|column| {
                let values = (0..shape.n()).map(|row| Fp::from(shape.fixed(column, row)));
                domain.lagrange_to_coeff(domain.lagrange_from_vec(values.collect()))
            })
            .collect();
        let extend = |poly: &Polynomial<_, _>| domain.coeff_to_extended(poly.clone());
        let fixed_cosets = fixed.iter().map(extend).collect();
        Ok(ProvingKey {
            shape,
            verifying_key: key,
            lagrange,
            domain,
            fixed,
            fixed_cosets,
        })
    }

    /// A commitment in the monomial basis.
    pub(super) fn commit(&self, coefficients: &[Fp], blind: &Fp) -> Eq {
        let blinding = [(blind, &self.verifying_key.blinding)];
        msm_of_secrets(
            coefficients
                .iter()
                .zip(&self.verifying_key.generators)
                .chain(blinding),
        )
    }
}

/// A point in affine coordinates.
pub(super) fn affine(point: Eq) -> EqAffine {
    EqAffine::from(point)
}

/// Points in affine coordinates, with one inversion for all.
pub(super) fn affine_all(points: &[Eq]) -> Vec<EqAffine> {
    let mut all = vec![EqAffine::default(); points.len()];
    group::Curve::batch_normalize(points, &mut all);
    all
}
