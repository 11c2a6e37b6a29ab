//! One day of real bills.

use super::*;

const TABLE: &str = include_str!("../../../../../testkit/inputs/fedinvest-bills-20240625-26.csv");

/// A line of the table: CUSIP, maturity, and the prices of both days.
fn lines() -> Vec<[&'static str; 4]> {
    let fields = |line: &'static str| -> Vec<&str> { line.split(',').collect() };
    let lines = TABLE.lines().skip(1).map(fields);
    lines.map(|f| [f[0], f[2], f[3], f[4]]).collect()
}

fn price_file(day: usize) -> String {
    let line = |[cusip, maturity, first, second]: [&str; 4]| {
        let (year, rest) = maturity.split_once('-').unwrap();
        let price = if day == 0 { first } else { second };
        let maturity = format!("{}/{year}", rest.replace('-', "/"));
        format!("{cusip},MARKET BASED BILL,0.000000,{maturity},,0,{price},0\n")
    };
    lines().into_iter().map(line).collect()
}

#[test]
fn a_day_of_sixteen_real_bills() {
    let (first, second) = (price_file(0), price_file(1));
    let earlier = Made {
        as_of: "2024-06-25T22:00:00Z",
        prices: &first,
        custodians: EVERYTHING,
        terms: None,
    };
    let later = Made {
        as_of: "2024-06-26T22:00:00Z",
        prices: &second,
        ..earlier
    };
    let earlier = earlier.book();
    let built = later.since(Some(&earlier)).unwrap();
    let income = built.book.income.as_ref().unwrap();
    assert_eq!(
        (income.since, income.book),
        (earlier.as_of, digest(&earlier).unwrap())
    );
    assert_eq!(income.rows.len(), 16);
    assert_eq!(built.book.quantities(), 32);
    assert!(built.without_income.is_empty());
    for [cusip, maturity, price, _] in lines() {
        // (100 - price) / 100 / days to maturity, in units of the twelfth decimal, rounded down.
        let millionths: u128 = price.replace('.', "").parse().unwrap();
        let days = date("2024-06-25").days_until(date(maturity)) as u128;
        let expected = (100_000_000 - millionths) * 10_000 / days;
        let mut rows = income.rows.iter();
        let row = rows.find(|row| row.instrument.as_str().contains(cusip));
        let row = row.unwrap();
        assert_eq!(
            row.per_unit.magnitude().scaled(12),
            Some(expected.into()),
            "{cusip}"
        );
        assert!(!row.per_unit.is_negative() && row.until.is_none());
    }
    // 99.898889 per 100, a week to go: 0.101111 / 700.
    assert_eq!(income.rows[0].per_unit.to_string(), "0.000144444285");
}

#[test]
fn a_bill_that_was_repaid_earned_its_discount() {
    let (first, second) = (price_file(0), price_file(1));
    let earlier = Made {
        as_of: "2024-06-25T22:00:00Z",
        prices: &first,
        custodians: EVERYTHING,
        terms: None,
    };
    let later = Made {
        as_of: "2024-07-03T22:00:00Z",
        prices: &second,
        ..earlier
    };
    let built = later.since(Some(&earlier.book())).unwrap();
    // The file still has it, and the book does not.
    assert_eq!((built.matured, built.book.rows.len()), (1, 15));
    let repaid = (
        "US912797KH93".to_string(),
        "0.00101111".to_string(),
        Some("2024-07-02".to_string()),
    );
    assert_eq!(incomes(&built)[0], repaid);
    assert_eq!(incomes(&built).len(), 16);
}
