//! The terms file: input of `assay book`, never digested.

use assay_book::{CheckedTerms, TermsFile};
use assay_statement::{canonical, parse_document, security_of, Decimal};
use serde_json::Value;

use crate::{documents, message};

/// Any bytes as a terms file: what it says is what its JSON says, empty lists apart; what is known of it is all of it, each entry once, in
/// whatever order; and every index rate is what its auction's high rate comes to.
pub fn check(bytes: &[u8]) {
    let file: TermsFile = match parse_document(bytes) {
        Ok(file) => file,
        Err(error) => return documents::refused(&error),
    };
    let mut value: Value = serde_json::from_slice(bytes).expect("every reader reads a document");
    if value.get("securities").is_none() {
        value["securities"] = Value::Array(Vec::new());
    }
    for list in ["static_data", "consumer_prices", "bill_auctions"] {
        if value[list].as_array().is_some_and(Vec::is_empty) {
            value.as_object_mut().and_then(|map| map.remove(list));
        }
    }
    let form = canonical(&file).expect("a document that was parsed has a canonical form");
    assert_eq!(
        String::from_utf8_lossy(&form),
        String::from_utf8_lossy(&canonical(&value).expect("no floats were let through")),
        "the file is not what its JSON says"
    );
    documents::reads_back(&file, &form);
    documents::strict::<TermsFile>(bytes);
    match file.check() {
        Ok(known) => whole(&file, &known),
        Err(error) => message::check(&error),
    }
}

fn whole(file: &TermsFile, known: &CheckedTerms) {
    assert_eq!(known.securities.len(), file.securities.len());
    assert_eq!(known.consumer_prices.len(), file.consumer_prices.len());
    assert_eq!(known.static_data.len(), file.static_data.len());
    for (name, (entry, data)) in &known.static_data {
        assert_eq!(&file.static_data[*entry], data);
        let meant = security_of(data.instrument.as_str());
        assert_eq!(meant.as_ref(), Some(name));
        let dates = [data.reset, data.demand].into_iter().flatten();
        assert!(dates
            .clone()
            .all(|date| data.maturity.is_none_or(|maturity| date <= maturity)));
    }
    assert_eq!(known.index_rates.len(), file.bill_auctions.len());
    for (isin, terms) in &known.securities {
        assert!(isin.as_str().contains(terms.instrument.as_str()));
        assert!(file.securities.contains(terms) && terms.dated < terms.first_payment);
    }
    for bill in &file.bill_auctions {
        // index = high / (1 - days * high / 360), so index * (36000 - days * high) = 36000 * high, but for the ninth decimal of index.
        let index = Decimal::new(known.index_rates[&bill.auction] as u64, 9);
        let days = Decimal::from(bill.issue.days_until(bill.maturity) as u64);
        let whole = Decimal::from(36_000);
        let left = whole
            .checked_sub(&(&days * &bill.high_rate))
            .expect("a positive price of the bill");
        let (found, right) = (&index * &left, &whole * &bill.high_rate);
        let apart = found.checked_sub(&right).or(right.checked_sub(&found));
        let half = &Decimal::new(5u32, 10) * &left;
        assert!(apart.is_some_and(|apart| apart.cmp_value(&half).is_le()));
    }
    let mut turned = file.clone();
    turned.securities.reverse();
    turned.consumer_prices.reverse();
    turned.bill_auctions.reverse();
    turned.static_data.reverse();
    let mut turned = turned.check().expect("the same entries");
    let last = file.static_data.len().saturating_sub(1);
    for (entry, _) in turned.static_data.values_mut() {
        *entry = last - *entry;
    }
    assert_eq!(&turned, known);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_terms_file() {
        let text = r#"{"assay":"v1","kind":"terms","securities":[
            {"instrument":"91282CDC2","dated":"2021-10-15","first_payment":"2022-04-15","reference_cpi":"273.25771"}],
            "consumer_prices":[],
            "static_data":[{"instrument":"3133ERTE1","kind":"agency_frn","maturity":"2026-09-16","reset":"2026-08-01"}],
            "bill_auctions":[{"auction":"2012-08-20","issue":"2012-08-23","maturity":"2012-11-23","high_rate":"0.105"}]}"#;
        let file: TermsFile = parse_document(text.as_bytes()).unwrap();
        assert!(file.check().is_ok());
        check(text.as_bytes());
        check(b"{}");
    }
}
