//! `assay evm`: calldata of a report, and a feed that answers from here. `contracts/evm/vm-tests` has the contracts themselves.

mod chain;

use assay_testkit::rpc_server::Reply;
use assay_testkit::vectors;
use serde_json::Value;

use crate::evm::chain::{Chain, FEED, OTHER, VERIFIER};
use crate::support::{assay, refused, Run, TestDir};

const NOW: &str = "2026-11-21T08:00:00Z";

fn vector(name: &str) -> String {
    let path = vectors::path(&format!("report/bls12-381/{name}"));
    path.to_str().unwrap().to_string()
}

fn check_with(chain: Chain, report: &str, more: &[&str]) -> Run {
    let server = chain.serve();
    let (url, registry) = (server.url(), vector("registry.json"));
    let args = [
        "evm",
        "check",
        "--rpc",
        &url,
        "--feed",
        FEED,
        "--registry",
        &registry,
        "--report",
        report,
        "--now",
        NOW,
    ];
    assay(&[&args[..], more].concat())
}

fn check(chain: Chain, more: &[&str]) -> Run {
    check_with(chain, &vector("report.json"), more)
}

/// The differences that are told of a chain, which is changed first.
#[track_caller]
fn differences(change: impl FnOnce(&mut Chain), more: &[&str]) -> Vec<String> {
    let mut chain = Chain::new();
    change(&mut chain);
    let run = check(chain, &[&["--json"], more].concat());
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["same"], false);
    let differences = json["differences"].as_array().unwrap().iter();
    let part = |difference: &Value, name: &str| difference[name].as_str().unwrap().to_owned();
    differences
        .map(|d| {
            format!(
                "{}: {} | {}",
                part(d, "what"),
                part(d, "expected"),
                part(d, "found")
            )
        })
        .collect()
}

#[track_caller]
fn differs(change: impl FnOnce(&mut Chain), expected: &str) {
    assert_eq!(differences(change, &[]), [expected]);
}

#[track_caller]
fn cannot_tell(change: impl FnOnce(&mut Chain), more: &[&str], expected: &str) {
    let mut chain = Chain::new();
    change(&mut chain);
    let run = check(chain, more);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    assert!(!run.stderr.contains("s3cr3t"), "{}", run.stderr);
}

#[test]
fn calldata_of_a_report() {
    let run = assay(&["evm", "calldata", &vector("report.json")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let calldata = run.stdout.trim_end();
    assert!(calldata.starts_with("0x10013ea7"), "{calldata}");
    let run = assay(&["evm", "calldata", &vector("report.json"), "--json"]);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, &json["calldata"]), (0, &calldata.into()));
    assert_eq!(json["submission"]["asOf"], "1795212000");
    assert_eq!(json["submission"]["owed"]["tokens"]["decimals"], "6");
}

#[test]
fn reports_that_no_contract_can_be_told() {
    let vesta = vectors::path("report/report.json");
    refused(
        &["evm", "calldata", vesta.to_str().unwrap()],
        &["report.json: expected a report of the suite bls12-381, found one of vesta"],
    );
    let test_dir = TestDir::new();
    let text = std::fs::read_to_string(vector("report.json")).unwrap();
    let mut report: Value = serde_json::from_str(&text).unwrap();
    let attestations = report["attestations"].as_array_mut().unwrap();
    attestations.reverse();
    let path = test_dir.write("reversed.json", &report.to_string());
    refused(
        &["evm", "calldata", &path],
        &["reversed.json: ", "northbank", "eastcustody"],
    );
}

