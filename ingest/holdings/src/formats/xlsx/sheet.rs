//! A sheet, row by row.

use quick_xml::events::BytesStart;

use super::area::Area;
use super::faults::{refused, DAMAGED, FORMULA, MERGED};
use super::row::SheetRow;
use super::strings::TextOf;
use super::workbook::Workbook;
use super::xml::{attribute, flag, local, Piece, Xml};
use crate::cell::Row;
use crate::input_error::InputError;
use crate::table::Table;

/// Most areas of a sheet.
const MAX_AREAS: usize = 1_000_000;

/// Reads the rows of a sheet into a table, those up to `skip` as rows before the header.
///
/// # Errors
/// [`InputError`], for the first thing that is wrong with it.
pub(super) fn read(
    part: &str,
    workbook: &Workbook,
    skip: u64,
    table: &mut Table<'_>,
) -> Result<(), InputError> {
    let mut reader = SheetReader {
        row: SheetRow::new(workbook),
        text: TextOf::default(),
        open: Open::Nothing,
        areas: Vec::new(),
        positions: Vec::new(),
    };
    let mut xml = Xml::new(part);
    while let Some(piece) = xml.next()? {
        let text = reader.text.piece(&piece);
        if let Some(text) = text.filter(|_| reader.open == Open::Inline) {
            reader.row.push(text);
        }
        match &piece {
            Piece::Start(start) => reader.start(start)?,
            Piece::Text(text) if reader.open == Open::Value => reader.row.push(text),
            Piece::Text(_) => {}
            Piece::End(end) => reader.end(local(end.name().0), skip, table)?,
        }
    }
    reader.finish(table)
}

/// Which element is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Data,
    Row,
    Cell,
    /// What a cell has of its own: `v`, or `is`.
    Value,
    Inline,
}

struct SheetReader<'a> {
    row: SheetRow<'a>,
    text: TextOf,
    open: Open,
    /// Cells that are merged, and those that have their values of a formula in another cell.
    areas: Vec<Area>,
    /// First and last rows of positions that count.
    positions: Vec<(u64, u64)>,
}

impl SheetReader<'_> {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), InputError> {
        let name = local(start.name().0);
        match (self.open, name) {
            (Open::Nothing, "sheetData") => self.open = Open::Data,
            (Open::Nothing, "mergeCell") => self.area(start, MERGED)?,
            (Open::Data, "row") => {
                let number = attribute(start, "r")?;
                self.row.begin(number.as_deref(), flag(start, "hidden")?)?;
                self.open = Open::Row;
            }
            (Open::Row, "c") => {
                let [place, style, kind] = ["r", "s", "t"].map(|name| attribute(start, name));
                self.row
                    .begin_cell(place?.as_deref(), style?.as_deref(), kind?)?;
                self.open = Open::Cell;
            }
            (Open::Cell, "f") => {
                self.row.formula = true;
                if attribute(start, "ref")?.is_some() {
                    self.area(start, FORMULA)?;
                }
            }
            // A cell has one value: readers do not agree which of two counts.
            (Open::Cell, "v" | "is") if self.row.valued => return refused(DAMAGED),
            (Open::Cell, "v" | "is") => {
                self.row.valued = true;
                self.open = match name {
                    "v" => Open::Value,
                    _ => Open::Inline,
                };
            }
            // Nothing is in a value, and no row in a row.
            (Open::Value, _)
            | (
                Open::Data | Open::Row | Open::Cell | Open::Inline,
                "sheetData" | "row" | "c" | "is",
            ) => return refused(DAMAGED),
            _ => {}
        }
        Ok(())
    }

    fn area(&mut self, start: &BytesStart<'_>, what: &'static str) -> Result<(), InputError> {
        if self.areas.len() == MAX_AREAS {
            return refused(DAMAGED);
        }
        let text = attribute(start, "ref")?.unwrap_or_default();
        match Area::new(&text, what) {
            Some(area) => self.areas.push(area),
            None => return refused(DAMAGED),
        }
        Ok(())
    }

    fn end(&mut self, name: &str, skip: u64, table: &mut Table<'_>) -> Result<(), InputError> {
        self.open = match (self.open, name) {
            (Open::Value, "v") | (Open::Inline, "is") => Open::Cell,
            (Open::Cell, "c") => {
                self.row.end_cell()?;
                Open::Row
            }
            (Open::Row, "row") => {
                self.row(skip, table)?;
                Open::Data
            }
            (Open::Data, "sheetData") => Open::Nothing,
            (open, _) => open,
        };
        Ok(())
    }

    fn row(&mut self, skip: u64, table: &mut Table<'_>) -> Result<(), InputError> {
        let number = self.row.number();
        if self.row.is_blank() {
            return Ok(());
        }
        if number <= skip {
            return table.skip(&self.row);
        }
        if table.read(&self.row)? {
            match self.positions.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => self.positions.push((number, number)),
            }
        }
        Ok(())
    }

    /// Checks what is known of cells only when the sheet has been read.
    fn finish(self, table: &Table<'_>) -> Result<(), InputError> {
        let columns = table.used();
        let mut areas = self.areas.iter();
        match areas.find(|area| area.touches(&columns, &self.positions)) {
            Some(area) => Err(InputError::Cell {
                place: area.place(),
                found: area.what,
            }),
            None => Ok(()),
        }
    }
}
