//! Income of pairs of books.

use super::*;
use crate::build::{build_book, BookInputs, BuiltBook, Inequalities};
use crate::fedinvest::parse_fedinvest;
use crate::price_day::PriceDay;
use crate::price_sources::{DatedPriceFile, PriceSources};
use crate::terms_file::{CheckedTerms, TermsFile};
use assay_statement::{parse_document, SuiteName};

mod additive;
mod coupons;
mod given;
mod pairs;
mod real_bills;
mod reference;
mod rows;

/// What a book is made of: its time, the lines of the price file, the custodians, and the terms.
#[derive(Clone, Copy)]
struct Made<'a> {
    as_of: &'a str,
    prices: &'a str,
    custodians: &'a str,
    terms: Option<&'a CheckedTerms>,
}

impl Made<'_> {
    /// The book, of whatever prices, as a program of this crate makes it.
    fn since(self, since: Option<&Book>) -> Result<BuiltBook, BuildError> {
        let prices = parse_fedinvest(self.prices.as_bytes()).unwrap();
        let as_of = self.as_of.parse().unwrap();
        let custodians = format!(
            r#"{{"assay":"v1","kind":"custodians","currency":"USD","custodians":{}}}"#,
            self.custodians
        );
        build_book(BookInputs {
            subject: "fund".parse().unwrap(),
            as_of,
            prices: PriceSources {
                price_file: Some(DatedPriceFile {
                    prices: &prices,
                    date: PriceDay::new(as_of, None).unwrap().book(),
                }),
                price_lists: &[],
            },
            allowed_prices_of: None,
            terms: self.terms,
            custodians: &parse_document(custodians.as_bytes()).unwrap(),
            suite: SuiteName::Vesta,
            since,
            shape: None,
            inequalities: Inequalities::Count(4),
        })
    }

    fn book(self) -> Book {
        self.since(None).unwrap().book
    }
}

/// One custodian who may hold everything that is quoted.
const EVERYTHING: &str =
    r#"[{"id":"north","securities":{"kinds":["bill","note","bond","tips","frn"]}}]"#;

fn terms(securities: &str, more: &str) -> CheckedTerms {
    let text = format!(r#"{{"assay":"v1","kind":"terms","securities":[{securities}]{more}}}"#);
    let terms: TermsFile = parse_document(text.as_bytes()).unwrap();
    terms.check().unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The income of each row, and the day on which it was repaid.
fn incomes(built: &BuiltBook) -> Vec<(String, String, Option<String>)> {
    let rows = built.book.income_rows().iter();
    rows.map(|row| {
        (
            row.instrument.to_string(),
            row.per_unit.to_string(),
            row.until.map(|until| until.to_string()),
        )
    })
    .collect()
}

/// The rows without income, and why.
fn without(built: &BuiltBook) -> Vec<(&str, &NoIncome)> {
    let rows = built.without_income.iter();
    rows.map(|row| (row.instrument.as_str(), &row.why))
        .collect()
}
