//! The opening, the private document that everything else commits to.

use std::sync::OnceLock;

use assay_statement::{canonical, digest, parse_document, pretty, Opening, ParseError};
use serde_json::Value;

use crate::{documents, genuine, message};

/// Any bytes as an opening. What holds for public documents holds here too, and no message, nor the debug form, shows a
/// quantity or a blinder.
pub fn check(bytes: &[u8]) {
    let opening: Opening = match parse_document(bytes) {
        Ok(opening) => opening,
        Err(error) => {
            documents::refused(&error);
            if let ParseError::Field { message, .. } = &error {
                let constant = "malformed (contents not shown)";
                let form = "expected a string or an object";
                // Names of fields are those of the type, and so is what is expected.
                let named = ["missing field `", "unknown field, expected ", "expected "];
                let named = named.iter().any(|begin| message.starts_with(begin));
                assert!(message == constant || message == form || named, "{message}");
            }
            if let Ok(value) = serde_json::from_slice(bytes) {
                hides(&error.to_string(), &value);
            }
            return;
        }
    };
    let value: Value = serde_json::from_slice(bytes).expect("every reader reads a document");
    let json = opening.to_json();
    let written: Value = serde_json::from_str(&json).expect("what was written is JSON");
    assert_eq!(canonical(&written), canonical(&value));
    let again: Opening = parse_document(json.as_bytes()).expect("what was written can be read");
    assert!(again == opening, "another opening came back");
    documents::strict::<Opening>(bytes);
    hides(&format!("{opening:?}"), &value);

    let book = &genuine::report().report.book;
    match opening.check(book, &genuine::book_digest()) {
        Err(error) => {
            message::check(&error);
            hides(&error.to_string(), &value);
        }
        Ok(()) => {
            let rows: Vec<usize> = book.positions_of(&opening.custodian).collect();
            let found = opening.quantities.iter().map(|q| q.row as usize);
            assert_eq!(found.collect::<Vec<_>>(), rows);
        }
    }
}

/// Asserts that `shown` holds no secret of the document, unless something public in the document, or in the genuine report that it was
/// compared with, reads the same.
pub(crate) fn hides(shown: &str, document: &Value) {
    let (mut secret, mut public) = (Vec::new(), String::new());
    sort_out(document, false, &mut secret, &mut public);
    for text in secret {
        assert!(
            public.contains(text) || published().contains(text) || !shown.contains(text),
            "a secret in {shown:?}"
        );
    }
}

/// The genuine report and its digest: what messages say was expected.
fn published() -> &'static str {
    static PUBLISHED: OnceLock<String> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let report = &genuine::report().report;
        let text = pretty(report).expect("it has a canonical form");
        text + &digest(report).expect("it has one").to_string()
    })
}

/// Long digits under `quantity` and `blinders`; all names and all other texts.
fn sort_out<'a>(value: &'a Value, private: bool, secret: &mut Vec<&'a str>, public: &mut String) {
    match value {
        Value::String(text) => {
            let digits = text.bytes().all(|b| b.is_ascii_hexdigit());
            match private && digits && text.len() >= 8 {
                true => secret.push(text),
                false => public.push_str(text),
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| sort_out(item, private, secret, public)),
        Value::Object(fields) => {
            for (name, field) in fields {
                public.push_str(name);
                let private = matches!(name.as_str(), "quantity" | "blinders");
                sort_out(field, private, secret, public);
            }
        }
        other => public.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_genuine_opening() {
        check(include_bytes!(
            "../../test-vectors/report/northbank.opening.json"
        ));
    }

    /// Digits of a published digest are no secret, whatever quantity they are too.
    #[test]
    fn knows_what_is_published() {
        let digest = genuine::book_digest().to_string();
        let value = serde_json::json!({ "quantities": [{ "row": 1, "quantity": &digest[..9] }] });
        hides(&format!("expected {digest}"), &value);
    }

    #[test]
    #[should_panic(expected = "a secret in")]
    fn sees_a_secret() {
        let value = serde_json::json!({ "quantities": [{ "row": 1, "quantity": "812345678" }] });
        hides("expected less than 812345678", &value);
    }
}
