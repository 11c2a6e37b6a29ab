//! Against the crate `bls12_381`, and against sums that are made with it (module `portable`).

use alloc::vec::Vec;

use ::bls12_381::{G1Affine, G1Projective, Scalar};
use ff::{Field, PrimeField};
use group::{Curve, Group};
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

use super::super::portable;
use super::*;

/// A prime factor of the cofactor, and what to multiply a point of the curve with to get one of that order, if any is left.
const TORSION: [(u32, &str); 5] = [
    (3, "08ab05f8bdd54cde190937e76bc3e447cc27c3d6fbd7063fcd104635a790520c0a395554e5c6aaaad955555555558e39"),
    (11, "3704612471307385e8f4b11c0f6f71e98ebcebf11641bde11e05f8de12635b461258dc05b269c8ff0a941963702343"),
    (10_177, "04365bf803428bdeec60fd2e926108ec4349c3ed6101355fc141ebb62934a3754bcaa7f4893a24a99528dca02b"),
    (859_267, "26b97e14f9a9bfc6a1d68e51940e20533818e49972d05a4b963f8399f9c8df3382e9555b8e0c186760b113"),
    (52_437_899, "02a97289d2f199a7fe442ea79eb7aa6cc575f3bb074193d880722109579598622c3f85f4e51b4a558443"),
];

/// A point of the curve, which is almost never in the group.
fn point_of_the_curve(rng: &mut ChaCha20Rng) -> G1Affine {
    loop {
        let mut bytes = [0; 48];
        rng.fill_bytes(&mut bytes);
        bytes[0] = bytes[0] & 0x3f | 0x80;
        let point = G1Affine::from_compressed_unchecked(&bytes);
        if bool::from(point.is_some()) {
            return point.unwrap();
        }
    }
}

fn times(point: &G1Affine, factor: &str) -> G1Affine {
    let factor = hex::decode(factor).unwrap();
    let bits = factor
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    let sum = bits.fold(G1Projective::identity(), |sum, bit| match bit {
        0 => sum.double(),
        _ => sum.double() + point,
    });
    sum.to_affine()
}

/// What both arithmetics, and the crate, say of the encoding of a point.
fn agree(bytes: &[u8; 96]) -> Option<G1Affine> {
    let expected = portable::read_curve_point(bytes);
    assert_eq!(read_curve_point(bytes), expected, "{}", hex::encode(bytes));
    let expected = expected.filter(|point| {
        let outside = portable::first_outside_group(&[*point]);
        assert_eq!(first_outside_group(&[*point]), outside);
        // In lanes as well.
        let lanes = [*point; 5];
        assert_eq!(first_outside_group(&lanes), outside);
        outside.is_none()
    });
    assert_eq!(expected, G1Affine::from_uncompressed(bytes).into());
    expected
}

fn random_points(count: usize, rng: &mut ChaCha20Rng) -> Vec<G1Affine> {
    (0..count)
        .map(|_| G1Projective::random(&mut *rng).to_affine())
        .collect()
}

/// Scalars that sit on the corners of recoding and splitting.
fn corners() -> Vec<Scalar> {
    let z_squared = Scalar::from(0xd201_0000_0001_0000).square();
    let mut corners = alloc::vec![Scalar::ZERO, Scalar::TWO_INV, -Scalar::TWO_INV];
    for centre in [z_squared, z_squared * Scalar::TWO_INV] {
        for by in [Scalar::ZERO, Scalar::ONE, -Scalar::ONE] {
            corners.extend([centre + by, -(centre + by), centre * z_squared + by]);
        }
    }
    let mut power = Scalar::ONE;
    for _ in 0..255 {
        corners.extend([power, -power, power - Scalar::ONE]);
        power = power.double();
    }
    corners
}

#[test]
fn points_of_the_group_are_read() {
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let generator = G1Affine::generator();
    for point in random_points(50, &mut rng).iter().chain([&generator]) {
        for point in [*point, -point] {
            assert_eq!(agree(&point.to_uncompressed()), Some(point));
        }
    }
}

