use ::bls12_381::{G1Affine, G1Projective, Scalar};
use alloc::vec::Vec;
use ff::{Field, PrimeField};

use super::{Bls12381, Bls12381Hash};
use crate::suite::{batch_invert, IdentityPoint, Suite, TranscriptHash};

/// Scalars of all lengths, around the digits' borders.
fn scalars() -> Vec<Scalar> {
    let mut scalars: Vec<Scalar> = (0..255)
        .map(|bit| Scalar::from(2).pow_vartime(&[bit, 0, 0, 0]))
        .collect();
    let around: Vec<Scalar> = scalars
        .iter()
        .flat_map(|power| [*power - Scalar::ONE, -*power])
        .collect();
    scalars.extend(around);
    scalars.push(Scalar::ROOT_OF_UNITY);
    scalars
}

fn points(count: usize) -> Vec<G1Affine> {
    let mut point = G1Projective::generator();
    (0..count)
        .map(|i| {
            point = point.double() + G1Projective::generator();
            match i % 7 {
                0 => G1Affine::identity(),
                1 => G1Affine::generator(),
                2 => -G1Affine::generator(),
                _ => point.into(),
            }
        })
        .collect()
}

#[test]
fn sums_are_those_of_plain_multiples() {
    let scalars = scalars();
    let points = points(scalars.len());
    let plain: Vec<G1Projective> = scalars.iter().zip(&points).map(|(s, p)| p * s).collect();
    for count in [
        0,
        1,
        2,
        3,
        4,
        20,
        21,
        60,
        61,
        150,
        151,
        500,
        501,
        scalars.len(),
    ] {
        // From both ends, so that short and long scalars come in.
        for skip in [0, scalars.len() - count] {
            let terms = scalars.iter().zip(&points).skip(skip).take(count);
            let expected = plain.iter().skip(skip).take(count).sum();
            assert_eq!(Bls12381::msm(terms), expected, "{count} from {skip}");
        }
    }
    for (scalar, (point, expected)) in scalars.iter().zip(points.iter().zip(&plain)) {
        assert_eq!(Bls12381::msm([(scalar, point)]), *expected);
    }
}

#[test]
fn a_point_has_one_encoding() {
    for point in points(20) {
        let mut bytes = Vec::new();
        Bls12381::write_point(&point, &mut bytes);
        assert_eq!(bytes.len(), Bls12381::POINT_BYTES);
        assert_eq!(Bls12381::read_point(&bytes), Some(point));
        bytes[0] |= 0x40;
        assert_eq!(Bls12381::read_point(&bytes), None);
        assert_eq!(Bls12381::read_point(&bytes[1..]), None);
        bytes.push(0);
        assert_eq!(Bls12381::read_point(&bytes), None);
    }
}

#[test]
fn a_scalar_has_one_encoding() {
    let mut order = Bls12381::write_scalar(&-Scalar::ONE);
    assert_eq!(Bls12381::read_scalar(&order), Some(-Scalar::ONE));
    assert_eq!(order[0], 0x73);
    order[31] += 1;
    assert_eq!(Bls12381::read_scalar(&order), None);
    let mut one = [0; 32];
    one[31] = 1;
    assert_eq!(Bls12381::write_scalar(&Scalar::ONE), one);
    assert_eq!(Bls12381::read_scalar(&[0; 32]), Some(Scalar::ZERO));
    assert_eq!(Bls12381::read_scalar(&[0xff; 32]), None);
}

#[test]
fn challenges_depend_on_everything_before() {
    let challenges = |change: usize| {
        let mut hash = Bls12381Hash::new();
        let mut scalar = Scalar::from(5);
        let mut point = G1Affine::generator();
        match change {
            1 => scalar += Scalar::ONE,
            2 => point = -point,
            _ => {}
        }
        hash.absorb_scalar(&scalar);
        let first = hash.challenge();
        assert_eq!(hash.absorb_point(&point), Ok(()));
        [first, hash.challenge(), hash.challenge()]
    };
    let [a, b, c] = challenges(0);
    assert!(a != b && b != c && a != c);
    let [a_1, b_1, c_1] = challenges(1);
    assert!(a != a_1 && b != b_1 && c != c_1);
    let [a_2, b_2, c_2] = challenges(2);
    assert!(a == a_2 && b != b_2 && c != c_2);
    let mut hash = Bls12381Hash::new();
    let refused = hash.absorb_point(&G1Affine::identity());
    assert_eq!(refused, Err(IdentityPoint));
}

#[test]
fn zero_stays_zero_in_a_batch_of_inverses() {
    let mut scalars = [Scalar::from(3), Scalar::ZERO, -Scalar::ONE];
    batch_invert::<Bls12381>(&mut scalars);
    let third = Scalar::from(3).invert().unwrap();
    assert_eq!(scalars, [third, Scalar::ZERO, -Scalar::ONE]);
}
