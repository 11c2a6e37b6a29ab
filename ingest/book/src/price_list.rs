//! A price list of a vendor, as it is read.

use assay_statement::{Currency, Date, Decimal, Id, InstrumentKind};

use crate::price_day::PriceDay;

/// A security with a price, and what its list says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPrice {
    /// Its name in the book: the ISIN, or the CUSIP of what has none.
    pub instrument: Id,
    /// Currency per 1 of face, with accrued interest, rounded down to ten decimals; never zero.
    pub price: Decimal,
    /// The day of the price.
    pub as_of: Date,
    /// Its kind.
    pub kind: Option<InstrumentKind>,
    /// When it is finally repaid.
    pub maturity: Option<Date>,
    /// When its rate is reset next, before it matures.
    pub reset: Option<Date>,
    /// When it can be demanded next.
    pub demand: Option<Date>,
    /// Who owes it.
    pub institution: Option<Id>,
    /// Line of the file, from 1.
    pub line: u64,
}

/// A security that a list has no price of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlisted {
    /// Its name in the book.
    pub instrument: Id,
    /// Line of the file, from 1.
    pub line: u64,
}

/// A price list, read: its securities in the order of its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceList {
    /// Securities with a price, each once.
    pub prices: Vec<ListedPrice>,
    /// Securities without one, or with a price of zero.
    pub unpriced: Vec<Unlisted>,
    /// Number of lines that name no security, or that the mapping says are no prices.
    pub passed_over: u64,
}

/// What every price of a list has to agree with.
#[derive(Clone, Copy, Debug)]
pub struct PriceListContext<'a> {
    /// The currency of the book.
    pub currency: &'a Currency,
    /// The day that prices have to be of.
    pub day: PriceDay,
    /// The day of the list, where neither a column nor its mapping says it.
    pub given: Option<Date>,
}
