//! One multiple of many points.

use alloc::vec::Vec;

use ::bls12_381::{G1Affine, Scalar};
use assay_native_field::Fp;

use super::jacobian::Jacobian;
use super::points::{coordinates_of, point_of, BETA};
use super::sums::NativeSums;
use crate::msm::coordinate::Affine;
use crate::msm::curve::SumCurve;
use crate::msm::glv::{split, Half};

/// Width of a digit: digits are odd and below `2^(WIDTH - 1)` in magnitude, or zero.
const WIDTH: u32 = 5;

/// Odd multiples of a point that digits ask for.
const MULTIPLES: usize = 1 << (WIDTH - 2);

/// Bits of a half, and one more for a carry.
const DIGITS: usize = 128;

/// Adds `factor * point` to the sum of each point.
pub(in super::super) fn add_multiples(sums: &mut [G1Affine], points: &[G1Affine], factor: &Scalar) {
    let (k1, k2) = split(&NativeSums::LATTICE, factor);
    let digits = [digits(k1), digits(k2)];
    let points: Vec<Option<Affine<Fp>>> = points.iter().map(coordinates_of).collect();
    let odd = odd_multiples(&points);
    let all = sums.iter().zip(odd.chunks_exact(MULTIPLES));
    let all: Vec<Jacobian> = all
        .map(|(sum, odd)| {
            let multiple = multiply(odd, &digits);
            match coordinates_of(sum) {
                Some(sum) => multiple.add_affine(&sum),
                None => multiple,
            }
        })
        .collect();
    for (sum, point) in sums.iter_mut().zip(Jacobian::to_affine(&all)) {
        *sum = point_of(&point);
    }
}

/// `P, 3P, 5P, ...` of each point.
fn odd_multiples(points: &[Option<Affine<Fp>>]) -> Vec<Option<Affine<Fp>>> {
    let mut odd = Vec::with_capacity(points.len() * MULTIPLES);
    for point in points {
        let mut multiple = point.as_ref().map_or(Jacobian::IDENTITY, Jacobian::from);
        let double = multiple.double();
        for _ in 0..MULTIPLES {
            odd.push(multiple);
            multiple = multiple.add(&double);
        }
    }
    Jacobian::to_affine(&odd)
}

/// `k1 + k2 lambda` times a point, by the digits of `k1` and `k2` and the point's odd multiples.
fn multiply(odd: &[Option<Affine<Fp>>], [first, second]: &[[i8; DIGITS]; 2]) -> Jacobian {
    let term = |digit: i8| -> Option<Affine<Fp>> {
        let index = usize::from(digit.unsigned_abs() / 2);
        let Affine { x, y } = (*odd.get(index)?)?;
        let y = if digit < 0 { y.neg() } else { y };
        (digit != 0).then_some(Affine { x, y })
    };
    let pairs = first.iter().zip(second).rev();
    pairs.fold(Jacobian::IDENTITY, |sum, (first, second)| {
        let mut sum = sum.double();
        if let Some(term) = term(*first) {
            sum = sum.add_affine(&term);
        }
        if let Some(Affine { x, y }) = term(*second) {
            let x = BETA.mul(&x);
            sum = sum.add_affine(&Affine { x, y });
        }
        sum
    })
}

/// The digits of a half, lowest first: of any five in a row at most one is not zero.
fn digits(half: Half) -> [i8; DIGITS] {
    let mut digits = [0; DIGITS];
    let mut rest = half.magnitude;
    for digit in &mut digits {
        if rest & 1 == 1 {
            let window = rest as i8 & ((1 << WIDTH) - 1);
            let signed = match window >> (WIDTH - 1) {
                0 => window,
                _ => window - (1 << WIDTH),
            };
            // Halves are below 2^127: there is room for what is added.
            rest = rest.wrapping_sub(i128::from(signed) as u128);
            *digit = if half.negative { -signed } else { signed };
        }
        rest >>= 1;
    }
    digits
}
