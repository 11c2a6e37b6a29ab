//! Account-level holdings summed per book row, as they stream by.
//!
//! A CSV with the header `account,instrument,quantity`. The instrument is what a row of the book calls it: an ISIN, the CUSIP
//! inside a US ISIN, or a cash account such as `cash:operating`. The quantity is a non-negative decimal with at most the
//! row's number of decimals: US dollars of face, or of cash.
//!
//! Only the sums are kept. Messages name the line and the instrument, never an account or a quantity.

use std::collections::HashMap;
use std::io::BufRead;

use assay_statement::{Book, Id, InstrumentKind};
use cusip::CUSIP;
use thiserror::Error;
use zeroize::Zeroizing;

use assay_lines::{Fields, LineError, Lines};

/// The header line every holdings file begins with.
pub const HEADER: &str = "account,instrument,quantity";

/// What is wrong with a holdings file, and on which line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HoldingsError {
    /// A line cannot be read or split.
    #[error(transparent)]
    Line(#[from] LineError),
    /// The custodian is not in the book.
    #[error("expected a custodian of the book ({known}), found \"{custodian}\"")]
    UnknownCustodian {
        /// The one asked for.
        custodian: String,
        /// Those of the book.
        known: String,
    },
    /// The file is empty.
    #[error("line 1: expected the header \"{HEADER}\", found an empty file")]
    NoHeader,
    /// The first line is not the header.
    #[error("line {line}: expected the header \"{HEADER}\", found something else; --mapping names the columns of other files")]
    Header {
        /// Line, from 1.
        line: u64,
    },
    /// Another number of fields than three.
    #[error("line {line}: expected 3 fields ({HEADER}), found {found}; a quantity has no thousands separators")]
    FieldCount {
        /// Line, from 1.
        line: u64,
        /// Number of fields.
        found: usize,
    },
    /// The account is empty.
    #[error("line {line}: account: expected a name, found nothing")]
    NoAccount {
        /// Line, from 1.
        line: u64,
    },
    /// An ISIN or CUSIP whose check digit is wrong.
    #[error("line {line}: instrument: expected an ISIN or CUSIP with a right check digit, found \"{found}\"")]
    CheckDigit {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
    },
    /// No row of the book holds the instrument for this custodian.
    #[error("line {line}: instrument: expected one that the book lists for {custodian}, found \"{found}\"; correct the line, or make the book with it")]
    NoRow {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
        /// The custodian.
        custodian: Id,
    },
    /// The quantity is below zero.
    #[error("line {line}: quantity: expected zero or more, found a negative number; short positions cannot back anything")]
    Negative {
        /// Line, from 1.
        line: u64,
    },
    /// The quantity is no plain decimal.
    #[error("line {line}: quantity: expected digits with an optional decimal point, found something else")]
    Malformed {
        /// Line, from 1.
        line: u64,
    },
    /// The quantity has more decimals than its row.
    #[error("line {line}: quantity: expected at most {allowed} decimals, found {found}")]
    TooManyDecimals {
        /// Line, from 1.
        line: u64,
        /// Decimals of the row.
        allowed: u8,
        /// Decimals found.
        found: usize,
    },
    /// A quantity, or the sum of its row, does not fit 64 bits.
    #[error("line {line}: quantity: expected the sum for {instrument} to stay below 2^64 units, found more")]
    Overflow {
        /// Line, from 1.
        line: u64,
        /// The row's instrument.
        instrument: Id,
    },
    /// The sum of several files does not fit 64 bits.
    #[error("expected the sum of all files for {instrument} to stay below 2^64 units, found more")]
    SumOverflow {
        /// The row's instrument.
        instrument: Id,
    },
}

struct Entry {
    /// Position in [`Index::rows`].
    slot: usize,
    decimals: u8,
    kind: InstrumentKind,
}

/// The rows of one custodian, found by any name of their instrument.
pub struct Index {
    custodian: Id,
    rows: Vec<(usize, Id)>,
    names: HashMap<Box<[u8]>, Entry>,
}

impl Index {
    /// The index of one custodian of a book.
    ///
    /// # Errors
    /// [`HoldingsError::UnknownCustodian`].
    pub fn new(book: &Book, custodian: &str) -> Result<Index, HoldingsError> {
        let Some(id) = book.custodians.iter().find(|c| c.as_str() == custodian) else {
            let known: Vec<&str> = book.custodians.iter().map(Id::as_str).collect();
            return Err(HoldingsError::UnknownCustodian {
                custodian: shown(custodian),
                known: known.join(", "),
            });
        };
        let mut index = Index {
            custodian: id.clone(),
            rows: Vec::new(),
            names: HashMap::new(),
        };
        for (position, row) in book.rows_of(id) {
            let slot = index.rows.len();
            index.rows.push((position, row.instrument.clone()));
            let mut name = |name: &str| {
                let entry = Entry {
                    slot,
                    decimals: row.quantity_decimals,
                    kind: row.kind,
                };
                index.names.insert(name.as_bytes().into(), entry);
            };
            name(row.instrument.as_str());
        }
        // Aliases last, and never in place of a row's own name.
        for (position, row) in book.rows_of(id) {
            let Some(cusip) = cusip_inside(row.instrument.as_str()) else {
                continue;
            };
            let Some(slot) = index.rows.iter().position(|(p, _)| *p == position) else {
                continue;
            };
            index.names.entry(cusip.as_bytes().into()).or_insert(Entry {
                slot,
                decimals: row.quantity_decimals,
                kind: row.kind,
            });
        }
        Ok(index)
    }

