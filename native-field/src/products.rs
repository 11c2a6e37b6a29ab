//! The calls of blst. Its functions read and write integers of six limbs through pointers, keep none of them, and have no state
//! but what they found out about the processor.

// A function of C can be called in no other way.
#![allow(unsafe_code)]

use blst::{blst_fp, blst_fp_eucl_inverse, blst_fp_mul, blst_fp_sqr};

/// `a b / 2^384` modulo `p`, of integers below `p`.
#[inline]
pub(crate) fn mul(a: &blst_fp, b: &blst_fp) -> blst_fp {
    let mut product = blst_fp { l: [0; 6] };
    // SAFETY: the three pointers are those of initialised values of the type that is asked for, which live as long as the call.
    // Two are only read; the third is of a local that nothing else refers to.
    unsafe { blst_fp_mul(&mut product, a, b) };
    product
}

/// `a^2 / 2^384` modulo `p`, of an integer below `p`.
#[inline]
pub(crate) fn square(a: &blst_fp) -> blst_fp {
    let mut square = blst_fp { l: [0; 6] };
    // SAFETY: as in `mul`, with one pointer that is only read.
    unsafe { blst_fp_sqr(&mut square, a) };
    square
}

/// `2^768 / a` modulo `p`, of an integer below `p` and not zero.
pub(crate) fn invert(a: &blst_fp) -> blst_fp {
    let mut inverse = blst_fp { l: [0; 6] };
    // SAFETY: as in `mul`, with one pointer that is only read.
    unsafe { blst_fp_eucl_inverse(&mut inverse, a) };
    inverse
}
