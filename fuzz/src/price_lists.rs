//! Price lists of vendors, and their mappings.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use assay_book::{
    parse_price_list, PriceDay, PriceList, PriceListContext, PriceListError, PriceMapping,
};
use assay_statement::{canonical, instrument_name, parse_document, security_of, Currency, Decimal};

use crate::{documents, message};

/// A mapping with everything in it.
const MAPPING: &str = r#"{"assay":"v1","kind":"price_mapping","csv":{"delimiter":";","decimal":",","thousands":".","none":"N/A"},
    "columns":{"identifier":"id","price":"price","accrued":"accrued","currency":"ccy","as_of":"day","kind":"type",
        "maturity":"maturity","reset":"reset","demand":"demand","institution":"issuer"},
    "per":100,"quotation":"clean",
    "kinds":[{"begins":"bill","kind":"bill"},{"begins":"agency","kind":"agency_note","if_reset":"agency_frn"}]}"#;

/// The mapping above, and the one with points and commas exchanged.
fn mappings() -> &'static [PriceMapping; 2] {
    static MAPPINGS: OnceLock<[PriceMapping; 2]> = OnceLock::new();
    MAPPINGS.get_or_init(|| {
        let mapping: PriceMapping = parse_document(MAPPING.as_bytes()).expect("a mapping");
        mapping.validate().expect("it makes sense");
        let mut other = mapping.clone();
        (other.csv.decimal, other.csv.thousands) = (".".into(), Some(",".into()));
        [mapping, other]
    })
}

fn read(bytes: &[u8], mapping: &PriceMapping) -> Result<PriceList, PriceListError> {
    let currency: Currency = "USD".parse().expect("a currency");
    let as_of = "2026-11-20T22:00:00Z".parse().expect("a time");
    let context = PriceListContext {
        currency: &currency,
        day: PriceDay::new(as_of, None).expect("no day is allowed besides"),
        given: None,
    };
    parse_price_list(bytes, mapping, context)
}

/// Any bytes as a price list: every security is there once, under its name in the book, at a price that a face can have; with points
/// and commas exchanged, in mapping and file, it is the same; and the same lines once more change nothing.
pub fn check(bytes: &[u8]) {
    let [mapping, other] = mappings();
    let found = read(bytes, mapping);
    if let Err(error) = &found {
        message::check(error);
    }
    let exchanged: Vec<u8> = bytes
        .iter()
        .map(|b| match b {
            b'.' => b',',
            b',' => b'.',
            other => *other,
        })
        .collect();
    let same = read(&exchanged, other);
    assert_eq!(same.is_ok(), found.is_ok());
    let Ok(list) = found else { return };
    if let Ok(same) = same {
        let prices = |list: &PriceList| -> Vec<_> {
            let prices = list.prices.iter();
            prices
                .map(|price| (price.instrument.clone(), price.price.clone(), price.line))
                .collect()
        };
        assert_eq!(prices(&same), prices(&list));
    }
    let mut names = BTreeSet::new();
    for price in &list.prices {
        let name = price.instrument.as_str();
        assert_eq!(instrument_name(name).as_deref(), Some(name));
        assert!(names.insert(security_of(name)), "{name} twice");
        assert!(!price.price.is_zero() && price.price.decimals() <= 10);
        assert!(price.price.cmp_value(&Decimal::from(10)).is_lt());
        assert_eq!(price.as_of.to_string(), "2026-11-20");
        assert!(price.reset.is_none() || price.reset != price.maturity);
    }
    assert!(list.prices.is_sorted_by(|a, b| a.line < b.line));
    twice(bytes, mapping, &list);
}

/// The lines after the header once more are the same securities at the same prices.
fn twice(bytes: &[u8], mapping: &PriceMapping, list: &PriceList) {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = || text.split(|b| *b == b'\n');
    let header = lines()
        .position(|line| !line.trim_ascii().is_empty())
        .map_or(0, |at| at + 1);
    let mut doubled = bytes.to_vec();
    for line in lines().skip(header) {
        doubled.push(b'\n');
        doubled.extend_from_slice(line);
    }
    let again = read(&doubled, mapping).expect("the same lines");
    assert_eq!(again.prices, list.prices);
    assert_eq!(again.unpriced.len(), 2 * list.unpriced.len());
}

/// Any bytes as a mapping: what is read reads back, and is judged without a panic.
pub fn check_mapping(bytes: &[u8]) {
    let mapping: PriceMapping = match parse_document(bytes) {
        Ok(mapping) => mapping,
        Err(error) => return documents::refused(&error),
    };
    let form = canonical(&mapping).expect("a document that was parsed has a canonical form");
    documents::reads_back(&mapping, &form);
    documents::strict::<PriceMapping>(bytes);
    if let Err(error) = mapping.validate() {
        message::check(&error);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_list_and_its_mapping() {
        let header = "id;price;accrued;ccy;day;type;maturity;reset;demand;issuer";
        let line = "3133ERTE1;100,25;0,125;USD;2026-11-20;Agency;2027-09-16;2026-11-21;N/A;ffcb";
        let list = format!("{header}\n{line}\n06417#AA8;N/A;;;;;;;;\n");
        let found = read(list.as_bytes(), &mappings()[0]).unwrap();
        assert_eq!((found.prices.len(), found.unpriced.len()), (1, 1));
        check(list.as_bytes());
        check(b"\"");
        check_mapping(MAPPING.as_bytes());
        check_mapping(b"{}");
    }
}
