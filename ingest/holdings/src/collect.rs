//! All files of one custodian, added up.

use std::io::{BufRead, Read};

use assay_statement::InstrumentKind;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::error::InputError;
use super::format::Format;
use super::pages;
use super::statement::{Measure, Message, Position, Terms};
use super::{bai2, camt053, closing, mapped, mt535, semt002, subaccounts};
use crate::holdings::{self, Aggregate, Holding, HoldingsError, Index};

/// Largest statement that is read, in bytes. CSV files have no limit.
pub const MAX_STATEMENT: u64 = 256 << 20;

/// What all files of a custodian add up to.
pub struct Collected {
    /// The sums.
    pub sums: Aggregate,
    /// Statements that went into them, each of one account.
    pub statements: u64,
    /// Balances of these statements that count.
    pub balances: u64,
    /// How many of these balances count in part only: the rest is not available.
    pub encumbered: u64,
}

/// Reads files one after the other.
pub struct Collector<'a> {
    terms: &'a Terms,
    index: &'a Index,
    sums: Aggregate,
    messages: Vec<(usize, Message)>,
    /// What has been read already; `None` if there is one file only.
    seen: Option<Vec<[u8; 32]>>,
}

impl<'a> Collector<'a> {
    /// Nothing yet, of so many files.
    pub fn new(terms: &'a Terms, index: &'a Index, files: usize) -> Collector<'a> {
        Collector {
            terms,
            index,
            sums: Aggregate::new(index),
            messages: Vec::new(),
            seen: (files > 1).then(Vec::new),
        }
    }

    /// Reads one file, the `file`th of the run.
    ///
    /// # Errors
    /// [`InputError`], for the first thing that is wrong with it.
    pub fn read(
        &mut self,
        file: usize,
        format: Format,
        reader: impl BufRead,
    ) -> Result<(), InputError> {
        let mut reader = Hashed {
            reader,
            hash: self.seen.is_some().then(Sha256::new),
        };
        let (terms, index) = (self.terms, self.index);
        if format == Format::Csv {
            let layout = terms
                .mapping
                .as_ref()
                .and_then(|mapping| mapping.csv.as_ref());
            match layout {
                Some(layout) => {
                    mapped::add_lines(&mut reader, layout, terms, index, &mut self.sums)?
                }
                None => holdings::add_lines(&mut reader, index, &mut self.sums)?,
            }
        } else {
            let text = text(&mut reader, MAX_STATEMENT)?;
            let messages = match format {
                Format::Semt002 => vec![semt002::read(&text, terms)?],
                Format::Mt535 => mt535::read(&text, terms)?,
                Format::Camt053 => camt053::read(&text, terms)?,
                Format::Bai2 | Format::Csv => bai2::read(&text, terms)?,
            };
            self.messages
                .extend(messages.into_iter().map(|message| (file, message)));
        }
        if let (Some(hash), Some(seen)) = (reader.hash, &mut self.seen) {
            let content = hash.finalize().into();
            if seen.contains(&content) {
                return Err(InputError::SameContent);
            }
            seen.push(content);
        }
        Ok(())
    }

    /// Adds what others have summed for the same custodian.
    ///
    /// # Errors
    /// [`HoldingsError::SumOverflow`].
    pub fn add(&mut self, sums: &Aggregate) -> Result<(), HoldingsError> {
        self.sums.merge(sums, self.index)
    }

    /// Checks that the statements are whole and adds them up.
    ///
    /// # Errors
    /// [`InputError`], with the file it is about.
    pub fn finish(mut self) -> Result<Collected, (usize, InputError)> {
        let messages = core::mem::take(&mut self.messages);
        let statements = pages::check(&messages)?;
        let mut collected = Collected {
            sums: self.sums,
            statements: statements.len() as u64,
            balances: 0,
            encumbered: 0,
        };
        for pages in statements {
            let positions = match pages.first() {
                Some((_, first)) if first.basis.is_none() => closing::counting(&pages)?,
                _ => subaccounts::counting(&pages)?,
            };
            for (file, position) in positions {
                add(position, self.index, &mut collected.sums).map_err(|error| (file, error))?;
                collected.balances += 1;
                collected.encumbered += u64::from(position.is_encumbered());
            }
        }
        Ok(collected)
    }
}

/// Adds a position to its row.
fn add(position: &Position, index: &Index, sums: &mut Aggregate) -> Result<(), InputError> {
    let line = position.line;
    let instrument = position.instrument.as_bytes();
    match index.kind(instrument) {
        None if !position.public => return Err(InputError::CashAccount { line }),
        Some(kind) if measure(kind) != position.measure => {
            return Err(InputError::Measure {
                line,
                instrument: holdings::shown(&position.instrument),
                expected: measure(kind),
                found: position.measure,
            })
        }
        _ => {}
    }
    let quantity = position.counted.to_plain();
    let holding = Holding {
        // Every position is in an account, which has been looked at.
        account: b"statement",
        instrument,
        quantity: quantity.as_bytes(),
        line,
    };
    sums.add(&holding, index)
        .map_err(|source| InputError::Balance {
            number: position.number,
            source,
        })
}

/// What a row of a kind counts.
fn measure(kind: InstrumentKind) -> Measure {
    match kind {
        InstrumentKind::Bill
        | InstrumentKind::Note
        | InstrumentKind::Bond
        | InstrumentKind::Tips
        | InstrumentKind::Frn
        | InstrumentKind::Repo => Measure::Face,
        InstrumentKind::Cash => Measure::Money,
        InstrumentKind::Fund | InstrumentKind::Token => Measure::Units,
    }
}

/// The rest of a file as text, at most so many bytes. Wiped when dropped, also what it was before it grew.
pub(super) fn text(reader: &mut impl Read, limit: u64) -> Result<Zeroizing<String>, InputError> {
    let mut bytes = Zeroizing::new(vec![0u8; 1 << 16]);
    let mut filled = 0;
    loop {
        if filled == bytes.len() {
            let mut grown = Zeroizing::new(vec![0u8; bytes.len() * 2]);
            if let Some(start) = grown.get_mut(..filled) {
                start.copy_from_slice(&bytes);
            }
            bytes = grown;
        }
        match reader.read(bytes.get_mut(filled..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(InputError::Read { kind: e.kind() }),
        }
        if filled as u64 > limit {
            return Err(InputError::TooLarge { limit });
        }
    }
    bytes.truncate(filled);
    match String::from_utf8(core::mem::take(&mut *bytes)) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            drop(Zeroizing::new(error.into_bytes()));
            Err(InputError::NotUtf8 { offset })
        }
    }
}

/// A reader that hashes what is read from it, to know a file that was read before.
struct Hashed<R> {
    reader: R,
    hash: Option<Sha256>,
}

impl<R: BufRead> BufRead for Hashed<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        // What is consumed is in the buffer already.
        if let (Some(hash), Ok(buffer)) = (&mut self.hash, self.reader.fill_buf()) {
            hash.update(buffer.get(..count).unwrap_or(buffer));
        }
        self.reader.consume(count);
    }
}

impl<R: BufRead> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut unread = self.fill_buf()?;
        let count = unread.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
