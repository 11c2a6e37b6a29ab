//! The book that `assay book` builds from a price file and a custodians file.

use assay_book::{
    build_book, parse_fedinvest, BookInputs, BuildError, BuiltBook, CheckedTerms, Custodians,
    DatedPriceFile, Inequalities, Place, PriceDay, PriceFile, PriceSources, Quote, Security,
    TermsFile,
};
use assay_circuits::Shape;
use assay_statement::{
    compile_with_supply, parse_document, Book, BookRow, CompileError, Decimal, Policy, SuiteName,
    Supply, Timestamp,
};
use serde_json::{json, Value};

use crate::{documents, message};

/// `{"prices": text, "custodians": document, "terms": document, "as_of": time, "rules": number or policy, "shape": [k, rules]}`, where
/// `terms` and `shape` may be absent: what is built is a valid book with the prices of the file and no less than no interest, and
/// holds what was asked for.
pub fn check(bytes: &[u8]) {
    let Ok(input) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let Some((prices, custodians, as_of)) = read(&input) else {
        return;
    };
    let policy: Option<Policy> = parse_document(input["rules"].to_string().as_bytes()).ok();
    let rules = match (&policy, input["rules"].as_u64()) {
        (Some(policy), _) => Inequalities::Policy(policy),
        (None, Some(count)) => Inequalities::Count(count as usize),
        (None, None) => return,
    };
    let number = |i: usize| input["shape"][i].as_u64();
    let shape = number(0)
        .zip(number(1))
        .and_then(|(k, rules)| Shape::new(k as u32, rules as usize).ok());
    let subject = "fund:x".parse().expect("a subject");
    let terms: Option<TermsFile> = parse_document(input["terms"].to_string().as_bytes()).ok();
    let terms = terms.and_then(|terms| terms.check().ok());
    let inputs = || BookInputs {
        subject: "fund:x".parse().expect("a subject"),
        as_of,
        prices: sources(&prices, as_of),
        allowed_prices_of: None,
        terms: terms.as_ref(),
        custodians: &custodians,
        suite: SuiteName::Vesta,
        since: None,
        shape,
        inequalities: rules,
    };
    let built = match build_book(inputs()) {
        Ok(built) => built,
        Err(error) => return message::check(&error),
    };
    let book = &built.book;
    assert_eq!(book.validate(), Ok(()));
    assert_eq!(book.subject, subject);
    assert_eq!(build_book(inputs()).expect("the same inputs").book, *book);
    let form = assay_statement::canonical(book).expect("a book has a canonical form");
    documents::reads_back::<Book>(book, &form);
    assert!(shape.is_none_or(|shape| shape == book.shape));
    match rules {
        Inequalities::Count(count) => assert!(count <= book.shape.rules()),
        Inequalities::Policy(policy) => holds(book, policy),
    }
    at_market(&built, &prices, &custodians, terms.as_ref());
    if let Some(as_of) = weeks_later(as_of) {
        let later = build_book(BookInputs {
            as_of,
            prices: sources(&prices, as_of),
            since: Some(book),
            ..inputs()
        });
        earned(book, later);
    }
}

/// The time eight weeks after another, in which some securities are repaid and some pay interest.
fn weeks_later(as_of: Timestamp) -> Option<Timestamp> {
    Timestamp::from_unix(as_of.unix() + 8 * 7 * 86_400).ok()
}

/// A book with income is valid, and every row of the earlier one has income or a reason why it has none.
fn earned(earlier: &Book, later: Result<BuiltBook, BuildError>) {
    let built = match later {
        Ok(built) => built,
        Err(error) => return message::check(&error),
    };
    assert_eq!(built.book.validate(), Ok(()));
    let income = built
        .book
        .income
        .as_ref()
        .expect("a book since an earlier one");
    assert_eq!(income.since, earlier.as_of);
    let of_rows = income
        .rows
        .iter()
        .map(|row| (&row.custodian, &row.instrument));
    let without = built.without_income.iter();
    let mut told: Vec<_> = of_rows
        .chain(without.map(|row| (&row.custodian, &row.instrument)))
        .collect();
    let mut rows: Vec<_> = earlier
        .rows
        .iter()
        .map(|row| (&row.custodian, &row.instrument))
        .collect();
    told.sort();
    rows.sort();
    assert_eq!(told, rows);
}

