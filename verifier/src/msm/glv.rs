//! Splitting a scalar along the endomorphism of a curve.
//!
//! A curve `y^2 = x^3 + b` has a cheap map `phi(x, y) = (zeta x, y)` that multiplies every point by `lambda`, a cube root
//! of one in the scalar field. A scalar `k` is written `k1 + k2 lambda` with halves below `2^127`, so that a
//! sum of `n` terms of 255 bits becomes a sum of `2n` terms of 127 bits: half the windows, hence half the
//! buckets to add up at the end.
//!
//! Gallant, Lambert, Vanstone, "Faster point multiplication on elliptic curves with efficient
//! endomorphisms", CRYPTO 2001.

use ff::PrimeField;

/// A short basis of the lattice of `(a, b)` with `a + b lambda = 0` in the scalar field: `(v1a, -v1b)` and `(v2a, v2b)`. Its
/// determinant `v1a v2b + v1b v2a` is the order of the group.
pub(crate) struct Lattice {
    pub(crate) v1a: u128,
    pub(crate) v1b: u128,
    pub(crate) v2a: u128,
    pub(crate) v2b: u128,
    /// `round(2^384 v2b / order)`, limbs of 64 bits, low first; below `2^258`.
    pub(crate) g1: [u64; 5],
    /// `round(2^384 v1b / order)`, as well.
    pub(crate) g2: [u64; 5],
}

/// A signed integer of at most 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Half {
    pub(crate) negative: bool,
    pub(crate) magnitude: u128,
}

/// `(k1, k2)` with `k = k1 + k2 lambda` and both magnitudes below `2^127`: the lattice vector nearest to
/// `(k, 0)`, up to rounding, is subtracted from it.
pub(crate) fn split<F: PrimeField<Repr = [u8; 32]>>(lattice: &Lattice, scalar: &F) -> (Half, Half) {
    let k = limbs(scalar);
    let c1 = times_shifted(&lattice.g1, &k);
    let c2 = times_shifted(&lattice.g2, &k);
    let k1 = sub(
        &sub(&k, &product(c1, lattice.v1a)),
        &product(c2, lattice.v2a),
    );
    let k2 = sub(&product(c1, lattice.v1b), &product(c2, lattice.v2b));
    (signed(&k1), signed(&k2))
}

fn limbs<F: PrimeField<Repr = [u8; 32]>>(scalar: &F) -> [u64; 4] {
    let bytes = scalar.to_repr();
    let mut limbs = [0; 4];
    for (limb, chunk) in limbs.iter_mut().zip(bytes.chunks_exact(8)) {
        for (i, byte) in chunk.iter().enumerate() {
            *limb |= u64::from(*byte) << (8 * i);
        }
    }
    limbs
}

/// `round(g k / 2^384)`; below `2^128` because `g < 2^258` and `k < 2^255`.
fn times_shifted(g: &[u64; 5], k: &[u64; 4]) -> u128 {
    let mut out = [0; 9];
    multiply(g, k, &mut out);
    join(out[6], out[7]).wrapping_add(u128::from(out[5] >> 63))
}

fn product(a: u128, b: u128) -> [u64; 4] {
    let mut out = [0; 4];
    multiply(&words(a), &words(b), &mut out);
    out
}

/// Schoolbook product into `out`, zero on entry and as long as both factors together.
fn multiply(a: &[u64], b: &[u64], out: &mut [u64]) {
    for (i, &x) in a.iter().enumerate() {
        let mut carry = 0u128;
        for (j, &y) in b.iter().enumerate() {
            let t = u128::from(x) * u128::from(y) + u128::from(out[i + j]) + carry;
            out[i + j] = t as u64;
            carry = t >> 64;
        }
        out[i + b.len()] = carry as u64;
    }
}

/// `a - b` modulo `2^256`.
fn sub(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
    let mut out = [0; 4];
    let mut borrow = false;
    for i in 0..4 {
        let (d, first) = a[i].overflowing_sub(b[i]);
        let (d, second) = d.overflowing_sub(u64::from(borrow));
        out[i] = d;
        borrow = first | second;
    }
    out
}

/// Reads two's complement of 256 bits; the magnitude fits 128 bits for every value [`split`] makes.
fn signed(x: &[u64; 4]) -> Half {
    let negative = x[3] >> 63 == 1;
    let low = join(x[0], x[1]);
    Half {
        negative,
        magnitude: if negative { low.wrapping_neg() } else { low },
    }
}

fn words(x: u128) -> [u64; 2] {
    [x as u64, (x >> 64) as u64]
}

fn join(low: u64, high: u64) -> u128 {
    u128::from(low) | (u128::from(high) << 64)
}

#[cfg(test)]
mod tests;
