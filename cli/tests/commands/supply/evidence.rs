//! The command line: a supply read and proved, a report on it, and what a verifier makes of that.

use serde_json::{json, Value};

use crate::supply::node::{sources_json, token, Node, AS_OF};
use crate::support::{assay, file, read, refused, verify_with, TestDir};
use assay_testkit::rpc_server::Server;

/// A node on which the token has the supply of the demo's first entry.
fn node() -> Node {
    let demo: Value = serde_json::from_str(&read("supply.json")).unwrap();
    Node::with_supply(demo["entries"][0]["raw"].as_str().unwrap().parse().unwrap())
}

/// Sources of the demo's fund: its first entry is read, the others are as in the demo's supply.
fn sources(test_dir: &TestDir, servers: &[&Server], slot: bool) -> String {
    let demo: Value = serde_json::from_str(&read("supply.json")).unwrap();
    let mut sources = sources_json(servers);
    for name in ["subject", "currency", "value_per_token"] {
        sources[name] = demo[name].clone();
    }
    sources["entries"] = json!(demo["entries"].as_array().unwrap()[1..]);
    if slot {
        sources["chains"][0]["tokens"][0]["storage_slot"] = json!("2");
    }
    let path = test_dir.write("sources.json", &sources.to_string());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    path
}

fn prove(test_dir: &TestDir, supply: &str) -> Vec<String> {
    let mut args = vec!["prove".to_string()];
    for (option, name) in [("--book", "book.json"), ("--policy", "policy.json")] {
        args.extend([option.into(), file(name)]);
    }
    for custodian in ["northbank", "eastcustody", "harbortrust"] {
        args.extend([
            "--opening".into(),
            file(&format!("{custodian}.opening.json")),
        ]);
        args.extend([
            "--attestation".into(),
            file(&format!("{custodian}.attestation.json")),
        ]);
    }
    args.extend([
        "--supply".into(),
        supply.into(),
        "--out".into(),
        test_dir.out("report.json"),
    ]);
    args
}

