//! Sums of scalar multiples of points, for every curve with such an endomorphism as Vesta's (module `curve`). The running time depends on the scalars: verifiers have public ones
//! only. The prover uses it too, for the commitments of its columns and openings, which are secret; whoever can time
//! it learns something of them (see `docs/circuit.md`), but whoever reads its memory afterwards does not (module
//! `scratch`).
//!
//! Pippenger's method with signed digits, on scalars split along the curve's endomorphism (module `glv`), with
//! buckets summed in affine coordinates (module `affine`).

mod affine;
pub(crate) mod coordinate;
pub(crate) mod curve;
mod digits;
pub(crate) mod glv;
pub(crate) mod scratch;
mod vesta;

use pasta_curves::{Eq, EqAffine, Fp};

use affine::Adder;
use coordinate::{Affine, Coordinate};
use curve::SumCurve;
use glv::split;
use scratch::{Scalars, Scratch};
use vesta::VestaSums;

/// The sum of `scalar * point` over the terms; the identity if there are none. Zero scalars, the identity and
/// repeated or opposite points are all fine.
///
/// Not constant time: for public data only.
///
/// ```
/// use assay_verifier::msm;
/// use group::{CurveAffine, Group};
/// use pasta_curves::{Eq, EqAffine, Fp};
///
/// let scalars = [Fp::from(3), Fp::from(4)];
/// let points = [EqAffine::generator(), EqAffine::generator()];
/// assert_eq!(msm(scalars.iter().zip(&points)), Eq::generator() * Fp::from(7));
/// ```
pub fn msm<'a, I>(terms: I) -> Eq
where
    I: IntoIterator<Item = (&'a Fp, &'a EqAffine)>,
{
    sum_of::<VestaSums>(terms, Scalars::Public)
}

/// The same as [`msm`], of secret scalars: what is computed on the way is overwritten, but for this thread's stack.
///
/// The terms have to be at most 32,768, of an iterator that knows how many they are, and no point among them twice: otherwise
/// lists grow, and what they grew out of is not overwritten.
///
/// Not constant time: whoever can measure it learns something of the scalars.
pub fn msm_of_secrets<'a, I>(terms: I) -> Eq
where
    I: IntoIterator<Item = (&'a Fp, &'a EqAffine)>,
{
    sum_of::<VestaSums>(terms, Scalars::Secret)
}

/// The sum of `scalar * point` over the terms, on any curve.
pub(crate) fn sum_of<'a, C: SumCurve>(
    terms: impl IntoIterator<Item = (&'a C::Scalar, &'a C::Point)>,
    scalars: Scalars,
) -> C::Sum
where
    C::Scalar: 'a,
    C::Point: 'a,
{
    let (bases, magnitudes) = halves::<C>(terms, scalars);
    sum::<C>(&bases, &magnitudes, C::width_for(bases.len()), scalars)
}

/// The sum of `magnitude * base`.
fn sum<C: SumCurve>(
    bases: &[Affine<C::Base>],
    magnitudes: &[u128],
    width: u32,
    scalars: Scalars,
) -> C::Sum {
    let bits = 128 - magnitudes.iter().fold(0, |all, m| all | m).leading_zeros();
    let windows = digits::windows(bits, width);
    let mut recoded = Scratch::filled(bases.len() * windows, 0, scalars);
    for (magnitude, digits) in magnitudes.iter().zip(recoded.chunks_exact_mut(windows)) {
        digits::recode(*magnitude, width, digits);
    }
    let most = group_of(bases.len(), windows) * bases.len();
    let mut adder = Adder::new(most.max(windows * buckets_of(width)), scalars);
    let buckets = fill_buckets(bases, &recoded, windows, width, &mut adder, scalars);
    let powers = weigh_buckets(buckets, windows, width, &mut adder, scalars);
    C::sum_of_powers(&powers)
}

/// Terms to make room for on the word of an iterator: as many as a column of the largest shape has, and more.
const MAX_RESERVED: usize = 1 << 15;

/// Terms with positive factors below `2^128`, none of them zero, no identity.
fn halves<'a, C: SumCurve>(
    terms: impl IntoIterator<Item = (&'a C::Scalar, &'a C::Point)>,
    scalars: Scalars,
) -> (Scratch<Affine<C::Base>>, Scratch<u128>)
where
    C::Scalar: 'a,
    C::Point: 'a,
{
    let terms = terms.into_iter();
    let expected = 2 * terms.size_hint().0.min(MAX_RESERVED);
    let mut bases = Scratch::with_capacity(expected, Affine::PLACE, scalars);
    let mut magnitudes = Scratch::with_capacity(expected, 0, scalars);
    for (scalar, point) in terms {
        let (k1, k2) = split(&C::LATTICE, scalar);
        if k1.magnitude == 0 && k2.magnitude == 0 {
            continue;
        }
        let Some(Affine { x, y }) = C::coordinates(point) else {
            continue; // the identity
        };
        if k1.magnitude != 0 {
            let y = if k1.negative { y.neg() } else { y };
            bases.push(Affine { x, y });
            magnitudes.push(k1.magnitude);
        }
        if k2.magnitude != 0 {
            let (x, y) = (C::ZETA.mul(&x), if k2.negative { y.neg() } else { y });
            bases.push(Affine { x, y });
            magnitudes.push(k2.magnitude);
        }
    }
    (bases, magnitudes)
}

