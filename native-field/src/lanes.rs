//! Eight products at once, where the processor multiplies eight integers of 52 bits in one instruction (AVX-512 IFMA).
//!
//! The digits of an integer are in as many vectors, and each of eight integers has its lane in all of them. The product of `a`
//! and `2^32 b` is divided by `2^416`, digit by digit (Montgomery), which makes `a b / 2^384`, as blst has it.

// Functions for one kind of processor are called in no other way, and vectors are read in no other way.
#![allow(unsafe_code)]
// The build script leaves this file out where the compiler is older than these functions.
#![allow(clippy::incompatible_msrv)]

use core::arch::x86_64::{
    __m512i, _mm512_add_epi64, _mm512_and_si512, _mm512_cmpeq_epi64_mask, _mm512_cmplt_epi64_mask,
    _mm512_madd52hi_epu64, _mm512_madd52lo_epu64, _mm512_mask_blend_epi64, _mm512_or_si512,
    _mm512_set1_epi64, _mm512_set_epi64, _mm512_setzero_si512, _mm512_slli_epi64,
    _mm512_srai_epi64, _mm512_srli_epi64, _mm512_sub_epi64,
};

use blst::blst_fp;

/// Products at once.
pub(crate) const LANES: usize = 8;

/// Limbs of 64 bits of an integer.
const LIMBS: usize = 6;

/// Digits of 52 bits of an integer.
const DIGITS: usize = 8;

/// All bits of a digit.
const MASK: i64 = (1 << 52) - 1;

/// The digits of `p`, the lowest first.
const P: [i64; DIGITS] = [
    0x000e_ffff_ffff_aaab,
    0x000f_eb15_3fff_fb9f,
    0x0006_b0f6_241e_abff,
    0x0001_2bf6_730d_2a0f,
    0x0007_6477_4b84_f385,
    0x0001_ba7b_6434_bacd,
    0x0001_ea39_7fe6_9a4b,
    0x0000_0000_0001_a011,
];

/// `-1 / p` modulo `2^52`.
const MINUS_INVERSE: i64 = 0x0003_fffc_fffc_fffd;

/// `2^448` modulo `p`: makes products with `2^416` of products with `2^384`.
const INTO: [i64; DIGITS] = [
    0x0007_fde3_7dba_9366,
    0x0004_e275_25bc_342b,
    0x0001_f5b1_e977_8489,
    0x000b_872b_2b91_b9dc,
    0x000b_206f_497d_fcaf,
    0x0004_137c_c89a_9b0b,
    0x000d_9d20_d7e3_9959,
    0x0000_0000_0000_411c,
];

/// `2^384` modulo `p`: makes products with `2^384` of products with `2^416`.
const BACK: [i64; DIGITS] = [
    0x0009_0000_0002_fffd,
    0x0000_bc40_c000_2760,
    0x0003_c758_baeb_f400,
    0x0005_7455_f489_8575,
    0x000d_77ce_5853_7052,
    0x0000_71a9_7a25_6ec6,
    0x000e_c3fa_80e4_935c,
    0x0000_0000_0001_5f65,
];

/// An element of the field in each lane: its product with `2^416`, below `p`, by digits.
#[derive(Clone, Copy)]
pub(crate) struct Digits([__m512i; DIGITS]);

/// Whether the processor has the instructions.
#[inline]
pub(crate) fn are_there() -> bool {
    std::arch::is_x86_feature_detected!("avx512f")
        && std::arch::is_x86_feature_detected!("avx512ifma")
}

/// `a b / 2^384` modulo `p` in each lane, of integers below `p`. `None` where there are no such instructions.
#[inline]
pub(crate) fn mul(a: [&blst_fp; LANES], b: [&blst_fp; LANES]) -> Option<[blst_fp; LANES]> {
    // SAFETY: the processor has what the function is compiled for; it has no other condition.
    are_there().then(|| unsafe { mul_here(a, b) })
}

impl Digits {
    /// `None` where there are no such instructions; then there is no value of this type.
    #[inline]
    pub(crate) fn new(lanes: [&blst_fp; LANES]) -> Option<Digits> {
        // SAFETY: as in `mul`.
        are_there().then(|| unsafe { into_digits(lanes) })
    }

    /// The elements.
    #[inline]
    pub(crate) fn to_array(self) -> [blst_fp; LANES] {
        // SAFETY: the processor has what the function is compiled for, as there is a value.
        unsafe { from_digits(&self) }
    }

    /// `self * other`.
    #[inline]
    pub(crate) fn mul(&self, other: &Digits) -> Digits {
        // SAFETY: as in `to_array`.
        unsafe { mul_digits(self, other) }
    }

    /// `self + other`.
    #[inline]
    pub(crate) fn add(&self, other: &Digits) -> Digits {
        // SAFETY: as in `to_array`.
        unsafe { add_digits(self, other) }
    }

    /// `self - other`.
    #[inline]
    pub(crate) fn sub(&self, other: &Digits) -> Digits {
        // SAFETY: as in `to_array`.
        unsafe { sub_digits(self, other) }
    }

