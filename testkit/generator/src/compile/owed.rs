//! What is owed besides tokens, and tokens about to be minted. Added later: cases keep their numbers.

use serde_json::{json, Value};

use super::base::{book_entry, coverage};
use crate::vector_file::VectorFile;
use assay_testkit::patch::{replace, Edit};

fn payable(amount: &str) -> Value {
    json!({ "entry": "payable", "reason": "bought and not paid", "amount": amount })
}

fn to_be_issued(quantity: &str) -> Value {
    json!({ "entry": "to_be_issued", "quantity": quantity })
}

fn excluded(quantity: &str) -> Value {
    json!({ "entry": "excluded", "reason": "held by the issuer", "quantity": quantity })
}

fn entries(list: &[Value]) -> Edit {
    replace("/supply/entries", list.to_vec())
}

fn edit(edits: Vec<Edit>) -> Value {
    json!({ "edit": edits })
}

/// Amounts to cover, under a rule of coverage.
pub fn add_amounts_to(file: &mut VectorFile) {
    let supply = |list: &[Value]| edit(vec![entries(list)]);
    let shares = || book_entry("1000000");
    file.valid(
        "Normal",
        "payables add to the amount, tokens to be issued to the tokens",
        edit(vec![
            entries(&[
                shares(),
                payable("1250.75"),
                to_be_issued("500.5"),
                payable("0.000001"),
            ]),
            replace("/supply/value_per_token", "1.05"),
        ]),
    );
    file.valid(
        "Normal",
        "a payable before the tokens",
        supply(&[payable("1250.75"), shares()]),
    );
    file.valid(
        "Boundary",
        "payables and no tokens",
        supply(&[payable("7.77")]),
    );
    file.valid(
        "Boundary",
        "tokens to be issued and no others",
        supply(&[to_be_issued("7.77")]),
    );
    file.valid(
        "Boundary",
        "a payable of nothing changes no bound",
        supply(&[shares(), payable("0.00")]),
    );
    file.valid(
        "Boundary",
        "every token is excluded, and something is owed",
        supply(&[
            book_entry("5"),
            to_be_issued("1"),
            excluded("6"),
            payable("0.5"),
        ]),
    );
    file.refused(
        "supply-invalid",
        "Boundary",
        "payables are no tokens: more is excluded than there is",
        supply(&[book_entry("5"), excluded("6"), payable("100")]),
    );
    file.refused(
        "supply-invalid",
        "Boundary",
        "more is excluded than there is and will be",
        supply(&[book_entry("5"), to_be_issued("1"), excluded("6.000001")]),
    );
    file.refused(
        "supply-invalid",
        "Validity",
        "payables, and tokens that are owed nothing",
        edit(vec![
            entries(&[shares(), payable("1")]),
            replace("/supply/value_per_token", "0"),
        ]),
    );
    file.valid(
        "Rounding",
        "a hair of a payable rounds the bound up",
        supply(&[shares(), payable(&format!("0.{}1", "0".repeat(29)))]),
    );
    file.valid(
        "Rounding",
        "tokens and payables are added before anything is rounded",
        supply(&[book_entry("0.0000000000004"), payable("0.0000000000006")]),
    );
    file.refused(
        "program-invalid",
        "Overflow",
        "a payable of 78 digits",
        supply(&[shares(), payable(&"9".repeat(78))]),
    );
}

/// What each kind of rule makes of them.
pub fn add_rules_to(file: &mut VectorFile) {
    let besides = |rules: Value, list: &[Value]| {
        let mut all = vec![book_entry("1000000")];
        all.extend(list.iter().cloned());
        edit(vec![replace("/policy/rules", rules), entries(&all)])
    };
    let nav = |per_token: &str, band: &str| json!([{ "rule": "nav", "per_token": per_token, "band": band }]);
    let owed = [
        payable("1250000.00"),
        payable("8400.75"),
        to_be_issued("2500.5"),
    ];
    file.valid(
        "Normal",
        "nav: payables are taken off the assets",
        besides(nav("1.00", "0.005"), &owed),
    );
    file.valid(
        "Normal",
        "nav: payables are owed once, whatever the value per token",
        besides(nav("104.25", "0.01"), &owed),
    );
    file.valid(
        "Boundary",
        "nav: with a band as wide as the value, the assets still are no less than the payables",
        besides(nav("1.00", "1"), &owed),
    );
    file.valid(
        "Boundary",
        "nav: tokens worth nothing, so that the assets are the payables",
        besides(nav("0", "0.01"), &owed),
    );
    file.valid(
        "Boundary",
        "nav: a payable of nothing",
        besides(nav("1.00", "0.005"), &[payable("0")]),
    );
    for (comment, quantity, amount) in [
        (
            "nav: tokens and payables are added before anything is rounded",
            "7.77000000005",
            "0.00000000005",
        ),
        (
            "nav: a hair of a payable: the lower bound rounds up, the upper one down",
            "7.77",
            "0.000000000000000001",
        ),
    ] {
        file.valid(
            "Rounding",
            comment,
            edit(vec![
                replace("/policy/rules", nav("1.3333333333", "0.0777777")),
                entries(&[book_entry(quantity), payable(amount)]),
            ]),
        );
    }
    let liquid =
        |of: &str| json!([{ "rule": "liquid", "within_days": 7, "min_share": "0.3", "of": of }]);
    file.valid(
        "Normal",
        "liquid: payables are part of what is owed",
        besides(liquid("supply"), &owed),
    );
    file.valid(
        "Normal",
        "liquid: payables are no part of the assets",
        besides(liquid("assets"), &owed),
    );
    file.valid(
        "Normal",
        "stress: payables are covered after the shift too",
        besides(
            json!([coverage(), { "rule": "stress", "shift_bps": 100 }]),
            &owed,
        ),
    );
}
