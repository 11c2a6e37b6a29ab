//! The sources of a book's prices: the Treasury's file, and price lists of vendors.

use std::path::{Path, PathBuf};

use assay_book::{
    parse_fedinvest, parse_price_list, BuildError, DatedPriceFile, Place, PriceDay, PriceDayError,
    PriceFile, PriceList, PriceListContext, PriceMapping, PriceSources,
};
use assay_statement::{Currency, Date, Timestamp};

use crate::documents;
use crate::error::{file_error, option_error, About, CliError};
use crate::files::{self, Outputs};

/// Largest price file that is read, in bytes. The real one has some 500 lines of 70 bytes.
const MAX_PRICES: u64 = 4 << 20;

/// Largest price list that is read, in bytes.
const MAX_LIST: u64 = 64 << 20;

/// Which prices a book takes.
#[derive(Debug, clap::Args)]
pub struct PriceArgs {
    /// FedInvest price file (CSV, with a header or without).
    #[arg(long, value_name = "FILE")]
    prices: Option<PathBuf>,
    /// The day of --prices, which the file does not say; and of price lists that do not say theirs.
    #[arg(long, value_name = "DATE")]
    prices_date: Option<Date>,
    /// Price list of a vendor (CSV); several times for several, each asked for what none before it has.
    #[arg(long, value_name = "FILE")]
    price_list: Vec<PathBuf>,
    /// Columns of the price lists (JSON): one file for all, or one for each in their order.
    #[arg(long, value_name = "FILE")]
    price_mapping: Vec<PathBuf>,
    /// An earlier day than the book's, whose prices are taken as well.
    #[arg(long, value_name = "DATE")]
    pub allow_prices_of: Option<Date>,
}

/// The sources as they were read.
pub struct Prices {
    price_file: Option<(PriceFile, Date)>,
    price_lists: Vec<PriceList>,
}

impl PriceArgs {
    /// Names the files that are read.
    pub fn inputs(&self, outputs: &mut Outputs) {
        let files = self.prices.iter().chain(&self.price_list);
        files
            .chain(&self.price_mapping)
            .for_each(|path| outputs.input(path));
    }

    /// Reads all sources, for a book of a time and in a currency.
    pub fn read(&self, as_of: Timestamp, currency: &Currency) -> Result<Prices, CliError> {
        let day = PriceDay::new(as_of, self.allow_prices_of).in_option("--allow-prices-of")?;
        let price_file = match (&self.prices, self.prices_date) {
            (None, _) => None,
            (Some(path), Some(date)) => {
                day.check(date).in_option("--prices-date")?;
                let bytes = files::read(path, MAX_PRICES)?;
                Some((parse_fedinvest(&bytes).in_file(path)?, date))
            }
            (Some(path), None) => {
                return Err(CliError::Usage(format!(
                    "--prices-date: expected the day of {}, which the file does not say, found nothing; a book of this time needs prices of {day}",
                    path.display()
                )));
            }
        };
        let context = PriceListContext {
            currency,
            day,
            given: self.prices_date,
        };
        let mut price_lists = Vec::with_capacity(self.price_list.len());
        for (path, mapping) in self.price_list.iter().zip(self.mappings()?) {
            price_lists.push(read_list(path, mapping, context)?);
        }
        Ok(Prices {
            price_file,
            price_lists,
        })
    }

    /// The mapping of each list.
    fn mappings(&self) -> Result<Vec<&Path>, CliError> {
        let (lists, mappings) = (self.price_list.len(), self.price_mapping.len());
        match self.price_mapping.as_slice() {
            [one] if lists > 0 => Ok(vec![one.as_path(); lists]),
            all if mappings == lists => Ok(all.iter().map(PathBuf::as_path).collect()),
            _ => Err(CliError::Usage(format!(
                "--price-mapping: expected one for all price lists or one for each, found {mappings} for {lists}"
            ))),
        }
    }

    /// The file of a place.
    pub fn file(&self, at: Place) -> Option<&Path> {
        match at {
            Place::PriceFile { .. } => self.prices.as_deref(),
            Place::PriceList { list, .. } => self.price_list.get(list).map(PathBuf::as_path),
            Place::Terms { .. } => None,
        }
    }

    /// Whether there is no source at all.
    pub fn is_empty(&self) -> bool {
        self.prices.is_none() && self.price_list.is_empty()
    }
}

impl Prices {
    /// The sources, in the order in which they are asked.
    pub fn sources(&self) -> PriceSources<'_> {
        PriceSources {
            price_file: self
                .price_file
                .as_ref()
                .map(|(prices, date)| DatedPriceFile {
                    prices,
                    date: *date,
                }),
            price_lists: &self.price_lists,
        }
    }

    /// How many securities the lists have without a price.
    pub fn unpriced(&self) -> usize {
        self.price_lists
            .iter()
            .map(|list| list.unpriced.len())
            .sum()
    }
}

fn read_list(
    path: &Path,
    mapping_path: &Path,
    context: PriceListContext<'_>,
) -> Result<PriceList, CliError> {
    let mapping: PriceMapping = documents::read(mapping_path)?;
    mapping.validate().in_file(mapping_path)?;
    let bytes = files::read(path, MAX_LIST)?;
    parse_price_list(&bytes, &mapping, context).map_err(|error| {
        let about = match error.is_about_mapping() {
            true => mapping_path,
            false => path,
        };
        file_error(about, error)
    })
}

/// The error of a day, with the option that is at fault.
pub fn blame_day(error: PriceDayError) -> CliError {
    let option = match error {
        PriceDayError::NotBefore { .. } => "--allow-prices-of",
        _ => "--prices-date",
    };
    option_error(option, BuildError::PricesDay(error))
}
