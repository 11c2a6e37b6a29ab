//! `assay book` from several sources of prices, and commitments to books of days without business.

use std::path::Path;

use serde_json::Value;

use crate::support::{assay, file, fund_file, read, refused, Run, TestDir};

/// A file of `testkit/inputs`.
fn sample(name: &str) -> String {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/inputs");
    data.join(name).to_str().unwrap().into()
}

fn sample_text(name: &str) -> String {
    std::fs::read_to_string(sample(name)).unwrap()
}

/// The arguments of a book of the real fund, and more.
fn fund<'a>(
    files: &'a [String; 3],
    out: &'a str,
    as_of: &'a str,
    more: &[&'a str],
) -> Vec<&'a str> {
    let [list, mapping, custodians] = files;
    let mut args = vec!["book", "--price-list", list, "--price-mapping", mapping];
    args.extend([
        "--custodians",
        custodians,
        "--as-of",
        as_of,
        "--subject",
        "fund:x",
    ]);
    args.extend(["--out", out, "--force"]);
    args.extend(more);
    args
}

fn fund_files() -> [String; 3] {
    ["prices.csv", "prices.mapping.json", "custodians.json"].map(fund_file)
}

const FRIDAY: &str = "2026-07-31T22:00:00Z";
const SATURDAY: &str = "2026-08-01T22:00:00Z";

