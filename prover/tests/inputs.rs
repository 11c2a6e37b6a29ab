//! Wrong inputs: exit code 2, a message with file, place and expectation, and no output.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use serde_json::Value;
use support::{assay, file, read, refused, Place};

const AS_OF: &str = "2026-11-20T22:00:00Z";

fn book(place: &Place, prices: &str, custodians: &str, extra: &[&str], expected: &[&str]) {
    let out = place.out("made.json");
    let mut args = vec![
        "book",
        "--prices",
        prices,
        "--as-of",
        AS_OF,
        "--subject",
        "fund",
    ];
    args.extend(["--custodians", custodians, "--out", &out]);
    args.extend(extra);
    refused(&args, expected);
    assert!(!place.files().contains(&"made.json".to_string()));
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
        "commit",
        "attest",
        "prove",
        "verify",
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
    let place = Place::new();
    let missing = place.out("none.json");
    refused(&["inspect", &missing], &["none.json: cannot read"]);
    refused(
        &["inspect", &file("prices.csv")],
        &["prices.csv: expected a JSON document"],
    );
    let unknown = place.write("x.json", r#"{"assay":"v1","kind":"shopping list"}"#);
    refused(&["inspect", &unknown], &["found \"shopping list\""]);
    let key = place.write("key.pem", "precious");
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
    let both = place.out("both");
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
    let endless = place.write("endless.json", &" ".repeat(17 << 20));
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
    let place = Place::new();
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
    let (opening, out) = (place.out("o"), place.out("c"));
    for (from, to, expected) in cases {
        let book = place.replaced("book.json", from, to);
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
        let book = place.write("book.json", broken);
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
    assert_eq!(place.files(), ["book.json"]);
}

#[test]
fn prices_and_custodians() {
    let place = Place::new();
    let (prices, custodians) = (file("prices.csv"), file("custodians.json"));
    let bad = place.replaced("prices.csv", "12/03/2026", "12/33/2026");
    book(
        &place,
        &bad,
        &custodians,
        &[],
        &["prices.csv: line 3: maturity: expected a date MM/DD/YYYY"],
    );
    let bad = place.replaced("prices.csv", ",99.", ",-99.");
    book(
        &place,
        &bad,
        &custodians,
        &[],
        &["prices.csv: line 2: buy: expected a price"],
    );
    let bad = place.replaced("prices.csv", "912797SB", "912797SX");
    book(
        &place,
        &bad,
        &custodians,
        &[],
        &["prices.csv: line 2: CUSIP: ", "check digit"],
    );
    let bad = place.changed("custodians.json", |c| {
        c["custodians"][0]["securities"]["max_days"] = 3.into()
    });
    book(
        &place,
        &prices,
        &bad,
        &[],
        &["custodians.json: ", "max_days"],
    );
    let bad = place.changed("custodians.json", |c| {
        c["custodians"][1]["id"] = "northbank".into()
    });
    book(
        &place,
        &prices,
        &bad,
        &[],
        &["custodians.json: ", "is listed twice"],
    );
    let bad = place.changed("custodians.json", |c| {
        c["custodians"][0]["securities"]["kinds"][0] = "repo".into()
    });
    book(
        &place,
        &prices,
        &bad,
        &[],
        &[
            "custodians.json: custodian northbank: securities: expected kinds",
            "found repo",
        ],
    );
    book(
        &place,
        &prices,
        &custodians,
        &["--shape", "11,8"],
        &["7,4 8,8 9,8 10,16 12,16"],
    );
    book(
        &place,
        &prices,
        &custodians,
        &["--shape", "7,4", "--rules", "4"],
        &["holds 109 rows, the book has 150"],
    );
    let policy = file("policy.json");
    book(
        &place,
        &prices,
        &custodians,
        &["--shape", "8,8", "--policy", &policy],
        &["the rules need 15"],
    );
    book(
        &place,
        &prices,
        &custodians,
        &["--rules", "17"],
        &["at most 4041 rows and 16 inequalities"],
    );
    book(
        &place,
        &prices,
        &custodians,
        &["--rules", "8", "--policy", &policy],
        &["cannot be used with"],
    );
}

#[test]
fn holdings() {
    let place = Place::new();
    let book = file("book.json");
    let (opening, out) = (place.out("o"), place.out("c"));
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
        let bad = place.write("h.csv", &format!("{header}{line}\n"));
        commit(&bad, "northbank", &["h.csv: ", expected]);
    }
    let bad = place.write("h.csv", "NB-1,cash:operating,1.00\n");
    commit(&bad, "northbank", &["h.csv: line 1: expected the header"]);
    assert_eq!(place.files(), ["h.csv"]);
}

#[test]
fn keys_and_attestations() {
    let place = Place::new();
    let out = place.out("a.json");
    let commitment = file("northbank.commitment.json");
    let attest = |key: &str, add_to: Option<&str>, expected: &[&str]| {
        let mut args = vec![
            "attest",
            "--commitment",
            &commitment,
            "--key",
            key,
            "--out",
            &out,
        ];
        args.extend(add_to.iter().flat_map(|a| ["--add-to", a]));
        refused(&args, expected);
    };
    attest(
        &file("book.json"),
        None,
        &["book.json: expected a PKCS#8 private key"],
    );
    let damaged = place.write("key.pem", &read("northbank.pem").replacen("MC4", "MC5", 1));
    attest(&damaged, None, &["key.pem: ", "private key"]);
    let (key, own) = (file("northbank.pem"), file("northbank.attestation.json"));
    attest(&key, Some(&own), &["already signed"]);
    let other = file("harbortrust.attestation.json");
    attest(
        &key,
        Some(&other),
        &["harbortrust.attestation.json: custodian: expected the same"],
    );
    assert_eq!(place.files(), ["key.pem"]);
}

#[test]
fn signers_see_what_they_sign() {
    let place = Place::new();
    let (out, key, book) = (
        place.out("a.json"),
        file("northbank.pem"),
        file("book.json"),
    );
    let (commitment, opening) = (
        file("northbank.commitment.json"),
        file("northbank.opening.json"),
    );
    let attest = |commitment: &str, more: &[&str]| {
        let mut args = vec!["attest", "--commitment", commitment, "--key", &key];
        args.extend(["--out", &out, "--force"]);
        args.extend(more);
        assay(&args)
    };
    let checked = "checked: the commitment is for the book given, and the opening given opens it\n";
    let unchecked =
        "NOT checked: what the commitment is to; name --book and --opening to check it\n";
    let both = ["--book", &book, "--opening", &opening];
    for (more, said, unsaid) in [
        (&both[..], checked, unchecked),
        (&[][..], unchecked, checked),
    ] {
        let run = attest(&commitment, more);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.contains(said) && !run.stdout.contains(unsaid));
        assert_eq!(
            std::fs::read_to_string(&out).unwrap(),
            read("northbank.attestation.json")
        );
        std::fs::remove_file(&out).unwrap();
    }

    let refused = |commitment: &str, more: &[&str], expected: &str| {
        let run = attest(commitment, more);
        assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert!(!std::path::Path::new(&out).exists());
    };
    refused(&commitment, &both[..2], "--opening <FILE>");
    refused(&commitment, &both[2..], "--book <FILE>");
    let elsewhere = place.changed("northbank.commitment.json", |c| {
        c["book"] = "00".repeat(32).into()
    });
    refused(
        &elsewhere,
        &both,
        "northbank.commitment.json: book: expected that of the book, found another",
    );
    let eastcustody = file("eastcustody.opening.json");
    refused(
        &commitment,
        &["--book", &book, "--opening", &eastcustody],
        "eastcustody.opening.json: custodian: expected northbank, as in the commitment, found eastcustody",
    );
    let swapped = place.changed("northbank.commitment.json", |c| {
        let other: Value = serde_json::from_str(&read("harbortrust.commitment.json")).unwrap();
        c["commitment"] = other["commitment"].clone();
    });
    refused(
        &swapped,
        &both,
        "northbank.opening.json: does not open the commitment of northbank",
    );
}

