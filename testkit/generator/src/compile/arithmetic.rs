//! Scale, row values, amounts to cover, days.

use serde_json::{json, Value};

use super::base::{book_entry, dated};
use crate::vector_file::VectorFile;
use assay_testkit::json::{owed, row};
use assay_testkit::patch::{add, remove, replace, Edit};

pub fn add_to(file: &mut VectorFile) {
    scale(file);
    amounts(file);
    roundings(file);
    days(file);
}

fn edit(edits: &[Edit]) -> Value {
    json!({ "edit": edits })
}

/// A book of one custodian with these rows; the price of each is what matters.
fn rows(list: &[(&str, u8)]) -> Vec<Edit> {
    let rows: Vec<Value> = list
        .iter()
        .enumerate()
        .map(|(i, (price, decimals))| {
            let mut row = row("north", &format!("fund-{i}"), "fund", price);
            row["quantity_decimals"] = (*decimals).into();
            row
        })
        .collect();
    vec![
        replace("/book/custodians", json!(["north"])),
        replace("/book/rows", rows),
    ]
}

fn scale(file: &mut VectorFile) {
    let flag = "Normal";
    file.valid(flag, "ten rows, one coverage rule", edit(&[]));
    file.valid(
        flag,
        "prices and quantities without decimals: scale 0",
        edit(&rows(&[("1", 0), ("1000", 0)])),
    );
    file.valid(
        flag,
        "zeros at the end of a price do not count for the scale",
        edit(&rows(&[("1.500000", 2), ("1.5", 3)])),
    );
    file.valid(
        flag,
        "the scale is the largest sum of decimals of one row, not the sum of the largest",
        edit(&rows(&[("1.123456", 0), ("1", 6), ("1.1", 4)])),
    );
    file.valid(
        flag,
        "two rows worth the same, spelled in different decimals",
        edit(&rows(&[("0.01", 0), ("1", 2)])),
    );
    file.valid(
        "Boundary",
        "eighteen quantity decimals",
        edit(&rows(&[("1.23", 18)])),
    );
    file.valid(
        "Boundary",
        "the smallest price: thirty digits after the point",
        edit(&rows(&[(&format!("0.{}1", "0".repeat(29)), 0)])),
    );
    file.refused(
        "book-invalid",
        "Boundary",
        "nineteen quantity decimals",
        edit(&rows(&[("1.23", 19)])),
    );
    file.refused(
        "book-invalid",
        "Validity",
        "a price of zero with decimals",
        edit(&rows(&[("1", 0), ("0.000", 0)])),
    );
    file.valid(
        "Overflow",
        "a row value of 2^64 - 1",
        edit(&rows(&[("18446744073709551615", 0)])),
    );
    file.refused(
        "program-invalid",
        "Overflow",
        "a row value of 2^64",
        edit(&rows(&[("18446744073709551616", 0)])),
    );
    file.valid(
        "Overflow",
        "a row value of 2^64 - 1 by the decimals of another row",
        edit(&rows(&[("184467440737095516.15", 0), ("1", 2)])),
    );
    file.refused(
        "program-invalid",
        "Overflow",
        "a row value of 10^20 by the decimals of another row",
        edit(&rows(&[("100", 0), ("1", 18)])),
    );
}

fn chain(name: &str, raw: &str, decimals: u8) -> Value {
    json!({
        "entry": "chain", "chain": "eip155:1", "token": name, "block": 1, "block_hash": "0x01", "raw": raw,
        "decimals": decimals,
    })
}

fn entries(list: &[Value]) -> Value {
    edit(&[replace("/supply/entries", list.to_vec())])
}

fn less(quantity: &str) -> Value {
    json!({ "entry": "excluded", "reason": "held by the issuer", "quantity": quantity })
}

fn amounts(file: &mut VectorFile) {
    let pending = json!({ "entry": "pending_redemptions", "quantity": "20.5" });
    let all = [
        chain("a", "1000000001", 6),
        chain("b", "7", 0),
        book_entry("300"),
        pending,
        less("0.000001"),
    ];
    file.valid(
        "Normal",
        "chains, shares, redemptions, exclusions",
        entries(&all),
    );
    file.valid(
        "Normal",
        "one token on two chains",
        edit(&[
            replace(
                "/supply/entries",
                vec![chain("a", "5", 0), chain("a", "6", 0)],
            ),
            replace("/supply/entries/1/chain", "eip155:10"),
        ]),
    );
    file.valid(
        "Normal",
        "a value per token that is not one",
        edit(&[replace("/supply/value_per_token", "104.2531")]),
    );
    file.valid(
        "Boundary",
        "everything is excluded: nothing to cover",
        entries(&[book_entry("5.0"), less("5")]),
    );
    file.refused(
        "supply-invalid",
        "Boundary",
        "a little more is excluded than there is",
        entries(&[book_entry("5"), less("5.000001")]),
    );
    file.valid(
        "Boundary",
        "an exclusion listed before what it is taken from",
        entries(&[less("5"), book_entry("8")]),
    );
    file.valid(
        "Boundary",
        "thirty-six token decimals",
        entries(&[chain("a", &format!("1{}", "0".repeat(36)), 36)]),
    );
    file.refused(
        "supply-invalid",
        "Boundary",
        "thirty-seven token decimals",
        entries(&[chain("a", &format!("1{}", "0".repeat(37)), 37)]),
    );
    file.refused(
        "supply-invalid",
        "Validity",
        "a token twice",
        entries(&[chain("a", "5", 0), chain("a", "5", 0)]),
    );
    file.refused("supply-invalid", "Validity", "no entry", entries(&[]));
    file.refused(
        "supply-invalid",
        "Validity",
        "a value per token of zero with decimals",
        edit(&[replace("/supply/value_per_token", "0.00")]),
    );
    for (field, value) in [
        ("subject", "fund:other"),
        ("as_of", "2026-11-20T21:59:59Z"),
        ("currency", "EUR"),
    ] {
        file.refused(
            "supply-invalid",
            "Validity",
            &format!("a supply of another {}", field.replace('_', "-")),
            edit(&[replace(&format!("/supply/{field}"), value)]),
        );
    }
}

