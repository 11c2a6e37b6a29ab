use super::*;
use crate::price_day::PriceDay;
use crate::price_mapping_check::PriceMappingError;
use assay_statement::{parse_document, pretty, Currency, Date, Id, InstrumentKind, ParseError};
use proptest::prelude::*;

/// Clean prices per 100 with every column.
const CLEAN: &str = r#"{"assay":"v1","kind":"price_mapping",
    "csv":{"none":"N/A","totals":[{"column":"CUSIP","begins":"Total"}]},
    "columns":{"identifier":"CUSIP","price":"Price","accrued":"Accrued","currency":"Ccy","as_of":"Date","kind":"Type",
        "maturity":"Maturity","reset":"Reset","demand":"Demand","institution":"Issuer"},
    "per":100,"quotation":"clean",
    "kinds":[{"begins":"discount","kind":"agency_discount"},{"begins":"coupon","kind":"agency_note","if_reset":"agency_frn"}],
    "institutions":[{"begins":"Federal Farm","institution":"ffcb"}]}"#;

const HEADER: &str = "CUSIP,Price,Accrued,Ccy,Date,Type,Maturity,Reset,Demand,Issuer";
const FLOATER: &str =
    "3133ERTE1,100.01,0.125,USD,2026-07-31,Coupon,2026-09-16,2026-08-01,N/A,Federal Farm Credit Banks";

/// Dirty prices per 1, in a file without a header.
const DIRTY: &str = r#"{"assay":"v1","kind":"price_mapping","csv":{"header":false,"delimiter":";","decimal":",","date":"DD.MM.YYYY"},
    "columns":{"identifier":1,"price":3,"maturity":4},"fixed":{"currency":"USD","kind":"bill"},"per":1,"quotation":"dirty"}"#;