    /// The custodian.
    pub fn custodian(&self) -> &Id {
        &self.custodian
    }

    /// Number of rows of the custodian.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the custodian has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Positions in the book of the custodian's rows, ascending: quantities are in this order.
    pub fn positions(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        self.rows.iter().map(|(position, _)| *position)
    }

    /// The kind of the row that has this name.
    pub fn kind(&self, name: &[u8]) -> Option<InstrumentKind> {
        self.names.get(name).map(|entry| entry.kind)
    }

    /// The instrument of a row, by its place in [`Index::positions`].
    pub(crate) fn instrument(&self, slot: usize) -> &Id {
        let row = self.rows.get(slot);
        row.map_or(&self.custodian, |(_, instrument)| instrument)
    }

    /// Every name of every row, in order: the name, the row's place in [`Index::positions`], its decimals.
    #[cfg(feature = "ledgers")]
    pub(crate) fn names(&self) -> Vec<(&str, usize, u8)> {
        let mut names: Vec<_> = self
            .names
            .iter()
            .filter_map(|(name, entry)| {
                Some((std::str::from_utf8(name).ok()?, entry.slot, entry.decimals))
            })
            .collect();
        names.sort_unstable();
        names
    }
}

/// The CUSIP inside an ISIN of the US.
fn cusip_inside(isin: &str) -> Option<&str> {
    let valid = isin.starts_with("US") && isin::parse(isin).is_ok();
    valid.then(|| isin.get(2..11)).flatten()
}

/// One line of a holdings file, or one balance of a statement. Every format comes down to these.
#[derive(Clone, Copy)]
pub struct Holding<'a> {
    /// Whose it is. Leaves no trace in any sum.
    pub account: &'a [u8],
    /// What a row of the book calls it.
    pub instrument: &'a [u8],
    /// Digits with an optional decimal point.
    pub quantity: &'a [u8],
    /// Where it is, from 1.
    pub line: u64,
}

/// What holdings add up to. Wiped when dropped.
pub struct Aggregate {
    /// Integer quantity of every row of the custodian, in the order of [`Index::positions`].
    pub quantities: Zeroizing<Vec<u64>>,
    /// Account lines read, without the header.
    pub lines: u64,
}

impl Aggregate {
    /// Nothing yet, for the rows of one custodian.
    pub fn new(index: &Index) -> Aggregate {
        Aggregate {
            quantities: Zeroizing::new(vec![0; index.rows.len()]),
            lines: 0,
        }
    }

    /// Adds one holding to its row.
    ///
    /// # Errors
    /// [`HoldingsError`]: [`NoAccount`](HoldingsError::NoAccount), [`CheckDigit`](HoldingsError::CheckDigit),
    /// [`NoRow`](HoldingsError::NoRow), [`Negative`](HoldingsError::Negative), [`Malformed`](HoldingsError::Malformed),
    /// [`TooManyDecimals`](HoldingsError::TooManyDecimals), [`Overflow`](HoldingsError::Overflow).
    pub fn add(&mut self, holding: &Holding<'_>, index: &Index) -> Result<(), HoldingsError> {
        let line = holding.line;
        if holding.account.is_empty() {
            return Err(HoldingsError::NoAccount { line });
        }
        let name = holding.instrument;
        let entry = index
            .names
            .get(name)
            .ok_or_else(|| no_row(name, line, index))?;
        let quantity = parse_quantity(holding.quantity, entry.decimals, line)?;
        let sum = quantity.and_then(|quantity| self.sum(entry.slot, quantity));
        sum.ok_or_else(|| HoldingsError::Overflow {
            line,
            instrument: index.instrument(entry.slot).clone(),
        })?;
        self.lines += 1;
        Ok(())
    }

    /// Adds what others have summed for the same rows.
    ///
    /// # Errors
    /// [`HoldingsError::SumOverflow`].
    pub fn merge(&mut self, other: &Aggregate, index: &Index) -> Result<(), HoldingsError> {
        for (slot, quantity) in other.quantities.iter().enumerate() {
            self.sum(slot, *quantity)
                .ok_or_else(|| HoldingsError::SumOverflow {
                    instrument: index.instrument(slot).clone(),
                })?;
        }
        self.lines = self.lines.saturating_add(other.lines);
        Ok(())
    }