#[test]
fn the_same() {
    let run = check(Chain::new(), &[]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    for line in [
        "THE SAME\n",
        &format!("{FEED} on eip155:1"),
        "who owns the settings and can change them: 0x0a0a",
        "that the node tells the truth",
        "the code of the contracts, so that nothing they say is sure; give --artefacts",
        "the least value of a token; give --least-value",
        "the heartbeat; give --max-age",
        "the decimals of the token on this chain; give --token",
        "the supply is the report's own claim; give --supply",
    ] {
        assert!(run.stdout.contains(line), "{line}: {}", run.stdout);
    }
    let token = "eip155:1/0x5b1c0000000000000000000000000000000000a5=6";
    let more = [
        "--token",
        token,
        "--max-age",
        "25h",
        "--least-value",
        "USD=0.99",
        "--json",
    ];
    let run = check(Chain::new(), &more);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, &json["same"]), (0, &true.into()));
    let left = json["not_checked_of_the_chain"].to_string();
    assert!(
        !left.contains("--least-value") && !left.contains("--max-age"),
        "{left}"
    );
    assert!(!left.contains("--token"), "{left}");
}

#[test]
fn terms_that_differ() {
    let zeros = format!("0x{}", "00".repeat(32));
    let of = |what: &str, index| {
        let found = differences(|chain| chain.terms[index] = [0; 32], &[]);
        assert!(
            found.len() == 1 && found[0].starts_with(what) && found[0].ends_with(&zeros),
            "{found:?}"
        );
    };
    of("subject: 0x", 0);
    of("policy: 0x", 5);
    differs(
        |chain| chain.terms[1][2] = b'R',
        "currency: 0x555344000000000000000000 | 0x555352000000000000000000",
    );
    differs(
        |chain| chain.shape = (8, 8),
        "shape of the proof verifier: (7, 4) | (8, 8)",
    );
    differs(
        |chain| chain.feed_decimals = 18,
        "decimals of the feed: 6 | 18",
    );
    let found = differences(|_| (), &["--max-age", "24h"]);
    assert_eq!(found, ["heartbeat: at most 86400 s | 90000 s"]);
    let found = differences(|_| (), &["--least-value", "USD=0.995"]);
    assert_eq!(found, ["least value: at least 0.995 | 0.99"]);
    let token = "eip155:1/0x5b1c0000000000000000000000000000000000a5=6";
    let found = differences(
        |chain| {
            chain.terms[2][31] = 7;
            chain.feed_decimals = 7;
            chain.round[4] = Chain::word(1_062_500_005_000_010);
        },
        &["--token", token],
    );
    assert_eq!(found, ["decimals of the settings: 6 | 7"]);
}

#[test]
fn a_round_that_differs() {
    let found = differences(|chain| chain.round[0] = [1; 32], &[]);
    assert!(
        found.len() == 1 && found[0].starts_with("report of the latest round: 0x"),
        "{found:?}"
    );
    differs(
        |chain| chain.round[1] = Chain::word(5),
        "as-of time of the latest round: 1795212000 | 5",
    );
    differs(
        |chain| chain.round[4] = Chain::word(5),
        "tokens of the latest round: 106250000500001 | 5",
    );
    differs(
        |chain| chain.round[5] = Chain::word(5),
        "amount of the latest round: 106250000.500001 | 0.000005",
    );
    differs(
        |chain| chain.round[2] = Chain::word(1),
        "version of the settings of the latest round (another one: superseded): 7 | 1",
    );
}

#[test]
fn custodians_that_differ() {
    differs(
        |chain| chain.threshold("eastcustody", 1),
        "threshold of custodian eastcustody: 2 | 1",
    );
    differs(
        |chain| chain.threshold("northbank", 0),
        "threshold of custodian northbank: 1 | 0",
    );
    let hash = assay_evm::hex(&Chain::id("mallory"));
    let found = differences(
        |chain| {
            chain.threshold("mallory", 1);
            chain.custodian_event("mallory");
        },
        &[],
    );
    assert_eq!(
        found,
        [format!(
            "custodian of SHA-256 {hash}: none | one, of threshold 1"
        )]
    );
    let found = differences(
        |chain| {
            chain.key("northbank", OTHER, (1, 0, 9));
            chain.key_event("northbank", OTHER);
        },
        &[],
    );
    let key = assay_evm::hex(&OTHER);
    assert_eq!(
        found,
        [format!(
            "key {key} of custodian northbank: none | secp256k1, 0 to 9"
        )]
    );
    let found = differences(
        |chain| {
            let key = *chain.keys.keys().next().unwrap();
            chain.keys.remove(&key);
        },
        &[],
    );
    assert!(
        found.len() == 1 && found[0].ends_with("| none"),
        "{found:?}"
    );
    let found = differences(|chain| chain.keys.values_mut().next().unwrap().2 += 1, &[]);
    assert!(
        found.len() == 1 && found[0].contains(" to 1830297600"),
        "{found:?}"
    );
}

