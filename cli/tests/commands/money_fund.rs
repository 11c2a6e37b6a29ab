//! `assay demo --fund`: a real money market fund, and what becomes of its report if its numbers are others.

use serde_json::{json, Value};

use crate::support::{assay, fund_demo, fund_file, refused, verify_with, Run, TestDir};

fn text(name: &str) -> String {
    std::fs::read_to_string(fund_file(name)).unwrap()
}

/// `assay prove` on files of the demo, but for those that are given.
fn prove(test_dir: &TestDir, given: &[(&str, &str)]) -> Run {
    let names = [
        ("--book", "book.json"),
        ("--policy", "policy.json"),
        ("--supply", "supply.json"),
        ("--opening", "custodian.opening.json"),
        ("--attestation", "custodian.attestation.json"),
    ];
    let mut args = vec!["prove".to_string()];
    for (option, name) in names {
        let other = given.iter().find(|(given, _)| *given == option);
        let path = other.map_or_else(|| fund_file(name), |(_, path)| path.to_string());
        args.extend([option.into(), path]);
    }
    args.extend(["--out".into(), test_dir.out("report.json")]);
    assay(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

/// `assay prove` under the demo's policy with one number changed.
fn prove_under(rule: &str, field: &str, value: Value) -> Run {
    let test_dir = TestDir::new();
    let mut policy: Value = serde_json::from_str(&text("policy.json")).unwrap();
    let rules = policy["rules"].as_array_mut().unwrap();
    let rule = rules.iter_mut().find(|r| r["rule"] == rule).unwrap();
    assert_ne!(rule[field], value);
    rule[field] = value;
    let policy = test_dir.write("policy.json", &policy.to_string());
    let run = prove(&test_dir, &[("--policy", &policy)]);
    let written = test_dir.files().contains(&"report.json".to_string());
    assert_eq!(written, run.code == 0);
    run
}

/// No report, because of this rule alone.
#[track_caller]
fn fails(run: &Run, rule: &str) {
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains(rule), "{}", run.stderr);
    assert_eq!(run.stderr.matches("short by").count(), 1, "{}", run.stderr);
}

#[test]
fn the_report_on_a_real_fund_is_valid() {
    let (_, run) = fund_demo();
    for line in [
        "tokens          720,931,891.09\n",
        "payables        17,551,071.44 USD",
        "to be covered   738,482,962.53",
        "book            82 rows, 1 custodians\n",
    ] {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
    let (policy, supply) = (fund_file("policy.json"), fund_file("supply.json"));
    let pinned = ["--policy", &policy, "--supply", &supply, "--first"];
    let (report, registry) = (fund_file("report.json"), fund_file("registry.json"));
    let (code, verdict) = verify_with(&report, &registry, &pinned);
    assert_eq!((code, &verdict["code"]), (0, &json!("valid")));
    let rules: Vec<(&str, &str)> = verdict["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| {
            assert_eq!(rule["proved"], json!(true));
            (
                rule["rule"].as_str().unwrap(),
                rule["bound"].as_str().unwrap(),
            )
        })
        .collect();
    let names: Vec<&str> = rules.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        ["eligible", "maturity", "maturity", "liquid", "liquid", "coverage", "nav", "nav"]
    );
    assert_eq!(
        [rules[1].1, rules[2].1],
        ["WAM <= 60 days", "WAL <= 120 days"]
    );
    assert_eq!(rules[5].1, "coverage >= 0.99995");
}

#[test]
fn every_file_and_every_command_is_there() {
    let (dir, run) = fund_demo();
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "book.json",
            "custodian.attestation.json",
            "custodian.commitment.json",
            "custodian.holdings.csv",
            "custodian.opening.json",
            "custodian.pem",
            "custodians.json",
            "policy.json",
            "prices.csv",
            "prices.mapping.json",
            "registry.json",
            "report.json",
            "sec-2a-7.json",
            "supply.json",
        ]
    );
    let shown = run
        .stderr
        .lines()
        .filter_map(|line| line.strip_prefix("$ assay "));
    let shown: Vec<&str> = shown.map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(
        shown,
        ["policy", "keygen", "book", "supply", "commit", "attest", "prove", "verify"]
    );
    // As a shell needs it.
    let payable =
        "--payable '17551071.44=liabilities, such as securities bought and not paid' --out ";
    assert!(run.stderr.contains(payable), "{}", run.stderr);
}

