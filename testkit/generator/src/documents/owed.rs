//! Supplies with tokens to be issued and with payables. Added later: cases keep their numbers.

use serde_json::{json, Value};

use super::samples::with;
use crate::vector_file::VectorFile;

const ENTRY: &str = "/entries/0";

pub fn add_to(file: &mut VectorFile) {
    let payable = |amount: &str| json!({ "entry": "payable", "reason": "fees", "amount": amount });
    for (flag, comment, entry) in [
        (
            "Spelling",
            "tokens to be issued",
            json!({ "entry": "to_be_issued", "quantity": "250000.50" }),
        ),
        ("Spelling", "a payable", payable("1250000.00")),
        ("Boundary", "a payable of nothing", payable("0")),
        (
            "Boundary",
            "a payable of thirty digits after the point",
            payable(&format!("0.{}1", "0".repeat(29))),
        ),
        (
            "Spelling",
            "a reason outside ASCII",
            json!({ "entry": "payable", "reason": "Geb\u{fc}hren", "amount": "1" }),
        ),
    ] {
        file.valid(
            flag,
            &format!("supply: {comment}"),
            with("supply", ENTRY, entry),
        );
    }
    let refused: [(&str, Value); 15] = [
        ("a negative payable", payable("-0.01")),
        ("a payable with a plus", payable("+1")),
        ("a payable with its currency", payable("1 USD")),
        (
            "a payable of 31 digits after the point",
            payable(&format!("0.{}", "0".repeat(31))),
        ),
        (
            "a payable as a number",
            json!({ "entry": "payable", "reason": "fees", "amount": 1 }),
        ),
        (
            "a payable without amount",
            json!({ "entry": "payable", "reason": "fees" }),
        ),
        (
            "a payable without reason",
            json!({ "entry": "payable", "amount": "1" }),
        ),
        (
            "a payable of an empty reason",
            json!({ "entry": "payable", "reason": "", "amount": "1" }),
        ),
        (
            "a payable whose reason has a line feed",
            json!({ "entry": "payable", "reason": "fees\n", "amount": "1" }),
        ),
        (
            "a payable in tokens",
            json!({ "entry": "payable", "reason": "fees", "quantity": "1" }),
        ),
        (
            "a payable in a currency of its own",
            json!({ "entry": "payable", "reason": "fees", "amount": "1", "currency": "USD" }),
        ),
        (
            "payables by another name",
            json!({ "entry": "payables", "reason": "fees", "amount": "1" }),
        ),
        (
            "negative tokens to be issued",
            json!({ "entry": "to_be_issued", "quantity": "-1" }),
        ),
        (
            "tokens to be issued in currency",
            json!({ "entry": "to_be_issued", "amount": "1" }),
        ),
        (
            "tokens to be issued with a reason",
            json!({ "entry": "to_be_issued", "quantity": "1", "reason": "subscribed" }),
        ),
    ];
    for (comment, entry) in refused {
        file.refused(
            "malformed",
            "Form",
            &format!("supply: {comment}"),
            with("supply", ENTRY, entry),
        );
    }
}
