//! JSON as text: what is large is made of pieces, and not of values.

use serde_json::Value;

/// What stands for the piece that is to be put in.
const MARK: &str = "put it here";

/// The document with the text `piece` in the place of the value at `pointer`, which may be new in its object.
pub(super) fn with_piece(document: &Value, pointer: &str, piece: &str) -> String {
    let mut document = document.clone();
    let (outer, name) = pointer.rsplit_once('/').unwrap_or_default();
    match document.pointer_mut(outer) {
        Some(Value::Object(fields)) => {
            fields.insert(name.into(), MARK.into());
        }
        Some(Value::Array(items)) => {
            let at = name.parse::<usize>().ok().and_then(|at| items.get_mut(at));
            at.into_iter().for_each(|item| *item = MARK.into());
        }
        _ => {}
    }
    document
        .to_string()
        .replacen(&format!("\"{MARK}\""), piece, 1)
}

/// Items in brackets, as many as fit into `room` bytes, and no more than `most`.
pub(super) fn list(room: usize, most: usize, item: impl Fn(usize) -> String) -> String {
    format!("[{}]", items(room, most, item))
}

/// Items with commas between them.
pub(super) fn items(room: usize, most: usize, item: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(room);
    for i in 0..most {
        let next = item(i);
        if text.len() + next.len() + 3 > room {
            break;
        }
        if i > 0 {
            text.push(',');
        }
        text.push_str(&next);
    }
    text
}

/// The text with every character of its strings as an escape.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(6 * text.len());
    let mut within = false;
    for c in text.chars() {
        match c {
            '"' => {
                within = !within;
                out.push(c);
            }
            c if within => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
