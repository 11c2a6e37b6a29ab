//! One multiple of many points.

use alloc::vec::Vec;

use ::bls12_381::{G1Affine, Scalar};
use assay_native_field::{Fp, FpLanes};

use super::jacobian::{Jacobian, Multiples};
use super::lanes::{AffineLanes, Lanes, LANES};
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

/// Digits of both halves of a scalar.
type Digits = [[i8; DIGITS]; 2];

/// Adds `factor * point` to the sum of each point, which is in the group.
pub(in super::super) fn add_multiples(sums: &mut [G1Affine], points: &[G1Affine], factor: &Scalar) {
    let (k1, k2) = split(&NativeSums::LATTICE, factor);
    let digits = [digits(k1), digits(k2)];
    let multiples = points
        .chunks(LANES)
        .flat_map(|points| multiples(points, &digits));
    let all: Vec<Jacobian> = multiples
        .zip(sums.iter())
        .map(|(multiple, sum)| match coordinates_of(sum) {
            Some(sum) => multiple.add_affine(&sum),
            None => multiple,
        })
        .collect();
    for (sum, point) in sums.iter_mut().zip(Jacobian::to_affine(&all)) {
        *sum = point_of(&point);
    }
}

/// The multiple of each of as many points as there are lanes, or fewer.
fn multiples(points: &[G1Affine], digits: &Digits) -> Vec<Jacobian> {
    let points: Vec<Option<Affine<Fp>>> = points.iter().map(coordinates_of).collect();
    // Any point of the group will do in the lane of the identity, and in lanes that are left over.
    let Some(filler) = points.iter().flatten().next() else {
        return alloc::vec![Jacobian::IDENTITY; points.len()];
    };
    let lanes = core::array::from_fn(|lane| points.get(lane).copied().flatten().unwrap_or(*filler));
    let multiples = multiply(&lanes, digits).points();
    let multiples = points.iter().zip(multiples);
    let multiples = multiples.map(|(point, multiple)| match point {
        Some(_) => multiple,
        None => Jacobian::IDENTITY,
    });
    multiples.collect()
}

/// `k1 + k2 lambda` times the point of each lane, by the digits of `k1` and `k2`.
fn multiply(points: &[Affine<Fp>; LANES], [first, second]: &Digits) -> Lanes {
    let odd = odd_multiples(points);
    let beta = FpLanes::from(&[BETA; LANES]);
    let term = |digit: i8| -> Option<AffineLanes> {
        let odd = odd.get(usize::from(digit.unsigned_abs() / 2))?;
        (digit != 0).then(|| if digit < 0 { odd.neg() } else { *odd })
    };
    let pairs = first.iter().zip(second).rev();
    pairs.fold(Lanes::identity(), |sum, (first, second)| {
        let mut sum = sum.double();
        if let Some(term) = term(*first) {
            sum = sum.add_affine(&term);
        }
        if let Some(AffineLanes { x, y }) = term(*second) {
            let x = x.mul(&beta);
            sum = sum.add_affine(&AffineLanes { x, y });
        }
        sum
    })
}

/// `P, 3P, 5P, ...` of the point of each lane. None of them is the identity, as the order of the group is a large prime.
fn odd_multiples(points: &[Affine<Fp>; LANES]) -> Vec<AffineLanes> {
    let point = Lanes::from(&AffineLanes::from(points));
    let double = point.double();
    let odd = core::iter::successors(Some(point), |odd| Some(odd.add(&double)));
    let odd: Vec<Lanes> = odd.take(MULTIPLES).collect();
    Lanes::to_affine(&odd)
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
