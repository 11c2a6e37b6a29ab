//! An element of the field.

use blst::blst_fp;

#[cfg(eight_lanes)]
use crate::lanes;
use crate::limbs::{self, Limbs, LIMBS};
use crate::products;

/// An integer modulo the prime `p` of 381 bits over which BLS12-381 is defined.
///
/// # Invariants
/// In memory it is its product with `2^384`, below `p`, the lowest limb first. Every value has one form, so that equal values
/// have equal limbs; and blst asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fp(pub(crate) blst_fp);

/// `2^384` modulo `p`: what one is in memory.
const ONE: Limbs = [
    0x7609_0000_0002_fffd,
    0xebf4_000b_c40c_0002,
    0x5f48_9857_53c7_58ba,
    0x77ce_5853_7052_5745,
    0x5c07_1a97_a256_ec6d,
    0x15f6_5ec3_fa80_e493,
];

/// `2^768` modulo `p`: an integer times this is what it is in memory.
const SQUARE_OF_ONE: Limbs = [
    0xf4df_1f34_1c34_1746,
    0x0a76_e6a6_09d1_04f1,
    0x8de5_476c_4c95_b6d5,
    0x67eb_88a9_939d_83c0,
    0x9a79_3e85_b519_952d,
    0x1198_8fe5_92ca_e3aa,
];

impl Fp {
    /// Bytes of an encoding.
    pub const BYTES: usize = 8 * LIMBS;

    /// Products that are computed at once.
    pub const LANES: usize = 8;

    /// Zero.
    pub const ZERO: Fp = Fp::from_montgomery([0; LIMBS]);

    /// One.
    pub const ONE: Fp = Fp::from_montgomery(ONE);

    /// What is in memory for an element: its product with `2^384` modulo `p`, the lowest limb first. For constants: it does not
    /// compile if it is not below `p`.
    pub const fn from_montgomery(limbs: [u64; LIMBS]) -> Fp {
        assert!(limbs::is_below_p(&limbs), "not below the prime");
        Fp::of(limbs)
    }

    /// An integer from its big-endian bytes; `None` unless it is below `p`.
    #[inline]
    pub fn from_be_bytes(bytes: &[u8; Fp::BYTES]) -> Option<Fp> {
        let limbs = limbs::from_be_bytes(bytes);
        limbs::is_below_p(&limbs).then(|| Fp::of(limbs).mul(&Fp::of(SQUARE_OF_ONE)))
    }

    /// The big-endian bytes of the integer below `p`.
    #[inline]
    pub fn to_be_bytes(&self) -> [u8; Fp::BYTES] {
        let mut plain = [0; LIMBS];
        plain[0] = 1;
        limbs::to_be_bytes(&self.mul(&Fp::of(plain)).0.l)
    }

    /// Whether it is zero.
    #[inline]
    pub fn is_zero(&self) -> bool {
        self.0.l.iter().fold(0, |all, limb| all | limb) == 0
    }

    /// `self + other`.
    #[inline]
    pub fn add(&self, other: &Fp) -> Fp {
        Fp::of(limbs::add(&self.0.l, &other.0.l))
    }

    /// `self - other`.
    #[inline]
    pub fn sub(&self, other: &Fp) -> Fp {
        Fp::of(limbs::sub(&self.0.l, &other.0.l))
    }

    /// `-self`.
    #[inline]
    pub fn neg(&self) -> Fp {
        Fp::ZERO.sub(self)
    }

    /// `2 self`.
    #[inline]
    pub fn double(&self) -> Fp {
        self.add(self)
    }

    /// `self * other`.
    #[inline]
    pub fn mul(&self, other: &Fp) -> Fp {
        Fp(products::mul(&self.0, &other.0))
    }

    /// `a * b` of each pair, several times as fast as one by one where the processor has AVX-512 with integers of 52 bits.
    #[inline]
    pub fn mul_lanes(a: &[Fp; Fp::LANES], b: &[Fp; Fp::LANES]) -> [Fp; Fp::LANES] {
        #[cfg(eight_lanes)]
        {
            if let Some(products) =
                lanes::mul(a.each_ref().map(|a| &a.0), b.each_ref().map(|b| &b.0))
            {
                return products.map(Fp);
            }
        }
        core::array::from_fn(|lane| a[lane].mul(&b[lane]))
    }

    /// `self * self`.
    #[inline]
    pub fn square(&self) -> Fp {
        Fp(products::square(&self.0))
    }

    /// The inverse, `None` for zero.
    pub fn invert(&self) -> Option<Fp> {
        (!self.is_zero()).then(|| Fp(products::invert(&self.0)))
    }

    /// The integer that these limbs below `p` are in memory.
    const fn of(l: Limbs) -> Fp {
        Fp(blst_fp { l })
    }
}
