//! What the styles of cells say of their numbers: which are days, and which are shown with zeros before them.

use std::collections::BTreeMap;

use super::faults::{refused, DAMAGED};
use super::xml::{attribute, local, Piece, Xml};
use crate::input_error::InputError;

/// Most styles of a workbook; spreadsheets have 65,490.
const MAX_STYLES: usize = 1_000_000;

/// What a number with a style is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A number.
    Number,
    /// A day.
    Day,
    /// A share of a hundred.
    Percent,
    /// Money, in a currency that the format names by its code; [`SEVERAL`] where it names more than one.
    Money([u8; 3]),
    /// Digits, at least so many, with zeros before them: the number of an account.
    Padded(usize),
}

/// The styles of a workbook, by their numbers.
#[derive(Default)]
pub(super) struct Styles(Vec<Shown>);

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(text: &str) -> Result<Styles, InputError> {
        let mut xml = Xml::new(text);
        let mut formats: BTreeMap<u32, Shown> = BTreeMap::new();
        // Formats may follow the styles that have them.
        let mut styles: Vec<u32> = Vec::new();
        let mut of_cells = false;
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(start) => match local(start.name().0) {
                    "numFmt" => {
                        let id = attribute(&start, "numFmtId")?.and_then(|id| id.parse().ok());
                        let code = attribute(&start, "formatCode")?;
                        formats.extend(id.zip(code.map(|code| shown(&code))));
                    }
                    "cellXfs" => of_cells = true,
                    "xf" if of_cells && styles.len() == MAX_STYLES => return refused(DAMAGED),
                    "xf" if of_cells => {
                        let id = attribute(&start, "numFmtId")?.and_then(|id| id.parse().ok());
                        styles.push(id.unwrap_or_default());
                    }
                    _ => {}
                },
                Piece::End(end) if local(end.name().0) == "cellXfs" => of_cells = false,
                _ => {}
            }
        }
        let shown = |id: &u32| formats.get(id).copied().unwrap_or(built_in(*id));
        Ok(Styles(styles.iter().map(shown).collect()))
    }

    /// What a number with a style is.
    pub fn shown(&self, style: usize) -> Shown {
        self.0.get(style).copied().unwrap_or(Shown::Number)
    }
}

/// The formats that every workbook has; those of East Asia are days too.
fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Day,
        _ => Shown::Number,
    }
}

/// What a format shows, by its first section.
fn shown(code: &str) -> Shown {
    let mut plain = String::new();
    let mut chars = code.chars();
    while let Some(char) = chars.next() {
        match char {
            ';' => break,
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            // Colours and languages; hours that go on after 24 are days too.
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let elapsed = inside.chars().all(|c| "hmsHMS".contains(c));
                plain.extend(elapsed.then_some('h'));
            }
            '\\' | '_' | '*' => drop(chars.next()),
            char => plain.push(char.to_ascii_lowercase()),
        }
    }
    let zeros = plain.bytes().all(|b| b == b'0').then_some(plain.len());
    match zeros {
        Some(zeros) if (2..=64).contains(&zeros) => Shown::Padded(zeros),
        _ if plain.starts_with("general") => Shown::Number,
        _ if plain.contains(['y', 'm', 'd', 'h', 's']) => Shown::Day,
        _ if plain.contains('%') => Shown::Percent,
        _ => currency(code).map_or(Shown::Number, Shown::Money),
    }
}

/// Codes that formats show without saying that they are of money, as `[$EUR]` does.
const CODES: [&str; 22] = [
    "AED", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "INR",
    "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "SEK", "SGD", "USD",
];

/// In ISO 4217, no currency: that of a format with several, as each section may have its own.
const SEVERAL: [u8; 3] = *b"XXX";

/// The currency of a format: `[$EUR]`, `[$€-407]`, `"EUR"`, `€`. A dollar sign may be of many countries, and says nothing.
fn currency(code: &str) -> Option<[u8; 3]> {
    let signs = [("€", *b"EUR"), ("£", *b"GBP"), ("¥", *b"JPY")];
    let signs = signs.iter().filter(|(sign, _)| code.contains(sign));
    let is_code = |word: &&str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let of_money = |word: &&str| CODES.contains(word) || code.contains(&format!("[${word}"));
    let words = code.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| is_code(word) && of_money(word));
    let codes = words.filter_map(|word| word.as_bytes().try_into().ok());
    let codes = codes.chain(signs.map(|(_, code)| *code));
    codes.reduce(|first, other| if first == other { first } else { SEVERAL })
}

#[cfg(test)]
mod tests;
