//! The custodians file: input of `assay book`, never digested, with defaults that may be written out.

use assay_book::Custodians;
use assay_statement::{canonical, parse_document};
use serde_json::{Map, Value};

use crate::documents;

/// Any bytes as a custodians file: what it says is what its JSON says, once the defaults are written out.
pub fn check(bytes: &[u8]) {
    let file: Custodians = match parse_document(bytes) {
        Ok(file) => file,
        Err(error) => return documents::refused(&error),
    };
    let mut value: Value = serde_json::from_slice(bytes).expect("every reader reads a document");
    write_out_defaults(&mut value);
    let form = canonical(&file).expect("a document that was parsed has a canonical form");
    assert_eq!(
        String::from_utf8_lossy(&form),
        String::from_utf8_lossy(&canonical(&value).expect("no floats were let through")),
        "the file is not what its JSON says"
    );
    documents::reads_back(&file, &form);
    documents::strict::<Custodians>(bytes);
}

/// Every `quantity_decimals`, and no empty list of accounts or rows.
fn write_out_defaults(file: &mut Value) {
    let Some(custodians) = file["custodians"].as_array_mut() else {
        return;
    };
    let decimals = |map: &mut Map<String, Value>| {
        map.entry("quantity_decimals").or_insert_with(|| 2.into());
    };
    for custodian in custodians.iter_mut().filter_map(Value::as_object_mut) {
        for list in ["cash", "repo", "funds", "tokens", "other"] {
            let items = custodian.get_mut(list).and_then(Value::as_array_mut);
            match items {
                Some(items) if items.is_empty() => drop(custodian.remove(list)),
                Some(items) => items
                    .iter_mut()
                    .filter_map(Value::as_object_mut)
                    .for_each(decimals),
                None => {}
            }
        }
        if custodian
            .get("income")
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
        {
            custodian.remove("income");
        }
        let securities = custodian
            .get_mut("securities")
            .and_then(Value::as_object_mut);
        securities.into_iter().for_each(decimals);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_defaults_written_out_or_not() {
        let text = |securities: &str| {
            format!(
                "{{\"assay\":\"v1\",\"kind\":\"custodians\",\"currency\":\"USD\",\"custodians\":\
                 [{{\"id\":\"a\",\"cash\":[],\"repo\":[{{\"account\":\"o\",\"institution\":\"d\",\"maturity\":\"2026-11-23\"}}],\"securities\":{securities}}}]}}"
            )
        };
        for securities in ["{\"kinds\":[\"bill\"]}", "{\"quantity_decimals\":2}"] {
            let text = text(securities);
            assert!(parse_document::<Custodians>(text.as_bytes()).is_ok());
            check(text.as_bytes());
        }
    }
}
