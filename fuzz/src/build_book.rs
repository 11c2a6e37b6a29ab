//! The book that `assay book` builds from a price file and a custodians file.

use assay_circuits::Shape;
use assay_prover::book::{build, BookInputs, Built, Rules};
use assay_prover::custodians::Custodians;
use assay_prover::fedinvest::{self, PriceFile};
use assay_statement::{
    compile, parse_document, Book, BookRow, CompileError, Decimal, Policy, Supply, Timestamp,
};
use serde_json::{json, Value};

use crate::{documents, message};

/// `{"prices": text, "custodians": document, "as_of": time, "rules": number or policy, "shape": [k, rules]}`, where `shape` may be
/// absent: what is built is a valid book with the prices of the file, and holds what was asked for.
pub fn check(bytes: &[u8]) {
    let Ok(input) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let Some((prices, custodians, as_of)) = read(&input) else {
        return;
    };
    let policy: Option<Policy> = parse_document(input["rules"].to_string().as_bytes()).ok();
    let rules = match (&policy, input["rules"].as_u64()) {
        (Some(policy), _) => Rules::Policy(policy),
        (None, Some(count)) => Rules::Count(count as usize),
        (None, None) => return,
    };
    let number = |i: usize| input["shape"][i].as_u64();
    let shape = number(0)
        .zip(number(1))
        .and_then(|(k, rules)| Shape::new(k as u32, rules as usize).ok());
    let subject = "fund:x".parse().expect("a subject");
    let inputs = || BookInputs {
        subject: "fund:x".parse().expect("a subject"),
        as_of,
        prices: &prices,
        custodians: &custodians,
        shape,
        rules,
    };
    let built = match build(inputs()) {
        Ok(built) => built,
        Err(error) => return message::check(&error),
    };
    let book = &built.book;
    assert_eq!(book.validate(), Ok(()));
    assert_eq!(book.subject, subject);
    assert_eq!(build(inputs()).expect("the same inputs").book, *book);
    let form = assay_statement::canonical(book).expect("a book has a canonical form");
    documents::reads_back::<Book>(book, &form);
    assert!(shape.is_none_or(|shape| shape == book.shape));
    match rules {
        Rules::Count(count) => assert!(count <= book.shape.rules()),
        Rules::Policy(policy) => holds(book, policy),
    }
    at_market(&built, &prices, &custodians);
}

fn read(input: &Value) -> Option<(PriceFile, Custodians, Timestamp)> {
    let prices = fedinvest::parse(input["prices"].as_str()?.as_bytes()).ok()?;
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
    match compile(book, policy, &supply) {
        Ok(compiled) => assert!(compiled.inequalities.len() <= book.shape.rules()),
        Err(CompileError::TooManyInequalities { found, .. }) => {
            panic!("{found} inequalities in {}", book.shape)
        }
        Err(error) => message::check(&error),
    }
}

/// Every row that is not in the custodians file with a price of its own is quoted, not matured, and has the price of the file.
fn at_market(built: &Built, prices: &PriceFile, custodians: &Custodians) {
    let book = &built.book;
    let today = book.as_of.date();
    let named = |row: &BookRow| {
        let name = row.instrument.as_str();
        let custodian = custodians.custodians.iter().find(|c| c.id == row.custodian);
        custodian.is_some_and(|custodian| {
            let account = name.strip_prefix("cash:");
            custodian
                .other
                .iter()
                .any(|o| o.instrument.as_str() == name)
                || custodian
                    .cash
                    .iter()
                    .any(|c| Some(c.account.as_str()) == account)
        })
    };
    for row in &book.rows {
        assert!(row.maturity.is_none_or(|maturity| maturity >= today));
        let quoted = prices.quotes.iter().any(|quote| {
            quote.isin == row.instrument
                && Some(quote.maturity) == row.maturity
                && quote.security.kind() == row.kind.as_str()
                && Decimal::new(quote.price, 8).cmp_value(&row.price).is_eq()
        });
        assert!(quoted || named(row), "a price from nowhere: {row:?}");
    }
    let matured = prices.quotes.iter().filter(|quote| quote.maturity < today);
    assert_eq!(matured.count(), built.matured);
    for fallback in &built.fallbacks {
        assert!(book.rows.iter().any(|row| row.instrument == fallback.isin));
    }
}