/// One unit of quantity is worth a cent; the coverage rule's bound is in hundredths of a cent's hundredths.
fn in_cents(quantity: &str, ratio: &str) -> Value {
    let mut edits = rows(&[("1", 2)]);
    edits.push(replace("/supply/entries", vec![book_entry(quantity)]));
    edits.push(replace("/policy/rules/0/min_ratio", ratio));
    edit(&edits)
}

fn roundings(file: &mut VectorFile) {
    let flag = "Rounding";
    file.valid(
        flag,
        "a bound that is an integer: nothing is added",
        in_cents("0.000001", "1"),
    );
    file.valid(
        flag,
        "the smallest amount rounds up to one",
        in_cents(&format!("0.{}1", "0".repeat(29)), "1"),
    );
    file.valid(
        flag,
        "a hair below an integer rounds up to it",
        in_cents("0.0000019999999999", "1"),
    );
    file.valid(
        flag,
        "a hair above an integer rounds up to the next",
        in_cents("0.0000010000000001", "1"),
    );
    file.valid(
        flag,
        "rounded once, after everything is multiplied",
        in_cents("0.3333333", "1.0000001"),
    );
    file.valid(
        flag,
        "more digits than a double holds",
        in_cents("90071992547409.930001", "1"),
    );
}

fn bill(maturity: &str) -> Vec<Edit> {
    vec![
        replace("/book/custodians", json!(["north"])),
        replace(
            "/book/rows",
            vec![dated("north", "bill", "bill", "1", maturity)],
        ),
        replace(
            "/policy/rules",
            json!([{ "rule": "maturity", "wam_max_days": 0 }]),
        ),
    ]
}

/// A bill of this maturity in a book of this time; the multiplier is minus the days left.
fn at(as_of: &str, maturity: &str) -> Value {
    let mut edits = bill(maturity);
    edits.push(replace("/book/as_of", as_of));
    edits.push(replace("/supply/as_of", as_of));
    edit(&edits)
}

fn days(file: &mut VectorFile) {
    let flag = "Calendar";
    let cases = [
        (
            "repaid on the day of the book: no days left",
            "2026-11-20T00:00:01Z",
            "2026-11-20",
        ),
        (
            "repaid the next day, a second later",
            "2026-11-20T23:59:59Z",
            "2026-11-21",
        ),
        (
            "over the leap day of 2028",
            "2028-02-28T12:00:00Z",
            "2028-03-01",
        ),
        (
            "over the end of February 2027",
            "2027-02-28T12:00:00Z",
            "2027-03-01",
        ),
        ("2100 has no leap day", "2100-02-28T12:00:00Z", "2100-03-01"),
        (
            "thirty years, with eight leap days",
            "2026-11-15T22:00:00Z",
            "2056-11-15",
        ),
        (
            "from the first to the last day that can be written",
            "0000-01-01T00:00:00Z",
            "9999-12-31",
        ),
    ];
    for (comment, as_of, maturity) in cases {
        file.valid(flag, comment, at(as_of, maturity));
    }
    file.refused(
        "book-invalid",
        flag,
        "repaid on the day before",
        edit(&bill("2026-11-19")),
    );
    let no_maturity = |kind: &str| {
        let mut edits = bill("2026-12-03");
        edits.push(replace("/book/rows/0/kind", kind));
        edits
    };
    for kind in ["note", "bond", "tips", "frn"] {
        let mut edits = no_maturity(kind);
        edits.push(remove("/book/rows/0/maturity"));
        file.refused(
            "book-invalid",
            "Validity",
            &format!("a {kind} without maturity"),
            edit(&edits),
        );
    }
    for kind in ["fund", "token"] {
        file.refused(
            "book-invalid",
            "Validity",
            &format!("a {kind} with a maturity"),
            edit(&no_maturity(kind)),
        );
    }
    let mut repo = no_maturity("repo");
    file.refused(
        "book-invalid",
        "Validity",
        "a repo that nobody owes",
        edit(&repo),
    );
    repo.push(add("/book/rows/0/institution", "coastal-bank"));
    file.valid("Normal", "a repo that somebody owes", edit(&repo));
    let owned = owed(
        dated("north", "bill", "bill", "1", "2026-12-03"),
        "treasury",
    );
    file.valid(
        "Normal",
        "a bill that names its issuer",
        edit(&[
            replace("/book/custodians", json!(["north"])),
            replace("/book/rows", vec![owned]),
        ]),
    );
}
