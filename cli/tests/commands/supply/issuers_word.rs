//! What the issuer chooses of a supply, and cannot make look proved: slot, decimals, block, and the value of one token.

use alloy_primitives::{hex, B256, U256};
use serde_json::{json, Value};

use crate::supply::node::{slot, token, AS_OF, NUMBER, TIME};
use crate::support::{assay, file, read, verify_with, TestDir};
use assay_testkit::evm_state::{Account, Header, State};

/// 877,981,987 tokens of six decimals.
const SUPPLY: u64 = 877_981_987_000_000;
/// `approve(x, 1000000)`.
const ALLOWANCE: u64 = 1_000_000;
/// Where that is stored: a hash, as of any mapping.
const ALLOWANCE_SLOT: u64 = 0xa11;
const SIX_YEARS: u64 = 6 * 365 * 86_400 + 86_400;

/// An entry with evidence of a slot, in a block of some time, and the block's hash.
fn entry(of: u64, raw: u64, decimals: u8, time: u64) -> (Value, String) {
    let words = [
        (slot(2), U256::from(SUPPLY)),
        (slot(ALLOWANCE_SLOT), U256::from(ALLOWANCE)),
    ];
    let state = State::with(token(), Account::contract(words), 30);
    let header = Header {
        parent: B256::repeat_byte(9),
        state_root: state.root(),
        number: NUMBER,
        time,
    };
    let nodes = |nodes: Vec<alloy_primitives::Bytes>| -> Vec<String> {
        nodes.iter().map(hex::encode).collect()
    };
    let hash = header.hash().to_string();
    let entry = json!({
        "entry": "chain", "chain": "eip155:1", "token": token().to_string().to_lowercase(), "block": NUMBER,
        "block_hash": hash, "raw": raw.to_string(), "decimals": decimals,
        "evidence": {
            "slot": hex::encode(slot(of)), "header": hex::encode(header.rlp()),
            "account_proof": nodes(state.account_proof(token())),
            "storage_proof": nodes(state.storage_proof(token(), slot(of))),
        },
    });
    (entry, hash)
}

