//! `assay commit` on statements of several days.

use serde_json::json;

use super::fund::{sample, Fund, EARLIER};
use crate::support::{assay, refused};

/// What is written, or refused with all of these.
#[track_caller]
fn refuses(fund: &Fund, more: &[&str], expected: &[&str]) {
    let all = fund.arguments(more);
    refused(
        &all.iter().map(String::as_str).collect::<Vec<_>>(),
        expected,
    );
}

#[test]
fn the_least_of_both_days_is_committed_to_and_the_most_of_a_loss() {
    let fund = Fund::new();
    let run = fund.commit(&["--earlier-holdings", &fund.path("earlier.csv")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let expected = ["100000000", "70000000", "200000", "490000025"];
    assert_eq!(fund.throughout(), expected);
    let text = "northbank commits to 5 rows of the book, from 5 account lines\n  \
        and to 4 rows of its income, the least of each day, or the most where it is below zero\n    \
        2026-10-20  from 5 account lines\n                \
        passed over: 2 of instruments without income\n    \
        2026-11-20  as above\n  commitment ";
    assert!(run.stdout.starts_with(text), "{}", run.stdout);
    let public = format!("{}{}", run.stdout, run.stderr);
    for secret in ["op", "sold", "600000", "1000000", "490000025"] {
        let word = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric())
                .any(|w| w == secret)
        };
        assert!(!word(&public), "{secret} in {public}");
    }
}