/// The price file, of the day of the book.
fn sources(prices: &PriceFile, as_of: Timestamp) -> PriceSources<'_> {
    let day = PriceDay::new(as_of, None).expect("no day is allowed besides");
    PriceSources {
        price_file: Some(DatedPriceFile {
            prices,
            date: day.book(),
        }),
        price_lists: &[],
    }
}

fn read(input: &Value) -> Option<(PriceFile, Custodians, Timestamp)> {
    let prices = parse_fedinvest(input["prices"].as_str()?.as_bytes()).ok()?;
    let custodians = parse_document(input["custodians"].to_string().as_bytes()).ok()?;
    Some((prices, custodians, input["as_of"].as_str()?.parse().ok()?))
}

/// The shape holds as many inequalities as the policy makes of the book.
fn holds(book: &Book, policy: &Policy) {
    let supply = json!({
        "assay": "v1", "kind": "supply", "subject": book.subject.as_str(), "as_of": book.as_of.to_string(),
        "currency": book.currency.as_str(), "value_per_token": "1",
        "entries": [{ "entry": "pending_redemptions", "quantity": "1000" }],
    });
    let supply: Supply = parse_document(supply.to_string().as_bytes()).expect("a supply");
    match compile_with_supply(book, policy, &supply) {
        Ok(compiled) => assert!(compiled.inequalities.len() <= book.shape.rules()),
        Err(CompileError::TooManyInequalities { found, .. }) => {
            panic!("{found} inequalities in {}", book.shape)
        }
        Err(error) => message::check(&error),
    }
}

/// Every row that is not in the custodians file with a price of its own is quoted, not matured, and has the price of the file.
fn at_market(
    built: &BuiltBook,
    prices: &PriceFile,
    custodians: &Custodians,
    terms: Option<&CheckedTerms>,
) {
    let book = &built.book;
    let today = book.as_of.date();
    let named = |row: &BookRow| {
        let name = row.instrument.as_str();
        let custodian = custodians.custodians.iter().find(|c| c.id == row.custodian);
        custodian.is_some_and(|custodian| {
            let cash = name.strip_prefix("cash:");
            let repo = name.strip_prefix("repo:");
            let mut own = custodian.other.iter().map(|o| o.instrument.as_str());
            own.any(|other| other == name)
                || custodian
                    .cash
                    .iter()
                    .any(|c| Some(c.account.as_str()) == cash)
                || custodian
                    .repo
                    .iter()
                    .any(|r| Some(r.account.as_str()) == repo)
                || custodian.funds.iter().any(|f| f.fund.as_str() == name)
                || custodian.tokens.iter().any(|t| t.token.as_str() == name)
        })
    };
    for row in &book.rows {
        assert!(row.maturity.is_none_or(|maturity| maturity >= today));
        let quoted = prices.quotes.iter().any(|quote| {
            quote.isin == row.instrument
                && Some(quote.maturity) == row.maturity
                && quote.security.kind() == row.kind.as_str()
                && worth(quote, &row.price, terms)
        });
        assert!(quoted || named(row), "a price from nowhere: {row:?}");
    }
    assert!((0..2).contains(&built.accrued_to.days_until(today)));
    // Every row is at its line of the file, or has its price in the custodians file.
    assert_eq!(built.sources.len(), book.rows.len());
    for (row, source) in book.rows.iter().zip(&built.sources) {
        let line = source.map(|source| match source.at {
            Place::PriceFile { line } => line,
            other => panic!("a price from {other}"),
        });
        let quote = line.map(|line| prices.quotes.iter().find(|quote| quote.line == line));
        match quote {
            Some(quote) => assert!(quote.is_some_and(|quote| quote.isin == row.instrument)),
            None => assert!(named(row)),
        }
        let reset = row.reset.is_none_or(|reset| {
            reset >= today && row.maturity.is_some_and(|maturity| reset <= maturity)
        });
        assert!(reset, "{row:?}");
    }
    for unknown in &built.unknown {
        let line = prices.quotes.iter().find(|q| q.line == unknown.line);
        assert!(line.is_some_and(|quote| quote.isin == unknown.isin));
    }
    let matured = prices.quotes.iter().filter(|quote| quote.maturity < today);
    assert_eq!(matured.count(), built.matured);
    for fallback in &built.fallbacks {
        assert!(book.rows.iter().any(|row| row.instrument == fallback.isin));
    }
}

