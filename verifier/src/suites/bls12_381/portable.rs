//! The arithmetic of the suite by the crate `bls12_381` alone, for where there is no C compiler, and to compare with.
//!
//! Sums are by Straus' method for few points, Pippenger's for many, with signed digits. The running time depends on the scalars,
//! as it does in the suite `vesta`.

use alloc::vec;
use alloc::vec::Vec;

use ::bls12_381::{G1Affine, G1Projective, Scalar};

/// Longest of the scalars that are summed apart from the long ones: most cells of a trace are short.
const SHORT: u32 = 128;

/// Terms to make room for on the word of an iterator.
const MAX_RESERVED: usize = 1 << 15;

/// Most terms that have a table of multiples each.
const FEW: usize = 64;

/// Width of a digit where there are tables.
const FEW_WIDTH: u32 = 5;

/// Multiples in such a table.
const MULTIPLES: usize = 1 << (FEW_WIDTH - 1);

/// A point of the curve other than the identity, from its coordinates.
pub(super) fn read_curve_point(bytes: &[u8; 96]) -> Option<G1Affine> {
    let point: Option<G1Affine> = G1Affine::from_uncompressed_unchecked(bytes).into();
    point.filter(|point| point.is_on_curve().into())
}

/// The index of the first point that is not in the group.
pub(super) fn first_outside_group(points: &[G1Affine]) -> Option<usize> {
    points
        .iter()
        .position(|point| !bool::from(point.is_torsion_free()))
}

/// The same as [`msm_of_secrets`].
pub(super) fn msm<'a>(terms: impl IntoIterator<Item = (&'a Scalar, &'a G1Affine)>) -> G1Projective {
    msm_of_secrets(terms)
}

/// The sum of `scalar * point` over the terms. What is computed from the scalars is overwritten, as the prover's are secret.
pub(super) fn msm_of_secrets<'a>(
    terms: impl IntoIterator<Item = (&'a Scalar, &'a G1Affine)>,
) -> G1Projective {
    let terms = terms.into_iter();
    let (mut short, mut long) = (Terms::new(&terms), Terms::new(&terms));
    for (scalar, point) in terms {
        let limbs = Limbs::new(scalar);
        let length = limbs.bit_length();
        if (1..=SHORT).contains(&length) {
            short.push(limbs, *point);
        } else if length > SHORT {
            let negative = Limbs::new(&-scalar);
            match negative.bit_length() <= SHORT {
                true => short.push(negative, -point),
                false => long.push(limbs, *point),
            }
        }
    }
    short.sum() + long.sum()
}

/// Scalars and points.
struct Terms {
    scalars: Vec<Limbs>,
    points: Vec<G1Affine>,
}

impl Terms {
    /// With room for all, so that none of them is left behind in memory that was grown out of.
    fn new(expected: &impl Iterator) -> Self {
        let expected = expected.size_hint().0.min(MAX_RESERVED);
        Terms {
            scalars: Vec::with_capacity(expected),
            points: Vec::with_capacity(expected),
        }
    }

    fn push(&mut self, scalar: Limbs, point: G1Affine) {
        self.scalars.push(scalar);
        self.points.push(point);
    }

    fn sum(&self) -> G1Projective {
        let bits = self.scalars.iter().map(Limbs::bit_length).max();
        match bits {
            None => G1Projective::identity(),
            Some(bits) if self.points.len() <= FEW && bits > SHORT => self.sum_by_tables(bits),
            Some(bits) => self.sum_by_buckets(bits),
        }
    }

    /// Straus' method: a table of small multiples for every point.
    fn sum_by_tables(&self, bits: u32) -> G1Projective {
        let mut tables = vec![G1Projective::identity(); self.points.len() * MULTIPLES];
        for (table, point) in tables.chunks_exact_mut(MULTIPLES).zip(&self.points) {
            let mut multiple = G1Projective::identity();
            for place in table {
                multiple += point;
                *place = multiple;
            }
        }
        let sum = windows(bits, FEW_WIDTH, |from| {
            let digits = self.scalars.iter().map(|s| s.digit(from, FEW_WIDTH));
            let terms = digits.zip(tables.chunks_exact(MULTIPLES));
            let terms = terms.filter_map(|(digit, table)| {
                let index = (digit.unsigned_abs() as usize).checked_sub(1)?;
                let multiple = *table.get(index)?;
                Some(if digit < 0 { -multiple } else { multiple })
            });
            terms.fold(G1Projective::identity(), |sum, term| sum + term)
        });
        tables.fill(G1Projective::identity());
        core::hint::black_box(&tables[..]);
        sum
    }