#[test]
fn proving() {
    let place = Place::new();
    let out = place.out("report.json");
    let all = ["northbank", "eastcustody", "harbortrust"];
    let openings: Vec<String> = all
        .iter()
        .map(|c| file(&format!("{c}.opening.json")))
        .collect();
    let attestations: Vec<String> = all
        .iter()
        .map(|c| file(&format!("{c}.attestation.json")))
        .collect();
    let prove = |policy: &str,
                 supply: &str,
                 openings: &[&str],
                 attestations: &[&str],
                 expected: &[&str]| {
        let book = file("book.json");
        let mut args = vec![
            "prove", "--book", &book, "--policy", policy, "--supply", supply, "--out", &out,
        ];
        args.extend(openings.iter().flat_map(|o| ["--opening", o]));
        args.extend(attestations.iter().flat_map(|a| ["--attestation", a]));
        refused(&args, expected);
    };
    let (policy, supply) = (file("policy.json"), file("supply.json"));
    let o: Vec<&str> = openings.iter().map(String::as_str).collect();
    let a: Vec<&str> = attestations.iter().map(String::as_str).collect();
    prove(
        &policy,
        &supply,
        &o[..2],
        &a,
        &["custodian harbortrust: expected one opening, found none"],
    );
    prove(
        &policy,
        &supply,
        &o,
        &a[1..],
        &["custodian northbank: expected one attestation, found none"],
    );
    prove(
        &policy,
        &supply,
        &[o[0], o[0], o[1], o[2]],
        &a,
        &["custodian northbank: expected one opening, found two"],
    );

    let strict = place.changed("policy.json", |p| {
        p["rules"][0]["min_ratio"] = "1.05".into();
        p["rules"][4]["wam_max_days"] = 30.into();
        p["rules"][5]["max_share"] = "0.40".into();
    });
    let expected = [
        "coverage: expected coverage >= 1.05, short by ",
        " USD",
        "maturity: expected WAM <= 30 days",
        " days (",
        "concentration: expected custodian northbank <= 0.40 of assets",
    ];
    prove(&strict, &supply, &o, &a, &expected);

    let later = place.changed("supply.json", |s| {
        s["as_of"] = "2026-11-21T22:00:00Z".into()
    });
    prove(
        &policy,
        &later,
        &o,
        &a,
        &["the supply as of 2026-11-21T22:00:00Z"],
    );
    let huge = place.changed("supply.json", |s| {
        s["entries"][4]["quantity"] = "99999999999".into()
    });
    prove(&policy, &huge, &o, &a, &["exceed the supply"]);

    // One cent more in one row: still a good opening, but not of what was signed.
    let text = read("northbank.opening.json");
    let cents = text
        .split("\"quantity\": \"")
        .find(|piece| !piece.starts_with('0') && !piece.starts_with('{'))
        .unwrap();
    let cents: u64 = cents.split('"').next().unwrap().parse().unwrap();
    let quantity = format!("\"quantity\": \"{cents}\"");
    let other = place.replaced(
        "northbank.opening.json",
        &quantity,
        &format!("\"quantity\": \"{}\"", cents + 1),
    );
    prove(
        &policy,
        &supply,
        &[&other, o[1], o[2]],
        &a,
        &["custodian northbank: the opening does not open the attested"],
    );

    let elsewhere = place.changed("northbank.attestation.json", |a| {
        a["book"] = "00".repeat(32).into()
    });
    prove(
        &policy,
        &supply,
        &o,
        &[&elsewhere, a[1], a[2]],
        &["custodian northbank: attestation: expected the book"],
    );
    let unsigned = place.changed("northbank.attestation.json", |a| {
        a["signatures"] = serde_json::json!([])
    });
    prove(
        &policy,
        &supply,
        &o,
        &[&unsigned, a[1], a[2]],
        &["the report just made does not verify"],
    );
    assert!(!place.files().contains(&"report.json".to_string()));
}

#[test]
fn messages_about_openings_show_nothing_of_them() {
    let place = Place::new();
    let broken = place.replaced(
        "northbank.opening.json",
        "\"quantity\": \"",
        "\"quantity\": \"7777x",
    );
    let (book, policy, supply) = (file("book.json"), file("policy.json"), file("supply.json"));
    let (out, attestation) = (place.out("r"), file("northbank.attestation.json"));
    let args = [
        "prove",
        "--book",
        &book,
        "--policy",
        &policy,
        "--supply",
        &supply,
        "--opening",
        &broken,
        "--attestation",
        &attestation,
        "--out",
        &out,
    ];
    let run = assay(&args);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("northbank.opening.json") && !run.stderr.contains("7777"),
        "{}",
        run.stderr
    );
}
