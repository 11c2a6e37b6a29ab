//! Prices of rows: with interest, by terms, or the custodians file's own.

use super::*;
use crate::sample::SAMPLE_POLICY;
use crate::terms_file::TermsFile;
use crate::valuation::ValueError;
use assay_statement::{
    compile_with_supply, BookRow, Decimal, PendingRedemptions, SuiteName, Supply, SupplyEntry,
};

#[test]
fn coupons_accrue_and_what_is_unknown_is_named() {
    let all = north(r#"{"kinds":["bond","note","bill"]}"#).unwrap();
    assert_eq!(all.accrued_to.to_string(), "2026-11-20");
    // 99.99 of a note at 4.25 percent, 173 of 183 days; the bond may be in its first period.
    assert_eq!(all.book.rows[0].price.to_string(), "1.0199887978");
    assert_eq!(all.book.rows[2].price.to_string(), "0.7884375");
    let bond = MissingTerms {
        isin: BOND.parse().unwrap(),
        what: UnknownTerm::FirstPeriod,
        line: 1,
    };
    assert_eq!(all.unknown, [bond]);
}

const TIPS: &str = "91282CDC2,TIPS,0.125%,10/15/2027,,0,0,99.5\n";

fn with_tips(securities: &str, terms: Option<&str>) -> Result<BuiltBook, BuildError> {
    let prices = parse_fedinvest(format!("{PRICES}{TIPS}").as_bytes()).unwrap();
    let terms = terms.map(|securities| {
        let text = format!(
            r#"{{"assay":"v1","kind":"terms","securities":[{securities}],"consumer_prices":[
                {{"month":"2026-08-01","index":"273.25771"}},{{"month":"2026-09-01","index":"273.25771"}}]}}"#
        );
        let terms: TermsFile = parse_document(text.as_bytes()).unwrap();
        terms.check().unwrap()
    });
    let text = format!(
        r#"{{"assay":"v1","kind":"custodians","currency":"USD","custodians":[{{"id":"north","securities":{securities}}}]}}"#
    );
    build_book(BookInputs {
        subject: "fund".parse().unwrap(),
        as_of: "2026-11-20T22:00:00Z".parse().unwrap(),
        prices: priced(&prices),
        allowed_prices_of: None,
        terms: terms.as_ref(),
        custodians: &parse_document(text.as_bytes()).unwrap(),
        suite: SuiteName::Vesta,
        since: None,
        shape: None,
        inequalities: Inequalities::Count(4),
    })
}

