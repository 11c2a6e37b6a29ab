//! Decimals as integers of an EVM.

use crate::decimal::Decimal;

/// Bytes of a decimal: a mantissa of 32, big-endian, and how many decimals it has.
pub const NUMBER_BYTES: usize = 33;

/// The shortest form of a decimal: as few decimals as its value has, and for zero none. `None` if its mantissa has more than
/// 256 bits, or if it has more than 255 decimals.
pub fn number_bytes(value: &Decimal) -> Option<[u8; NUMBER_BYTES]> {
    let shortest = value.trimmed();
    let decimals = u8::try_from(shortest.decimals()).ok()?;
    let digits = shortest.mantissa().to_bytes_be();
    let start = NUMBER_BYTES.checked_sub(1 + digits.len())?;
    let mut bytes = [0; NUMBER_BYTES];
    let (mantissa, last) = bytes.split_last_chunk_mut::<1>()?;
    mantissa.get_mut(start..)?.copy_from_slice(&digits);
    *last = [decimals];
    Some(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Option<[u8; NUMBER_BYTES]> {
        number_bytes(&text.parse().unwrap())
    }

    #[test]
    fn values_have_one_form() {
        let form = |mantissa: u64, decimals| {
            let mut bytes = [0; NUMBER_BYTES];
            bytes[24..32].copy_from_slice(&mantissa.to_be_bytes());
            bytes[32] = decimals;
            Some(bytes)
        };
        for (text, mantissa, decimals) in [
            ("0", 0, 0),
            ("0.000", 0, 0),
            ("1", 1, 0),
            ("1.00", 1, 0),
            ("100", 100, 0),
            ("0.0100", 1, 2),
            ("12345.678900", 123_456_789, 4),
        ] {
            assert_eq!(bytes(text), form(mantissa, decimals), "{text}");
        }
    }

    #[test]
    fn a_mantissa_has_256_bits_and_no_more() {
        let most = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
        let mut expected = [255; NUMBER_BYTES];
        expected[32] = 0;
        assert_eq!(bytes(most), Some(expected));
        let more = "115792089237316195423570985008687907853269984665640564039457584007913129639936";
        assert_eq!(bytes(more), None);
        // Ten times as much with one decimal is the same value.
        let ten: Decimal = "10".parse().unwrap();
        let tenth: Decimal = "0.10".parse().unwrap();
        let same = &(&most.parse::<Decimal>().unwrap() * &ten) * &tenth;
        assert_eq!(number_bytes(&same), Some(expected));
        assert_eq!(
            number_bytes(&Decimal::new(1u8, 255)).unwrap()[31..],
            [1, 255]
        );
        assert_eq!(number_bytes(&Decimal::new(1u8, 256)), None);
    }
}
