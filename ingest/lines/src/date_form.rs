//! How lists write a day: by a form such as `MM/DD/YYYY`.

use assay_statement::json::{FromJson, JsonError, JsonValue};
use assay_statement::Date;
use serde::Serialize;

/// The months as they are written in English, by their first three letters.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// How a day is written: `YYYY` or `YY` (of this century), `MM` or `MMM` (a month by three letters), and `DD`, each once,
/// with separators between them or with none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct DateForm(String);

impl FromJson for DateForm {
    fn from_json(value: JsonValue<'_>) -> Result<DateForm, JsonError> {
        String::from_json(value).map(DateForm)
    }
}

/// A part of a form: a letter and how often it is there, or a separator.
fn parts(form: &str) -> Vec<(char, usize)> {
    let mut parts: Vec<(char, usize)> = Vec::new();
    for char in form.chars() {
        match parts.last_mut() {
            Some((last, count)) if *last == char => *count += 1,
            _ => parts.push((char, 1)),
        }
    }
    parts
}

impl DateForm {
    /// Whether it is a form.
    pub fn is_valid(&self) -> bool {
        let parts = parts(&self.0);
        let mut letters: Vec<_> = parts
            .iter()
            .filter(|(char, _)| "YMD".contains(*char))
            .collect();
        letters.sort_unstable();
        let once = matches!(letters[..], [('D', 2), ('M', 2 | 3), ('Y', 2 | 4)]);
        let others = parts.iter().filter(|(char, _)| !"YMD".contains(*char));
        let mut others = others.map(|(char, _)| *char);
        once && others.all(|char| "/-., ".contains(char))
    }

    /// The form as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day of a text; `None` if it is not of the form. Between separators a month or a day may have one digit.
    pub fn parse(&self, text: &str) -> Option<Date> {
        let parts = parts(&self.0);
        let separated = parts.iter().any(|(char, _)| !"YMD".contains(*char));
        let (mut year, mut month, mut day) = (None, None, None);
        let mut rest = text;
        for (char, count) in parts {
            let taken = match char {
                'Y' => count,
                'M' if count == 3 => 3,
                'M' | 'D' if separated => {
                    rest.bytes().take(2).take_while(u8::is_ascii_digit).count()
                }
                _ => count,
            };
            let (piece, after) = rest.split_at_checked(taken)?;
            rest = after;
            let digits = !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_digit());
            let number = piece.parse::<u16>().ok().filter(|_| digits);
            match char {
                'Y' => year = number.map(|year| if count == 2 { 2000 + year } else { year }),
                'M' if count == 3 => month = month_of(piece),
                'M' => month = number,
                'D' => day = number,
                separator if piece.chars().all(|c| c == separator) => {}
                _ => return None,
            }
        }
        let [month, day] = [u8::try_from(month?).ok()?, u8::try_from(day?).ok()?];
        let date = Date::from_ymd(i32::from(year?), month, day).ok();
        date.filter(|_| rest.is_empty())
    }
}

fn month_of(name: &str) -> Option<u16> {
    let name = name.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == name)?;
    u16::try_from(at + 1).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn parse(form: &str, text: &str) -> Option<Date> {
        let form = DateForm(form.into());
        assert!(form.is_valid());
        form.parse(text)
    }

    #[test]
    fn reads_days_by_their_form() {
        let day: Date = "2026-11-05".parse().unwrap();
        for (form, text) in [
            ("MM/DD/YYYY", "11/05/2026"),
            ("MM/DD/YYYY", "11/5/2026"),
            ("DD.MM.YYYY", "05.11.2026"),
            ("DD.MM.YYYY", "5.11.2026"),
            ("DD-MMM-YYYY", "05-Nov-2026"),
            ("DD MMM YY", "5 NOV 26"),
            ("MMM DD, YYYY", "Nov 5, 2026"),
            ("YYYY/MM/DD", "2026/11/05"),
            ("YYYYMMDD", "20261105"),
            ("DDMMYY", "051126"),
        ] {
            assert_eq!(parse(form, text), Some(day), "{form} {text}");
        }
    }

    #[test]
    fn refuses_what_is_not_of_the_form() {
        for (form, text) in [
            ("MM/DD/YYYY", "20/11/2026"),
            ("MM/DD/YYYY", "11-05-2026"),
            ("MM/DD/YYYY", "11/05/26"),
            ("MM/DD/YYYY", "11/05/2026 "),
            ("MM/DD/YYYY", "011/05/2026"),
            ("MM/DD/YYYY", "11/31/2026"),
            ("MM/DD/YYYY", ""),
            ("MM/DD/YYYY", "11//2026"),
            ("MM/DD/YYYY", "+1/05/2026"),
            ("YYYYMMDD", "2026115"),
            ("DD-MMM-YYYY", "05-N\u{f6}v-2026"),
            ("DD-MMM-YYYY", "05-Nox-2026"),
        ] {
            assert_eq!(parse(form, text), None, "{form} {text}");
        }
        for wrong in [
            "",
            "YYYY",
            "MM/DD",
            "YYYY-MM-DD-DD",
            "YYY-MM-DD",
            "MM/DD/YYYYT",
            "dd/mm/yyyy",
        ] {
            assert!(!DateForm(wrong.into()).is_valid(), "{wrong}");
        }
    }
}
