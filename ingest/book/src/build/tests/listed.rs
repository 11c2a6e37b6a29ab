//! Books from several sources: price lists, static data, dates.

use super::own_rows::with_other;
use super::*;
use crate::place::Place;
use crate::price_day::PriceDay;
use crate::price_list::{PriceList, PriceListContext};
use crate::price_list_reader::parse_price_list;
use crate::price_mapping::PriceMapping;
use crate::terms_file::{CheckedTerms, TermsFile};
use assay_statement::{Currency, InstrumentKind, SuiteName, Timestamp};
use proptest::prelude::*;

const AS_OF: &str = "2026-11-20T22:00:00Z";

const MAPPING: &str = r#"{"assay":"v1","kind":"price_mapping","columns":{"identifier":"id","price":"price","as_of":"day","kind":"kind",
    "maturity":"maturity","reset":"reset","demand":"demand","institution":"institution"},
    "fixed":{"currency":"USD"},"per":100,"quotation":"dirty"}"#;

const COLUMNS: &str = "id,price,day,kind,maturity,reset,demand,institution";

const AGENCIES: &str = "\
    3133ERTE1,100.25,2026-11-20,agency_frn,2027-09-16,2026-11-21,,ffcb\n\
    313385G34,99.5,2026-11-20,agency_discount,2026-12-18,,,fhlb\n";

/// Reads a list for a book of a time, for which prices of 18 November are allowed.
fn list_at(lines: &str, as_of: &str) -> PriceList {
    let mapping: PriceMapping = parse_document(MAPPING.as_bytes()).unwrap();
    mapping.validate().unwrap();
    let currency: Currency = "USD".parse().unwrap();
    let day = PriceDay::new(as_of.parse().unwrap(), Some("2026-11-18".parse().unwrap()));
    let context = PriceListContext {
        currency: &currency,
        day: day.unwrap(),
        given: None,
    };
    let text = format!("{COLUMNS}\n{lines}");
    parse_price_list(text.as_bytes(), &mapping, context).unwrap()
}

fn list(lines: &str) -> PriceList {
    list_at(lines, AS_OF)
}

