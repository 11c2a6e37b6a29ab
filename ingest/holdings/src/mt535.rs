//! SWIFT MT535, the statement of holdings (ISO 15022).
//!
//! A file holds one message or more, with or without the blocks around their text. Blocks nest as the standard has it:
//!
//! ```text
//! GENL { LINK }   SUBSAFE { FIN { FIA  SUBBAL { BREAK }  BREAK } }   ADDINFO
//! ```

use assay_statement::Date;
use zeroize::Zeroizing;

use super::amount::{Amount, NotAnAmount};
use super::error::InputError;
use super::fin::{messages, Field, Fin};
use super::format::Format;
use super::semt002::{mixed, valid_isin};
use super::statement::{
    code, counted, identifier, once, required, Basis, Measure, Message, Page, Position, Terms,
};
use crate::holdings::shown;

/// Blocks, each with the block that it must be in.
const BLOCKS: [(&str, &[&str]); 8] = [
    ("GENL", &[""]),
    ("LINK", &["GENL"]),
    ("SUBSAFE", &[""]),
    ("FIN", &["SUBSAFE"]),
    ("FIA", &["FIN"]),
    ("SUBBAL", &["FIN"]),
    ("BREAK", &["FIN", "SUBBAL"]),
    ("ADDINFO", &[""]),
];

/// Reads every message of a file.
///
/// # Errors
/// [`InputError`], for the first thing that is wrong.
pub fn read(text: &str, terms: &Terms) -> Result<Vec<Message>, InputError> {
    let mut number = 0;
    let found = messages(text, "535")?;
    if found.is_empty() {
        let field = "MT535 message";
        return Err(InputError::Missing { line: 1, field });
    }
    let read = |fin: &Fin<'_>| message(fin, terms, &mut number);
    found.iter().map(read).collect()
}

/// Sequence A.
#[derive(Default)]
struct General {
    page: Option<Page>,
    reference: Option<Zeroizing<String>>,
    function: Option<()>,
    date: Option<Date>,
    complete: Option<()>,
    basis: Option<Basis>,
    account: Option<Zeroizing<String>>,
}

/// A block SUBSAFE that is open.
#[derive(Default)]
struct Part {
    account: Option<Zeroizing<String>>,
    begun: bool,
}

/// A block FIN that is open.
#[derive(Default)]
struct Instrument {
    line: u64,
    isin: Option<Zeroizing<String>>,
    /// In the order of [`BALANCES`].
    balances: [Option<(Amount, Measure)>; 3],
    /// Whether a sub-balance is not available.
    encumbered: bool,
}

/// Qualifiers of the balances of an instrument.
const BALANCES: [&str; 3] = ["AGGR", "AVAI", "NAVL"];

fn message(fin: &Fin<'_>, terms: &Terms, number: &mut u64) -> Result<Message, InputError> {
    let mut general: Option<General> = None;
    let mut part = Part::default();
    let mut instrument = Instrument::default();
    let mut open: Vec<&'static str> = Vec::new();
    let mut positions = Vec::new();
    for field in &fin.fields {
        let line = field.line;
        let block = open.last().copied().unwrap_or("");
        match (block, field.tag) {
            (_, "16R") => {
                let name = begin(field, block)?;
                match name {
                    "GENL" => once(&mut general, General::default(), line, "block GENL")?,
                    "SUBSAFE" if general.is_none() => {
                        let field = "block GENL first";
                        return Err(InputError::Missing { line, field });
                    }
                    "SUBSAFE" => part = Part::default(),
                    "FIN" => {
                        part.begun = true;
                        instrument = Instrument {
                            line,
                            ..Instrument::default()
                        };
                    }
                    _ => {}
                }
                open.push(name);
            }
            (_, "16S") => {
                if block.is_empty() || field.value != block {
                    let expected = "the end of the block that is open";
                    return Err(InputError::Syntax { line, expected });
                }
                open.pop();
                if block == "FIN" {
                    *number += 1;
                    let main = general
                        .as_ref()
                        .and_then(|general| general.account.as_ref());
                    let account = part.account.clone().filter(|account| Some(account) != main);
                    positions.push(core::mem::take(&mut instrument).close(*number, account)?);
                }
            }
            ("GENL", _) => match &mut general {
                Some(general) => general.read(field, terms)?,
                None => return Err(field.unknown()),
            },
            ("SUBSAFE", "97A" | "97B") if part.begun => {
                let expected = "the account of a part before its instruments";
                return Err(InputError::Syntax { line, expected });
            }
            ("SUBSAFE", "97A" | "97B") => {
                once(&mut part.account, account(field)?, line, ":97a::SAFE")?
            }
            ("SUBSAFE", "17B" | "94B" | "94C" | "94F" | "94L" | "95L" | "95P" | "95Q" | "95R") => {}
            ("FIN", _) => instrument.read(field)?,
            ("SUBBAL", "93C") => instrument.encumbered |= is_not_available(field)?,
            (
                "SUBBAL",
                "13B" | "19A" | "22F" | "70C" | "70D" | "90A" | "90B" | "92B" | "94B" | "94C"
                | "94F" | "94L" | "95L" | "98A" | "98C" | "99A",
            ) => {}
            ("LINK" | "FIA" | "BREAK" | "ADDINFO", _) => {}
            _ => return Err(field.unknown()),
        }
    }
    let line = fin.line;
    if !open.is_empty() {
        let field = "end of every block";
        return Err(InputError::Missing { line, field });
    }
    required(general, line, "block GENL")?.close(line, positions)
}

