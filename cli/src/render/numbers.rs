//! Numbers for people.

use assay_statement::Decimal;

/// Seconds as days, hours and minutes.
pub fn duration(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}

/// A decimal with thousands separators.
pub fn grouped(decimal: &Decimal) -> String {
    let text = decimal.to_string();
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text.as_str(), None),
    };
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out += fraction;
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn groups_thousands() {
        let show = |text: &str| grouped(&text.parse().unwrap());
        assert_eq!(show("0"), "0");
        assert_eq!(show("999.5"), "999.5");
        assert_eq!(show("1000"), "1,000");
        assert_eq!(show("123456789.123456"), "123,456,789.123456");
    }

    #[test]
    fn tells_durations() {
        assert_eq!(duration(59), "0 min");
        assert_eq!(duration(3_660), "1 h 1 min");
        assert_eq!(duration(90_000), "1 d 1 h");
    }
}
