use super::*;
use crate::fedinvest::parse_fedinvest;
use crate::price_sources::DatedPriceFile;
use crate::quote::PriceFile;
use assay_statement::{parse_document, BookError, InstrumentKind, SuiteName};

mod fund;
mod listed;
mod own_rows;
mod real_bills;
mod valued;

// Out of order, one matured, one without a price, one priced by "sell".
const PRICES: &str = "\
    912810QT8,MARKET BASED BOND,0.03125,11/15/2041,,78.890625,78.843750,0.000000\n\
    912797RS8,MARKET BASED BILL,0.000000,12/03/2026,,99.868056,99.866667,99.867000\n\
    912828YQ7,MARKET BASED NOTE,0.01625,10/31/2026,,0.000000,0.000000,100.000000\n\
    91282CNT4,MARKET BASED NOTE,0.04250,11/30/2026,,100.1,100.0,99.99\n\
    912828S50,TIPS,0.00125,07/15/2036,,0.000000,0.000000,0.000000\n";

/// The file, of the day of the books.
fn priced(prices: &PriceFile) -> PriceSources<'_> {
    let date = "2026-11-20".parse().unwrap();
    PriceSources {
        price_file: Some(DatedPriceFile { prices, date }),
        price_lists: &[],
    }
}

fn built_with(
    custodians: &str,
    change: impl FnOnce(&mut BookInputs<'_>),
) -> Result<BuiltBook, BuildError> {
    let prices = parse_fedinvest(PRICES.as_bytes()).unwrap();
    let text = format!(
        r#"{{"assay":"v1","kind":"custodians","currency":"USD","custodians":{custodians}}}"#
    );
    let custodians = parse_document(text.as_bytes()).unwrap();
    let mut inputs = BookInputs {
        subject: "fund".parse().unwrap(),
        as_of: "2026-11-20T22:00:00Z".parse().unwrap(),
        prices: priced(&prices),
        allowed_prices_of: None,
        terms: None,
        custodians: &custodians,
        suite: SuiteName::Vesta,
        since: None,
        shape: None,
        inequalities: Inequalities::Count(4),
    };
    change(&mut inputs);
    build_book(inputs)
}

fn built(custodians: &str) -> Result<BuiltBook, BuildError> {
    built_with(custodians, |_| {})
}

fn north(securities: &str) -> Result<BuiltBook, BuildError> {
    built(&format!(r#"[{{"id":"north","securities":{securities}}}]"#))
}

fn instruments(built: &BuiltBook) -> Vec<&str> {
    built
        .book
        .rows
        .iter()
        .map(|r| r.instrument.as_str())
        .collect()
}

const NOTE: &str = "US91282CNT44";
const BILL: &str = "US912797RS85";
const BOND: &str = "US912810QT88";

#[test]
fn takes_every_quoted_security_of_the_kinds() {
    let all = north(r#"{"kinds":["bond","tips","note","bill"]}"#).unwrap();
    assert_eq!(instruments(&all), [NOTE, BILL, BOND]);
    assert_eq!(all.matured, 1);
    assert_eq!(all.unquoted[0].cusip.value(), "912828S50");
    let fallback = PriceFallback {
        isin: BOND.parse().unwrap(),
        side: PriceSide::Sell,
        line: 1,
    };
    assert_eq!(all.fallbacks, [fallback]);
    assert_eq!(all.book.rows[1].price.to_string(), "0.99867");
    assert_eq!(all.book.shape, Shape::STANDARD[0]);
}

#[test]
fn keeps_to_the_maturity_limit() {
    let limited = |days| {
        north(&format!(
            r#"{{"kinds":["bill","note","bond"],"max_remaining_days":{days}}}"#
        ))
    };
    assert_eq!(instruments(&limited(13).unwrap()), [NOTE, BILL]);
    assert_eq!(instruments(&limited(12).unwrap()), [NOTE]);
    let nothing = BuildError::Book(BookError::CustodianWithoutRow {
        custodian: "north".parse().unwrap(),
    });
    assert_eq!(limited(9).unwrap_err(), nothing);
}

#[test]
fn takes_listed_instruments_by_isin_or_cusip() {
    let listed = north(&format!(r#"{{"instruments":["912810QT8","{NOTE}"]}}"#)).unwrap();
    assert_eq!(instruments(&listed), [NOTE, BOND]);
}

#[test]
fn orders_custodians_then_securities_then_cash_then_other() {
    let book = built(
        r#"[{"id":"south","cash":[{"account":"b","institution":"x"},{"account":"a","institution":"y"}],
             "other":[{"instrument":"repo:1","kind":"repo","maturity":"2026-11-23","price":"1","institution":"z"}],
             "securities":{"kinds":["bill"],"quantity_decimals":0}},
            {"id":"north","cash":[{"account":"a","institution":"y","quantity_decimals":4}]}]"#,
    )
    .unwrap()
    .book;
    let rows: Vec<_> = book
        .rows
        .iter()
        .map(|r| {
            (
                r.custodian.as_str(),
                r.instrument.as_str(),
                r.quantity_decimals,
            )
        })
        .collect();
    let expected = [
        ("south", BILL, 0),
        ("south", "cash:b", 2),
        ("south", "cash:a", 2),
        ("south", "repo:1", 2),
        ("north", "cash:a", 4),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn refuses_what_is_not_priced() {
    let custodian: Id = "north".parse().unwrap();
    let not_quoted = |instrument: &str, reason| BuildError::NotQuoted {
        custodian: custodian.clone(),
        instrument: instrument.parse().unwrap(),
        reason,
    };
    let listed = |name: &str| north(&format!(r#"{{"instruments":["{name}"]}}"#)).unwrap_err();
    assert_eq!(
        listed("912828YQ7"),
        not_quoted("912828YQ7", "which has matured")
    );
    assert_eq!(
        listed("912828S50"),
        not_quoted("912828S50", "which has no price in it")
    );
    assert_eq!(
        listed("US0378331005"),
        not_quoted("US0378331005", "which is not in it")
    );
    let cash = north(r#"{"kinds":["cash"]}"#).unwrap_err();
    assert_eq!(
        cash,
        BuildError::NotPriced {
            custodian,
            found: InstrumentKind::Cash
        }
    );
}

#[test]
fn refuses_contradictions() {
    let custodian: Id = "north".parse().unwrap();
    let selection = |found| BuildError::Selection {
        custodian: custodian.clone(),
        found,
    };
    assert_eq!(
        north(r#"{"kinds":["bill"],"instruments":[]}"#).unwrap_err(),
        selection("both")
    );
    assert_eq!(north("{}").unwrap_err(), selection("neither"));
    let stray = north(&format!(
        r#"{{"instruments":["{BILL}"],"max_remaining_days":1}}"#
    ));
    assert_eq!(
        stray.unwrap_err(),
        BuildError::StrayLimit {
            custodian: custodian.clone()
        }
    );
    let twice = north(&format!(r#"{{"instruments":["{BILL}","912797RS8"]}}"#));
    let instrument = "912797RS8".parse().unwrap();
    assert_eq!(
        twice.unwrap_err(),
        BuildError::ListedTwice {
            custodian: custodian.clone(),
            instrument
        }
    );
    let rows = built(
        r#"[{"id":"north","cash":[{"account":"a","institution":"x"},{"account":"a","institution":"y"}]}]"#,
    );
    let instrument = "cash:a".parse().unwrap();
    let duplicate = BookError::DuplicateRow {
        row: 1,
        custodian: custodian.clone(),
        instrument,
    };
    assert_eq!(rows.unwrap_err(), BuildError::Book(duplicate));
    let account = "a".repeat(124);
    let long = built(&format!(
        r#"[{{"id":"north","cash":[{{"account":"{account}","institution":"x"}}]}}]"#
    ));
    assert!(matches!(long, Err(BuildError::Account { .. })));
}

#[test]
fn prices_are_dollars() {
    let prices = parse_fedinvest(PRICES.as_bytes()).unwrap();
    let custodians = parse_document(
        br#"{"assay":"v1","kind":"custodians","currency":"EUR","custodians":[{"id":"n","securities":{"kinds":["bill"]}}]}"#,
    )
    .unwrap();
    let refused = build_book(BookInputs {
        subject: "fund".parse().unwrap(),
        as_of: "2026-11-20T22:00:00Z".parse().unwrap(),
        prices: priced(&prices),
        allowed_prices_of: None,
        terms: None,
        custodians: &custodians,
        suite: SuiteName::Vesta,
        since: None,
        shape: None,
        inequalities: Inequalities::Count(4),
    });
    assert_eq!(
        refused.unwrap_err(),
        BuildError::Currency {
            found: "EUR".parse().unwrap()
        }
    );
}

#[test]
fn a_book_of_a_suite_says_so_and_has_one_of_its_shapes() {
    let built = |shape: Option<(u32, usize)>, rules| {
        let cash = r#"[{"id":"n","cash":[{"account":"a","institution":"x"}]}]"#;
        built_with(cash, |inputs| {
            inputs.suite = SuiteName::Bls12381;
            inputs.shape = shape.map(|(k, rules)| Shape::new(k, rules).unwrap());
            inputs.inequalities = Inequalities::Count(rules);
        })
    };
    let book = built(None, 9).unwrap().book;
    assert_eq!(book.suite, SuiteName::Bls12381);
    assert_eq!((book.shape.k(), book.shape.rules()), (10, 16));
    assert_eq!(
        built(None, 17).unwrap_err(),
        BuildError::NoShape {
            rows: 1,
            rules: 17,
            most: Some(Shape::new(10, 16).unwrap()),
        }
    );
    assert_eq!(
        built(Some((9, 32)), 4).unwrap_err(),
        BuildError::ShapeOfSuite {
            shape: Shape::new(9, 32).unwrap(),
            suite: SuiteName::Bls12381,
        }
    );
}

#[test]
fn chooses_the_smallest_standard_shape() {
    let shape = |rules| {
        let cash = r#"[{"id":"n","cash":[{"account":"a","institution":"x"}]}]"#;
        built_with(cash, |inputs| {
            inputs.inequalities = Inequalities::Count(rules)
        })
        .map(|b| (b.book.shape.k(), b.book.shape.rules()))
    };
    assert_eq!(shape(4), Ok((7, 4)));
    assert_eq!(shape(5), Ok((8, 8)));
    assert_eq!(shape(9), Ok((10, 16)));
    assert_eq!(shape(17), Ok((9, 32)));
    let error = shape(33).unwrap_err();
    assert_eq!(
        error,
        BuildError::NoShape {
            rows: 1,
            rules: 33,
            most: Some(Shape::new(9, 32).unwrap()),
        }
    );
    assert_eq!(
        error.to_string(),
        "no standard shape has room for the rows (1) and the inequalities (33); \
         with room for the rows, (9, 32) has the most inequalities: 32"
    );
    let small = Shape::STANDARD[0];
    let refused = built_with(
        r#"[{"id":"n","cash":[{"account":"a","institution":"x"}]}]"#,
        |inputs| {
            inputs.shape = Some(small);
            inputs.inequalities = Inequalities::Count(5);
        },
    );
    assert_eq!(
        refused.unwrap_err(),
        BuildError::TooManyRules {
            shape: small,
            holds: 4,
            rules: 5
        }
    );
}

#[test]
fn countries_of_all_custodians_or_none() {
    let cash = r#""cash":[{"account":"a","institution":"x"}]"#;
    let two = |north: &str, south: &str| {
        let country = |code: &str| match code {
            "" => String::new(),
            code => format!(r#""country":"{code}","#),
        };
        built(&format!(
            r#"[{{"id":"north",{}{cash}}},{{"id":"south",{}{cash}}}]"#,
            country(north),
            country(south)
        ))
    };
    let book = two("US", "GB").unwrap().book;
    let shown: Vec<String> = book
        .countries
        .iter()
        .map(|(id, c)| format!("{id} {c}"))
        .collect();
    assert_eq!(shown, ["north US", "south GB"]);
    assert!(two("", "").unwrap().book.countries.is_empty());
    let missing = BookError::CustodianWithoutCountry {
        custodian: "south".parse().unwrap(),
    };
    assert_eq!(two("US", "").unwrap_err(), BuildError::Book(missing));
    assert_eq!(
        two("US", "UK").unwrap_err(),
        BuildError::NoSuchCountry {
            custodian: "south".parse().unwrap(),
            found: "UK".parse().unwrap(),
        }
    );
}