    /// The one place where quantities are added.
    fn sum(&mut self, slot: usize, quantity: u64) -> Option<()> {
        let sum = self.quantities.get_mut(slot)?;
        *sum = sum.checked_add(quantity)?;
        Some(())
    }
}

/// Sums a holdings file per row.
///
/// # Errors
/// [`HoldingsError`], for the first line that is wrong.
pub fn aggregate(reader: impl BufRead, index: &Index) -> Result<Aggregate, HoldingsError> {
    let mut sums = Aggregate::new(index);
    add_lines(reader, index, &mut sums)?;
    Ok(sums)
}

/// Adds every line of a holdings file.
///
/// # Errors
/// [`HoldingsError`], for the first line that is wrong.
pub fn add_lines(
    reader: impl BufRead,
    index: &Index,
    sums: &mut Aggregate,
) -> Result<(), HoldingsError> {
    let mut lines = Lines::new(reader);
    read_header(&mut lines)?;
    while let Some(fields) = lines.next_line()? {
        sums.add(&holding(&fields)?, index)?;
    }
    Ok(())
}

/// Reads the first line, which has to be the header.
pub(crate) fn read_header(lines: &mut Lines<impl BufRead>) -> Result<(), HoldingsError> {
    let header = lines.next_line()?.ok_or(HoldingsError::NoHeader)?;
    let mut names = HEADER.split(',').enumerate();
    if header.len() != 3 || !names.all(|(i, name)| header.get(i) == name.as_bytes()) {
        return Err(HoldingsError::Header { line: header.line });
    }
    Ok(())
}

fn holding<'a>(fields: &Fields<'a>) -> Result<Holding<'a>, HoldingsError> {
    let line = fields.line;
    if fields.len() != 3 {
        return Err(HoldingsError::FieldCount {
            line,
            found: fields.len(),
        });
    }
    Ok(Holding {
        account: fields.get(0),
        instrument: fields.get(1),
        quantity: fields.get(2),
        line,
    })
}

/// Tells a mistyped identifier from one that is only not there.
pub(crate) fn mistyped(name: &str) -> bool {
    let alphanumeric = name.bytes().all(|b| b.is_ascii_alphanumeric());
    let mistyped = match name.len() {
        9 => CUSIP::parse(name).is_err(),
        12 => isin::parse(name).is_err(),
        _ => false,
    };
    alphanumeric && mistyped
}

/// As much of an instrument's name as a message shows.
pub(crate) fn shown(name: &str) -> String {
    // Letters and digits of any script, but nothing that steers a terminal.
    let plain = |c: &char| c.is_alphanumeric() || c.is_ascii_graphic() || *c == ' ';
    name.chars().filter(plain).take(128).collect()
}

fn no_row(name: &[u8], line: u64, index: &Index) -> HoldingsError {
    let text = String::from_utf8_lossy(name);
    let found = shown(&text);
    if mistyped(&text) {
        HoldingsError::CheckDigit { line, found }
    } else {
        HoldingsError::NoRow {
            line,
            found,
            custodian: index.custodian.clone(),
        }
    }
}

/// The integer `quantity * 10^decimals`; `None` if it does not fit 64 bits.
fn parse_quantity(text: &[u8], decimals: u8, line: u64) -> Result<Option<u64>, HoldingsError> {
    let (whole, fraction) = match text.iter().position(|b| *b == b'.') {
        Some(point) => (&text[..point], Some(&text[point + 1..])),
        None => (text, None),
    };
    if text.first() == Some(&b'-') {
        return Err(HoldingsError::Negative { line });
    }
    if whole.is_empty() || fraction.is_some_and(<[u8]>::is_empty) {
        return Err(HoldingsError::Malformed { line });
    }
    let fraction = fraction.unwrap_or_default();
    let mut quantity = Some(0u64);
    for byte in whole.iter().chain(fraction) {
        if !byte.is_ascii_digit() {
            return Err(HoldingsError::Malformed { line });
        }
        let digit = u64::from(byte - b'0');
        quantity = quantity.and_then(|q| q.checked_mul(10)?.checked_add(digit));
    }
    let missing = usize::from(decimals).checked_sub(fraction.len());
    let missing = missing.ok_or(HoldingsError::TooManyDecimals {
        line,
        allowed: decimals,
        found: fraction.len(),
    })?;
    // Zero stays zero whatever the power.
    if quantity == Some(0) {
        return Ok(quantity);
    }
    let power = u32::try_from(missing)
        .ok()
        .and_then(|m| 10u64.checked_pow(m));
    Ok(quantity.zip(power).and_then(|(q, p)| q.checked_mul(p)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
