//! `assay book --since`: the income of a period.

use assay_statement::Date;
use serde_json::Value;

use crate::support::{assay, file, read, refused, Run, TestDir};

const SUBJECT: &str = "eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec";

/// A week after the demo's book: the same prices, and this custodians file, earlier book, and more.
fn week_later(custodians: &str, since: &str, out: &str, more: &[&str]) -> Vec<String> {
    let prices = file("prices.csv");
    let mut args = vec!["book", "--prices", &prices, "--prices-date", "2026-11-27"];
    args.extend(["--as-of", "2026-11-27T22:00:00Z", "--subject", SUBJECT]);
    args.extend(["--custodians", custodians, "--since", since]);
    args.extend(["--out", out, "--force"]);
    args.extend(more);
    args.into_iter().map(Into::into).collect()
}

fn run(args: &[String]) -> Run {
    assay(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

fn refused_with(args: &[String], expected: &[&str]) {
    refused(
        &args.iter().map(String::as_str).collect::<Vec<_>>(),
        expected,
    );
}

/// The demo's custodians file, in which northbank's cash earned something.
fn with_income(test_dir: &TestDir, instrument: &str, since: &str) -> String {
    let income =
        serde_json::json!([{ "instrument": instrument, "since": since, "per_unit": "0.000712" }]);
    test_dir.changed("custodians.json", |custodians| {
        custodians["custodians"][0]["income"] = income;
    })
}

#[test]
fn a_book_says_what_was_earned_since_an_earlier_one() {
    let test_dir = TestDir::new();
    let (earlier, out) = (file("book.json"), test_dir.out("book.json"));
    let custodians = with_income(&test_dir, "cash:operating", "2026-11-20T22:00:00Z");
    let made = run(&week_later(&custodians, &earlier, &out, &["--json"]));
    assert_eq!(made.code, 0, "{}", made.stderr);
    let summary: Value = serde_json::from_str(&made.stdout).unwrap();
    let book: Value = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
    let income = &book["income"];
    assert_eq!(income["since"], "2026-11-20T22:00:00Z");
    assert_eq!(income["book"], summary["income"]["book"]);
    let rows = income["rows"].as_array().unwrap();
    assert_eq!(
        summary["income"]["rows"].as_array().unwrap().len(),
        rows.len()
    );
    // Each row of the earlier book has income, or a reason why it has none.
    let without = summary["income"]["without"].as_array().unwrap();
    let all: Value = serde_json::from_str(&read("book.json")).unwrap();
    assert_eq!(
        rows.len() + without.len(),
        all["rows"].as_array().unwrap().len()
    );
    let cash = rows
        .iter()
        .find(|row| row["instrument"] == "cash:operating");
    assert_eq!(cash.unwrap()["per_unit"], "0.000712");
    let why = "nothing public says what it earned; \"income\" of the custodians file may";
    let settlement = without
        .iter()
        .find(|row| row["instrument"] == "cash:settlement");
    assert_eq!(settlement.unwrap()["why"], why);
    // Every bill that is still there earned seven days of its discount.
    let earlier_rows = all["rows"].as_array().unwrap();
    let mut bills = 0;
    for row in rows.iter().filter(|row| row.get("until").is_none()) {
        let same = |other: &&Value| {
            ["custodian", "instrument"]
                .iter()
                .all(|name| other[*name] == row[*name])
        };
        let held = earlier_rows.iter().find(same).unwrap();
        if held["kind"] == "bill" {
            let earned = seven_days(
                held["price"].as_str().unwrap(),
                held["maturity"].as_str().unwrap(),
            );
            assert_eq!(twelfth(row["per_unit"].as_str().unwrap()), earned, "{row}");
            bills += 1;
        }
    }
    assert!(bills > 10, "{bills}");

    let said = run(&week_later(&custodians, &earlier, &out, &[])).stdout;
    let first = format!(
        "  income of {} rows since 2026-11-20T22:00:00Z, of book ",
        rows.len()
    );
    assert!(
        said.contains(&first) && said.contains(&format!(" without income, {why}: cash:")),
        "{said}"
    );
    let inspected = assay(&["inspect", &out]);
    assert!(
        inspected.stdout.contains("since 2026-11-20T22:00:00Z"),
        "{}",
        inspected.stdout
    );
}

/// A decimal below ten in units of the twelfth decimal.
fn twelfth(decimal: &str) -> u128 {
    let (whole, rest) = decimal.split_once('.').unwrap_or((decimal, ""));
    format!("{whole}{rest:0<12}").parse().unwrap()
}

/// Seven days of the discount of a bill, from 20 November 2026 on.
fn seven_days(price: &str, maturity: &str) -> u128 {
    let [since, maturity] = ["2026-11-20", maturity].map(|day| day.parse::<Date>().unwrap());
    let left = since.days_until(maturity);
    (twelfth("1") - twelfth(price)) * 7 / u128::try_from(left).unwrap()
}

#[test]
fn the_rule_yield_needs_an_earlier_book() {
    let test_dir = TestDir::new();
    let (earlier, out, custodians) = (
        file("book.json"),
        test_dir.out("b"),
        file("custodians.json"),
    );
    let policy = test_dir.write(
        "yield.json",
        r#"{"assay":"v1","kind":"policy","name":"Yield","status":"proposed","rules":[{"rule":"yield","min_ratio":"1"}]}"#,
    );
    let args = week_later(&custodians, &earlier, &out, &["--policy", &policy]);
    let made = run(&args);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let without: Vec<String> = args
        .iter()
        .filter(|arg| **arg != "--since" && **arg != earlier)
        .cloned()
        .collect();
    refused_with(&without, &["income"]);
}

#[test]
fn what_is_not_of_the_period_is_refused_with_its_place() {
    let test_dir = TestDir::new();
    let (earlier, out) = (file("book.json"), test_dir.out("b"));
    let made = |custodians: &str, since: &str| week_later(custodians, since, &out, &[]);
    let old = with_income(&test_dir, "cash:operating", "2026-11-13T22:00:00Z");
    refused_with(
        &made(&old, &earlier),
        &["custodians.json: custodian northbank: income[0]: since: expected 2026-11-20T22:00:00Z, the time of the earlier book, found 2026-11-13T22:00:00Z"],
    );
    let unheld = with_income(&test_dir, "cash:other", "2026-11-20T22:00:00Z");
    refused_with(
        &made(&unheld, &earlier),
        &["custodians.json: custodian northbank: income[0]: instrument: expected a row that the earlier book has", "found cash:other"],
    );
    let custodians = file("custodians.json");
    let later = test_dir.out("later.json");
    let same_day = run(&week_later(&custodians, &earlier, &later, &[]));
    assert_eq!(same_day.code, 0, "{}", same_day.stderr);
    refused_with(
        &made(&custodians, &later),
        &["later.json: as_of: expected a time before 2026-11-27T22:00:00Z, that of the book to be made, found 2026-11-27T22:00:00Z"],
    );
    let other = test_dir.changed("book.json", |book| book["subject"] = "fund:y".into());
    refused_with(
        &made(&custodians, &other),
        &[
            "book.json: subject: expected eip155:1/erc20:0x7712",
            "found fund:y",
        ],
    );
    let broken = test_dir.changed("book.json", |book| {
        book["rows"][0]["custodian"] = "nobody".into()
    });
    refused_with(&made(&custodians, &broken), &["book.json: ", "nobody"]);
    refused_with(
        &made(&custodians, &custodians),
        &["custodians.json: ", "book"],
    );
    assert!(!std::path::Path::new(&out).exists());
}
