//! What cannot be planned, and what is warned of.

use serde_json::json;

use crate::disclose::fund::Fund;
use crate::support::{file, refused};

#[test]
fn refusals() {
    let fund = Fund::new(2_500, 7_500);
    let at = |name: &str| fund.test_dir.out(name);
    let plan = |more: &[&str], expected: &[&str]| {
        let run = fund.plan(more);
        assert_eq!(run.code, 2, "{more:?}: {}", run.stdout);
        for text in expected {
            assert!(run.stderr.contains(text), "{text}\n{}", run.stderr);
        }
        assert!(!fund.test_dir.files().contains(&"banded.json".to_string()));
    };
    plan(
        &["--category", "bill,gold"],
        &["--category", "expected kinds among bill, note"],
    );
    plan(
        &["--category", "bill", "--category", "bill"],
        &["--category: kind bill is in two categories"],
    );
    plan(
        &["--category", "token"],
        &["book.json: the book has no row of kind token"],
    );
    plan(
        &["--share-width", "0.03"],
        &["expected a width below 1 that divides 1"],
    );
    plan(&["--days-width", "0"], &["--days-width"]);
    let (book, policy, out) = (at("book.json"), at("policy.json"), at("banded.json"));
    let (north, east) = (at("north.opening.json"), at("east.opening.json"));
    let base = ["disclose", "plan", "--book", &book, "--policy", &policy];
    let with = |more: &[&str], expected: &[&str]| refused(&[&base[..], more].concat(), expected);
    with(
        &["--opening", &north, "--out", &out],
        &["custodian east: expected one opening, found none"],
    );
    let twice = [
        "--opening",
        &north,
        "--opening",
        &east,
        "--opening",
        &east,
        "--out",
        &out,
    ];
    with(&twice, &["custodian east: expected one opening, found two"]);
    let demos = file("northbank.opening.json");
    with(
        &["--opening", &demos, "--out", &out],
        &["northbank.opening.json: "],
    );
    with(
        &["--opening", &north, "--opening", &east, "--out", &north],
        &["is an input of this command"],
    );
    with(
        &[
            "--opening",
            &north,
            "--opening",
            &east,
            "--out",
            &policy,
            "--force",
        ],
        &["is an input of this command"],
    );
    // Bands on top of bands.
    assert_eq!(fund.plan(&[]).code, 0);
    let again = [
        "disclose",
        "plan",
        "--book",
        &book,
        "--policy",
        &out,
        "--opening",
        &north,
        "--opening",
        &east,
        "--out",
    ];
    let second = at("second.json");
    refused(
        &[&again[..], &[&second]].concat(),
        &["banded.json: rule 1 of the policy is a share rule already"],
    );
    let nothing = Fund::new(0, 0);
    let run = nothing.plan(&[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("hold nothing at all"), "{}", run.stderr);

    // Neither a report nor a plan; a report without a registry; no report.
    refused(&["disclose"], &["--registry"]);
    refused(&["disclose", &out], &["--registry"]);
    refused(
        &["disclose", "no.json", "--registry", &file("registry.json")],
        &["no.json: cannot read"],
    );
}

#[test]
fn warnings() {
    let liquid = json!({ "rule": "liquid", "within_days": 1, "min_share": "0", "of": "assets" });
    let fund = Fund::new(2_500, 7_500);
    // With 2 and 2 for bills and 2 for cash.
    for (others, expected) in [
        (1, ""),
        (2, "warning: 9 inequalities, but the book's shape (8, 8) has 8: this policy cannot be proved with this book; shape (10, 16) has room: make the book again with --shape 10,16"),
        (26, "warning: 33 inequalities, but the book's shape (8, 8) has 8: this policy cannot be proved with this book; no standard shape has room: put kinds together with --category"),
    ] {
        fund.policy("policy.json", json!(vec![&liquid; others]));
        let run = fund.plan(&[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert_eq!(run.stderr.contains("warning"), !expected.is_empty());
    }
    // One inequality at an end of the range, where other holdings would have two.
    let fund = Fund::new(0, 10_000);
    fund.policy("policy.json", json!(vec![&liquid; 2]));
    let run = fund.plan(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("5 inequalities in all, at most 9"),
        "{}",
        run.stdout
    );
    let note = "note: other holdings may need up to 9 inequalities, the book's shape (8, 8) has 8; shape (10, 16) has room";
    assert!(run.stderr.contains(note), "{}", run.stderr);

    let rules = json!({ "assay": "v1", "kind": "policy", "name": "x", "status": "proposed", "rules": [liquid] });
    fund.test_dir.write("policy.json", &rules.to_string());
    let run = fund.plan(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("warning: without a coverage or nav rule an empty reserve obeys every band"),
        "{}",
        run.stderr
    );
}
