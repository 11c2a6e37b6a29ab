//! The field against arithmetic of big integers.
#![allow(clippy::unwrap_used)]

use assay_native_field::{Fp, FpLanes};
use num_bigint::BigUint;
use proptest::prelude::*;

fn prime() -> BigUint {
    let hex = b"1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";
    BigUint::parse_bytes(hex, 16).unwrap()
}

fn bytes(value: &BigUint) -> [u8; Fp::BYTES] {
    let mut bytes = [0; Fp::BYTES];
    let found = value.to_bytes_be();
    bytes[Fp::BYTES - found.len()..].copy_from_slice(&found);
    bytes
}

fn element(value: &BigUint) -> Fp {
    Fp::from_be_bytes(&bytes(value)).unwrap()
}

fn integer(element: Fp) -> BigUint {
    BigUint::from_bytes_be(&element.to_be_bytes())
}

/// Zero, one, around the powers of two and around the prime.
fn corners() -> Vec<BigUint> {
    let p = prime();
    let mut corners: Vec<BigUint> = (0..381u32)
        .flat_map(|bit| {
            let power = BigUint::from(1u8) << bit;
            [power.clone() - 1u8, power.clone(), &p - 1u8 - power]
        })
        .filter(|value| *value < p)
        .collect();
    corners.extend([1u8, 2, 3].map(|below| &p - below));
    corners.extend([(&p - 1u8) / 2u8, (&p + 1u8) / 2u8]);
    corners
}

fn check(a: &BigUint, b: &BigUint) {
    let p = prime();
    let (x, y) = (element(a), element(b));
    assert_eq!(integer(x.add(&y)), (a + b) % &p);
    assert_eq!(integer(x.sub(&y)), (a + &p - b) % &p);
    assert_eq!(integer(x.mul(&y)), a * b % &p);
    assert_eq!(integer(x.square()), a * a % &p);
    assert_eq!(integer(x.double()), a * 2u8 % &p);
    assert_eq!(integer(x.neg()), (&p - a) % &p);
    assert_eq!(x.is_zero(), *a == BigUint::ZERO);
    assert_eq!(x == y, a == b);
    assert_eq!(integer(x), *a);
    match x.invert() {
        Some(inverse) => {
            assert_eq!(integer(inverse), a.modpow(&(&p - 2u8), &p));
            assert_eq!(inverse.mul(&x), Fp::ONE);
        }
        None => assert_eq!(*a, BigUint::ZERO),
    }
}

#[test]
fn corners_are_those_of_big_integers() {
    let corners = corners();
    for (i, a) in corners.iter().enumerate() {
        check(a, a);
        check(a, &corners[(i * 7 + 3) % corners.len()]);
        check(a, &corners[corners.len() - 1 - i]);
    }
}

#[test]
fn results_have_one_form() {
    // The same value by ways that end above and below the prime before they are reduced.
    for value in corners() {
        let x = element(&value);
        assert_eq!(x.add(&Fp::ONE).sub(&Fp::ONE), x);
        assert_eq!(x.neg().neg(), x);
        assert_eq!(x.mul(&Fp::ONE), x);
        assert_eq!(x.sub(&x), Fp::ZERO);
        assert_eq!(x.square(), x.mul(&x));
    }
}

#[test]
fn an_integer_that_is_not_below_the_prime_is_no_element() {
    let p = prime();
    assert_eq!(Fp::from_be_bytes(&bytes(&p)), None);
    assert_eq!(Fp::from_be_bytes(&bytes(&(&p + 1u8))), None);
    assert_eq!(Fp::from_be_bytes(&bytes(&(&p * 2u8))), None);
    assert_eq!(Fp::from_be_bytes(&[0xff; Fp::BYTES]), None);
    assert_eq!(Fp::from_be_bytes(&[0; Fp::BYTES]), Some(Fp::ZERO));
    assert_eq!(integer(element(&(&p - 1u8))), &p - 1u8);
}

