//! Names of securities: which name one and the same, and which have a wrong check digit.
//!
//! ISIN: ISO 6166, whose check digit is that of Luhn over the digits, with A = 10 to Z = 35. CUSIP: ANSI X9.6. CUSIP Global
//! Services numbers the securities of the United States and Canada: their ISINs are the country, the CUSIP, a check digit.

use alloc::string::String;

/// Length of an ISIN.
const ISIN: usize = 12;

/// Length of a CUSIP.
const CUSIP: usize = 9;

/// What the name of an instrument means, if it is a code that several spellings may have: equal for the names of one
/// security. A US or Canadian ISIN means the CUSIP inside it, other ISINs and CUSIPs mean themselves in upper case, tokens of
/// EVM chains (`eip155:...`) themselves in lower case. Any other name, and a code with a wrong check digit, gives `None`: it
/// names what it is, and is unique for its custodian.
pub fn security_of(instrument: &str) -> Option<String> {
    if instrument.starts_with("eip155:") {
        return Some(instrument.to_ascii_lowercase());
    }
    if !matches!(instrument.len(), ISIN | CUSIP) {
        return None;
    }
    let code = instrument.to_ascii_uppercase();
    match code.len() {
        ISIN if is_isin(&code) => {
            let cusip = code.get(2..2 + CUSIP).filter(|cusip| is_cusip(cusip));
            match cusip {
                Some(cusip) if code.starts_with("US") || code.starts_with("CA") => {
                    Some(cusip.into())
                }
                _ => Some(code),
            }
        }
        CUSIP if is_cusip(&code) => Some(code),
        _ => None,
    }
}

/// `ISIN` or `CUSIP`, if the name has the form of one in upper case and a wrong check digit. Of nine characters, those have
/// the form of a CUSIP that end with a digit and have three more among the first six: an issuer's number has as many.
pub fn mistyped_code(name: &str) -> Option<&'static str> {
    let upper = name
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if !upper || !name.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    match name.len() {
        ISIN if digits(name.get(..2)?) == 0 && !is_isin(name) => Some("ISIN"),
        CUSIP if digits(name.get(..6)?) >= 3 && !is_cusip(name) => Some("CUSIP"),
        _ => None,
    }
}

/// Two letters, nine letters or digits, and the check digit of all of them. In upper case.
fn is_isin(code: &str) -> bool {
    let bytes = code.as_bytes();
    let form = bytes.len() == ISIN
        && bytes.iter().take(2).all(u8::is_ascii_uppercase)
        && bytes.last().is_some_and(u8::is_ascii_digit);
    // From the right, every second digit is doubled; a letter is two digits.
    let (mut sum, mut double) = (0, false);
    for byte in bytes.iter().rev() {
        let Some(value) = base36(*byte) else {
            return false;
        };
        let (low, high) = (value % 10, value / 10);
        let digits = [Some(low), (value > 9).then_some(high)];
        for digit in digits.into_iter().flatten() {
            sum += if double { digit_sum(2 * digit) } else { digit };
            double = !double;
        }
    }
    form && sum % 10 == 0
}

/// Eight characters and their check digit. In upper case.
fn is_cusip(code: &str) -> bool {
    let bytes = code.as_bytes();
    let mut sum = 0;
    for (place, byte) in bytes.iter().enumerate() {
        let value = match byte {
            b'*' => 36,
            b'@' => 37,
            b'#' => 38,
            other => match base36(*other) {
                Some(value) => value,
                None => return false,
            },
        };
        // The check digit is the ninth, and is not doubled.
        sum += digit_sum(if place % 2 == 1 { 2 * value } else { value });
    }
    bytes.len() == CUSIP && bytes.last().is_some_and(u8::is_ascii_digit) && sum % 10 == 0
}

fn digit_sum(value: u32) -> u32 {
    value / 10 + value % 10
}

/// 0 to 9, and A = 10 to Z = 35.
fn base36(byte: u8) -> Option<u32> {
    match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A') + 10),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_security_has_one_meaning() {
        for name in ["US91282CNT44", "91282CNT4", "us91282cnt44", "91282cnt4"] {
            assert_eq!(security_of(name).as_deref(), Some("91282CNT4"), "{name}");
        }
        for name in ["CA0084741085", "008474108"] {
            assert_eq!(security_of(name).as_deref(), Some("008474108"), "{name}");
        }
        // The number inside is not a CUSIP, or not of a country whose ISINs are made of CUSIPs.
        for name in ["GB0002634946", "DE0007164600", "AU0000XVGZA3"] {
            assert_eq!(security_of(name).as_deref(), Some(name), "{name}");
        }
        let lower = "eip155:1/erc20:0x00000000219ab540356cbb839cbe05303d7705fa";
        let mixed = "eip155:1/erc20:0x00000000219ab540356cBB839Cbe05303d7705Fa";
        assert_eq!(security_of(mixed), security_of(lower));
        assert_ne!(security_of(mixed), None);
        // The check digits are wrong, or there are none.
        for name in [
            "US91282CNT45",
            "91282CNT5",
            "cash:operating",
            "operating",
            "solana:x",
            "",
            "91282CNTé",
        ] {
            assert_eq!(security_of(name), None, "{name}");
        }
    }

    #[test]
    fn check_digits() {
        // Alphabet, Microsoft, a Treasury bill, a CINS, and characters of private placements.
        for cusip in [
            "38259P508",
            "594918104",
            "912797RS8",
            "G01719114",
            "912797SB4",
        ] {
            assert!(is_cusip(cusip), "{cusip}");
            for digit in b'0'..=b'9' {
                let mut other = String::from(&cusip[..8]);
                other.push(char::from(digit));
                assert_eq!(is_cusip(&other), other == cusip, "{other}");
                assert_eq!(mistyped_code(&other), (other != cusip).then_some("CUSIP"));
            }
        }
        for isin in [
            "US0378331005",
            "US38259P5089",
            "GB0002634946",
            "AU0000XVGZA3",
            "US912797RS85",
        ] {
            assert!(is_isin(isin), "{isin}");
            for digit in b'0'..=b'9' {
                let mut other = String::from(&isin[..11]);
                other.push(char::from(digit));
                assert_eq!(is_isin(&other), other == isin, "{other}");
                assert_eq!(mistyped_code(&other), (other != isin).then_some("ISIN"));
            }
        }
        for name in [
            "fund-0001",
            "FUND00001",
            "REPO00007",
            "operating",
            "mmfund000001",
            "cash:operating",
            "1234567890",
        ] {
            assert_eq!(mistyped_code(name), None, "{name}");
        }
    }
}