#[test]
fn tips_have_a_row_only_with_terms() {
    let isin: Id = "US91282CDC29".parse().unwrap();
    let without = with_tips(r#"{"kinds":["tips","bill"]}"#, None).unwrap();
    assert_eq!(instruments(&without), [BILL]);
    let unknown = MissingTerms {
        isin: isin.clone(),
        what: UnknownTerm::IndexRatio,
        line: 6,
    };
    assert_eq!(without.unknown, [unknown]);
    let refused = with_tips(r#"{"instruments":["91282CDC2"]}"#, None).unwrap_err();
    let no_terms = BuildError::NoTerms {
        custodian: "north".parse().unwrap(),
        instrument: isin.clone(),
    };
    assert_eq!(refused, no_terms);
    let terms = r#"{"instrument":"91282CDC2","dated":"2021-10-15","first_payment":"2022-04-15","reference_cpi":"273.25771"}"#;
    let with = with_tips(r#"{"instruments":["91282CDC2"]}"#, Some(terms)).unwrap();
    assert_eq!(
        (instruments(&with), with.unknown.len()),
        (vec![isin.as_str()], 0)
    );
    // 0.995 + 0.000625 * 36 / 182.
    assert_eq!(with.book.rows[0].price.to_string(), "0.9951236263");
    let wrong = terms.replace("2022-04-15", "2022-04-14");
    let refused = with_tips(r#"{"instruments":["91282CDC2"]}"#, Some(&wrong)).unwrap_err();
    assert!(matches!(
        refused,
        BuildError::Terms {
            source: ValueError::OffSchedule { .. },
            ..
        }
    ));
}

#[test]
fn repo_funds_and_tokens_become_rows() {
    let token = "eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec";
    let book = built(&format!(
        r#"[{{"id":"north","cash":[{{"account":"a","institution":"bank"}}],
            "repo":[{{"account":"overnight","institution":"dealer","maturity":"2026-11-23"}}],
            "funds":[{{"fund":"mmf","nav":"1.0001","quantity_decimals":3,"institution":"manager"}}],
            "tokens":[{{"token":"{token}","price":"1.0123","quantity_decimals":6}}],
            "other":[{{"instrument":"x","kind":"fund","price":"2"}}]}}]"#
    ))
    .unwrap()
    .book;
    let found: Vec<String> = book
        .rows
        .iter()
        .map(|row| {
            let maturity = row.maturity.map_or("-".into(), |m| m.to_string());
            let owes = row.institution.as_ref().map_or("-", Id::as_str);
            let BookRow {
                instrument,
                kind,
                price,
                quantity_decimals,
                ..
            } = row;
            format!("{instrument} {kind} {maturity} {price} {quantity_decimals} {owes}")
        })
        .collect();
    let expected = [
        "cash:a cash - 1 2 bank".to_string(),
        "repo:overnight repo 2026-11-23 1 2 dealer".to_string(),
        "mmf fund - 1.0001 3 manager".to_string(),
        format!("{token} token - 1.0123 6 -"),
        "x fund - 2 2 -".to_string(),
    ];
    assert_eq!(found, expected);
    let repo = |entry: &str| built(&format!(r#"[{{"id":"north","repo":[{entry}]}}]"#)).unwrap_err();
    let matured = repo(r#"{"account":"o","institution":"d","maturity":"2026-11-19"}"#);
    assert!(matches!(
        matured,
        BuildError::Book(BookError::Matured { row: 0, .. })
    ));
    let name = "a".repeat(124);
    let long = repo(&format!(
        r#"{{"account":"{name}","institution":"d","maturity":"2026-11-23"}}"#
    ));
    assert!(matches!(long, BuildError::Account { .. }));
    let free = built(r#"[{"id":"north","funds":[{"fund":"mmf","nav":"0.00"}]}]"#).unwrap_err();
    assert_eq!(free, BuildError::Book(BookError::ZeroPrice { row: 0 }));
}

#[test]
fn the_largest_book_compiles_at_dirty_prices() {
    let cusip = |n: usize| cusip::build_from_payload(&format!("9128{n:04}")).unwrap();
    let mut prices = String::new();
    for n in 0..1_346 {
        let (rate, month, day) = (1 + n % 1_600, 1 + n % 12, 1 + n % 28);
        let maturity = format!(
            "{month:02}/{day:02}/{}",
            if month == 12 { 2026 } else { 2027 }
        );
        let price = 80_000_000 + 30_001 * n;
        prices += &format!(
            "{},MARKET BASED NOTE,{}.{:02}%,{maturity},,0,0,{}.{:06}\n",
            cusip(n),
            rate / 100,
            rate % 100,
            price / 1_000_000,
            price % 1_000_000
        );
    }
    let prices = parse_fedinvest(prices.as_bytes()).unwrap();
    let securities = r#""securities":{"kinds":["note"]}"#;
    let text = format!(
        r#"{{"assay":"v1","kind":"custodians","currency":"USD","custodians":[
            {{"id":"a",{securities},"cash":[{{"account":"a","institution":"b"}}]}},
            {{"id":"b",{securities},"funds":[{{"fund":"mmf","nav":"1.0001","quantity_decimals":3}}]}},
            {{"id":"c",{securities},"tokens":[{{"token":"eip155:1/erc20:0x00","price":"1.0123","quantity_decimals":6}}]}}]}}"#
    );
    let custodians = parse_document(text.as_bytes()).unwrap();
    let policy: Policy = parse_document(SAMPLE_POLICY.as_bytes()).unwrap();
    let built = build_book(BookInputs {
        subject: "fund".parse().unwrap(),
        as_of: "2026-11-20T22:00:00Z".parse().unwrap(),
        prices: priced(&prices),
        allowed_prices_of: None,
        terms: None,
        custodians: &custodians,
        suite: SuiteName::Vesta,
        since: None,
        shape: None,
        inequalities: Inequalities::Policy(&policy),
    })
    .unwrap();
    let book = built.book;
    assert_eq!(book.rows.len(), 3 * 1_346 + 3);
    let decimals = book.rows.iter().map(|row| row.price.trimmed().decimals());
    assert_eq!(decimals.max(), Some(crate::valuation::PRICE_DECIMALS));
    let supply = Supply {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        currency: book.currency.clone(),
        entries: vec![SupplyEntry::PendingRedemptions(PendingRedemptions {
            quantity: Decimal::from(1_000_000_000_000u64),
        })],
        value_per_token: "1.000000".parse().unwrap(),
    };
    let compiled = compile_with_supply(&book, &policy, &supply).unwrap();
    assert_eq!(compiled.scale, 12);
    let largest = compiled.program.rows.iter().map(|row| row.value).max();
    assert!(largest.unwrap() < 1 << 35);
}