    /// Pippenger's method: a bucket for every digit.
    fn sum_by_buckets(&self, bits: u32) -> G1Projective {
        let width = width_for(self.points.len()).min(bits + 1);
        let mut buckets = vec![G1Projective::identity(); 1 << (width - 1)];
        let sum = windows(bits, width, |from| {
            self.fill(&mut buckets, from, width);
            weigh(&mut buckets)
        });
        // Emptied by the last window.
        core::hint::black_box(&buckets[..]);
        sum
    }

    /// Adds each point to the bucket of its digit.
    fn fill(&self, buckets: &mut [G1Projective], from: u32, width: u32) {
        for (scalar, point) in self.scalars.iter().zip(&self.points) {
            let digit = scalar.digit(from, width);
            let Some(index) = (digit.unsigned_abs() as usize).checked_sub(1) else {
                continue;
            };
            if let Some(bucket) = buckets.get_mut(index) {
                match digit < 0 {
                    true => *bucket -= point,
                    false => *bucket += point,
                }
            }
        }
    }
}

/// The sum of `2^from` times the sum of each window, which begins at bit `from`.
fn windows(bits: u32, width: u32, mut sum_of: impl FnMut(u32) -> G1Projective) -> G1Projective {
    // One digit more than there are bits for, as the highest may carry.
    let windows = (0..bits / width + 1).rev();
    windows.fold(G1Projective::identity(), |sum, window| {
        let sum = (0..width).fold(sum, |sum, _| sum.double());
        sum + sum_of(window * width)
    })
}

impl Drop for Terms {
    fn drop(&mut self) {
        // Points too: which of them are here, and with which sign, tells something of the scalars.
        self.scalars.fill(Limbs([0; 4]));
        self.points.fill(G1Affine::identity());
        core::hint::black_box((&self.scalars, &self.points));
    }
}

/// Width of a digit, by the number of terms.
fn width_for(terms: usize) -> u32 {
    match terms {
        0..=3 => 3,
        4..=20 => 4,
        21..=60 => 5,
        61..=150 => 6,
        151..=500 => 7,
        501..=1_500 => 8,
        _ => 10,
    }
}

/// The sum of the buckets, each as often as its number says; empties them.
fn weigh(buckets: &mut [G1Projective]) -> G1Projective {
    let (mut running, mut sum) = (G1Projective::identity(), G1Projective::identity());
    for bucket in buckets.iter_mut().rev() {
        running += *bucket;
        sum += running;
        *bucket = G1Projective::identity();
    }
    sum
}

/// An integer below `2^255`, lowest limb first.
#[derive(Clone, Copy)]
struct Limbs([u64; 4]);

impl Limbs {
    fn new(scalar: &Scalar) -> Self {
        let mut limbs = [0; 4];
        for (limb, bytes) in limbs.iter_mut().zip(scalar.to_bytes().chunks_exact(8)) {
            *limb = bytes
                .iter()
                .rev()
                .fold(0, |v, byte| v << 8 | u64::from(*byte));
        }
        Limbs(limbs)
    }

    fn bit_length(&self) -> u32 {
        let [a, b, c, d] = self.0;
        let low = u128::from(a) | u128::from(b) << 64;
        let high = u128::from(c) | u128::from(d) << 64;
        match high {
            0 => 128 - low.leading_zeros(),
            _ => 256 - high.leading_zeros(),
        }
    }

    /// The `width` bits from bit `from`, with one more below as a carry: a digit from `-2^(width-1)` to `2^(width-1)`, where
    /// the digits times `2^from` add up to the integer (Booth's recoding).
    fn digit(&self, from: u32, width: u32) -> i32 {
        let window = match from {
            0 => self.bits(0, width) << 1,
            _ => self.bits(from - 1, width + 1),
        };
        let rounded = (window as i32 + 1) >> 1;
        match window >> width {
            0 => rounded,
            _ => rounded - (1 << width),
        }
    }

    /// Fewer than 32 bits from a position below 320.
    fn bits(&self, from: u32, count: u32) -> u32 {
        let (limb, shift) = ((from / 64) as usize, from % 64);
        let low = self.0.get(limb).copied().unwrap_or(0);
        let high = self.0.get(limb + 1).copied().unwrap_or(0);
        let both = u128::from(low) | u128::from(high) << 64;
        (both >> shift) as u32 & ((1 << count) - 1)
    }
}
