//! Ten thousand random pairs of books, each row against the reference.

use std::sync::LazyLock;

use super::reference::{fraction, months_before, Kind, Security};
use super::*;
use crate::index_rate::index_rate;
use assay_statement::{Decimal, Id};
use proptest::prelude::*;

/// CUSIPs with right check digits; which type each is of is made up.
const CUSIPS: [(&str, &str); 4] = [
    ("91282CNT4", "MARKET BASED NOTE"),
    ("912810QT8", "MARKET BASED BOND"),
    ("91282CDC2", "TIPS"),
    ("91282CMJ7", "MARKET BASED FRN"),
];

/// What the prices of consumers and the rates of auctions were in an invented world, from 2020 on.
struct World {
    months: BTreeMap<Date, i64>,
    auctions: BTreeMap<Date, i64>,
    terms: CheckedTerms,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    // A walk that goes up and down.
    let wave = |step: i64| (step * step * 7 + step * 13) % 101 - 50;
    let months: BTreeMap<Date, i64> = (0..130)
        .map(|back| (months_before(date("2030-09-01"), back), back))
        .map(|(month, back)| (month, 300_000 + 7 * wave(i64::from(back)) * 20))
        .collect();
    let weeks = (0..560).map(|week| (date("2019-12-30").plus_days(7 * week).unwrap(), week));
    let highs = weeks.map(|(day, week)| (day, (wave(week) + 51) as u64 * 1_000));
    let auctions: BTreeMap<Date, i64> = highs
        .map(|(day, high)| (day, index_rate(high, 91).unwrap()))
        .collect();
    let mut terms = terms("", "");
    let index = |thousandths: &i64| Decimal::new(*thousandths as u64, 3);
    terms.consumer_prices = months.iter().map(|(m, i)| (*m, index(i))).collect();
    terms.index_rates = auctions.clone();
    World {
        months,
        auctions,
        terms,
    }
});

/// The numbers that a security is made of.
type Numbers = (i64, u64, u64, u8, i64, bool);

fn numbers() -> impl Strategy<Value = Numbers> {
    (
        1..900i64,
        0..1_200u64,
        80_000_000..120_000_000u64,
        0..4u8,
        0..365i64,
        any::<bool>(),
    )
}

