//! Planned bands are proved, and disclosed as they were proved.

use crate::disclose::fund::{done, lines, Fund};
use serde_json::{json, Value};

fn share(kinds: &str, min: &str, max: &str) -> Value {
    json!({ "rule": "share", "of": { "kinds": [kinds] }, "min": min, "max": max })
}

fn tenor(kinds: &str, min: u32, max: u32) -> Value {
    json!({ "rule": "tenor", "of": { "kinds": [kinds] }, "min_days": min, "max_days": max })
}

#[test]
fn planned_proved_and_disclosed() {
    let fund = Fund::new(2_500, 7_500);
    let run = fund.plan(&["--by-country"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        lines(&run.stdout),
        [
            "3 rules added",
            "1 share bill: 25 % to 30 % of assets",
            "2 tenor bill: 20 to 30 days on average",
            "3 share cash: 75 % to 80 % of assets",
            "7 inequalities in all, at most 7 on this grid"
        ]
    );
    let banded = fund.test_dir.out("banded.json");
    let run = fund.prove(&banded);
    assert_eq!(run.code, 0, "{}", run.stderr);

    let run = fund.disclose(&[]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let found = lines(&run.stdout);
    let start = found.iter().position(|line| line == "Supply").unwrap();
    let end = found.iter().position(|line| line == "Not checked").unwrap();
    assert_eq!(found[0], "MONTHLY DISCLOSURE, from a report that verifies");
    assert_eq!(
        found[start..end],
        [
            "Supply",
            "book entry 90 at agent",
            "issued 90",
            "to be covered 90",
            "value per token 1.00 USD, the issuer's word",
            "",
            "Reserves",
            "amount at least 90 USD rule 0 (coverage)",
            "tenor not disclosed: no rule is about it",
            "",
            "bill",
            "share 25 % to 30 % of assets rule 1 (share), with rule 0",
            "tenor 20 to 30 days on average rule 2 (tenor), with rule 1, with rule 0",
            "custody nowhere but in US the book, signed by every custodian",
            "",
            "cash",
            "share 75 % to 80 % of assets rule 3 (share), with rule 0",
            "tenor has no maturity",
            "custody nowhere but in GB the book, signed by every custodian",
            "",
            "Issuer's word",
            "prices of 2 rows of the book, with their kinds and maturities",
            "currency USD",
            "value per token 1.00 USD",
            "tokens 90",
            "book entry 90",
            "payables none",
            "policy Bands",
            "",
        ]
    );

    let run = fund.disclose(&[
        "--json",
        "--first",
        "--now",
        "2026-11-21T00:00:00Z",
        "--max-age",
        "36h",
    ]);
    assert_eq!(run.code, 0);
    let value: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        (&value["valid"], &value["outstanding"]["issued"]),
        (&json!(true), &json!("90"))
    );
    assert_eq!(
        value["categories"],
        json!([
            { "kinds": ["bill"],
              "share": { "disclosed": [{ "rule": "share", "position": 1, "with": [0], "min_share": "0.25", "max_share": "0.3" }] },
              "tenor": { "disclosed": [{ "rule": "tenor", "position": 2, "with": [1, 0], "min_days": 20, "max_days": 30 }] },
              "custody": { "disclosed": { "only_in": ["US"], "by": "book" } }, "places": [] },
            { "kinds": ["cash"],
              "share": { "disclosed": [{ "rule": "share", "position": 3, "with": [0], "min_share": "0.75", "max_share": "0.8" }] },
              "tenor": { "not_disclosed": "no-maturity" },
              "custody": { "disclosed": { "only_in": ["GB"], "by": "book" } }, "places": [] },
        ])
    );
    assert_eq!(
        value["reserves"],
        json!({ "amount": { "disclosed": [{ "rule": "coverage", "position": 0, "with": [], "min": "90" }] },
            "tenor": { "not_disclosed": "no-rule" } })
    );
    let checks: Vec<&str> = value["not_checked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n["check"].as_str().unwrap())
        .collect();
    assert_eq!(checks, ["supply", "value-per-token", "policy"]);
    assert_eq!(value["value_per_token"], "1.00");
    assert_eq!(value["basis"]["value_per_token"], "issuer");
    assert!(value["not_proved"].as_array().unwrap().len() == 3);

    // `verify` and `inspect` show the rules as they are.
    let (report, registry) = (
        fund.test_dir.out("report.json"),
        fund.test_dir.out("registry.json"),
    );
    let run = done(&["verify", &report, "--registry", &registry]);
    for line in [
        "share bill >= 0.25 of assets proved",
        "share bill <= 0.3 of assets proved",
        "tenor bill: average tenor >= 20 days proved",
        "tenor bill: average tenor <= 30 days proved",
    ] {
        assert!(
            lines(&run.stdout).contains(&line.to_string()),
            "{line}\n{}",
            run.stdout
        );
    }
    let run = done(&["inspect", &report]);
    for line in [
        "custodian north in US: 1 bill",
        r#"rule {"rule":"tenor","of":{"kinds":["bill"]},"min_days":20,"max_days":30}"#,
    ] {
        assert!(
            lines(&run.stdout).contains(&line.to_string()),
            "{line}\n{}",
            run.stdout
        );
    }

    // A report that does not verify discloses nothing.
    let mut changed: Value =
        serde_json::from_str(&std::fs::read_to_string(&report).unwrap()).unwrap();
    changed["policy"]["rules"][1]["max"] = "0.26".into();
    fund.test_dir.write("report.json", &changed.to_string());
    let run = fund.disclose(&[]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.starts_with("NOT VALID: ") && !run.stdout.contains("DISCLOSURE"),
        "{}",
        run.stdout
    );
    let run = fund.disclose(&["--json"]);
    assert_eq!(run.code, 1);
    let value: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        (&value["valid"], value.get("categories")),
        (&json!(false), None)
    );
}

/// Exactly at an end is inside, one cent further is not.
#[test]
fn one_cent_outside_is_not_proved() {
    let bands = json!([share("bill", "0.25", "0.30")]);
    for (bills, short) in [
        (
            2_499,
            Some("share: expected bill >= 0.25 of assets, short by 0.01 USD"),
        ),
        (2_500, None),
        (3_000, None),
        (
            3_001,
            Some("share: expected bill <= 0.30 of assets, short by 0.01 USD"),
        ),
    ] {
        let fund = Fund::new(bills, 10_000 - bills);
        let run = fund.prove(&fund.policy("banded.json", bands.clone()));
        match short {
            None => assert_eq!(run.code, 0, "{bills}: {}", run.stderr),
            Some(short) => {
                assert_eq!(run.code, 2, "{bills}");
                assert!(run.stderr.contains(short), "{}", run.stderr);
            }
        }
        let made = fund.test_dir.files().contains(&"report.json".to_string());
        assert_eq!(made, short.is_none());
    }
    // The bills have 20 days: 100 x 1 day over or under.
    let fund = Fund::new(10_000, 0);
    for (min, max, short) in [
        (20, 20, None),
        (
            21,
            30,
            Some("tenor: expected bill: average tenor >= 21 days, short by 100.00 USD x days"),
        ),
        (
            10,
            19,
            Some("tenor: expected bill: average tenor <= 19 days, short by 100.00 USD x days"),
        ),
    ] {
        let run = fund.prove(&fund.policy("banded.json", json!([tenor("bill", min, max)])));
        assert_eq!(
            run.code,
            if short.is_some() { 2 } else { 0 },
            "{}",
            run.stderr
        );
        assert!(
            run.stderr.contains(short.unwrap_or_default()),
            "{}",
            run.stderr
        );
    }
}

/// A tenor of what may be nothing is proved and says nothing, so it is not disclosed.
#[test]
fn a_tenor_needs_a_share() {
    let fund = Fund::new(0, 10_000);
    let run = fund.prove(&fund.policy(
        "banded.json",
        json!([tenor("bill", 300, 400), share("bill", "0", "0.05")]),
    ));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = fund.disclose(&[]);
    assert_eq!(run.code, 0);
    let found = lines(&run.stdout);
    let at = found.iter().position(|line| line == "bill").unwrap();
    assert_eq!(
        found[at + 1..at + 3],
        [
            "share 0 % to 5 % of assets rule 2 (share), with rule 0",
            "tenor not disclosed: no rule proves that any of it is held"
        ]
    );
    assert!(found.contains(&"share not disclosed: no rule is about it".to_string()));
}
