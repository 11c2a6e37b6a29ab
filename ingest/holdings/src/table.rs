//! Lists of any layout, row by row: lines of CSV files, and rows of spreadsheets.

use assay_lines::Column;
use zeroize::Zeroizing;

use crate::aggregate::Holding;
use crate::cell::{Cell, Row};
use crate::columns::ColumnPositions;
use crate::csv_header::HEADER;
use crate::dates::{compact_date, iso_date, iso_date_time};
use crate::expectation::Expectation;
use crate::format::ReadContext;
use crate::holdings_error::HoldingsError;
use crate::index::Index;
use crate::input_error::InputError;
use crate::layout::Layout;
use crate::number_form::{plain, room, Point};

/// A list that is being read.
pub(crate) struct Table<'a> {
    layout: &'a Layout,
    context: ReadContext<'a>,
    columns: Option<ColumnPositions>,
    /// How many cells the first row has.
    width: Option<usize>,
    /// Whether it has the columns of the layout in their order, and no others.
    plain: bool,
    quantity: Zeroizing<String>,
    /// What the quantities say of the point, and the line of the first that says nothing for sure.
    point: Point,
    unsure: Option<u64>,
}

impl<'a> Table<'a> {
    /// A list of which nothing has been read.
    pub fn new(layout: &'a Layout, context: ReadContext<'a>) -> Table<'a> {
        Table {
            layout,
            context,
            columns: None,
            width: None,
            plain: false,
            quantity: room(),
            point: Point::Unsaid,
            unsure: None,
        }
    }

    /// A list with the header [`HEADER`], of a [plain](Layout::plain) layout.
    pub fn plain(layout: &'a Layout, context: ReadContext<'a>) -> Table<'a> {
        Table {
            plain: true,
            ..Table::new(layout, context)
        }
    }

    /// The columns that are read, from 0.
    pub fn used(&self) -> Vec<usize> {
        self.columns
            .iter()
            .flat_map(ColumnPositions::used)
            .collect()
    }

    /// Checks a row before the header, which is passed over: it must be no position.
    ///
    /// # Errors
    /// [`HoldingsError::PositionSkipped`].
    pub fn skip(&self, row: &impl Row) -> Result<(), InputError> {
        match is_position(row, self.layout, self.context.index) {
            true => Err(HoldingsError::PositionSkipped { line: row.number() }.into()),
            false => Ok(()),
        }
    }

    /// Reads a row, which may be blank: the header, if there is one and it is the first, or else a position, which is added to
    /// the sums. Returns whether it was one that counts.
    ///
    /// # Errors
    /// [`InputError`], for the first thing that is wrong with it.
    pub fn read<R: Row>(&mut self, row: &R) -> Result<bool, InputError> {
        let (layout, line) = (self.layout, row.number());
        // Of blank rows, spreadsheets export the separators.
        let blank = |at| matches!(row.cell(at), Cell::Text([]));
        if !self.plain && (0..row.len()).all(blank) {
            return Ok(false);
        }
        let columns = match self.columns.take() {
            Some(columns) => columns,
            None if layout.header => {
                // Columns by their positions are in any line.
                self.skip(row)?;
                if self.plain && !is_plain_header(row) {
                    return Err(HoldingsError::Header { line }.into());
                }
                self.columns = Some(ColumnPositions::new(layout, Some(row), line)?);
                self.width = Some(row.len());
                return Ok(false);
            }
            None => ColumnPositions::new(layout, None::<&R>, line)?,
        };
        let read = self.position(row, &columns);
        self.columns = Some(columns);
        read
    }

    /// The end of the file, which must have had a header if it should, and a number that shows what the point is if there is one
    /// in which it could separate thousands.
    ///
    /// # Errors
    /// [`HoldingsError::NoHeader`], [`InputError::Cell`].
    pub fn finish(self) -> Result<(), InputError> {
        if self.layout.header && self.columns.is_none() {
            return Err(HoldingsError::NoHeader.into());
        }
        match self
            .unsure
            .filter(|_| self.point != Point::Decimal && !self.plain)
        {
            None => Ok(()),
            Some(line) => Err(InputError::Cell {
                place: format!("line {line}: quantity"),
                found: UNSURE,
            }),
        }
    }

    /// Keeps what a quantity says of the point.
    fn note(&mut self, point: Point, line: u64) {
        match point {
            Point::Unsaid => {}
            Point::Either => drop(self.unsure.get_or_insert(line)),
            Point::Decimal => self.point = Point::Decimal,
        }
    }

    fn position<R: Row>(&mut self, row: &R, columns: &ColumnPositions) -> Result<bool, InputError> {
        let (layout, line) = (self.layout, row.number());
        let (expected, index) = (self.context.expected, self.context.index);
        if columns.is_total(layout, row) {
            self.context.passed_over.lines += 1;
            return Ok(false);
        }
        if R::SEPARATED {
            self.check_width(row, columns)?;
        }
        if let Some(count) = columns.passes(row, expected, self.context.passed_over)? {
            *count += 1;
            return Ok(false);
        }
        if index.passes(row.name(columns.instrument)?) {
            self.context.sums.others += 1;
            return Ok(false);
        }
        if let Some(found) = row.fault() {
            let place = format!("row {line}");
            return Err(InputError::Cell { place, found });
        }
        if let Some(at) = columns.as_of {
            check_day(row, at, layout, expected)?;
        }
        if let Some(at) = columns.currency {
            expected.check_currency(&String::from_utf8_lossy(row.name(at)?), line)?;
        }
        let point = quantity(row, columns.quantity, layout, expected, &mut self.quantity)?;
        self.note(point, line);
        let holding = Holding {
            account: row.name(columns.account)?,
            instrument: row.name(columns.instrument)?,
            quantity: self.quantity.as_bytes(),
            line,
        };
        match holding.is_nothing_of_another(index) {
            true => self.context.passed_over.zeros += 1,
            false => self.context.sums.add(&holding, index)?,
        }
        Ok(true)
    }

    /// Checks that a row is as wide as the first: a separator inside a field that is not quoted, or one that is not there, moves
    /// all that is after it into other columns.
    fn check_width(&mut self, row: &impl Row, columns: &ColumnPositions) -> Result<(), InputError> {
        let line = row.number();
        let (found, most) = (row.len(), *self.width.get_or_insert(row.len()));
        if found > most {
            return Err(InputError::Fields { line, most, found });
        }
        let has_used = columns.used().all(|column| column < found);
        if has_used && (found == most || self.layout.short_lines) {
            return Ok(());
        }
        Err(match columns.missing(self.layout, row) {
            Some(missing) => InputError::NoColumn {
                line,
                column: missing.to_string(),
            },
            None => InputError::Cell {
                place: format!("line {line}"),
                found: SHORT,
            },
        })
    }
}

