//! Secrets in every encoding in which they might be printed.

use std::fs;

use assay_prover::SigningKey;
use assay_statement::{parse_document, Opening};

use assay_testkit::key_files;
use assay_testkit::marked_fund::{Fund, CUSTODIANS, ROWS};

/// What must not be printed or published.
pub struct Form {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// All secrets of a fund, from its private files.
pub fn of(fund: &Fund) -> Vec<Form> {
    let mut forms = Vec::new();
    for (id, _) in CUSTODIANS {
        let opening = fs::read(fund.path(&format!("{id}.opening.json"))).unwrap();
        let opening: Opening = parse_document(&opening).unwrap();
        for (row, item) in opening.quantities.iter().enumerate() {
            assert_eq!(item.quantity, fund.quantity(id, row));
            integer(&mut forms, &format!("{id}: quantity {row}"), item.quantity);
            integer(&mut forms, &format!("{id}: account {row}"), fund.part(row));
        }
        assert_eq!(opening.quantities.len(), ROWS);
        for (b, blinder) in opening.blinders.iter().enumerate() {
            bytes(&mut forms, &format!("{id}: blinder {b}"), &blinder.0);
        }
        let pem = fs::read_to_string(fund.path(&format!("{id}.pem"))).unwrap();
        let key = SigningKey::from_pem(&pem).unwrap();
        let (text, secret) = key_files::inside(&pem, key.scheme());
        bytes(&mut forms, &format!("{id}: key"), &secret);
        // What comes before is the same in every key.
        for part in text.as_bytes()[40..].chunks_exact(12) {
            push(&mut forms, &format!("{id}: PEM"), part);
        }
    }
    forms
}

/// The sums that a report hides.
pub fn totals(fund: &Fund) -> Vec<Form> {
    let total = |id: &str| -> u64 {
        let dollars = (0..ROWS).map(|row| u128::from(fund.quantity(id, row)));
        u64::try_from(dollars.sum::<u128>() / 100).unwrap()
    };
    let mut forms = Vec::new();
    let totals = CUSTODIANS.map(|(id, _)| total(id));
    for ((id, _), total) in CUSTODIANS.iter().zip(totals) {
        integer(&mut forms, &format!("{id}: total"), total);
    }
    integer(&mut forms, "total", totals.iter().sum());
    forms
}

fn push(forms: &mut Vec<Form>, name: &str, bytes: &[u8]) {
    assert!(bytes.len() >= 8, "{name} could be there by chance");
    forms.push(Form {
        name: name.to_string(),
        bytes: bytes.to_vec(),
    });
}

/// Decimal digits with and without separators, and the bytes.
fn integer(forms: &mut Vec<Form>, name: &str, value: u64) {
    let digits = value.to_string();
    assert!(digits.len() > 12, "{name} could be there by chance");
    let (whole, cents) = digits.split_at(digits.len() - 2);
    for text in [digits.clone(), format!("{whole}.{cents}")] {
        push(forms, &format!("{name}, decimal"), text.as_bytes());
    }
    for whole in [digits.as_str(), whole] {
        let text = grouped(whole);
        push(forms, &format!("{name}, grouped"), text.as_bytes());
    }
    bytes(forms, name, &value.to_le_bytes());
}

fn grouped(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let groups = digits.rchunks(3).rev().map(String::from_iter);
    groups.collect::<Vec<_>>().join(",")
}

/// As they are and turned round: raw, in hex, in base64, as a list of numbers.
fn bytes(forms: &mut Vec<Form>, name: &str, value: &[u8]) {
    let turned: Vec<u8> = value.iter().rev().copied().collect();
    for value in [value, &turned] {
        push(forms, &format!("{name}, raw"), value);
        // A part of it is enough.
        let part = &value[..value.len().min(16)];
        let hex = hex::encode(part);
        push(forms, &format!("{name}, hex"), hex.as_bytes());
        push(
            forms,
            &format!("{name}, HEX"),
            hex.to_uppercase().as_bytes(),
        );
        let list = format!("{part:?}");
        push(
            forms,
            &format!("{name}, Debug"),
            list.trim_matches(['[', ']']).as_bytes(),
        );
        for text in base64(part) {
            push(forms, &format!("{name}, base64"), text.as_bytes());
        }
    }
}

/// The characters that do not depend on what surrounds the bytes, at each of the three offsets, in both alphabets.
fn base64(bytes: &[u8]) -> Vec<String> {
    let alphabets: [&[u8; 64]; 2] = [
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
    ];
    let mut texts = Vec::new();
    for offset in 0..3 {
        let whole = bytes[offset..].chunks_exact(3);
        for alphabet in alphabets {
            let text = whole.clone().flat_map(|chunk| {
                let bits = chunk
                    .iter()
                    .fold(0, |bits, byte| bits << 8 | usize::from(*byte));
                [18, 12, 6, 0].map(|shift| char::from(alphabet[bits >> shift & 63]))
            });
            texts.push(text.collect());
        }
    }
    texts
}

/// The names of those that are in `text`.
pub fn found<'a>(text: &[u8], forms: &'a [Form]) -> Vec<&'a str> {
    let mut first = [const { Vec::new() }; 256];
    for form in forms {
        first[usize::from(form.bytes[0])].push(form);
    }
    let mut names = Vec::new();
    for at in 0..text.len() {
        for form in &first[usize::from(text[at])] {
            if text[at..].starts_with(&form.bytes) {
                names.push(form.name.as_str());
            }
        }
    }
    names.dedup();
    names
}

#[test]
fn base64_is_that_of_the_standard() {
    // RFC 4648, section 10.
    assert_eq!(base64(b"foobar---")[0], "Zm9vYmFyLS0t");
    let (plain, secret) = (b"..secret bytes", &b"secret bytes"[..]);
    let text = base64(plain)[0].clone();
    let forms = base64(secret);
    assert!(
        forms.iter().any(|form| text.contains(form.as_str())),
        "{text} {forms:?}"
    );
}