fn mapping(text: &str) -> PriceMapping {
    let mapping: PriceMapping = parse_document(text.as_bytes()).unwrap();
    assert_eq!(mapping.validate(), Ok(()));
    mapping
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Reads a list for a book of 31 July 2026, a Friday.
fn read(text: &str, by: &str, given: Option<&str>) -> Result<PriceList, PriceListError> {
    let currency: Currency = "USD".parse().unwrap();
    let as_of = "2026-07-31T21:00:00Z".parse().unwrap();
    let context = PriceListContext {
        currency: &currency,
        day: PriceDay::new(as_of, Some(date("2026-07-29"))).unwrap(),
        given: given.map(date),
    };
    parse_price_list(text.as_bytes(), &mapping(by), context)
}

fn clean(lines: &str) -> Result<PriceList, PriceListError> {
    read(&format!("{HEADER}\n{lines}\n"), CLEAN, None)
}

/// The floater after a change.
fn changed(from: &str, to: &str) -> Result<PriceList, PriceListError> {
    let line = FLOATER.replacen(from, to, 1);
    assert_ne!(line, FLOATER, "{from}");
    clean(&line)
}

#[test]
fn reads_every_column_of_a_clean_price() {
    let list = clean(FLOATER).unwrap();
    let expected = ListedPrice {
        instrument: "US3133ERTE18".parse().unwrap(),
        // 100.01 and 0.125 per 100.
        price: "1.00135".parse().unwrap(),
        as_of: date("2026-07-31"),
        kind: Some(InstrumentKind::AgencyFrn),
        maturity: Some(date("2026-09-16")),
        reset: Some(date("2026-08-01")),
        demand: None,
        institution: Some("ffcb".parse().unwrap()),
        line: 2,
    };
    assert_eq!(list.prices, [expected]);
    let one = |from: &str, to: &str| changed(from, to).unwrap().prices.remove(0);
    // What is reset when it is repaid is not reset; then it is the kind without one.
    let fixed = one("2026-08-01", "2026-09-16");
    assert_eq!(
        (fixed.reset, fixed.kind),
        (None, Some(InstrumentKind::AgencyNote))
    );
    assert_eq!(
        one("Coupon", "DISCOUNT NOTE").kind,
        Some(InstrumentKind::AgencyDiscount)
    );
    // Names that the mapping does not have say nothing.
    assert_eq!(one("Coupon", "Equity").kind, None);
    assert_eq!(one("Federal Farm", "Farm").institution, None);
    assert_eq!(one("N/A", "2026-08-15").demand, Some(date("2026-08-15")));
}

#[test]
fn reads_dirty_prices_per_one_by_position() {
    let text = "912797RS8;x;0,99867;03.09.2026\nUS912797SK41;x;0,9912345678912;29.10.2026\n";
    let list = read(text, DIRTY, Some("2026-07-29")).unwrap();
    let prices = list.prices.iter();
    let found: Vec<_> = prices
        .map(|p| {
            (
                p.instrument.as_str(),
                p.price.to_string(),
                p.as_of.to_string(),
                p.line,
            )
        })
        .collect();
    // Rounded down to ten decimals, and no earlier.
    let day = || "2026-07-29".to_string();
    assert_eq!(
        found,
        [
            ("US912797RS85", "0.99867".to_string(), day(), 1),
            ("US912797SK41", "0.9912345678".to_string(), day(), 2),
        ]
    );
    assert_eq!(list.prices[0].kind, Some(InstrumentKind::Bill));
    assert_eq!(
        read(text, DIRTY, None),
        Err(PriceListError::NoDay { line: 1 })
    );
}

#[test]
fn passes_over_totals_and_lines_without_a_security() {
    let lines = format!("{FLOATER}\nTotal,1\nN/A,1,0,USD,2026-07-31,Repo,,,,\n3133ETG92,N/A,,,,,,,,\n3130BB7B5,0,0,USD,2026-07-31,,,,,");
    let list = clean(&lines).unwrap();
    assert_eq!((list.prices.len(), list.passed_over), (1, 2));
    let unpriced: Vec<_> = list
        .unpriced
        .iter()
        .map(|u| (u.instrument.as_str(), u.line))
        .collect();
    assert_eq!(unpriced, [("US3133ETG927", 5), ("US3130BB7B53", 6)]);
}

#[test]
fn names_private_placements_and_isins_of_no_country() {
    for (code, name) in [
        ("06417#AA8", "06417#AA8"),
        ("35908*AA7", "35908*AA7"),
        ("74340@AA0", "74340@AA0"),
        ("G01719114", "G01719114"),
        ("EZ9724VTXK48", "EZ9724VTXK48"),
        ("XT5BPF9ZKF81", "XT5BPF9ZKF81"),
        ("CA0084741085", "CA0084741085"),
    ] {
        let list = changed("3133ERTE1", code).unwrap();
        assert_eq!(list.prices[0].instrument.as_str(), name);
    }
    for bad in [
        "06417#AA9",
        "3133ERTE2",
        "3133erte1",
        "US3133ERTE19",
        "cash",
        "3133 ERTE1",
    ] {
        let (line, found) = (2, bad.to_string());
        assert_eq!(
            changed("3133ERTE1", bad),
            Err(PriceListError::Identifier { line, found })
        );
    }
}

#[test]
fn a_security_is_there_once_or_says_the_same() {
    let twice =
        |from: &str, to: &str| clean(&format!("{FLOATER}\n{}", FLOATER.replacen(from, to, 1)));
    assert_eq!(twice("x", "x").unwrap().prices.len(), 1);
    // By its ISIN, and with zeros at the end of the price.
    assert_eq!(
        twice("3133ERTE1,100.01,", "US3133ERTE18,100.010,")
            .unwrap()
            .prices
            .len(),
        1
    );
    for (from, to, field) in [
        ("100.01", "100.02", "price"),
        ("2026-07-31", "2026-07-29", "as_of"),
        ("Coupon", "Discount", "kind"),
        ("2026-09-16", "2026-09-17", "maturity"),
        ("2026-08-01", "2026-08-02", "reset"),
        ("N/A", "2026-08-15", "demand"),
        ("Federal", "Other", "institution"),
    ] {
        let refused = twice(from, to).unwrap_err();
        let instrument: Id = "US3133ERTE18".parse().unwrap();
        let expected = PriceListError::Differs {
            line: 3,
            instrument,
            field,
            first: 2,
        };
        assert_eq!(refused, expected);
    }
    let message = twice("100.01", "100.02").unwrap_err().to_string();
    assert_eq!(message, "line 3: price of US3133ERTE18: expected that of line 2, or the security once, found another one");
}

#[test]
fn refuses_what_is_no_price_of_the_day() {
    let refused = |from: &str, to: &str| changed(from, to).unwrap_err().to_string();
    for (from, to, expected) in [
        ("100.01", "-100.01", "line 2: price: expected a number that is not negative, as the mapping has it written, found \"-100.01\""),
        ("100.01", "1e2", "line 2: price: expected a number"),
        ("0.125", "x", "line 2: accrued: expected a number"),
        ("0.125", "N/A", "line 2: accrued: expected the accrued interest of the clean price, 0 if there is none, found nothing"),
        ("100.01", "1000", "line 2: price: expected a price below 10 for 1 of face, found 10.00125; see whether \"per\" of the mapping should be 100"),
        ("USD", "EUR", "line 2: currency: expected USD, the currency of the book, found \"EUR\""),
        ("2026-07-31", "2026-07-30", "line 2: expected prices of 2026-07-31, the day of the book in New York, found those of 2026-07-30; take the prices of that day, or allow these with --allow-prices-of 2026-07-30"),
        ("2026-07-31", "07/31/2026", "line 2: as_of: expected a date written YYYY-MM-DD or YYYYMMDD, found \"07/31/2026\""),
        ("2026-07-31", "", "line 2: as_of: expected the day of the price, found nothing"),
        ("2026-09-16", "2026-09-31", "line 2: maturity: expected a date written"),
        (",Federal Farm Credit Banks", "", "line 2: expected 10 fields, as the first line has, found 9"),
        ("Coupon", "Coupon,x", "line 2: expected 10 fields, as the first line has, found 11"),
        ("3133ERTE1", "\u{202e}x", "line 2: expected an ISIN or CUSIP in capital letters with right check digits, found \"x\""),
    ] {
        let found = refused(from, to);
        assert!(found.starts_with(expected), "{found}");
    }
    // The day that was allowed.
    assert_eq!(
        changed("2026-07-31", "20260729").unwrap().prices[0].as_of,
        date("2026-07-29")
    );
    assert_eq!(clean(""), Err(PriceListError::Empty));
    let no_column = read("CUSIP,Price\n", CLEAN, None).unwrap_err();
    assert!(matches!(
        no_column,
        PriceListError::NoColumn { line: 1, .. }
    ));
    let twice = read(&format!("{HEADER},Price\n{FLOATER},\n"), CLEAN, None).unwrap_err();
    assert!(matches!(twice, PriceListError::ColumnTwice { line: 1, .. }));
}

#[test]
fn what_the_mapping_fixes_has_to_be_the_books() {
    let fixed = |from: &str, to: &str| {
        read(
            "912797RS8;x;1;03.09.2026",
            &DIRTY.replace(from, to),
            Some("2026-07-31"),
        )
    };
    let refused = fixed("\"USD\"", "\"EUR\"").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "fixed.currency: expected USD, the currency of the book, found EUR"
    );
    assert!(refused.is_about_mapping());
    let refused = fixed("\"kind\":\"bill\"", "\"as_of\":\"2026-07-30\"").unwrap_err();
    assert!(
        refused.is_about_mapping()
            && refused
                .to_string()
                .starts_with("fixed.as_of: expected prices of 2026-07-31")
    );
    assert!(fixed("\"kind\":\"bill\"", "\"as_of\":\"2026-07-31\"").is_ok());
}

