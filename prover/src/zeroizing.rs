//! Overwriting secrets in memory: scalars, and the part of the stack that a computation used.

use ff::Field;
use zeroize::Zeroize;

/// Words of the stack that [`zeroize_stack`] overwrites: 128 KiB, several times what any function here needs.
const WORDS: usize = 1 << 14;

/// Overwrites the part of this thread's stack that earlier function calls may have used. Values that are moved or
/// computed leave copies there, and no destructor runs for those.
#[inline(never)]
pub fn zeroize_stack() {
    let mut words = [0u64; WORDS];
    words.zeroize();
    core::hint::black_box(&words);
}

/// Does some work, then overwrites the part of this thread's stack that the work used.
///
/// [`commit`](crate::commit), [`prove`](crate::prove) and the other functions of this crate that see secrets do this on
/// their own. A program that handles quantities, blinders or keys outside of them can do the same with this function.
#[inline(never)]
pub fn zeroize_stack_after<T>(work: impl FnOnce() -> T) -> T {
    let done = in_own_frame(work);
    zeroize_stack();
    done
}

/// As [`zeroize_stack_after`], and overwrites the stacks of all threads of rayon's pool as well.
#[inline(never)]
pub(crate) fn zeroize_all_stacks_after<T>(work: impl FnOnce() -> T) -> T {
    let done = zeroize_stack_after(work);
    rayon::broadcast(|_| zeroize_stack());
    done
}

/// Does some work in a stack frame of its own, below the frame of the caller.
#[inline(never)]
fn in_own_frame<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Overwrites secret scalars in a way that the optimiser keeps.
pub(crate) fn zeroize_scalars<F: Field>(scalars: &mut [F]) {
    scalars.iter_mut().for_each(|s| *s = F::ZERO);
    core::hint::black_box(scalars);
}
