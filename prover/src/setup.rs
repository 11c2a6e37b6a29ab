//! The Lagrange generators, embedded: neither hashed to the curve nor transformed at start-up.

use assay_circuits::Shape;
use ff::PrimeField;
use pasta_curves::{EqAffine, Fq};
use thiserror::Error;

/// Why there are no generators for a shape.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SetupError {
    /// Only the standard shapes have embedded generators.
    #[error("no generators for shape {0}: it is not a standard shape")]
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

fn lagrange_file(k: u32) -> Option<&'static [u8]> {
    match k {
        7 => Some(include_bytes!("../params/lagrange-7.bin")),
        8 => Some(include_bytes!("../params/lagrange-8.bin")),
        9 => Some(include_bytes!("../params/lagrange-9.bin")),
        10 => Some(include_bytes!("../params/lagrange-10.bin")),
        12 => Some(include_bytes!("../params/lagrange-12.bin")),
        _ => None,
    }
}

/// `L_0..L_{n-1}`: commitments to the Lagrange polynomials of a standard shape, without blinding.
///
/// # Errors
/// [`SetupError::NotStandard`] for another shape.
pub fn lagrange_generators(shape: Shape) -> Result<Vec<EqAffine>, SetupError> {
    let file = shape
        .is_standard()
        .then(|| lagrange_file(shape.k()))
        .flatten()
        .ok_or(SetupError::NotStandard(shape))?;
    let points: Option<Vec<EqAffine>> = file
        .chunks_exact(64)
        .map(|bytes| {
            let (x, y) = bytes.split_first_chunk::<32>()?;
            let x = Option::from(Fq::from_repr(*x))?;
            let y = Option::from(Fq::from_repr(y.try_into().ok()?))?;
            Some(EqAffine::from_xy_unchecked(x, y))
        })
        .collect();
    points
        .filter(|points| points.len() == shape.n())
        .ok_or(SetupError::Damaged)
}

/// As many generators as the shape has rows.
pub(crate) fn check_generators(shape: Shape, lagrange: &[EqAffine]) -> Result<(), SetupError> {
    if lagrange.len() == shape.n() {
        return Ok(());
    }
    Err(SetupError::Generators {
        shape,
        expected: shape.n(),
        found: lagrange.len(),
    })
}