/// The same number from the earlier day in one file or several, in whatever order.
#[test]
fn a_day_may_have_several_files() {
    let fund = Fund::new();
    let (header, lines) = EARLIER.split_once('\n').unwrap();
    let (first, second) = lines.split_at(lines.find("10-1,US912797SE80").unwrap());
    let one = fund.test_dir.write("1.csv", &format!("{header}\n{first}"));
    let two = fund.test_dir.write("2.csv", &format!("{header}\n{second}"));
    let run = fund.commit(&["--earlier-holdings", &two, "--earlier-holdings", &one]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let expected = ["100000000", "70000000", "200000", "490000025"];
    assert_eq!(fund.throughout(), expected);
}

#[test]
fn days_between_count_until_repayment() {
    let fund = Fund::new();
    let earlier = fund.path("earlier.csv");
    let day = |day: &str, bill: &str, repaid: &str| {
        let name = format!("{day}.csv");
        let list = EARLIER
            .replace(
                "10-2,US912797SB42,400000",
                &format!("10-2,US912797SB42,{bill}"),
            )
            .replace("US912797SE80,2000", &format!("US912797SE80,{repaid}"));
        format!("{day}={}", fund.test_dir.write(&name, &list))
    };
    let before = day("2026-11-09", "100000", "1500.25");
    let after = day("2026-11-10", "50000", "0");
    let options = |days: &[&str]| {
        let mut all = vec!["--earlier-holdings", &earlier];
        days.iter()
            .for_each(|day| all.extend(["--holdings-between", *day]));
        let run = fund.commit(&all);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    options(&[&before]);
    let expected = ["70000000", "70000000", "150025", "490000025"];
    assert_eq!(fund.throughout(), expected);
    // In any order; of what was repaid on the tenth, that day says nothing.
    let text = options(&[&after, &before]);
    let expected = ["65000000", "70000000", "150025", "490000025"];
    assert_eq!(fund.throughout(), expected);
    let days = ["2026-10-20", "2026-11-09", "2026-11-10", "2026-11-20"];
    let places: Vec<usize> = days.iter().map(|day| text.find(day).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn statements_of_before_are_of_their_own_day() {
    let fund = Fund::new();
    let cash = sample("cash.mapping.json");
    let text = std::fs::read_to_string(sample("mt535.fin")).unwrap();
    let options = |file: &str, day: &str| {
        let name = fund.test_dir.write(file, &text.replace("20261120", day));
        [
            "--earlier-holdings".into(),
            name,
            "--mapping".into(),
            cash.clone(),
        ]
    };
    let commit =
        |options: &[String]| fund.commit(&options.iter().map(String::as_str).collect::<Vec<_>>());
    let run = commit(&options("right.fin", "20261020"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(fund.throughout(), ["125000050", "70000000", "0", "0"]);
    let run = commit(&options("wrong.fin", "20261021"));
    assert_eq!(run.code, 2, "{}", run.stdout);
    let expected = "wrong.fin: line 8: expected a statement of 2026-10-20, the day since which the book has income, found one of 2026-10-21; take the statement of that day";
    assert!(run.stderr.contains(expected), "{}", run.stderr);

    // A Sunday: the Friday before, which is said.
    fund.book(|book| book["income"]["since"] = "2026-10-18T22:00:00Z".into());
    let run = commit(&options("friday.fin", "20261016"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let day = "    2026-10-16, the last business day before 2026-10-18  from 2 balances of 1 statements\n";
    assert!(run.stdout.contains(day), "{}", run.stdout);
    let run = commit(&options("saturday.fin", "20261017"));
    assert_eq!(run.code, 2, "{}", run.stdout);
    let expected = "saturday.fin: line 8: expected statements that are all of 2026-10-18, the day since which the book has income, or, as that is no business day, all of 2026-10-16";
    assert!(run.stderr.contains(expected), "{}", run.stderr);

    let between = fund
        .test_dir
        .write("between.fin", &text.replace("20261120", "20261103"));
    let between = format!("2026-11-02={between}");
    let mut all = options("friday.fin", "20261016").to_vec();
    all.extend(["--holdings-between".into(), between]);
    let run = commit(&all);
    assert_eq!(run.code, 2, "{}", run.stdout);
    let expected = "between.fin: line 8: expected a statement of 2026-11-02, the day that is named for it, found one of 2026-11-03";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
}

#[test]
fn what_a_book_asks_for_is_given() {
    let fund = Fund::new();
    let earlier = fund.path("earlier.csv");
    refuses(
        &fund,
        &[],
        &["the book lists income of northbank since 2026-10-20T22:00:00Z: expected the holdings of that day, as --earlier-holdings; or, to show no income, --no-earlier-holdings"],
    );
    // A loss must not be left out.
    refuses(
        &fund,
        &["--no-earlier-holdings"],
        &["the income of US912797SC25, which the book lists for northbank, is below zero"],
    );
    refuses(
        &fund,
        &["--no-earlier-holdings", "--earlier-holdings", &earlier],
        &["cannot be used with"],
    );
    fund.book(|book| book["income"]["rows"][1]["per_unit"] = "0.0005".into());
    let run = fund.commit(&["--no-earlier-holdings"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = "  and to 4 rows of its income, nothing of each, as --no-earlier-holdings says\n";
    assert!(run.stdout.contains(text), "{}", run.stdout);
    assert_eq!(fund.throughout(), ["0"; 4]);

    fund.book(|book| {
        book.as_object_mut().unwrap().remove("income").unwrap();
    });
    let none = "the book lists no income of northbank: expected no --earlier-holdings and no --no-earlier-holdings";
    refuses(&fund, &["--earlier-holdings", &earlier], &[none]);
    refuses(&fund, &["--no-earlier-holdings"], &[none]);
    assert_eq!(fund.commit(&[]).code, 0);
}

#[test]
fn a_custodian_without_income_is_not_asked() {
    let fund = Fund::new();
    fund.book(|book| {
        book["custodians"] = json!(["northbank", "south"]);
        let mut row = book["rows"][3].clone();
        row["custodian"] = "south".into();
        book["rows"].as_array_mut().unwrap().push(row);
    });
    let holdings = fund.test_dir.write(
        "south.csv",
        "account,instrument,quantity\na,cash:operating,1\n",
    );
    let (book, opening, out) = (fund.path("book.json"), fund.path("o"), fund.path("c"));
    let mut all = vec!["commit", "--book", &book, "--custodian", "south"];
    all.extend([
        "--holdings",
        &holdings,
        "--opening",
        &opening,
        "--out",
        &out,
    ]);
    let run = assay(&all);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stdout.contains("income"), "{}", run.stdout);
}

#[test]
fn days_and_files_are_told_apart() {
    let fund = Fund::new();
    let earlier = fund.path("earlier.csv");
    let first = ["--earlier-holdings", &earlier];
    for day in ["2026-10-20", "2026-11-20", "2026-12-01"] {
        let between = format!("{day}=x.csv");
        let all = [&first[..], &["--holdings-between", &between]].concat();
        let expected = format!(
            "--holdings-between: expected a day after 2026-10-20 and before 2026-11-20, found {day}"
        );
        refuses(&fund, &all, &[&expected]);
    }
    for wrong in ["x.csv", "2026-11-31=x.csv", "2026-11-06="] {
        let all = [&first[..], &["--holdings-between", wrong]].concat();
        refuses(
            &fund,
            &all,
            &["expected a day and a file, such as 2026-11-06=nov06.xml"],
        );
    }
    let between = format!("2026-11-06={earlier}");
    refuses(
        &fund,
        &["--holdings-between", &between],
        &["--earlier-holdings <FILE>"],
    );
    // What is held now would pass for what was held throughout.
    let twice = "expected each file for one day, found it for another one too";
    let all = [&first[..], &["--holdings-between", &between]].concat();
    refuses(&fund, &all, &["earlier.csv: ", twice]);
    let now = sample("holdings.csv");
    refuses(
        &fund,
        &["--earlier-holdings", &now],
        &["holdings.csv: ", twice],
    );
}

#[test]
fn a_mistyped_name_of_before_is_refused() {
    let fund = Fund::new();
    let list = EARLIER.replace("912797SC2", "912797SC3");
    let earlier = fund.test_dir.write("typo.csv", &list);
    refuses(
        &fund,
        &["--earlier-holdings", &earlier],
        &["typo.csv: line 4: instrument: expected an ISIN or CUSIP with a right check digit, found \"912797SC3\""],
    );
}