fn terms(static_data: &str) -> CheckedTerms {
    let text = format!(r#"{{"assay":"v1","kind":"terms","static_data":[{static_data}]}}"#);
    let terms: TermsFile = parse_document(text.as_bytes()).unwrap();
    terms.check().unwrap()
}

/// A book of these lists, after the price file.
fn listed(
    securities: &str,
    lists: &[PriceList],
    terms: Option<&CheckedTerms>,
) -> Result<BuiltBook, BuildError> {
    let custodians = format!(r#"[{{"id":"north","securities":{securities}}}]"#);
    let prices = parse_fedinvest(PRICES.as_bytes()).unwrap();
    let sources = PriceSources {
        price_lists: lists,
        ..priced(&prices)
    };
    book_of(&custodians, sources, terms)
}

/// A book of any sources.
fn book_of(
    custodians: &str,
    prices: PriceSources<'_>,
    terms: Option<&CheckedTerms>,
) -> Result<BuiltBook, BuildError> {
    book_at((AS_OF, None), custodians, prices, terms)
}

/// At a time, with prices of an earlier day allowed.
fn book_at(
    (as_of, allowed): (&str, Option<&str>),
    custodians: &str,
    prices: PriceSources<'_>,
    terms: Option<&CheckedTerms>,
) -> Result<BuiltBook, BuildError> {
    let text = format!(
        r#"{{"assay":"v1","kind":"custodians","currency":"USD","custodians":{custodians}}}"#
    );
    let custodians = parse_document(text.as_bytes()).unwrap();
    build_book(BookInputs {
        subject: "fund".parse().unwrap(),
        as_of: as_of.parse().unwrap(),
        prices,
        allowed_prices_of: allowed.map(|day| day.parse().unwrap()),
        terms,
        custodians: &custodians,
        suite: SuiteName::Vesta,
        since: None,
        shape: None,
        inequalities: Inequalities::Count(4),
    })
}

const EVERYTHING: &str =
    r#"{"kinds":["bill","note","bond","agency_note","agency_frn","agency_discount"]}"#;

#[test]
fn lists_price_what_the_price_file_does_not_have() {
    let lists = [list(AGENCIES)];
    let made = listed(EVERYTHING, &lists, None).unwrap();
    let (floater, discount) = ("US3133ERTE18", "US313385G340");
    assert_eq!(instruments(&made), [NOTE, BILL, discount, floater, BOND]);
    let row = &made.book.rows[3];
    assert_eq!(row.kind, InstrumentKind::AgencyFrn);
    assert_eq!(row.price.to_string(), "1.0025");
    assert_eq!(row.reset, Some("2026-11-21".parse().unwrap()));
    assert_eq!(row.institution.as_ref().map(Id::as_str), Some("ffcb"));
    let day = "2026-11-20".parse().unwrap();
    let source = |at| Some(RowSource { at, day });
    let file = |line| source(Place::PriceFile { line });
    let listed = |line| source(Place::PriceList { list: 0, line });
    assert_eq!(
        made.sources,
        [file(4), file(2), listed(3), listed(2), file(1)]
    );
    // Without the Treasury's file, in any currency that the lists are in.
    let custodians =
        r#"[{"id":"north","securities":{"kinds":["agency_discount"],"max_remaining_days":28}}]"#;
    let alone = PriceSources {
        price_file: None,
        price_lists: &lists,
    };
    let made = book_of(custodians, alone, None).unwrap();
    assert_eq!(instruments(&made), [discount]);
}

#[test]
fn the_first_source_that_has_a_security_prices_it() {
    let bill = |price: &str| {
        list(&format!(
            "912797RS8,{price},2026-11-20,bill,2026-12-03,,,\n"
        ))
    };
    let lists = [
        bill("99.8"),
        list(AGENCIES),
        list(&AGENCIES.replace("99.5", "99.4")),
    ];
    let made = listed(EVERYTHING, &lists, None).unwrap();
    assert_eq!(made.book.rows[1].price.to_string(), "0.99867");
    let others: Vec<_> = made
        .other_prices
        .iter()
        .map(|other| (other.instrument.as_str(), other.price.to_string(), other.at))
        .collect();
    let at = |list, line| Place::PriceList { list, line };
    let expected = [
        ("US313385G340", "0.994".to_string(), at(2, 3)),
        (BILL, "0.998".to_string(), at(0, 2)),
    ];
    assert_eq!(others, expected);
    // In the other order of the lists, the other price.
    let lists = [list(&AGENCIES.replace("99.5", "99.4")), list(AGENCIES)];
    let made = listed(EVERYTHING, &lists, None).unwrap();
    assert_eq!(made.book.rows[2].price.to_string(), "0.994");
}

#[test]
fn a_price_of_the_day_comes_before_one_that_is_only_allowed() {
    let stale = AGENCIES
        .replace("2026-11-20,agency_discount", "2026-11-18,agency_discount")
        .replace("99.5", "99.9");
    let prices = parse_fedinvest(PRICES.as_bytes()).unwrap();
    let custodians = format!(r#"[{{"id":"north","securities":{EVERYTHING}}}]"#);
    let made_of = |lists: &[PriceList]| {
        let sources = PriceSources {
            price_lists: lists,
            ..priced(&prices)
        };
        book_at((AS_OF, Some("2026-11-18")), &custodians, sources, None).unwrap()
    };
    for lists in [
        [list(&stale), list(AGENCIES)],
        [list(AGENCIES), list(&stale)],
    ] {
        let made = made_of(&lists);
        assert_eq!(made.book.rows[2].price.to_string(), "0.995");
        let others: Vec<String> = made
            .other_prices
            .iter()
            .map(|other| other.price.to_string())
            .collect();
        assert_eq!(others, ["0.999"]);
    }
    // Where no other source has it, it is taken.
    let made = made_of(&[list(&stale)]);
    assert_eq!(made.book.rows[2].price.to_string(), "0.999");
}

#[test]
fn a_reset_between_fridays_list_and_a_book_of_sunday_is_not_known() {
    let sunday = "2026-11-22T22:00:00Z";
    let prices = parse_fedinvest(PRICES.as_bytes()).unwrap();
    let custodians = r#"[{"id":"north","securities":{"kinds":["agency_frn"]}}]"#;
    let reset_of = |lines: &str| {
        let lists = [list_at(lines, sunday)];
        let sources = PriceSources {
            price_lists: &lists,
            ..priced(&prices)
        };
        let made = book_at((sunday, None), custodians, sources, None);
        made.map(|made| made.book.rows[0].reset.map(|day| day.to_string()))
    };
    assert_eq!(reset_of(AGENCIES).unwrap(), None);
    let monday = AGENCIES.replace("2026-11-21", "2026-11-23");
    assert_eq!(reset_of(&monday).unwrap(), Some("2026-11-23".into()));
    // One before the price itself is a mistake of the list.
    let over = AGENCIES.replace("2026-11-21", "2026-11-19");
    assert!(matches!(reset_of(&over), Err(BuildError::Dates { .. })));
}

#[test]
fn sources_have_to_agree_on_what_a_security_is() {
    let refused = |line: &str, static_data: Option<&str>| {
        let terms = static_data.map(terms);
        let lists = [list(AGENCIES), list(line)];
        listed(EVERYTHING, &lists, terms.as_ref())
            .unwrap_err()
            .to_string()
    };
    let bill = "912797RS8,99.8,2026-11-20,bill,2026-12-03,,,\n";
    assert_eq!(
        refused(&bill.replace("12-03", "12-04"), None),
        "maturity of US912797RS85: expected 2026-12-03, as line 2 of the price file says, found 2026-12-04 in line 2 of price list 2"
    );
    assert_eq!(
        refused(&bill.replace("bill", "note"), None),
        "kind of US912797RS85: expected bill, as line 2 of the price file says, found note in line 2 of price list 2"
    );
    let reset = r#"{"instrument":"3133ERTE1","reset":"2026-11-23"}"#;
    assert_eq!(
        refused(bill, Some(reset)),
        "reset of 3133ERTE1: expected 2026-11-21, as line 2 of price list 1 says, found 2026-11-23 in static_data[0] of the terms file"
    );
}

#[test]
fn static_data_says_what_lists_do_not() {
    let bare = list("3133ERTE1,100.25,2026-11-20,,,,,\n");
    let without = listed(EVERYTHING, std::slice::from_ref(&bare), None).unwrap();
    let incomplete = Incomplete {
        instrument: "US3133ERTE18".parse().unwrap(),
        field: "kind",
        at: Place::PriceList { list: 0, line: 2 },
    };
    assert_eq!(without.incomplete, [incomplete]);
    let by_name = |static_data: &str| {
        let terms = terms(static_data);
        let lists = std::slice::from_ref(&bare);
        listed(r#"{"instruments":["3133ERTE1"]}"#, lists, Some(&terms))
    };
    let mut data = r#"{"instrument":"US3133ERTE18","kind":"agency_frn"}"#.to_string();
    for (field, more) in [
        ("maturity", r#","maturity":"2027-09-16"}"#),
        ("institution", r#","institution":"ffcb"}"#),
    ] {
        let refused = by_name(&data).unwrap_err().to_string();
        let expected = format!("found 3133ERTE1, whose {field} nothing says");
        assert!(refused.contains(&expected), "{refused}");
        data = data.replace('}', more);
    }
    let made = by_name(&data.replace('}', r#","demand":"2026-12-01"}"#)).unwrap();
    assert_eq!(
        made.book.rows[0].demand,
        Some("2026-12-01".parse().unwrap())
    );
    assert_eq!(made.book.rows[0].reset, None);
}

#[test]
fn dates_that_are_none_are_named_with_their_place() {
    let refused = |from: &str, to: &str| {
        let lists = [list(&AGENCIES.replacen(from, to, 1))];
        listed(EVERYTHING, &lists, None).unwrap_err().to_string()
    };
    let floater = "US3133ERTE18 (line 2 of price list 1): ";
    for (from, to, expected) in [
        ("2026-11-21", "2026-11-19", "reset: expected the next one from the day of the book 2026-11-20 on, found 2026-11-19, which is over"),
        ("2026-11-21", "2027-09-17", "reset: expected a date by the final maturity 2027-09-16, found 2027-09-17"),
        ("2026-11-21,", "2026-11-21,2026-11-19", "demand: expected the next one from the day of the book 2026-11-20 on, found 2026-11-19, which is over"),
        ("agency_frn", "agency_note", "reset: expected none, as the rate of agency_note is never reset, found 2026-11-21; see whether it is a frn or an agency_frn"),
    ] {
        assert_eq!(refused(from, to), format!("{floater}{expected}"));
    }
    let found = refused("2026-12-18,,", "2026-12-18,,2026-12-01");
    assert!(found.starts_with("US313385G340 (line 3 of price list 1): demand: expected none, as agency_discount has no demand feature"), "{found}");
    // Of a row that the custodians file prices itself, the book says it.
    let row = r#"{"instrument":"x","kind":"agency_note","maturity":"2026-12-03","price":"1","institution":"ffcb","reset":"2026-12-01"}"#;
    let kind = InstrumentKind::AgencyNote;
    assert_eq!(
        with_other(row).unwrap_err(),
        BuildError::Book(BookError::UnexpectedReset { row: 1, kind })
    );
}

#[test]
fn floating_rate_notes_have_their_reset() {
    let frn = list("91282CMJ7,100.02,2026-11-20,frn,2028-01-31,,,\n");
    let wanted = r#"{"kinds":["frn"]}"#;
    let made = |terms: Option<&CheckedTerms>| {
        let lists = std::slice::from_ref(&frn);
        listed(wanted, lists, terms).unwrap().book.rows[0].reset
    };
    // The auction of Monday the 23rd counts from the next day on.
    assert_eq!(made(None), Some("2026-11-24".parse().unwrap()));
    let known = terms(r#"{"instrument":"91282CMJ7","reset":"2026-11-21"}"#);
    assert_eq!(made(Some(&known)), Some("2026-11-21".parse().unwrap()));
}

#[test]
fn prices_are_of_the_day() {
    let of = |date: &str, allowed: Option<&str>, as_of: &str| {
        let custodians = r#"[{"id":"north","securities":{"kinds":["bill"]}}]"#;
        built_with(custodians, |inputs| {
            inputs.as_of = as_of.parse().unwrap();
            inputs.allowed_prices_of = allowed.map(|day| day.parse().unwrap());
            let file = inputs.prices.price_file.as_mut().unwrap();
            file.date = date.parse().unwrap();
        })
    };
    assert!(of("2026-11-20", None, AS_OF).is_ok());
    let refused = of("2026-11-19", None, AS_OF).unwrap_err();
    assert!(matches!(refused, BuildError::PricesDay(_)), "{refused}");
    let made = of("2026-11-19", Some("2026-11-19"), AS_OF).unwrap();
    assert_eq!(made.sources[0].unwrap().day, "2026-11-19".parse().unwrap());
    // On a Saturday those of Friday, on Friday those of no other day.
    assert!(of("2026-11-20", None, "2026-11-21T22:00:00Z").is_ok());
    assert!(of("2026-11-19", None, "2026-11-21T22:00:00Z").is_err());
}

#[test]
fn a_repo_that_can_be_ended_by_notice() {
    let of = |demand: &str| {
        let repo = r#"[{"id":"n","repo":[{"account":"o","institution":"d","maturity":"2026-12-23","demand":"DEMAND"}]}]"#;
        built(&repo.replace("DEMAND", demand))
    };
    let row = of("2026-11-23").unwrap().book.rows.remove(0);
    assert_eq!(row.demand, Some("2026-11-23".parse().unwrap()));
    let outside = of("2026-12-24").unwrap_err();
    assert!(matches!(
        outside,
        BuildError::Book(BookError::DemandOutside { row: 0, .. })
    ));
}

#[test]
fn a_repo_until_the_next_business_day() {
    let of = |as_of: &str| {
        let repo = r#"[{"id":"n","repo":[{"account":"o","institution":"d","maturity":"next business day"}]}]"#;
        let made = built_with(repo, |inputs| {
            let as_of: Timestamp = as_of.parse().unwrap();
            inputs.as_of = as_of;
            inputs.prices = PriceSources::default();
        });
        made.unwrap().book.rows[0]
            .maturity
            .map(|day| day.to_string())
    };
    for (as_of, expected) in [
        ("2026-11-19T22:00:00Z", "2026-11-20"),
        ("2026-07-31T22:00:00Z", "2026-08-03"),
        // Before Labor Day, and on it.
        ("2026-09-04T22:00:00Z", "2026-09-08"),
        ("2026-09-07T22:00:00Z", "2026-09-08"),
    ] {
        assert_eq!(of(as_of).as_deref(), Some(expected), "{as_of}");
    }
}

proptest! {
    /// Of sources that have a security or not, the first that has it prices it, and no other price goes into the book.
    #[test]
    fn prices_are_those_of_the_first_source(
        has in proptest::collection::vec(proptest::collection::vec(any::<bool>(), 4), 1..4),
    ) {
        let cusips = ["3133ERTE1", "3133ETG92", "3130BB7B5", "06417#AA8"];
        let price = |source: usize, security: usize| format!("9{}.{}", source + 1, security + 1);
        let lists: Vec<PriceList> = has.iter().enumerate().map(|(source, has)| {
            let mut lines = String::from("912797SK4,1,2026-11-20,bill,2027-01-01,,,\n");
            for (security, cusip) in cusips.iter().enumerate().filter(|(security, _)| has[*security]) {
                lines += &format!("{cusip},{},2026-11-20,agency_discount,2026-12-18,,,fhlb\n", price(source, security));
            }
            list(&lines)
        }).collect();
        let made = listed(r#"{"kinds":["bill","agency_discount"]}"#, &lists, None).unwrap();
        for (security, cusip) in cusips.into_iter().enumerate() {
            let first = has.iter().position(|has| has[security]);
            let row = made.book.rows.iter().find(|row| row.instrument.as_str().contains(cusip));
            let expected = first.map(|source| format!("0.{}", price(source, security).replace('.', "")));
            prop_assert_eq!(row.map(|row| row.price.to_string()), expected);
            let others = made.other_prices.iter().filter(|other| other.instrument.as_str().contains(cusip));
            let count = has.iter().filter(|has| has[security]).count();
            prop_assert_eq!(others.count(), count.saturating_sub(1));
        }
    }
}