/// The price is the clean price and no more interest than the rate gives in a year; that of TIPS is there only with terms.
fn worth(quote: &Quote, price: &Decimal, terms: Option<&CheckedTerms>) -> bool {
    let clean = Decimal::new(quote.price, 8);
    let known = terms.is_some_and(|terms| terms.securities.contains_key(&quote.isin));
    let most = match (quote.security, known) {
        (Security::Bill, _) | (Security::Frn, false) => clean.clone(),
        (Security::Note | Security::Bond, _) => &clean + &quote.rate,
        // Two quarters at the highest index rate and spread that are believed.
        (Security::Frn, true) => &clean + &Decimal::from(2),
        (Security::Tips, known) => return known && price.decimals() <= 10,
    };
    price.cmp_value(&clean).is_ge() && price.cmp_value(&most).is_le()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_book_with_terms() {
        let prices = "91282CLP4,MARKET BASED NOTE,0.04125,02/15/2027,,0,0,100.04\n\
                      912810FH6,TIPS,3.875%,04/15/2029,,0,0,101.5\n\
                      91282CMJ7,MARKET BASED FRN,0.001,07/31/2028,,0,0,100.021484\n";
        let auction = |day: u32| {
            json!({
                "auction": format!("2026-10-{day}"), "issue": format!("2026-10-{}", day + 3),
                "maturity": format!("2027-01-{}", day + 2), "high_rate": "3.685",
            })
        };
        let input = json!({
            "prices": prices,
            "custodians": {
                "assay": "v1", "kind": "custodians", "currency": "USD",
                "custodians": [{ "id": "north", "securities": { "kinds": ["note", "tips", "frn"] } }],
            },
            "terms": {
                "assay": "v1", "kind": "terms",
                "securities": [
                    { "instrument": "US912810FH69", "dated": "1999-04-15", "first_payment": "1999-10-15",
                      "reference_cpi": "164.39333" },
                    { "instrument": "91282CMJ7", "dated": "2026-07-31", "first_payment": "2026-10-31",
                      "spread_tenth_bps": 98 },
                ],
                "consumer_prices": [
                    { "month": "2026-08-01", "index": "325.252" }, { "month": "2026-09-01", "index": "326.785" },
                ],
                "bill_auctions": [auction(12), auction(19), auction(26)],
            },
            "as_of": "2026-11-02T22:00:00Z",
            "rules": 4,
        });
        let (prices, custodians, as_of) = read(&input).unwrap();
        let terms: TermsFile = parse_document(input["terms"].to_string().as_bytes()).unwrap();
        let terms = terms.check().unwrap();
        let built = build_book(BookInputs {
            subject: "fund:x".parse().unwrap(),
            as_of,
            prices: sources(&prices, as_of),
            allowed_prices_of: None,
            terms: Some(&terms),
            custodians: &custodians,
            suite: SuiteName::Vesta,
            since: None,
            shape: None,
            inequalities: Inequalities::Count(4),
        });
        let built = built.unwrap();
        assert_eq!((built.book.rows.len(), built.unknown.len()), (3, 0));
        check(input.to_string().as_bytes());
    }
}
