use super::*;
use crate::msm::curve::SumCurve;
use crate::msm::vesta::VestaSums;
use ff::WithSmallOrderMulGroup;
use pasta_curves::Fp;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

fn vesta() -> Splits<Fp> {
    Splits {
        lattice: VestaSums::LATTICE,
        lambda: <Fp as WithSmallOrderMulGroup<3>>::ZETA,
    }
}

#[cfg(feature = "blst")]
fn bls12_381() -> Splits<bls12_381::Scalar> {
    let z = bls12_381::Scalar::from(0xd201_0000_0001_0000);
    Splits {
        lattice: crate::suites::bls12_381::native::NativeSums::LATTICE,
        lambda: -z.square(),
    }
}

struct Splits<F> {
    lattice: Lattice,
    lambda: F,
}

impl<F: PrimeField<Repr = [u8; 32]>> Splits<F> {
    fn check(&self, k: F) {
        let (k1, k2) = split(&self.lattice, &k);
        assert_eq!(value::<F>(k1) + value::<F>(k2) * self.lambda, k);
        assert!(k1.magnitude < 1 << 127, "{k:?}: {k1:?}");
        assert!(k2.magnitude < 1 << 127, "{k:?}: {k2:?}");
    }

    fn the_basis_lies_in_the_lattice_and_spans_it(&self) {
        let f = F::from_u128;
        let Lattice {
            v1a, v1b, v2a, v2b, ..
        } = self.lattice;
        assert_eq!(self.lambda.square() + self.lambda + F::ONE, F::ZERO);
        assert_eq!(f(v1a) - f(v1b) * self.lambda, F::ZERO);
        assert_eq!(f(v2a) + f(v2b) * self.lambda, F::ZERO);
        let rest = sub(&sub(&order::<F>(), &product(v1a, v2b)), &product(v1b, v2a));
        assert_eq!(rest, [0; 4]);
    }

    /// `2 |g order - 2^384 v| < order`, which is what rounding to nearest means.
    fn the_rounding_constants_are_nearest(&self) {
        let order = order::<F>();
        let Lattice {
            g1, g2, v1b, v2b, ..
        } = self.lattice;
        for (g, v) in [(g1, v2b), (g2, v1b)] {
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
            assert!(difference[3] < order[3] / 2, "{difference:?}");
        }
    }

    fn corner_scalars_split(&self) {
        let mut k = F::ONE;
        for _ in 0..255 {
            for delta in [F::ZERO, F::ONE, -F::ONE] {
                self.check(k + delta);
                self.check(-(k + delta));
                self.check((k + delta) * self.lambda);
            }
            k = k.double();
        }
        for k in [
            F::ZERO,
            F::ONE,
            -F::ONE,
            self.lambda,
            -self.lambda,
            self.lambda.square(),
            F::TWO_INV,
        ] {
            self.check(k);
        }
        let zero = Half {
            negative: false,
            magnitude: 0,
        };
        assert_eq!(split(&self.lattice, &F::ZERO), (zero, zero));
    }

    /// So that a short scalar costs one term.
    fn short_scalars_stay_as_they_are(&self) {
        for k in [1u128, 2, 3, 1 << 64, 1 << 100] {
            let (k1, k2) = split(&self.lattice, &F::from_u128(k));
            assert_eq!((k1.negative, k1.magnitude, k2.magnitude), (false, k, 0));
            let (k1, k2) = split(&self.lattice, &-F::from_u128(k));
            assert_eq!((k1.negative, k1.magnitude, k2.magnitude), (true, k, 0));
        }
    }

    fn random_scalars_split(&self) {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        for _ in 0..20_000 {
            self.check(F::random(&mut rng));
        }
    }

    fn all(&self) {
        self.the_basis_lies_in_the_lattice_and_spans_it();
        self.the_rounding_constants_are_nearest();
        self.corner_scalars_split();
        self.short_scalars_stay_as_they_are();
        self.random_scalars_split();
    }
}

fn value<F: PrimeField>(half: Half) -> F {
    let magnitude = F::from_u128(half.magnitude);
    if half.negative {
        -magnitude
    } else {
        magnitude
    }
}

/// The order, that is `-1 + 1`.
fn order<F: PrimeField<Repr = [u8; 32]>>() -> [u64; 4] {
    let mut minus_one = limbs(&-F::ONE);
    minus_one[0] += 1;
    minus_one
}

#[test]
fn scalars_of_vesta_split() {
    vesta().all();
}

#[cfg(feature = "blst")]
#[test]
fn scalars_of_bls12_381_split() {
    bls12_381().all();
}
