//! The suite bls12-381 on the command line: the demo, and what custodians see and are refused.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::Value;

use crate::support::{assay, make_demo, refused, verify_with, Run, TestDir};

/// The files of one demo in the suite, and what it said, made once.
fn suite_demo() -> &'static (PathBuf, Run) {
    static DEMO: OnceLock<(PathBuf, Run)> = OnceLock::new();
    DEMO.get_or_init(|| make_demo("demo-suite", &["--suite", "bls12-381"]))
}

fn file(name: &str) -> String {
    suite_demo().0.join(name).to_str().unwrap().to_string()
}

fn json(name: &str) -> Value {
    serde_json::from_slice(&fs::read(file(name)).unwrap()).unwrap()
}

#[test]
fn everything_follows_the_book() {
    let run = &suite_demo().1;
    assert!(
        run.stdout.contains("suite           bls12-381\n"),
        "{}",
        run.stdout
    );
    assert_eq!(json("book.json")["suite"], "bls12-381");
    for custodian in ["northbank", "eastcustody", "harbortrust"] {
        let attestation = json(&format!("{custodian}.attestation.json"));
        assert_eq!(attestation["commitment"].as_str().unwrap().len(), 192);
        assert!(attestation["policy"].is_string() && attestation["table"].is_string());
        for signature in attestation["signatures"].as_array().unwrap() {
            assert_ne!(signature["scheme"], "ed25519");
        }
    }
    let (code, verdict) = verify_with(&file("report.json"), &file("registry.json"), &[]);
    assert_eq!((code, &verdict["suite"]), (0, &"bls12-381".into()));
    let shown = assay(&["inspect", &file("report.json")]);
    let digest = verdict["report"].as_str().unwrap();
    assert!(shown.stdout.contains(digest), "{}", shown.stdout);
    assert!(shown.stdout.contains("suite         bls12-381\n"));
    // Of the suite vesta it is not said.
    let shown = assay(&["inspect", &crate::support::file("book.json")]);
    assert!(!shown.stdout.contains("suite"));
}

/// What attest is given, but for the options of a case.
fn attest<'a>(commitment: &'a str, key: &'a str, out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut args = vec![
        "attest",
        "--commitment",
        commitment,
        "--key",
        key,
        "--out",
        out,
    ];
    args.extend(more);
    args
}

#[test]
fn what_is_signed_is_shown_before() {
    let test_dir = TestDir::new();
    let (commitment, out) = (file("northbank.commitment.json"), test_dir.out("a.json"));
    let (key, book, policy) = (
        file("northbank.pem"),
        file("book.json"),
        file("policy.json"),
    );
    let more = ["--book", &book, "--policy", &policy];
    let run = assay(&attest(&commitment, &key, &out, &more));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        fs::read_to_string(&out).unwrap(),
        fs::read_to_string(file("northbank.attestation.json")).unwrap()
    );
    let attestation = json("northbank.attestation.json");
    let (shown, signed) = run.stdout.split_once("northbank attests").unwrap();
    for field in [
        "subject",
        "as_of",
        "custodian",
        "book",
        "policy",
        "table",
        "commitment",
    ] {
        let value = attestation[field].as_str().unwrap();
        assert!(shown.contains(value), "{field}: {shown}");
    }
    let policy = json("policy.json");
    assert!(shown.contains(policy["name"].as_str().unwrap()));
    for rule in policy["rules"].as_array().unwrap() {
        assert!(
            shown.contains(&format!("\"rule\":{}", rule["rule"])),
            "{shown}"
        );
    }
    assert!(shown.contains("USD") && shown.contains("northbank, eastcustody, harbortrust"));
    assert!(signed.contains("NOT checked: what the commitment is to"));
}

