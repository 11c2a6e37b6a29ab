use super::*;
use assay_lines::LineError;
use proptest::prelude::*;

const BILL: &str = "912797RS8,MARKET BASED BILL,0.000000,12/03/2026,,99.868056,99.866667,99.867000";

fn one(line: &str) -> Quote {
    parse_fedinvest(line.as_bytes()).unwrap().quotes.remove(0)
}

fn refused(line: &str) -> PriceError {
    parse_fedinvest(format!("{BILL}\n{line}\n").as_bytes()).unwrap_err()
}

#[test]
fn reads_a_bill() {
    let quote = one(BILL);
    assert_eq!(quote.cusip.value(), "912797RS8");
    assert_eq!(quote.isin.as_str(), "US912797RS85");
    assert_eq!(quote.security, Security::Bill);
    assert_eq!(quote.maturity, "2026-12-03".parse().unwrap());
    assert_eq!(
        (quote.price, quote.side, quote.line),
        (99_867_000, PriceSide::EndOfDay, 1)
    );
    assert_eq!(quote.price_per_unit().to_string(), "0.99867");
}

#[test]
fn falls_back_from_end_of_day_to_sell_to_buy() {
    let line = |prices: &str| format!("912810QT8,MARKET BASED BOND,0.03125,11/15/2041,,{prices}");
    let sell = one(&line("78.890625,78.843750,0.000000"));
    assert_eq!((sell.price, sell.side), (78_843_750, PriceSide::Sell));
    let buy = one(&line("78.890625,0.000000,0.000000"));
    assert_eq!((buy.price, buy.side), (78_890_625, PriceSide::Buy));
    let none = parse_fedinvest(line("0.000000,0.000000,0").as_bytes()).unwrap();
    assert!(none.quotes.is_empty());
    assert_eq!(none.unquoted[0].line, 1);
}

#[test]
fn accepts_percent_rates_call_dates_crlf_and_a_byte_order_mark() {
    let text = "\u{feff}912810QT8,MARKET BASED BOND,3.125%,11/15/2041,11/15/2036,78.890625,78.84375,0.000000\r\n";
    assert_eq!(parse_fedinvest(text.as_bytes()).unwrap().quotes.len(), 1);
}

#[test]
fn rates_are_fractions_or_percentages() {
    let rate = |text: &str| {
        let line = format!("912810QT8,MARKET BASED BOND,{text},11/15/2041,,0,0,1");
        one(&line).rate.to_string()
    };
    assert_eq!(rate("0.031250"), "0.03125");
    assert_eq!(rate("3.125%"), "0.03125");
    assert_eq!(rate("3%"), "0.03");
    assert_eq!(rate("0.000000"), "0");
    assert_eq!(rate("0.24999999999999"), "0.24999999999999");
    assert_eq!(rate("24.99%"), "0.2499");
}

#[test]
fn prices_per_unit_are_exact() {
    let price = |per_100: &str| {
        one(&format!("912810QT8,TIPS,0.1,11/15/2041,,{per_100},0,0"))
            .price_per_unit()
            .to_string()
    };
    assert_eq!(price("100"), "1");
    assert_eq!(price("100.000001"), "1.00000001");
    assert_eq!(price("0.000001"), "0.00000001");
    assert_eq!(price("99999.999999"), "999.99999999");
}

/// What is wrong with the second line of a file after a change of it.
fn with(from: &str, to: &str) -> PriceError {
    let fields = "912810QT8,MARKET BASED BOND,0.03125,11/15/2041,,78.890625,78.843750,0.000000";
    refused(&fields.replacen(from, to, 1))
}

#[test]
fn refuses_malformed_identifiers_and_rates_with_their_line() {
    let line = 2;
    assert_eq!(
        with(",0.000000", ""),
        PriceError::FieldCount { line, found: 7 }
    );
    assert_eq!(
        with("0.000000", "0.0,1"),
        PriceError::FieldCount { line, found: 9 }
    );
    assert!(matches!(
        with("912810QT8", "912810QT9"),
        PriceError::Cusip { line: 2, .. }
    ));
    assert!(matches!(
        with("912810QT8", "912810qt8"),
        PriceError::Cusip { line: 2, .. }
    ));
    assert!(matches!(
        with("912810QT8", "91281"),
        PriceError::Cusip { line: 2, .. }
    ));
    let found = "MARKET BASED STRIP".to_string();
    assert_eq!(
        with("MARKET BASED BOND", &found),
        PriceError::Type {
            line,
            found: found.clone()
        }
    );
    let found = "-0.1".to_string();
    assert_eq!(
        with("0.03125", &found),
        PriceError::Rate {
            line,
            found: found.clone()
        }
    );
    for bad in [
        "", "%", ".5%", "1e-3", "٣", "0.25", "25%", "3.125", "3.125%%",
    ] {
        let found = bad.to_string();
        assert_eq!(with("0.03125", bad), PriceError::Rate { line, found });
    }
}

