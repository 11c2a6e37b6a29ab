//! What commands print and write: the verified report in full, and nothing secret.

use crate::support::{assay, file, read, refused, verify_with, TestDir};
use serde_json::{json, Value};

#[test]
fn a_good_report_is_shown_in_full() {
    let (report, registry, supply) = (
        file("report.json"),
        file("registry.json"),
        file("supply.json"),
    );
    let policy = file("policy.json");
    let args = [
        "verify",
        &report,
        "--registry",
        &registry,
        "--supply",
        &supply,
        "--policy",
        &policy,
        "--first",
        "--now",
        "2026-11-21T09:30:00Z",
        "--max-age",
        "36h",
    ];
    let run = assay(&args);
    assert_eq!(run.code, 0, "{}", run.stdout);
    for text in [
        "VALID",
        "eip155:1/erc20:",
        "2026-11-20T22:00:00Z",
        "11 h 30 min",
        "2 of 2 needed",
        "WAM <= 60 days",
        "proved",
        "Not proved",
        "borrowed for the day",
    ] {
        assert!(run.stdout.contains(text), "{text}");
    }
    assert!(!run.stdout.contains("Not checked"), "{}", run.stdout);
    let (code, value) = verify_with(&report, &registry, &[]);
    assert_eq!((code, value["valid"].as_bool()), (0, Some(true)));
    assert_eq!(value["rules"].as_array().unwrap().len(), 15);
    assert_eq!(value["custodians"][1]["signatures"], 2);
}

/// A decimal with thousands separators, as the table writes it.
fn grouped(decimal: &str) -> String {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(String::from_iter).collect();
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{point}{fraction}", groups.join(","))
}

#[test]
fn the_supply_is_shown_entry_by_entry() {
    let supply: Value = serde_json::from_str(&read("supply.json")).unwrap();
    let entries = supply["entries"].as_array().unwrap();
    // The demo's chains have six decimals.
    let tokens = |entry: &Value| {
        let raw = entry["raw"].as_str().unwrap();
        let (whole, fraction) = raw.split_at(raw.len() - 6);
        let tokens = format!("{whole}.{fraction}");
        tokens
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_string()
    };
    let chain = |entry: &Value| {
        json!({ "entry": "chain", "chain": entry["chain"], "token": entry["token"], "block": entry["block"],
            "quantity": tokens(entry), "decimals": 6, "basis": { "decimals": "issuer" } })
    };
    let (report, registry) = (file("report.json"), file("registry.json"));
    let (code, value) = verify_with(&report, &registry, &[]);
    assert_eq!(code, 0);
    assert_eq!(
        value["supply"],
        json!([
            chain(&entries[0]),
            chain(&entries[1]),
            entries[2],
            entries[3]
        ])
    );
    assert_eq!(
        value["excluded"],
        json!([{ "reason": "held by the issuer, not redeemable", "quantity": entries[4]["quantity"] }])
    );

    let run = assay(&["verify", &report, "--registry", &registry]);
    let text = &run.stdout;
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let quantity = |n: usize| grouped(entries[n]["quantity"].as_str().unwrap());
    let at = lines.iter().position(|line| line == "Supply").unwrap();
    assert_eq!(
        lines[at + 1..at + 7],
        [
            format!(
                "eip155:1 {} at block 24012345, 6 decimals",
                grouped(&tokens(&entries[0]))
            ),
            format!(
                "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp {} at block 381234567, 6 decimals",
                grouped(&tokens(&entries[1]))
            ),
            format!("book entry {} at transfer-agent-llc", quantity(2)),
            format!("pending {} redemptions not paid yet", quantity(3)),
            "Excluded: taken off the supply, without cover".to_string(),
            format!("{} held by the issuer, not redeemable", quantity(4)),
        ],
        "{text}"
    );
    assert!(assay(&["inspect", &file("supply.json")])
        .stdout
        .contains("  currency      USD\n"));
}

