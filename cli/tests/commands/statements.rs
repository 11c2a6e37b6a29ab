//! `assay commit` on statements and mapped CSV, and the demo from them.

use std::path::Path;

use crate::support::{assay, demo, make_demo, refused, TestDir};
use serde_json::Value;

/// A sample's path.
fn sample(name: &str) -> String {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/inputs");
    data.join(name).to_str().unwrap().into()
}

fn text(name: &str) -> String {
    std::fs::read_to_string(sample(name)).unwrap()
}

/// `assay commit` of some files, by their paths.
fn arguments(test_dir: &TestDir, files: &[String], mapping: Option<&str>) -> Vec<String> {
    let mut all: Vec<String> = [
        "commit",
        "--book",
        &sample("book.json"),
        "--custodian",
        "northbank",
    ]
    .map(String::from)
    .into();
    all.extend(
        files
            .iter()
            .flat_map(|file| ["--holdings".into(), file.clone()]),
    );
    all.extend(
        mapping
            .into_iter()
            .flat_map(|m| ["--mapping".into(), sample(m)]),
    );
    all.extend([
        "--opening".into(),
        test_dir.out("o"),
        "--out".into(),
        test_dir.out("c"),
    ]);
    all
}

fn quantities(path: impl AsRef<Path>) -> Value {
    let opening = std::fs::read_to_string(path).unwrap();
    serde_json::from_str::<Value>(&opening).unwrap()["quantities"].clone()
}

#[test]
fn every_format_commits_to_the_same() {
    let cases: [(&[&str], Option<&str>, &str); 9] = [
        (&["holdings.csv"], None, "from 5 account lines\n"),
        (&["mapped.csv"], Some("mapped.mapping.json"), "from 5 account lines\n"),
        (&["mapped.xlsx"], Some("mapped.mapping.json"), "from 5 account lines\n"),
        (
            &["semt002-1.xml", "semt002-2.xml", "camt053.xml"],
            Some("cash.mapping.json"),
            "from 5 balances of 3 statements\n  only what is available counts: 2 of these balances have a part that is not\n",
        ),
        (
            &["mt535.fin", "bai2.txt"],
            Some("cash.mapping.json"),
            "from 5 balances of 3 statements\n  only what is available counts: 2 of these balances have a part that is not\n",
        ),
        (&["bai2.txt", "mt535.fin"], Some("cash.mapping.json"), "from 5 balances of 3 statements\n"),
        (&["mt940.fin", "mt535.fin"], Some("cash.mapping.json"), "from 5 balances of 3 statements\n"),
        (&["camt052.xml", "mt535.fin"], Some("cash.mapping.json"), "from 5 balances of 3 statements\n"),
        (&["semt002-1.xml", "bai2.txt", "semt002-2.xml"], Some("cash.mapping.json"), "from 5 balances of 3 statements\n"),
    ];
    for (files, mapping, expected) in cases {
        let test_dir = TestDir::new();
        let files: Vec<String> = files.iter().map(|file| sample(file)).collect();
        let all = arguments(&test_dir, &files, mapping);
        let run = assay(&all.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.contains(expected), "{}", run.stdout);
        let found = quantities(test_dir.out("o"));
        let found: Vec<&str> = found
            .as_array()
            .unwrap()
            .iter()
            .map(|q| q["quantity"].as_str().unwrap())
            .collect();
        assert_eq!(
            found,
            ["125000050", "70000000", "12500", "490000025", "25000000"]
        );
        // No output but the private one tells an account, none an amount.
        let public = format!(
            "{}{}{}",
            run.stdout,
            run.stderr,
            std::fs::read_to_string(test_dir.out("c")).unwrap()
        );
        for secret in [
            "SOUND",
            "SAFE",
            "1234567890",
            "GB82",
            "10-1",
            "250000",
            "125000050",
        ] {
            assert!(!public.contains(secret), "{secret} in {public}");
        }
    }
}

