//! Generators and keys of the suite `bls12-381`, computed from their definition, for comparison with the embedded ones.

use assay_circuits::{Shape, FIXED};
use assay_verifier::suites::{Bls12381, VerifyingKey};
use bls12_381::hash_to_curve::{ExpandMsgXmd, HashToCurve};
use bls12_381::{G1Affine, G1Projective, Scalar};
use ff::{Field, PrimeField};
use group::Curve;
use halo2_proofs::arithmetic::best_fft;
use sha2_10::Sha256;
use sha3::{Digest, Keccak256};

/// The domain tag of the generators.
pub const GENERATORS: &[u8] = b"assay/v1/generators-with-BLS12381G1_XMD:SHA-256_SSWU_RO_";

/// What the transcript representative of a key is a hash of begins with this.
const KEY: &[u8] = b"assay/v1/bls12-381/key";

/// `hash_to_curve` of RFC 9380, suite `BLS12381G1_XMD:SHA-256_SSWU_RO_`.
pub fn hash_to_curve(message: &[u8], domain: &[u8]) -> G1Projective {
    <G1Projective as HashToCurve<ExpandMsgXmd<Sha256>>>::hash_to_curve([message], domain)
}

/// `G_i`.
pub fn generator(i: u32) -> G1Projective {
    let [a, b, c, d] = i.to_be_bytes();
    hash_to_curve(&[0, a, b, c, d], GENERATORS)
}

/// `W`.
pub fn blinding() -> G1Projective {
    hash_to_curve(&[1], GENERATORS)
}

/// `U`.
pub fn inner_product() -> G1Projective {
    hash_to_curve(&[2], GENERATORS)
}

/// `L_0..L_{n-1}` of the generators `G_0..G_{n-1}`.
pub fn lagrange(k: u32, generators: &[G1Projective]) -> Vec<G1Projective> {
    let mut points = generators.to_vec();
    let inverse = (k..Scalar::S).fold(Scalar::ROOT_OF_UNITY_INV, |w, _| w.square());
    best_fft(&mut points, inverse, k);
    let scale = Scalar::TWO_INV.pow_vartime(&[u64::from(k), 0, 0, 0]);
    points.iter_mut().for_each(|point| *point *= scale);
    points
}

/// The key of a shape, from the first generators and the Lagrange generators of its `k`.
pub fn key(
    shape: Shape,
    generators: &[G1Projective],
    lagrange: &[G1Projective],
) -> VerifyingKey<Bls12381> {
    let fixed: [G1Affine; FIXED] = std::array::from_fn(|column| {
        let rows = (0..shape.n()).filter(|row| shape.fixed(column, *row));
        rows.fold(blinding(), |sum, row| sum + lagrange[row])
            .to_affine()
    });
    let blinder_generators = shape.blinder_rows().map(|row| lagrange[row].to_affine());
    let mut hash = Keccak256::new();
    hash.update(KEY);
    hash.update(shape.k().to_be_bytes());
    hash.update((shape.rules() as u32).to_be_bytes());
    for point in fixed.iter().chain(&blinder_generators) {
        hash.update(point.to_uncompressed());
    }
    VerifyingKey {
        shape,
        transcript_repr: reduce(&hash.finalize()),
        fixed,
        blinder_generators,
        generators: affine(generators),
        blinding: blinding().to_affine(),
        inner_product: inner_product().to_affine(),
    }
}

/// Points in affine coordinates.
pub fn affine(points: &[G1Projective]) -> Vec<G1Affine> {
    let mut affine = vec![G1Affine::identity(); points.len()];
    G1Projective::batch_normalize(points, &mut affine);
    affine
}

/// Bytes of points in the key files.
pub fn bytes(points: &[G1Affine]) -> Vec<u8> {
    points.iter().flat_map(G1Affine::to_uncompressed).collect()
}

/// A big-endian integer, modulo the order.
fn reduce(bytes: &[u8]) -> Scalar {
    bytes.iter().fold(Scalar::ZERO, |sum, byte| {
        sum * Scalar::from(256) + Scalar::from(u64::from(*byte))
    })
}