#[test]
fn refuses_malformed_dates_and_prices_with_their_line() {
    let line = 2;
    for bad in [
        "2041-11-15",
        "13/15/2041",
        "02/30/2041",
        "1/15/2041",
        "",
        "1é/15/204",
    ] {
        let found = bad.to_string();
        let expected = PriceError::Date {
            line,
            field: "maturity",
            found,
        };
        assert_eq!(with("11/15/2041", bad), expected);
    }
    let expected = PriceError::Date {
        line,
        field: "call date",
        found: "x".into(),
    };
    assert_eq!(with("2041,,", "2041,x,"), expected);
    for bad in [
        "-1.0",
        "+1.0",
        "1e2",
        "",
        ".5",
        "5.",
        "78.8906250",
        "100000",
        "1234567",
        "1.0.0",
        "٣",
    ] {
        let expected = PriceError::Price {
            line,
            field: "buy",
            found: bad.into(),
        };
        assert_eq!(with("78.890625", bad), expected);
    }
}

#[test]
fn refuses_a_cusip_twice_and_an_empty_file() {
    let expected = PriceError::Duplicate {
        line: 2,
        cusip: "912797RS8".into(),
        first: 1,
    };
    assert_eq!(refused(BILL), expected);
    assert_eq!(parse_fedinvest(b""), Err(PriceError::Empty));
    assert_eq!(parse_fedinvest(b"\n\n"), Err(PriceError::Empty));
}

#[test]
fn a_header_is_read_past_and_has_to_be_of_these_columns() {
    for header in [
        "CUSIP,SECURITY TYPE,RATE,MATURITY DATE,CALL DATE,BUY,SELL,END OF DAY",
        "cusip, type, rate, maturity, call date, buy, sell, end of day",
    ] {
        let file = parse_fedinvest(format!("{header}\n{BILL}\n").as_bytes()).unwrap();
        assert_eq!((file.quotes.len(), file.quotes[0].line), (1, 2));
        // Alone it is no price, and further down it is none of a file's lines.
        let alone = parse_fedinvest(header.as_bytes());
        assert_eq!(alone, Err(PriceError::Empty));
        assert!(matches!(refused(header), PriceError::Cusip { line: 2, .. }));
    }
    let swapped = "CUSIP,SECURITY TYPE,RATE,MATURITY DATE,CALL DATE,SELL,BUY,END OF DAY";
    let refused = |header: &str| parse_fedinvest(format!("{header}\n{BILL}").as_bytes());
    let expected = PriceError::Header {
        line: 1,
        field: 6,
        found: "sell".into(),
    };
    assert_eq!(refused(swapped), Err(expected));
    let more = format!("{},x", swapped.replace("SELL,BUY", "BUY,SELL"));
    let expected = PriceError::FieldCount { line: 1, found: 9 };
    assert_eq!(refused(&more), Err(expected));
}

#[test]
fn messages_steer_no_terminal() {
    let bad = parse_fedinvest(
        "912797RS8,MARKET BASED BILL,0.0,12/03/2026,,1\u{feff}\u{202e}\u{7},1,1".as_bytes(),
    );
    let error = bad.unwrap_err().to_string();
    assert!(error.contains("found \"1\""), "{error}");
}

#[test]
fn refuses_bytes_that_are_no_text() {
    let bad = parse_fedinvest(b"912797RS8,MARKET BASED BILL,0.0,12/03/2026,,\xff,1,1");
    let found = "\u{fffd}".to_string();
    assert_eq!(
        bad,
        Err(PriceError::Price {
            line: 1,
            field: "buy",
            found
        })
    );
    let quote = parse_fedinvest(b"\"912797RS8,MARKET BASED BILL,0.0,12/03/2026,,1,1,1");
    assert_eq!(quote, Err(PriceError::Line(LineError::Broken { line: 1 })));
}

#[test]
fn kinds_and_labels_come_back() {
    for security in Security::ALL {
        assert_eq!(Security::from_label(security.label()), Some(security));
        assert_eq!(Security::from_kind(security.kind()), Some(security));
    }
}

proptest! {
    #[test]
    fn prices_come_back(price in 1u64..MAX_PRICE) {
        let text = format!("{}.{:06}", price / 1_000_000, price % 1_000_000);
        prop_assert_eq!(parse_price(&text, 1, "buy"), Ok(price));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse_fedinvest(&bytes);
    }
}