#[test]
fn a_report_that_does_not_verify() {
    let test_dir = TestDir::new();
    let text = std::fs::read_to_string(vector("report.json")).unwrap();
    let text = text.replace("\"500000\"", "\"400000\"");
    let path = test_dir.write("other.json", &text);
    let run = check_with(Chain::new(), &path, &[]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.starts_with("NOT VALID: "), "{}", run.stdout);
}

#[test]
fn a_report_of_another_suite() {
    let path = |name: &str| {
        vectors::path(&format!("report/{name}.json"))
            .display()
            .to_string()
    };
    let (report, registry) = (path("report"), path("registry"));
    let server = Chain::new().serve();
    let url = server.url();
    let args = [
        "evm",
        "check",
        "--rpc",
        &url,
        "--feed",
        FEED,
        "--report",
        &report,
        "--registry",
        &registry,
        "--now",
        NOW,
    ];
    let run = assay(&args);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    let expected = "expected a report of the suite bls12-381, found one of vesta";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    assert_eq!(server.requests(), []);
}

#[test]
fn what_cannot_be_told() {
    cannot_tell(
        |chain| {
            chain.logs.pop();
        },
        &[],
        "--from-block: expected an event for each of the 7 versions of the settings, found 6 of them",
    );
    cannot_tell(
        |chain| chain.codes.clear(),
        &[],
        "--feed: expected a contract at 0x",
    );
    cannot_tell(|chain| chain.refuses("latest()"), &[], "execution reverted");
    cannot_tell(|chain| chain.refuses("terms()"), &[], "terms() of 0x");
    cannot_tell(
        |chain| chain.round.truncate(6),
        &[],
        "expected what the contracts of Assay return",
    );
    cannot_tell(
        |chain| chain.wrong = Some(|| Reply::Error(-32_601, "no such method".into())),
        &[],
        "--rpc: http://127.0.0.1:",
    );
    cannot_tell(
        |chain| chain.undone = true,
        &[],
        "was undone while it was read",
    );
    cannot_tell(|_| (), &["--artefacts", "/nonexistent"], "ReserveFeed.json");
}

#[test]
fn addresses_and_blocks_have_one_form() {
    for (option, value, expected) in [
        (
            "--feed",
            "0x12",
            "expected an address, 0x and 40 hex digits",
        ),
        ("--block", "safe", "expected finalized, latest, or a number"),
        ("--rpc", "http://a.example", "expected https://"),
    ] {
        let run = assay(&["evm", "check", option, value]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    }
}

#[test]
fn code_is_that_of_the_artefacts() {
    let test_dir = TestDir::new();
    let dir = Chain::artefacts(&test_dir);
    let run = check(Chain::new(), &["--artefacts", &dir]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(!run.stdout.contains("--artefacts"), "{}", run.stdout);
    for (address, name) in Chain::contracts() {
        let found = differences(
            |chain| chain.codes.get_mut(&address).unwrap()[0] ^= 1,
            &["--artefacts", &dir],
        );
        let what = format!(
            "code at {}: {name} | other code, or none",
            assay_evm::hex(&address)
        );
        assert_eq!(found, [what]);
    }
    // Another contract in place of the generators.
    let found = differences(
        |chain| chain.codes.get_mut(&VERIFIER).unwrap()[63] ^= 1,
        &["--artefacts", &dir],
    );
    assert!(
        found.len() == 1 && found[0].contains(": generators-7-4 | other code, or none"),
        "{found:?}"
    );
}
