//! Numbers as price lists write them.

use assay_statement::Decimal;

/// Longest number that is read.
const MAX_LENGTH: usize = 60;

/// The exact value of a number with this decimal point, and groups of three digits with this separator or without one. `None` for
/// anything else: a sign, an exponent, a currency, groups of other lengths.
pub(crate) fn plain_number(text: &str, point: &str, thousands: Option<&str>) -> Option<Decimal> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    let (whole, fraction) = match text.split_once(point) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let whole = match thousands {
        Some(separator) if whole.contains(separator) => ungrouped(whole, separator)?,
        _ => whole.into(),
    };
    match fraction {
        Some(fraction) => format!("{whole}.{fraction}").parse().ok(),
        None => whole.parse().ok(),
    }
}

/// The digits of `1,234,567`.
fn ungrouped(whole: &str, separator: &str) -> Option<String> {
    let mut groups = whole.split(separator);
    let first = groups
        .next()
        .filter(|first| (1..=3).contains(&first.len()))?;
    let mut digits = String::from(first);
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, point: &str, thousands: Option<&str>) -> Option<String> {
        plain_number(text, point, thousands).map(|number| number.to_string())
    }

    #[test]
    fn reads_numbers_of_the_layout_alone() {
        for (text, point, thousands, found) in [
            ("99.8650", ".", None, Some("99.8650")),
            ("0", ".", None, Some("0")),
            ("1,234.5", ".", Some(","), Some("1234.5")),
            ("1234.5", ".", Some(","), Some("1234.5")),
            ("1.234.567,25", ",", Some("."), Some("1234567.25")),
            ("99,865", ",", None, Some("99.865")),
            // A comma that is a point in another layout moves no digit here.
            ("99,865", ".", None, None),
            ("99,86", ".", Some(","), None),
            ("1,2345", ".", Some(","), None),
            (",234", ".", Some(","), None),
            ("1.2,345", ".", Some(","), None),
            ("-1", ".", None, None),
            ("+1", ".", None, None),
            ("1e2", ".", None, None),
            ("99.", ".", None, None),
            (".5", ".", None, None),
            ("$1", ".", None, None),
            ("1.2.3", ".", None, None),
            ("\u{663}", ".", None, None),
            ("", ".", None, None),
        ] {
            assert_eq!(read(text, point, thousands).as_deref(), found, "{text}");
        }
        assert_eq!(read(&"1".repeat(61), ".", None), None);
    }

    proptest! {
        #[test]
        fn grouped_and_ungrouped_are_the_same_number(whole: u64, fraction in "[0-9]{1,12}") {
            let plain = format!("{whole}.{fraction}");
            let digits = whole.to_string();
            let mut grouped = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at).is_multiple_of(3) {
                    grouped.push(' ');
                }
                grouped.push(digit);
            }
            let expected: Decimal = plain.parse().unwrap();
            prop_assert_eq!(plain_number(&plain, ".", Some(" ")), Some(expected.clone()));
            prop_assert_eq!(plain_number(&format!("{grouped},{fraction}"), ",", Some(" ")), Some(expected));
        }
    }
}
