//! A book, in short.

use std::collections::BTreeMap;

use assay_statement::{Book, Id, InstrumentKind, SuiteName};

use crate::render::lines::{digest_line, line};

/// What a book says, in short.
pub fn book(book: &Book) -> String {
    let mut text = "book\n".to_string();
    text += &line("subject", &book.subject);
    text += &line("as of", book.as_of);
    text += &line("currency", &book.currency);
    if book.suite != SuiteName::default() {
        text += &line("suite", book.suite);
    }
    let shape = book.shape;
    let room = format!(
        "{shape}: {} rows, {} inequalities",
        shape.buckets(),
        shape.rules()
    );
    text += &line("shape", room);
    // One pass over the rows: there may be as many custodians.
    let mut rows: BTreeMap<(&Id, InstrumentKind), usize> = BTreeMap::new();
    for row in &book.rows {
        *rows.entry((&row.custodian, row.kind)).or_default() += 1;
    }
    for custodian in &book.custodians {
        let mut counts = Vec::new();
        for kind in InstrumentKind::ALL {
            if let Some(count) = rows.get(&(custodian, kind)) {
                counts.push(format!("{count} {kind}"));
            }
        }
        let country = match book.countries.get(custodian) {
            Some(country) => format!(" in {country}"),
            None => String::new(),
        };
        text += &line(
            "custodian",
            format!("{custodian}{country}: {}", counts.join(", ")),
        );
    }
    if let Some(income) = &book.income {
        let rows = income.rows.len();
        text += &line(
            "income",
            format!(
                "of {rows} rows since {}, of book {}",
                income.since, income.book
            ),
        );
    }
    if let Err(error) = book.validate() {
        text += &line("not valid", error);
    }
    text + &digest_line(book)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_circuits::Shape;
    use assay_statement::{BookRow, Kind, V1};
    use std::time::{Duration, Instant};

    /// A book of many custodians, each with one row of cash and one of a fund.
    fn of_custodians(count: usize) -> Book {
        let custodians: Vec<Id> = (0..count)
            .map(|i| format!("c{i}").parse().unwrap())
            .collect();
        let row = |custodian: &Id, kind| BookRow {
            custodian: custodian.clone(),
            instrument: format!("{kind}:main").parse().unwrap(),
            kind,
            maturity: None,
            reset: None,
            demand: None,
            price: "1".parse().unwrap(),
            quantity_decimals: 2,
            institution: Some("bank".parse().unwrap()),
        };
        let kinds = [InstrumentKind::Fund, InstrumentKind::Cash];
        let rows = custodians.iter();
        Book {
            assay: V1,
            kind: Kind::new(),
            subject: "fund:x".parse().unwrap(),
            as_of: "2026-11-20T22:00:00Z".parse().unwrap(),
            currency: "USD".parse().unwrap(),
            suite: SuiteName::default(),
            shape: Shape::WIDEST,
            rows: rows
                .flat_map(|custodian| kinds.map(|kind| row(custodian, kind)))
                .collect(),
            custodians,
            countries: Default::default(),
            income: None,
        }
    }

    #[test]
    fn custodians_have_their_rows_by_kind() {
        let text = book(&of_custodians(2));
        assert!(
            text.contains("custodian     c0: 1 cash, 1 fund\n"),
            "{text}"
        );
        assert!(
            text.contains("custodian     c1: 1 cash, 1 fund\n"),
            "{text}"
        );
    }

    /// Sixteen times the custodians cost about sixteen times the work; if each looked at all rows, it would be 256 times.
    #[test]
    fn the_work_grows_with_the_book() {
        let fastest = |count: usize| {
            let many = of_custodians(count);
            let once = || {
                let start = Instant::now();
                assert!(book(&many).len() > count);
                start.elapsed()
            };
            (0..5).map(|_| once()).min().unwrap_or(Duration::MAX)
        };
        let (few, many) = (fastest(1_000), fastest(16_000));
        assert!(many < few * 64, "{few:?} and {many:?}");
    }
}
