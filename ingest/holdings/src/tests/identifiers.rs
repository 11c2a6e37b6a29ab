//! One security by all of its names: ISINs, CUSIPs, and those of private placements.

use assay_statement::{instrument_name, is_cusip, names_of, security_of};
use proptest::prelude::*;

use super::support::*;
use crate::aggregate::Aggregate;
use crate::holdings_error::HoldingsError;
use crate::index::Index;
use crate::input_error::InputError;
use crate::mapping::HoldingsMapping;
use crate::mapping_error::MappingError;
use crate::plain_csv::aggregate;
use assay_statement::{parse_document, Book};

const CUSIP_XML: &str = include_str!("custodians/cusip-only.xml");

/// A book whose first row is of this instrument.
fn book_of(instrument: &str) -> Book {
    let mut book = book();
    book.rows[0].instrument = instrument.parse().unwrap();
    book
}

/// What a list with one unit of a name adds up to in the first row.
fn found(book: &Book, name: &str) -> Result<u64, HoldingsError> {
    let index = Index::new(book, book.custodians[0].as_str())?;
    let list = format!("account,instrument,quantity\n1,{name},0.01\n");
    let sums: Aggregate = aggregate(list.as_bytes(), &index)?;
    Ok(sums.quantities[0])
}

#[test]
fn a_private_placement_is_a_row_by_its_cusip() {
    let private = "06417#AA8";
    let statement = CUSIP_XML.replace("912797SB4", private);
    let expectation = expectation(None);
    let sum = |book: &Book| {
        let index = Index::new(book, book.custodians[0].as_str()).unwrap();
        let mut collector = crate::collect::Collector::new(&expectation, &index, 1);
        let format = crate::formats::Format::recognise(statement.as_bytes())?;
        collector.read(0, format, statement.as_bytes())?;
        let collected = collector.finish().map_err(|(_, error)| error)?;
        Ok::<u64, InputError>(collected.sums.quantities[0])
    };
    assert_eq!(sum(&book_of(private)), Ok(100_000_050));
    assert!(sum(&book()).is_err());
    assert_eq!(found(&book_of(private), private), Ok(1));
    let mistyped = found(&book_of(private), "06417#AA9");
    assert!(matches!(mistyped, Err(HoldingsError::CheckDigit { .. })));
    // It may be what another number means; a CUSIP that has an ISIN may not, as books have the ISIN.
    let number = |instrument: &str| {
        let text = format!(
            r#"{{"assay":"v1","kind":"holdings_mapping","securities":[{{"number":"GB/0798059","instrument":"{instrument}"}}]}}"#
        );
        let mapping: HoldingsMapping = parse_document(text.as_bytes()).unwrap();
        mapping.validate()
    };
    assert_eq!(number(private), Ok(()));
    assert_eq!(number("EZ9724VTXK48"), Ok(()));
    assert_eq!(
        number("912797SB4"),
        Err(MappingError::Security { index: 0 })
    );
}

/// A CUSIP with a right check digit, of these eight characters.
fn cusip(base: &str) -> String {
    let digits = (0..10).map(|digit| format!("{base}{digit}"));
    digits.into_iter().find(|code| is_cusip(code)).unwrap()
}

proptest! {
    /// A name finds a row exactly if both mean the same security, as the book has it.
    #[test]
    fn names_find_what_they_mean(base in "[0-9A-Z*@#]{8}", other in "[0-9A-Z*@#]{8}", pick in 0..3usize) {
        let (code, other) = (cusip(&base), cusip(&other));
        let names = names_of(&code);
        let book = book_of(&names[pick % names.len()]);
        for name in &names {
            prop_assert_eq!(found(&book, name), Ok(1), "{}", name);
            prop_assert_eq!(security_of(name), Some(code.clone()));
        }
        // Price lists name it by one of these names too.
        prop_assert!(names.contains(&instrument_name(&code).unwrap()));
        let none = names_of(&other).iter().all(|name| matches!(found(&book, name), Err(HoldingsError::NoRow { .. })));
        prop_assert_eq!(none, other != code);
    }
}
