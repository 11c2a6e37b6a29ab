//! JSON that every reader takes for the same.

use std::collections::HashSet;
use std::fmt;

use assay_statement::canonical::MAX_INTEGER;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Asserts that no name is given twice in one object, and that there is no `null`, no float, and no integer that some reader
/// would round.
pub(crate) fn check(bytes: &[u8]) {
    serde_json::from_slice::<Unambiguous>(bytes).expect("JSON");
}

struct Unambiguous;

impl<'de> Deserialize<'de> for Unambiguous {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unambiguous, D::Error> {
        deserializer.deserialize_any(Unambiguous)
    }
}

impl<'de> Visitor<'de> for Unambiguous {
    type Value = Unambiguous;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("neither null nor a float")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Unambiguous, E> {
        Ok(Unambiguous)
    }

    fn visit_str<E>(self, _: &str) -> Result<Unambiguous, E> {
        Ok(Unambiguous)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Unambiguous, E> {
        assert!(number <= MAX_INTEGER, "{number} let through");
        Ok(Unambiguous)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Unambiguous, E> {
        assert!(number.unsigned_abs() <= MAX_INTEGER, "{number} let through");
        Ok(Unambiguous)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Unambiguous, A::Error> {
        while items.next_element::<Unambiguous>()?.is_some() {}
        Ok(Unambiguous)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Unambiguous, A::Error> {
        let mut seen = HashSet::new();
        while let Some((name, Unambiguous)) = fields.next_entry::<String, _>()? {
            assert!(seen.insert(name), "a field given twice was let through");
        }
        Ok(Unambiguous)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_plain_json() {
        check(br#"{"a":[1,true,"x",{"a":-1}],"b":{}}"#);
    }

    #[test]
    #[should_panic(expected = "given twice")]
    fn sees_a_field_given_twice() {
        check(br#"[{"a":1,"\u0061":1}]"#);
    }

    #[test]
    #[should_panic(expected = "neither null nor a float")]
    fn sees_null() {
        check(br#"{"a":null}"#);
    }
}
