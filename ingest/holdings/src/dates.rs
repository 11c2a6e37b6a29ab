//! Calendar days as statements write them.

use assay_statement::Date;

use crate::input_error::InputError;

/// The day of `YYYY-MM-DD`.
pub(crate) fn iso_date(text: &str, line: u64) -> Result<Date, InputError> {
    let expected = "a date YYYY-MM-DD";
    day_before(text, str::is_empty).ok_or(InputError::Syntax { line, expected })
}

/// The day of `YYYY-MM-DDThh:mm:ss` as written; a fraction of the second and a time zone may follow.
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

/// Whether a text is `Thh:mm:ss`, then a fraction or none, then `Z`, `+hh:mm`, `-hh:mm` or nothing.
fn is_time(text: &str) -> bool {
    let form = |text: &str, form: &str| {
        let fits = |(t, f): (u8, u8)| {
            if f == b'0' {
                t.is_ascii_digit()
            } else {
                t == f
            }
        };
        text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
    };
    let Some((time, rest)) = text.split_at_checked(9) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
    };
    let zoned = matches!(zone, "" | "Z") || form(zone, "+00:00") || form(zone, "-00:00");
    form(time, "T00:00:00") && zoned
}
