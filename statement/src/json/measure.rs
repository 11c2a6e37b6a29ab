//! How much room the values of a JSON text need, before they are read: so that no more is taken.

/// What a text needs on a tape.
pub(super) struct Size {
    /// Values, those of names counted. Not below what there are, if the text is JSON.
    pub values: usize,
    /// Bytes of the strings that have escapes.
    pub escaped: usize,
}

/// Counts the values. Of a text that is no JSON, what comes out means nothing, but is no more than half of its bytes.
pub(super) fn measure(text: &[u8]) -> Size {
    let mut size = Size {
        values: 0,
        escaped: 0,
    };
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'"' => {
                let (end, has_escapes) = end_of_string(text, at);
                size.values += 1;
                size.escaped += if has_escapes { end - at } else { 0 };
                at = end + 1;
            }
            b'{' | b'[' => size.values += 1,
            b'-' | b'0'..=b'9' | b'a'..=b'z' => {
                size.values += 1;
                let rest = text.get(at..).unwrap_or_default();
                let other =
                    |b: &u8| !matches!(b, b'-' | b'+' | b'.' | b'E' | b'0'..=b'9' | b'a'..=b'z');
                at += rest.iter().position(other).unwrap_or(rest.len());
            }
            _ => {}
        }
    }
    // The densest JSON is a list of digits.
    size.values = size.values.min(text.len() / 2 + 1);
    size
}

/// Where the string that begins at `at` ends, or the text; and whether it has escapes.
fn end_of_string(text: &[u8], begin: usize) -> (usize, bool) {
    let mut at = begin;
    let mut has_escapes = false;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        match rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) {
            None => return (text.len().max(begin), has_escapes),
            Some(length) if rest.get(length) == Some(&b'"') => return (at + length, has_escapes),
            Some(length) => {
                has_escapes = true;
                at += length + 2;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_values_and_escaped_bytes() {
        for (text, values, escaped) in [
            ("{}", 1, 0),
            ("1", 1, 0),
            (r#"{"a":[{},"b",-12,true],"c":{"":0}}"#, 11, 0),
            (r#"{"a\"{[":"\\","b":"\u0041"}"#, 5, 13),
            (r#"["\"]"#, 2, 3),
            ("\"\\", 1, 1),
        ] {
            let found = measure(text.as_bytes());
            assert_eq!((found.values, found.escaped), (values, escaped), "{text}");
        }
        assert_eq!(measure("[".repeat(1000).as_bytes()).values, 501);
    }
}