#[test]
fn what_was_not_asked_for_is_listed() {
    let test_dir = TestDir::new();
    let report = file("report.json");
    let pinned = file("registry.json");
    let open = test_dir.changed("registry.json", |r| {
        r.as_object_mut().unwrap().remove("policy");
    });
    let (supply, policy) = (file("supply.json"), file("policy.json"));
    let now = ["--now", "2026-11-21T09:30:00Z"];
    let (value, decimals) = ("value-per-token", "token-decimals");
    let ethereum = "eip155:1/0x7712c34205737192402172409a8f7ccef8aa2aec=6";
    let solana =
        "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/HzQ1rGmWfrDcrT8LfVnYyRvYwKbMZWvJzEbJ2X3mXhQn=6";
    let cases: [(&str, &[&str], &[&str]); 8] = [
        (
            &open,
            &[],
            &["supply", value, decimals, "policy", "age", "previous"],
        ),
        (
            &pinned,
            &[],
            &["supply", value, decimals, "age", "previous"],
        ),
        (
            &open,
            &["--policy", &policy],
            &["supply", value, decimals, "age", "previous"],
        ),
        (
            &pinned,
            &["--least-value", "USD=1", "--token", ethereum],
            &["supply", decimals, "age", "previous"],
        ),
        (
            &pinned,
            &[
                "--least-value",
                "USD=1",
                "--token",
                ethereum,
                "--token",
                solana,
            ],
            &["supply", "age", "previous"],
        ),
        (&pinned, &["--supply", &supply], &["age", "previous"]),
        (
            &pinned,
            &["--max-age", "36h"],
            &["supply", value, decimals, "previous"],
        ),
        (
            &pinned,
            &["--supply", &supply, "--max-age", "36h", "--first"],
            &[],
        ),
    ];
    for (registry, extra, expected) in cases {
        let (code, json) = verify_with(&report, registry, &[&now, extra].concat());
        assert_eq!(code, 0, "{json}");
        let listed: Vec<&str> = json["not_checked"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n["check"].as_str().unwrap())
            .collect();
        assert_eq!(listed, expected, "{extra:?}");
    }
    let run = assay(&["verify", &report, "--registry", &open]);
    let section = "\n  Not checked\n    \
                   the supply is the report's own claim; give --supply\n    \
                   the value per token is the report's own claim; give --least-value, or set it in the registry\n    \
                   the decimals of a token are the report's own claim; give --token, or list it in the registry\n    \
                   the policy is the report's own choice; pin it in the registry, or give --policy\n    \
                   the report may be of any age; give --max-age\n    \
                   the report may follow any other, or none; give --previous or --first\n\n  Not proved\n";
    assert!(run.stdout.contains(section), "{}", run.stdout);
}

#[test]
fn other_files_are_inputs() {
    let test_dir = TestDir::new();
    let (report, registry) = (file("report.json"), file("registry.json"));
    let missing = test_dir.out("none.json");
    refused(
        &["verify", &missing, "--registry", &registry],
        &["none.json: cannot read"],
    );
    refused(
        &["verify", &report, "--registry", &missing],
        &["none.json: cannot read"],
    );
    refused(
        &["verify", &report, "--registry", &report],
        &["expected \"kind\": \"registry\""],
    );
    let twice = test_dir.changed("registry.json", |r| {
        r["custodians"][1]["id"] = "northbank".into()
    });
    refused(
        &["verify", &report, "--registry", &twice],
        &["registry.json: custodian northbank is listed twice"],
    );
    let never = test_dir.changed("registry.json", |r| {
        r["custodians"][1]["threshold"] = 4.into()
    });
    refused(
        &["verify", &report, "--registry", &never],
        &["expected a threshold of 1 to 3, found 4"],
    );
}