/// A security that was issued by `since`, its line in the price file, and its entry in the terms file.
fn security(place: usize, since: Date, numbers: Numbers) -> (Security<'static>, String, String) {
    let (left, bps, millionths, payments, into, round) = numbers;
    let (cusip, label) = CUSIPS[place];
    let maturity = since.plus_days(left).unwrap();
    let maturity = match round {
        // The last day of its month, or the fifteenth.
        true => months_before(maturity, 0),
        false => maturity,
    };
    let kind = match place {
        2 => Kind::Tips(20_000_000 + into * 60_000),
        3 => Kind::Floating(into - 150),
        1 => Kind::Fixed(120),
        _ => Kind::Fixed(12),
    };
    let period = if place == 3 { 3 } else { 6 };
    let pays = |count: i32| months_before(maturity, count * period);
    // The latest first payment, from this number on, of a security that was dated by then.
    let dated = |first: i32| {
        let earliest = pays(first + 2);
        let last = pays(first).plus_days(-1).unwrap();
        earliest.plus_days(into).unwrap().min(last)
    };
    let first = (i32::from(payments)..)
        .find(|first| dated(*first) <= since)
        .unwrap();
    let dated = dated(first);
    let world = &*WORLD;
    let made = Security {
        rate: fraction(bps as i64, 10_000),
        clean: fraction(millionths as i64, 100_000_000),
        kind: kind.clone(),
        dated,
        first,
        maturity,
        months: &world.months,
        auctions: &world.auctions,
    };
    let (year, month, day) = maturity.ymd();
    let line = format!(
        "{cusip},{label},0.{bps:04},{month:02}/{day:02}/{year},,0,0,{}.{:06}\n",
        millionths / 1_000_000,
        millionths % 1_000_000
    );
    let more = match kind {
        Kind::Tips(base) => format!(
            r#","rate":"0.{bps:04}","reference_cpi":"{}.{:05}""#,
            base / 100_000,
            base % 100_000
        ),
        Kind::Floating(spread) => format!(r#","spread_tenth_bps":{spread}"#),
        _ => format!(r#","rate":"0.{bps:04}""#),
    };
    let entry = format!(
        r#"{{"instrument":"{cusip}","dated":"{dated}","first_payment":"{}"{more}}}"#,
        pays(first)
    );
    (made, line, entry)
}

/// The bill beside them, which earns something in every period.
fn bill(since: Date, millionths: u64) -> (Security<'static>, String) {
    let maturity = since.plus_days(1_000).unwrap();
    let (year, month, day) = maturity.ymd();
    let line = format!(
        "912797RS8,MARKET BASED BILL,0,{month:02}/{day:02}/{year},,0,0,{}.{:06}\n",
        millionths / 1_000_000,
        millionths % 1_000_000
    );
    let made = Security {
        kind: Kind::Bill,
        rate: fraction(0, 1),
        clean: fraction(millionths as i64, 100_000_000),
        dated: since,
        first: 0,
        maturity,
        months: &WORLD.months,
        auctions: &WORLD.auctions,
    };
    (made, line)
}

fn check(since: Date, length: i64, all: [Numbers; 4], bill_price: u64) {
    let until = since.plus_days(length).unwrap();
    let (made, bill_line) = bill(since, bill_price);
    let mut known = vec![("912797RS8", made, bill_line)];
    let mut entries = Vec::new();
    for (place, numbers) in all.into_iter().enumerate() {
        let (made, line, entry) = security(place, since, numbers);
        known.push((CUSIPS[place].0, made, line));
        entries.push(entry);
    }
    let mut terms = WORLD.terms.clone();
    terms.securities = super::terms(&entries.join(","), "").securities;
    let prices: String = known.iter().map(|(.., line)| line.as_str()).collect();
    // Of the second day the file has no more what was repaid before it.
    let left = known.iter().filter(|(_, made, _)| made.maturity >= until);
    let later: String = left.map(|(.., line)| line.as_str()).collect();
    let earlier = Made {
        as_of: &format!("{since}T22:00:00Z"),
        prices: &prices,
        custodians: EVERYTHING,
        terms: Some(&terms),
    };
    let later = Made {
        as_of: &format!("{until}T22:00:00Z"),
        prices: &later,
        ..earlier
    };
    let earlier = earlier.book();
    let built = later.since(Some(&earlier)).unwrap();
    for (cusip, made, line) in &known {
        let same = |instrument: &Id| instrument.as_str().contains(cusip);
        let rows = earlier.rows.iter();
        let price = rows
            .filter(|row| same(&row.instrument))
            .map(|row| exact_of(&row.price));
        assert_eq!(price.collect::<Vec<_>>(), [made.price(since)], "{line}");
        let found = built
            .book
            .income_rows()
            .iter()
            .find(|row| same(&row.instrument));
        let expected = made.income(since, until);
        let twelfth = found.map_or(0.into(), |row| {
            let magnitude = row.per_unit.magnitude().scaled(12).unwrap();
            let sign = if row.per_unit.is_negative() { -1 } else { 1 };
            num_bigint::BigInt::from(magnitude) * sign
        });
        assert_eq!(twelfth, expected, "{since} to {until}: {line}{entries:?}");
        let repaid = (made.maturity < until).then_some(made.maturity);
        assert!(found.is_none_or(|row| row.until == repaid), "{line}");
    }
    assert_eq!(
        built.book.income_rows().len() + built.without_income.len(),
        5
    );
}

fn exact_of(decimal: &Decimal) -> reference::Fraction {
    let (numerator, denominator) = decimal.fraction();
    reference::Fraction::new(numerator.into(), denominator.into())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]
    #[test]
    fn ten_thousand_pairs_of_books(
        since in 0..1_000i64, length in 1..250i64, all in proptest::array::uniform4(numbers()), bill in 70_000_000..99_990_000u64,
    ) {
        check(date("2024-01-01").plus_days(since).unwrap(), length, all, bill);
    }
}