/// A report of the demo's holdings on this supply, under a policy that asks for coverage and nothing else.
fn prove(test_dir: &TestDir, entry: Value, value: &str, more: &[&str]) -> crate::support::Run {
    let demo: Value = serde_json::from_str(&read("supply.json")).unwrap();
    let supply = json!({
        "assay": "v1", "kind": "supply", "subject": demo["subject"], "as_of": AS_OF, "currency": "USD",
        "entries": [entry], "value_per_token": value,
    });
    let policy = json!({
        "assay": "v1", "kind": "policy", "name": "Coverage", "status": "proposed",
        "rules": [{ "rule": "coverage", "min_ratio": "1.00" }],
    });
    let supply = test_dir.write("supply.json", &supply.to_string());
    let policy = test_dir.write("policy.json", &policy.to_string());
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
    args.extend(more.iter().map(|arg| arg.to_string()));
    assay(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The path of such a report.
fn proved(test_dir: &TestDir, entry: Value, value: &str, more: &[&str]) -> String {
    let run = prove(test_dir, entry, value, more);
    assert_eq!(run.code, 0, "{}", run.stderr);
    test_dir.out("report.json")
}

fn known(more: &str) -> String {
    format!("eip155:1/{}={more}", token().to_string().to_lowercase())
}

fn text(test_dir: &TestDir, report: &str, more: &[&str]) -> String {
    let registry = open(test_dir);
    let mut args = vec!["verify", report, "--registry", &registry];
    args.extend(more);
    let run = assay(&args);
    assert_eq!(run.code, 0, "{}", run.stdout);
    run.stdout
}

fn unchecked(json: &Value) -> Vec<&str> {
    let checks = json["not_checked"].as_array().unwrap().iter();
    checks
        .map(|check| check["check"].as_str().unwrap())
        .collect()
}

/// The registry of the demo, which pins no policy here.
fn registry(test_dir: &TestDir, name: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut registry: Value = serde_json::from_str(&read("registry.json")).unwrap();
    registry.as_object_mut().unwrap().remove("policy").unwrap();
    change(&mut registry);
    test_dir.write(name, &registry.to_string())
}

fn open(test_dir: &TestDir) -> String {
    registry(test_dir, "open.json", |_| ())
}

/// A registry that knows the token.
fn registry_with(test_dir: &TestDir, decimals: u8) -> String {
    let slot = hex::encode(slot(2));
    let token = token().to_string();
    registry(test_dir, "knows.json", |registry| {
        registry["tokens"] =
            json!([{ "chain": "eip155:1", "token": token, "decimals": decimals, "slot": slot }]);
    })
}

#[test]
fn a_supply_is_proved_if_the_verifier_names_block_slot_and_decimals() {
    let test_dir = TestDir::new();
    let (entry, hash) = entry(2, SUPPLY, 6, TIME - 900);
    let report = proved(&test_dir, entry, "1.00", &[]);
    let (named, all) = (format!("eip155:1={hash}"), known("6,2"));
    let options = ["--block-hash", &named, "--token", &all];
    let (code, json) = verify_with(&report, &open(&test_dir), &options);
    assert_eq!((code, &json["code"]), (0, &json!("valid")));
    let evidence = &json["supply_evidence"][0];
    assert_eq!(evidence["proved"], true);
    assert_eq!(evidence["block_time"], "2026-11-20T21:45:00Z");
    assert_eq!(
        evidence["basis"],
        json!({ "block": "verifier", "slot": "verifier", "decimals": "verifier" })
    );
    for check in ["token-slot", "token-decimals", "block-hash"] {
        assert!(!unchecked(&json).contains(&check), "{check}");
    }
    let shown = text(&test_dir, &report, &options);
    let expected = "Supply proved in the state of blocks you named\n    eip155:1  0x7777";
    assert!(shown.contains(expected), "{shown}");
    assert!(shown.contains("tokens      877,981,987\n"), "{shown}");
    assert!(
        shown.contains("2026-11-20T21:45:00Z, 15 min before the as-of time"),
        "{shown}"
    );
    assert!(!shown.contains("not proved\n    eip155"), "{shown}");
    // The registry says as much as the option.
    let registry = registry_with(&test_dir, 6);
    let (code, json) = verify_with(&report, &registry, &["--block-hash", &named]);
    assert_eq!(
        (code, &json["supply_evidence"][0]["proved"]),
        (0, &json!(true))
    );

    // One of the three left out is the issuer's word, with its value.
    let decimals = known("6");
    for (options, whose, line) in [
        (
            vec!["--block-hash", &named, "--token", &decimals],
            "slot",
            "slot        0x0000000000000000000000000000000000000000000000000000000000000002, the issuer's word",
        ),
        (
            vec!["--block-hash", &named],
            "decimals",
            "decimals    6, the issuer's word",
        ),
        (vec!["--token", &all], "block", "block hash  0x"),
    ] {
        let (code, json) = verify_with(&report, &open(&test_dir), &options);
        let evidence = &json["supply_evidence"][0];
        assert_eq!((code, &evidence["proved"]), (0, &json!(false)), "{whose}");
        assert_eq!(evidence["basis"][whose], "issuer");
        let check = ["token-slot", "token-decimals", "block-hash"];
        assert!(check.iter().any(|check| unchecked(&json).contains(check)));
        let shown = text(&test_dir, &report, &options);
        assert!(!shown.contains("Supply proved"), "{shown}");
        assert!(
            shown.contains("Supply with evidence, not proved") && shown.contains(line),
            "{shown}"
        );
    }
}

/// 1.000000 tokens to cover, instead of 877,981,987.
#[test]
fn an_allowance_is_not_proved_to_be_a_supply() {
    let test_dir = TestDir::new();
    let (entry, hash) = entry(ALLOWANCE_SLOT, ALLOWANCE, 6, TIME);
    let report = proved(&test_dir, entry, "1.00", &[]);
    let named = format!("eip155:1={hash}");
    let (code, json) = verify_with(&report, &open(&test_dir), &["--block-hash", &named]);
    assert_eq!((code, &json["tokens"]), (0, &json!("1.000000")));
    assert_eq!(json["supply_evidence"][0]["proved"], false);
    assert!(unchecked(&json).contains(&"token-slot"));
    let shown = text(&test_dir, &report, &["--block-hash", &named]);
    assert!(!shown.contains("Supply proved"), "{shown}");
    assert!(
        shown.contains("0a11, the issuer's word") && shown.contains("storage slot    0x"),
        "{shown}"
    );
    let all = known("6,2");
    for (registry, options) in [
        (
            open(&test_dir),
            vec!["--block-hash", &named, "--token", &all],
        ),
        (registry_with(&test_dir, 6), vec!["--block-hash", &named]),
    ] {
        let (code, json) = verify_with(&report, &registry, &options);
        assert_eq!((code, &json["code"]), (1, &json!("token-slot")));
    }
}

/// 15 decimals instead of 6.
#[test]
fn other_decimals_are_not_proved() {
    let test_dir = TestDir::new();
    let (entry, hash) = entry(2, SUPPLY, 15, TIME);
    let report = proved(&test_dir, entry, "1.00", &[]);
    let named = format!("eip155:1={hash}");
    let (code, json) = verify_with(&report, &open(&test_dir), &["--block-hash", &named]);
    assert_eq!((code, &json["tokens"]), (0, &json!("0.877981987000000")));
    assert_eq!(json["supply"][0]["decimals"], 15);
    assert_eq!(json["supply_evidence"][0]["proved"], false);
    assert!(unchecked(&json).contains(&"token-decimals"));
    let shown = text(&test_dir, &report, &["--block-hash", &named]);
    assert!(shown.contains("15, the issuer's word"), "{shown}");
    let (six, registry) = (known("6"), registry_with(&test_dir, 6));
    let (_, json) = verify_with(&report, &open(&test_dir), &["--token", &six]);
    assert_eq!(json["code"], "token-decimals");
    let (_, json) = verify_with(&report, &registry, &[]);
    assert_eq!(json["code"], "token-decimals");
}

#[test]
fn a_block_of_six_years_ago_is_refused() {
    let test_dir = TestDir::new();
    let (entry, hash) = entry(2, SUPPLY, 6, TIME - SIX_YEARS);
    let run = prove(&test_dir, entry.clone(), "1.00", &[]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains(
            "expected a block within 3600 s of 2026-11-20T22:00:00Z, found one of 2020-11"
        ),
        "{}",
        run.stderr
    );
    let report = proved(&test_dir, entry, "1.00", &["--block-within", "2200d"]);
    let (named, all, registry) = (format!("eip155:1={hash}"), known("6,2"), open(&test_dir));
    let options = ["--block-hash", &named, "--token", &all];
    let (code, json) = verify_with(&report, &registry, &options);
    assert_eq!((code, &json["code"]), (1, &json!("block-time")));
    let wide = [&options[..], &["--block-within", "2200d"]].concat();
    assert!(text(&test_dir, &report, &wide).contains("before the as-of time"));
    // So it is in a directory of reports.
    let reports = test_dir.out("reports");
    std::fs::create_dir(&reports).unwrap();
    std::fs::copy(&report, format!("{reports}/1.json")).unwrap();
    let run = assay(&["log", "verify", &reports, "--registry", &registry, "--json"]);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, &json["code"]), (1, &json!("block-time")));
    let run = assay(&[
        "log",
        "verify",
        &reports,
        "--registry",
        &registry,
        "--block-within",
        "2200d",
        "--json",
    ]);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(run.code, 0, "{}", run.stdout);
    for check in [
        "value-per-token",
        "token-decimals",
        "token-slot",
        "block-hash",
    ] {
        assert!(unchecked(&json).contains(&check), "{check}");
    }
}