#[test]
fn nothing_is_signed_without_what_it_covers() {
    let test_dir = TestDir::new();
    let (commitment, out) = (file("northbank.commitment.json"), test_dir.out("a.json"));
    let (key, book, policy) = (
        file("northbank.pem"),
        file("book.json"),
        file("policy.json"),
    );
    let opening = file("northbank.opening.json");
    let refuse = |commitment: &str, key: &str, more: &[&str], expected: &str| {
        refused(&attest(commitment, key, &out, more), &[expected]);
    };
    let needed = "--policy: custodians of a book of the suite bls12-381 sign for its policy too";
    refuse(&commitment, &key, &[], needed);
    refuse(
        &commitment,
        &key,
        &["--book", &book, "--opening", &opening],
        needed,
    );
    refuse(&commitment, &key, &["--policy", &policy], "--book");
    refuse(&commitment, &key, &["--book", &book], "--opening");
    // A book of another time, and one of the other suite.
    let other = test_dir.write(
        "other.json",
        &fs::read_to_string(&book)
            .unwrap()
            .replacen("T22:00:00Z", "T22:00:01Z", 1),
    );
    refuse(
        &commitment,
        &key,
        &["--book", &other, "--policy", &policy],
        "as_of: expected that of the book",
    );
    let vesta = crate::support::file("northbank.commitment.json");
    refuse(
        &vesta,
        &key,
        &["--book", &book, "--policy", &policy],
        "book: expected that of the book",
    );
    // A policy that asks for more inequalities than the book has room for.
    let mut large = json("policy.json");
    let rules = large["rules"].as_array_mut().unwrap();
    let more: Vec<Value> = rules.iter().cycle().take(60).cloned().collect();
    *rules = more;
    let large = test_dir.write("large.json", &large.to_string());
    refuse(
        &commitment,
        &key,
        &["--book", &book, "--policy", &large],
        "large.json: ",
    );
    let ed25519 = crate::support::file("northbank.pem");
    refuse(
        &commitment,
        &ed25519,
        &["--book", &book, "--policy", &policy],
        "--key: signatures of ed25519 do not count in the suite bls12-381",
    );
    assert_eq!(test_dir.files(), ["large.json", "other.json"]);
}

#[test]
fn a_policy_that_nobody_would_sign_is_refused() {
    let test_dir = TestDir::new();
    let demo = crate::support::file;
    let (commitment, key) = (demo("northbank.commitment.json"), demo("northbank.pem"));
    let (book, policy, out) = (
        demo("book.json"),
        demo("policy.json"),
        test_dir.out("a.json"),
    );
    refused(
        &attest(
            &commitment,
            &key,
            &out,
            &["--book", &book, "--policy", &policy],
        ),
        &["--policy: custodians of a book of the suite vesta do not sign for its policy"],
    );
}

#[test]
fn prove_takes_attestations_of_its_policy_alone() {
    let test_dir = TestDir::new();
    let mut policy = json("policy.json");
    policy["name"] = "Another".into();
    let (policy, out) = (
        test_dir.write("p.json", &policy.to_string()),
        test_dir.out("r.json"),
    );
    let (book, supply) = (file("book.json"), file("supply.json"));
    let mut args = vec![
        "prove", "--book", &book, "--policy", &policy, "--supply", &supply, "--out", &out,
    ];
    let files: Vec<String> = ["northbank", "eastcustody", "harbortrust"]
        .iter()
        .flat_map(|id| {
            [
                file(&format!("{id}.opening.json")),
                file(&format!("{id}.attestation.json")),
            ]
        })
        .collect();
    for pair in files.chunks(2) {
        args.extend(["--opening", &pair[0], "--attestation", &pair[1]]);
    }
    refused(
        &args,
        &[
            "northbank.attestation.json: ",
            "expected the policy of the report",
        ],
    );
}

#[test]
fn a_book_has_a_shape_of_its_suite() {
    let test_dir = TestDir::new();
    let out = test_dir.out("book.json");
    let (prices, custodians) = (file("prices.csv"), file("custodians.json"));
    let args = [
        "book",
        "--prices",
        &prices,
        "--prices-date",
        "2026-11-20",
        "--as-of",
        "2026-11-20T22:00:00Z",
        "--subject",
        "fund:x",
        "--custodians",
        &custodians,
        "--out",
        &out,
        "--suite",
        "bls12-381",
        "--shape",
        "9,32",
    ];
    refused(
        &args,
        &["--shape: verifiers have no key of shape (9, 32) in the suite bls12-381"],
    );
    let mut unknown = args;
    unknown[14] = "bls12-377";
    refused(&unknown, &["expected the suite \"vesta\" or \"bls12-381\""]);
}
