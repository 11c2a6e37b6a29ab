//! A custodian's book and a holdings file of any length.

use std::fmt::Write as _;

use assay_statement::{parse_document, Book, ParseError};

/// The custodian of [`book`].
pub const CUSTODIAN: &str = "northbank";

/// Bill CUSIPs without check digit: 912797 and two characters, then 912796 and so on.
pub(crate) fn isin(i: usize) -> String {
    let alphabet = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    let (a, b) = (alphabet[i / 24 % 24], alphabet[i % 24]);
    let issuer = 912_797 - i / (24 * 24);
    let body = format!("{issuer}{}{}", char::from(a), char::from(b));
    let cusip = format!("{body}{}", luhn(&body, false));
    let isin = format!("US{cusip}");
    format!("{isin}{}", luhn(&isin, true))
}

/// Check digit by doubling: every second character from the right for CUSIP, every second digit for ISIN.
fn luhn(text: &str, by_digit: bool) -> u32 {
    let values = text.chars().filter_map(|c| c.to_digit(36));
    let units: Vec<u32> = match by_digit {
        false => values.collect(),
        true => values
            .flat_map(|v| if v > 9 { vec![v / 10, v % 10] } else { vec![v] })
            .collect(),
    };
    let odd = if by_digit { units.len() + 1 } else { 0 };
    let sum: u32 = units
        .iter()
        .enumerate()
        .map(|(i, v)| if (i + odd) % 2 == 1 { v * 2 } else { *v })
        .map(|v| v / 10 + v % 10)
        .sum();
    (10 - sum % 10) % 10
}

/// A book of one custodian with `rows` bills, at most 576.
///
/// # Errors
/// If the sample itself is wrong.
pub fn book(rows: usize) -> Result<Book, ParseError> {
    let rows: Vec<_> = (0..rows)
        .map(|i| {
            serde_json::json!({"custodian": CUSTODIAN, "instrument": isin(i), "kind": "bill", "maturity": "2027-01-05",
                "price": "0.9951234", "quantity_decimals": 2})
        })
        .collect();
    let book = serde_json::json!({
        "assay": "v1", "kind": "book", "subject": "fund:bench", "as_of": "2026-11-20T22:00:00Z", "currency": "USD",
        "shape": {"k": 10, "rules": 16}, "custodians": [CUSTODIAN], "rows": rows,
    });
    parse_document(book.to_string().as_bytes())
}

/// A holdings file of `lines` account lines over the rows of a [`book`].
pub fn csv(lines: usize, rows: usize) -> String {
    let isins: Vec<String> = (0..rows).map(isin).collect();
    let mut text = String::from("account,instrument,quantity\n");
    for (line, isin) in (0..lines).zip(isins.iter().cycle()) {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "ACC-{line:08},{isin},{}.{:02}",
            line * 7919 % 10_000_000,
            line % 100
        );
    }
    text
}
