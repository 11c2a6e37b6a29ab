//! Splitting a scalar along the endomorphism of Vesta.
//!
//! The curve has a cheap map `phi(x, y) = (zeta x, y)` that multiplies every point by `lambda`, a cube root
//! of one in the scalar field. A scalar `k` is written `k1 + k2 lambda` with halves below `2^127`, so that a
//! sum of `n` terms of 255 bits becomes a sum of `2n` terms of 127 bits: half the windows, hence half the
//! buckets to add up at the end.
//!
//! Gallant, Lambert, Vanstone, "Faster point multiplication on elliptic curves with efficient
//! endomorphisms", CRYPTO 2001.

use ff::{PrimeField, WithSmallOrderMulGroup};
use pasta_curves::{Fp, Fq};

/// `zeta`: `phi(x, y) = (ZETA x, y)`.
pub(super) const ZETA: Fq = <Fq as WithSmallOrderMulGroup<3>>::ZETA;

// A short basis of the lattice of (a, b) with a + b lambda = 0 in the scalar field:
// (V1A, -V1B) and (V2A, V2B). Its determinant V1A V2B + V1B V2A is the order of the group.
const V1A: u128 = 0x49e6_9d16_40f0_4915_7fca_e1c7_0000_0000;
const V1B: u128 = 0x49e6_9d16_40a8_9953_8cb1_2793_0000_0001;
const V2A: u128 = V1B;
const V2B: u128 = 0x93cd_3a2c_8198_e269_0c7c_095a_0000_0001;

/// `round(2^384 V2B / order)`, limbs of 64 bits, low first.
const G1: [u64; 5] = [
    0x841d_8d62_296e_1563,
    0xc35f_bd4d_0afe_9926,
    0x31f0_2568_0000_0002,
    0x4f34_e8b2_0663_89a4,
    0x2,
];

/// `round(2^384 V1B / order)`, limbs of 64 bits, low first.
const G2: [u64; 5] = [
    0x8414_14c2_4bf9_9a83,
    0x61af_dea6_85cc_1578,
    0x32c4_9e4c_0000_0003,
    0x279a_7459_02a2_654e,
    0x1,
];

/// A signed integer of at most 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Half {
    pub(super) negative: bool,
    pub(super) magnitude: u128,
}

/// `(k1, k2)` with `k = k1 + k2 lambda` and both magnitudes below `2^127`: the lattice vector nearest to
/// `(k, 0)`, up to rounding, is subtracted from it.
pub(super) fn split(scalar: &Fp) -> (Half, Half) {
    let k = limbs(scalar);
    let c1 = times_shifted(&G1, &k);
    let c2 = times_shifted(&G2, &k);
    let k1 = sub(&sub(&k, &product(c1, V1A)), &product(c2, V2A));
    let k2 = sub(&product(c1, V1B), &product(c2, V2B));
    (signed(&k1), signed(&k2))
}

fn limbs(scalar: &Fp) -> [u64; 4] {
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ff::Field;
    use group::{Curve, Group};
    use pasta_curves::arithmetic::{CurveAffine, CurveExt};
    use pasta_curves::{Eq, EqAffine};
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    fn lambda() -> Fp {
        <Fp as WithSmallOrderMulGroup<3>>::ZETA
    }

    fn value(half: Half) -> Fp {
        let magnitude = Fp::from_u128(half.magnitude);
        if half.negative {
            -magnitude
        } else {
            magnitude
        }
    }

    fn check(k: Fp) {
        let (k1, k2) = split(&k);
        assert_eq!(value(k1) + value(k2) * lambda(), k);
        assert!(k1.magnitude < 1 << 127, "{k:?}: {k1:?}");
        assert!(k2.magnitude < 1 << 127, "{k:?}: {k2:?}");
    }

    #[test]
    fn the_map_multiplies_by_lambda() {
        let g = (Eq::generator() * Fp::from(7)).to_affine();
        let c = g.coordinates().unwrap();
        let image = EqAffine::from_xy(ZETA * c.x(), *c.y()).unwrap();
        assert_eq!(Eq::from(image), g * lambda());
        assert_eq!(Eq::from(image), Eq::from(g).endo());
        assert_ne!(ZETA, Fq::ONE);
    }

    #[test]
    fn the_basis_lies_in_the_lattice_and_spans_it() {
        let f = Fp::from_u128;
        assert_eq!(f(V1A) - f(V1B) * lambda(), Fp::ZERO);
        assert_eq!(f(V2A) + f(V2B) * lambda(), Fp::ZERO);
        // determinant = order, that is (p - 1) + 1
        let order = {
            let mut minus_one = limbs(&-Fp::ONE);
            minus_one[0] += 1;
            minus_one
        };
        let rest = sub(&sub(&order, &product(V1A, V2B)), &product(V1B, V2A));
        assert_eq!(rest, [0; 4]);
    }

    /// `2 |g order - 2^384 v| <= order`, which is what rounding to nearest means.
    #[test]
    fn the_rounding_constants_are_nearest() {
        let mut order = limbs(&-Fp::ONE);
        order[0] += 1;
        for (g, v) in [(G1, V2B), (G2, V1B)] {
            let mut product = [0u64; 9];
            multiply(&g, &order, &mut product);
            let [low, high] = words(v);
            let scaled = [0, 0, 0, 0, 0, 0, low, high, 0];
            let (mut difference, mut borrow) = ([0u64; 9], false);
            for i in 0..9 {
                let (d, a) = product[i].overflowing_sub(scaled[i]);
                let (d, b) = d.overflowing_sub(u64::from(borrow));
                difference[i] = d;
                borrow = a | b;
            }
            if borrow {
                let mut carry = true;
                for d in &mut difference {
                    let (x, c) = (!*d).overflowing_add(u64::from(carry));
                    *d = x;
                    carry = c;
                }
            }
            assert_eq!(difference[4..], [0; 5]);
            // the order is 2^254 + less than 2^126, so half of it is above 2^253
            assert!(difference[3] < 1 << 61, "{difference:?}");
        }
    }

    #[test]
    fn corner_scalars_split() {
        let mut k = Fp::ONE;
        for _ in 0..255 {
            for delta in [Fp::ZERO, Fp::ONE, -Fp::ONE] {
                check(k + delta);
                check(-(k + delta));
                check((k + delta) * lambda());
            }
            k = k.double();
        }
        for k in [
            Fp::ZERO,
            Fp::ONE,
            -Fp::ONE,
            lambda(),
            -lambda(),
            lambda().square(),
            Fp::TWO_INV,
        ] {
            check(k);
        }
        assert_eq!(
            split(&Fp::ZERO),
            (
                Half {
                    negative: false,
                    magnitude: 0
                },
                Half {
                    negative: false,
                    magnitude: 0
                }
            )
        );
    }

    #[test]
    fn random_scalars_split() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        for _ in 0..20_000 {
            check(Fp::random(&mut rng));
        }
    }
}
