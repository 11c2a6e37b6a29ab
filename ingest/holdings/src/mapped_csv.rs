//! CSV files of any layout, by the columns of a mapping.

use std::io::BufRead;

use zeroize::Zeroizing;

use assay_lines::{Fields, Lines};

use crate::aggregate::Holding;
use crate::amount::{MAX_DECIMALS, MAX_DIGITS};
use crate::dates::{compact_date, iso_date, iso_date_time};
use crate::expectation::Expectation;
use crate::format::ReadContext;
use crate::holdings_error::HoldingsError;
use crate::input_error::InputError;
use crate::layout::{Column, Layout};
use crate::passed_over::PassedOver;

/// Adds every line of a file.
///
/// # Errors
/// [`InputError`], for the first line that is wrong.
pub(crate) fn add_lines(
    reader: impl BufRead,
    layout: &Layout,
    context: ReadContext<'_>,
) -> Result<(), InputError> {
    let expected = context.expected;
    let delimiter = layout.delimiter.bytes().next().unwrap_or(b',');
    let mut lines = Lines::delimited(reader, delimiter);
    lines.skip_lines(layout.skip.into())?;
    let (mut columns, mut width) = (None, None);
    if layout.header {
        let header = lines.next_line()?.ok_or(HoldingsError::NoHeader)?;
        columns = Some(ColumnPositions::new(layout, Some(&header), header.line)?);
        width = Some(header.len());
    }
    let columns = match columns {
        Some(columns) => columns,
        None => ColumnPositions::new(layout, None, 1)?,
    };
    // Longer than any quantity, so that it never grows.
    let mut quantity = Zeroizing::new(String::with_capacity(MAX_DIGITS + MAX_DECIMALS + 2));
    while let Some(fields) = lines.next_line()? {
        let line = fields.line;
        if columns.is_total(layout, &fields) {
            context.passed_over.lines += 1;
            continue;
        }
        // A separator inside a field that is not quoted moves all that is after it into other columns.
        let (found, most) = (fields.len(), *width.get_or_insert(fields.len()));
        if found > most {
            return Err(InputError::Fields { line, most, found });
        }
        if let Some(missing) = columns.missing(layout, &fields) {
            let column = missing.to_string();
            return Err(InputError::NoColumn { line, column });
        }
        if let Some(count) = columns.passes(&fields, expected, context.passed_over)? {
            *count += 1;
            continue;
        }
        if let Some(at) = columns.as_of {
            check_day(fields.get(at), layout, expected, line)?;
        }
        if let Some(at) = columns.currency {
            expected.check_currency(&String::from_utf8_lossy(fields.get(at)), line)?;
        }
        let text = fields.get(columns.quantity);
        if text.is_empty() {
            return Err(InputError::NoQuantity { line });
        }
        plain(text, layout, line, &mut quantity)?;
        let holding = Holding {
            account: fields.get(columns.account),
            instrument: fields.get(columns.instrument),
            quantity: quantity.as_bytes(),
            line,
        };
        match holding.is_nothing_of_another(context.index) {
            true => context.passed_over.zeros += 1,
            false => context.sums.add(&holding, context.index)?,
        }
    }
    Ok(())
}

/// The positions of the columns, from 0.
struct ColumnPositions {
    account: usize,
    instrument: usize,
    quantity: usize,
    as_of: Option<usize>,
    currency: Option<usize>,
    /// Those that tell a line that is no position.
    totals: Vec<usize>,
}

impl ColumnPositions {
    fn new(
        layout: &Layout,
        header: Option<&Fields<'_>>,
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

    /// Whether the layout says that a line is no position.
    fn is_total(&self, layout: &Layout, fields: &Fields<'_>) -> bool {
        let mut totals = layout.totals.iter().zip(&self.totals);
        totals.any(|(total, at)| total.begins(fields.get(*at)))
    }

    /// The count of what is passed over, if the mapping passes the line over.
    fn passes<'p>(
        &self,
        fields: &Fields<'_>,
        expected: &Expectation,
        passed_over: &'p mut PassedOver,
    ) -> Result<Option<&'p mut u64>, InputError> {
        let account = fields.get(self.account);
        if !account.is_empty() && !expected.counts(account, fields.line)? {
            return Ok(Some(&mut passed_over.accounts));
        }
        let currency = self
            .currency
            .map(|at| String::from_utf8_lossy(fields.get(at)));
        if currency.is_some_and(|currency| expected.passes_currency(&currency)) {
            return Ok(Some(&mut passed_over.currencies));
        }
        let instrument = expected.passes_instrument(fields.get(self.instrument));
        Ok(instrument.then_some(&mut passed_over.instruments))
    }

    /// The first column that the line is too short for.
    fn missing<'a>(&self, layout: &'a Layout, fields: &Fields<'_>) -> Option<&'a Column> {
        let required = [self.account, self.instrument, self.quantity];
        let positions = required.into_iter().chain(self.as_of).chain(self.currency);
        let mut columns = layout.columns().into_iter().zip(positions);
        let missing = columns.find(|(_, position)| *position >= fields.len())?;
        Some(missing.0 .1)
    }
}