#[test]
fn what_is_passed_over_is_counted() {
    let test_dir = TestDir::new();
    let mapping = text("cash.mapping.json").replace(
        r#"{ "account": "GB82WEST12345698765432", "row": "cash:sweep" }"#,
        "",
    );
    let mapping = mapping
        .replace("\"cash:operating\" },", "\"cash:operating\" }")
        .replace(
            "\"cash\"",
            "\"pass_over\": { \"accounts\": [\"GB82WEST12345698765432\"] }, \"cash\"",
        );
    let mapping = test_dir.write("m.json", &mapping);
    for file in ["bai2.txt", "camt053.xml", "mt940.fin"] {
        let mut all = arguments(&test_dir, &[sample(file)], None);
        all.extend(["--mapping".into(), mapping.clone(), "--force".into()]);
        let run = assay(&all.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(run.code, 0, "{}", run.stderr);
        let expected = "from 1 balances of 1 statements\n  only what is available counts: 1 of these balances have a part that is not\n  passed over: 1 of accounts that are in pass_over\n";
        assert!(run.stdout.contains(expected), "{}", run.stdout);
        assert!(!run.stdout.contains("GB82"), "{}", run.stdout);
    }
}

#[test]
fn what_is_wrong_is_said_with_its_file() {
    let test_dir = TestDir::new();
    let commit = |files: &[String], mapping: Option<&str>, extra: &[&str], expected: &[&str]| {
        let all = arguments(&test_dir, files, mapping);
        let mut all: Vec<&str> = all.iter().map(String::as_str).collect();
        all.extend(extra);
        refused(&all, expected);
    };
    let cash = Some("cash.mapping.json");
    let first = sample("semt002-1.xml");
    commit(
        std::slice::from_ref(&first),
        cash,
        &[],
        &["semt002-1.xml: line 4: expected page 2 of the statement too, found none"],
    );
    commit(
        &[sample("semt002-2.xml"), first.clone()],
        cash,
        &[],
        &["semt002-2.xml: line 4: expected page 1 of the statement, found page 2"],
    );
    commit(
        &[first.clone(), first.clone()],
        cash,
        &[],
        &["semt002-1.xml: expected each file once"],
    );
    let copy = test_dir.write("copy.fin", &text("mt535.fin"));
    commit(
        &[sample("mt535.fin"), copy.clone()],
        cash,
        &[],
        &["copy.fin: expected each file once"],
    );
    let delta = test_dir.write("delta.fin", &text("mt535.fin").replace("COMP", "DELT"));
    commit(
        &[delta],
        cash,
        &[],
        &["delta.fin: line 10: expected a complete statement (COMP)"],
    );
    let old = test_dir.write(
        "old.xml",
        &text("camt053.xml").replace("<Dt>2026-11-20", "<Dt>2026-11-19"),
    );
    commit(&[old], cash, &[], &["old.xml: line 24: expected a statement of 2026-11-20, the day of the book, found one of 2026-11-19"]);
    let short = test_dir.write(
        "short.fin",
        &text("mt535.fin").replace("UNIT/12", "UNIT/N12"),
    );
    commit(
        &[short],
        cash,
        &[],
        &["short.fin: line 66: expected zero or more, found a short position"],
    );
    commit(
        &[sample("camt053.xml")],
        None,
        &[],
        &["camt053.xml: line 20: expected an account that the mapping or the book names"],
    );
    commit(
        &[sample("mapped.csv")],
        None,
        &[],
        &[
            "mapped.csv: line 1: expected the header",
            "--mapping names the columns",
        ],
    );
    let strange = test_dir.write("strange.xml", "<html></html>");
    commit(
        std::slice::from_ref(&strange),
        None,
        &[],
        &["strange.xml: expected semt.002, MT535, MT940, camt.053, camt.052, BAI2, xlsx or CSV, found another XML document"],
    );
    commit(
        &[strange],
        None,
        &["--format", "semt002"],
        &["strange.xml: line 1: expected element Document, found none"],
    );
    commit(
        &[sample("bai2.txt")],
        cash,
        &["--format", "mt535"],
        &["bai2.txt: line 1: expected a message"],
    );
    commit(
        &[sample("bai2.txt")],
        cash,
        &["--format", "excel"],
        &[
            "semt002", "mt535", "mt940", "camt053", "camt052", "bai2", "csv",
        ],
    );
    // The mapping is a document like others, and private.
    let mapping = |text: &str, expected: &str| {
        let path = test_dir.write("m.json", text);
        commit(
            &[sample("bai2.txt")],
            None,
            &["--mapping", &path],
            &["m.json: ", expected],
        );
    };
    mapping(
        &text("cash.mapping.json").replace("\"row\"", "\"rows\""),
        "contents not shown",
    );
    mapping(
        &text("cash.mapping.json").replace("GB82WEST12345698765432", "1234567890"),
        "cash[1].account: expected each account once",
    );
    mapping(
        &text("mapped.mapping.json").replace("\"ISIN\"", "\"Depot\""),
        "csv.instrument: expected a column of its own",
    );
    mapping("{}", "expected \"assay\": \"v1\"");
    assert!(!test_dir
        .files()
        .iter()
        .any(|name| name == "o" || name == "c"));
    let input = test_dir.write("c", &text("bai2.txt"));
    let expected = "is an input of this command";
    commit(&[input], cash, &["--force"], &[expected]);
}

#[test]
fn a_mapping_is_inspected_without_its_accounts() {
    let run = assay(&["inspect", &sample("cash.mapping.json")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("2 accounts"), "{}", run.stdout);
    assert!(!run.stdout.contains("1234567890"));
}

#[test]
fn the_demo_from_statements_commits_to_what_the_demo_from_csv_does() {
    let (dir, run) = make_demo("demo-swift", &["--inputs", "swift"]);
    for form in [
        "northbank.semt002-3.xml",
        "eastcustody.mt535.fin",
        "harbortrust.mt535.fin",
        "harbortrust.camt053.xml",
    ] {
        assert!(run.stderr.contains(form), "{form}");
    }
    for custodian in ["northbank", "eastcustody", "harbortrust"] {
        let opening = format!("{custodian}.opening.json");
        let (csv, swift) = (
            quantities(demo().join(&opening)),
            quantities(dir.join(&opening)),
        );
        assert!(csv.as_array().unwrap().len() > 10);
        assert_eq!(csv, swift, "{custodian}");
    }
    // The supply that they cover, too.
    let supply = |dir: &Path| std::fs::read(dir.join("supply.json")).unwrap();
    assert_eq!(supply(demo()), supply(&dir));
}
