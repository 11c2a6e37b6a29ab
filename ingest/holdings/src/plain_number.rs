//! Plain decimals of up to eighteen digits, eight of them at a time.

/// Most digits: so many fit 64 bits.
pub(crate) const MAX_DIGITS: usize = 18;

/// A plain decimal: `mantissa / 10^decimals`.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    pub mantissa: u64,
    pub decimals: u8,
}

/// Powers of ten, by their exponents.
const POWERS: [u64; 9] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

impl Plain {
    /// Reads digits with a point or none, which has to be there if `always`; what follows them, too. There is a digit before the
    /// point.
    #[inline]
    pub fn read(text: &[u8], point: u8, always: bool) -> Option<(Plain, &[u8])> {
        let mut plain = Plain::default();
        let whole = plain.digits(text)?;
        let mut rest = text.get(whole..)?;
        let mut fraction = 0;
        match rest.split_first() {
            Some((found, after)) if *found == point => {
                fraction = plain.digits(after)?;
                rest = after.get(fraction..)?;
                plain.decimals = u8::try_from(fraction).ok()?;
            }
            _ if always => return None,
            _ => {}
        }
        (whole > 0 && whole + fraction <= MAX_DIGITS).then_some((plain, rest))
    }

    /// Adds the digits that a text begins with; how many there are, if not too many.
    #[inline]
    fn digits(&mut self, text: &[u8]) -> Option<usize> {
        let mut count = 0;
        // Of more than eighteen digits, some are counted, and all of them together are too many.
        while count <= MAX_DIGITS {
            let (digits, value) = eight(text.get(count..)?);
            let power = POWERS.get(digits)?;
            self.mantissa = self.mantissa.wrapping_mul(*power).wrapping_add(value);
            count += digits;
            if digits < 8 {
                return Some(count);
            }
        }
        None
    }

    /// As a whole number of units of so many decimals.
    pub fn units(mut self, decimals: u8) -> Option<u64> {
        while self.decimals > decimals && self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.decimals -= 1;
        }
        let power = match decimals.checked_sub(self.decimals)? {
            0 => return Some(self.mantissa),
            missing => 10u64.checked_pow(missing.into())?,
        };
        self.mantissa.checked_mul(power)
    }
}

/// How many digits a text begins with, up to eight, and their value. Without a branch, as they are of any number: a wrong guess of
/// the processor takes longer than all of this.
#[inline]
pub(crate) fn eight(text: &[u8]) -> (usize, u64) {
    let bytes = match text.first_chunk::<8>() {
        Some(bytes) => *bytes,
        None => {
            let mut bytes = [0; 8];
            let spaces = bytes.iter_mut().zip(text);
            spaces.for_each(|(space, byte)| *space = *byte);
            bytes
        }
    };
    // The first character in the lowest byte, each digit as its value.
    let values = u64::from_le_bytes(bytes) ^ 0x3030_3030_3030_3030;
    // The highest bit of each byte above nine, up to the first one: what it adds to the ones after it is of no matter.
    let others = (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
    let count = others.trailing_zeros() / 8;
    // The last digit in the highest byte, and zeros before the first.
    let digits = values.checked_shl(64 - 8 * count).unwrap_or(0);
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    let value = (fours.wrapping_mul(10_000).wrapping_add(fours >> 32)) & 0xffff_ffff;
    (count as usize, value)
}
