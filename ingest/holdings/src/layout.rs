//! How CSV files are laid out: the field `csv` of the mapping.

use assay_lines::{Column, ColumnFault, DateForm, Total};
use assay_statement::fields;
use assay_statement::json::{Field, FromJson, JsonError};
use serde::Serialize;

use crate::mapping_error::MappingError;

/// The layout of a CSV file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Layout {
    /// The sheet of a spreadsheet; the only one that holds anything where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// How many lines there are before the header, or before the first position of a file without one.
    #[serde(skip_serializing_if = "is_zero")]
    pub skip: u32,
    /// The separator of fields: `,` (the default), `;`, `|` or a tab.
    pub delimiter: String,
    /// Whether the first line names the columns.
    pub header: bool,
    /// Whether lines may end before the last columns, of which nothing is told then.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub short_lines: bool,
    /// The decimal point: `.` (the default) or `,`.
    pub decimal: String,
    /// The separator of groups of three digits, if there is one: `.`, `,`, `'`, a space or a no-break space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thousands: Option<String>,
    /// What stands for a quantity of zero beside the digit, such as a dash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zero: Option<String>,
    /// The column of the account.
    pub account: Column,
    /// The column of the instrument.
    pub instrument: Column,
    /// The column of the quantity that counts: what is available.
    pub quantity: Column,
    /// A column that has to hold the book's day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Column>,
    /// How that column writes it; `2026-11-20`, with a time or without, or `20261120` where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<DateForm>,
    /// A column that has to hold the book's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Column>,
    /// Lines that are no positions: totals and footers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<Total>,
}

fields!(Layout {
    sheet,
    skip by lines_before,
    delimiter by comma,
    header by yes,
    short_lines by no,
    decimal by point,
    thousands,
    zero,
    account,
    instrument,
    quantity,
    as_of,
    date,
    currency,
    totals by Field::read_or_default,
});

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde has it
fn is_zero(skip: &u32) -> bool {
    *skip == 0
}

fn lines_before(field: Field<'_>) -> Result<u32, JsonError> {
    let Some(value) = field.value() else {
        return Ok(0);
    };
    u32::from_json(value)
        .map_err(|_| value.unexpected("how many lines are before the header, such as 3"))
}

fn comma(field: Field<'_>) -> Result<String, JsonError> {
    field.read_or(|| ",".into())
}

fn point(field: Field<'_>) -> Result<String, JsonError> {
    field.read_or(|| ".".into())
}

fn no(field: Field<'_>) -> Result<bool, JsonError> {
    field.read_or(|| false)
}

fn yes(field: Field<'_>) -> Result<bool, JsonError> {
    field.read_or(|| true)
}

impl Layout {
    /// The layout of lists without a mapping.
    pub(crate) fn plain() -> Layout {
        let column = |name: &str| Column::Name(name.into());
        Layout {
            sheet: None,
            skip: 0,
            delimiter: ",".into(),
            header: true,
            short_lines: false,
            decimal: ".".into(),
            thousands: None,
            zero: None,
            account: column("account"),
            instrument: column("instrument"),
            quantity: column("quantity"),
            as_of: None,
            date: None,
            currency: None,
            totals: Vec::new(),
        }
    }

    /// Checks that the fields make sense together.
    pub(crate) fn validate(&self) -> Result<(), MappingError> {
        if !matches!(self.delimiter.as_str(), "," | ";" | "|" | "\t") {
            return Err(MappingError::Delimiter);
        }
        if !matches!(self.decimal.as_str(), "." | ",") {
            return Err(MappingError::Decimal);
        }
        let separators = [".", ",", "'", "\u{2019}", " ", "\u{a0}", "\u{202f}"];
        if let Some(thousands) = &self.thousands {
            if !separators.contains(&thousands.as_str()) || *thousands == self.decimal {
                return Err(MappingError::Thousands);
            }
        }
        if let Some(zero) = &self.zero {
            let digits = zero.contains(|c: char| c.is_ascii_digit());
            if zero.is_empty() || zero.trim() != zero || digits {
                return Err(MappingError::Zero);
            }
        }
        if self.date.as_ref().is_some_and(|date| !date.is_valid()) {
            return Err(MappingError::DateForm);
        }
        for (index, total) in self.totals.iter().enumerate() {
            if !total.is_valid(self.header) {
                return Err(MappingError::Total { index });
            }
        }
        let columns = self.columns();
        for (at, (field, column)) in columns.iter().enumerate() {
            match column.fault(self.header) {
                Some(ColumnFault::NoHeader) => return Err(MappingError::NoHeader { field }),
                Some(ColumnFault::NoColumn) => return Err(MappingError::Column { field }),
                None => {}
            }
            let mut before = columns.iter().take(at);
            if let Some((other, _)) = before.find(|(_, other)| other == column) {
                return Err(MappingError::SameColumn { field, other });
            }
        }
        Ok(())
    }

    /// The columns, with their fields of the mapping.
    pub(crate) fn columns(&self) -> Vec<(&'static str, &Column)> {
        let optional = [("as_of", &self.as_of), ("currency", &self.currency)];
        let optional = optional
            .into_iter()
            .filter_map(|(field, column)| Some((field, column.as_ref()?)));
        [
            ("account", &self.account),
            ("instrument", &self.instrument),
            ("quantity", &self.quantity),
        ]
        .into_iter()
        .chain(optional)
        .collect()
    }
}
