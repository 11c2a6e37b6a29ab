//! Decimals, integers, times and identifiers against plain readings of their grammars.

use assay_statement::{
    ChainId, Currency, Date, Decimal, Digest, HexBytes, Id, Integer, PointBytes, Subject, Timestamp,
};
use num_bigint::BigUint;

use crate::message;

/// Reads `text` as `T`: readable exactly if `good`, from JSON too, and printed as it was written.
fn spelled<T>(text: &str, good: bool) -> Option<T>
where
    T: std::str::FromStr<Err: std::fmt::Display> + std::fmt::Display + PartialEq + std::fmt::Debug,
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    let parsed = text.parse::<T>();
    assert_eq!(parsed.is_ok(), good, "{text:?}");
    let json = serde_json::Value::from(text);
    let from_json = serde_json::from_value::<T>(json.clone());
    match parsed {
        Err(error) => {
            message::check(&error);
            assert!(from_json.is_err());
            None
        }
        Ok(value) => {
            assert_eq!(value.to_string(), text);
            assert_eq!(serde_json::to_value(&value).unwrap(), json);
            assert_eq!(from_json.unwrap(), value);
            Some(value)
        }
    }
}

/// Two lines, each as a decimal and as an integer; then their arithmetic.
pub fn decimals(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (first, second) = text.split_once('\n').unwrap_or((&text, "1"));
    integer(first);
    if let (Some(a), Some(b)) = (decimal(first), decimal(second)) {
        arithmetic(&a, &b);
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn whole(text: &str) -> bool {
    digits(text) && (text == "0" || !text.starts_with('0'))
}

fn decimal(text: &str) -> Option<Decimal> {
    let good = match text.split_once('.') {
        None => whole(text) && text.len() <= 78,
        Some((integer, fraction)) => {
            let length = integer.len() + fraction.len();
            whole(integer) && digits(fraction) && fraction.len() <= 30 && length <= 78
        }
    };
    let value = spelled::<Decimal>(text, good)?;
    let (integer, fraction) = text.split_once('.').unwrap_or((text, ""));
    assert_eq!(value.decimals() as usize, fraction.len());
    assert_eq!(
        value.mantissa().to_string(),
        without_zeros(&[integer, fraction].concat())
    );
    assert_eq!(
        value.is_zero(),
        !text.bytes().any(|b| matches!(b, b'1'..=b'9'))
    );
    let trimmed = value.trimmed();
    assert!(trimmed.cmp_value(&value).is_eq());
    assert!(trimmed.decimals() == 0 || !trimmed.to_string().ends_with('0'));
    let scaled = value.scaled(trimmed.decimals());
    assert_eq!(scaled.as_ref(), Some(trimmed.mantissa()));
    if let Some(less) = trimmed.decimals().checked_sub(1) {
        assert_eq!(value.scaled(less), None);
    }
    Some(value)
}

fn without_zeros(digits: &str) -> &str {
    match digits.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    }
}

fn integer(text: &str) {
    if let Some(Integer(value)) = spelled(text, whole(text) && text.len() <= 78) {
        assert_eq!(value.to_string(), text);
    }
}

/// Sums, products, differences and comparisons are those of fractions over a common denominator.
fn arithmetic(a: &Decimal, b: &Decimal) {
    let power = |exponent: u32| BigUint::from(10u32).pow(exponent);
    // Over 10^(decimals of a + decimals of b).
    let decimals = a.decimals() + b.decimals();
    let (left, right) = (
        a.mantissa() * power(b.decimals()),
        b.mantissa() * power(a.decimals()),
    );
    let is = |found: &Decimal, expected: &BigUint| {
        assert_eq!(
            found.mantissa() * power(decimals),
            expected * power(found.decimals())
        );
    };
    assert_eq!(a.cmp_value(b), left.cmp(&right));
    is(&(a + b), &(&left + &right));
    is(&(b + a), &(&left + &right));
    let product = a * b;
    assert_eq!(
        product.mantissa() * power(decimals),
        a.mantissa() * b.mantissa() * power(product.decimals())
    );
    match a.checked_sub(b) {
        Some(difference) => is(&difference, &(&left - &right)),
        None => assert!(left < right),
    }
}

/// Two lines, each as a time and as a date; eight bytes as seconds.
pub fn times(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (first, second) = text
        .split_once('\n')
        .unwrap_or((&text, "2026-03-31T21:00:00Z"));
    if let (Some(a), Some(b)) = (timestamp(first), timestamp(second)) {
        assert_eq!(a.cmp(&b), first.cmp(second));
        assert_eq!(a.cmp(&b), a.unix().cmp(&b.unix()));
    }
    if let (Some(a), Some(b)) = (date(first), date(second)) {
        assert_eq!(a.cmp(&b), first.cmp(second));
        assert_eq!(
            a.days_until(b),
            days(second).unwrap() - days(first).unwrap()
        );
        assert_eq!(a.days_since(b), -a.days_until(b));
    }
    let Some(seconds) = bytes.first_chunk().map(|chunk| i64::from_le_bytes(*chunk)) else {
        return;
    };
    // Years 0 to 9999.
    let good = (-62_167_219_200..=253_402_300_799).contains(&seconds);
    match Timestamp::from_unix(seconds) {
        Ok(time) => {
            assert!(good);
            assert_eq!(time.unix(), seconds);
            assert_eq!(timestamp(&time.to_string()), Some(time));
        }
        Err(_) => assert!(!good),
    }
}

fn date(text: &str) -> Option<Date> {
    spelled(text, days(text).is_some())
}

fn timestamp(text: &str) -> Option<Timestamp> {
    let seconds = seconds(text);
    let time: Timestamp = spelled(text, seconds.is_some())?;
    assert_eq!(Some(time.unix()), seconds);
    assert_eq!(Timestamp::from_unix(time.unix()), Ok(time));
    assert_eq!(time.date().to_string(), text[..10]);
    Some(time)
}

/// Two digits, each a number up to the limit.
fn number(text: &str, limit: i64) -> Option<i64> {
    let number = digits(text).then(|| text.parse().ok())??;
    (number <= limit).then_some(number)
}

/// Days since 1970-01-01, counted year by year and month by month.
fn days(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if [year.len(), month.len(), day.len()] != [4, 2, 2] || parts.next().is_some() {
        return None;
    }
    let (year, month, day) = (number(year, 9999)?, number(month, 12)?, number(day, 31)?);
    let leap = |y: i64| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    let lengths = [
        31,
        28 + i64::from(leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let before = usize::try_from(month - 1).ok()?;
    if day == 0 || day > lengths[before] {
        return None;
    }
    let leap_days = |y: i64| y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400);
    let years = (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969);
    Some(years + lengths[..before].iter().sum::<i64>() + day - 1)
}

fn seconds(text: &str) -> Option<i64> {
    let (day, time) = text.split_once('T')?;
    let mut parts = time.strip_suffix('Z')?.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    if [hour.len(), minute.len(), second.len()] != [2, 2, 2] || parts.next().is_some() {
        return None;
    }
    let clock = (number(hour, 23)? * 60 + number(minute, 59)?) * 60 + number(second, 59)?;
    Some(days(day)? * 86_400 + clock)
}

/// Any text as every kind of identifier, and as hex.
pub fn ids(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let graphic = !text.is_empty() && text.bytes().all(|b| (b'!'..=b'~').contains(&b));
    if let Some(id) = spelled::<Id>(text, graphic && text.len() <= 128) {
        assert_eq!(id.as_str(), text);
    }
    if let Some(subject) = spelled::<Subject>(text, graphic && text.len() <= 256) {
        assert_eq!(subject.as_str(), text);
    }
    spelled::<ChainId>(text, is_chain(text));
    let upper = text
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    spelled::<Currency>(text, upper && (3..=12).contains(&text.len()));
    let hex = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let even = text.len().is_multiple_of(2);
    if let Some(found) = spelled::<HexBytes>(text, hex && even && text.len() <= 2 << 16) {
        let byte = |i: usize| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap();
        assert!(found
            .0
            .iter()
            .enumerate()
            .all(|(i, found)| *found == byte(i)));
        assert_eq!(found.0.len() * 2, text.len());
    }
    spelled::<Digest>(text, hex && text.len() == 64);
    spelled::<PointBytes>(text, hex && matches!(text.len(), 64 | 192));
}

/// CAIP-2: a name of 3 to 8, a colon, a reference of 1 to 32 characters.
fn is_chain(text: &str) -> bool {
    let mut parts = text.split(':');
    let (Some(namespace), Some(reference), None) = (parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let any = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (3..=8).contains(&namespace.len())
        && namespace.chars().all(small)
        && (1..=32).contains(&reference.len())
        && reference.chars().all(any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn take_good_and_bad_values() {
        for text in [
            "0.50\n12",
            "01\n1",
            "1\n0.000000000000000000000000000001",
            "é",
        ] {
            decimals(text.as_bytes());
        }
        for text in [
            "2024-02-29T23:59:59Z",
            "0000-01-01\n9999-12-31",
            "2023-02-29",
            "\0\0\0\0\0\0\0\0",
        ] {
            times(text.as_bytes());
        }
        for text in ["eip155:1", "USD", &"0f".repeat(32), "", "a b"] {
            ids(text.as_bytes());
        }
        assert_eq!(days("1970-01-01"), Some(0));
        assert_eq!(days("2026-03-31"), Some(20_543));
        assert_eq!(seconds("2026-03-31T21:00:05Z"), Some(1_774_990_805));
    }
}
