//! The Lagrange generators, embedded: neither hashed to the curve nor transformed at start-up.

use assay_circuits::Shape;
use thiserror::Error;

use crate::suite::ProverSuite;

/// Why there are no generators for a shape.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SetupError {
    /// Only standard shapes have an embedded key and generators, and of them not all in every suite.
    #[error("no embedded key and generators for shape {0}: it is not a standard shape, or not one of this suite")]
    NotStandard(Shape),
    /// Generators of another shape.
    #[error("expected {expected} generators, as many as shape {shape} has rows, found {found}")]
    Generators {
        /// The shape.
        shape: Shape,
        /// Rows of its trace.
        expected: usize,
        /// Generators given.
        found: usize,
    },
    /// An embedded file is not what it should be: the program itself is damaged.
    #[error("the embedded generators are damaged")]
    Damaged,
}

/// `L_0..L_{n-1}`: commitments to the Lagrange polynomials of a standard shape, without blinding.
///
/// # Errors
/// [`SetupError::NotStandard`] for another shape.
pub fn lagrange_generators<S: ProverSuite>(shape: Shape) -> Result<Vec<S::Affine>, SetupError> {
    let file = shape
        .is_standard()
        .then(|| S::lagrange_file(shape.k()))
        .flatten()
        .ok_or(SetupError::NotStandard(shape))?;
    let points: Option<Vec<S::Affine>> = file
        .chunks_exact(S::KEY_POINT_BYTES)
        .map(S::key_point)
        .collect();
    points
        .filter(|points| points.len() == shape.n())
        .ok_or(SetupError::Damaged)
}

/// As many generators as the shape has rows.
pub(crate) fn check_generators<P>(shape: Shape, lagrange: &[P]) -> Result<(), SetupError> {
    if lagrange.len() == shape.n() {
        return Ok(());
    }
    Err(SetupError::Generators {
        shape,
        expected: shape.n(),
        found: lagrange.len(),
    })
}
