//! Figures as text: three significant digits, a unit, thousands separators.

/// What stands for a figure that was not measured.
pub(super) const NOT_RUN: &str = "not run";

/// Rounds to three significant digits.
fn rounded(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let unit = 10f64.powi(value.log10().floor() as i32 - 2);
    (value / unit).round() * unit
}

/// Three significant digits with separators: `0.0123`, `1.23`, `12.3`, `123`, `12,300`.
pub(super) fn digits(value: f64) -> String {
    let value = rounded(value);
    if value >= 100.0 {
        return count(value.round() as u64);
    }
    let magnitude = if value > 0.0 {
        value.log10().floor() as i32
    } else {
        0
    };
    format!("{value:.*}", (2 - magnitude).max(0) as usize)
}

/// An integer with separators: `1,000,000`.
pub(super) fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A value in the largest unit of `units`, pairs of a name and a size, in which it is one or more.
fn in_units(value: f64, units: &[(&str, f64)]) -> String {
    // What rounds up to a unit is shown in it.
    let fits = units.iter().rev().find(|(_, size)| rounded(value) >= *size);
    let (name, size) = fits.or(units.first()).copied().unwrap_or(("", 1.0));
    format!("{} {name}", digits(value / size))
}

/// A time in nanoseconds: `67.2 ms`.
pub(super) fn time(nanoseconds: f64) -> String {
    in_units(
        nanoseconds,
        &[("ns", 1.0), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)],
    )
}

/// Exact bytes: `4,384 B`.
pub(super) fn bytes(value: u64) -> String {
    format!("{} B", count(value))
}

/// Memory or large files, in KiB: `8.12 MiB`.
pub(super) fn kib(value: u64) -> String {
    in_units(
        value as f64,
        &[("KiB", 1.0), ("MiB", 1024.0), ("GiB", 1024.0 * 1024.0)],
    )
}

/// A number of things a second: `6.82 million`.
pub(super) fn millions(value: f64) -> String {
    format!("{} million", digits(value / 1e6))
}

/// How many times as long: `2.61`.
pub(super) fn ratio(value: f64, unit: f64) -> String {
    digits(value / unit)
}

/// The figure, or that it was not measured.
pub(super) fn or_not_run<T>(value: Option<T>, text: impl FnOnce(T) -> String) -> String {
    value.map_or_else(|| NOT_RUN.to_string(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits() {
        let texts = [
            0.0, 0.012_345, 1.0, 9.996, 12.34, 99.96, 123.4, 999.6, 12_345.0,
        ]
        .map(digits);
        let expected = [
            "0.00", "0.0123", "1.00", "10.0", "12.3", "100", "123", "1,000", "12,300",
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn units_follow_the_rounded_value() {
        let texts = [0.5, 999.4, 999.6, 67_234_567.0, 999_600_000.0, 61e9].map(time);
        let expected = [
            "0.500 ns", "999 ns", "1.00 µs", "67.2 ms", "1.00 s", "61.0 s",
        ];
        assert_eq!(texts, expected);
        assert_eq!(
            [1023, 8192, 1 << 21].map(kib),
            ["1,020 KiB", "8.00 MiB", "2.00 GiB"]
        );
    }

    #[test]
    fn separators() {
        assert_eq!(
            [0, 999, 1000, 4384, 1_000_000].map(count),
            ["0", "999", "1,000", "4,384", "1,000,000"]
        );
        assert_eq!(bytes(4384), "4,384 B");
        assert_eq!(millions(6_824_000.0), "6.82 million");
        assert_eq!(ratio(174.0, 67.0), "2.60");
    }
}