    /// A bit for each lane, the lowest for the first: whether it is zero.
    #[inline]
    pub(crate) fn zeros(&self) -> u8 {
        // SAFETY: as in `to_array`.
        unsafe { zeros(self) }
    }
}

#[target_feature(enable = "avx512f,avx512ifma")]
fn into_digits(lanes: [&blst_fp; LANES]) -> Digits {
    let into = INTO.map(|digit| _mm512_set1_epi64(digit));
    Digits(reduce_once(&product(&digits(&limbs(lanes)), &into)))
}

#[target_feature(enable = "avx512f,avx512ifma")]
fn from_digits(lanes: &Digits) -> [blst_fp; LANES] {
    let back = BACK.map(|digit| _mm512_set1_epi64(digit));
    to_integers(&reduce_once(&product(&lanes.0, &back)))
}

#[target_feature(enable = "avx512f,avx512ifma")]
fn mul_digits(a: &Digits, b: &Digits) -> Digits {
    Digits(reduce_once(&product(&a.0, &b.0)))
}

#[target_feature(enable = "avx512f")]
fn add_digits(a: &Digits, b: &Digits) -> Digits {
    let mut sum = a.0;
    for (sum, b) in sum.iter_mut().zip(&b.0) {
        *sum = _mm512_add_epi64(*sum, *b);
    }
    Digits(reduce_once(&sum))
}

#[target_feature(enable = "avx512f")]
fn sub_digits(a: &Digits, b: &Digits) -> Digits {
    let mut difference = a.0;
    for (i, difference) in difference.iter_mut().enumerate() {
        // With p, that the whole is not negative.
        let less = _mm512_sub_epi64(*difference, b.0[i]);
        *difference = _mm512_add_epi64(less, _mm512_set1_epi64(P[i]));
    }
    Digits(reduce_once(&difference))
}

#[target_feature(enable = "avx512f")]
fn zeros(lanes: &Digits) -> u8 {
    let zero = _mm512_setzero_si512();
    let mut all = zero;
    for digit in &lanes.0 {
        all = _mm512_or_si512(all, *digit);
    }
    _mm512_cmpeq_epi64_mask(all, zero)
}

#[target_feature(enable = "avx512f,avx512ifma")]
fn mul_here(a: [&blst_fp; LANES], b: [&blst_fp; LANES]) -> [blst_fp; LANES] {
    to_integers(&reduce_once(&product(
        &digits(&limbs(a)),
        &shifted_digits(&limbs(b)),
    )))
}

/// The limbs of all lanes.
#[inline]
#[target_feature(enable = "avx512f")]
fn limbs(lanes: [&blst_fp; LANES]) -> [__m512i; LIMBS] {
    let [a, b, c, d, e, f, g, h] = lanes;
    let limb = |i: usize| {
        let [a, b, c, d, e, f, g, h] = [a, b, c, d, e, f, g, h].map(|lane| lane.l[i] as i64);
        _mm512_set_epi64(h, g, f, e, d, c, b, a)
    };
    [limb(0), limb(1), limb(2), limb(3), limb(4), limb(5)]
}

/// The digits of integers. Above bit 52 a digit may have anything: the instructions do not look at it.
#[inline]
#[target_feature(enable = "avx512f")]
fn digits(l: &[__m512i; LIMBS]) -> [__m512i; DIGITS] {
    [
        l[0],
        _mm512_or_si512(_mm512_srli_epi64::<52>(l[0]), _mm512_slli_epi64::<12>(l[1])),
        _mm512_or_si512(_mm512_srli_epi64::<40>(l[1]), _mm512_slli_epi64::<24>(l[2])),
        _mm512_or_si512(_mm512_srli_epi64::<28>(l[2]), _mm512_slli_epi64::<36>(l[3])),
        _mm512_or_si512(_mm512_srli_epi64::<16>(l[3]), _mm512_slli_epi64::<48>(l[4])),
        _mm512_srli_epi64::<4>(l[4]),
        _mm512_or_si512(_mm512_srli_epi64::<56>(l[4]), _mm512_slli_epi64::<8>(l[5])),
        _mm512_srli_epi64::<44>(l[5]),
    ]
}

/// The digits of `2^32` times the integers, in the same way.
#[inline]
#[target_feature(enable = "avx512f")]
fn shifted_digits(l: &[__m512i; LIMBS]) -> [__m512i; DIGITS] {
    [
        _mm512_slli_epi64::<32>(l[0]),
        _mm512_or_si512(_mm512_srli_epi64::<20>(l[0]), _mm512_slli_epi64::<44>(l[1])),
        _mm512_srli_epi64::<8>(l[1]),
        _mm512_or_si512(_mm512_srli_epi64::<60>(l[1]), _mm512_slli_epi64::<4>(l[2])),
        _mm512_or_si512(_mm512_srli_epi64::<48>(l[2]), _mm512_slli_epi64::<16>(l[3])),
        _mm512_or_si512(_mm512_srli_epi64::<36>(l[3]), _mm512_slli_epi64::<28>(l[4])),
        _mm512_or_si512(_mm512_srli_epi64::<24>(l[4]), _mm512_slli_epi64::<40>(l[5])),
        _mm512_srli_epi64::<12>(l[5]),
    ]
}