fn run(args: &[String]) -> crate::support::Run {
    assay(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Reads the supply, proves a report on it, and gives the paths of both, and the block's hash.
fn report(test_dir: &TestDir, slot: bool) -> (String, String, String) {
    let (a, b) = (node().start(), node().start());
    let (sources, supply) = (
        sources(test_dir, &[&a, &b], slot),
        test_dir.out("supply.json"),
    );
    let done = assay(&[
        "supply",
        "--sources",
        &sources,
        "--as-of",
        AS_OF,
        "--out",
        &supply,
    ]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert_eq!(done.stdout.contains("proved in its state"), slot);
    let output = format!("{}{}", done.stdout, done.stderr);
    assert!(!output.contains("s3cr3t") && !output.contains("t0k3n"));
    // The token is not the demo's, of which the supply is said to be.
    let left_out = "no entry of the supply is of this token";
    assert!(done.stderr.contains(left_out), "{}", done.stderr);
    assert_eq!(done.stderr.matches("warning").count(), 1);
    let text = std::fs::read_to_string(&supply).unwrap();
    assert!(!text.contains("127.0.0.1"));
    let json: Value = serde_json::from_str(&text).unwrap();
    let proved = run(&prove(test_dir, &supply));
    assert_eq!(proved.code, 0, "{}", proved.stderr);
    let hash = json["entries"][0]["block_hash"]
        .as_str()
        .unwrap()
        .to_string();
    (test_dir.out("report.json"), supply, hash)
}

#[test]
fn a_supply_is_read_and_confirmed() {
    let test_dir = TestDir::new();
    let (report, supply, hash) = report(&test_dir, true);
    let registry = file("registry.json");
    let named = format!("eip155:1={hash}");
    let (code, json) = verify_with(
        &report,
        &registry,
        &["--block-hash", &named, "--supply", &supply],
    );
    assert_eq!(json["supply_evidence"][0]["proved"], json!(true));
    assert_eq!((code, &json["code"]), (0, &json!("valid")));
    let proved = &json["supply_evidence"][0];
    assert_eq!(
        (&proved["block_hash"], &proved["confirmed"]),
        (&json!(hash), &json!(true))
    );
    assert_eq!(proved["token"], json!(token().to_string().to_lowercase()));
    let unchecked = |json: &Value| -> Vec<String> {
        let checks = json["not_checked"].as_array().unwrap().iter();
        checks
            .map(|check| check["check"].as_str().unwrap().to_string())
            .collect()
    };
    assert!(!unchecked(&json).contains(&"block-hash".to_string()));

    let (code, json) = verify_with(&report, &registry, &[]);
    assert_eq!(code, 0);
    assert!(unchecked(&json).contains(&"block-hash".to_string()));
    assert_eq!(json["supply_evidence"][0]["confirmed"], json!(false));

    let text = assay(&[
        "verify",
        &report,
        "--registry",
        &registry,
        "--block-hash",
        &named,
        "--supply",
        &supply,
    ])
    .stdout;
    assert!(
        text.contains("Supply proved in the state of blocks you named\n    eip155:1  0x7777"),
        "{text}"
    );
    let text = assay(&["verify", &report, "--registry", &registry]).stdout;
    assert!(
        !text.contains("blocks you named\n") && text.contains("--block-hash"),
        "{text}"
    );
    let shown = assay(&["inspect", &supply]).stdout;
    assert!(shown.contains("with evidence"), "{shown}");

    let other = format!("eip155:1=0x{}", "00".repeat(32));
    for blocks in [
        vec![other.clone()],
        vec![named.clone(), other],
        vec![named.replace("155:1=", "155:10=")],
    ] {
        let mut options = Vec::new();
        blocks
            .iter()
            .for_each(|block| options.extend(["--block-hash", block]));
        let (code, json) = verify_with(&report, &registry, &options);
        assert_eq!(
            (code, &json["code"]),
            (1, &json!("supply-evidence")),
            "{blocks:?}"
        );
    }
}

#[test]
fn a_block_hash_without_evidence_is_refused() {
    let test_dir = TestDir::new();
    let (report, _, hash) = report(&test_dir, false);
    let registry = file("registry.json");
    let (code, json) = verify_with(&report, &registry, &[]);
    assert_eq!((code, &json["supply_evidence"]), (0, &json!([])));
    let (code, json) = verify_with(
        &report,
        &registry,
        &["--block-hash", &format!("eip155:1={hash}")],
    );
    assert_eq!((code, &json["code"]), (1, &json!("supply-evidence")));
    assert!(json["message"].as_str().unwrap().contains("found none"));
    refused(
        &[
            "verify",
            &report,
            "--registry",
            &registry,
            "--block-hash",
            "eip155:1",
        ],
        &["--block-hash"],
    );
}

#[test]
fn nothing_is_proved_about_wrong_evidence() {
    let test_dir = TestDir::new();
    let (_, supply, _) = report(&test_dir, true);
    let mut json: Value = serde_json::from_str(&std::fs::read_to_string(&supply).unwrap()).unwrap();
    let raw: u64 = json["entries"][0]["raw"].as_str().unwrap().parse().unwrap();
    json["entries"][0]["raw"] = json!((raw - 1).to_string());
    let wrong = test_dir.write("wrong.json", &json.to_string());
    let mut args = prove(&test_dir, &wrong);
    args.push("--force".into());
    let run = run(&args);
    assert_eq!(run.code, 2);
    let expected = format!(
        "wrong.json: entry 0: evidence: expected {} in storage slot",
        raw - 1
    );
    assert!(run.stderr.contains(&expected), "{}", run.stderr);
}

#[test]
fn the_command_line_makes_sources_too() {
    let test_dir = TestDir::new();
    let (a, out) = (Node::new().start(), test_dir.out("supply.json"));
    let (address, url) = (token().to_string().to_lowercase(), a.url());
    let (chain_token, endpoint, slot) = (
        format!("eip155:1={address}"),
        format!("eip155:1={url}"),
        format!("{address}=0x2"),
    );
    let base = [
        "supply",
        "--as-of",
        AS_OF,
        "--subject",
        "fund:x",
        "--currency",
        "USD",
        "--value-per-token",
        "1.5",
    ];
    let with = |more: &[&str]| {
        let mut args = base.to_vec();
        args.extend(more);
        args.extend(["--out", &out]);
        assay(&args)
    };
    let run = with(&[
        "--token",
        &chain_token,
        "--endpoint",
        &endpoint,
        "--storage-slot",
        &slot,
        "--book-entry",
        "registrar=10.5",
        "--pending-redemptions",
        "3",
        "--excluded",
        "1=the issuer's own",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("warning: eip155:1: one endpoint"),
        "{}",
        run.stderr
    );
    let json: Value = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
    let entries = json["entries"].as_array().unwrap();
    let names: Vec<&str> = entries
        .iter()
        .map(|entry| entry["entry"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["chain", "book_entry", "pending_redemptions", "excluded"]
    );
    assert_eq!(entries[3]["reason"], "the issuer's own");
    std::fs::remove_file(&out).unwrap();

    for (more, expected) in [
        (
            vec!["--token", &chain_token],
            "expected at least one endpoint",
        ),
        (
            vec!["--endpoint", &endpoint],
            "expected a chain with a token",
        ),
        (
            vec![
                "--token",
                &chain_token,
                "--endpoint",
                "eip155:1=http://node.example/k3y",
            ],
            "expected https://",
        ),
        (vec!["--token", "eip155:1"], "--token"),
        (
            vec!["--storage-slot", &slot],
            "expected a token that is read",
        ),
        (vec![], "expected a chain or an entry"),
        (vec!["--excluded", "1=too much"], "excluded balances"),
        (
            vec!["--book-entry", "a=1", "--excluded", "1=line\nfeed"],
            "reason",
        ),
    ] {
        let run = with(&more);
        assert_eq!(run.code, 2, "{more:?}");
        assert!(run.stderr.contains(expected), "{more:?}\n{}", run.stderr);
        assert!(!run.stderr.contains("k3y"), "{}", run.stderr);
        assert!(!std::path::Path::new(&out).exists());
    }
    let missing = assay(&["supply", "--as-of", AS_OF, "--out", &out]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("--subject"), "{}", missing.stderr);
}

#[test]
fn sources_are_private() {
    let node = node().start();
    let other = TestDir::new();
    let shown = assay(&["inspect", &sources(&other, &[&node], true)]);
    assert!(
        shown.stdout.contains("endpoint      http://127.0.0.1:"),
        "{}",
        shown.stdout
    );
    assert!(!shown.stdout.contains("s3cr3t"));
    let test_dir = TestDir::new();
    let path = test_dir.write(
        "sources.json",
        r#"{"assay":"v1","kind":"sources","endpoint":"https://a.example/s3cr3t"}"#,
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    let run = assay(&[
        "supply",
        "--sources",
        &path,
        "--as-of",
        AS_OF,
        "--out",
        &test_dir.out("supply.json"),
    ]);
    assert_eq!(run.code, 2);
    #[cfg(unix)]
    assert!(
        run.stderr.contains("warning") && run.stderr.contains("chmod 600"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("contents not shown") && !run.stderr.contains("s3cr3t"),
        "{}",
        run.stderr
    );
}
