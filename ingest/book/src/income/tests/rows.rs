//! Which rows of the earlier book have income.

use super::*;
use crate::valuation::UnknownTerm;

const BILL: &str = "912797RS8,MARKET BASED BILL,0,12/03/2026,,0,0,99.867\n";
const NOTE: &str = "91282CNT4,MARKET BASED NOTE,0.04250,11/23/2026,,0,0,99.99\n";
const BOND: &str = "912810QT8,MARKET BASED BOND,0.03125,11/15/2041,,0,0,78.89\n";
const FRN: &str = "91282CMJ7,MARKET BASED FRN,0,01/31/2027,,0,0,100\n";

const FRIDAY: &str = "2026-11-20T22:00:00Z";

fn friday<'a>(prices: &'a str, custodians: &'a str) -> Made<'a> {
    Made {
        as_of: FRIDAY,
        prices,
        custodians,
        terms: None,
    }
}

#[test]
fn what_is_not_known_is_left_out_and_told() {
    let prices = [BILL, NOTE, BOND, FRN].concat();
    let earlier = friday(&prices, EVERYTHING).book();
    let tuesday = |prices: &str, terms: Option<&CheckedTerms>| {
        let later = Made {
            as_of: "2026-11-24T22:00:00Z",
            prices,
            terms,
            ..friday("", EVERYTHING)
        };
        later.since(Some(&earlier)).unwrap()
    };
    let built = tuesday(&[BILL, BOND, FRN].concat(), None);
    // Four of thirteen days of 0.00133.
    let bill = (
        "US912797RS85".to_string(),
        "0.00040923076".to_string() + "9",
        None,
    );
    assert_eq!(incomes(&built), std::slice::from_ref(&bill));
    let unknown = NoIncome::Unknown;
    assert_eq!(
        without(&built),
        [
            ("US91282CNT44", &NoIncome::NoRate),
            ("US91282CMJ70", &unknown(UnknownTerm::FloatingRate)),
            ("US912810QT88", &unknown(UnknownTerm::FirstPeriod)),
        ]
    );
    // With its rate in the file or in the terms: three of 184 days of 0.02125, and the 0.0001 that it was below par.
    let repaid = (
        "US91282CNT44".to_string(),
        "0.000446467391".to_string(),
        Some("2026-11-23".to_string()),
    );
    let quoted = tuesday(&[BILL, NOTE, BOND, FRN].concat(), None);
    let known = terms(
        r#"{"instrument":"91282CNT4","dated":"2024-11-23","first_payment":"2025-05-23","rate":"0.0425"}"#,
        "",
    );
    let told = tuesday(&[BILL, BOND, FRN].concat(), Some(&known));
    for built in [quoted, told] {
        assert_eq!(incomes(&built), [repaid.clone(), bill.clone()]);
    }
}

#[test]
fn a_custodian_of_whom_all_was_repaid_has_income_and_no_row() {
    let custodians = r#"[{"id":"north","securities":{"kinds":["bill"]}},{"id":"south","securities":{"kinds":["note"]}}]"#;
    let prices = [BILL, NOTE].concat();
    let earlier = friday(&prices, custodians).book();
    let later = Made {
        as_of: "2026-11-24T22:00:00Z",
        ..friday(&prices, custodians)
    };
    let built = later.since(Some(&earlier)).unwrap();
    let rows = built.book.rows.iter().map(|row| row.custodian.as_str());
    let income = built.book.income_rows().iter();
    let income = income.map(|row| row.custodian.as_str());
    assert_eq!(rows.collect::<Vec<_>>(), ["north"]);
    assert_eq!(income.collect::<Vec<_>>(), ["north", "south"]);
    // Without income there is nothing of it.
    let alone = later.since(None).unwrap_err();
    let idle = assay_statement::BookError::CustodianWithoutRow {
        custodian: "south".parse().unwrap(),
    };
    assert_eq!(alone, BuildError::Book(idle));
}

#[test]
fn what_was_sold_or_changed_is_left_out_and_told() {
    let north = |decimals: u8| {
        format!(
            r#"[{{"id":"north","securities":{{"kinds":["bill","note","bond"],"quantity_decimals":{decimals}}}}},
                {{"id":"south","securities":{{"instruments":["912797RS8"]}}}}]"#
        )
    };
    let prices = [BILL, BOND].concat();
    let earlier = friday(&prices, &north(2)).book();
    let monday = |prices, custodians| Made {
        as_of: "2026-11-23T22:00:00Z",
        ..friday(prices, custodians)
    };
    let other_units = north(0);
    let built = monday(BILL, &other_units).since(Some(&earlier)).unwrap();
    let names = |built: &BuiltBook| {
        let rows = built.without_income.iter();
        rows.map(|row| (row.custodian.to_string(), row.why.clone()))
            .collect::<Vec<_>>()
    };
    let (north_id, south_id) = ("north".to_string(), "south".to_string());
    // The bill in other units, the bond in no row any more.
    assert_eq!(
        names(&built),
        [
            (north_id.clone(), NoIncome::Changed),
            (north_id, NoIncome::Gone)
        ]
    );
    assert_eq!(built.book.income_rows()[0].custodian.as_str(), "south");
    // A custodian that is gone.
    let alone = monday(BILL, EVERYTHING).since(Some(&earlier)).unwrap();
    assert_eq!(names(&alone)[1], (south_id, NoIncome::Gone));
}

#[test]
fn the_earlier_book_is_of_the_same_and_earlier() {
    let earlier = friday(BILL, EVERYTHING).book();
    let refused = |change: fn(&mut Book)| {
        let mut earlier = earlier.clone();
        change(&mut earlier);
        let later = Made {
            as_of: "2026-11-23T22:00:00Z",
            ..friday(BILL, EVERYTHING)
        };
        later.since(Some(&earlier)).unwrap_err().to_string()
    };
    assert_eq!(
        refused(|book| book.subject = "other".parse().unwrap()),
        "subject: expected fund, that of the book to be made, found other"
    );
    assert_eq!(
        refused(|book| book.currency = "EUR".parse().unwrap()),
        "currency: expected USD, that of the book to be made, found EUR"
    );
    assert_eq!(
        refused(|book| book.as_of = "2026-11-23T22:00:00Z".parse().unwrap()),
        "as_of: expected a time before 2026-11-23T22:00:00Z, that of the book to be made, found 2026-11-23T22:00:00Z"
    );
    assert_eq!(
        refused(|book| book.custodians.clear()),
        BuildError::from(EarlierBookError::Book(
            assay_statement::BookError::NoCustodians
        ))
        .to_string()
    );
}

#[test]
fn terms_that_do_not_fit_are_an_error() {
    let earlier = friday(&[BILL, NOTE].concat(), EVERYTHING).book();
    let known = terms(
        r#"{"instrument":"91282CNT4","dated":"2024-11-23","first_payment":"2025-05-24","rate":"0.0425"}"#,
        "",
    );
    let later = Made {
        as_of: "2026-11-24T22:00:00Z",
        terms: Some(&known),
        ..friday(BILL, EVERYTHING)
    };
    assert_eq!(
        later.since(Some(&earlier)).unwrap_err().to_string(),
        "terms of US91282CNT44: expected a first payment some whole 6 months before maturity 2026-11-23, found 2025-05-24"
    );
}
