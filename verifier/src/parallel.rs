//! Work shared among the processor's cores where there is a standard library; otherwise done in turn.

use alloc::vec::Vec;

#[cfg(feature = "std")]
use group::Group;

use crate::suite::Suite;

/// Terms below which another thread costs more than it saves.
#[cfg(feature = "std")]
const TERMS_PER_THREAD: usize = 2_000;

#[cfg(feature = "std")]
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// A part of the work.
#[cfg(feature = "std")]
enum Share<'scope, R> {
    Done(Vec<R>),
    Elsewhere(std::thread::ScopedJoinHandle<'scope, Vec<R>>),
}

/// `f` of every item, in order.
#[cfg(feature = "std")]
pub(crate) fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let share = items.len().div_ceil(threads()).max(1);
    let f = &f;
    std::thread::scope(|scope| {
        let workers: Vec<_> = items
            .chunks(share)
            .enumerate()
            .map(|(chunk, items)| {
                let first = chunk * share;
                let work = move || {
                    let items = items.iter().enumerate();
                    items.map(|(i, item)| f(first + i, item)).collect()
                };
                match std::thread::Builder::new().spawn_scoped(scope, work) {
                    Ok(thread) => Share::Elsewhere(thread),
                    // No thread is to be had: then it is done here.
                    Err(_) => Share::Done(work()),
                }
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|share| match share {
                Share::Done(results) => results,
                Share::Elsewhere(thread) => match thread.join() {
                    Ok(results) => results,
                    Err(panic) => std::panic::resume_unwind(panic),
                },
            })
            .collect()
    })
}

/// `f` of every item, in order.
#[cfg(not(feature = "std"))]
pub(crate) fn map<T, R>(items: &[T], f: impl Fn(usize, &T) -> R) -> Vec<R> {
    items
        .iter()
        .enumerate()
        .map(|(i, item)| f(i, item))
        .collect()
}

/// [`Suite::msm`] of many terms.
#[cfg(feature = "std")]
pub(crate) fn large_msm<S: Suite>(terms: &[(S::Scalar, S::Affine)]) -> S::Group {
    let share = terms.len().div_ceil(threads()).max(TERMS_PER_THREAD);
    let parts: Vec<&[(S::Scalar, S::Affine)]> = terms.chunks(share).collect();
    map(&parts, |_, terms| S::msm(terms.iter().map(|(s, p)| (s, p))))
        .into_iter()
        .fold(S::Group::identity(), |sum, part| sum + part)
}

/// [`Suite::msm`] of many terms.
#[cfg(not(feature = "std"))]
pub(crate) fn large_msm<S: Suite>(terms: &[(S::Scalar, S::Affine)]) -> S::Group {
    S::msm(terms.iter().map(|(s, p)| (s, p)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msm::msm;
    use crate::suites::Vesta;
    use group::Curve;
    use pasta_curves::{Eq, EqAffine, Fp};

    #[test]
    fn order_is_kept_and_nothing_is_lost() {
        for count in [0, 1, 2, 3, 7, 100] {
            let items: Vec<usize> = (0..count).collect();
            let found = map(&items, |i, item| (i, *item));
            let expected: Vec<_> = (0..count).map(|i| (i, i)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_sum_in_parts_is_the_sum() {
        let mut point = Eq::generator();
        for count in [0usize, 1, 1_999, 4_001] {
            let mut points = alloc::vec![EqAffine::default(); count];
            let projective: Vec<Eq> = (0..count)
                .map(|_| {
                    point += Eq::generator();
                    point
                })
                .collect();
            Eq::batch_normalize(&projective, &mut points);
            let terms: Vec<_> = points
                .into_iter()
                .enumerate()
                .map(|(i, p)| (-Fp::from(i as u64 * 77), p))
                .collect();
            let whole = msm(terms.iter().map(|(s, p)| (s, p)));
            assert_eq!(large_msm::<Vesta>(&terms), whole);
        }
    }
}
