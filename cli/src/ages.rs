//! Ages on the command line: `36h`, `2d`, `90m`, `300s`.

/// Seconds in `36h`, `2d`, `90m` or `300s`.
pub fn parse_age(text: &str) -> Result<u64, String> {
    let parse = || {
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let seconds: u64 = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => return None,
        };
        let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        digits
            .then(|| number.parse::<u64>().ok()?.checked_mul(seconds))
            .flatten()
    };
    parse().ok_or_else(|| "expected a whole number and a unit s, m, h or d, such as 36h".into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn reads_ages() {
        assert_eq!(parse_age("36h"), Ok(129_600));
        assert_eq!(parse_age("2d"), Ok(172_800));
        assert_eq!(parse_age("90m"), Ok(5_400));
        assert_eq!(parse_age("0s"), Ok(0));
        for bad in [
            "",
            "h",
            "36",
            "-1h",
            "+1h",
            "1.5h",
            "36H",
            "99999999999999999999s",
            "9999999999999999999d",
            "3é",
        ] {
            assert!(parse_age(bad).is_err(), "{bad}");
        }
    }
}
