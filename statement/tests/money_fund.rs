//! The preset of rule 2a-7 on a real portfolio: 81 securities and the cash of a government money market fund, as it
//! filed them.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_book::{FiledSecurity, MoneyFund};
use assay_statement::rules::*;
use assay_statement::*;
use assay_testkit::documents::*;
use num_bigint::BigInt;
use num_rational::Ratio;

fn filed() -> Vec<FiledSecurity> {
    MoneyFund::filed().unwrap().securities
}

fn book_row(filed: &FiledSecurity) -> BookRow {
    // The first six characters of a CUSIP are those of who issued it.
    let (instrument, institution) = match &filed.isin {
        None => ("repo:tri-party", "counterparty"),
        Some(isin) => (isin.as_str(), &isin[2..8]),
    };
    BookRow {
        maturity: Some(filed.final_date),
        reset: filed.reset(),
        institution: filed.kind.needs_institution().then(|| id(institution)),
        ..row("custodian", instrument, filed.kind, 0, "1")
    }
}

/// The book of the fund, the cash last.
fn fund() -> Book {
    let mut rows: Vec<BookRow> = filed().iter().map(book_row).collect();
    rows.push(row("custodian", "cash", InstrumentKind::Cash, 0, "1"));
    Book {
        as_of: MoneyFund::AS_OF.parse().unwrap(),
        shape: SuiteName::Vesta.smallest_shape(rows.len(), 8).unwrap(),
        custodians: vec![id("custodian")],
        rows,
        ..book()
    }
}

/// Face amounts in cents.
fn quantities() -> Vec<u64> {
    let fund = MoneyFund::filed().unwrap();
    let values = fund.securities.iter().map(|filed| &filed.value);
    let cents = |value: &Decimal| value.scaled(2).unwrap().try_into().unwrap();
    values.chain([&fund.cash]).map(cents).collect()
}

fn compiled(book: &Book, policy: &Policy) -> Compiled {
    let supply = Supply {
        as_of: book.as_of,
        ..supply("1")
    };
    compile_with_supply(book, policy, &supply).unwrap()
}

/// The names and labels of the inequalities that the fund's holdings do not meet.
fn failed(book: &Book, policy: &Policy) -> Vec<(&'static str, String)> {
    let compiled = compiled(book, policy);
    let slacks = compiled.slacks(&quantities()).unwrap();
    let all = compiled.inequalities.iter().zip(slacks);
    let failed = all.filter(|(_, slack)| *slack < 0.into());
    failed
        .map(|(inequality, _)| (inequality.name, inequality.label.clone()))
        .collect()
}

fn of_2a_7() -> Policy {
    preset("sec-2a-7").unwrap()
}

/// The averages that the rule's multipliers make of the holdings.
fn averages(book: &Book) -> [Ratio<BigInt>; 2] {
    let limits = Maturity {
        wam_max_days: Some(0),
        wal_max_days: Some(0),
    };
    let compiled = compiled(book, &policy(vec![Rule::Maturity(limits)]));
    let slacks = compiled.slacks(&quantities()).unwrap();
    let value = |(row, quantity): (&ProgramRow, u64)| BigInt::from(row.value) * quantity;
    let total: BigInt = compiled
        .program
        .rows
        .iter()
        .zip(quantities())
        .map(value)
        .sum();
    let [wam, wal] = <[BigInt; 2]>::try_from(slacks).unwrap();
    [wam, wal].map(|slack| Ratio::new(-slack, total.clone()))
}

/// Rounded to `places`, half up.
fn rounded(value: &Ratio<BigInt>, places: u32) -> String {
    let scaled = value * BigInt::from(10).pow(places);
    let digits = scaled.round().to_integer().to_string();
    let (before, after) = digits.split_at(digits.len() - places as usize);
    [before, after].join(if places > 0 { "." } else { "" })
}

