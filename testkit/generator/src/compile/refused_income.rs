//! Income that makes no sense, and rules of income without what they speak of.

use serde_json::{json, Value};

use super::base::book_entry;
use super::income::{
    begins, changed, distributed, earned, edit, entries, of_income, one_more, repaid, AS_OF, NOTE,
    REPAID, REPAID_CUSIP,
};
use crate::vector_file::VectorFile;
use assay_testkit::patch::{add, remove, replace, Edit};

pub fn add_to(file: &mut VectorFile) {
    periods(file);
    rows(file);
    ends(file);
    names(file);
    without(file);
}

/// Refused as a book.
fn book(file: &mut VectorFile, flag: &str, comment: &str, edits: Vec<Edit>) {
    file.refused("book-invalid", flag, comment, edit(edits));
}

fn periods(file: &mut VectorFile) {
    book(
        file,
        "Boundary",
        "a period that begins when the book is true",
        begins(AS_OF),
    );
    book(
        file,
        "Validity",
        "a period that begins after the book",
        begins("2026-11-21T00:00:00Z"),
    );
}

fn rows(file: &mut VectorFile) {
    let flag = "Validity";
    book(
        file,
        flag,
        "income without a row",
        vec![
            replace("/book/income/rows", json!([])),
            replace("/book/custodians", json!(["north", "east"])),
        ],
    );
    book(
        file,
        flag,
        "a custodian that is in neither list of rows",
        vec![remove("/book/income/rows/5")],
    );
    book(
        file,
        flag,
        "income of a custodian that is not listed",
        vec![one_more(repaid(
            "south",
            "repo:other",
            "0.001",
            "2026-11-16",
        ))],
    );
    for (comment, per_unit) in [
        ("income of zero", "0"),
        ("income of zero with places", "0.000"),
    ] {
        book(file, flag, comment, vec![changed(0, "per_unit", per_unit)]);
    }
    book(
        file,
        "Boundary",
        "nineteen quantity decimals of what was repaid",
        vec![changed(3, "quantity_decimals", 19)],
    );
    book(
        file,
        flag,
        "other quantity decimals than the row that is held",
        vec![changed(0, "quantity_decimals", 3)],
    );
    book(
        file,
        "Boundary",
        "one row of income more than the shape has room for",
        vec![
            replace("/book/shape", json!({ "k": 5, "rules": 5 })),
            one_more(repaid("harbor", "repo:other", "0.001", "2026-11-16")),
        ],
    );
}

fn ends(file: &mut VectorFile) {
    let until = |day: &str| vec![changed(3, "until", day)];
    for (flag, comment, day) in [
        (
            "Boundary",
            "repaid on the day on which the period begins",
            "2026-10-30",
        ),
        ("Validity", "repaid before the period", "2026-10-29"),
        ("Boundary", "repaid on the day after the book", "2026-11-21"),
    ] {
        book(file, flag, comment, until(day));
    }
    book(
        file,
        "Calendar",
        "repaid on the day of which the period has the last second",
        vec![replace("/book/income/since", "2026-11-12T23:59:59Z")],
    );
    book(
        file,
        "Validity",
        "held and repaid",
        vec![add("/book/income/rows/0/until", "2026-11-12")],
    );
    book(
        file,
        "Validity",
        "neither held nor repaid",
        vec![remove("/book/income/rows/3/until")],
    );
    book(
        file,
        "Validity",
        "held by another custodian, and not repaid",
        vec![one_more(earned("harbor", "bill-13", "0.0023"))],
    );
}

fn names(file: &mut VectorFile) {
    let flag = "Validity";
    book(
        file,
        flag,
        "income of a row twice",
        vec![one_more(earned("north", "bill-13", "0.0024"))],
    );
    book(
        file,
        flag,
        "income of what was repaid twice, by two names",
        vec![one_more(repaid(
            "north",
            REPAID_CUSIP,
            "0.0011",
            "2026-11-12",
        ))],
    );
    book(
        file,
        flag,
        "income by another name than that of the row that is held",
        vec![changed(1, "instrument", &NOTE[2..11])],
    );
    book(
        file,
        flag,
        "other income of a security at another custodian",
        vec![changed(2, "per_unit", "-0.00011")],
    );
    book(
        file,
        flag,
        "income of a security above zero at one custodian and below at another",
        vec![changed(2, "per_unit", "0.00012")],
    );
    book(
        file,
        flag,
        "other income of a security that was repaid, by two names",
        vec![one_more(repaid(
            "harbor",
            &REPAID.to_lowercase(),
            "0.0012",
            "2026-11-12",
        ))],
    );
}

fn without(file: &mut VectorFile) {
    let flag = "Validity";
    let mut refused = |code, comment: &str, edits| {
        file.refused(code, flag, comment, edit(edits));
    };
    refused(
        "program-invalid",
        "a rule of income, and a book that lists none",
        vec![
            remove("/book/income"),
            replace("/book/custodians", json!(["north", "east"])),
        ],
    );
    let silent = || entries(&[book_entry("1000000")]);
    refused(
        "program-invalid",
        "a rule of income, and a supply that does not say what was distributed",
        vec![silent()],
    );
    refused(
        "program-invalid",
        "a second rule alone speaks of income, and nothing says what was distributed",
        vec![
            silent(),
            add(
                "/policy/rules/0",
                json!({ "rule": "coverage", "min_ratio": "1" }),
            ),
        ],
    );
    refused(
        "supply-invalid",
        "nothing says what was distributed, and tokens are owed nothing",
        vec![silent(), replace("/supply/value_per_token", "0")],
    );
    refused(
        "policy-invalid",
        "a least ratio of zero",
        vec![replace("/policy/rules", json!([of_income("0.00")]))],
    );
    refused(
        "supply-invalid",
        "distributions are no tokens: more is excluded than there is",
        vec![entries(&[
            book_entry("5"),
            distributed("10"),
            json!({ "entry": "excluded", "reason": "held by the issuer", "quantity": "6" }),
        ])],
    );
    let huge: Value = distributed(&"9".repeat(78));
    file.refused(
        "program-invalid",
        "Overflow",
        "a distribution of 78 digits",
        edit(vec![entries(&[book_entry("1000000"), huge])]),
    );
}
