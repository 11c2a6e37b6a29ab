use super::*;
use crate::fedinvest::parse_fedinvest;
use crate::terms_file::TermsFile;
use crate::valuation::exact::fraction;
use crate::valuation::Schedule;
use assay_statement::parse_document;
use proptest::prelude::*;

fn quote(line: &str) -> Quote {
    parse_fedinvest(line.as_bytes()).unwrap().quotes.remove(0)
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn terms(securities: &str, more: &str) -> CheckedTerms {
    let text = format!(r#"{{"assay":"v1","kind":"terms","securities":[{securities}]{more}}}"#);
    let terms: TermsFile = parse_document(text.as_bytes()).unwrap();
    terms.check().unwrap()
}

fn whole(price: &str) -> Result<Valuation, ValueError> {
    Ok(Valuation::Whole(price.parse().unwrap()))
}

const NOTE: &str = "91282CNT4,MARKET BASED NOTE,0.04250,11/30/2027,,0,0,100.5";
const BOND: &str = "912810QT8,MARKET BASED BOND,0.03125,11/15/2041,,0,0,80";
const TIPS: &str = "91282CDC2,TIPS,0.00125,10/15/2026,,0,0,99.5";
const FRN: &str = "91282CNT4,MARKET BASED FRN,0.0012,07/31/2014,,0,0,100";
const BILL: &str = "912797RS8,MARKET BASED BILL,0,12/03/2026,,0,0,99.867";

/// Auctions of appendix B, IV.C.
const AUCTIONS: &str = r#","bill_auctions":[
    {"auction":"2012-07-23","issue":"2012-07-26","maturity":"2012-10-25","high_rate":"0.095"},
    {"auction":"2012-07-30","issue":"2012-08-02","maturity":"2012-11-01","high_rate":"0.110"},
    {"auction":"2012-08-06","issue":"2012-08-09","maturity":"2012-11-08","high_rate":"0.100"},
    {"auction":"2012-08-13","issue":"2012-08-16","maturity":"2012-11-15","high_rate":"0.110"},
    {"auction":"2012-08-20","issue":"2012-08-23","maturity":"2012-11-23","high_rate":"0.105"},
    {"auction":"2012-08-27","issue":"2012-08-30","maturity":"2012-11-29","high_rate":"0.105"}]"#;

#[test]
fn the_day_is_that_of_new_york() {
    let day = |time: &str| accrual_day(time.parse().unwrap()).to_string();
    assert_eq!(day("2026-11-20T22:00:00Z"), "2026-11-20");
    assert_eq!(day("2026-11-21T04:59:59Z"), "2026-11-20");
    assert_eq!(day("2026-11-21T05:00:00Z"), "2026-11-21");
    // In summer time this is the 21st, 00:30: too early for a payment of that day.
    assert_eq!(day("2026-07-21T04:30:00Z"), "2026-07-20");
    assert_eq!(day("0000-01-01T00:00:00Z"), "0000-01-01");
}

#[test]
fn a_bill_is_worth_its_price() {
    assert_eq!(
        value(&quote(BILL), date("2026-11-20"), None),
        whole("0.99867")
    );
}

#[test]
fn a_seasoned_note_accrues_without_terms() {
    // Two half years before maturity: a term of a year and not in its first period. 173 of 183 days, 173 * 0.02125 / 183.
    let seasoned = quote(&NOTE.replace("11/30/2027", "11/30/2026"));
    assert_eq!(
        value(&seasoned, date("2026-11-19"), None),
        whole("1.0249726775")
    );
    assert_eq!(value(&seasoned, date("2026-11-30"), None), whole("1.005"));
    // A first period is possible from three half years before maturity on: of a note of 12 to 18 months.
    let clean = Ok(Valuation::Clean(
        "1.005".parse().unwrap(),
        UnknownTerm::FirstPeriod,
    ));
    assert_eq!(value(&quote(NOTE), date("2026-11-29"), None), clean);
    assert_eq!(
        value(&quote(NOTE), date("2026-11-30"), None),
        whole("1.005")
    );
    // 1.005 + 0.02125 / 182.
    assert_eq!(
        value(&quote(NOTE), date("2026-12-01"), None),
        whole("1.0051167582")
    );
}

#[test]
fn a_bond_accrues_without_terms_in_its_last_ten_years() {
    let clean = Ok(Valuation::Clean(
        "0.8".parse().unwrap(),
        UnknownTerm::FirstPeriod,
    ));
    assert_eq!(value(&quote(BOND), date("2031-11-14"), None), clean);
    // 0.8 + 0.015625 / 182: a leap year.
    assert_eq!(
        value(&quote(BOND), date("2031-11-16"), None),
        whole("0.8000858516")
    );
}

#[test]
fn terms_tell_the_first_period() {
    let known = terms(
        r#"{"instrument":"91282CNT4","dated":"2026-08-31","first_payment":"2026-11-30"}"#,
        "",
    );
    let found = |day: &str| value(&quote(NOTE), date(day), Some(&known));
    // Short: 80 of the 183 days from May 31 to November 30.
    assert_eq!(found("2026-11-19"), whole("1.0142896174"));
    assert_eq!(found("2026-08-31"), whole("1.005"));
    assert_eq!(found("2026-12-01"), whole("1.0051167582"));
    let day = date("2026-08-30");
    let dated = date("2026-08-31");
    assert_eq!(
        found("2026-08-30"),
        Err(ValueError::NotIssued { day, dated })
    );
    // Terms of other securities change nothing.
    assert_eq!(
        value(&quote(BOND), date("2026-11-19"), Some(&known)),
        value(&quote(BOND), date("2026-11-19"), None)
    );
}

#[test]
fn floating_rates_need_terms() {
    let day = date("2012-08-31");
    let clean = Ok(Valuation::Clean(
        "1".parse().unwrap(),
        UnknownTerm::FloatingRate,
    ));
    assert_eq!(value(&quote(FRN), day, None), clean);
    let security = r#"{"instrument":"91282CNT4","dated":"2012-07-31","first_payment":"2012-10-31","spread_tenth_bps":120}"#;
    // Appendix B, IV.C: 0.019433 per 100.
    assert_eq!(
        value(&quote(FRN), day, Some(&terms(security, AUCTIONS))),
        whole("1.0001943299")
    );
    let missing = ValueError::NoAuction {
        after: date("2012-08-20"),
        before: day,
    };
    let short = AUCTIONS
        .replace("2012-08-27", "2012-09-03")
        .replace("2012-08-30", "2012-09-06")
        .replace("2012-11-29", "2012-12-06");
    assert_eq!(
        value(&quote(FRN), day, Some(&terms(security, &short))),
        Err(missing)
    );
    // On a payment day nothing has accrued, and no auction matters.
    assert_eq!(
        value(&quote(FRN), date("2013-01-31"), Some(&terms(security, ""))),
        whole("1")
    );
}

#[test]
fn tips_need_terms_and_prices() {
    let day = date("2026-04-20");
    assert_eq!(
        value(&quote(TIPS), day, None),
        Ok(Valuation::None(UnknownTerm::IndexRatio))
    );
    let security = r#"{"instrument":"91282CDC2","dated":"2021-10-15","first_payment":"2022-04-15","reference_cpi":"273.25771"}"#;
    let prices = r#","consumer_prices":[{"month":"2026-01-01","index":"325.252"},{"month":"2026-02-01","index":"326.785"}]"#;
    let known = terms(security, prices);
    // Reference CPI 326.22290, index ratio 1.19383; 5 of 183 days of 0.000625.
    let expected = (exact(&"0.995".parse().unwrap())
        + exact(&"0.000625".parse().unwrap()) * fraction(5, 183))
        * exact(&"1.19383".parse().unwrap());
    assert_eq!(
        value(&quote(TIPS), day, Some(&known)),
        Ok(Valuation::Whole(floor_price(&expected)))
    );
    // After deflation they are worth less than their price.
    let deflated = terms(&security.replace("273.25771", "330"), prices);
    assert_eq!(
        value(&quote(TIPS), date("2026-04-15"), Some(&deflated)),
        whole("0.9828411")
    );
    let month = date("2026-02-01");
    let one = r#","consumer_prices":[{"month":"2026-01-01","index":"325.252"}]"#;
    let missing = value(&quote(TIPS), day, Some(&terms(security, one)));
    assert_eq!(missing, Err(ValueError::NoConsumerPrice { month }));
}

#[test]
fn inflation_protected_settlement_of_appendix_b() {
    // III.B: 3 5/8 percent of January 1998 at 99.797017, reopened on October 15: 101.784820 per 100.
    let quote = quote("91282CDC2,TIPS,3.625%,01/15/2008,,0,0,99.797017");
    let security = r#"{"instrument":"91282CDC2","dated":"1998-01-15","first_payment":"1998-07-15","reference_cpi":"161.55484"}"#;
    // CPI-U of July and August 1998: 163.2 and 163.4, hence 163.29032.
    let prices = r#","consumer_prices":[{"month":"1998-07-01","index":"163.2"},{"month":"1998-08-01","index":"163.4"}]"#;
    let found = value(&quote, date("1998-10-15"), Some(&terms(security, prices)));
    // (0.99797017 + 0.0090625) * 1.01074, 92 of 184 days.
    assert_eq!(found, whole("1.0178482008"));
}

fn security(cusip: &str, dated: &str, first: &str, more: &str) -> String {
    format!(r#"{{"instrument":"{cusip}","dated":"{dated}","first_payment":"{first}"{more}}}"#)
}

/// Why terms do not fit a quoted security on 19 November 2026.
fn misfit(line: &str, security: &str) -> ValueError {
    let terms = terms(security, "");
    value(&quote(line), date("2026-11-19"), Some(&terms)).unwrap_err()
}

#[test]
fn refuses_fields_that_the_kind_of_security_does_not_have() {
    let both = r#","reference_cpi":"300","spread_tenth_bps":1"#;
    let cpi = r#","reference_cpi":"300""#;
    let spread = r#","spread_tenth_bps":1"#;
    let tips = &TIPS.replace("2026", "2027");
    let frn = &FRN.replace("07/31/2014", "07/31/2027");
    let note = (NOTE, "91282CNT4", "2026-11-30", "note");
    let bond = (BOND, "912810QT8", "2026-11-15", "bond");
    let tips = (tips.as_str(), "91282CDC2", "2026-10-15", "tips");
    let frn = (frn.as_str(), "91282CNT4", "2026-10-31", "frn");
    let neither = "neither \"reference_cpi\" nor \"spread_tenth_bps\"";
    let (cpi_alone, spread_alone) = ("\"reference_cpi\" alone", "\"spread_tenth_bps\" alone");
    for ((line, cusip, first, kind), more, expected, found) in [
        (note, both, neither, "both"),
        (note, cpi, neither, "\"reference_cpi\""),
        (bond, spread, neither, "\"spread_tenth_bps\""),
        (tips, "", cpi_alone, "neither"),
        (tips, both, cpi_alone, "both"),
        (frn, "", spread_alone, "neither"),
        (frn, cpi, spread_alone, "\"reference_cpi\""),
    ] {
        let refused = misfit(line, &security(cusip, "2026-08-31", first, more));
        let fields = ValueError::Fields {
            kind,
            expected,
            found,
        };
        assert_eq!(refused, fields);
    }
}

#[test]
fn refuses_another_rate_than_the_price_file_has() {
    let rate = |found: &str| {
        let more = format!(r#","rate":"{found}""#);
        let known = terms(
            &security("91282CNT4", "2026-08-31", "2026-11-30", &more),
            "",
        );
        value(&quote(NOTE), date("2026-11-19"), Some(&known))
    };
    // The same, however it is spelt.
    assert_eq!(rate("0.04250"), whole("1.0142896174"));
    let other = ValueError::OtherRate {
        expected: "0.0425".parse().unwrap(),
        found: "0.0375".parse().unwrap(),
    };
    assert_eq!(rate("0.0375"), Err(other));
}

#[test]
fn refuses_first_payments_that_do_not_fit() {
    let maturity = date("2027-11-30");
    for first in ["2026-11-29", "2026-08-31", "2028-05-31"] {
        let first_payment = date(first);
        let refused = misfit(NOTE, &security("91282CNT4", "2026-05-31", first, ""));
        assert_eq!(
            refused,
            ValueError::OffSchedule {
                months: 6,
                maturity,
                first_payment
            }
        );
    }
    let (dated, first_payment) = (date("2025-11-29"), date("2026-11-30"));
    let refused = misfit(NOTE, &security("91282CNT4", "2025-11-29", "2026-11-30", ""));
    assert_eq!(
        refused,
        ValueError::FirstPeriodTooLong {
            months: 6,
            dated,
            first_payment
        }
    );
    assert!(refused.to_string().contains("at most 12 months"));
    assert!(value(
        &quote(NOTE),
        date("2026-11-19"),
        Some(&terms(
            &security("91282CNT4", "2025-11-30", "2026-11-30", ""),
            ""
        ))
    )
    .is_ok());
}

proptest! {
    /// Whatever the first period is, what is taken without terms is not above what is right with them.
    #[test]
    fn without_terms_nothing_is_overstated(
        bond: bool, rate in 1..1_600u64, months in 0..1u32, half_years in 2..70u32, into in 0..366i64, passed in 0..12_000i64,
    ) {
        let maturity = date("2056-02-29");
        let schedule = Schedule::semiannual(maturity);
        // A first payment, and a dated date up to a year before it.
        let payment = half_years + months;
        let first_payment = schedule.before_maturity(payment).unwrap();
        let earliest = schedule.before_maturity(payment + 2).unwrap();
        let dated = earliest.plus_days(into).unwrap().min(first_payment.plus_days(-1).unwrap());
        // The regulation's terms: a note of a year at least, a bond of more than ten.
        let shortest = schedule.before_maturity(if bond { 20 } else { 2 }).unwrap();
        prop_assume!(if bond { dated < shortest } else { dated <= shortest });
        let day = dated.plus_days(passed).unwrap();
        prop_assume!(day <= maturity);
        let (label, cusip) = if bond { ("MARKET BASED BOND", "912810QT8") } else { ("MARKET BASED NOTE", "91282CNT4") };
        let line = format!("{cusip},{label},{}.{:02}%,02/29/2056,,0,0,97.123457", rate / 100, rate % 100);
        let known = terms(&format!(r#"{{"instrument":"{cusip}","dated":"{dated}","first_payment":"{first_payment}"}}"#), "");
        let Valuation::Whole(right) = value(&quote(&line), day, Some(&known)).unwrap() else {
            return Err(TestCaseError::fail("terms are known"));
        };
        let (Valuation::Whole(taken) | Valuation::Clean(taken, UnknownTerm::FirstPeriod)) = value(&quote(&line), day, None).unwrap() else {
            return Err(TestCaseError::fail("a note has a price"));
        };
        prop_assert!(taken.cmp_value(&right).is_le(), "{taken} > {right}");
        prop_assert!(taken.cmp_value(&quote(&line).price_per_unit()).is_ge());
        // From the first payment on of one that is certainly seasoned, they are the same.
        let reached = schedule.reached(day).unwrap();
        if day >= first_payment && reached <= if bond { 20 } else { 2 } {
            prop_assert_eq!(taken, right);
        }
    }
}