#[test]
fn products_at_once_are_products() {
    let corners: Vec<Fp> = corners().iter().map(element).collect();
    for shift in 0..40 {
        let others = corners.iter().cycle().skip(shift * 29).copied();
        let pairs: Vec<(Fp, Fp)> = corners.iter().copied().zip(others).collect();
        for pairs in pairs.chunks_exact(Fp::LANES) {
            let a = core::array::from_fn(|lane| pairs[lane].0);
            let b = core::array::from_fn(|lane| pairs[lane].1);
            let expected: [Fp; Fp::LANES] = core::array::from_fn(|lane| a[lane].mul(&b[lane]));
            assert_eq!(Fp::mul_lanes(&a, &b), expected);
            assert_eq!(Fp::mul_lanes(&a, &a), a.map(|a| a.square()));
        }
    }
}

/// Each operation on lanes against the same on their elements.
fn check_lanes(a: &[Fp; Fp::LANES], b: &[Fp; Fp::LANES]) {
    let (x, y) = (FpLanes::from(a), FpLanes::from(b));
    let each = |of: fn(&Fp, &Fp) -> Fp| core::array::from_fn(|lane| of(&a[lane], &b[lane]));
    assert_eq!(x.to_array(), *a);
    assert_eq!(x.add(&y).to_array(), each(Fp::add));
    assert_eq!(x.sub(&y).to_array(), each(Fp::sub));
    assert_eq!(x.mul(&y).to_array(), each(Fp::mul));
    assert_eq!(x.square().to_array(), each(|a, _| a.square()));
    assert_eq!(x.double().to_array(), each(|a, _| a.double()));
    assert_eq!(x.are_zero(), a.map(|a| a.is_zero()));
    // Zero by other ways than from bytes.
    let zeros = core::array::from_fn(|lane| a[lane] == b[lane]);
    assert_eq!(x.sub(&y).are_zero(), zeros);
    assert_eq!(x.add(&y).sub(&x).sub(&y).are_zero(), [true; Fp::LANES]);
}

#[test]
fn corners_side_by_side_are_corners_one_by_one() {
    let corners: Vec<Fp> = corners().iter().map(element).collect();
    for shift in 0..40 {
        let others = corners.iter().cycle().skip(shift * 29).copied();
        let pairs: Vec<(Fp, Fp)> = corners.iter().copied().zip(others).collect();
        for pairs in pairs.chunks_exact(Fp::LANES) {
            let lanes = [0, 1].map(|of| {
                core::array::from_fn(|lane| {
                    if of == 0 {
                        pairs[lane].0
                    } else {
                        pairs[lane].1
                    }
                })
            });
            check_lanes(&lanes[0], &lanes[1]);
        }
    }
}

proptest! {
    #[test]
    fn random_elements_side_by_side(values: [[u8; 32]; 16]) {
        let value = |i: usize| {
            let low = Fp::from_be_bytes(&bytes(&BigUint::from_bytes_be(&values[i]))).unwrap();
            low.square().square().add(&low)
        };
        check_lanes(&core::array::from_fn(value), &core::array::from_fn(|lane| value(Fp::LANES + lane)));
    }

    #[test]
    fn random_products_at_once_are_products(values: [[u8; 32]; 16]) {
        // Products fill all bits.
        let value = |i: usize| {
            let low = Fp::from_be_bytes(&bytes(&BigUint::from_bytes_be(&values[i]))).unwrap();
            low.square().square().add(&low)
        };
        let a = core::array::from_fn(value);
        let b = core::array::from_fn(|lane| value(Fp::LANES + lane));
        let expected: [Fp; Fp::LANES] = core::array::from_fn(|lane| a[lane].mul(&b[lane]));
        prop_assert_eq!(Fp::mul_lanes(&a, &b), expected);
    }

    #[test]
    fn random_integers_are_those_of_big_integers(a: [u8; 32], c: [u8; 16], b: [u8; 32], d: [u8; 16]) {
        let value = |high: &[u8], low: &[u8]| BigUint::from_bytes_be(&[high, low].concat()) % prime();
        check(&value(&a, &c), &value(&b, &d));
    }
}
