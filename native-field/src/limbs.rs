//! Sums, comparisons and encodings of integers below `p`.

/// Limbs of an integer.
pub(crate) const LIMBS: usize = 6;

/// Limbs of 64 bits, the lowest first.
pub(crate) type Limbs = [u64; LIMBS];

/// `p`.
pub(crate) const P: Limbs = [
    0xb9fe_ffff_ffff_aaab,
    0x1eab_fffe_b153_ffff,
    0x6730_d2a0_f6b0_f624,
    0x6477_4b84_f385_12bf,
    0x4b1b_a7b6_434b_acd7,
    0x1a01_11ea_397f_e69a,
];

/// `a + b` modulo `p`, of integers below `p`.
#[inline]
pub(crate) fn add(a: &Limbs, b: &Limbs) -> Limbs {
    // No carry is left: the sum is below 2^382.
    let mut sum = [0; LIMBS];
    let mut carry = false;
    for i in 0..LIMBS {
        let (partial, first) = a[i].overflowing_add(b[i]);
        let (limb, second) = partial.overflowing_add(u64::from(carry));
        sum[i] = limb;
        carry = first | second;
    }
    let (less, borrow) = difference(&sum, &P);
    let keep = u64::from(borrow).wrapping_neg();
    core::array::from_fn(|i| (sum[i] & keep) | (less[i] & !keep))
}

/// `a - b` modulo `p`, of integers below `p`.
#[inline]
pub(crate) fn sub(a: &Limbs, b: &Limbs) -> Limbs {
    let (less, borrow) = difference(a, b);
    let mask = u64::from(borrow).wrapping_neg();
    let mut sum = [0; LIMBS];
    let mut carry = false;
    for i in 0..LIMBS {
        let (partial, first) = less[i].overflowing_add(P[i] & mask);
        let (limb, second) = partial.overflowing_add(u64::from(carry));
        sum[i] = limb;
        carry = first | second;
    }
    sum
}

/// Whether an integer is below `p`.
#[inline]
pub(crate) const fn is_below_p(limbs: &Limbs) -> bool {
    difference(limbs, &P).1
}

/// An integer from its big-endian bytes.
#[inline]
pub(crate) fn from_be_bytes(bytes: &[u8; 8 * LIMBS]) -> Limbs {
    let mut limbs = [0; LIMBS];
    for (limb, bytes) in limbs.iter_mut().rev().zip(bytes.chunks_exact(8)) {
        *limb = bytes
            .iter()
            .fold(0, |limb, byte| limb << 8 | u64::from(*byte));
    }
    limbs
}

/// The big-endian bytes of an integer.
#[inline]
pub(crate) fn to_be_bytes(limbs: &Limbs) -> [u8; 8 * LIMBS] {
    let mut bytes = [0; 8 * LIMBS];
    for (bytes, limb) in bytes.chunks_exact_mut(8).zip(limbs.iter().rev()) {
        bytes.copy_from_slice(&limb.to_be_bytes());
    }
    bytes
}

/// `a - b` modulo `2^384`, and whether `a < b`.
#[inline]
const fn difference(a: &Limbs, b: &Limbs) -> (Limbs, bool) {
    let mut out = [0; LIMBS];
    let (mut i, mut borrow) = (0, false);
    while i < LIMBS {
        let (partial, first) = a[i].overflowing_sub(b[i]);
        let (limb, second) = partial.overflowing_sub(borrow as u64);
        out[i] = limb;
        borrow = first | second;
        i += 1;
    }
    (out, borrow)
}
