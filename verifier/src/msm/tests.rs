use super::*;
use ff::{Field, PrimeField, WithSmallOrderMulGroup};
use group::{Curve, CurveAffine, Group};
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

fn naive(scalars: &[Fp], points: &[EqAffine]) -> Eq {
    scalars.iter().zip(points).map(|(s, p)| p * s).sum()
}

fn random_points(n: usize, rng: &mut ChaCha20Rng) -> Vec<EqAffine> {
    (0..n).map(|_| Eq::random(rng).to_affine()).collect()
}

fn random_scalars(n: usize, rng: &mut ChaCha20Rng) -> Vec<Fp> {
    (0..n).map(|_| Fp::random(rng)).collect()
}

/// Scalars that sit on the corners of recoding and splitting.
fn corners() -> Vec<Fp> {
    let mut corners = alloc::vec![
        Fp::ZERO,
        Fp::ONE,
        -Fp::ONE,
        Fp::TWO_INV,
        Fp::ZETA,
        -Fp::ZETA
    ];
    let mut power = Fp::ONE;
    for _ in 0..255 {
        corners.extend([power, -power, power - Fp::ONE]);
        power = power.double();
    }
    corners
}

#[test]
fn no_terms_make_the_identity() {
    assert_eq!(msm([]), Eq::identity());
    let zero = [Fp::ZERO; 3];
    let points = [
        EqAffine::generator(),
        EqAffine::identity(),
        -EqAffine::generator(),
    ];
    assert_eq!(msm(zero.iter().zip(&points)), Eq::identity());
    assert_eq!(msm([(&Fp::ONE, &EqAffine::identity())]), Eq::identity());
}

#[test]
fn one_term_with_every_corner_scalar() {
    let point = random_points(1, &mut ChaCha20Rng::seed_from_u64(1))[0];
    for scalar in corners() {
        assert_eq!(msm([(&scalar, &point)]), point * scalar, "{scalar:?}");
    }
}

#[test]
fn all_corner_scalars_together_at_every_width() {
    let mut rng = ChaCha20Rng::seed_from_u64(2);
    let scalars = corners();
    let points = random_points(scalars.len(), &mut rng);
    let expected = naive(&scalars, &points);
    let (bases, magnitudes) = halves::<VestaSums>(scalars.iter().zip(&points), Scalars::Secret);
    for width in 2..=13 {
        assert_eq!(
            sum::<VestaSums>(&bases, &magnitudes, width, Scalars::Secret),
            expected,
            "width {width}"
        );
    }
}

#[test]
fn every_size_up_to_300() {
    let mut rng = ChaCha20Rng::seed_from_u64(3);
    let points = random_points(300, &mut rng);
    let scalars = random_scalars(300, &mut rng);
    let mut expected = Eq::identity();
    for size in 0..300 {
        assert_eq!(
            msm(scalars[..size].iter().zip(&points)),
            expected,
            "size {size}"
        );
        expected += points[size] * scalars[size];
    }
}

#[test]
fn large_sizes_agree_with_the_sum_of_their_parts() {
    let mut rng = ChaCha20Rng::seed_from_u64(4);
    let points = random_points(5_000, &mut rng);
    let scalars = random_scalars(5_000, &mut rng);
    for size in [700, 1_200, 4_300, 5_000] {
        let parts: Eq = scalars[..size]
            .chunks(100)
            .zip(points.chunks(100))
            .map(|(s, p)| msm(s.iter().zip(p)))
            .sum();
        assert_eq!(
            msm(scalars[..size].iter().zip(&points)),
            parts,
            "size {size}"
        );
    }
    assert_eq!(
        msm(scalars.iter().zip(&points).take(600)),
        naive(&scalars[..600], &points[..600])
    );
}

/// Equal points with equal scalars meet in every bucket and double; opposite ones cancel.
#[test]
fn repeats_double_and_opposites_cancel() {
    let mut rng = ChaCha20Rng::seed_from_u64(5);
    let point = random_points(1, &mut rng)[0];
    let scalar = Fp::random(&mut rng);
    for size in [2usize, 3, 7, 64, 257] {
        let points = alloc::vec![point; size];
        let same = alloc::vec![scalar; size];
        let total = point * (scalar * Fp::from(size as u64));
        assert_eq!(msm(same.iter().zip(&points)), total, "size {size}");

        let signs: Vec<_> = (0..size)
            .map(|i| if i % 2 == 0 { point } else { -point })
            .collect();
        let left = if size % 2 == 0 {
            Eq::identity()
        } else {
            point * scalar
        };
        assert_eq!(msm(same.iter().zip(&signs)), left, "size {size}");

        let opposite: Vec<_> = (0..size)
            .map(|i| if i < size / 2 { scalar } else { -scalar })
            .collect();
        let left = if size % 2 == 0 {
            Eq::identity()
        } else {
            -(point * scalar)
        };
        assert_eq!(msm(opposite.iter().zip(&points)), left, "size {size}");
    }
}

/// `P`, `lambda P` and `lambda^2 P` add up to nothing, and their halves meet in the same buckets.
#[test]
fn images_under_the_endomorphism_cancel() {
    let mut rng = ChaCha20Rng::seed_from_u64(6);
    let point = random_points(1, &mut rng)[0];
    let images: Vec<_> = [Fp::ONE, Fp::ZETA, Fp::ZETA.square()]
        .map(|l| (point * l).to_affine())
        .into();
    for _ in 0..50 {
        let scalar = [Fp::random(&mut rng); 3];
        assert_eq!(msm(scalar.iter().zip(&images)), Eq::identity());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Few distinct points, their opposites, the identity, and small or corner scalars: every special case of
    /// affine addition comes up many times.
    #[test]
    fn crowded_terms(seed: u64, size in 0usize..120, distinct in 1usize..5, width in 2u32..=9) {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let mut pool = random_points(distinct, &mut rng);
        pool.extend(pool.clone().iter().map(|p| -p));
        pool.extend(pool.clone().iter().map(|p| p.to_curve().double().to_affine()));
        pool.push(EqAffine::identity());
        let corners = corners();
        let points: Vec<_> = (0..size).map(|_| pool[rng.next_u32() as usize % pool.len()]).collect();
        let scalars: Vec<_> = (0..size)
            .map(|_| match rng.next_u32() % 3 {
                0 => Fp::from(u64::from(rng.next_u32() % 9)),
                1 => corners[rng.next_u32() as usize % corners.len()],
                _ => Fp::random(&mut rng),
            })
            .collect();
        let expected = naive(&scalars, &points);
        prop_assert_eq!(msm(scalars.iter().zip(&points)), expected);
        let (bases, magnitudes) = halves::<VestaSums>(scalars.iter().zip(&points), Scalars::Secret);
        prop_assert_eq!(sum::<VestaSums>(&bases, &magnitudes, width, Scalars::Secret), expected);
    }
}