#[test]
fn points_outside_the_group_are_refused() {
    let mut rng = ChaCha20Rng::seed_from_u64(2);
    for _ in 0..200 {
        let point = point_of_the_curve(&mut rng);
        assert!(!bool::from(point.is_torsion_free()));
        assert_eq!(agree(&point.to_uncompressed()), None);
    }
}

/// One or two of them among points of the group and the identity, at every place of a list of every length.
#[test]
fn the_first_point_outside_the_group_is_found() {
    let mut rng = ChaCha20Rng::seed_from_u64(11);
    let good = random_points(20, &mut rng);
    let bad = point_of_the_curve(&mut rng);
    for length in 0..20 {
        for at in 0..length {
            let mut points = good[..length].to_vec();
            points[length / 2] = G1Affine::identity();
            assert_eq!(first_outside_group(&points), None);
            points[length - 1] = bad;
            points[at] = bad;
            assert_eq!(first_outside_group(&points), Some(at), "of {length}");
            assert_eq!(portable::first_outside_group(&points), Some(at));
        }
    }
    assert_eq!(first_outside_group(&[]), None);
}

/// The hardest to tell from points of the group: those of the smallest orders, alone and added to a point of the group.
#[test]
fn points_of_every_small_order_are_refused() {
    let mut rng = ChaCha20Rng::seed_from_u64(3);
    for (order, factor) in TORSION {
        let mut found = 0;
        while found < 5 {
            let point = times(&point_of_the_curve(&mut rng), factor);
            if bool::from(point.is_identity()) {
                continue;
            }
            found += 1;
            assert_eq!(
                times(&point, &alloc::format!("{order:08x}")),
                G1Affine::identity()
            );
            assert_eq!(agree(&point.to_uncompressed()), None, "order {order}");
            let beside = (G1Projective::random(&mut rng) + point).to_affine();
            assert_eq!(agree(&beside.to_uncompressed()), None, "order {order}");
        }
    }
    // The points with x = 0 have order 3.
    let mut bytes = [0; 96];
    bytes[95] = 2;
    assert_eq!(agree(&bytes), None);
}

#[test]
fn what_is_not_on_the_curve_is_refused() {
    let mut rng = ChaCha20Rng::seed_from_u64(4);
    for point in random_points(50, &mut rng) {
        let mut bytes = point.to_uncompressed();
        bytes[95] ^= 1;
        assert_eq!(agree(&bytes), None);
        bytes.rotate_left(48);
        bytes[0] &= 0x1f;
        assert_eq!(agree(&bytes), None);
    }
}

/// A coordinate to which the prime is added is the same modulo the prime, and no encoding.
#[test]
fn coordinates_that_are_not_below_the_prime_are_refused() {
    let prime = hex::decode("1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab").unwrap();
    let mut rng = ChaCha20Rng::seed_from_u64(5);
    let mut tried = [0; 2];
    for point in random_points(100, &mut rng) {
        for (half, tried) in tried.iter_mut().enumerate() {
            let mut bytes = point.to_uncompressed();
            let mut carry = 0;
            for (byte, add) in bytes[48 * half..][..48].iter_mut().zip(&prime).rev() {
                let sum = u16::from(*byte) + u16::from(*add) + carry;
                (*byte, carry) = (sum as u8, sum >> 8);
            }
            // Three bits are flags in the crate.
            if bytes[48 * half] < 0x20 {
                *tried += 1;
                assert_eq!(agree(&bytes), None);
            }
        }
    }
    assert!(tried.iter().all(|tried| *tried > 5), "{tried:?}");
}

#[test]
fn sums_of_every_size_agree() {
    let mut rng = ChaCha20Rng::seed_from_u64(6);
    let points = random_points(700, &mut rng);
    let scalars: Vec<Scalar> = (0..700).map(|_| Scalar::random(&mut rng)).collect();
    for size in (0..70).chain([100, 128, 200, 257, 346, 500, 700]) {
        let terms = || scalars.iter().zip(&points).take(size);
        let expected = portable::msm(terms());
        assert_eq!(msm(terms()), expected, "{size}");
        assert_eq!(msm_of_secrets(terms()), expected, "{size}");
    }
}

#[test]
fn one_term_with_every_corner_scalar() {
    let point = random_points(1, &mut ChaCha20Rng::seed_from_u64(7))[0];
    for scalar in corners() {
        assert_eq!(msm([(&scalar, &point)]), point * scalar, "{scalar:?}");
    }
}

