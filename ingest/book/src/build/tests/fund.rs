//! The book of a real fund of 81 securities, from one price list and nothing written by hand.

use super::*;
use crate::price_day::PriceDay;
use crate::price_list::PriceListContext;
use crate::price_list_reader::parse_price_list;
use crate::price_mapping::PriceMapping;
use crate::sample::MoneyFund;
use assay_statement::{Date, SuiteName};

/// The book of a time on or after the day of the list.
fn fund(as_of: &str) -> BuiltBook {
    let mapping: PriceMapping = parse_document(MoneyFund::PRICE_MAPPING.as_bytes()).unwrap();
    mapping.validate().unwrap();
    let custodians: Custodians = parse_document(MoneyFund::CUSTODIANS.as_bytes()).unwrap();
    let as_of = as_of.parse().unwrap();
    let context = PriceListContext {
        currency: &custodians.currency,
        day: PriceDay::new(as_of, None).unwrap(),
        given: None,
    };
    let list = MoneyFund::filed().unwrap().price_list().unwrap();
    let list = parse_price_list(list.as_bytes(), &mapping, context).unwrap();
    assert_eq!((list.prices.len(), list.unpriced.len()), (80, 0));
    // The repo, which has no identifier, and the total.
    assert_eq!(list.passed_over, 2);
    let built = build_book(BookInputs {
        subject: "fund:x".parse().unwrap(),
        as_of,
        prices: PriceSources {
            price_file: None,
            price_lists: &[list],
        },
        allowed_prices_of: None,
        terms: None,
        custodians: &custodians,
        suite: SuiteName::Vesta,
        since: None,
        shape: None,
        inequalities: Inequalities::Count(8),
    });
    built.unwrap()
}

#[test]
fn one_list_makes_the_book_of_the_fund() {
    let built = fund("2026-07-31T22:00:00Z");
    let rows = &built.book.rows;
    // 80 securities, cash, and the repo.
    assert_eq!(rows.len(), 82);
    assert!(built.incomplete.is_empty() && built.doubts.is_empty());
    let count = |kind| rows.iter().filter(|row| row.kind == kind).count();
    assert_eq!(count(InstrumentKind::Bill), 32);
    assert_eq!(count(InstrumentKind::Note), 1);
    assert_eq!(count(InstrumentKind::Frn), 1);
    assert_eq!(count(InstrumentKind::AgencyFrn), 27);
    assert_eq!(count(InstrumentKind::AgencyDiscount), 19);
    let date = |text: &str| -> Date { text.parse().unwrap() };
    let reset = rows.iter().filter_map(|row| row.reset);
    assert_eq!(reset.collect::<Vec<_>>(), [date("2026-08-01"); 28]);
    let repo = rows.iter().find(|row| row.kind == InstrumentKind::Repo);
    assert_eq!(repo.unwrap().maturity, Some(date("2026-08-03")));
    assert!(built
        .book
        .rows
        .iter()
        .all(|row| row.price.to_string() == "1"));
}

#[test]
fn the_same_list_makes_the_book_of_the_saturday_after() {
    let built = fund("2026-08-01T22:00:00Z");
    let day = |source: &Option<RowSource>| source.map(|source| source.day.to_string());
    let days: Vec<_> = built.sources.iter().filter_map(day).collect();
    assert_eq!(days, vec!["2026-07-31"; 80]);
    let repo = built.book.rows.last().unwrap();
    assert_eq!(repo.maturity, Some("2026-08-03".parse().unwrap()));
}
