//! Calendar days as statements write them.

use assay_statement::Date;

use crate::input_error::InputError;

/// The day of `YYYY-MM-DD` as written; a time zone may follow.
pub(crate) fn iso_date(text: &str, line: u64) -> Result<Date, InputError> {
    let expected = "a date YYYY-MM-DD";
    day_before(text, is_zone).ok_or(InputError::Syntax { line, expected })
}

/// The day of `YYYY-MM-DDThh:mm:ss` as written, of which 24:00:00 is the end; a fraction of the second and a time zone may follow.
pub(crate) fn iso_date_time(text: &str, line: u64) -> Result<Date, InputError> {
    let expected = "a time YYYY-MM-DDThh:mm:ss";
    day_before(text, is_time).ok_or(InputError::Syntax { line, expected })
}

/// The day of `YYYYMMDD`.
pub(crate) fn compact_date(text: &str) -> Option<Date> {
    let number = |range: core::ops::Range<usize>| text.get(range)?.parse::<u16>().ok();
    let (month, day) = (number(4..6)?, number(6..8)?);
    let [month, day] = [u8::try_from(month).ok()?, u8::try_from(day).ok()?];
    Date::from_ymd(number(0..4)?.into(), month, day).ok()
}

/// The day of `YYYY-MM-DD` at the beginning of a text whose rest is as it has to be.
fn day_before(text: &str, rest_fits: impl Fn(&str) -> bool) -> Option<Date> {
    let (day, rest) = text.split_at_checked(10)?;
    match rest_fits(rest) {
        true => day.parse().ok(),
        false => None,
    }
}

/// Whether a text is `Thh:mm:ss`, then a fraction or none, then a time zone or none.
fn is_time(text: &str) -> bool {
    let Some((time, rest)) = text.split_at_checked(9) else {
        return false;
    };
    let (fraction, zone) = match rest.strip_prefix('.') {
        None => ("", rest),
        Some(rest) => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            match rest.split_at_checked(digits) {
                Some((fraction, zone)) if digits > 0 => (fraction, zone),
                _ => return false,
            }
        }
    };
    let of_day = match time.strip_prefix("T24:00:00") {
        Some(_) => fraction.bytes().all(|b| b == b'0'),
        None => numbers(time, "T00:00:00", &[23, 59, 59]),
    };
    of_day && is_zone(zone)
}

/// Whether a text is `Z`, `+hh:mm`, `-hh:mm`, at most 14 hours, or nothing.
fn is_zone(text: &str) -> bool {
    let offset = |form| numbers(text, form, &[13, 59]) || text.get(1..) == Some("14:00");
    match text.get(..1) {
        None => text.is_empty(),
        Some("Z") => text.len() == 1,
        Some("+") => offset("+00:00"),
        Some("-") => offset("-00:00"),
        Some(_) => false,
    }
}

/// Whether a text has a form, in which each pair of zeros is a number of two digits up to the next one of a list.
fn numbers(text: &str, form: &str, most: &[u8]) -> bool {
    let fits = |(t, f): (u8, u8)| match f {
        b'0' => t.is_ascii_digit(),
        _ => t == f,
    };
    let formed = text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits);
    let mut found = text
        .get(1..)
        .unwrap_or_default()
        .split(':')
        .map(str::parse::<u8>);
    formed
        && most
            .iter()
            .all(|most| matches!(found.next(), Some(Ok(n)) if n <= *most))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_xml_schema_allows() {
        let day: Date = "2026-11-20".parse().unwrap();
        for zone in ["", "Z", "+01:00", "-05:30", "+14:00", "-14:00"] {
            assert_eq!(iso_date(&format!("2026-11-20{zone}"), 1), Ok(day), "{zone}");
            for time in ["00:00:00", "23:59:59.999", "24:00:00", "24:00:00.0"] {
                let text = format!("2026-11-20T{time}{zone}");
                assert_eq!(iso_date_time(&text, 1), Ok(day), "{text}");
            }
        }
    }

    #[test]
    fn refuses_the_rest() {
        for wrong in [
            "",
            "2026-11-31",
            "20261120",
            "2026-11-20 ",
            "2026-11-20z",
            "2026-11-20+1:00",
            "2026-11-20+15:00",
            "2026-11-20+14:30",
            "2026-11-20+01:60",
            "2026-11-20ZZ",
        ] {
            assert!(iso_date(wrong, 1).is_err(), "{wrong}");
        }
        for wrong in [
            "24:00:01",
            "24:00:00.1",
            "25:00:00",
            "12:60:00",
            "12:00:60",
            "12:00",
            "12:00:00.",
            "1:00:00",
            "12-00-00",
            "12:00:00Z+01:00",
        ] {
            let text = format!("2026-11-20T{wrong}");
            assert!(iso_date_time(&text, 1).is_err(), "{text}");
        }
    }
}