/// `a b / 2^416` modulo `p`, below `2 p`, for `a` below `p` and `b` below `2^32 p`.
#[inline]
#[target_feature(enable = "avx512f,avx512ifma")]
fn product(a: &[__m512i; DIGITS], b: &[__m512i; DIGITS]) -> [__m512i; DIGITS] {
    let zero = _mm512_setzero_si512();
    let inverse = _mm512_set1_epi64(MINUS_INVERSE);
    let p = P.map(|digit| _mm512_set1_epi64(digit));
    // Places take at most four terms below 2^52 for each digit: they stay below 2^58.
    let mut sum = [zero; DIGITS];
    // `sum` becomes `(sum + digit b) / 2^52` modulo `p`. A macro, for in a loop or a function the places would go through memory.
    macro_rules! add {
        ($digit:expr) => {
            let (mut low, mut high) = (sum, [zero; DIGITS]);
            for j in 0..DIGITS {
                low[j] = _mm512_madd52lo_epu64(low[j], $digit, b[j]);
                high[j] = _mm512_madd52hi_epu64(high[j], $digit, b[j]);
            }
            // As often as makes the lowest digit zero.
            let times = _mm512_madd52lo_epu64(zero, low[0], inverse);
            for j in 0..DIGITS {
                low[j] = _mm512_madd52lo_epu64(low[j], times, p[j]);
                high[j] = _mm512_madd52hi_epu64(high[j], times, p[j]);
            }
            high[0] = _mm512_add_epi64(high[0], _mm512_srli_epi64::<52>(low[0]));
            for j in 1..DIGITS {
                sum[j - 1] = _mm512_add_epi64(high[j - 1], low[j]);
            }
            sum[DIGITS - 1] = high[DIGITS - 1];
        };
    }
    add!(a[0]);
    add!(a[1]);
    add!(a[2]);
    add!(a[3]);
    add!(a[4]);
    add!(a[5]);
    add!(a[6]);
    add!(a[7]);
    sum
}

/// The integers below `p` from places of any size, negative ones too, which make integers below `2 p` that are not negative.
#[inline]
#[target_feature(enable = "avx512f")]
fn reduce_once(places: &[__m512i; DIGITS]) -> [__m512i; DIGITS] {
    let mask = _mm512_set1_epi64(MASK);
    let zero = _mm512_setzero_si512();
    let (mut digits, mut less) = ([zero; DIGITS], [zero; DIGITS]);
    let (mut carry, mut borrow) = (zero, zero);
    for i in 0..DIGITS {
        let place = _mm512_add_epi64(places[i], carry);
        digits[i] = _mm512_and_si512(place, mask);
        carry = _mm512_srai_epi64::<52>(place);
        let place = _mm512_sub_epi64(digits[i], _mm512_set1_epi64(P[i]));
        let place = _mm512_add_epi64(place, borrow);
        less[i] = _mm512_and_si512(place, mask);
        borrow = _mm512_srai_epi64::<63>(place);
    }
    let below = _mm512_cmplt_epi64_mask(borrow, zero);
    for i in 0..DIGITS {
        less[i] = _mm512_mask_blend_epi64(below, less[i], digits[i]);
    }
    less
}

/// The integers from their digits.
#[inline]
#[target_feature(enable = "avx512f")]
fn to_integers(d: &[__m512i; DIGITS]) -> [blst_fp; LANES] {
    let limbs = [
        _mm512_or_si512(d[0], _mm512_slli_epi64::<52>(d[1])),
        _mm512_or_si512(_mm512_srli_epi64::<12>(d[1]), _mm512_slli_epi64::<40>(d[2])),
        _mm512_or_si512(_mm512_srli_epi64::<24>(d[2]), _mm512_slli_epi64::<28>(d[3])),
        _mm512_or_si512(_mm512_srli_epi64::<36>(d[3]), _mm512_slli_epi64::<16>(d[4])),
        _mm512_or_si512(
            _mm512_or_si512(_mm512_srli_epi64::<48>(d[4]), _mm512_slli_epi64::<4>(d[5])),
            _mm512_slli_epi64::<56>(d[6]),
        ),
        _mm512_or_si512(_mm512_srli_epi64::<8>(d[6]), _mm512_slli_epi64::<44>(d[7])),
    ];
    // SAFETY: both are 48 integers of 64 bits, for which every bit pattern is good.
    let limbs: [[u64; LANES]; LIMBS] = unsafe { core::mem::transmute(limbs) };
    core::array::from_fn(|lane| blst_fp {
        l: core::array::from_fn(|i| limbs[i][lane]),
    })
}
