//! The mapping of a price list: which columns of a vendor's CSV file mean what.
//!
//! ```json
//! {
//!   "assay": "v1",
//!   "kind": "price_mapping",
//!   "csv": { "skip": 1, "delimiter": ";", "none": "N/A", "date": "MM/DD/YYYY" },
//!   "columns": {
//!     "identifier": "CUSIP",
//!     "price": "Clean price",
//!     "accrued": "Accrued",
//!     "as_of": "Pricing date",
//!     "kind": "Type",
//!     "maturity": "Final maturity",
//!     "reset": "Next reset",
//!     "institution": "Issuer"
//!   },
//!   "fixed": { "currency": "USD" },
//!   "per": 100,
//!   "quotation": "clean",
//!   "kinds": [
//!     { "begins": "Discount note", "kind": "agency_discount" },
//!     { "begins": "Coupon", "kind": "agency_note", "if_reset": "agency_frn" }
//!   ],
//!   "institutions": [ { "begins": "Federal Home Loan", "institution": "fhlb" } ]
//! }
//! ```
//!
//! It is public. Columns are named by the header, in capital letters or not, or by their position from 1. How the file is
//! laid out (`csv`) is said as in the mapping of holdings.

use assay_lines::{Column, DateForm, Total};
use assay_statement::json::{Field, FromJson, JsonError, JsonValue};
use assay_statement::{fields, Currency, Date, Document, Id, InstrumentKind, Kind, V1};
use serde::Serialize;

/// The mapping of a price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PriceMapping {
    /// The version.
    pub assay: V1,
    /// `"price_mapping"`.
    pub kind: Kind<PriceMapping>,
    /// How the file is laid out.
    pub csv: PriceLayout,
    /// Its columns.
    pub columns: PriceColumns,
    /// What it says in no column.
    #[serde(skip_serializing_if = "FixedFacts::is_empty")]
    pub fixed: FixedFacts,
    /// Of how much face a price is: 100 or 1.
    pub per: u32,
    /// Whether prices are with accrued interest.
    pub quotation: Quotation,
    /// What the column of kinds says, and what kind that is. Without a list it has the names of documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<KindName>,
    /// What the column of institutions says, and what the book calls that institution. Without a list it has the names of the book.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub institutions: Vec<InstitutionName>,
}

fields!(PriceMapping {
    assay,
    kind,
    csv by layout,
    columns,
    fixed by fixed,
    per,
    quotation,
    kinds by Field::read_or_default,
    institutions by Field::read_or_default,
});

impl Document for PriceMapping {
    const KIND: &'static str = "price_mapping";
    const MAX_BYTES: usize = 1 << 20;
}

/// How a CSV file is laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PriceLayout {
    /// How many lines there are before the header, or before the first price of a file without one.
    pub skip: u32,
    /// The separator of fields: `,` (the default), `;`, `|` or a tab.
    pub delimiter: String,
    /// Whether the first line names the columns.
    pub header: bool,
    /// Whether lines may end before the last columns, though not before one that the mapping names.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub short_lines: bool,
    /// The decimal point: `.` (the default) or `,`.
    pub decimal: String,
    /// The separator of groups of three digits, if there is one: `.`, `,`, `'` or a space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thousands: Option<String>,
    /// What stands in a cell that says nothing, beside nothing: `N/A`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none: Option<String>,
    /// How dates are written; `2026-11-20` or `20261120` where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<DateForm>,
    /// Lines that are no prices: totals and footers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<Total>,
}

fields!(PriceLayout {
    skip by Field::read_or_default,
    delimiter by comma,
    header by yes,
    short_lines by no,
    decimal by point,
    thousands,
    none,
    date,
    totals by Field::read_or_default,
});

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

fn layout(field: Field<'_>) -> Result<PriceLayout, JsonError> {
    field.read_or(|| PriceLayout {
        skip: 0,
        delimiter: ",".into(),
        header: true,
        short_lines: false,
        decimal: ".".into(),
        thousands: None,
        none: None,
        date: None,
        totals: Vec::new(),
    })
}

/// The columns of a price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PriceColumns {
    /// The ISIN or CUSIP.
    pub identifier: Column,
    /// The price.
    pub price: Column,
    /// The accrued interest of as much face as the price is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accrued: Option<Column>,
    /// The currency of the price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Column>,
    /// The day of the price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Column>,
    /// What kind of security it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Column>,
    /// When it is finally repaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maturity: Option<Column>,
    /// When its rate is reset next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<Column>,
    /// When it can be demanded next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand: Option<Column>,
    /// Who owes it. May be the column of the identifier: a CUSIP begins with the number of the issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Column>,
}

fields!(PriceColumns {
    identifier,
    price,
    accrued,
    currency,
    as_of,
    kind,
    maturity,
    reset,
    demand,
    institution,
});

impl PriceColumns {
    /// The columns that there are, with their fields of the mapping.
    pub(crate) fn all(&self) -> Vec<(&'static str, &Column)> {
        let optional = [
            ("accrued", &self.accrued),
            ("currency", &self.currency),
            ("as_of", &self.as_of),
            ("kind", &self.kind),
            ("maturity", &self.maturity),
            ("reset", &self.reset),
            ("demand", &self.demand),
            ("institution", &self.institution),
        ];
        let optional = optional
            .into_iter()
            .filter_map(|(field, column)| Some((field, column.as_ref()?)));
        [("identifier", &self.identifier), ("price", &self.price)]
            .into_iter()
            .chain(optional)
            .collect()
    }
}

/// What a whole list has in common, where no column says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FixedFacts {
    /// The currency of all prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The day of all prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The kind of all securities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<InstrumentKind>,
    /// Who owes all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Id>,
}

fields!(FixedFacts {
    currency,
    as_of,
    kind,
    institution,
});

impl FixedFacts {
    fn is_empty(&self) -> bool {
        *self == FixedFacts::default()
    }
}

fn fixed(field: Field<'_>) -> Result<FixedFacts, JsonError> {
    field.read_or(FixedFacts::default)
}

/// Whether a price is with accrued interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotation {
    /// Without it: the column of accrued interest is added.
    Clean,
    /// With it.
    Dirty,
}

impl FromJson for Quotation {
    fn from_json(value: JsonValue<'_>) -> Result<Quotation, JsonError> {
        const EXPECTED: &str = "\"clean\" or \"dirty\"";
        match value.text(EXPECTED)? {
            "clean" => Ok(Quotation::Clean),
            "dirty" => Ok(Quotation::Dirty),
            _ => Err(value.unexpected(EXPECTED)),
        }
    }
}

/// What the column of kinds begins with, and what kind that is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KindName {
    /// What the column begins with, in capital letters or not; the first entry that fits counts.
    pub begins: String,
    /// The kind.
    pub kind: InstrumentKind,
    /// The kind of a security whose rate is reset before it matures, where the list calls both the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_reset: Option<InstrumentKind>,
}

fields!(KindName {
    begins,
    kind,
    if_reset
});

/// What the column of institutions begins with, and what the book calls that institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InstitutionName {
    /// What the column begins with, in capital letters or not; the first entry that fits counts.
    pub begins: String,
    /// The institution of the book's rows.
    pub institution: Id,
}

fields!(InstitutionName {
    begins,
    institution
});