/// What a line is that has not all fields.
const SHORT: &str = "fewer fields than in the first line of the list: one that is left out moves those after it; ask for a file with all of them, or, if only empty ones at the end of a line are left out, say so by \"csv.short_lines\": true in the mapping";

/// What a number is in which the point may separate thousands, and no other number says that it does not.
const UNSURE: &str = "a number such as 25.000, whose point may separate thousands, in a list of which no number says that it does not; say in the mapping what both are: \"csv.thousands\" (another sign if there is none), and \"csv.decimal\"";

fn is_plain_header(row: &impl Row) -> bool {
    let mut names = HEADER.split(',').enumerate();
    row.len() == 3 && names.all(|(at, name)| row.shown(at) == name.as_bytes())
}

/// Whether a row that should be none could be a position: it names an instrument of the book, or has what cannot be read where
/// the layout has the instrument, and a number besides. Others change no sum.
fn is_position(row: &impl Row, layout: &Layout, index: &Index) -> bool {
    // With the code of a currency, or an exponent, besides its digits.
    let is_number = |at: usize| match row.cell(at) {
        Cell::Text(text) => {
            let letters = text.iter().filter(|b| b.is_ascii_alphabetic()).count();
            text.iter().any(u8::is_ascii_digit) && letters <= 3
        }
        Cell::Number(_) | Cell::Day(_) | Cell::Other(_) => true,
    };
    let unread = |at: &usize| {
        let column = u32::try_from(*at + 1).map(Column::Position);
        column.is_ok_and(|column| column == layout.instrument)
            && matches!(row.cell(*at), Cell::Other(_))
    };
    let names = |at: &usize| index.row(row.shown(*at)).is_some() || unread(at);
    let mut columns = 0..row.len();
    let Some(name) = columns.find(names) else {
        return false;
    };
    (0..row.len()).any(|at| at != name && is_number(at))
}

fn check_day(
    row: &impl Row,
    column: usize,
    layout: &Layout,
    as_of: &Expectation,
) -> Result<(), InputError> {
    let line = row.number();
    let text = match row.cell(column) {
        Cell::Day(day) => return as_of.check_date(day, line),
        Cell::Text(text) => std::str::from_utf8(text).unwrap_or_default(),
        Cell::Number(number) => number,
        Cell::Other(found) => return Err(row.wrong(column, found)),
    };
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

/// Writes the quantity of a row as a plain decimal.
fn quantity(
    row: &impl Row,
    column: usize,
    layout: &Layout,
    expected: &Expectation,
    into: &mut Zeroizing<String>,
) -> Result<Point, InputError> {
    let line = row.number();
    match row.cell(column) {
        Cell::Text([]) => Err(HoldingsError::NoQuantity { line }.into()),
        Cell::Text(text) => plain(text, layout, &expected.currency, line, into),
        Cell::Number(number) if number.starts_with('-') => {
            Err(HoldingsError::Negative { line }.into())
        }
        Cell::Number(number) => {
            into.clear();
            into.push_str(number);
            Ok(Point::Unsaid)
        }
        Cell::Day(_) => Err(row.wrong(column, "a date; take the column of the quantity")),
        Cell::Other(found) => Err(row.wrong(column, found)),
    }
}
