//! The metadata of a denomination: `cosmos.bank.v1beta1.Metadata`, a message of Protocol Buffers.
//!
//! ```text
//!   Metadata:   2 denom_units (repeated DenomUnit)   3 base    4 display    others are passed over
//!   DenomUnit:  1 denom    2 exponent                others are passed over
//! ```

use super::protobuf::{fields, Field};

/// The decimals of this denomination: the exponent of the unit that is displayed. `None` if it is no metadata of the
/// denomination, or does not say.
pub fn decimals(message: &[u8], denom: &str) -> Option<u64> {
    let (mut base, mut display) = (None, None);
    let mut units = Vec::new();
    for field in fields(message)? {
        match field {
            (2, Field::Bytes(unit)) => units.push(unit_of(unit)?),
            (3, Field::Bytes(text)) => base = Some(text),
            (4, Field::Bytes(text)) => display = Some(text),
            _ => {}
        }
    }
    let exponent = |name: &[u8]| {
        let mut same = units.iter().filter(|(unit, _)| *unit == name);
        let (_, exponent) = same.next()?;
        // Two units of one name say nothing.
        same.next().is_none().then_some(*exponent)
    };
    let is_base = base? == denom.as_bytes() && exponent(denom.as_bytes())? == 0;
    is_base.then(|| exponent(display?)).flatten()
}

/// Name and exponent of a unit. An exponent that is not there is zero.
fn unit_of(message: &[u8]) -> Option<(&[u8], u64)> {
    let (mut name, mut exponent) = (None, 0);
    for field in fields(message)? {
        match field {
            (1, Field::Bytes(text)) => name = Some(text),
            (2, Field::Number(number)) => exponent = number,
            _ => {}
        }
    }
    Some((name?, exponent))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::chains::cosmos::protobuf::{bytes, number};

    fn unit(name: &str, exponent: u64) -> Vec<u8> {
        bytes(
            2,
            &[bytes(1, name.as_bytes()), number(2, exponent)].concat(),
        )
    }

    /// Metadata as the bank module stores it.
    pub fn metadata(base: &str, display: &str, exponent: u64) -> Vec<u8> {
        [
            bytes(1, b"for tests"),
            unit(base, 0),
            unit(display, exponent),
            bytes(3, base.as_bytes()),
            bytes(4, display.as_bytes()),
            bytes(5, b"Test"),
            bytes(6, b"TEST"),
        ]
        .concat()
    }

    #[test]
    fn the_unit_that_is_displayed() {
        let message = metadata("uusdc", "usdc", 6);
        assert_eq!(decimals(&message, "uusdc"), Some(6));
        assert_eq!(decimals(&message, "usdc"), None);
        let shown_as_it_is = [unit("token", 0), bytes(3, b"token"), bytes(4, b"token")].concat();
        assert_eq!(decimals(&shown_as_it_is, "token"), Some(0));
        // Fields of other kinds, such as ones to come, change nothing.
        let more = [
            &message[..],
            &[
                0x48, 0xff, 0x01, 0x51, 0, 0, 0, 0, 0, 0, 0, 0, 0x5d, 0, 0, 0, 0,
            ],
        ]
        .concat();
        assert_eq!(decimals(&more, "uusdc"), Some(6));
    }

    #[test]
    fn what_does_not_say() {
        let twice = [metadata("uusdc", "usdc", 6), unit("usdc", 7)].concat();
        let no_display = [unit("uusdc", 0), unit("usdc", 6), bytes(3, b"uusdc")].concat();
        let other_base = [
            unit("uusdc", 3),
            unit("usdc", 6),
            bytes(3, b"uusdc"),
            bytes(4, b"usdc"),
        ]
        .concat();
        for message in [
            twice,
            no_display,
            other_base,
            vec![],
            vec![0x0b],
            vec![0x12],
        ] {
            assert_eq!(decimals(&message, "uusdc"), None, "{message:?}");
        }
        let whole = metadata("uusdc", "usdc", 6);
        for cut in 0..whole.len() - 1 {
            let _ = decimals(&whole[..cut], "uusdc");
        }
    }
}
