//! How points stand in the embedded key files.

use ff::PrimeField;
use pasta_curves::{EqAffine, Fq};

/// Bytes of a point in the key files: `x || y`, little endian.
pub(super) const POINT: usize = 64;

/// A point of a key file. Not checked to be on the curve: a test compares the files with halo2's own points.
pub(super) fn point(bytes: &[u8]) -> Option<EqAffine> {
    let (x, y) = bytes.split_first_chunk::<32>()?;
    let y: &[u8; 32] = y.try_into().ok()?;
    let x = Option::from(Fq::from_repr(*x))?;
    let y = Option::from(Fq::from_repr(*y))?;
    Some(EqAffine::from_xy_unchecked(x, y))
}