/// Points summed in one go: enough to share an inversion, few enough for a core's cache.
const GROUP: usize = 1 << 12;

/// Windows whose points are summed in one go.
fn group_of(bases: usize, windows: usize) -> usize {
    (GROUP / bases.max(1)).clamp(1, windows)
}

/// Buckets of a window, one for each magnitude of a digit.
fn buckets_of(width: u32) -> usize {
    (1 << (width - 1)) + 1
}

/// The sum of every bucket of every window; the first of each (digit zero) stays empty.
fn fill_buckets<F: Coordinate>(
    bases: &[Affine<F>],
    recoded: &[i16],
    windows: usize,
    width: u32,
    adder: &mut Adder<F>,
    scalars: Scalars,
) -> Scratch<Option<Affine<F>>> {
    let buckets = buckets_of(width);
    let per_group = group_of(bases.len(), windows);
    let mut sums = Scratch::with_capacity(windows * buckets, Some(Affine::PLACE), scalars);
    let mut points = Scratch::with_capacity(per_group * bases.len(), Affine::PLACE, scalars);
    for first in (0..windows).step_by(per_group) {
        let group = first..windows.min(first + per_group);
        let mut runs = Scratch::filled(group.len() * buckets, 0u32, scalars);
        for digits in recoded.chunks_exact(windows) {
            for (runs, digit) in runs.chunks_exact_mut(buckets).zip(&digits[group.clone()]) {
                runs[usize::from(digit.unsigned_abs())] += 1;
            }
        }
        let mut next = Scratch::with_capacity(runs.len(), 0, scalars);
        let mut total = 0;
        for runs in runs.chunks_exact_mut(buckets) {
            runs[0] = 0;
            for &run in runs.iter() {
                next.push(total);
                total += run as usize;
            }
        }
        points.clear();
        points.resize(total, Affine::PLACE);
        for (base, digits) in bases.iter().zip(recoded.chunks_exact(windows)) {
            for (next, &digit) in next.chunks_exact_mut(buckets).zip(&digits[group.clone()]) {
                if digit != 0 {
                    let place = &mut next[usize::from(digit.unsigned_abs())];
                    let y = if digit < 0 { base.y.neg() } else { base.y };
                    points[*place] = Affine { x: base.x, y };
                    *place += 1;
                }
            }
        }
        adder.sum_runs(&mut points, &mut runs);
        collect(&points, &runs, &mut sums);
    }
    sums
}

/// Appends the sum of each run, `None` for the identity.
fn collect<F: Coordinate>(
    points: &[Affine<F>],
    runs: &[u32],
    sums: &mut Scratch<Option<Affine<F>>>,
) {
    let mut points = points.iter();
    for &run in runs {
        sums.push(if run == 0 {
            None
        } else {
            points.next().copied()
        });
    }
}

/// For every bit of a magnitude, the sum of the buckets whose number (shifted to its window) has that bit.
///
/// Level by level: buckets with an odd number contribute to the lowest bit; then buckets `2i` and `2i + 1`
/// are merged, as what is left of their numbers is the same `i`.
fn weigh_buckets<F: Coordinate>(
    mut nodes: Scratch<Option<Affine<F>>>,
    windows: usize,
    width: u32,
    adder: &mut Adder<F>,
    scalars: Scalars,
) -> Scratch<Option<Affine<F>>> {
    let mut odd_points = Scratch::with_capacity(nodes.len(), Affine::PLACE, scalars);
    let mut odd_runs = Scratch::with_capacity(windows * width as usize, 0, scalars);
    let mut points = Scratch::with_capacity(nodes.len(), Affine::PLACE, scalars);
    let mut runs = Scratch::with_capacity(nodes.len(), 0u32, scalars);
    for level in 0..width {
        let size = (1usize << (width - 1 - level)) + 1;
        for nodes in nodes.chunks_exact(size) {
            let before = odd_points.len();
            odd_points.extend(nodes.iter().skip(1).step_by(2).flatten());
            odd_runs.push((odd_points.len() - before) as u32);
        }
        if size <= 2 {
            break;
        }
        points.clear();
        runs.clear();
        for nodes in nodes.chunks_exact(size) {
            // number 0 and 1: nothing is left of them
            runs.push(0);
            for pair in nodes[2..].chunks(2) {
                points.extend(pair.iter().flatten());
                runs.push(pair.iter().flatten().count() as u32);
            }
        }
        adder.sum_runs(&mut points, &mut runs);
        nodes.clear();
        collect(&points, &runs, &mut nodes);
    }
    adder.sum_runs(&mut odd_points, &mut odd_runs);
    let mut by_level = Scratch::with_capacity(odd_runs.len(), Some(Affine::PLACE), scalars);
    collect(&odd_points, &odd_runs, &mut by_level);
    let mut by_bit = Scratch::with_capacity(windows * width as usize, Some(Affine::PLACE), scalars);
    by_bit.extend((0..windows * width as usize).map(|bit| {
        let (window, level) = (bit / width as usize, bit % width as usize);
        by_level.get(level * windows + window).copied().flatten()
    }));
    by_bit
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
