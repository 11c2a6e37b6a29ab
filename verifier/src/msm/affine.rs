//! Many sums of points at once, in affine coordinates.
//!
//! One affine addition costs an inversion, two products and a square; a thousand of them share one inversion
//! for three products each (Montgomery), which makes an addition about half as dear as a mixed Jacobian one.
//! The price is that the additions of one round must not depend on each other: sums are therefore made as
//! trees, neighbour by neighbour, all of them in step.

use alloc::vec::Vec;

use super::coordinate::{Affine, Coordinate, LANES};
use super::scratch::{Scalars, Scratch};

/// One addition of neighbours: `points[from] + points[from + 1]` goes to place `to` of the next round.
#[derive(Clone, Copy)]
struct Job {
    from: u32,
    to: u32,
}

/// Buffers reused from round to round.
pub(super) struct Adder<F: Coordinate> {
    jobs: Scratch<Job>,
    /// For each job `x2 - x1`, or `2y` when both points are the same; never zero.
    denominators: Scratch<F>,
    /// For each job the product of the denominators before it in its lane.
    before: Scratch<F>,
    /// Jobs whose two points are the same.
    doublings: Vec<(usize, F)>,
    next: Scratch<Affine<F>>,
}

impl<F: Coordinate> Adder<F> {
    /// An adder for so many points at a time.
    pub(super) fn new(most: usize, scalars: Scalars) -> Self {
        let jobs = (most / 2).next_multiple_of(LANES);
        Adder {
            jobs: Scratch::with_capacity(jobs, Job { from: 0, to: 0 }, scalars),
            denominators: Scratch::with_capacity(jobs, F::ZERO, scalars),
            before: Scratch::with_capacity(jobs, F::ZERO, scalars),
            doublings: Vec::new(),
            next: Scratch::with_capacity(most, Affine::PLACE, scalars),
        }
    }

    /// Replaces every run by its sum. `runs` holds the lengths of the runs, which follow each other in
    /// `points`; afterwards each length is 1, or 0 where the sum is the identity or the run was empty.
    pub(super) fn sum_runs(&mut self, points: &mut Scratch<Affine<F>>, runs: &mut [u32]) {
        while runs.iter().any(|&length| length > 1) {
            self.plan(points, runs);
            self.add(points);
            core::mem::swap(points, &mut self.next);
        }
    }

    /// Lists the additions of this round, copies what is left over, and updates the runs.
    fn plan(&mut self, points: &[Affine<F>], runs: &mut [u32]) {
        self.jobs.clear();
        self.denominators.clear();
        self.doublings.clear();
        self.next.clear();
        let mut from = 0;
        for run in runs.iter_mut() {
            let length = *run as usize;
            let start = self.next.len();
            let mut pairs = points[from..from + length].chunks_exact(2);
            for (i, pair) in pairs.by_ref().enumerate() {
                let mut denominator = pair[1].x.sub(&pair[0].x);
                if denominator.is_zero() {
                    if pair[0] != pair[1] {
                        continue; // opposite points: their sum is the identity, which has no place
                    }
                    denominator = pair[0].y.double(); // not zero in a group of odd order
                    self.doublings.push((self.jobs.len(), F::ZERO));
                }
                self.denominators.push(denominator);
                self.jobs.push(Job {
                    from: (from + 2 * i) as u32,
                    to: self.next.len() as u32,
                });
                self.next.push(pair[0]);
            }
            self.next.extend_from_slice(pairs.remainder());
            *run = (self.next.len() - start) as u32;
            from += length;
        }
        let padded = self.jobs.len().next_multiple_of(LANES);
        self.denominators.resize(padded, F::ONE);
    }

    /// Does the additions that [`Adder::plan`] listed.
    fn add(&mut self, points: &[Affine<F>]) {
        let mut product = [F::ONE; LANES];
        self.before.clear();
        let (denominators, _) = self.denominators.as_chunks::<LANES>();
        for denominators in denominators {
            self.before.extend_from_slice(&product);
            F::scale_lanes(&mut product, denominators);
        }
        let mut inverse = invert(product);

        let (before, _) = self.before.as_chunks::<LANES>();
        let mut doubling = self.doublings.len();
        let groups = denominators.iter().zip(before).enumerate().rev();
        for (group, (denominators, before)) in groups {
            let start = group * LANES;
            let mut inverses = *before;
            F::scale_lanes(&mut inverses, &inverse);
            F::scale_lanes(&mut inverse, denominators);
            while doubling > 0 && self.doublings[doubling - 1].0 >= start {
                doubling -= 1;
                let (job, inverse) = &mut self.doublings[doubling];
                *inverse = inverses[*job - start];
            }
            let jobs = &self.jobs[start..self.jobs.len().min(start + LANES)];
            let together = F::TOGETHER.then(|| <[Job; LANES]>::try_from(jobs).ok());
            if let Some(Some(jobs)) = together {
                let a = jobs.map(|job| &points[job.from as usize]);
                let b = jobs.map(|job| &points[job.from as usize + 1]);
                for (job, sum) in jobs.iter().zip(sums(a, b, &inverses)) {
                    self.next[job.to as usize] = sum;
                }
            } else {
                for (job, inverse) in jobs.iter().zip(inverses) {
                    let (a, b) = (&points[job.from as usize], &points[job.from as usize + 1]);
                    self.next[job.to as usize] = third(a, b, &b.y.sub(&a.y).mul(&inverse));
                }
            }
        }
        for (job, inverse) in &self.doublings {
            let Job { from, to } = self.jobs[*job];
            let a = &points[from as usize];
            let square = a.x.square();
            let slope = square.double().add(&square).mul(inverse);
            self.next[to as usize] = third(a, a, &slope);
        }
    }
}

/// The sum of each pair, given the inverses of `x2 - x1`.
fn sums<F: Coordinate>(
    a: [&Affine<F>; LANES],
    b: [&Affine<F>; LANES],
    inverses: &[F; LANES],
) -> [Affine<F>; LANES] {
    let rise = core::array::from_fn(|l| b[l].y.sub(&a[l].y));
    let slope = F::mul_lanes(&rise, inverses);
    let square = F::mul_lanes(&slope, &slope);
    let x: [F; LANES] = core::array::from_fn(|l| square[l].sub(&a[l].x).sub(&b[l].x));
    let run = core::array::from_fn(|l| a[l].x.sub(&x[l]));
    let y = F::mul_lanes(&slope, &run);
    core::array::from_fn(|l| Affine {
        x: x[l],
        y: y[l].sub(&a[l].y),
    })
}

/// The sum of `a` and `b` on a line of this slope.
fn third<F: Coordinate>(a: &Affine<F>, b: &Affine<F>, slope: &F) -> Affine<F> {
    let x = slope.square().sub(&a.x).sub(&b.x);
    Affine {
        x,
        y: slope.mul(&a.x.sub(&x)).sub(&a.y),
    }
}

/// The inverse of each lane. Products of nonzero factors are not zero; were one, sums would come out wrong and
/// a proof refused.
fn invert<F: Coordinate>(product: [F; LANES]) -> [F; LANES] {
    let mut before = [F::ONE; LANES];
    let mut all = F::ONE;
    for l in 0..LANES {
        before[l] = all;
        all = all.mul(&product[l]);
    }
    let mut inverse = all.invert().unwrap_or(F::ZERO);
    let mut out = [F::ZERO; LANES];
    for l in (0..LANES).rev() {
        out[l] = inverse.mul(&before[l]);
        inverse = inverse.mul(&product[l]);
    }
    out
}
