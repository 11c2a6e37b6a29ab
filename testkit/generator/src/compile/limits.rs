//! The limits that keep integers from wrapping, and those of shapes.

use num_bigint::BigUint;
use serde_json::{json, Value};

use crate::vector_file::VectorFile;
use assay_testkit::json::row;
use assay_testkit::patch::{replace, Edit};

pub fn add_to(file: &mut VectorFile) {
    bounds(file);
    multipliers(file);
    shapes(file);
}

fn coverage() -> Value {
    json!({ "rule": "coverage", "min_ratio": "1" })
}

fn edit(edits: &[Edit]) -> Value {
    json!({ "edit": edits })
}

/// One row worth 1 at scale 0, `raw` tokens worth 1 each, one rule.
fn plain(raw: &BigUint, rule: Value) -> Value {
    let mut fund = row("north", "fund", "fund", "1");
    fund["quantity_decimals"] = 0.into();
    let chain = json!({
        "entry": "chain", "chain": "eip155:1", "token": "t", "block": 1, "block_hash": "0x01", "raw": raw.to_string(),
        "decimals": 0,
    });
    edit(&[
        replace("/book/custodians", json!(["north"])),
        replace("/book/rows", vec![fund]),
        replace("/supply/entries", vec![chain]),
        replace("/policy/rules", vec![rule]),
    ])
}

fn bounds(file: &mut VectorFile) {
    let flag = "Overflow";
    let two_176 = BigUint::from(1u8) << 176u32;
    let largest = &two_176 - 1u8;
    // The denominator of haircuts is 10^4: this ratio leaves the amount itself.
    let covered = json!({ "rule": "coverage", "min_ratio": "0.0001" });
    file.valid(
        flag,
        "a bound of 2^176 - 1",
        plain(&largest, covered.clone()),
    );
    file.refused(
        "program-invalid",
        flag,
        "a bound of 2^176",
        plain(&two_176, covered),
    );
    // The lower bound is zero, the upper one twice half the tokens.
    let band = json!({ "rule": "nav", "per_token": "0.5", "band": "1" });
    file.valid(
        flag,
        "a bound of -(2^176 - 1)",
        plain(&largest, band.clone()),
    );
    file.refused(
        "program-invalid",
        flag,
        "a bound of -2^176",
        plain(&two_176, band),
    );
    let huge = BigUint::from(10u8).pow(77);
    file.refused(
        "program-invalid",
        flag,
        "a bound beyond 192 bits",
        plain(&huge, coverage()),
    );
}

fn multipliers(file: &mut VectorFile) {
    let flag = "Overflow";
    let limit = |days: u32| json!({ "rule": "maturity", "wam_max_days": days });
    let one = BigUint::from(1u8);
    file.valid(
        flag,
        "a multiplier of 2^31 - 1",
        plain(&one, limit(i32::MAX as u32)),
    );
    file.refused(
        "program-invalid",
        flag,
        "a multiplier of 2^31",
        plain(&one, limit(1 << 31)),
    );
    file.refused(
        "program-invalid",
        flag,
        "a multiplier of 2^32 - 1, which 32 bits hold",
        plain(&one, limit(u32::MAX)),
    );
}

/// A book of `count` rows of one custodian in shape (4, 2), which has three, under these rules.
fn small(count: usize, rules: Value) -> Value {
    let rows: Vec<Value> = (0..count)
        .map(|i| row("north", &format!("fund-{i}"), "fund", "1"))
        .collect();
    edit(&[
        replace("/book/shape", json!({ "k": 4, "rules": 2 })),
        replace("/book/custodians", json!(["north"])),
        replace("/book/rows", rows),
        replace("/policy/rules", rules),
    ])
}

fn shapes(file: &mut VectorFile) {
    let flag = "Boundary";
    let nav = json!({ "rule": "nav", "per_token": "1", "band": "0.01" });
    file.valid(
        flag,
        "as many rows as the shape has",
        small(3, json!([coverage()])),
    );
    file.refused(
        "book-invalid",
        flag,
        "a row more than the shape has",
        small(4, json!([coverage()])),
    );
    file.valid(
        flag,
        "as many inequalities as the shape has",
        small(1, json!([nav])),
    );
    file.refused(
        "program-invalid",
        flag,
        "an inequality more than the shape has",
        small(1, json!([nav, coverage()])),
    );
    file.refused(
        "malformed",
        flag,
        "a shape without rows",
        edit(&[replace("/book/shape", json!({ "k": 4, "rules": 3 }))]),
    );
    file.refused(
        "book-invalid",
        "Validity",
        "one row twice",
        edit(&[replace("/book/rows/7/instrument", "other-token")]),
    );
    file.refused(
        "book-invalid",
        "Validity",
        "a custodian without a row",
        edit(&[replace(
            "/book/custodians",
            json!(["north", "east", "harbor", "idle"]),
        )]),
    );
    file.refused(
        "book-invalid",
        "Validity",
        "a row of somebody else",
        edit(&[replace("/book/rows/9/custodian", "stranger")]),
    );
    file.valid(
        "Normal",
        "custodians in another order: other indices",
        edit(&[replace(
            "/book/custodians",
            json!(["harbor", "north", "east"]),
        )]),
    );
    file.valid(
        "Normal",
        "one instrument at two custodians",
        edit(&[replace("/book/rows/7/instrument", "bill-13")]),
    );
}
