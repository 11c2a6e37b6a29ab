//! Where the prices of a book come from.

use assay_statement::Date;

use crate::place::Place;
use crate::price_list::PriceList;
use crate::quote::PriceFile;

/// The Treasury's price file, and its day, which the file does not say.
#[derive(Clone, Copy, Debug)]
pub struct DatedPriceFile<'a> {
    /// The file.
    pub prices: &'a PriceFile,
    /// Its day.
    pub date: Date,
}

/// The sources of a book's prices, in the order in which they are asked: the first that has a security prices it.
#[derive(Clone, Copy, Debug, Default)]
pub struct PriceSources<'a> {
    /// The Treasury's price file, which is asked first.
    pub price_file: Option<DatedPriceFile<'a>>,
    /// Price lists of vendors, each asked for what none before it has.
    pub price_lists: &'a [PriceList],
}

impl PriceSources<'_> {
    /// The day of the price at a place; `None` if no price is there.
    pub(crate) fn day(&self, at: Place) -> Option<Date> {
        match at {
            Place::PriceFile { .. } => self.price_file.map(|file| file.date),
            Place::PriceList { list, line } => {
                let prices = &self.price_lists.get(list)?.prices;
                let place = prices
                    .binary_search_by_key(&line, |price| price.line)
                    .ok()?;
                prices.get(place).map(|price| price.as_of)
            }
            Place::Terms { .. } => None,
        }
    }
}