fn position(column: &Column, header: Option<&Fields<'_>>, line: u64) -> Result<usize, InputError> {
    match column {
        Column::Position(position) => Ok((*position as usize).saturating_sub(1)),
        Column::Name(name) => {
            // As it is written, or else without regard to capital letters.
            let folded = name.to_lowercase();
            let same = |found: &[u8]| found == name.as_bytes();
            let like = |found: &[u8]| String::from_utf8_lossy(found).to_lowercase() == folded;
            let column = || column.to_string();
            let found = match positions(header, same) {
                (None, _) => positions(header, like),
                found => found,
            };
            match found {
                (Some(position), None) => Ok(position),
                (Some(_), Some(_)) => Err(InputError::ColumnTwice {
                    line,
                    column: column(),
                }),
                (None, _) => Err(InputError::NoColumn {
                    line,
                    column: column(),
                }),
            }
        }
    }
}

/// The first two columns of a header whose names fit.
fn positions(
    header: Option<&Fields<'_>>,
    fits: impl Fn(&[u8]) -> bool,
) -> (Option<usize>, Option<usize>) {
    let mut found = header.into_iter().flat_map(|header| {
        let fits = &fits;
        (0..header.len()).filter(move |at| fits(header.get(*at)))
    });
    (found.next(), found.next())
}

fn check_day(
    text: &[u8],
    layout: &Layout,
    as_of: &Expectation,
    line: u64,
) -> Result<(), InputError> {
    let text = std::str::from_utf8(text).unwrap_or_default();
    let compact = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let day = match &layout.date {
        Some(form) => form.parse(text),
        None if compact => compact_date(text),
        None => iso_date(text, line).or(iso_date_time(text, line)).ok(),
    };
    let form = || match &layout.date {
        Some(form) => form.as_str().into(),
        None => "YYYY-MM-DD or YYYYMMDD".into(),
    };
    let day = day.ok_or_else(|| InputError::DateForm { line, form: form() })?;
    as_of.check_date(day, line)
}

/// Writes a quantity of the file as a plain decimal, without zeros at the end of the fraction.
fn plain(
    text: &[u8],
    layout: &Layout,
    line: u64,
    into: &mut Zeroizing<String>,
) -> Result<(), InputError> {
    into.clear();
    let malformed = || HoldingsError::Malformed { line }.into();
    let text = std::str::from_utf8(text).map_err(|_| malformed())?;
    // As accountants write what is below zero.
    let negative = text.starts_with('-') || text.ends_with('-') || text.starts_with('\u{2212}');
    if negative || (text.starts_with('(') && text.ends_with(')')) {
        return Err(HoldingsError::Negative { line }.into());
    }
    let decimal = layout.decimal.as_str();
    let (whole, fraction) = match text.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let grouped = match &layout.thousands {
        Some(separator) => whole.split(separator.as_str()).collect(),
        None => vec![whole],
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    // With a separator: one to three digits, the first of which is no zero, then groups of three. `0,125` is a fraction,
    // whose point is not the one of the mapping.
    let groups = grouped.iter().enumerate().all(|(at, group)| {
        let fits = match (grouped.len(), at) {
            (1, _) => true,
            (_, 0) => group.len() <= 3 && !group.starts_with('0'),
            _ => group.len() == 3,
        };
        fits && digits(group)
    });
    let fraction = match fraction {
        Some(fraction) if !digits(fraction) => return Err(malformed()),
        fraction => fraction.unwrap_or_default().trim_end_matches('0'),
    };
    let length: usize = grouped.iter().map(|group| group.len()).sum();
    if !groups || length > MAX_DIGITS || fraction.len() > MAX_DECIMALS {
        return Err(malformed());
    }
    grouped.iter().for_each(|group| into.push_str(group));
    if !fraction.is_empty() {
        into.push('.');
        into.push_str(fraction);
    }
    Ok(())
}
