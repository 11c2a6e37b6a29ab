//! What is owed besides tokens, and tokens about to be minted: written by `assay supply`, shown by every verdict as the
//! issuer's word.

use serde_json::{json, Value};

use crate::support::{assay, file, read, verify_with, TestDir};

/// A file of the report vectors.
fn vector(name: &str) -> String {
    let vectors = concat!(env!("CARGO_MANIFEST_DIR"), "/../test-vectors/report/");
    format!("{vectors}{name}")
}

fn supply(test_dir: &TestDir, more: &[&str]) -> crate::support::Run {
    let mut args = vec!["supply", "--as-of", "2026-11-20T22:00:00Z", "--subject"];
    args.extend(["fund:x", "--currency", "USD", "--value-per-token", "1.5"]);
    args.extend(["--book-entry", "registrar=10.5"]);
    args.extend(more);
    let out = test_dir.out("supply.json");
    args.extend(["--out", &out]);
    assay(&args)
}

#[test]
fn options_add_entries() {
    let test_dir = TestDir::new();
    let run = supply(
        &test_dir,
        &[
            "--payable",
            "1250.125=bought = not paid",
            "--to-be-issued",
            "2.5",
            "--payable",
            "0=distributions",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    // 13 x 1.5 + 1250.125
    let expected = "to be covered 1269.625 USD\n  of that payables 1250.125 USD\n";
    assert!(run.stdout.contains(expected), "{}", run.stdout);
    let path = test_dir.out("supply.json");
    let json: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(
        json["entries"],
        json!([
            { "entry": "book_entry", "registrar": "registrar", "quantity": "10.5" },
            { "entry": "to_be_issued", "quantity": "2.5" },
            { "entry": "payable", "reason": "bought = not paid", "amount": "1250.125" },
            { "entry": "payable", "reason": "distributions", "amount": "0" },
        ])
    );
    let inspected = assay(&["inspect", &path]).stdout;
    for line in [
        "to be issued  2.5",
        "payable       1,250.125 USD (bought = not paid)",
        "to be covered 1,269.625",
    ] {
        assert!(inspected.contains(line), "{line}\n{inspected}");
    }
}

/// The same entries from a file of sources.
#[test]
fn sources_have_entries() {
    let test_dir = TestDir::new();
    let run = |name: &str, amount: &str| {
        let sources = json!({
            "assay": "v1", "kind": "sources", "subject": "fund:x", "currency": "USD", "value_per_token": "1.00",
            "entries": [
                { "entry": "to_be_issued", "quantity": "7" },
                { "entry": "payable", "reason": "fees", "amount": amount },
            ],
        });
        let sources = test_dir.write("sources.json", &sources.to_string());
        let out = test_dir.out(name);
        let as_of = "2026-11-20T22:00:00Z";
        assay(&[
            "supply",
            "--sources",
            &sources,
            "--as-of",
            as_of,
            "--out",
            &out,
        ])
    };
    let good = run("good.json", "1.50");
    assert_eq!(good.code, 0, "{}", good.stderr);
    assert!(
        good.stdout.contains("to be covered 8.5 USD"),
        "{}",
        good.stdout
    );
    let bad = run("bad.json", "-1.50");
    assert_eq!(bad.code, 2, "{}", bad.stdout);
    assert!(bad.stderr.contains("amount"), "{}", bad.stderr);
}

#[test]
fn options_that_are_refused_say_why() {
    let test_dir = TestDir::new();
    let negative = "expected only digits and at most one point, found '-'";
    for (more, expected) in [
        (
            ["--payable", "-5=fees"],
            format!("amount \"-5\": {negative}"),
        ),
        (["--payable", "5"], "expected AMOUNT=REASON".into()),
        (["--payable", "5 USD=fees"], "amount \"5 USD\"".into()),
        (["--payable", "1,250.00=fees"], "found ','".into()),
        (
            ["--payable", "0.0000000000000000000000000000001=fees"],
            "expected at most 30 digits after the point, found 31".into(),
        ),
        (["--payable", "5="], "reason".into()),
        (["--payable", "5=line\nfeed"], "reason".into()),
        (["--to-be-issued", "-5"], negative.into()),
    ] {
        let run = supply(&test_dir, &more);
        assert_eq!(run.code, 2, "{more:?}\n{}", run.stdout);
        assert!(run.stderr.contains(&expected), "{more:?}\n{}", run.stderr);
        assert!(!std::path::Path::new(&test_dir.out("supply.json")).exists());
    }
}

/// Every number with its reason, as the issuer's word; as the verifier's own if it gives the supply.
#[test]
fn verdicts_show_them_as_the_issuers_word() {
    let (report, registry) = (vector("payables.json"), vector("registry.json"));
    let (code, json) = verify_with(&report, &registry, &[]);
    assert_eq!(code, 0, "{json}");
    let payables = json!([
        { "reason": "securities bought and not paid", "amount": "900000.00" },
        { "reason": "fees", "amount": "8666.099999" },
    ]);
    assert_eq!(json["payables"], payables);
    assert_eq!(json["basis"]["payables"], "issuer");
    assert_eq!(json["tokens"], "106500000.500001");
    assert_eq!(json["amount_to_cover"], "107408666.6");
    let to_be_issued = json!({ "entry": "to_be_issued", "quantity": "250000" });
    assert_eq!(json["supply"][3], to_be_issued);

    let text = assay(&["verify", &report, "--registry", &registry]).stdout;
    for line in [
        "  payables        908,666.099999 USD, the issuer's word\n",
        "  to be covered   107,408,666.6 USD\n",
        "about to be minted, covered already\n",
        "  Payables: owed besides tokens, and covered with them\n",
        "  USD: securities bought and not paid\n",
        "    to be issued    250,000\n",
        "    payable         900,000.00 USD, securities bought and not paid\n",
        "    payable         8,666.099999 USD, fees\n",
        "assets less payables >= 1 x 1.00 per token",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("payables        none"), "{text}");

    let disclosed = assay(&["disclose", &report, "--registry", &registry, "--json"]);
    let json: Value = serde_json::from_str(&disclosed.stdout).unwrap();
    assert_eq!(json["payables"], payables);
    assert_eq!(json["outstanding"]["issued"], "106500000.500001");
    assert_eq!(json["outstanding"]["to_be_covered"], "106500000.500001");
    // The band of `nav` is one of net assets: with the payables it is one of all assets.
    let amounts = &json["reserves"]["amount"]["disclosed"];
    assert_eq!(amounts[1]["min"], "107408666.6");
    assert_eq!(amounts[1]["max"], "107408666.6");

    let test_dir = TestDir::new();
    let whole: Value = serde_json::from_str(&std::fs::read_to_string(&report).unwrap()).unwrap();
    let own = test_dir.write("supply.json", &whole["supply"].to_string());
    let given = ["--supply", own.as_str()];
    let (code, json) = verify_with(&report, &registry, &given);
    assert_eq!((code, &json["basis"]["payables"]), (0, &json!("verifier")));
    let text = assay(&["verify", &report, "--registry", &registry, "--supply", &own]).stdout;
    assert!(
        text.contains("908,666.099999 USD, as you gave it\n"),
        "{text}"
    );
    assert!(!text.contains("    payable  "), "{text}");
}

/// A supply without payables says that there are none, which nothing proves either.
#[test]
fn that_there_are_none_is_the_issuers_word_too() {
    let (report, registry) = (vector("report.json"), vector("registry.json"));
    let (code, json) = verify_with(&report, &registry, &[]);
    assert_eq!(code, 0, "{json}");
    assert_eq!(json["payables"], json!([]));
    assert_eq!(json["basis"]["payables"], "issuer");
    let text = assay(&["verify", &report, "--registry", &registry]).stdout;
    assert!(text.contains("    payables        none\n"), "{text}");
}

/// What is owed is compared with what is held: a payable that nothing covers stops the proof, and says by how much.
#[test]
fn a_payable_that_is_not_covered_is_not_proved() {
    let test_dir = TestDir::new();
    let mut policy: Value = serde_json::from_str(&read("policy.json")).unwrap();
    policy["rules"] = json!([{ "rule": "coverage", "min_ratio": "1.00" }]);
    let policy = test_dir.write("policy.json", &policy.to_string());
    let mut owed: Value = serde_json::from_str(&read("supply.json")).unwrap();
    owed["entries"] = json!([
        { "entry": "book_entry", "registrar": "transfer-agent", "quantity": "1" },
        { "entry": "payable", "reason": "bought and not paid", "amount": "90000000000" },
    ]);
    let supply = test_dir.write("supply.json", &owed.to_string());
    let (book, out) = (file("book.json"), test_dir.out("report.json"));
    let mut args: Vec<String> = ["prove", "--book", &book, "--policy", &policy]
        .map(String::from)
        .to_vec();
    args.extend(["--supply", &supply, "--out", &out].map(String::from));
    for custodian in ["northbank", "eastcustody", "harbortrust"] {
        for (option, kind) in [("--opening", "opening"), ("--attestation", "attestation")] {
            args.extend([option.into(), file(&format!("{custodian}.{kind}.json"))]);
        }
    }
    let run = assay(&args.iter().map(String::as_str).collect::<Vec<_>>());
    assert_ne!(run.code, 0, "{}", run.stdout);
    let expected = "coverage: expected coverage >= 1.00, short by";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    assert!(!std::path::Path::new(&out).exists());
}