#[test]
fn the_book_of_a_real_fund_from_a_vendors_list() {
    let test_dir = TestDir::new();
    let (files, out) = (fund_files(), test_dir.out("book.json"));
    let run = assay(&fund(&files, &out, FRIDAY, &[]));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let sources = format!(
        "  prices of rows 0-79: {} of 2026-07-31\n  prices of rows 80-81: {}\n",
        files[0], files[2]
    );
    assert!(run.stdout.contains(&sources), "{}", run.stdout);
    let book: Value = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
    let rows = book["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 82);
    assert_eq!(rows[81]["maturity"], "2026-08-03");

    let run = assay(&fund(&files, &out, SATURDAY, &["--json"]));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let summary: Value = serde_json::from_str(&run.stdout).unwrap();
    let first = &summary["rows"][0]["source"];
    assert_eq!(
        (&first["date"], &first["file"]),
        (&"2026-07-31".into(), &files[0].as_str().into())
    );
    assert!(first["line"].as_u64().unwrap() > 2);
    let run = assay(&fund(&files, &out, SATURDAY, &[]));
    let before = "of 2026-07-31, the last business day before 2026-08-01";
    assert!(run.stdout.contains(before), "{}", run.stdout);
}

#[test]
fn prices_of_another_day_are_refused_or_named() {
    let test_dir = TestDir::new();
    let (files, out) = (fund_files(), test_dir.out("book.json"));
    let monday = "2026-08-03T22:00:00Z";
    let day = "prices.csv: line 3: expected prices of 2026-08-03, the day of the book in New York, found those of 2026-07-31; \
               take the prices of that day, or allow these with --allow-prices-of 2026-07-31";
    refused(&fund(&files, &out, monday, &[]), &[day]);
    let allowed = ["--allow-prices-of", "2026-07-31"];
    let run = assay(&fund(&files, &out, monday, &allowed));
    // The floaters' resets of 1 August are over on the 3rd.
    assert_eq!(run.code, 2);
    let over = "reset: expected the next one from the day of the book 2026-08-03 on, found 2026-08-01, which is over";
    assert!(
        run.stderr.contains("prices.csv: US") && run.stderr.contains(over),
        "{}",
        run.stderr
    );

    let (prices, custodians) = (file("prices.csv"), file("custodians.json"));
    let book = |date: &[&str], as_of: &str| -> Run {
        let mut args = vec!["book", "--prices", &prices, "--custodians", &custodians];
        args.extend([
            "--as-of",
            as_of,
            "--subject",
            "fund",
            "--out",
            &out,
            "--force",
        ]);
        args.extend(date);
        assay(&args)
    };
    let as_of = "2026-11-23T22:00:00Z";
    let asked = book(&[], as_of);
    assert_eq!(asked.code, 2);
    let expected = "--prices-date: expected the day of ";
    assert!(
        asked.stderr.contains(expected) && asked.stderr.contains("prices of 2026-11-23"),
        "{}",
        asked.stderr
    );
    let other = book(&["--prices-date", "2026-11-20"], as_of);
    assert_eq!(other.code, 2);
    let expected = "--prices-date: expected prices of 2026-11-23, the day of the book in New York, found those of 2026-11-20";
    assert!(other.stderr.contains(expected), "{}", other.stderr);
    let allowed = book(
        &[
            "--prices-date",
            "2026-11-20",
            "--allow-prices-of",
            "2026-11-20",
        ],
        as_of,
    );
    assert_eq!(allowed.code, 0, "{}", allowed.stderr);
    let named = "prices.csv of 2026-11-20, not of 2026-11-23: allowed by --allow-prices-of";
    assert!(allowed.stdout.contains(named), "{}", allowed.stdout);
    let never = book(
        &[
            "--prices-date",
            "2026-11-23",
            "--allow-prices-of",
            "2026-11-23",
        ],
        as_of,
    );
    assert!(
        never
            .stderr
            .contains("--allow-prices-of: expected a day before 2026-11-23"),
        "{}",
        never.stderr
    );
}

#[test]
fn a_header_and_lists_after_the_price_file() {
    let test_dir = TestDir::new();
    let header = "CUSIP,SECURITY TYPE,RATE,MATURITY DATE,CALL DATE,BUY,SELL,END OF DAY\n";
    let prices = test_dir.write(
        "with-header.csv",
        &format!("{header}{}", read("prices.csv")),
    );
    let all = read("prices.csv");
    let mut bills = all.lines().filter(|line| line.starts_with("912797SC"));
    let first = bills.next_back().unwrap().to_string();
    let fields: Vec<&str> = first.split(',').collect();
    let (cusip, maturity) = (fields[0], fields[3]);
    // A bill that the price file has, at another price, and one of its own.
    let list = format!("CUSIP,Price,Maturity,Type\n{cusip},98.5,{maturity},bill\n313385G34,99.5,12/18/2026,agency_discount\n");
    let list = test_dir.write("vendor.csv", &list);
    let mapping = test_dir.write(
        "vendor.json",
        r#"{"assay":"v1","kind":"price_mapping","csv":{"date":"MM/DD/YYYY"},
            "columns":{"identifier":"CUSIP","price":"Price","maturity":"Maturity","kind":"Type"},
            "fixed":{"currency":"USD","institution":"fhlb"},"per":100,"quotation":"dirty"}"#,
    );
    let custodians = test_dir.changed("custodians.json", |custodians| {
        let kinds = &mut custodians["custodians"][0]["securities"]["kinds"];
        kinds.as_array_mut().unwrap().push("agency_discount".into());
    });
    let out = test_dir.out("book.json");
    let made = |list: &str, mapping: &str, more: &[&str]| {
        let mut args = vec!["book", "--prices", &prices, "--prices-date", "2026-11-20"];
        args.extend([
            "--price-list",
            list,
            "--price-mapping",
            mapping,
            "--custodians",
            &custodians,
        ]);
        args.extend([
            "--as-of",
            "2026-11-20T22:00:00Z",
            "--subject",
            "fund",
            "--out",
            &out,
            "--force",
        ]);
        args.extend(more);
        assay(&args)
    };
    let run = made(&list, &mapping, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("0.985 on line 2 of ") && run.stdout.contains("vendor.csv, not taken"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("with-header.csv of 2026-11-20\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("vendor.csv of 2026-11-20\n"),
        "{}",
        run.stdout
    );

    let wrong = |from: &str, to: &str| {
        let text = std::fs::read_to_string(&list).unwrap();
        assert!(text.contains(from), "{from}");
        let changed = test_dir.write("wrong.csv", &text.replace(from, to));
        let run = made(&changed, &mapping, &[]);
        assert_eq!(run.code, 2, "{}", run.stdout);
        run.stderr
    };
    let differs = wrong(
        "313385G34,99.5",
        "313385G34,99.4,12/18/2026,agency_discount\n313385G34,99.5",
    );
    assert!(
        differs.contains("wrong.csv: line 4: price of US313385G340: expected that of line 3"),
        "{differs}"
    );
    let maturity = wrong(maturity, "01/02/2030");
    assert!(
        maturity.contains("wrong.csv: maturity of ")
            && maturity.contains("in line 2 of price list 1"),
        "{maturity}"
    );
    let two = made(&list, &mapping, &["--price-mapping", &mapping]);
    assert!(
        two.stderr.contains(
            "--price-mapping: expected one for all price lists or one for each, found 2 for 1"
        ),
        "{}",
        two.stderr
    );
    let bad = std::fs::read_to_string(&mapping)
        .unwrap()
        .replace("\"dirty\"", "\"clean\"");
    let bad = test_dir.write("bad.json", &bad);
    let clean = made(&list, &bad, &[]);
    assert!(
        clean
            .stderr
            .contains("bad.json: columns.accrued: expected the column of accrued interest"),
        "{}",
        clean.stderr
    );
    let fixed = std::fs::read_to_string(&mapping)
        .unwrap()
        .replace("USD", "EUR");
    let fixed = test_dir.write("euro.json", &fixed);
    let euro = made(&list, &fixed, &[]);
    assert!(
        euro.stderr
            .contains("euro.json: fixed.currency: expected USD"),
        "{}",
        euro.stderr
    );
}

#[test]
fn a_book_of_a_saturday_takes_statements_of_friday_and_says_so() {
    let test_dir = TestDir::new();
    let commit = |as_of: &str, files: &[&str]| {
        let book = sample_text("book.json").replace("2026-11-20T", as_of);
        let book = test_dir.write("weekend.json", &book);
        let (mapping, opening, out) = (
            sample("cash.mapping.json"),
            test_dir.out("o"),
            test_dir.out("c"),
        );
        let files: Vec<String> = files
            .iter()
            .map(|name| match name.contains('/') {
                true => name.to_string(),
                false => sample(name),
            })
            .collect();
        let mut args = vec![
            "commit",
            "--book",
            &book,
            "--custodian",
            "northbank",
            "--mapping",
            &mapping,
        ];
        args.extend(files.iter().flat_map(|file| ["--holdings", file.as_str()]));
        args.extend(["--opening", &opening, "--out", &out, "--force"]);
        assay(&args)
    };
    let files = ["semt002-1.xml", "semt002-2.xml", "camt053.xml"];
    for day in ["2026-11-21", "2026-11-22"] {
        let run = commit(&format!("{day}T"), &files);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let said = format!("\n  statements are of 2026-11-20, the last business day before {day}, the day of the book\n");
        assert!(run.stdout.contains(&said), "{}", run.stdout);
    }
    let run = commit("2026-11-20T", &files);
    assert!(
        run.code == 0 && !run.stdout.contains("business day"),
        "{}",
        run.stdout
    );
    // Monday is a business day: its book takes its own day's statements alone.
    let run = commit("2026-11-23T", &files);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains(
            "expected a statement of 2026-11-23, the day of the book, found one of 2026-11-20"
        ),
        "{}",
        run.stderr
    );
    // Of two days, in one run.
    let saturday = sample_text("camt053.xml").replace("2026-11-20", "2026-11-21");
    let saturday = test_dir.write("saturday.xml", &saturday);
    let run = commit(
        "2026-11-21T",
        &["semt002-1.xml", "semt002-2.xml", &saturday],
    );
    assert_eq!(run.code, 2);
    let expected = "expected statements that are all of 2026-11-21, the day of the book, or, as that is no business day, all of \
                    2026-11-20, the last one before it; found one of 2026-11-21";
    assert!(
        run.stderr.contains("saturday.xml: ") && run.stderr.contains(expected),
        "{}",
        run.stderr
    );
}

/// The first look at a pipe takes what is in it: the rest must not be read as if it were all.
#[test]
#[cfg(target_os = "linux")]
fn statements_in_a_pipe_are_not_read_again_for_the_day_before() {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let test_dir = TestDir::new();
    let book = sample_text("book.json").replace("2026-11-20T", "2026-11-21T");
    let book = test_dir.write("weekend.json", &book);
    let (opening, out) = (test_dir.out("o"), test_dir.out("c"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_assay"))
        .args(["commit", "--book", &book, "--custodian", "northbank"])
        .args(["--mapping", &sample("cash.mapping.json")])
        .args(["--holdings", "/dev/stdin", "--opening", &opening])
        .args(["--out", &out])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let statement = sample_text("camt053.xml");
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(statement.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    for expected in [
        "/dev/stdin can be read only once, so files were not tried as of 2026-11-20",
        "expected a statement of 2026-11-21, the day of the book, found one of 2026-11-20",
    ] {
        assert!(said.contains(expected), "{said}");
    }
    assert!(!Path::new(&out).exists());
}
