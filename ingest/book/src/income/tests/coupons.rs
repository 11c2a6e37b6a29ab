//! Interest, with the examples of 31 CFR part 356, appendix B.

use super::*;
use crate::valuation::ValueError;
use assay_statement::Decimal;

const NOTE: &str = "91282CNT4";
const BILL: &str = "912797RS8,MARKET BASED BILL,0,05/15/2040,,0,0,90\n";

/// A coupon security at the same price on both days.
struct Held {
    kind: &'static str,
    rate: &'static str,
    price: &'static str,
    maturity: &'static str,
    terms: &'static str,
    more: String,
}

const PLAIN: Held = Held {
    kind: "MARKET BASED NOTE",
    rate: "0.0675",
    price: "100",
    maturity: "05/15/2005",
    terms: r#""dated":"2000-05-15","first_payment":"2000-11-15""#,
    more: String::new(),
};

impl Held {
    /// The book of a day, since an earlier one.
    fn built(&self, day: &str, since: Option<&Book>) -> BuiltBook {
        let Held {
            kind,
            rate,
            price,
            maturity,
            ..
        } = self;
        let terms = format!(r#"{{"instrument":"{NOTE}",{}}}"#, self.terms);
        let made = Made {
            as_of: &format!("{day}T22:00:00Z"),
            prices: &format!("{NOTE},{kind},{rate},{maturity},,0,0,{price}\n{BILL}"),
            custodians: EVERYTHING,
            terms: Some(&super::terms(&terms, &self.more)),
        };
        made.since(since).unwrap()
    }

    fn income(&self, since: &str, until: &str) -> String {
        let earlier = self.built(since, None).book;
        let rows = incomes(&self.built(until, Some(&earlier))).into_iter();
        let mut rows = rows.filter(|(instrument, ..)| instrument.contains(NOTE));
        rows.next().unwrap().1
    }

    /// Per `face`, rounded half up as the examples are.
    fn rounded(&self, since: &str, until: &str, face: u64, places: u32) -> String {
        let income: Decimal = self.income(since, until).parse().unwrap();
        let scaled = (&income * &Decimal::from(face * 10u64.pow(places)))
            .scaled(12)
            .unwrap();
        let half = 500_000_000_000u64;
        Decimal::new((scaled + half) / 1_000_000_000_000u64, places).to_string()
    }
}

#[test]
fn interest_of_a_period_is_that_of_appendix_b() {
    // I.D (1): 6 3/4 percent, 92 of 184 days; a half year and its payment; a year.
    let income = |until: &str| PLAIN.rounded("2000-05-15", until, 1_000, 5);
    assert_eq!(income("2000-08-15"), "16.87500");
    assert_eq!(income("2000-11-15"), "33.75000");
    assert_eq!(PLAIN.income("2000-05-15", "2001-05-15"), "0.0675");
    // I.A.3, a short first period of 182 of 184 days.
    let short = Held {
        rate: "0.08375",
        maturity: "06/30/1992",
        terms: r#""dated":"1990-07-02","first_payment":"1990-12-31""#,
        ..PLAIN
    };
    assert_eq!(
        short.rounded("1990-07-02", "1990-12-31", 1_000, 5),
        "41.41984"
    );
    // I.A.4, a long one: 74 of 184 days and a half year.
    let long = Held {
        rate: "0.07875",
        maturity: "02/15/1996",
        terms: r#""dated":"1990-12-03","first_payment":"1991-08-15""#,
        ..PLAIN
    };
    assert_eq!(
        long.rounded("1990-12-03", "1991-08-15", 1_000, 5),
        "55.21060"
    );
    // I.D (2), to a reopening in a long first period.
    let reopened = Held {
        kind: "MARKET BASED BOND",
        rate: "0.1075",
        maturity: "08/15/2005",
        terms: r#""dated":"1985-07-02","first_payment":"1986-02-15""#,
        ..PLAIN
    };
    assert_eq!(
        reopened.rounded("1985-07-02", "1985-11-04", 1_000, 5),
        "36.72798"
    );
}

#[test]
fn a_price_that_may_have_no_interest_in_it_counts_as_clean() {
    // 1.0166916 and some more decimals after 91 of 184 days, and 1.016875 after 92: as short as a clean price. A book of a note
    // that may be in its first period has no interest if it was made without terms, so 0.016875 counts as a premium.
    let days = |from: &str| PLAIN.income(from, "2000-11-15");
    assert_eq!(days("2000-08-14"), "0.017058423913");
    // 0.016875 - 0.016875 * 92 / 1734.
    assert_eq!(days("2000-08-15"), "0.01597967128");
    // In its last year it has interest either way.
    assert_eq!(PLAIN.income("2004-08-15", "2004-11-15"), "0.016875");
}

#[test]
fn floating_interest_of_appendix_b() {
    // IV.C: 2-year note of 31 July 2012, spread 0.120 percent, to its reopening on 31 August.
    let auction = |day: &str, issue: &str, maturity: &str, high: &str| {
        format!(
            r#"{{"auction":"2012-{day}","issue":"2012-{issue}","maturity":"2012-{maturity}","high_rate":"{high}"}}"#
        )
    };
    let auctions = [
        auction("07-23", "07-26", "10-25", "0.095"),
        auction("07-30", "08-02", "11-01", "0.110"),
        auction("08-06", "08-09", "11-08", "0.100"),
        auction("08-13", "08-16", "11-15", "0.110"),
        auction("08-20", "08-23", "11-23", "0.105"),
        auction("08-27", "08-30", "11-29", "0.105"),
    ];
    let more = format!(r#","bill_auctions":[{}]"#, auctions.join(","));
    let floater = Held {
        kind: "MARKET BASED FRN",
        rate: "0",
        maturity: "07/31/2014",
        terms: r#""dated":"2012-07-31","first_payment":"2012-10-31","spread_tenth_bps":120"#,
        more,
        ..PLAIN
    };
    assert_eq!(
        floater.rounded("2012-07-31", "2012-08-31", 100, 6),
        "0.019433"
    );
}

#[test]
fn a_premium_that_is_used_up_makes_income_negative() {
    // 1 percent a year at 102, half a year before maturity: 0.005 of interest and 0.02 of premium in 184 days.
    let dear = Held {
        rate: "0.01",
        price: "102",
        ..PLAIN
    };
    assert_eq!(dear.income("2004-11-15", "2005-05-15"), "-0.015");
    // 92 of 181 days: (0.005 - 0.02) * 92 / 181, rounded down.
    assert_eq!(dear.income("2004-11-15", "2005-02-15"), "-0.007624309393");
}

#[test]
fn inflation_is_income_of_the_real_principal() {
    // III.B: 3 5/8 percent of January 1998, reference CPI 161.55484.
    let tips = |months: &[(&str, &str)]| {
        let months = months
            .iter()
            .map(|(month, index)| format!(r#"{{"month":"1998-{month}-01","index":"{index}"}}"#));
        let months = months.collect::<Vec<_>>().join(",");
        Held {
            kind: "TIPS",
            rate: "0.03625",
            price: "99.797017",
            maturity: "01/15/2008",
            terms: r#""dated":"1998-01-15","first_payment":"1998-07-15","reference_cpi":"161.55484""#,
            more: format!(r#","consumer_prices":[{months}]"#),
        }
    };
    let known = tips(&[("07", "163.2"), ("08", "163.4"), ("09", "163.6")]);
    // Reference CPI 163.29032 and, on 16 November, 163.4 and 15/30 of 0.2; ratios 1.01074 and 1.01204. The clean price 0.99797017,
    // and 32 of 3,379 days of what it lacks to 1; interest of 92 and 124 of 184 days of 0.018125.
    assert_eq!(known.income("1998-10-15", "1998-11-16"), "0.004518723015");
    // Without the index of a month that the earlier day needs and this one does not, the row is left out.
    let earlier = known.built("1998-10-15", None).book;
    let built = tips(&[("08", "163.4"), ("09", "163.6")]).built("1998-11-16", Some(&earlier));
    let month = date("1998-07-01");
    let missing = NoIncome::Missing(ValueError::NoConsumerPrice { month });
    assert_eq!(without(&built), [("US91282CNT44", &missing)]);
}

#[test]
fn tips_repay_no_less_than_their_face() {
    // 31 CFR 356.30(b): prices have fallen by a half since the issue, to 0.5 of principal, which becomes 1 at maturity.
    let tips = Held {
        kind: "TIPS",
        rate: "0.02",
        price: "199",
        maturity: "10/15/1998",
        terms: r#""dated":"1993-10-15","first_payment":"1994-04-15","reference_cpi":"320""#,
        more: r#","consumer_prices":[{"month":"1998-07-01","index":"160"},{"month":"1998-08-01","index":"160"}]"#
            .into(),
    };
    // From 1 October: 1 + 0.01 * 0.5 - (1.99 + 0.01 * 169/183) * 0.5.
    assert_eq!(tips.income("1998-10-01", "1998-10-15"), "0.005382513661");
}
