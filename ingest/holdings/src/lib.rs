//! Holdings as custodians and banks send them, added up to the quantities of a book's rows.
//!
//! | format | what it is | `Format` |
//! |---|---|---|
//! | semt.002 | ISO 20022 `semt.002.001.08` to `.12`, securities balance custody report | [`Format::Semt002`] |
//! | MT535 | SWIFT statement of holdings (ISO 15022) | [`Format::Mt535`] |
//! | MT940 | SWIFT customer statement, and MT950 | [`Format::Mt940`] |
//! | camt.053 | ISO 20022 `camt.053.001.02` and later, bank to customer statement | [`Format::Camt053`] |
//! | camt.052 | ISO 20022 `camt.052.001.02` and later, bank to customer account report | [`Format::Camt052`] |
//! | BAI2 | cash management balance reporting, version 2 | [`Format::Bai2`] |
//! | xlsx | a sheet of a spreadsheet, read as CSV is | [`Format::Xlsx`] |
//! | CSV | the header [`HEADER`], or the columns of a [`HoldingsMapping`] | [`Format::Csv`] |
//! | Parquet | ledgers of any length, summed by a query engine | module `ledger`, feature `ledgers` |
//!
//! | item | what it does |
//! |---|---|
//! | [`Index`] | finds the rows of one custodian, or those of its income, by the names of their instruments |
//! | [`Expectation`] | the day ([`StatementDay`]), the currency and the mapping that every file has to agree with |
//! | [`Format::recognise`] | recognises a file by its first bytes |
//! | [`Collector`] | reads all files of one custodian and adds them up |
//! | [`held_throughout`] | the least that several days' sums have of each row of the income |
//! | [`aggregate()`] | adds up one CSV file with the header [`HEADER`] |
//! | [`Buffered`] | a buffered reader that wipes its buffer |
//! | [`sample`] | writes statements for the sample fund and for tests |
//!
//! A [`Collector`] checks that statements are whole, of the book's day, on one basis, and that none of them is there twice.
//! Of each balance only what is available counts. `docs/inputs.md` in the repository has what is read of each format, what
//! counts, and what is refused.
//!
//! ```
//! use assay_holdings::{Collector, Expectation, Format, Index};
//! use assay_statement::{parse_document, Book};
//!
//! let book: Book = parse_document(br#"{
//!     "assay": "v1", "kind": "book", "subject": "fund:example", "as_of": "2026-11-20T22:00:00Z", "currency": "USD",
//!     "shape": {"k": 7, "rules": 4}, "custodians": ["north"],
//!     "rows": [{"custodian": "north", "instrument": "US912797SB42", "kind": "bill", "maturity": "2026-11-27",
//!               "price": "0.999", "quantity_decimals": 2}]
//! }"#)?;
//! let index = Index::new(&book, "north")?;
//! let expected = Expectation::new(&book, None);
//!
//! // Files in the order of their pages; here one, a SWIFT statement.
//! let files = [concat!(
//!     ":16R:GENL\n:28E:1/ONLY\n:23G:NEWM\n:98A::STAT//20261120\n:22F::CODE//COMP\n:22F::STBA//SETT\n",
//!     ":97A::SAFE//1\n:16S:GENL\n:16R:SUBSAFE\n:16R:FIN\n:35B:ISIN US912797SB42\n",
//!     ":93B::AGGR//FAMT/1000,\n:93B::AVAI//FAMT/900,5\n:16S:FIN\n:16S:SUBSAFE\n",
//! )];
//! let mut collector = Collector::new(&expected, &index, files.len());
//! for (number, file) in files.iter().enumerate() {
//!     let format = Format::recognise(file.as_bytes())?;
//!     assert_eq!(format.name(), "mt535");
//!     collector.read(number, format, file.as_bytes())?;
//! }
//! let collected = collector.finish().map_err(|(_file, error)| error)?;
//! assert_eq!(*collected.sums.quantities, [90_050]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

/// The example of the README runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod accounts;
mod aggregate;
mod amount;
mod basis;
mod buffered;
mod camt;
mod camt_balance;
mod cash;
mod cell;
mod closing;
mod collect;
mod columns;
mod csv_header;
mod dates;
mod eight_bytes;
mod expectation;
mod fields;
mod fin;
mod format;
mod format_list;
mod formats;
mod hashed;
mod held_words;
mod holdings_error;
mod index;
mod input_error;
mod instrument;
mod iso20022;
mod layout;
// Unit tests are of nothing in it, and the engine would be compiled for them again.
#[cfg(all(feature = "ledgers", not(test)))]
pub mod ledger;
mod mapped_csv;
mod mapping;
mod mapping_error;
mod measure;
mod message;
mod number_form;
mod other_numbers;
mod pages;
mod pass_over;
mod passed_over;
mod plain_csv;
mod plain_number;
mod positions;
mod quantity;
mod repeated;
mod repeated_part;
mod same_account;
pub mod sample;
mod security;
mod split;
mod statement_day;
mod subaccounts;
mod table;
mod tallies;
mod tally;
mod throughout;
mod window;
mod xml;

pub use assay_lines::{Column, DateForm, Total};

pub use aggregate::Aggregate;
pub use amount::{Amount, NotAnAmount};
pub use basis::Basis;
pub use buffered::Buffered;
pub use collect::{Collected, Collector};
pub use csv_header::HEADER;
pub use expectation::{Expectation, NoCommonDay};
pub use format::ReadContext;
pub use formats::Format;
pub use holdings_error::HoldingsError;
pub use index::Index;
pub use input_error::InputError;
pub use layout::Layout;
pub use mapping::{CashAccount, HoldingsMapping, SecurityNumber};
pub use mapping_error::MappingError;

pub use measure::Measure;
pub use message::{Message, Page, Position};
pub use pass_over::{AccountName, PassOver};
pub use passed_over::PassedOver;
pub use plain_csv::aggregate;
pub use statement_day::StatementDay;
pub use throughout::held_throughout;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
