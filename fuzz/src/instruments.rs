//! CUSIPs and ISINs against check digits computed here, and the names by which a holdings file may call a row.

use assay_book::isin_of;
use assay_holdings::{aggregate, HoldingsError, Index, HEADER};
use assay_statement::{instrument_name, names_of, Book, Id};
use cusip::CUSIP;

use crate::{holdings, message};

/// Any text as a CUSIP, as an ISIN, and as the instrument of a book that a holdings file names.
pub fn check(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    match CUSIP::parse(text) {
        Ok(cusip) => {
            assert!(is_cusip(text), "{text:?}");
            let isin = isin_of(&cusip).expect("letters and digits make an ISIN");
            assert!(is_isin(isin.as_str()));
            assert_eq!(&isin.as_str()[..11], format!("US{text}"));
            // And back: both names find the row.
            finds(&isin, isin.as_str());
            finds(&isin, text);
        }
        Err(error) => {
            assert!(!is_cusip(text), "{text:?}");
            message::check(&error);
        }
    }
    assert_eq!(isin::parse(text).is_ok(), is_isin(text), "{text:?}");
    assert_eq!(assay_statement::is_isin(text), is_isin(text), "{text:?}");
    let private = is_private_cusip(text);
    assert_eq!(assay_statement::is_cusip(text), private, "{text:?}");
    // A list names it as the book does, and every name of it finds the row.
    let name = instrument_name(text);
    assert_eq!(name.is_some(), private || is_isin(text), "{text:?}");
    if let Some(name) = name.and_then(|name| name.parse::<Id>().ok()) {
        for other in names_of(text) {
            finds(&name, &other);
        }
    }
    let Ok(id) = text.parse::<Id>() else {
        return;
    };
    finds(&id, text);
    if let Some(inside) = text.get(2..11) {
        let named = sum(&id, inside);
        let upper = text.to_ascii_uppercase();
        let around = is_isin(&upper) && (upper.starts_with("US") || upper.starts_with("CA"));
        if around && is_cusip(inside) {
            assert_eq!(named, Ok(1));
        } else {
            let of_cusips = |b: u8| b.is_ascii_alphanumeric() || b"*@#".contains(&b);
            let mistyped = inside.bytes().all(of_cusips) && !is_private_cusip(inside);
            match named {
                Err(HoldingsError::CheckDigit { .. }) => assert!(mistyped, "{inside:?}"),
                Err(HoldingsError::NoRow { .. }) => assert!(!mistyped, "{inside:?}"),
                other => panic!("{inside:?} is no name of {text:?}: {other:?}"),
            }
        }
    }
}

fn finds(instrument: &Id, name: &str) {
    assert_eq!(sum(instrument, name), Ok(1), "{name:?} for {instrument:?}");
}

/// What a file with one unit of `name` adds up to, in a book of this one instrument.
fn sum(instrument: &Id, name: &str) -> Result<u64, HoldingsError> {
    let mut book: Book = holdings::book().clone();
    book.rows.truncate(1);
    book.rows[0].instrument = instrument.clone();
    book.rows[0].quantity_decimals = 0;
    let index = Index::new(&book, book.custodians[0].as_str())?;
    let file = format!("{HEADER}\naccount,\"{}\",1\n", name.replace('"', "\"\""));
    let found = aggregate(file.as_bytes(), &index);
    if let Err(error) = &found {
        message::check(error);
    }
    Ok(found?.quantities[0])
}

/// Digits for themselves, letters from 10.
fn value(byte: u8) -> Option<u32> {
    char::from(byte)
        .to_digit(36)
        .filter(|_| !byte.is_ascii_lowercase())
}

/// As a CUSIP, with the signs of private placements from 36 on.
fn is_private_cusip(text: &str) -> bool {
    let signs = |byte: u8| b"*@#".iter().position(|sign| *sign == byte);
    let doubled = |(i, byte): (usize, u8)| {
        let sign = signs(byte).map(|at| 36 + at as u32);
        Some(value(byte).or(sign)? * (1 + i as u32 % 2))
    };
    let values: Option<Vec<u32>> = text.bytes().enumerate().map(doubled).collect();
    let sum = values.map(|values| values.iter().map(|v| v / 10 + v % 10).sum::<u32>());
    let digit = text.bytes().last().is_some_and(|b| b.is_ascii_digit());
    text.len() == 9 && digit && sum.is_some_and(|sum| sum.is_multiple_of(10))
}

/// Nine letters and digits; from the left, every second value counts twice; the sum of all digits ends with a zero.
fn is_cusip(text: &str) -> bool {
    let doubled = |(i, byte): (usize, u8)| Some(value(byte)? * (1 + i as u32 % 2));
    let values: Option<Vec<u32>> = text.bytes().enumerate().map(doubled).collect();
    let sum = values.map(|values| values.iter().map(|v| v / 10 + v % 10).sum::<u32>());
    let digit = text.bytes().last().is_some_and(|b| b.is_ascii_digit());
    text.len() == 9 && digit && sum.is_some_and(|sum| sum.is_multiple_of(10))
}

/// Two letters, nine letters and digits, a digit; Luhn's sum over the decimal digits of all values.
fn is_isin(text: &str) -> bool {
    let values: Option<Vec<String>> = text
        .bytes()
        .map(|byte| value(byte).map(|v| v.to_string()))
        .collect();
    let Some(digits) = values.map(|values| values.concat()) else {
        return false;
    };
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| u32::from(b - b'0') * (1 + i as u32 % 2))
        .map(|v| v / 10 + v % 10)
        .sum();
    text.len() == 12
        && text.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_good_and_bad_numbers() {
        assert!(is_cusip("037833100") && !is_cusip("037833101") && !is_cusip("03783310"));
        assert!(is_isin("US0378331005") && !is_isin("US0378331006") && !is_isin("0S0378331005"));
        for text in [
            "037833100",
            "912797SC2",
            "US912797SC23",
            "us0378331005",
            "CA0084741085",
            "06417#AA8",
            "EZ9724VTXK48",
            "DE000BAY0017",
            "a,\"b\"",
            "é",
        ] {
            check(text.as_bytes());
        }
    }
}
