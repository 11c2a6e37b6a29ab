//! Numbers of cells, exactly.
//!
//! A cell has its number as text. Programs write what they hold, which is a binary number, with 15 to 17 digits; Excel itself
//! shows and takes 15. A number of up to 15 digits is one binary number, and no other of 15 digits is the same, so it can be
//! read as it stands. One of 16 or 17 digits is read if it is what such a program writes of a number of up to 15. All others
//! may have lost digits on their way into the file.

use zeroize::Zeroizing;

/// Digits that a spreadsheet keeps.
const KEPT: usize = 15;

/// Most digits that programs write of a binary number.
const WRITTEN: usize = 17;

/// Largest power of ten, either way.
const MAX_EXPONENT: u32 = 30;

/// What is not read, and what to do about it.
const TOO_EXACT: &str = "a number of more than 15 digits, of which a spreadsheet keeps 15; have the column formatted as text before the numbers are put in, round what a formula made, or ask for the list as CSV";
const NO_NUMBER: &str = "a number that is malformed; save the spreadsheet again";

/// A number as digits, sign and a power of ten; no zero is at either end of the digits.
struct Number {
    negative: bool,
    digits: Zeroizing<String>,
    /// Where the point is, from the first digit.
    point: i32,
}

impl Number {
    fn read(text: &str) -> Option<Number> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match rest.split_once(['E', 'e']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (rest, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let length = whole.len() + fraction.len();
        if !all_digits(whole) || !all_digits(fraction) || !(1..=64).contains(&length) {
            return None;
        }
        let mut all = Zeroizing::new(String::with_capacity(length));
        all.push_str(whole);
        all.push_str(fraction);
        let zeros = all.len() - all.trim_start_matches('0').len();
        let digits = Zeroizing::new(all.trim_matches('0').to_string());
        let point = i32::try_from(whole.len()).ok()? - i32::try_from(zeros).ok()?;
        let point = point.checked_add(exponent)?;
        Some(Number {
            negative: negative && !digits.is_empty(),
            point: if digits.is_empty() { 0 } else { point },
            digits,
        })
    }

    /// As a plain decimal.
    fn plain(&self, into: &mut String) {
        let count = self.digits.len() as i32;
        if self.negative {
            into.push('-');
        }
        let zeros = |into: &mut String, count: i32| (0..count).for_each(|_| into.push('0'));
        let whole = usize::try_from(self.point.clamp(0, count)).unwrap_or_default();
        let (before, after) = self.digits.split_at(whole);
        into.push_str(if before.is_empty() { "0" } else { before });
        zeros(into, self.point - count);
        if !after.is_empty() {
            into.push('.');
            zeros(into, -self.point);
            into.push_str(after);
        }
    }
}

/// A number of up to 15 digits whose binary number is written as this one of 16 or 17.
fn shorter(number: &Number) -> Option<Number> {
    let text = Zeroizing::new(format!("0.{}e{}", number.digits.as_str(), number.point));
    // The one place with a binary number: what is asked is which decimals are the same one.
    let binary: f64 = text.parse().ok()?;
    let written = |decimals: usize| Number::read(&Zeroizing::new(format!("{binary:.decimals$e}")));
    let as_written = [written(WRITTEN - 1)?, written(WRITTEN - 2)?];
    let is_written = as_written
        .iter()
        .any(|other| other.digits == number.digits && other.point == number.point);
    let kept = Zeroizing::new(format!("{:.*e}", KEPT - 1, binary));
    let same = kept.parse() == Ok(binary);
    let mut found = Number::read(&kept).filter(|_| is_written && same)?;
    found.negative = number.negative;
    Some(found)
}

/// The number of a cell as a plain decimal, added to a text with room for it.
///
/// # Errors
/// What it is instead, and what to do about it.
pub(super) fn exact(text: &str, into: &mut String) -> Result<(), &'static str> {
    let number = Number::read(text.trim()).ok_or(NO_NUMBER)?;
    if number.point.unsigned_abs() > MAX_EXPONENT {
        return Err(TOO_EXACT);
    }
    match number.digits.len() {
        0..=KEPT => number.plain(into),
        _ if number.digits.len() > WRITTEN => return Err(TOO_EXACT),
        _ => shorter(&number).ok_or(TOO_EXACT)?.plain(into),
    }
    Ok(())
}

