//! Wrong keys, attestations, openings and rules that do not hold: exit code 2, and no output.

use crate::support::{assay, file, read, refused, TestDir};
use serde_json::Value;

#[test]
fn keys_and_attestations() {
    let test_dir = TestDir::new();
    let out = test_dir.out("a.json");
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
    let damaged = test_dir.write("key.pem", &read("northbank.pem").replacen("MC4", "MC5", 1));
    attest(&damaged, None, &["key.pem: ", "private key"]);
    let (key, own) = (file("northbank.pem"), file("northbank.attestation.json"));
    attest(&key, Some(&own), &["already signed"]);
    let other = file("harbortrust.attestation.json");
    attest(
        &key,
        Some(&other),
        &["harbortrust.attestation.json: custodian: expected the same"],
    );
    assert_eq!(test_dir.files(), ["key.pem"]);
}

#[test]
fn signers_see_what_they_sign() {
    let test_dir = TestDir::new();
    let (out, key, book) = (
        test_dir.out("a.json"),
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
    for (more, present, absent) in [
        (&both[..], checked, unchecked),
        (&[][..], unchecked, checked),
    ] {
        let run = attest(&commitment, more);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.contains(present) && !run.stdout.contains(absent));
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
    let elsewhere = test_dir.changed("northbank.commitment.json", |c| {
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
    let swapped = test_dir.changed("northbank.commitment.json", |c| {
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
    let test_dir = TestDir::new();
    let out = test_dir.out("report.json");
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

    let strict = test_dir.changed("policy.json", |p| {
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

    let later = test_dir.changed("supply.json", |s| {
        s["as_of"] = "2026-11-21T22:00:00Z".into()
    });
    prove(
        &policy,
        &later,
        &o,
        &a,
        &["the supply as of 2026-11-21T22:00:00Z"],
    );
    let huge = test_dir.changed("supply.json", |s| {
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
    let other = test_dir.replaced(
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

    let elsewhere = test_dir.changed("northbank.attestation.json", |a| {
        a["book"] = "00".repeat(32).into()
    });
    prove(
        &policy,
        &supply,
        &o,
        &[&elsewhere, a[1], a[2]],
        &["custodian northbank: attestation: expected the book"],
    );
    let unsigned = test_dir.changed("northbank.attestation.json", |a| {
        a["signatures"] = serde_json::json!([])
    });
    prove(
        &policy,
        &supply,
        &o,
        &[&unsigned, a[1], a[2]],
        &["the report just made does not verify"],
    );
    assert!(!test_dir.files().contains(&"report.json".to_string()));
}

#[test]
fn messages_about_openings_show_nothing_of_them() {
    let test_dir = TestDir::new();
    let broken = test_dir.replaced(
        "northbank.opening.json",
        "\"quantity\": \"",
        "\"quantity\": \"7777x",
    );
    let (book, policy, supply) = (file("book.json"), file("policy.json"), file("supply.json"));
    let (out, attestation) = (test_dir.out("r"), file("northbank.attestation.json"));
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