/// The block that a field begins; it must be known, and in the right one.
fn begin(field: &Field<'_>, block: &str) -> Result<&'static str, InputError> {
    let known = BLOCKS
        .iter()
        .find(|(name, inside)| *name == field.value && inside.contains(&block));
    match known {
        Some((name, _)) => Ok(name),
        None => Err(InputError::Unknown {
            line: field.line,
            found: format!("block {} here", code(field.value, 16)),
        }),
    }
}

impl General {
    fn read(&mut self, field: &Field<'_>, terms: &Terms) -> Result<(), InputError> {
        let line = field.line;
        match (field.tag, field.qualifier()) {
            ("28E", _) => once(&mut self.page, page(field)?, line, ":28E:"),
            ("20C", "SEME") => Ok(()),
            ("13A" | "13J", "STAT") => {
                let id = identifier(field.qualified()?.1, line, "a statement number")?;
                once(&mut self.reference, id, line, ":13a::STAT")
            }
            ("23G", _) => {
                let function = field.value.split('/').next().unwrap_or_default();
                let expected = "a new message, :23G:NEWM";
                if function != "NEWM" {
                    return Err(InputError::Syntax { line, expected });
                }
                once(&mut self.function, (), line, ":23G:")
            }
            ("98A" | "98C" | "98E", "STAT") => {
                let date = date(field)?;
                terms.check_date(date, line)?;
                once(&mut self.date, date, line, ":98a::STAT")
            }
            ("98A" | "98C" | "98E", "PREP") => Ok(()),
            ("22F", "CODE") => match field.qualified()?.1 {
                "COMP" => once(&mut self.complete, (), line, ":22F::CODE"),
                _ => Err(InputError::Delta { line }),
            },
            ("22F", "STBA") => {
                let expected = "the basis SETT, TRAD or CONT";
                let found = Basis::from_code(field.qualified()?.1);
                let found = found.ok_or(InputError::Syntax { line, expected })?;
                match self.basis.filter(|basis| *basis != found) {
                    Some(basis) => Err(mixed(line, basis, found)),
                    None => once(&mut self.basis, found, line, ":22F::STBA"),
                }
            }
            ("22F", "SFRE" | "STTY") | ("17B", _) => Ok(()),
            ("95L" | "95P" | "95Q" | "95R", _) => Ok(()),
            ("97A" | "97B", "SAFE") => once(&mut self.account, account(field)?, line, ":97a::SAFE"),
            _ => Err(field.unknown()),
        }
    }

    fn close(self, line: u64, positions: Vec<Position>) -> Result<Message, InputError> {
        required(self.function, line, ":23G:")?;
        required(self.date, line, ":98a::STAT")?;
        required(self.complete, line, ":22F::CODE")?;
        Ok(Message {
            format: Format::Mt535,
            line,
            reference: self.reference,
            account: required(self.account, line, ":97a::SAFE")?,
            page: required(self.page, line, ":28E:")?,
            basis: Some(required(self.basis, line, ":22F::STBA")?),
            positions,
        })
    }
}

impl Instrument {
    fn read(&mut self, field: &Field<'_>) -> Result<(), InputError> {
        let line = field.line;
        match field.tag {
            "35B" => {
                let first = field.value.lines().next().unwrap_or_default();
                let expected = "an instrument by its ISIN, as in :35B:ISIN US...";
                let isin = first.strip_prefix("ISIN ");
                let isin = isin.ok_or(InputError::Syntax { line, expected })?;
                once(
                    &mut self.isin,
                    valid_isin(isin.trim_end(), line)?,
                    line,
                    ":35B:",
                )
            }
            "93B" => {
                let (qualifier, balance) = field.qualified()?;
                let slot = BALANCES.iter().position(|name| *name == qualifier);
                let Some(slot) = slot.and_then(|slot| self.balances.get_mut(slot)) else {
                    return Err(InputError::Unknown {
                        line,
                        found: format!(":93B::{}", shown(qualifier)),
                    });
                };
                once(slot, quantity(balance, line)?, line, "balance of a kind")
            }
            "11A" | "12A" | "12B" | "12C" | "13B" | "17B" | "19A" | "19B" | "22F" | "22H"
            | "25D" | "70C" | "70D" | "70E" | "90A" | "90B" | "90E" | "92A" | "92B" | "92D"
            | "94B" | "94C" | "94F" | "94L" | "95L" | "98A" | "98B" | "98C" | "99A" | "99B" => {
                Ok(())
            }
            _ => Err(field.unknown()),
        }
    }

    fn close(
        self,
        number: u64,
        sub_account: Option<Zeroizing<String>>,
    ) -> Result<Position, InputError> {
        let line = self.line;
        let [aggregate, available, not_available] = self.balances;
        if self.encumbered && available.is_none() && not_available.is_none() {
            return Err(InputError::NotSeparated { line });
        }
        let (aggregate, measure) = required(aggregate, line, ":93B::AGGR")?;
        let part = |part: Option<(Amount, Measure)>| match part {
            Some((_, other)) if other != measure => {
                let expected = "face amounts or units in all balances of an instrument";
                Err(InputError::Syntax { line, expected })
            }
            part => Ok(part.map(|(amount, _)| amount)),
        };
        let (available, not_available) = (part(available)?, part(not_available)?);
        Ok(Position {
            line,
            number,
            sub_account,
            instrument: required(self.isin, line, ":35B:ISIN")?,
            public: true,
            measure,
            counted: counted(&aggregate, available.as_ref(), not_available.as_ref(), line)?,
            aggregate,
        })
    }
}

/// `1/ONLY`, `1/MORE`, `2/LAST`.
fn page(field: &Field<'_>) -> Result<Page, InputError> {
    let line = field.line;
    let expected = "a page, as in 1/ONLY, 1/MORE or 2/LAST";
    let bad = InputError::Syntax { line, expected };
    let Some((number, indicator)) = field.value.split_once('/') else {
        return Err(bad);
    };
    let digits = (1..=5).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let number = number.parse().unwrap_or(0);
    match indicator {
        "ONLY" if digits && number == 1 => Ok(Page::ONLY),
        "MORE" | "LAST" if digits && number > 0 => Ok(Page {
            number,
            last: indicator == "LAST",
        }),
        _ => Err(bad),
    }
}

/// `:STAT//20261120`, with a time after it in options C and E. The day is taken as written.
fn date(field: &Field<'_>) -> Result<Date, InputError> {
    let line = field.line;
    let expected = "a date YYYYMMDD, with option C or E a time after it";
    let bad = InputError::Syntax { line, expected };
    let (day, time) = match field.qualified()?.1.split_at_checked(8) {
        Some(parts) => parts,
        None => return Err(bad),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits = match field.tag {
        "98A" => time.is_empty(),
        "98C" => time.len() == 6 && digits(time),
        _ => time.get(..6).is_some_and(digits),
    };
    match fits && digits(day) {
        true => compact_day(day).ok_or(bad),
        false => Err(bad),
    }
}

/// The day `YYYYMMDD`.
pub(super) fn compact_day(text: &str) -> Option<Date> {
    let number = |range: core::ops::Range<usize>| text.get(range)?.parse::<u16>().ok();
    let (month, day) = (number(4..6)?, number(6..8)?);
    let [month, day] = [u8::try_from(month).ok()?, u8::try_from(day).ok()?];
    Date::from_ymd(number(0..4)?.into(), month, day).ok()
}

/// `:SAFE//account`, in option B after a scheme and a type.
fn account(field: &Field<'_>) -> Result<Zeroizing<String>, InputError> {
    let line = field.line;
    let expected = "an account, as in :SAFE//";
    let value = field.value.strip_prefix(":SAFE/");
    let account = match field.tag {
        "97A" => value.and_then(|value| value.strip_prefix('/')),
        _ => value.and_then(|value| value.splitn(3, '/').nth(2)),
    };
    identifier(account.unwrap_or_default(), line, expected)
}

/// `FAMT/1000,` or `UNIT/N5,`.
fn quantity(text: &str, line: u64) -> Result<(Amount, Measure), InputError> {
    let expected = "FAMT or UNIT and a number with a decimal comma";
    let bad = || InputError::Syntax { line, expected };
    let (measure, number) = text.split_once('/').ok_or_else(bad)?;
    let measure = match measure {
        "FAMT" => Measure::Face,
        "UNIT" => Measure::Units,
        _ => return Err(bad()),
    };
    let (short, number) = match number.strip_prefix('N') {
        Some(number) => (true, number),
        None => (false, number),
    };
    // The comma is there even if nothing follows it.
    let (whole, fraction) = number.split_once(',').ok_or_else(bad)?;
    let number = if fraction.is_empty() { whole } else { number };
    let amount = Amount::parse(number, ',').map_err(|error| match error {
        NotAnAmount::Negative => InputError::Short { line },
        NotAnAmount::Malformed => bad(),
    })?;
    match short && !amount.is_zero() {
        true => Err(InputError::Short { line }),
        false => Ok((amount, measure)),
    }
}

/// Whether a sub-balance, `:PLED//UNIT/NAVL/1000,`, is not available.
fn is_not_available(field: &Field<'_>) -> Result<bool, InputError> {
    let parts: Vec<&str> = field.qualified()?.1.split('/').collect();
    match parts[..] {
        [_, "NAVL", _] => Ok(true),
        [_, "AVAI", _] => Ok(false),
        _ => Err(InputError::Syntax {
            line: field.line,
            expected: "a sub-balance AVAI or NAVL, as in :93C::PLED//FAMT/NAVL/",
        }),
    }
}
