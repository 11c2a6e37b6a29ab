//! The columns of a list, found in its header or by their positions.

use assay_lines::{Column, HeaderFault};

use crate::cell::Row;
use crate::expectation::Expectation;
use crate::input_error::InputError;
use crate::layout::Layout;
use crate::passed_over::PassedOver;

/// The positions of the columns, from 0.
pub(crate) struct ColumnPositions {
    pub account: usize,
    pub instrument: usize,
    pub quantity: usize,
    pub as_of: Option<usize>,
    pub currency: Option<usize>,
    /// Those that tell a line that is no position.
    totals: Vec<usize>,
}

impl ColumnPositions {
    /// Finds them in a header, if there is one.
    ///
    /// # Errors
    /// [`InputError::NoColumn`], [`InputError::ColumnTwice`].
    pub fn new(
        layout: &Layout,
        header: Option<&impl Row>,
        line: u64,
    ) -> Result<ColumnPositions, InputError> {
        let position = |column: &Column| position(column, header, line);
        Ok(ColumnPositions {
            account: position(&layout.account)?,
            instrument: position(&layout.instrument)?,
            quantity: position(&layout.quantity)?,
            as_of: layout.as_of.as_ref().map(position).transpose()?,
            currency: layout.currency.as_ref().map(position).transpose()?,
            totals: layout
                .totals
                .iter()
                .map(|total| position(&total.column))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Those that are read of a position.
    pub fn used(&self) -> impl Iterator<Item = usize> {
        let required = [self.account, self.instrument, self.quantity];
        required.into_iter().chain(self.as_of).chain(self.currency)
    }

    /// Whether the layout says that a line is no position.
    pub fn is_total(&self, layout: &Layout, row: &impl Row) -> bool {
        let mut totals = layout.totals.iter().zip(&self.totals);
        totals.any(|(total, at)| total.begins(row.shown(*at)))
    }

    /// The count of what is passed over, if the mapping passes the line over.
    ///
    /// # Errors
    /// [`InputError::UnknownAccount`], [`InputError::Cell`].
    pub fn passes<'p>(
        &self,
        row: &impl Row,
        expected: &Expectation,
        passed_over: &'p mut PassedOver,
    ) -> Result<Option<&'p mut u64>, InputError> {
        let account = row.name(self.account)?;
        if !account.is_empty() && !expected.counts(account, row.number())? {
            return Ok(Some(&mut passed_over.accounts));
        }
        let currency = self.currency.map(|at| row.name(at)).transpose()?;
        let currency = currency.map(String::from_utf8_lossy);
        if currency.is_some_and(|currency| expected.passes_currency(&currency)) {
            return Ok(Some(&mut passed_over.currencies));
        }
        let instrument = expected.passes_instrument(row.name(self.instrument)?);
        Ok(instrument.then_some(&mut passed_over.instruments))
    }

    /// The first column that the line is too short for.
    pub fn missing<'a>(&self, layout: &'a Layout, row: &impl Row) -> Option<&'a Column> {
        let mut columns = layout.columns().into_iter().zip(self.used());
        let missing = columns.find(|(_, position)| *position >= row.len())?;
        Some(missing.0 .1)
    }
}

fn position(column: &Column, header: Option<&impl Row>, line: u64) -> Result<usize, InputError> {
    let names = header.map(|header| (0..header.len()).map(|at| header.shown(at)));
    let found = column.position(names.into_iter().flatten());
    found.map_err(|fault| {
        let column = column.to_string();
        match fault {
            HeaderFault::Twice => InputError::ColumnTwice { line, column },
            HeaderFault::Missing => InputError::NoColumn { line, column },
        }
    })
}
