//! Names of securities: which name one and the same, and which have a wrong check digit.
//!
//! ISIN: ISO 6166, whose check digit is that of Luhn over the digits, with A = 10 to Z = 35. CUSIP: ANSI X9.6. CUSIP Global
//! Services numbers the securities of the United States and Canada: their ISINs are the country, the CUSIP, a check digit.

use alloc::string::String;
use alloc::vec::Vec;

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

/// The name that a book gives to a security whose ISIN or CUSIP this is, in upper case and with right check digits: the ISIN,
/// or of a CUSIP the ISIN of the United States around it. A CUSIP that is in no such ISIN stays as it is: one of a private
/// placement (with `*`, `@` or `#`, which no ISIN has), and one that begins with a letter (CINS, of an issuer abroad).
/// `None` for any other text.
pub fn instrument_name(code: &str) -> Option<String> {
    if is_isin(code) {
        return Some(code.into());
    }
    is_cusip(code).then(|| us_isin(code).unwrap_or_else(|| code.into()))
}

/// All names of the security that an instrument's name means, in upper case and with itself: its CUSIP, and the ISINs of the
/// United States and of Canada around that. Nothing for a name that is no ISIN and no CUSIP, and so has no other.
pub fn names_of(instrument: &str) -> Vec<String> {
    let code = security_of(instrument).filter(|_| !instrument.starts_with("eip155:"));
    let mut names = Vec::new();
    if let Some(code) = code {
        let isins = COUNTRIES_OF_CUSIPS.map(|country| isin_around(country, &code));
        names.extend(isins.into_iter().flatten());
        names.push(code);
    }
    names
}

/// The countries whose securities CUSIP Global Services numbers.
const COUNTRIES_OF_CUSIPS: [&str; 2] = ["US", "CA"];

/// The ISIN of the United States around a CUSIP, unless it is a CINS or one of a private placement.
fn us_isin(cusip: &str) -> Option<String> {
    let domestic = cusip.starts_with(|c: char| c.is_ascii_digit());
    isin_around("US", cusip).filter(|_| domestic)
}

/// The ISIN of a country around a CUSIP; `None` if it is no CUSIP, or has a character that no ISIN has.
fn isin_around(country: &str, cusip: &str) -> Option<String> {
    let mut isin: String = [country, cusip].concat();
    isin.push('0');
    let digit = isin_sum(isin.as_bytes()).filter(|_| is_cusip(cusip))? % 10;
    isin.pop();
    isin.push(char::from(b'0' + ((10 - digit) % 10) as u8));
    Some(isin)
}

/// `ISIN` or `CUSIP`, if the name has the form of one in upper case and a wrong check digit. Of nine characters, those have
/// the form of a CUSIP that end with a digit and have three more among the first six: an issuer's number has as many.
pub fn mistyped_code(name: &str) -> Option<&'static str> {
    let upper = name
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"*@#".contains(&b));
    if !upper || !name.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    match name.len() {
        ISIN if is_isin_form(name) && !is_isin(name) => Some("ISIN"),
        CUSIP if digits(name.get(..6)?) >= 3 && !is_cusip(name) => Some("CUSIP"),
        _ => None,
    }
}

/// Two letters, nine letters or digits, and a digit. In upper case.
fn is_isin_form(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == ISIN
        && bytes.iter().take(2).all(u8::is_ascii_uppercase)
        && bytes.iter().all(|byte| base36(*byte).is_some())
        && bytes.last().is_some_and(u8::is_ascii_digit)
}

/// Whether a text is an ISIN: two letters, nine letters or digits, and the check digit of all of them, in upper case. The
/// letters may be any: `EZ` of derivatives, `XT` of digital tokens and `XS` of international securities are no country's.
pub fn is_isin(code: &str) -> bool {
    let right = || isin_sum(code.as_bytes()).is_some_and(|sum| sum % 10 == 0);
    is_isin_form(code) && right()
}

/// Luhn's sum of letters and digits; `None` if there is anything else.
fn isin_sum(code: &[u8]) -> Option<u32> {
    // From the right, every second digit is doubled; a letter is two digits.
    let (mut sum, mut double) = (0, false);
    for byte in code.iter().rev() {
        let value = base36(*byte)?;
        let (low, high) = (value % 10, value / 10);
        let digits = [Some(low), (value > 9).then_some(high)];
        for digit in digits.into_iter().flatten() {
            sum += if double { digit_sum(2 * digit) } else { digit };
            double = !double;
        }
    }
    Some(sum)
}

/// Whether a text is a CUSIP: eight letters, digits, `*`, `@` or `#`, and their check digit, in upper case. Numbers of private
/// placements and CINS are CUSIPs too.
pub fn is_cusip(code: &str) -> bool {
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
    fn a_code_leads_to_the_name_in_the_book_and_to_all_others() {
        for (code, name) in [
            ("91282CNT4", Some("US91282CNT44")),
            ("US91282CNT44", Some("US91282CNT44")),
            ("CA0084741085", Some("CA0084741085")),
            // A private placement, one of each sign, and a CINS.
            ("06417#AA8", Some("06417#AA8")),
            ("35908*AA7", Some("35908*AA7")),
            ("74340@AA0", Some("74340@AA0")),
            ("G01719114", Some("G01719114")),
            ("91282CNT5", None),
            ("91282cnt4", None),
            ("06417#AA9", None),
            ("cash:a", None),
        ] {
            assert_eq!(instrument_name(code).as_deref(), name, "{code}");
        }
        let names = ["US0084741083", "CA0084741085", "008474108"];
        for name in names {
            let mut found = names_of(name);
            found.sort_by_key(|found| names.iter().position(|name| name == found));
            assert_eq!(found[1..], names[1..]);
            assert!(found
                .iter()
                .all(|found| security_of(found) == security_of(name)));
        }
        assert_eq!(names_of("06417#AA8"), ["06417#AA8"]);
        for isin in ["EZ9724VTXK48", "XT5BPF9ZKF81"] {
            assert_eq!(names_of(isin), [isin]);
            assert_eq!(instrument_name(isin).as_deref(), Some(isin));
        }
        assert!(names_of("eip155:1/erc20:0x00").is_empty());
        assert!(names_of("operating").is_empty());
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
            "00000*A#7",
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
