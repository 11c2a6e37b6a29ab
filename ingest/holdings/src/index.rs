//! The rows of one custodian, found by the names of their instruments.

use std::collections::HashMap;

use assay_statement::{names_of, Book, Id, InstrumentKind};

use crate::holdings_error::HoldingsError;
use crate::instrument::shown;

/// A row of the custodian, as its names lead to it.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// The row's slot: its position in [`Index::positions`].
    pub slot: usize,
    /// Decimals of its quantities.
    pub decimals: u8,
    /// Kind of its instrument.
    pub kind: InstrumentKind,
}

/// The rows of one custodian, found by any name of their instrument.
pub struct Index {
    custodian: Id,
    rows: Vec<(usize, Id)>,
    names: HashMap<Box<[u8]>, Row>,
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
                let entry = Row {
                    slot,
                    decimals: row.quantity_decimals,
                    kind: row.kind,
                };
                index.names.insert(name.as_bytes().into(), entry);
            };
            name(row.instrument.as_str());
        }
        // The other names of its security last, and never in place of a row's own name.
        for (slot, (_, row)) in book.rows_of(id).enumerate() {
            for name in names_of(row.instrument.as_str()) {
                index.names.entry(name.into_bytes().into()).or_insert(Row {
                    slot,
                    decimals: row.quantity_decimals,
                    kind: row.kind,
                });
            }
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

    /// The row that has this name.
    pub(crate) fn row(&self, name: &[u8]) -> Option<Row> {
        self.names.get(name).copied()
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