/// 801,000,000.5 tokens at 0.01 each, against 8,010,000.005 USD.
#[test]
fn the_value_of_a_token_is_shown_and_can_be_bounded() {
    let test_dir = TestDir::new();
    let entry =
        json!({ "entry": "book_entry", "registrar": "transfer-agent", "quantity": "801000000.5" });
    let report = proved(&test_dir, entry, "0.01", &[]);
    let registry = open(&test_dir);
    let (code, json) = verify_with(&report, &registry, &[]);
    assert_eq!(code, 0);
    assert_eq!(json["value_per_token"], "0.01");
    assert_eq!(json["tokens"], "801000000.5");
    assert_eq!(json["amount_to_cover"], "8010000.005");
    assert_eq!(json["basis"]["value_per_token"], "issuer");
    assert!(unchecked(&json).contains(&"value-per-token"));
    let shown = text(&test_dir, &report, &[]);
    assert!(
        shown.contains("  value per token 0.01 USD, the issuer's word\n"),
        "{shown}"
    );
    assert!(shown.contains("    value per token 0.01 USD\n"), "{shown}");
    let inspected = assay(&["inspect", &report]).stdout;
    assert!(
        inspected.contains("value         0.01 USD per token"),
        "{inspected}"
    );

    let dollar = ["--least-value", "USD=1.00"];
    let (code, json) = verify_with(&report, &registry, &dollar);
    assert_eq!((code, &json["code"]), (1, &json!("value-too-low")));
    let euro = verify_with(&report, &registry, &["--least-value", "EUR=0.01"]).1;
    assert_eq!(euro["code"], "wrong-currency");
    let cent = ["--least-value", "USD=0.0100"];
    let (code, json) = verify_with(&report, &registry, &cent);
    assert_eq!(
        (code, &json["basis"]["value_per_token"]),
        (0, &json!("at-least"))
    );
    assert!(text(&test_dir, &report, &cent)
        .contains("value per token 0.01 USD, at least 0.0100, as you asked"));
    let asking = self::registry(&test_dir, "asks.json", |registry| {
        registry["least_value_per_token"] = json!({ "currency": "USD", "value": "1" });
    });
    assert_eq!(
        verify_with(&report, &asking, &[]).1["code"],
        "value-too-low"
    );
    let asked = assay(&["inspect", &asking]).stdout;
    assert!(asked.contains("least value   1 USD per token"), "{asked}");
    // Who gives the supply gives the value.
    let supply = test_dir.out("supply.json");
    let (_, json) = verify_with(&report, &registry, &["--supply", &supply]);
    assert_eq!(json["basis"]["value_per_token"], "verifier");
    assert!(!unchecked(&json).contains(&"value-per-token"));
    assert!(text(&test_dir, &report, &["--supply", &supply]).contains("0.01 USD, as you gave it"));
}
