//! The columns of a CSV file, as mappings name them: by the name in the header, or by the position from 1.

use assay_statement::json::{FromJson, JsonError, JsonValue};
use assay_statement::{fields, steers};
use serde::Serialize;

use crate::lines::MAX_FIELDS;

/// Longest name of a column that a message shows.
const SHOWN: usize = 128;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Column {
    /// By its name in the header.
    Name(String),
    /// By its position, from 1.
    Position(u32),
}

impl FromJson for Column {
    fn from_json(value: JsonValue<'_>) -> Result<Column, JsonError> {
        match value.is_text() {
            true => String::from_json(value).map(Column::Name),
            false => u32::from_json(value)
                .map(Column::Position)
                .map_err(|_| value.unexpected("a column by its name or position")),
        }
    }
}

impl core::fmt::Display for Column {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Column::Name(name) => {
                let shown = name.chars().filter(|c| !steers(*c)).take(SHOWN);
                write!(f, "\"{}\"", shown.collect::<String>())
            }
            Column::Position(position) => write!(f, "{position}"),
        }
    }
}

/// Why a column is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnFault {
    /// A name, in a file without a header.
    NoHeader,
    /// A name that is empty or has spaces around it, or a position that no line has.
    NoColumn,
}

/// Why a header has not the one column of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderFault {
    /// None has the name.
    Missing,
    /// Several have it.
    Twice,
}

impl Column {
    /// What is wrong with the column itself, in a file with a header or without one.
    pub fn fault(&self, header: bool) -> Option<ColumnFault> {
        match self {
            Column::Name(_) if !header => Some(ColumnFault::NoHeader),
            Column::Name(name) if name.is_empty() || name.trim() != name => {
                Some(ColumnFault::NoColumn)
            }
            Column::Position(at) if !(1..=MAX_FIELDS as u32).contains(at) => {
                Some(ColumnFault::NoColumn)
            }
            _ => None,
        }
    }

    /// The position, from 0. A name is looked for as it is written, or else without regard to capital letters, among the
    /// `names` of the header, of which a file without one has none.
    ///
    /// # Errors
    /// [`HeaderFault`].
    pub fn position<'n>(
        &self,
        names: impl Iterator<Item = &'n [u8]> + Clone,
    ) -> Result<usize, HeaderFault> {
        let name = match self {
            Column::Position(position) => return Ok((*position as usize).saturating_sub(1)),
            Column::Name(name) => name,
        };
        let folded = name.to_lowercase();
        let like = |found: &[u8]| String::from_utf8_lossy(found).to_lowercase() == folded;
        match the_one(names.clone(), |found| found == name.as_bytes()) {
            Err(HeaderFault::Missing) => the_one(names, like),
            found => found,
        }
    }
}

/// The position of the only name that fits.
fn the_one<'n>(
    names: impl Iterator<Item = &'n [u8]>,
    fits: impl Fn(&[u8]) -> bool,
) -> Result<usize, HeaderFault> {
    let mut found = names.enumerate().filter(|(_, name)| fits(name));
    match (found.next(), found.next()) {
        (Some((position, _)), None) => Ok(position),
        (Some(_), Some(_)) => Err(HeaderFault::Twice),
        (None, _) => Err(HeaderFault::Missing),
    }
}

/// A kind of line that is none of those that count, told by what one of its columns begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Total {
    /// The column.
    pub column: Column,
    /// What it begins with, in capital letters or not.
    pub begins: String,
}

fields!(Total { column, begins });

impl Total {
    /// Whether a text begins so.
    pub fn begins(&self, text: &[u8]) -> bool {
        let text = String::from_utf8_lossy(text).to_lowercase();
        text.starts_with(&self.begins.to_lowercase())
    }

    /// Whether it names a column, and something that this begins with.
    pub fn is_valid(&self, header: bool) -> bool {
        let begins = self.begins.trim();
        self.column.fault(header).is_none() && !begins.is_empty() && begins == self.begins
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn name(name: &str) -> Column {
        Column::Name(name.into())
    }

    #[test]
    fn finds_columns_by_their_exact_name_first() {
        let names: [&[u8]; 4] = [b"Price", b"PRICE", b"cusip", "Währung".as_bytes()];
        let position = |column: Column| column.position(names.into_iter());
        assert_eq!(position(name("PRICE")), Ok(1));
        assert_eq!(position(name("price")), Err(HeaderFault::Twice));
        assert_eq!(position(name("CUSIP")), Ok(2));
        assert_eq!(position(name("WÄHRUNG")), Ok(3));
        assert_eq!(position(name("ISIN")), Err(HeaderFault::Missing));
        assert_eq!(position(Column::Position(9)), Ok(8));
    }

    #[test]
    fn refuses_columns_that_are_none() {
        for (column, header, fault) in [
            (name("a"), true, None),
            (name("a"), false, Some(ColumnFault::NoHeader)),
            (name(""), true, Some(ColumnFault::NoColumn)),
            (name(" a"), true, Some(ColumnFault::NoColumn)),
            (Column::Position(1), false, None),
            (Column::Position(MAX_FIELDS as u32), true, None),
            (Column::Position(0), true, Some(ColumnFault::NoColumn)),
            (
                Column::Position(MAX_FIELDS as u32 + 1),
                true,
                Some(ColumnFault::NoColumn),
            ),
        ] {
            assert_eq!(column.fault(header), fault, "{column}");
        }
        let total = |begins: &str| Total {
            column: Column::Position(1),
            begins: begins.into(),
        };
        assert!(total("Sum").begins(b"SUM of it") && !total("Sum").begins(b"Su"));
        assert!(total("Sum").is_valid(false) && !total(" Sum").is_valid(false));
        assert!(!total("").is_valid(true));
    }

    #[test]
    fn shows_nothing_that_steers() {
        assert_eq!(name("a\u{202e}\u{7}b").to_string(), "\"ab\"");
        assert_eq!(Column::Position(3).to_string(), "3");
    }
}
