//! Strings, escaping only what JSON requires (RFC 8785, 3.2.2.2).

use core::fmt::{self, Display, Write};

use super::sink::Sink;

/// A string, in quotes.
pub(super) fn write_string(text: &str, out: &mut dyn Sink) {
    out.put("\"");
    write_escaped(text, out);
    out.put("\"");
}

/// What a value prints, in quotes.
pub(super) fn write_display<T: Display + ?Sized>(value: &T, out: &mut dyn Sink) -> fmt::Result {
    out.put("\"");
    write!(Escaping(out), "{value}")?;
    out.put("\"");
    Ok(())
}

struct Escaping<'a>(&'a mut dyn Sink);

impl Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        write_escaped(text, self.0);
        Ok(())
    }
}

fn write_escaped(text: &str, out: &mut dyn Sink) {
    // What needs no escape is copied as it is, and is nearly always all of it.
    let mut rest = text;
    let special = |b: u8| b < b' ' || b == b'"' || b == b'\\';
    while let Some((plain, tail)) = rest
        .bytes()
        .position(special)
        .and_then(|at| rest.split_at_checked(at))
    {
        out.put(plain);
        let mut tail = tail.chars();
        if let Some(c) = tail.next() {
            escape(c, out);
        }
        rest = tail.as_str();
    }
    out.put(rest);
}

fn escape(c: char, out: &mut dyn Sink) {
    match c {
        '"' => out.put("\\\""),
        '\\' => out.put("\\\\"),
        '\u{8}' => out.put("\\b"),
        '\t' => out.put("\\t"),
        '\n' => out.put("\\n"),
        '\u{c}' => out.put("\\f"),
        '\r' => out.put("\\r"),
        c => {
            out.put("\\u00");
            for nibble in [u32::from(c) >> 4, u32::from(c) & 15] {
                // Below 16, hence a hex digit.
                let digit = char::from_digit(nibble, 16).unwrap_or_default();
                out.put(digit.encode_utf8(&mut [0; 4]));
            }
        }
    }
}
