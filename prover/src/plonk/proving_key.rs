//! What the proofs of a shape have in common, and commitments to polynomials.

use assay_circuits::{Shape, FIXED};
use assay_verifier::suites::{Suite, VerifyingKey};
use group::{Curve, CurveAffine};

use super::domain::Domain;
use crate::setup::{check_generators, SetupError};
use crate::suite::ProverSuite;

/// What the proofs of a shape have in common.
pub(crate) struct ProvingKey<S: ProverSuite> {
    pub(super) shape: Shape,
    pub(super) verifying_key: VerifyingKey<S>,
    pub(super) lagrange: Vec<S::Affine>,
    pub(super) domain: Domain<S::Scalar>,
    /// The fixed columns by coefficients.
    pub(super) fixed: Vec<Vec<S::Scalar>>,
    /// And by values on the coset.
    pub(super) fixed_cosets: Vec<Vec<S::Scalar>>,
}

impl<S: ProverSuite> ProvingKey<S> {
    /// From the verifying key of a shape and `L_0..L_{n-1}`.
    ///
    /// # Errors
    /// [`SetupError::Generators`] if the generators are not as many as the shape has rows.
    pub(crate) fn new(key: VerifyingKey<S>, lagrange: Vec<S::Affine>) -> Result<Self, SetupError> {
        let shape = key.shape;
        check_generators(shape, &lagrange)?;
        check_generators(shape, &key.generators)?;
        let domain = Domain::new::<S>(shape.k());
        let fixed: Vec<Vec<S::Scalar>> = (0..FIXED)
            .map(|column| {
                let values = (0..shape.n()).map(|row| u64::from(shape.fixed(column, row)).into());
                let mut values: Vec<S::Scalar> = values.collect();
                domain.interpolate(&mut values);
                values
            })
            .collect();
        let mut fixed_cosets = fixed.clone();
        fixed_cosets.iter_mut().for_each(|c| domain.extend(c));
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
    pub(super) fn commit(&self, coefficients: &[S::Scalar], blind: &S::Scalar) -> S::Group {
        let blinding = [(blind, &self.verifying_key.blinding)];
        S::msm_of_secrets(
            coefficients
                .iter()
                .zip(&self.verifying_key.generators)
                .chain(blinding),
        )
    }
}

/// Points in affine coordinates, with one inversion for all.
pub(super) fn affine_all<S: Suite>(points: &[S::Group]) -> Vec<S::Affine> {
    let mut all = vec![S::Affine::identity(); points.len()];
    S::Group::batch_normalize(points, &mut all);
    all
}
