//! Many sums of points at once, in affine coordinates.
//!
//! One affine addition costs an inversion, two products and a square; a thousand of them share one inversion
//! for three products each (Montgomery), which makes an addition about half as dear as a mixed Jacobian one.
//! The price is that the additions of one round must not depend on each other: sums are therefore made as
//! trees, neighbour by neighbour, all of them in step.

use alloc::vec::Vec;

use ff::Field;
use pasta_curves::arithmetic::VartimeField;
use pasta_curves::Fq;

use super::scratch::{Scalars, Scratch};

/// A point of the curve, never the identity: where a sum cancels, its run gets shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Affine {
    pub(super) x: Fq,
    pub(super) y: Fq,
}

impl Affine {
    /// Fills a place that a point is about to take; on no curve.
    pub(super) const PLACE: Affine = Affine {
        x: Fq::ZERO,
        y: Fq::ZERO,
    };
}

/// Independent products under way at the same time: one takes half again as long to finish as to start the next.
const LANES: usize = 4;

/// One addition of neighbours: `points[from] + points[from + 1]` goes to place `to` of the next round.
#[derive(Clone, Copy)]
struct Job {
    from: u32,
    to: u32,
}

/// Buffers reused from round to round.
pub(super) struct Adder {
    jobs: Scratch<Job>,
    /// For each job `x2 - x1`, or `2y` when both points are the same; never zero.
    denominators: Scratch<Fq>,
    /// For each job the product of the denominators before it in its lane.
    before: Scratch<Fq>,
    /// Jobs whose two points are the same.
    doublings: Vec<(usize, Fq)>,
    next: Scratch<Affine>,
}

impl Adder {
    /// An adder for so many points at a time.
    pub(super) fn new(most: usize, scalars: Scalars) -> Adder {
        let jobs = (most / 2).next_multiple_of(LANES);
        Adder {
            jobs: Scratch::with_capacity(jobs, Job { from: 0, to: 0 }, scalars),
            denominators: Scratch::with_capacity(jobs, Fq::ZERO, scalars),
            before: Scratch::with_capacity(jobs, Fq::ZERO, scalars),
            doublings: Vec::new(),
            next: Scratch::with_capacity(most, Affine::PLACE, scalars),
        }
    }

    /// Replaces every run by its sum. `runs` holds the lengths of the runs, which follow each other in
    /// `points`; afterwards each length is 1, or 0 where the sum is the identity or the run was empty.
    pub(super) fn sum_runs(&mut self, points: &mut Scratch<Affine>, runs: &mut [u32]) {
        while runs.iter().any(|&length| length > 1) {
            self.plan(points, runs);
            self.add(points);
            core::mem::swap(points, &mut self.next);
        }
    }

    /// Lists the additions of this round, copies what is left over, and updates the runs.
    fn plan(&mut self, points: &[Affine], runs: &mut [u32]) {
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
                let mut denominator = pair[1].x - pair[0].x;
                if denominator.is_zero_vartime() {
                    if pair[0] != pair[1] {
                        continue; // opposite points: their sum is the identity, which has no place
                    }
                    denominator = pair[0].y.double(); // not zero in a group of odd order
                    self.doublings.push((self.jobs.len(), Fq::ZERO));
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
        self.denominators.resize(padded, Fq::ONE);
    }

    /// Does the additions that [`Adder::plan`] listed.
    fn add(&mut self, points: &[Affine]) {
        let mut product = [Fq::ONE; LANES];
        self.before.clear();
        for denominators in self.denominators.chunks_exact(LANES) {
            for lane in 0..LANES {
                self.before.push(product[lane]);
                product[lane] *= denominators[lane];
            }
        }
        let mut inverse = invert(product);

        let mut doubling = self.doublings.len();
        let padded = self.denominators.len();
        for start in (0..padded).step_by(LANES).rev() {
            let denominators = &self.denominators[start..start + LANES];
            let before = &self.before[start..start + LANES];
            let mut slope: [Fq; LANES] = core::array::from_fn(|l| inverse[l] * before[l]);
            for l in 0..LANES {
                inverse[l] *= denominators[l];
            }
            while doubling > 0 && self.doublings[doubling - 1].0 >= start {
                doubling -= 1;
                let (job, inverse) = &mut self.doublings[doubling];
                *inverse = slope[*job - start];
            }
            let jobs = &self.jobs[start..self.jobs.len().min(start + LANES)];
            if let Ok(jobs) = <[Job; LANES]>::try_from(jobs) {
                let a = jobs.map(|job| &points[job.from as usize]);
                let b = jobs.map(|job| &points[job.from as usize + 1]);
                for l in 0..LANES {
                    slope[l] *= b[l].y - a[l].y;
                }
                let x: [Fq; LANES] =
                    core::array::from_fn(|l| Field::square(&slope[l]) - a[l].x - b[l].x);
                let y: [Fq; LANES] = core::array::from_fn(|l| slope[l] * (a[l].x - x[l]) - a[l].y);
                for l in 0..LANES {
                    self.next[jobs[l].to as usize] = Affine { x: x[l], y: y[l] };
                }
            } else {
                for (job, slope) in jobs.iter().zip(slope) {
                    let (a, b) = (&points[job.from as usize], &points[job.from as usize + 1]);
                    self.next[job.to as usize] = third(a, b, (b.y - a.y) * slope);
                }
            }
        }
        for (job, inverse) in &self.doublings {
            let Job { from, to } = self.jobs[*job];
            let a = &points[from as usize];
            let square = Field::square(&a.x);
            self.next[to as usize] = third(a, a, (square.double() + square) * inverse);
        }
    }
}

/// The sum of `a` and `b` on a line of this slope.
fn third(a: &Affine, b: &Affine, slope: Fq) -> Affine {
    let x = Field::square(&slope) - a.x - b.x;
    Affine {
        x,
        y: slope * (a.x - x) - a.y,
    }
}

/// The inverse of each lane. Products of nonzero factors are not zero; were one, sums would come out wrong and
/// a proof refused.
fn invert(product: [Fq; LANES]) -> [Fq; LANES] {
    let mut before = [Fq::ONE; LANES];
    let mut all = Fq::ONE;
    for l in 0..LANES {
        before[l] = all;
        all *= product[l];
    }
    let mut inverse = all.invert_vartime().unwrap_or(Fq::ZERO);
    let mut out = [Fq::ZERO; LANES];
    for l in (0..LANES).rev() {
        out[l] = inverse * before[l];
        inverse *= product[l];
    }
    out
}
