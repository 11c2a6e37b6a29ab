//! Addresses of accounts (SEP-23): a byte for the kind, 32 of the key, two of a checksum, in base 32.

use crate::chain_family::TokenError;

/// Characters of an address.
const LENGTH: usize = 56;

/// The first byte of an account's address; in base 32 it is a `G`.
const ACCOUNT: u8 = 6 << 3;

/// Checks an account's address.
///
/// # Errors
/// [`TokenError`].
pub fn check(text: &str) -> Result<(), TokenError> {
    let bytes = decode(text).ok_or(TokenError::Form)?;
    let (body, sum) = bytes.split_last_chunk::<2>().ok_or(TokenError::Form)?;
    if body.first() != Some(&ACCOUNT) {
        return Err(TokenError::Form);
    }
    match crc16(body) == u16::from_le_bytes(*sum) {
        true => Ok(()),
        false => Err(TokenError::Checksum { standard: "SEP-23" }),
    }
}

/// 35 bytes in base 32 (RFC 4648): 56 characters, without padding and without a spare bit.
fn decode(text: &str) -> Option<Vec<u8>> {
    if text.len() != LENGTH {
        return None;
    }
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0u32, 0);
    for c in text.bytes() {
        let digit = match c {
            b'A'..=b'Z' => c - b'A',
            b'2'..=b'7' => c - b'2' + 26,
            _ => return None,
        };
        bits = (bits << 5 | u32::from(digit)) & 0xfff;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// CRC-16/XMODEM: the polynomial 0x1021, from zero.
fn crc16(bytes: &[u8]) -> u16 {
    let mut sum = 0u16;
    for byte in bytes {
        sum ^= u16::from(*byte) << 8;
        for _ in 0..8 {
            sum = match sum & 0x8000 {
                0 => sum << 1,
                _ => sum << 1 ^ 0x1021,
            };
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two issuers: of a tokenized fund, and of a stablecoin.
    const GOOD: [&str; 2] = [
        "GBHNGLLIE3KWGKCHIKMHJ5HVZHYIK7WTBE4QF5PLAKL4CJGSEU7HZIW5",
        "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN",
    ];

    #[test]
    fn checksums() {
        // The check value of the algorithm.
        assert_eq!(crc16(b"123456789"), 0x31c3);
        for good in GOOD {
            assert_eq!(check(good), Ok(()), "{good}");
            for at in 1..good.len() {
                let mut wrong = good.as_bytes().to_vec();
                if let Some(c) = wrong.get_mut(at) {
                    *c = if *c == b'A' { b'B' } else { b'A' };
                }
                let wrong = String::from_utf8(wrong).unwrap_or_default();
                let expected = Err(TokenError::Checksum { standard: "SEP-23" });
                assert_eq!(check(&wrong), expected, "{wrong}");
            }
        }
    }

    #[test]
    fn what_is_no_address() {
        let [good, _] = GOOD;
        let contract = "CCW67TSZV3SSS2HXMBQ5JFGCKJNXKZM7UQUWUZPUTHXSTZLEO7SJMI75";
        for bad in [
            "",
            "G",
            contract,
            &good.to_lowercase(),
            &good[1..],
            &format!("{good}A"),
            &good.replace('B', "1"),
        ] {
            assert_eq!(check(bad), Err(TokenError::Form), "{bad}");
        }
    }
}
