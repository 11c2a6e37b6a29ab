//! Signed digits: a magnitude in base `2^width` with digits between `-2^(width-1) + 1` and `2^(width-1)`, so
//! that half the buckets serve both signs.

/// Windows needed for magnitudes of `bits` bits: one more than the whole windows in them, because the last
/// one must have room for the carry of the one below.
pub(super) const fn windows(bits: u32, width: u32) -> usize {
    (bits / width + 1) as usize
}

/// Writes one signed digit per window, lowest first; `digits` must have [`windows`]`(bits, width)` places for
/// a magnitude of at most `bits` bits, and `2 <= width <= 15`.
pub(super) fn recode(magnitude: u128, width: u32, digits: &mut [i16]) {
    let mask = (1i32 << width) - 1;
    let half = 1i32 << (width - 1);
    let mut rest = magnitude;
    let mut carry = 0;
    for digit in digits {
        let value = (rest as i32 & mask) + carry;
        carry = i32::from(value > half);
        *digit = (value - (carry << width)) as i16;
        rest >>= width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    fn check(magnitude: u128, width: u32) {
        let bits = 128 - magnitude.leading_zeros();
        let mut digits = vec![0; windows(bits, width)];
        recode(magnitude, width, &mut digits);
        let half = 1i32 << (width - 1);
        let mut sum = 0u128;
        for &digit in digits.iter().rev() {
            let digit = i32::from(digit);
            assert!(-half < digit && digit <= half, "{digit} at width {width}");
            // wraps only past 2^128, and the true value is below it
            sum = (sum << width).wrapping_add(i128::from(digit) as u128);
        }
        assert_eq!(sum, magnitude, "width {width}");
        // nothing may be carried out of the last window
        assert!(
            digits.last().is_some_and(|&top| top >= 0),
            "{magnitude:#x} width {width}"
        );
    }

    #[test]
    fn corners_recode() {
        for width in 2..=15 {
            for bit in 0..128 {
                let power = 1u128 << bit;
                for magnitude in [
                    power,
                    power - 1,
                    power + 1,
                    !power,
                    power | 1,
                    u128::MAX >> bit,
                ] {
                    check(magnitude, width);
                }
            }
            check(0, width);
        }
    }

    #[test]
    fn a_carry_runs_through_to_a_window_of_its_own() {
        let mut digits = [9; 4];
        recode(0xfff, 4, &mut digits);
        assert_eq!(digits, [-1, 0, 0, 1]);
        recode(0x888, 4, &mut digits);
        assert_eq!(digits, [8, 8, 8, 0]);
        recode(0x889, 4, &mut digits);
        assert_eq!(digits, [-7, -7, -7, 1]);
        assert_eq!(windows(12, 4), 4);
        assert_eq!(windows(11, 4), 3);
        assert_eq!(windows(127, 8), 16);
        assert_eq!(windows(0, 8), 1);
    }

    proptest! {
        #[test]
        fn digits_add_up(magnitude: u128, width in 2u32..=15) {
            check(magnitude, width);
        }
    }
}
