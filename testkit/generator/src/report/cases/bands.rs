//! Cases of the report with bands. Added later: they come last, so that the others keep their numbers.

use serde_json::json;

use super::list::List;
use crate::report::bands::NAME;
use assay_testkit::patch::{add, remove, replace, Edit};

pub fn add_to(list: &mut List) {
    list.valid(
        NAME,
        "Normal",
        "bands of shares and tenors, and countries",
        vec![],
    );
    let rule = |at: &str| format!("/report/policy/rules/{at}");
    let mut bad = |code, flag, comment: &str, edit: Edit| {
        list.push(NAME, flag, comment, Some(code), vec![edit]);
    };
    let tags = "proof-tags";
    bad(
        tags,
        "Binding",
        "a narrower band of shares",
        replace(&rule("1/max"), "0.649"),
    );
    bad(
        tags,
        "Binding",
        "another band of tenors",
        replace(&rule("2/min_days"), 20),
    );
    bad(
        tags,
        "Binding",
        "the share of a country given for that of another",
        replace(&rule("3/of/countries/0"), "GB"),
    );
    bad(
        tags,
        "Binding",
        "a group without one of its kinds",
        remove(&rule("4/of/kinds/1")),
    );
    bad(
        "attestation-book",
        "Attestation",
        "a custodian in another country",
        replace("/report/book/countries/northbank", "FR"),
    );
    let flag = "Statement";
    bad(
        "policy-invalid",
        flag,
        "a band that ends before it begins",
        replace(&rule("1/max"), "0.59"),
    );
    bad(
        "policy-invalid",
        flag,
        "a tenor that ends before it begins",
        replace(&rule("2/max_days"), 29),
    );
    bad(
        "policy-invalid",
        flag,
        "a share of everything",
        replace(&rule("1/of"), json!({})),
    );
    bad(
        "book-invalid",
        flag,
        "a country of a stranger",
        add("/report/book/countries/southbank", "US"),
    );
    bad(
        "book-invalid",
        flag,
        "a custodian without country",
        remove("/report/book/countries/eastcustody"),
    );
    bad(
        "program-invalid",
        flag,
        "bands of a country, and a book that tells none",
        remove("/report/book/countries"),
    );
    bad(
        "malformed",
        "Strict",
        "a country in lower case",
        replace("/report/book/countries/northbank", "us"),
    );
    bad(
        "program-invalid",
        flag,
        "a ninth inequality: a share with a least",
        replace(&rule("4/min"), "0.05"),
    );
}
