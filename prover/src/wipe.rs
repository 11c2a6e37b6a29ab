//! Overwriting secrets: scalars and stacks.

use ff::Field;
use pasta_curves::Fp;
use zeroize::Zeroize;

/// Words of the stack that [`stack`] overwrites: 128 KiB, several times what any call here needs.
const WORDS: usize = 1 << 14;

/// Overwrites the part of this thread's stack that calls before this one may have used: values that are moved or
/// computed leave copies there, which nothing drops.
#[inline(never)]
pub fn stack() {
    let mut words = [0u64; WORDS];
    words.zeroize();
    core::hint::black_box(&words);
}

/// Does some work, then overwrites the stack that it used.
#[inline(never)]
pub fn after<T>(work: impl FnOnce() -> T) -> T {
    let done = apart(work);
    stack();
    done
}

/// As [`after`], on every thread of rayon's pool too.
#[inline(never)]
pub(crate) fn after_on_all_threads<T>(work: impl FnOnce() -> T) -> T {
    let done = after(work);
    rayon::broadcast(|_| stack());
    done
}

/// In a frame of its own, below that of the caller.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Overwrites secret scalars in a way that the optimiser keeps.
pub(crate) fn scalars(scalars: &mut [Fp]) {
    scalars.iter_mut().for_each(|s| *s = Fp::ZERO);
    core::hint::black_box(scalars);
}
