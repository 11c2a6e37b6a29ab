//! Account-level holdings summed per book row, as they stream by.
//!
//! A CSV with the header `account,instrument,quantity`. The instrument is what a row of the book calls it: an ISIN, the CUSIP
//! inside a US ISIN, or a cash account such as `cash:operating`. The quantity is a non-negative decimal with at most the
//! row's number of decimals: US dollars of face, or of cash.
//!
//! Only the sums are kept. Messages name the line and the instrument, never an account or a quantity.

use std::collections::HashMap;
use std::io::BufRead;

use assay_statement::{Book, Id};
use cusip::CUSIP;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::lines::{Fields, LineError, Lines};

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
    #[error("line {line}: expected the header \"{HEADER}\", found something else")]
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
}

struct Entry {
    /// Position in [`Index::rows`].
    slot: usize,
    decimals: u8,
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
                custodian: custodian.chars().filter(|c| !c.is_control()).take(128).collect(),
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
                let entry = Entry { slot, decimals: row.quantity_decimals };
                index.names.insert(name.as_bytes().into(), entry);
            };
            name(row.instrument.as_str());
        }
        // Aliases last, and never in place of a row's own name.
        for (position, row) in book.rows_of(id) {
            let Some(cusip) = cusip_inside(row.instrument.as_str()) else { continue };
            let Some(slot) = index.rows.iter().position(|(p, _)| *p == position) else { continue };
            index.names.entry(cusip.as_bytes().into()).or_insert(Entry {
                slot,
                decimals: row.quantity_decimals,
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
    pub fn positions(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.iter().map(|(position, _)| *position)
    }
}

/// The CUSIP inside an ISIN of the US.
fn cusip_inside(isin: &str) -> Option<&str> {
    let valid = isin.starts_with("US") && isin::parse(isin).is_ok();
    valid.then(|| isin.get(2..11)).flatten()
}

/// What a holdings file adds up to. Wiped when dropped.
pub struct Aggregate {
    /// Integer quantity of every row of the custodian, in the order of [`Index::positions`].
    pub quantities: Zeroizing<Vec<u64>>,
    /// Account lines read, without the header.
    pub lines: u64,
}

/// Sums a holdings file per row.
///
/// # Errors
/// [`HoldingsError`], for the first line that is wrong.
pub fn aggregate(reader: impl BufRead, index: &Index) -> Result<Aggregate, HoldingsError> {
    let mut lines = Lines::new(reader);
    let mut sums = Aggregate {
        quantities: Zeroizing::new(vec![0; index.rows.len()]),
        lines: 0,
    };
    let header = lines.next_line()?.ok_or(HoldingsError::NoHeader)?;
    let names = HEADER.split(',');
    if header.len() != 3 || !names.enumerate().all(|(i, name)| header.get(i) == name.as_bytes()) {
        return Err(HoldingsError::Header { line: header.line });
    }
    while let Some(fields) = lines.next_line()? {
        add(&fields, index, &mut sums.quantities)?;
        sums.lines += 1;
    }
    Ok(sums)
}

fn add(fields: &Fields<'_>, index: &Index, sums: &mut [u64]) -> Result<(), HoldingsError> {
    let line = fields.line;
    if fields.len() != 3 {
        return Err(HoldingsError::FieldCount { line, found: fields.len() });
    }
    if fields.get(0).is_empty() {
        return Err(HoldingsError::NoAccount { line });
    }
    let name = fields.get(1);
    let entry = index.names.get(name).ok_or_else(|| no_row(name, line, index))?;
    let overflow = || HoldingsError::Overflow {
        line,
        instrument: match index.rows.get(entry.slot) {
            Some((_, instrument)) => instrument.clone(),
            None => index.custodian.clone(),
        },
    };
    let quantity = parse_quantity(fields.get(2), entry.decimals, line)?.ok_or_else(overflow)?;
    let sum = sums.get_mut(entry.slot).ok_or_else(overflow)?;
    *sum = sum.checked_add(quantity).ok_or_else(overflow)?;
    Ok(())
}

/// Tells a mistyped identifier from one that is only not there.
fn no_row(name: &[u8], line: u64, index: &Index) -> HoldingsError {
    let text = String::from_utf8_lossy(name);
    let found: String = text.chars().filter(|c| !c.is_control()).take(128).collect();
    let alphanumeric = name.iter().all(u8::is_ascii_alphanumeric);
    let mistyped = match name.len() {
        9 => CUSIP::parse(&text).is_err(),
        12 => isin::parse(&text).is_err(),
        _ => false,
    };
    if alphanumeric && mistyped {
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
    let power = u32::try_from(missing).ok().and_then(|m| 10u64.checked_pow(m));
    Ok(quantity.zip(power).and_then(|(q, p)| q.checked_mul(p)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BILL: &str = "US912797RS85";
    const CASH: &str = "cash:operating";

    fn book() -> Book {
        let row = |custodian: &str, instrument: &str, kind: &str, decimals: u8| {
            let mut row = serde_json::json!({
                "custodian": custodian, "instrument": instrument, "kind": kind, "price": "1",
                "quantity_decimals": decimals,
            });
            match kind {
                "cash" => row["institution"] = "bank".into(),
                _ => row["maturity"] = "2026-12-03".into(),
            }
            row
        };
        serde_json::from_value(serde_json::json!({
            "assay": "v1", "kind": "book", "subject": "fund", "as_of": "2026-11-20T22:00:00Z", "currency": "USD",
            "shape": {"k": 7, "rules": 4}, "custodians": ["north", "south"],
            "rows": [
                row("south", BILL, "bill", 2),
                row("north", BILL, "bill", 2),
                row("north", CASH, "cash", 18),
            ]
        }))
        .unwrap()
    }

    fn sum(lines: &str) -> Result<Vec<u64>, HoldingsError> {
        let index = Index::new(&book(), "north").unwrap();
        let text = format!("{HEADER}\n{lines}");
        aggregate(text.as_bytes(), &index).map(|a| a.quantities.to_vec())
    }

    #[test]
    fn sums_by_isin_cusip_and_cash_account() {
        let lines = "a,US912797RS85,1\nb,912797RS8,0.5\n\"c, inc\",US912797RS85,2.25\r\nd,cash:operating,0.000000000000000001\n";
        assert_eq!(sum(lines).unwrap(), [375, 1]);
        assert_eq!(sum("").unwrap(), [0, 0]);
    }

    #[test]
    fn quantities_are_in_the_order_of_the_book() {
        let index = Index::new(&book(), "north").unwrap();
        assert_eq!(index.positions().collect::<Vec<_>>(), [1, 2]);
        assert_eq!((index.len(), index.is_empty()), (2, false));
    }

    #[test]
    fn refuses_each_bad_line_by_its_number() {
        let line = 3;
        let bad = |text: &str| sum(&format!("a,{BILL},1\n{text}\n")).unwrap_err();
        assert_eq!(bad("a,US912797RS85"), HoldingsError::FieldCount { line, found: 2 });
        assert_eq!(bad("a,US912797RS85,1,000"), HoldingsError::FieldCount { line, found: 4 });
        assert_eq!(bad(" ,US912797RS85,1"), HoldingsError::NoAccount { line });
        assert_eq!(bad("a,US912797RS86,1"), HoldingsError::CheckDigit { line, found: "US912797RS86".into() });
        assert_eq!(bad("a,912797RS7,1"), HoldingsError::CheckDigit { line, found: "912797RS7".into() });
        let custodian: Id = "north".parse().unwrap();
        for found in ["US912810QT88", "912810QT8", "cash:other", "us912797rs85x", ""] {
            let expected = HoldingsError::NoRow { line, found: found.into(), custodian: custodian.clone() };
            assert_eq!(bad(&format!("a,{found},1")), expected);
        }
        assert_eq!(bad("a,US912797RS85,-1"), HoldingsError::Negative { line });
        for quantity in ["", "+1", "1e3", ".5", "5.", "1.2.3", "1 000", "\"1,000\"", "0x1", "NaN", "١"] {
            assert_eq!(bad(&format!("a,{BILL},{quantity}")), HoldingsError::Malformed { line }, "{quantity}");
        }
        let expected = HoldingsError::TooManyDecimals { line, allowed: 2, found: 3 };
        assert_eq!(bad("a,US912797RS85,1.000"), expected);
        assert_eq!(bad("\"a,US912797RS85,1"), HoldingsError::Line(LineError::Broken { line }));
    }

    #[test]
    fn quantities_and_sums_stay_below_2_64() {
        let instrument: Id = BILL.parse().unwrap();
        assert_eq!(sum("a,912797RS8,184467440737095516.15").unwrap()[0], u64::MAX);
        let overflow = |line| HoldingsError::Overflow { line, instrument: instrument.clone() };
        assert_eq!(sum("a,912797RS8,184467440737095516.16").unwrap_err(), overflow(2));
        assert_eq!(sum("a,912797RS8,99999999999999999999999").unwrap_err(), overflow(2));
        let lines = "a,912797RS8,184467440737095516.15\nb,912797RS8,0\nc,912797RS8,0.01";
        assert_eq!(sum(lines).unwrap_err(), overflow(4));
        let instrument: Id = CASH.parse().unwrap();
        let overflow = HoldingsError::Overflow { line: 2, instrument };
        assert_eq!(sum("a,cash:operating,19").unwrap_err(), overflow);
    }

    #[test]
    fn wants_the_header() {
        let index = Index::new(&book(), "north").unwrap();
        let read = |text: &str| aggregate(text.as_bytes(), &index).map(|a| a.lines);
        assert_eq!(read(""), Err(HoldingsError::NoHeader));
        assert_eq!(read("a,US912797RS85,1\n"), Err(HoldingsError::Header { line: 1 }));
        assert_eq!(read("\naccount,instrument\n"), Err(HoldingsError::Header { line: 2 }));
        assert_eq!(read("account, instrument ,quantity"), Ok(0));
    }

    #[test]
    fn wants_a_custodian_of_the_book() {
        let expected = HoldingsError::UnknownCustodian {
            custodian: "east".into(),
            known: "north, south".into(),
        };
        assert_eq!(Index::new(&book(), "east").err(), Some(expected));
    }

    #[test]
    fn messages_tell_neither_account_nor_quantity() {
        let message = sum("secret-account,912797RS8,-777123").unwrap_err().to_string();
        assert!(message.starts_with("line 2: quantity"));
        assert!(!message.contains("secret-account") && !message.contains("777"));
    }

    proptest! {
        #[test]
        fn decimals_come_back(quantity in any::<u64>(), decimals in 0u8..=18) {
            let digits = format!("{quantity:0width$}", width = usize::from(decimals) + 1);
            let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
            let text = if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") };
            prop_assert_eq!(parse_quantity(text.as_bytes(), decimals, 1), Ok(Some(quantity)));
        }

        #[test]
        fn sums_agree_with_wide_integers(amounts in proptest::collection::vec((0u64..2, 0u64..1 << 60), 0..40)) {
            let lines: String = amounts
                .iter()
                .map(|(row, q)| match row {
                    0 => format!("acct,912797RS8,{}.{:02}\n", q / 100, q % 100),
                    _ => format!("acct,{CASH},0.{:018}\n", q % 1_000_000_000_000_000_000),
                })
                .collect();
            let total = |which: u64| -> u128 {
                amounts.iter().filter(|(row, _)| *row == which).map(|(_, q)| u128::from(*q)).sum()
            };
            match sum(&lines) {
                Ok(sums) => {
                    prop_assert_eq!(u128::from(sums[0]), total(0));
                }
                Err(e) => {
                    let overflow = matches!(e, HoldingsError::Overflow { .. });
                    prop_assert!(overflow && (total(0) >> 64 > 0 || total(1) >> 64 > 0));
                }
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let index = Index::new(&book(), "north").unwrap();
            let text = [format!("{HEADER}\n").as_bytes(), &bytes].concat();
            let _ = aggregate(text.as_slice(), &index);
        }
    }
}
