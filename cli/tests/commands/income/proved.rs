//! From a book with income to a verdict.

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use serde_json::{json, Value};

use super::fund::Fund;
use crate::support::{assay, Run};

/// What was held throughout earned, and of the loss the most that was held on either day, in the sample fund: `0.003 x 1,000,000 - 0.0005 x 700,000 + 0.002 x 2,000 + 0.0001 x
/// 4,900,000.25`.
const EARNED: &str = "3144.000025";

/// As [`EARNED`], and one unit of its last decimal.
const MORE: &str = "3144.000026";

/// What is committed to and signed, a policy with the rule `yield`, and a registry.
fn attested() -> Fund {
    let fund = Fund::new();
    let run = fund.commit(&["--earlier-holdings", &fund.path("earlier.csv")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let key = fund.path("key.pem");
    let from = ["--not-before", "2026-11-01T00:00:00Z"];
    let run = assay(&[&["keygen", "--scheme", "ed25519", "--out", &key], &from[..]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let entry: Value = serde_json::from_str(&run.stdout).unwrap();
    let (commitment, out) = (fund.path("commitment.json"), fund.path("attestation.json"));
    let (book, opening) = (fund.path("book.json"), fund.path("opening.json"));
    let mut attest = vec!["attest", "--commitment", &commitment, "--key", &key];
    attest.extend(["--book", &book, "--opening", &opening, "--out", &out]);
    let run = assay(&attest);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let registry = json!({
        "assay": "v1", "kind": "registry", "subject": "fund:sample",
        "custodians": [{ "id": "northbank", "threshold": 1, "keys": [entry] }],
    });
    let policy = json!({
        "assay": "v1", "kind": "policy", "name": "Yield", "status": "proposed",
        "rules": [
            { "rule": "coverage", "min_ratio": "1" },
            { "rule": "yield", "min_ratio": "1" },
        ],
    });
    fund.test_dir.write("registry.json", &registry.to_string());
    fund.test_dir.write("policy.json", &policy.to_string());
    fund
}

/// `assay supply` with what was distributed.
fn supply(fund: &Fund, distributed: &[&str]) {
    let out = fund.path("supply.json");
    let mut all = vec!["supply", "--subject", "fund:sample", "--currency", "USD"];
    all.extend(["--value-per-token", "1", "--as-of", "2026-11-20T22:00:00Z"]);
    all.extend([
        "--book-entry",
        "registrar=7000000",
        "--out",
        &out,
        "--force",
    ]);
    distributed
        .iter()
        .for_each(|amount| all.extend(["--distributed", *amount]));
    let run = assay(&all);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

fn prove(fund: &Fund, more: &[&str]) -> Run {
    let at = |name: &str| fund.path(&format!("{name}.json"));
    let names = ["book", "policy", "supply", "opening", "attestation"];
    let mut all = vec!["prove".to_string()];
    all.extend(
        names
            .iter()
            .flat_map(|name| [format!("--{name}"), at(name)]),
    );
    all.extend(["--out".into(), at("report"), "--force".into()]);
    all.extend(more.iter().map(|argument| argument.to_string()));
    assay(&all.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn what_was_earned_covers_what_was_distributed() {
    let fund = attested();
    // The last unit in two parts.
    let (most, rest) = ("3000.000025=minted to holders", "144=paid");
    supply(&fund, &[most, rest]);
    let identity = Identity::generate();
    let (recipient, copy) = (identity.to_public().to_string(), fund.path("copy.age"));
    let run = prove(&fund, &["--auditor", &recipient, "--auditor-copy", &copy]);
    assert_eq!(run.code, 0, "{}", run.stderr);

    let (report, registry) = (fund.path("report.json"), fund.path("registry.json"));
    let verify = ["verify", &report, "--registry", &registry];
    let run = assay(&verify);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    for line in [
        "VALID\n",
        "  distributed     3,144.000025 USD, the issuer's word\n",
        "  income since    2026-10-20T22:00:00Z, the issuer's word\n",
        "yield         income >= 1 x distributed",
        "  Distributed: given to holders out of the period's income\n",
        "  USD: minted to holders\n",
    ] {
        assert!(run.stdout.contains(line), "{line} in {}", run.stdout);
    }
    let run = assay(&[&verify[..], &["--json"]].concat());
    let value: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(value["valid"], true);
    let income = json!({ "since": "2026-10-20T22:00:00Z", "book": "11".repeat(32), "rows": 4 });
    assert_eq!(value["income"], income);
    let distributed = json!([
        { "reason": "minted to holders", "amount": "3000.000025" },
        { "reason": "paid", "amount": "144" },
    ]);
    assert_eq!(value["distributed"], distributed);
    assert_eq!(value["basis"]["income"], "issuer");
    assert_eq!(value["basis"]["distributed"], "issuer");

    let key = identity.to_string();
    let identity = fund.test_dir.write("auditor.key", key.expose_secret());
    let audit = ["audit", &copy, "--identity", &identity, "--report", &report];
    let audit = [&audit[..], &["--registry", &registry]].concat();
    audited(&assay(&audit).stdout);
    audited_json(&assay(&[&audit[..], &["--json"]].concat()).stdout);
}

/// What the auditor reads of the income.
fn audited(text: &str) {
    let held = "\n  Held throughout, since 2026-10-20T22:00:00Z\n    northbank\n      \
        US912797SB42    1,000,000.00  x   0.0030  =  3,000.000000\n      \
        US912797SC25      700,000.00  x  -0.0005  =   -350.000000\n      \
        US912797SE80        2,000.00  x   0.0020  =      4.000000  until 2026-11-10\n      \
        cash:operating  4,900,000.25  x   0.0001  =    490.000025\n\n  \
        Income, USD\n    northbank    3,144.000025\n    all          3,144.000025\n    \
        distributed  3,144.000025\n";
    assert!(text.contains(held), "{text}");
    let room = "yield         income >= 1 x distributed  holds, with 0.00 USD to spare\n";
    assert!(text.contains(room), "{text}");
}

fn audited_json(text: &str) {
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(value["income"]["earned"], EARNED);
    let own = &value["custodians"][0]["income"];
    assert_eq!(own["earned"], EARNED);
    let positions = own["positions"].as_array().unwrap();
    assert_eq!(positions.len(), 4);
    let loss = json!({
        "row": 1, "instrument": "US912797SC25", "quantity": "700000",
        "per_unit": "-0.0005", "earned": "-350",
    });
    assert_eq!(positions[1], loss);
    assert_eq!(positions[2]["until"], "2026-11-10");
    // What was held throughout is nothing that is held besides.
    assert_eq!(value["total"], "7097363.2495");
}

#[test]
fn one_unit_more_is_refused() {
    let fund = attested();
    supply(&fund, &[&format!("{MORE}=dividend")]);
    let run = prove(&fund, &[]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    let expected = "\n  yield: expected income >= 1 x distributed, short by 0.01 USD\n";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    assert!(!std::path::Path::new(&fund.path("report.json")).exists());
    supply(&fund, &[&format!("{EARNED}=dividend")]);
    assert_eq!(prove(&fund, &[]).code, 0);
}

#[test]
fn what_was_distributed_has_to_be_said() {
    let fund = attested();
    supply(&fund, &[]);
    let run = prove(&fund, &[]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    let expected = "rule 1 (yield) speaks of what was distributed to holders, but the supply has no such entry; if nothing was, let it say 0";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    supply(&fund, &["0=nothing"]);
    assert_eq!(prove(&fund, &[]).code, 0);
}
