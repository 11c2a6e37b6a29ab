//! The rows of one custodian, found by the names of their instruments.

use std::collections::HashMap;

use assay_statement::{names_of, Book, Id};

use crate::holdings_error::HoldingsError;
use crate::instrument::{mistyped, shown};
use crate::measure::Measure;

/// A row of the custodian, as its names lead to it.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// The row's slot: its position in [`Index::positions`].
    pub slot: usize,
    /// Decimals of its quantities.
    pub decimals: u8,
    /// What its quantities count.
    pub measure: Measure,
}

/// A row of the custodian, as the book has it.
struct Listed<'a> {
    position: usize,
    instrument: &'a Id,
    decimals: u8,
    measure: Measure,
}

/// The rows of one custodian, or those of its income, found by any name of their instrument.
pub struct Index {
    custodian: Id,
    rows: Vec<(usize, Id)>,
    names: HashMap<Box<[u8]>, Row>,
    /// Whether what no row has is passed over.
    passes_others: bool,
}

impl Index {
    /// The index of the rows of one custodian of a book.
    ///
    /// # Errors
    /// [`HoldingsError::UnknownCustodian`].
    pub fn new(book: &Book, custodian: &str) -> Result<Index, HoldingsError> {
        let id = listed(book, custodian)?;
        let rows = book.rows_of(id).map(|(position, row)| Listed {
            position,
            instrument: &row.instrument,
            decimals: row.quantity_decimals,
            measure: Measure::of(row.kind),
        });
        Ok(Index::of(id, &rows.collect::<Vec<_>>(), false))
    }

    /// The index of the rows that one custodian has in the income of a book, for statements of before the book's day. These
    /// hold instruments besides, which have been sold since or earned nothing: they are passed over, and counted.
    ///
    /// # Errors
    /// [`HoldingsError::UnknownCustodian`].
    pub fn of_income(book: &Book, custodian: &str) -> Result<Index, HoldingsError> {
        let id = listed(book, custodian)?;
        let held = book.rows_of(id);
        let measures: HashMap<&Id, Measure> = held
            .map(|(_, row)| (&row.instrument, Measure::of(row.kind)))
            .collect();
        let income = book.income_rows().iter().zip(book.rows.len()..);
        let rows = income
            .filter(|(row, _)| row.custodian == *id)
            .map(|(row, position)| Listed {
                position,
                instrument: &row.instrument,
                decimals: row.quantity_decimals,
                // What is no row any more was repaid: debt, of a face amount.
                measure: *measures.get(&row.instrument).unwrap_or(&Measure::Face),
            });
        Ok(Index::of(id, &rows.collect::<Vec<_>>(), true))
    }

    fn of(custodian: &Id, rows: &[Listed<'_>], passes_others: bool) -> Index {
        let mut names = HashMap::new();
        let entry = |slot: usize, row: &Listed<'_>| Row {
            slot,
            decimals: row.decimals,
            measure: row.measure,
        };
        for (slot, row) in rows.iter().enumerate() {
            names.insert(row.instrument.as_str().as_bytes().into(), entry(slot, row));
        }
        // The other names of its security last, and never in place of a row's own name.
        for (slot, row) in rows.iter().enumerate() {
            for name in names_of(row.instrument.as_str()) {
                let own = names.entry(name.into_bytes().into());
                own.or_insert(entry(slot, row));
            }
        }
        let rows = rows.iter();
        Index {
            custodian: custodian.clone(),
            rows: rows
                .map(|row| (row.position, row.instrument.clone()))
                .collect(),
            names,
            passes_others,
        }
    }

    /// The custodian.
    pub fn custodian(&self) -> &Id {
        &self.custodian
    }

    /// Number of its rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Positions of its rows among the quantities of the book, ascending: sums are in this order. Those of the income come
    /// after those of all rows of the book.
    pub fn positions(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        self.rows.iter().map(|(position, _)| *position)
    }

    /// The row that has this name.
    pub(crate) fn row(&self, name: &[u8]) -> Option<Row> {
        self.names.get(name).copied()
    }

    /// Whether an instrument of this name is passed over: no row has it, and that is nothing to stop at. A mistyped name is,
    /// as it could be meant for a row, and what is missing there would not always be against the prover: income may be
    /// negative.
    pub(crate) fn passes(&self, name: &[u8]) -> bool {
        self.passes_others
            && !name.is_empty()
            && self.row(name).is_none()
            && !mistyped(&String::from_utf8_lossy(name))
    }

    /// The instrument of the row of a slot, which is its position in [`Index::positions`].
    pub(crate) fn instrument(&self, slot: usize) -> &Id {
        let row = self.rows.get(slot);
        row.map_or(&self.custodian, |(_, instrument)| instrument)
    }

    /// Every name of every row, in order, each with the row's slot and decimals.
    #[cfg(all(feature = "ledgers", not(test)))]
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

fn listed<'a>(book: &'a Book, custodian: &str) -> Result<&'a Id, HoldingsError> {
    let mut all = book.custodians.iter();
    all.find(|id| id.as_str() == custodian).ok_or_else(|| {
        let known: Vec<&str> = book.custodians.iter().map(Id::as_str).collect();
        HoldingsError::UnknownCustodian {
            custodian: shown(custodian),
            known: known.join(", "),
        }
    })
}