/// The averages are 44.863 and 102.386 days.
#[test]
fn a_tighter_limit_holds_as_long_as_the_average_is_under_it() {
    for (field, above, below, short) in [
        ("wam_max_days", 45, 44, "WAM <= 44 days, short by 0.87 days"),
        (
            "wal_max_days",
            103,
            102,
            "WAL <= 102 days, short by 0.39 days",
        ),
    ] {
        let proved = prove_under("maturity", field, above.into());
        assert_eq!(proved.code, 0, "{}", proved.stderr);
        let refused = prove_under("maturity", field, below.into());
        fails(&refused, &format!("maturity: expected {short}"));
    }
}

/// Net assets are a little less than the shares at 1.0000, as the filing rounds.
#[test]
fn shares_at_what_the_filing_rounds_to_are_not_covered_to_the_cent() {
    let run = prove_under("coverage", "min_ratio", "1.00".into());
    fails(
        &run,
        "coverage: expected coverage >= 1.00, short by 3666.80 USD",
    );
}

/// An agency's floater of more than 397 days, of which the price list does not tell the next reset.
#[test]
fn without_its_reset_a_long_floater_is_not_eligible() {
    let test_dir = TestDir::new();
    let prices = text("prices.csv");
    let (floater, held) = ("3130BAY92;AGENCY COUPON;", "SAFE-01,3130BAY92,");
    let line = prices
        .lines()
        .find(|line| line.starts_with(floater))
        .unwrap();
    assert!(line.ends_with(";09/07/2027;08/01/2026"), "{line}");
    let without = line.replace("08/01/2026", "N/A");
    let list = test_dir.write("prices.csv", &prices.replace(line, &without));
    let made = |name: &str| test_dir.out(name);
    let [book, opening, commitment, attestation] =
        ["book", "opening", "commitment", "attestation"].map(made);
    let (custodians, policy) = (fund_file("custodians.json"), fund_file("policy.json"));
    let (mapping, key) = (fund_file("prices.mapping.json"), fund_file("custodian.pem"));
    let holdings = fund_file("custodian.holdings.csv");
    let commands: [&[&str]; 3] = [
        &[
            "book",
            "--price-list",
            &list,
            "--price-mapping",
            &mapping,
            "--as-of",
            "2026-07-31T21:00:00Z",
            "--subject",
            "fund:government-money-market",
            "--custodians",
            &custodians,
            "--policy",
            &policy,
            "--out",
            &book,
        ],
        &[
            "commit",
            "--book",
            &book,
            "--custodian",
            "custodian",
            "--holdings",
            &holdings,
            "--opening",
            &opening,
            "--out",
            &commitment,
        ],
        &[
            "attest",
            "--commitment",
            &commitment,
            "--book",
            &book,
            "--opening",
            &opening,
            "--key",
            &key,
            "--out",
            &attestation,
        ],
    ];
    for command in commands {
        let run = assay(command);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let given = [
        ("--book", &*book),
        ("--opening", &opening),
        ("--attestation", &attestation),
    ];
    let run = prove(&test_dir, &given);
    let holdings = text("custodian.holdings.csv");
    let value = holdings
        .lines()
        .find_map(|line| line.strip_prefix(held))
        .unwrap();
    fails(&run, "eligible: expected only ");
    assert!(
        run.stderr.contains(&format!("short by {value} USD")),
        "{}",
        run.stderr
    );
    assert!(!test_dir.files().contains(&"report.json".to_string()));
}

#[test]
fn a_real_fund_has_one_form_of_holdings() {
    refused(
        &["demo", "--fund", "--inputs", "csv"],
        &["the argument '--fund' cannot be used with '--inputs <INPUTS>'"],
    );
}
