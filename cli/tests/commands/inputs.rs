//! Wrong inputs: exit code 2, a message with file, place and expectation, and no output.

use crate::support::{assay, file, read, refused, TestDir};

const AS_OF: &str = "2026-11-20T22:00:00Z";

fn book(test_dir: &TestDir, prices: &str, custodians: &str, extra: &[&str], expected: &[&str]) {
    let out = test_dir.out("made.json");
    let mut args = vec![
        "book",
        "--prices",
        prices,
        "--prices-date",
        "2026-11-20",
        "--as-of",
        AS_OF,
        "--subject",
        "fund",
    ];
    args.extend(["--custodians", custodians, "--out", &out]);
    args.extend(extra);
    refused(&args, expected);
    assert!(!test_dir.files().contains(&"made.json".to_string()));
}

#[test]
fn usage() {
    refused(&[], &["Usage: assay"]);
    refused(&["reserve"], &["unrecognized subcommand"]);
    refused(
        &["keygen", "--scheme", "rsa", "--out", "x"],
        &["ed25519", "secp256k1", "p256"],
    );
    refused(&["verify", "x"], &["--registry"]);
    refused(
        &["verify", "x", "--registry", "y", "--max-age", "36"],
        &["36h"],
    );
    refused(
        &["verify", "x", "--registry", "y", "--now", "yesterday"],
        &["--now"],
    );
    refused(
        &["verify", "x", "--registry", "y", "--force"],
        &["unexpected argument '--force'"],
    );
    assert_eq!(assay(&["--help"]).code, 0);
    assert_eq!(assay(&["--version"]).code, 0);
    for command in [
        "keygen",
        "book",
        "policy",
        "supply",
        "commit",
        "attest",
        "prove",
        "verify",
        "audit",
        "inspect",
        "demo",
        "completions",
    ] {
        let help = assay(&[command, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.stdout.contains("Examples:"), "{command}");
        let writes = !["verify", "inspect", "completions"].contains(&command);
        assert_eq!(help.stdout.contains("--force"), writes, "{command}");
    }
}

#[test]
fn files() {
    let test_dir = TestDir::new();
    let missing = test_dir.out("none.json");
    refused(&["inspect", &missing], &["none.json: cannot read"]);
    refused(
        &["inspect", &file("prices.csv")],
        &["prices.csv: expected a JSON document"],
    );
    let unknown = test_dir.write("x.json", r#"{"assay":"v1","kind":"shopping list"}"#);
    refused(&["inspect", &unknown], &["found \"shopping list\""]);
    let key = test_dir.write("key.pem", "precious");
    refused(&["keygen", "--scheme", "p256", "--out", &key], &["--force"]);
    assert_eq!(std::fs::read_to_string(&key).unwrap(), "precious");
    let commitment = file("northbank.commitment.json");
    let args = [
        "attest",
        "--commitment",
        &commitment,
        "--key",
        &file("northbank.pem"),
        "--out",
        &commitment,
        "--force",
    ];
    refused(&args, &["is an input of this command"]);
    let both = test_dir.out("both");
    let (book, holdings) = (file("book.json"), file("northbank.holdings.csv"));
    let args = [
        "commit",
        "--book",
        &book,
        "--custodian",
        "northbank",
        "--holdings",
        &holdings,
        "--opening",
        &both,
        "--out",
        &both,
    ];
    refused(&args, &["two outputs"]);
    let endless = test_dir.write("endless.json", &" ".repeat(17 << 20));
    let args = [
        "attest",
        "--commitment",
        &endless,
        "--key",
        &file("northbank.pem"),
        "--out",
        &both,
    ];
    refused(&args, &["endless.json: expected at most"]);
}

#[test]
fn documents_are_read_strictly() {
    let test_dir = TestDir::new();
    let cases = [
        ("\"as_of\"", "\"as_at\"", "book.json: "),
        (
            "\"price\": \"1\"",
            "\"price\": 1.0",
            "integer, or a decimal in a string",
        ),
        ("\"price\": \"1\"", "\"price\": \"-1\"", "price"),
        ("\"price\": \"1\"", "\"price\": \"1e0\"", "price"),
        (
            "\"quantity_decimals\": 2",
            "\"quantity_decimals\": \"2\"",
            "quantity_decimals",
        ),
        (
            "\"quantity_decimals\": 2",
            "\"quantity_decimals\": 2, \"quantity_decimals\": 2",
            "duplicate field",
        ),
        (
            "\"quantity_decimals\": 2",
            "\"quantity_decimals\": 99",
            "at most 18 quantity decimals",
        ),
        (
            "\"kind\": \"book\"",
            "\"kind\": \"policy\"",
            "expected \"kind\": \"book\"",
        ),
        ("\"v1\"", "\"v2\"", "expected \"assay\": \"v1\""),
        ("harbortrust", "northbank", "is listed twice"),
    ];
    let holdings = file("northbank.holdings.csv");
    let (opening, out) = (test_dir.out("o"), test_dir.out("c"));
    for (from, to, expected) in cases {
        let book = test_dir.replaced("book.json", from, to);
        let args = [
            "commit",
            "--book",
            &book,
            "--custodian",
            "northbank",
            "--holdings",
            &holdings,
            "--opening",
            &opening,
            "--out",
            &out,
        ];
        refused(&args, &["book.json: ", expected]);
    }
    let text = read("book.json");
    for broken in [
        &text[..text.len() / 2],
        &format!("{text}x"),
        "",
        "[]",
        "null",
    ] {
        let book = test_dir.write("book.json", broken);
        let args = [
            "commit",
            "--book",
            &book,
            "--custodian",
            "northbank",
            "--holdings",
            &holdings,
            "--opening",
            &opening,
            "--out",
            &out,
        ];
        refused(&args, &["book.json: "]);
    }
    assert_eq!(test_dir.files(), ["book.json"]);
}

#[test]
fn prices_and_custodians() {
    let test_dir = TestDir::new();
    let (prices, custodians) = (file("prices.csv"), file("custodians.json"));
    let bad = test_dir.replaced("prices.csv", "12/03/2026", "12/33/2026");
    book(
        &test_dir,
        &bad,
        &custodians,
        &[],
        &["prices.csv: line 3: maturity: expected a date MM/DD/YYYY"],
    );
    let bad = test_dir.replaced("prices.csv", ",99.", ",-99.");
    book(
        &test_dir,
        &bad,
        &custodians,
        &[],
        &["prices.csv: line 2: buy: expected a price"],
    );
    let bad = test_dir.replaced("prices.csv", "912797SB", "912797SX");
    book(
        &test_dir,
        &bad,
        &custodians,
        &[],
        &["prices.csv: line 2: CUSIP: ", "check digit"],
    );
    let bad = test_dir.changed("custodians.json", |c| {
        c["custodians"][0]["securities"]["max_days"] = 3.into()
    });
    book(
        &test_dir,
        &prices,
        &bad,
        &[],
        &["custodians.json: ", "max_days"],
    );
    let bad = test_dir.changed("custodians.json", |c| {
        c["custodians"][0]["securities"] = serde_json::json!([])
    });
    book(
        &test_dir,
        &prices,
        &bad,
        &[],
        &["custodians.json: custodians[0].securities"],
    );
    let bad = test_dir.changed("custodians.json", |c| {
        c["custodians"][1]["id"] = "northbank".into()
    });
    book(
        &test_dir,
        &prices,
        &bad,
        &[],
        &["custodians.json: ", "is listed twice"],
    );
    let bad = test_dir.changed("custodians.json", |c| {
        c["custodians"][0]["securities"]["kinds"][0] = "repo".into()
    });
    book(
        &test_dir,
        &prices,
        &bad,
        &[],
        &[
            "custodians.json: custodian northbank: securities: expected kinds",
            "found repo",
        ],
    );
    book(
        &test_dir,
        &prices,
        &custodians,
        &["--shape", "11,8"],
        &["7,4 8,8 9,8 10,16 12,16"],
    );
    book(
        &test_dir,
        &prices,
        &custodians,
        &["--shape", "7,4", "--rules", "4"],
        &["holds 109 rows, the book has 146"],
    );
    let policy = file("policy.json");
    book(
        &test_dir,
        &prices,
        &custodians,
        &["--shape", "8,8", "--policy", &policy],
        &["the rules need 15"],
    );
    book(
        &test_dir,
        &prices,
        &custodians,
        &["--rules", "33"],
        &[
            "no standard shape has room for the rows (146) and the inequalities (33)",
            "with room for the rows, (9, 32) has the most inequalities: 32",
        ],
    );
    book(
        &test_dir,
        &prices,
        &custodians,
        &["--rules", "8", "--policy", &policy],
        &["cannot be used with"],
    );
}

#[test]
fn terms() {
    let test_dir = TestDir::new();
    let (prices, custodians) = (file("prices.csv"), file("custodians.json"));
    let tips: String = read("prices.csv")
        .lines()
        .find_map(|line| line.split_once(",TIPS,").map(|(cusip, _)| cusip.into()))
        .unwrap();
    let terms = |security: &str| {
        let text = format!(r#"{{"assay":"v1","kind":"terms","securities":[{security}]}}"#);
        test_dir.write("terms.json", &text)
    };
    let refused = |terms: &str, expected: &str| {
        book(
            &test_dir,
            &prices,
            &custodians,
            &["--terms", terms],
            &[expected],
        );
    };
    refused(&test_dir.out("none.json"), "none.json: ");
    refused(&custodians, "expected \"kind\": \"terms\"");
    let security = r#"{"instrument":"CUSIP","dated":"2022-04-15","first_payment":"2022-10-15"}"#;
    refused(
        &terms(security),
        "terms.json: securities[0]: expected an ISIN or CUSIP with right check digits, found CUSIP",
    );
    refused(
        &terms(&security.replace("CUSIP", &tips)),
        "terms.json: terms of US91282CCA71: expected \"reference_cpi\" alone for tips, found neither",
    );
    let security = security.replace("CUSIP", &tips).replace(
        r#""}"#,
        r#"","reference_cpi":"287.5","spread_tenth_bps":1}"#,
    );
    refused(
        &terms(&security),
        "expected \"reference_cpi\" alone for tips, found both",
    );
    let security = security.replace(r#","spread_tenth_bps":1"#, "");
    refused(
        &terms(&security),
        "expected the consumer price index of the month of 2026-08-01",
    );
    let listed = test_dir.changed("custodians.json", |c| {
        let securities = serde_json::json!({ "instruments": [tips] });
        c["custodians"][0]["securities"] = securities;
    });
    book(
        &test_dir,
        &prices,
        &listed,
        &[],
        &["expected terms of US91282CCA", "list it in --terms FILE"],
    );
}

#[test]
fn holdings() {
    let test_dir = TestDir::new();
    let book = file("book.json");
    let (opening, out) = (test_dir.out("o"), test_dir.out("c"));
    let commit = |holdings: &str, custodian: &str, expected: &[&str]| {
        let args = [
            "commit",
            "--book",
            &book,
            "--custodian",
            custodian,
            "--holdings",
            holdings,
            "--opening",
            &opening,
            "--out",
            &out,
        ];
        refused(&args, expected);
    };
    let good = file("northbank.holdings.csv");
    commit(
        &good,
        "westbank",
        &["expected a custodian of the book (northbank, eastcustody, harbortrust)"],
    );
    commit(
        &good,
        "harbortrust",
        &[
            "holdings.csv: line ",
            "expected one that the book lists for harbortrust",
        ],
    );
    let header = "account,instrument,quantity\nNB-1,cash:operating,1.00\n";
    for (line, expected) in [
        ("NB-2,cash:operating,-5", "line 3: quantity: expected zero or more"),
        ("NB-2,cash:operating,5.001", "line 3: quantity: expected at most 2 decimals, found 3"),
        ("NB-2,cash:operating,1e9", "line 3: quantity: expected digits"),
        ("NB-2,cash:operating,184467440737095516.15", "line 3: quantity: expected the sum for cash:operating"),
        ("NB-2,cash:petty,5", "line 3: instrument: expected one that the book lists for northbank, found \"cash:petty\""),
        ("NB-2,US912797SB93,5", "line 3: instrument: expected an ISIN or CUSIP with a right check digit"),
        ("NB-2,cash:operating,5,000", "line 3: expected 3 fields"),
        ("NB-2,\"cash:operating,5", "line 3: expected a whole CSV record"),
    ] {
        let bad = test_dir.write("h.csv", &format!("{header}{line}\n"));
        commit(&bad, "northbank", &["h.csv: ", expected]);
    }
    let bad = test_dir.write("h.csv", "NB-1,cash:operating,1.00\n");
    commit(&bad, "northbank", &["h.csv: line 1: expected the header"]);
    assert_eq!(test_dir.files(), ["h.csv"]);
}