#[test]
fn a_closed_pipe_is_quiet() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_assay"))
        .args([
            "verify",
            &file("report.json"),
            "--registry",
            &file("registry.json"),
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[cfg(unix)]
#[test]
fn secrets_are_private() {
    use std::os::unix::fs::PermissionsExt;
    for name in [
        "northbank.pem",
        "eastcustody-3.pem",
        "harbortrust.opening.json",
        "eastcustody.holdings.csv",
    ] {
        let mode = std::fs::metadata(file(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn nothing_of_an_opening_is_in_public_files() {
    let opening: Value = serde_json::from_str(&read("northbank.opening.json")).unwrap();
    let public: String = [
        "report.json",
        "northbank.commitment.json",
        "northbank.attestation.json",
    ]
    .map(read)
    .concat();
    let blinders = opening["blinders"].as_array().unwrap().iter();
    let quantities = opening["quantities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|q| &q["quantity"]);
    for secret in blinders
        .chain(quantities)
        .filter_map(Value::as_str)
        .filter(|s| s.len() > 7)
    {
        assert!(!public.contains(&format!("\"{secret}\"")));
    }
    let shown = assay(&["inspect", &file("northbank.opening.json")]);
    assert!(shown.stdout.contains("PRIVATE") && !shown.stdout.contains("quantities\""));
}

#[test]
fn a_book_says_what_was_valued_how() {
    let test_dir = TestDir::new();
    let (prices, custodians, out) = (
        file("prices.csv"),
        file("custodians.json"),
        test_dir.out("book.json"),
    );
    let made = |extra: &[&str]| {
        let mut args = vec!["book", "--prices", &prices, "--custodians", &custodians];
        args.extend(["--prices-date", "2026-11-20"]);
        args.extend(["--as-of", "2026-11-20T22:00:00Z", "--subject", "fund"]);
        args.extend(["--out", &out, "--force"]);
        args.extend(extra);
        let run = assay(&args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let book: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
        (run.stdout, book["rows"].clone())
    };
    let price = |rows: &serde_json::Value, cusip: &str| {
        let rows = rows.as_array().unwrap();
        let mut of = rows.iter().filter(|row| {
            let instrument = row["instrument"].as_str().unwrap();
            row["custodian"] == "eastcustody" && instrument.contains(cusip)
        });
        of.next()
            .map(|row| row["price"].as_str().unwrap().to_string())
    };
    let (text, rows) = made(&[]);
    assert!(text.contains("with interest accrued to 2026-11-20, New York"));
    for line in [
        "6 without terms may be in a first period, taken without interest: US",
        "5 without terms with a floating rate, taken without interest: US",
        "4 without terms indexed to inflation, left out: US91282CCA",
    ] {
        assert!(text.contains(line), "expected {line:?} in:\n{text}");
    }
    // 100.011719 per 100 of a note at 4.25 percent, 173 of 183 days from its last payment.
    assert_eq!(price(&rows, "91282CLB").as_deref(), Some("1.0202059878"));
    assert_eq!(price(&rows, "91282CCA"), None);

    let cusip = |label: &str| {
        let text = read("prices.csv");
        let line = text.lines().find(|line| line.contains(label)).unwrap();
        line.split(',').next().unwrap().to_string()
    };
    let terms = format!(
        r#"{{"assay":"v1","kind":"terms","securities":[
            {{"instrument":"{}","dated":"2022-04-15","first_payment":"2022-10-15","reference_cpi":"280"}}],
            "consumer_prices":[{{"month":"2026-08-01","index":"322"}},{{"month":"2026-09-01","index":"322"}}]}}"#,
        cusip(",TIPS,"),
    );
    let terms = test_dir.write("terms.json", &terms);
    let (_, rows) = made(&["--terms", &terms]);
    // (0.9921875 + 0.000625 x 36 / 182) x 1.15.
    assert_eq!(price(&rows, "91282CCA").as_deref(), Some("1.1411577953"));

    let shown = assay(&["inspect", &terms]).stdout;
    for text in [
        "terms\n",
        "securities    1",
        "2: 2026-08-01 to 2026-09-01",
        "auctions      none",
    ] {
        assert!(shown.contains(text), "expected {text:?} in:\n{shown}");
    }
    assert!(!shown.contains("not valid"));
}
