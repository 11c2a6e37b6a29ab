//! Two periods that follow each other have the income of both together.

use super::*;
use crate::valuation::{value, Valuation};
use assay_statement::{Decimal, SignedDecimal};

/// A security, and how many millionths its price per 100 gains a day on its line to 100.
struct Case {
    line: fn(&str) -> String,
    maturity: &'static str,
    a_day: i64,
}

const CASES: [Case; 5] = [
    Case {
        line: |price| format!("912797RS8,MARKET BASED BILL,0,03/31/2026,,0,0,{price}\n"),
        maturity: "2026-03-31",
        a_day: 12_345,
    },
    Case {
        line: |price| format!("91282CNT4,MARKET BASED NOTE,0.04250,07/31/2026,,0,0,{price}\n"),
        maturity: "2026-07-31",
        a_day: 7_001,
    },
    Case {
        line: |price| format!("912810QT8,MARKET BASED BOND,0.06125,11/15/2026,,0,0,{price}\n"),
        maturity: "2026-11-15",
        a_day: -4_242,
    },
    Case {
        line: |price| format!("91282CDC2,TIPS,0.01125,10/15/2026,,0,0,{price}\n"),
        maturity: "2026-10-15",
        a_day: 3_003,
    },
    Case {
        line: |price| format!("91282CMJ7,MARKET BASED FRN,0,01/31/2027,,0,0,{price}\n"),
        maturity: "2027-01-31",
        a_day: 11,
    },
];

const SECURITIES: &str = r#"
    {"instrument":"91282CNT4","dated":"2025-07-07","first_payment":"2026-01-31"},
    {"instrument":"912810QT8","dated":"2016-11-15","first_payment":"2017-05-15"},
    {"instrument":"91282CDC2","dated":"2021-10-15","first_payment":"2022-04-15","reference_cpi":"273.25771"},
    {"instrument":"91282CMJ7","dated":"2025-01-31","first_payment":"2025-04-30","spread_tenth_bps":98}"#;

fn known() -> CheckedTerms {
    let mut known = terms(SECURITIES, "");
    let mut month = date("2025-04-01");
    for step in 0u64..18 {
        known
            .consumer_prices
            .insert(month, Decimal::new(320_000 + step * step * 17, 3));
        month = reference::months_before(month, -1);
    }
    let weeks = (0..90).map(|week| (date("2025-06-02").plus_days(7 * week), week));
    known.index_rates = weeks
        .map(|(day, week)| (day.unwrap(), 4_000_000_000 + (week * week % 37) * 9_999_999))
        .collect();
    known
}

impl Case {
    /// The row of a book of a day, at a price on the line.
    fn row(&self, day: Date, terms: &CheckedTerms) -> (BookRow, crate::quote::PriceFile) {
        let left = day.days_until(date(self.maturity));
        let price = u64::try_from(100_000_000 - left * self.a_day).unwrap();
        let price = format!("{}.{:06}", price / 1_000_000, price % 1_000_000);
        let prices = parse_fedinvest((self.line)(&price).as_bytes()).unwrap();
        let quote = &prices.quotes[0];
        let Valuation::Whole(price) = value(quote, day, Some(terms)).unwrap() else {
            panic!("all terms are known");
        };
        let row = BookRow {
            custodian: "north".parse().unwrap(),
            instrument: quote.isin.clone(),
            kind: InstrumentKind::ALL
                .into_iter()
                .find(|kind| kind.as_str() == quote.security.kind())
                .unwrap(),
            maturity: Some(quote.maturity),
            reset: None,
            demand: None,
            price,
            quantity_decimals: 2,
            institution: None,
        };
        (row, prices)
    }

    /// Income in units of the twelfth decimal.
    fn income(&self, since: Date, until: Date, terms: &CheckedTerms) -> i64 {
        let (row, prices) = self.row(since, terms);
        let sources = PriceSources {
            price_file: Some(DatedPriceFile {
                prices: &prices,
                date: since,
            }),
            price_lists: &[],
        };
        let public = Public::new(&sources, Some(terms));
        let earned = public.earned(&row, Period { since, until });
        twelfth(&earned.unwrap().unwrap())
    }
}

fn twelfth(income: &SignedDecimal) -> i64 {
    let magnitude = i64::try_from(income.magnitude().scaled(12).unwrap()).unwrap();
    if income.is_negative() {
        -magnitude
    } else {
        magnitude
    }
}

#[test]
fn two_periods_add_up_to_the_long_one() {
    let known = known();
    let (since, until) = (date("2025-08-20"), date("2026-04-02"));
    for case in CASES {
        let all = case.income(since, until, &known);
        let end = until.min(date(case.maturity));
        let days = (1..since.days_until(end)).map(|day| since.plus_days(day).unwrap());
        // Of a price that happens to be short nobody can tell whether interest is in it, and less is counted.
        let (short, long): (Vec<Date>, Vec<Date>) = days.partition(|day| {
            let price = case.row(*day, &known).0.price;
            price.trimmed().decimals() <= 8 && case.maturity == "2027-01-31"
        });
        assert!(short.len() * 20 < long.len(), "{}", short.len());
        for day in long {
            let parts = case.income(since, day, &known) + case.income(day, until, &known);
            // Each of the three is rounded down.
            assert!((0..=1).contains(&(all - parts)), "{} {day}", case.maturity);
        }
        for day in short {
            assert!(case.income(since, day, &known) + case.income(day, until, &known) <= all);
        }
    }
}

#[test]
fn the_day_is_that_of_new_york_at_both_ends() {
    // An hour before and after midnight in New York: no day, and one day.
    let prices = "912797RS8,MARKET BASED BILL,0,12/03/2026,,0,0,99\n";
    let built = |since: &str, as_of: &str| {
        let made = |as_of| Made {
            as_of,
            prices,
            custodians: EVERYTHING,
            terms: None,
        };
        made(as_of).since(Some(&made(since).book()))
    };
    let refused = built("2026-11-21T03:00:00Z", "2026-11-21T04:00:00Z").unwrap_err();
    let nothing = EarlierBookError::NothingEarned {
        since: "2026-11-21T03:00:00Z".parse().unwrap(),
        as_of: "2026-11-21T04:00:00Z".parse().unwrap(),
    };
    assert_eq!(refused, BuildError::Earlier(nothing));
    // One of the thirteen days from the 20th on.
    let day = built("2026-11-21T04:00:00Z", "2026-11-21T06:00:00Z").unwrap();
    assert_eq!(incomes(&day)[0].1, "0.00076923076923"[..14].to_string());
}