fn misfit(from: &str, to: &str) -> PriceMappingError {
    let text = CLEAN.replacen(from, to, 1);
    assert_ne!(text, CLEAN, "{from}");
    let mapping: PriceMapping = parse_document(text.as_bytes()).unwrap();
    mapping.validate().unwrap_err()
}

#[test]
fn refuses_mappings_that_make_no_sense() {
    use PriceMappingError as Error;
    for (from, to, expected) in [
        (r#""none":"N/A""#, r#""delimiter":"x""#, Error::Delimiter),
        (r#""none":"N/A""#, r#""decimal":";""#, Error::Decimal),
        (r#""none":"N/A""#, r#""thousands":".""#, Error::Thousands),
        (r#""none":"N/A""#, r#""none":" ""#, Error::Nothing),
        (r#""none":"N/A""#, r#""date":"DD""#, Error::DateForm),
        (
            r#""begins":"Total""#,
            r#""begins":"""#,
            Error::Total { index: 0 },
        ),
        (r#""Price""#, r#""""#, Error::Column { field: "price" }),
        (r#""Price""#, "0", Error::Column { field: "price" }),
        (
            r#""none":"N/A","totals":[{"column":"CUSIP","begins":"Total"}]"#,
            r#""header":false"#,
            Error::NoHeader {
                field: "identifier",
            },
        ),
        (
            r#""Price""#,
            r#""CUSIP""#,
            Error::SameColumn {
                field: "price",
                other: "identifier",
            },
        ),
        (
            r#""per""#,
            r#""fixed":{"currency":"USD"},"per""#,
            Error::Once {
                field: "currency",
                found: "both",
            },
        ),
        (
            r#""currency":"Ccy","#,
            "",
            Error::Once {
                field: "currency",
                found: "neither",
            },
        ),
        (r#""per":100"#, r#""per":1000"#, Error::Per { found: 1000 }),
        (r#""accrued":"Accrued","#, "", Error::NoAccrued),
        (r#""clean""#, r#""dirty""#, Error::AccruedTwice),
        (
            "agency_discount",
            "tips",
            Error::NotListed {
                field: "kinds.kind",
                found: InstrumentKind::Tips,
            },
        ),
        (
            "agency_frn",
            "cash",
            Error::NotListed {
                field: "kinds.if_reset",
                found: InstrumentKind::Cash,
            },
        ),
        (r#""kind":"Type","#, "", Error::NoKindColumn),
        (
            r#""begins":"coupon""#,
            r#""begins":"Discount""#,
            Error::KindName { index: 1 },
        ),
        (r#""reset":"Reset","#, "", Error::IfReset { index: 1 }),
        (
            r#","institution":"Issuer""#,
            "",
            Error::InstitutionName { index: 0 },
        ),
    ] {
        assert_eq!(misfit(from, to), expected, "{from} {to}");
    }
    // A CUSIP begins with the number of its issuer.
    let text = CLEAN
        .replace(r#""Issuer""#, r#""CUSIP""#)
        .replace("Federal Farm", "3133");
    let list = read(&format!("{HEADER}\n{FLOATER}"), &text, None).unwrap();
    assert_eq!(
        list.prices[0].institution.as_ref().map(Id::as_str),
        Some("ffcb")
    );
}

#[test]
fn mappings_are_read_strictly_and_write_themselves() {
    for text in [CLEAN, DIRTY] {
        let mapping = mapping(text);
        let again = parse_document(pretty(&mapping).unwrap().as_bytes()).unwrap();
        assert_eq!(mapping, again);
    }
    for (from, to) in [
        (r#""clean""#, r#""net""#),
        (r#""per":100"#, r#""per":"100""#),
        (r#""price":"Price""#, r#""prices":"Price""#),
        ("agency_discount", "share"),
    ] {
        let refused = parse_document::<PriceMapping>(CLEAN.replacen(from, to, 1).as_bytes());
        assert!(matches!(refused, Err(ParseError::Field { .. })), "{to}");
    }
}

proptest! {
    /// The price for 1 of face is never above what the list says, and less than a unit of its last decimal below.
    #[test]
    fn prices_are_exact_or_rounded_down(price in 1..9_999u64, more in 0..1_000_000_000_000u64, accrued in 0..90_000u64, dirty: bool) {
        use assay_statement::Decimal;
        let (text, by) = match dirty {
            true => (format!("912797RS8;x;0,{more:012};03.09.2026"), DIRTY),
            false => (format!("{HEADER}\n3133ERTE1,{}.{:02}{more:012},0.{accrued:05},USD,2026-07-31,,,,,", price / 100, price % 100), CLEAN),
        };
        let list = read(&text, by, Some("2026-07-31")).unwrap();
        let said = match dirty {
            true => Decimal::new(more, 12),
            false => {
                let whole = Decimal::new(price, 2);
                let rest = Decimal::new(more, 14);
                let sum = &(&whole + &rest) + &Decimal::new(accrued, 5);
                Decimal::new(sum.mantissa().clone(), sum.decimals() + 2)
            }
        };
        let Some(found) = list.prices.first() else {
            // Less than a unit of the last decimal is no price.
            prop_assert!(said.cmp_value(&Decimal::new(1u32, 10)).is_lt());
            return Ok(());
        };
        prop_assert!(found.price.cmp_value(&said).is_le());
        let above = &found.price + &Decimal::new(1u32, 10);
        prop_assert!(above.cmp_value(&said).is_gt());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = read(&text, DIRTY, None);
        let _ = clean(&text);
    }
}

#[test]
fn a_line_with_fewer_fields_is_refused() {
    let short = FLOATER.replace("100.01,", "");
    assert_eq!(
        clean(&short).unwrap_err().to_string(),
        "line 2: expected 10 fields, as the first line has, found 9: a separator that is not quoted, or a field that is \
         left out, moves columns; if only empty ones at the end of a line are left out, say so by \"csv.short_lines\": true \
         in the mapping"
    );
    // One of a column that nobody asked for.
    let list = format!("{HEADER},Note\n{FLOATER}\n");
    let found = read(&list, CLEAN, None).unwrap_err();
    assert!(matches!(
        found,
        PriceListError::Fields {
            line: 2,
            most: 11,
            found: 10
        }
    ));
    let allowed = CLEAN.replace(r#""csv":{"#, r#""csv":{"short_lines":true,"#);
    assert_eq!(read(&list, &allowed, None).unwrap().prices.len(), 1);
    // Those that the mapping names have to be there.
    let trimmed = format!(
        "{HEADER}\n{}\n",
        FLOATER.replace(",Federal Farm Credit Banks", "")
    );
    let found = read(&trimmed, &allowed, None).unwrap_err();
    assert!(matches!(found, PriceListError::NoColumn { line: 2, .. }));
    // A line that is no price may be short.
    assert_eq!(clean(&format!("{FLOATER}\nTotal")).unwrap().passed_over, 1);
}
