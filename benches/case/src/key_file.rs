//! Keys and generators in files: shapes that are not standard have none embedded.

use assay_circuits::{Shape, BLINDERS, FIXED};
use assay_verifier::VerifyingKey;
use ff::PrimeField;
use pasta_curves::arithmetic::{Coordinates, CurveAffine};
use pasta_curves::{EqAffine, Fp, Fq};

/// The transcript representative, then points.
///
/// # Errors
/// If a point is the identity.
pub fn key_to_bytes(key: &VerifyingKey) -> Result<Vec<u8>, &'static str> {
    let single = [key.blinding, key.inner_product];
    let parts = [
        &key.fixed[..],
        &key.blinder_generators,
        &single,
        &key.generators,
    ];
    let points = points_to_bytes(&parts.concat())?;
    Ok([&key.transcript_repr.to_repr()[..], &points].concat())
}

/// Reads what [`key_to_bytes`] wrote; `None` if it is another shape's or damaged.
pub fn key_from_bytes(shape: Shape, bytes: &[u8]) -> Option<VerifyingKey> {
    let (repr, rest) = bytes.split_first_chunk::<32>()?;
    let points = points(rest)?;
    let (fixed, rest) = points.split_first_chunk::<FIXED>()?;
    let (blinder_generators, rest) = rest.split_first_chunk::<BLINDERS>()?;
    let ([blinding, inner_product], generators) = rest.split_first_chunk()?;
    (generators.len() == shape.n()).then_some(VerifyingKey {
        shape,
        transcript_repr: Option::from(Fp::from_repr(*repr))?,
        fixed: *fixed,
        blinder_generators: *blinder_generators,
        generators: generators.to_vec(),
        blinding: *blinding,
        inner_product: *inner_product,
    })
}

/// `x || y` of every point: loads without a square root.
///
/// # Errors
/// If a point is the identity.
pub fn points_to_bytes(points: &[EqAffine]) -> Result<Vec<u8>, &'static str> {
    let mut bytes = Vec::with_capacity(64 * points.len());
    for point in points {
        let coordinates: Option<Coordinates<EqAffine>> = point.coordinates().into();
        let coordinates = coordinates.ok_or("the identity among generators")?;
        bytes.extend(coordinates.x().to_repr());
        bytes.extend(coordinates.y().to_repr());
    }
    Ok(bytes)
}

/// Reads what [`points_to_bytes`] wrote.
pub fn points(bytes: &[u8]) -> Option<Vec<EqAffine>> {
    let point = |bytes: &[u8]| {
        let (x, y) = bytes.split_first_chunk::<32>()?;
        let x = Option::from(Fq::from_repr(*x))?;
        let y = Option::from(Fq::from_repr(y.try_into().ok()?))?;
        Option::from(EqAffine::from_xy(x, y))
    };
    bytes.chunks(64).map(point).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn damaged_files_are_not_taken() {
        let shape = Shape::STANDARD[0];
        let bytes = key_to_bytes(&VerifyingKey::standard(shape).unwrap()).unwrap();
        assert!(key_from_bytes(shape, &bytes).is_some());
        assert!(key_from_bytes(shape, &bytes[..bytes.len() - 64]).is_none());
        assert!(key_from_bytes(Shape::STANDARD[1], &bytes).is_none());
        let mut off_curve = bytes;
        off_curve[40] ^= 1;
        assert!(key_from_bytes(shape, &off_curve).is_none());
    }
}
