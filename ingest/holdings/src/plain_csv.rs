//! CSV files with the header `account,instrument,quantity`.
//!
//! The instrument is what a row of the book calls it: an ISIN, the CUSIP inside a US ISIN, or a cash account such as
//! `cash:operating`. The quantity is a non-negative decimal with at most the row's number of decimals: US dollars of face
//! amount, or of cash.

use std::io::BufRead;

use assay_lines::{Fields, Lines};

use crate::aggregate::{Aggregate, Holding};
use crate::csv_header::HEADER;
use crate::format::ReadContext;
use crate::holdings_error::HoldingsError;
use crate::index::Index;
use crate::input_error::InputError;

/// Adds up a CSV file with the header [`HEADER`], per row of the custodian.
///
/// # Errors
/// [`HoldingsError`], for the first line that is wrong.
pub fn aggregate(reader: impl BufRead, index: &Index) -> Result<Aggregate, HoldingsError> {
    let mut sums = Aggregate::new(index);
    let mut lines = Lines::new(reader);
    read_header(&mut lines)?;
    while let Some(fields) = lines.next_line()? {
        sums.add(&holding(&fields)?, index)?;
    }
    Ok(sums)
}

/// Adds every line of a file to the sums, if its account counts.
///
/// # Errors
/// [`InputError`], for the first line that is wrong.
pub(crate) fn add_lines(reader: impl BufRead, context: ReadContext<'_>) -> Result<(), InputError> {
    let mut lines = Lines::new(reader);
    read_header(&mut lines)?;
    while let Some(fields) = lines.next_line()? {
        let holding = holding(&fields)?;
        let (expected, over) = (context.expected, &mut *context.passed_over);
        let listed = !holding.account.is_empty();
        if listed && !expected.counts(holding.account, holding.line)? {
            over.accounts += 1;
        } else if listed && expected.passes_instrument(holding.instrument) {
            over.instruments += 1;
        } else if listed && holding.is_nothing_of_another(context.index) {
            over.zeros += 1;
        } else {
            context.sums.add(&holding, context.index)?;
        }
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