#[test]
fn equal_scalars_and_equal_and_opposite_points_agree() {
    let mut rng = ChaCha20Rng::seed_from_u64(8);
    let point = random_points(1, &mut rng)[0];
    let others = random_points(257, &mut rng);
    let full = Scalar::random(&mut rng);
    for size in [1usize, 2, 3, 7, 64, 257] {
        for scalar in [Scalar::ZERO, Scalar::ONE, -Scalar::ONE, full] {
            let same = alloc::vec![scalar; size];
            let equal = alloc::vec![point; size];
            let signs: Vec<_> = (0..size)
                .map(|i| if i % 2 == 0 { point } else { -point })
                .collect();
            let total = point * (scalar * Scalar::from(size as u64));
            assert_eq!(msm(same.iter().zip(&equal)), total, "{size}");
            let left = if size % 2 == 0 {
                G1Projective::identity()
            } else {
                point * scalar
            };
            assert_eq!(msm(same.iter().zip(&signs)), left, "{size}");
            let sum: G1Projective = others[..size].iter().map(G1Projective::from).sum();
            assert_eq!(msm(same.iter().zip(&others)), sum * scalar, "{size}");
        }
    }
}

/// `P`, `lambda P` and `lambda^2 P` add up to nothing, and their halves meet in the same buckets.
#[test]
fn images_under_the_endomorphism_cancel() {
    let mut rng = ChaCha20Rng::seed_from_u64(9);
    let point = random_points(1, &mut rng)[0];
    let lambda = -Scalar::from(0xd201_0000_0001_0000).square();
    let images = [Scalar::ONE, lambda, lambda.square()].map(|l| (point * l).to_affine());
    for _ in 0..50 {
        let scalar = [Scalar::random(&mut rng); 3];
        assert_eq!(msm(scalar.iter().zip(&images)), G1Projective::identity());
    }
}

#[test]
fn multiples_are_those_of_the_crate() {
    let mut rng = ChaCha20Rng::seed_from_u64(10);
    // One round of lanes, and some left over.
    let mut points = random_points(11, &mut rng);
    points[2] = G1Affine::identity();
    points[10] = G1Affine::identity();
    for scalar in corners() {
        let mut sums = random_points(11, &mut rng);
        // What cancels, what doubles, and nothing at all.
        for at in [0, 7] {
            sums[at] = (-(points[at] * scalar)).to_affine();
            sums[at + 1] = (points[at + 1] * scalar).to_affine();
        }
        sums[9] = G1Affine::identity();
        let expected: Vec<G1Affine> = sums
            .iter()
            .zip(&points)
            .map(|(sum, point)| (point * scalar + sum).to_affine())
            .collect();
        add_multiples(&mut sums, &points, &scalar);
        assert_eq!(sums, expected, "{scalar:?}");
    }
    add_multiples(&mut [], &[], &Scalar::ONE);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Few distinct points, their opposites, the identity, and small or corner scalars: every special case of
    /// affine addition comes up many times.
    #[test]
    fn crowded_terms(seed: u64, size in 0usize..120, distinct in 1usize..5) {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let mut pool = random_points(distinct, &mut rng);
        pool.extend(pool.clone().iter().map(|p| -p));
        pool.extend(pool.clone().iter().map(|p| G1Projective::from(p).double().to_affine()));
        pool.push(G1Affine::identity());
        let corners = corners();
        let points: Vec<_> = (0..size).map(|_| pool[rng.next_u32() as usize % pool.len()]).collect();
        let scalars: Vec<_> = (0..size)
            .map(|_| match rng.next_u32() % 3 {
                0 => Scalar::from(u64::from(rng.next_u32() % 9)),
                1 => corners[rng.next_u32() as usize % corners.len()],
                _ => Scalar::random(&mut rng),
            })
            .collect();
        let expected = portable::msm(scalars.iter().zip(&points));
        prop_assert_eq!(msm(scalars.iter().zip(&points)), expected);
        prop_assert_eq!(msm_of_secrets(scalars.iter().zip(&points)), expected);
    }
}
