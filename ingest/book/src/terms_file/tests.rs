use super::*;
use assay_statement::{parse_document, pretty, ParseError};

const GOOD: &str = r#"{"assay":"v1","kind":"terms","securities":[
    {"instrument":"91282CDC2","dated":"2021-10-15","first_payment":"2022-04-15","reference_cpi":"273.25771"},
    {"instrument":"US912810QT88","dated":"2011-11-15","first_payment":"2012-05-15"},
    {"instrument":"91282CNT4","dated":"2026-01-31","first_payment":"2026-04-30","spread_tenth_bps":-98}],
  "consumer_prices":[{"month":"2021-07-01","index":"273.003"},{"month":"2021-08-01","index":"273.567"}],
  "bill_auctions":[{"auction":"2012-08-27","issue":"2012-08-30","maturity":"2012-11-29","high_rate":"0.105"},
    {"auction":"2012-08-20","issue":"2012-08-23","maturity":"2012-11-23","high_rate":"0.105"}]}"#;

fn read(text: &str) -> Result<TermsFile, ParseError> {
    parse_document(text.as_bytes())
}

fn refused(from: &str, to: &str) -> TermsError {
    let text = GOOD.replacen(from, to, 1);
    assert_ne!(text, GOOD);
    read(&text).unwrap().check().unwrap_err()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn knows_securities_by_isin_months_and_index_rates() {
    let terms = read(GOOD).unwrap();
    let known = terms.check().unwrap();
    let isins: Vec<&str> = known.securities.keys().map(Id::as_str).collect();
    assert_eq!(isins, ["US912810QT88", "US91282CDC29", "US91282CNT44"]);
    assert_eq!(known.securities[isins[0]], terms.securities[1]);
    assert_eq!(
        known.consumer_prices[&date("2021-08-01")].to_string(),
        "273.567"
    );
    // 31 CFR part 356, appendix B, IV: bills of 91 and of 92 days.
    let rates: Vec<_> = known.index_rates.into_iter().collect();
    assert_eq!(
        rates,
        [
            (date("2012-08-20"), 105_028_183),
            (date("2012-08-27"), 105_027_876)
        ]
    );
}

#[test]
fn reads_and_writes_itself() {
    let terms = read(GOOD).unwrap();
    assert_eq!(read(&pretty(&terms).unwrap()).unwrap(), terms);
    let short = r#"{"assay":"v1","kind":"terms","securities":[]}"#;
    let terms = read(short).unwrap();
    assert_eq!(terms.check(), Ok(CheckedTerms::default()));
    assert_eq!(read(&pretty(&terms).unwrap()).unwrap(), terms);
}

#[test]
fn is_read_strictly() {
    let refused = |from: &str, to: &str| read(&GOOD.replacen(from, to, 1)).unwrap_err();
    assert!(matches!(refused("-98", "-9.8"), ParseError::Float { .. }));
    assert!(matches!(
        refused("-98", "3000000000"),
        ParseError::Field { .. }
    ));
    assert!(matches!(
        refused("\"273.003\"", "\"-1\""),
        ParseError::Field { .. }
    ));
    assert!(matches!(
        refused("2021-10-15", "2021-10-32"),
        ParseError::Field { .. }
    ));
    assert!(matches!(
        refused("reference_cpi", "ref_cpi"),
        ParseError::Field { .. }
    ));
    assert!(matches!(
        refused("\"terms\"", "\"book\""),
        ParseError::Kind { .. }
    ));
}

#[test]
fn refuses_securities_that_are_none() {
    let found = |text: &str| -> Id { text.parse().unwrap() };
    for bad in [
        "91282CDC3",
        "US912810QT89",
        "US912810QT8",
        "cash:a",
        "us912810qt88",
    ] {
        let refused = refused("91282CDC2", bad);
        let found = found(bad);
        assert_eq!(refused, TermsError::Instrument { entry: 0, found });
    }
    // The CUSIP of an ISIN that is there.
    assert_eq!(
        refused("91282CNT4", "912810QT8"),
        TermsError::SecurityTwice {
            entry: 2,
            found: found("US912810QT88")
        }
    );
    let late = TermsError::FirstPayment {
        entry: 1,
        dated: date("2012-05-15"),
        first_payment: date("2012-05-15"),
    };
    assert_eq!(refused("2011-11-15", "2012-05-15"), late);
    for bad in ["0", "0.0", "100000", "273.257711"] {
        let found = bad.parse().unwrap();
        assert_eq!(
            refused("273.25771", bad),
            TermsError::ReferenceCpi { entry: 0, found }
        );
    }
    for found in [100_000, -100_000, i32::MIN] {
        assert_eq!(
            refused("-98", &found.to_string()),
            TermsError::Spread { entry: 2, found }
        );
    }
}

#[test]
fn refuses_rates_that_are_none() {
    let rate = |before: &str, found: &str| format!(r#""rate":"{found}",{before}"#);
    for (bad, good) in [("0.25", "0.249999"), ("4.25", "0.0425")] {
        let found = bad.parse().unwrap();
        let cpi = r#""reference_cpi""#;
        let error = TermsError::Rate { entry: 0, found };
        assert_eq!(refused(cpi, &rate(cpi, bad)), error);
        let message = format!(
            "securities[0]: rate: expected a rate per year on 1 of face below 0.25, found {bad}"
        );
        assert_eq!(error.to_string(), message);
        let text = GOOD.replacen(cpi, &rate(cpi, good), 1);
        assert!(read(&text).unwrap().check().is_ok());
    }
    let (spread, found) = (r#""spread_tenth_bps""#, "0.01");
    let error = TermsError::RateBesideSpread {
        entry: 2,
        found: found.parse().unwrap(),
    };
    assert_eq!(refused(spread, &rate(spread, found)), error);
}

#[test]
fn refuses_consumer_prices_that_are_none() {
    let found = date("2021-07-15");
    assert_eq!(
        refused("2021-07-01", "2021-07-15"),
        TermsError::Month { entry: 0, found }
    );
    let found = date("2021-07-01");
    assert_eq!(
        refused("2021-08-01", "2021-07-01"),
        TermsError::MonthTwice { entry: 1, found }
    );
    for bad in ["0", "100000.00", "273.0030001"] {
        let found = bad.parse().unwrap();
        assert_eq!(
            refused("273.003", bad),
            TermsError::Index { entry: 0, found }
        );
    }
}

#[test]
fn refuses_auctions_that_are_none() {
    let found = date("2012-08-27");
    assert_eq!(
        refused("2012-08-20", "2012-08-27"),
        TermsError::Bill {
            entry: 1,
            auction: found,
            issue: date("2012-08-23"),
            maturity: date("2012-11-23"),
        }
    );
    let twice = GOOD
        .replace("2012-08-20", "2012-08-22")
        .replace("2012-08-27", "2012-08-22");
    let found = date("2012-08-22");
    assert_eq!(
        read(&twice).unwrap().check(),
        Err(TermsError::AuctionTwice { entry: 1, found })
    );
    for (from, to) in [
        ("2012-11-29", "2012-11-21"),
        ("2012-11-29", "2012-12-07"),
        ("2012-08-30", "2012-08-27"),
    ] {
        assert!(
            matches!(refused(from, to), TermsError::Bill { entry: 0, .. }),
            "{to}"
        );
    }
    for bad in ["100", "0.1050001", "18446744073709551616"] {
        let found = bad.parse().unwrap();
        assert_eq!(
            refused("0.105", bad),
            TermsError::HighRate { entry: 0, found }
        );
    }
}

const STATIC: &str = r#"{"assay":"v1","kind":"terms","static_data":[
    {"instrument":"3133ERTE1","kind":"agency_frn","maturity":"2026-09-16","reset":"2026-08-01","demand":"2026-08-15","institution":"ffcb"},
    {"instrument":"06417#AA8","maturity":"2026-10-15"}]}"#;

#[test]
fn knows_static_data_by_what_names_mean() {
    let terms = read(STATIC).unwrap();
    let known = terms.check().unwrap();
    let names: Vec<_> = known
        .static_data
        .iter()
        .map(|(name, (entry, _))| (name.as_str(), *entry))
        .collect();
    assert_eq!(names, [("06417#AA8", 1), ("3133ERTE1", 0)]);
    assert_eq!(read(&pretty(&terms).unwrap()).unwrap(), terms);
    let by_isin = read(&STATIC.replace("3133ERTE1", "US3133ERTE18")).unwrap();
    assert!(by_isin
        .check()
        .unwrap()
        .static_data
        .contains_key("3133ERTE1"));
}

#[test]
fn refuses_static_data_that_is_none() {
    let refused = |from: &str, to: &str| {
        let text = STATIC.replacen(from, to, 1);
        assert_ne!(text, STATIC);
        read(&text).unwrap().check().unwrap_err().to_string()
    };
    for (from, to, expected) in [
        ("3133ERTE1", "3133ERTE2", "static_data[0]: expected an ISIN or CUSIP with right check digits, found 3133ERTE2"),
        ("06417#AA8", "06417#AA9", "static_data[1]: expected an ISIN or CUSIP with right check digits, found 06417#AA9"),
        ("06417#AA8", "US3133ERTE18", "static_data[1]: expected each security once, found US3133ERTE18 again"),
        (r#","maturity":"2026-10-15""#, "", "static_data[1]: expected \"kind\", \"maturity\", \"reset\", \"demand\" or \"institution\" of 06417#AA8, found none of them"),
        ("agency_frn", "repo", "static_data[0]: kind: expected a kind of security with a final maturity, found repo"),
        ("agency_frn", "token", "static_data[0]: kind: expected a kind of security with a final maturity, found token"),
        ("agency_frn", "agency_note", "static_data[0]: reset: expected none, as the rate of agency_note is never reset, found 2026-08-01"),
        ("agency_frn", "frn", "static_data[0]: demand: expected none, as frn has no demand feature, found 2026-08-15"),
        ("2026-08-01", "2026-09-17", "static_data[0]: reset: expected a date by the final maturity 2026-09-16, found 2026-09-17"),
        ("2026-08-15", "2026-09-17", "static_data[0]: demand: expected a date by the final maturity 2026-09-16, found 2026-09-17"),
    ] {
        let found = refused(from, to);
        assert!(found.starts_with(expected), "{found}");
    }
    assert!(matches!(
        read(&STATIC.replace("reset", "resets")),
        Err(ParseError::Field { .. })
    ));
}
