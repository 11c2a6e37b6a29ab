//! Real prices of bills on two days that follow each other: a list of them, and the same as a price file.

use super::*;
use crate::price_day::{PriceDay, PriceDayError};
use crate::price_list::{PriceList, PriceListContext};
use crate::price_list_error::PriceListError;
use crate::price_list_reader::parse_price_list;
use crate::price_mapping::PriceMapping;
use assay_statement::{Date, SuiteName};

const TABLE: &str = include_str!("../../../../../testkit/inputs/fedinvest-bills-20240625-26.csv");

/// The prices of a day, in their column of the table.
fn list(day: &str, as_of: &str) -> Result<PriceList, PriceListError> {
    let text = format!(
        r#"{{"assay":"v1","kind":"price_mapping",
            "columns":{{"identifier":"cusip","price":"sell_{}","kind":"type","maturity":"maturity"}},
            "fixed":{{"currency":"USD","as_of":"{day}"}},"per":100,"quotation":"dirty",
            "kinds":[{{"begins":"Market based bill","kind":"bill"}}]}}"#,
        day.replace('-', "_")
    );
    let mapping: PriceMapping = parse_document(text.as_bytes()).unwrap();
    mapping.validate().unwrap();
    let currency = "USD".parse().unwrap();
    let context = PriceListContext {
        currency: &currency,
        day: PriceDay::new(as_of.parse().unwrap(), None).unwrap(),
        given: None,
    };
    parse_price_list(TABLE.as_bytes(), &mapping, context)
}

/// The same prices as the Treasury's file has them, with a header or without.
fn price_file(column: usize, header: bool) -> PriceFile {
    let line = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let (year, day) = fields[2].split_once('-').unwrap();
        let maturity = format!("{}/{year}", day.replace('-', "/"));
        format!(
            "{},{},0.000000,{maturity},,0.000000,{},0.000000\n",
            fields[0], fields[1], fields[column]
        )
    };
    let lines: String = TABLE.lines().skip(1).map(line).collect();
    let names = "CUSIP,TYPE,RATE,MATURITY DATE,CALL DATE,BUY,SELL,END OF DAY\n";
    let text = format!("{}{lines}", if header { names } else { "" });
    parse_fedinvest(text.as_bytes()).unwrap()
}

fn book(prices: PriceSources<'_>, as_of: &str) -> Result<BuiltBook, BuildError> {
    let custodians = parse_document(
        br#"{"assay":"v1","kind":"custodians","currency":"USD","custodians":[{"id":"n","securities":{"kinds":["bill"]}}]}"#,
    );
    build_book(BookInputs {
        subject: "fund".parse().unwrap(),
        as_of: as_of.parse().unwrap(),
        prices,
        allowed_prices_of: None,
        terms: None,
        custodians: &custodians.unwrap(),
        suite: SuiteName::Vesta,
        since: None,
        shape: None,
        inequalities: Inequalities::Count(4),
    })
}

#[test]
fn a_list_and_the_price_file_make_the_same_book() {
    let days = [("2024-06-25", 3), ("2024-06-26", 4)];
    let mut prices = Vec::new();
    for (day, column) in days {
        let as_of = format!("{day}T22:00:00Z");
        let lists = [list(day, &as_of).unwrap()];
        let listed = PriceSources {
            price_file: None,
            price_lists: &lists,
        };
        let listed = book(listed, &as_of).unwrap().book;
        assert_eq!(listed.rows.len(), 16);
        for header in [false, true] {
            let file = price_file(column, header);
            let date: Date = day.parse().unwrap();
            let dated = Some(DatedPriceFile {
                prices: &file,
                date,
            });
            let quoted = PriceSources {
                price_file: dated,
                price_lists: &[],
            };
            assert_eq!(book(quoted, &as_of).unwrap().book, listed);
        }
        prices.push(listed.rows[0].price.to_string());
    }
    // 99.898889 and 99.912833 per 100 of the first bill.
    assert_eq!(prices, ["0.99898889", "0.99912833"]);
}

#[test]
fn yesterdays_file_makes_no_book_of_today() {
    let as_of = "2024-06-26T22:00:00Z";
    let (book_day, found): (Date, Date) =
        ("2024-06-26".parse().unwrap(), "2024-06-25".parse().unwrap());
    let expected = PriceDay::new(as_of.parse().unwrap(), None).unwrap();
    assert_eq!(expected.book(), book_day);
    let other = PriceDayError::Other { expected, found };
    let refused = list("2024-06-25", as_of).unwrap_err();
    assert_eq!(refused, PriceListError::FixedDay(other.clone()));
    let file = price_file(3, true);
    let dated = Some(DatedPriceFile {
        prices: &file,
        date: found,
    });
    let quoted = PriceSources {
        price_file: dated,
        price_lists: &[],
    };
    assert_eq!(
        book(quoted, as_of).unwrap_err(),
        BuildError::PricesDay(other.clone())
    );
    // A list that was read for the book of another day is refused too.
    let lists = [list("2024-06-25", "2024-06-25T22:00:00Z").unwrap()];
    let listed = PriceSources {
        price_file: None,
        price_lists: &lists,
    };
    assert_eq!(
        book(listed, as_of).unwrap_err(),
        BuildError::PricesDay(other)
    );
}