/// What is before the point of a number, if it is not below zero and has up to six digits: a day. The time behind the point has
/// more digits than a spreadsheet keeps.
pub(super) fn days(text: &str) -> Option<i64> {
    let number = Number::read(text)?;
    let whole = usize::try_from(number.point)
        .ok()
        .filter(|_| !number.negative)?;
    let zeros = whole.saturating_sub(number.digits.len());
    let digits = number.digits.get(..whole.min(number.digits.len()))?;
    match (digits, whole) {
        ("", _) => Some(0),
        (_, 0..=6) => Some(digits.parse::<i64>().ok()? * 10i64.pow(zeros as u32)),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, &'static str> {
        let mut plain = String::new();
        exact(text, &mut plain).map(|()| plain)
    }

    #[test]
    fn decimals_are_read_as_they_stand() {
        for (text, plain) in [
            ("0", "0"),
            ("-0", "0"),
            ("0.0E5", "0"),
            ("1", "1"),
            ("0.125", "0.125"),
            ("1250000.50", "1250000.5"),
            ("1E3", "1000"),
            ("1.5e+06", "1500000"),
            ("1e-07", "0.0000001"),
            ("12.5E-1", "1.25"),
            ("-5", "-5"),
            (".5", "0.5"),
            ("999999999999999", "999999999999999"),
            ("9999999999999.99", "9999999999999.99"),
            ("1000000000000000000", "1000000000000000000"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(plain), "{text}");
        }
    }

    #[test]
    fn what_programs_write_of_decimals_is_these() {
        for (text, plain) in [
            ("0.10000000000000001", "0.1"),
            ("1.1000000000000001", "1.1"),
            ("-1.1000000000000001", "-1.1"),
            ("1250000.5700000001", "1250000.57"),
            ("0.28999999999999998", "0.29"),
            ("9.9999999999999995E-7", "0.000001"),
            ("4900000.2999999998", "4900000.3"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(plain), "{text}");
        }
    }

    #[test]
    fn days_are_before_the_point() {
        for (text, count) in [
            ("46346", Some(46346)),
            ("46346.729166666664", Some(46346)),
            ("4.6346E4", Some(46346)),
            ("46340", Some(46340)),
            ("5E5", Some(500_000)),
            ("0.5", Some(0)),
            ("0", Some(0)),
            ("0.05", None),
            ("-1", None),
            ("1000000", None),
            ("x", None),
        ] {
            assert_eq!(days(text), count, "{text}");
        }
    }

    #[test]
    fn what_has_lost_digits_is_refused() {
        for text in [
            "0.30000000000000004",
            "1234567890123457",
            "12345678901234001",
            "0.10000000000000002",
            "0.1000000000000000055",
            "0.1000000000000000",
            "100000000000000000001",
            "1e300",
            "1e-40",
        ] {
            let found = read(text);
            match text {
                "0.1000000000000000" => assert_eq!(found.as_deref(), Ok("0.1")),
                _ => assert_eq!(found, Err(TOO_EXACT), "{text}"),
            }
        }
        for text in [
            "", "x", "1,5", "1.2.3", "1e", "--1", "1e5.5", "0x10", "inf", "NaN",
        ] {
            assert_eq!(read(text), Err(NO_NUMBER), "{text}");
        }
    }

    proptest! {
        #[test]
        fn decimals_come_back(mantissa in 1u64..999_999_999_999_999, decimals in 0usize..=15) {
            let digits = format!("{mantissa:0width$}", width = decimals + 1);
            let (whole, fraction) = digits.split_at(digits.len() - decimals);
            let fraction = fraction.trim_end_matches('0');
            let plain = if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") };
            let binary: f64 = plain.parse().unwrap();
            // As Excel, openpyxl, XlsxWriter and others write it.
            for text in [plain.clone(), format!("{binary}"), format!("{binary:.16e}"), format!("{binary:.15e}"), format!("{binary:e}")] {
                prop_assert_eq!(read(&text), Ok(plain.clone()), "{}", text);
            }
        }

        #[test]
        fn what_is_read_is_the_same_binary_number(text in "-?[0-9]{1,18}(\\.[0-9]{0,18})?(E[+-]?[0-9]{1,2})?") {
            if let Ok(plain) = read(&text) {
                prop_assert_eq!(plain.parse::<f64>().unwrap(), text.parse::<f64>().unwrap());
            }
        }
    }
}