#[test]
fn the_averages_are_those_of_the_filing() {
    let averages = averages(&fund());
    assert_eq!(
        averages.clone().map(|days| rounded(&days, 3)),
        ["44.863", "102.386"]
    );
    assert_eq!(
        averages.clone().map(|days| rounded(&days, 0)),
        ["45", "102"]
    );

    // From the filing's own dates, which the book was not asked for: the life of a security, and nothing for the cash.
    let exact = |date: fn(&FiledSecurity) -> Date| {
        let as_of = fund().as_of.date();
        let filed = filed();
        let days = filed.iter().map(|filed| as_of.days_until(date(filed)));
        let weighed = days.zip(quantities()).map(|(d, q)| BigInt::from(d) * q);
        let total: BigInt = quantities().into_iter().map(BigInt::from).sum();
        Ratio::new(weighed.sum(), total)
    };
    let expected = [exact(|filed| filed.wam_date), exact(|filed| filed.wal_date)];
    assert_eq!(averages, expected);
}

#[test]
fn the_fund_obeys_the_preset() {
    let book = fund();
    assert_eq!(book.validate(), Ok(()));
    assert_eq!(book.rows.len(), 82);
    assert_eq!(failed(&book, &of_2a_7()), []);
    let kinds: Vec<usize> = InstrumentKind::ALL
        .iter()
        .map(|kind| book.rows.iter().filter(|row| row.kind == *kind).count())
        .collect();
    assert_eq!(kinds, [32, 1, 0, 0, 1, 1, 1, 0, 0, 0, 27, 19, 0]);
}

#[test]
fn liquid_assets_are_those_that_the_filing_flags() {
    let compiled = compiled(&fund(), &of_2a_7());
    let rules = compiled.inequalities.iter().zip(&compiled.program.rules);
    let liquid: Vec<_> = rules
        .filter(|(inequality, _)| inequality.name == "liquid")
        .map(|(_, rule)| &rule.multipliers)
        .collect();
    let [daily, weekly] = liquid[..] else {
        unreachable!("two rules")
    };
    for (i, filed) in filed().iter().enumerate() {
        // A liquid row counts a million less the share, another one the share alone.
        let found = [daily[i] == 750_000, weekly[i] == 500_000];
        assert_eq!(
            found,
            [filed.is_daily_liquid, filed.is_weekly_liquid],
            "{filed:?}"
        );
        assert!([750_000, -250_000].contains(&daily[i]));
        assert!([500_000, -500_000].contains(&weekly[i]));
    }
    assert_eq!((daily[81], weekly[81]), (750_000, 500_000));
}

/// Without one reset, the security runs to its end. Where that is more than 397 days away, nothing but `eligible` is
/// missed. The averages have room for any one of them under 60 days; under the 45 that the filing tells, they have it
/// for one alone, of 17 days and 1.8 million.
#[test]
fn without_a_reset_the_rule_fails_that_should() {
    let mut tight = of_2a_7();
    for rule in &mut tight.rules {
        if let Rule::Maturity(limits) = rule {
            limits.wam_max_days = Some(45);
        }
    }
    assert_eq!(failed(&fund(), &tight), []);
    let (mut long, mut short) = (0, vec![]);
    for i in 0..81 {
        let mut book = fund();
        if book.rows[i].reset.take().is_none() {
            continue;
        }
        let days = book.rows[i].days_left(book.as_of.date());
        let found = failed(&book, &of_2a_7());
        match days > 397 {
            true => {
                long += 1;
                assert_eq!(found.len(), 1);
                assert_eq!(found[0].0, "eligible");
            }
            false => assert_eq!(found, [], "{days}"),
        }
        let of_45 = ("maturity", "WAM <= 45 days".to_string());
        match failed(&book, &tight).contains(&of_45) {
            true => {}
            false => short.push((book.rows[i].instrument.to_string(), days)),
        }
    }
    assert_eq!(long, 9);
    assert_eq!(short, [("US3133ETDK08".to_string(), 17)]);
}

/// As it was before rows told their resets.
#[test]
fn without_all_resets_the_fund_is_refused() {
    let mut book = fund();
    for row in &mut book.rows {
        row.reset = None;
    }
    let names: Vec<&str> = failed(&book, &of_2a_7())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["eligible", "maturity"]);
    let averages = averages(&book);
    assert_eq!(averages[0], averages[1]);
}

/// A policy that counts to final maturity refuses the nine long floaters, whatever their resets.
#[test]
fn resets_count_only_where_the_policy_says_so() {
    let mut policy = of_2a_7();
    for rule in &mut policy.rules {
        if let Rule::Eligible(eligible) = rule {
            eligible.maturity = None;
        }
    }
    let found = failed(&fund(), &policy);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "eligible");
}
