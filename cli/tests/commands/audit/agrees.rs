//! `assay audit`: what it shows of a copy that agrees.

use age::armor::{ArmoredWriter, Format};
use assay_prover::{seal_copy, Recipients};
use assay_statement::{digest, parse_document, Audit, Decimal, Kind, Report, V1};
use serde_json::Value;

use crate::audit::made::{disagrees, identity, keys, made, recipient, CUSTODIANS};
use crate::support::{assay, file, read, TestDir};

#[test]
fn both_auditors_see_every_position() {
    let made = made();
    let (copy, report) = (made.path("copy.age"), made.path("report.json"));
    for key in ["0.key", "1.key"] {
        let run = made.audit_with(&copy, &made.path(key), &report, &["--json"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        let value: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(value["agrees"], true);
        let book: Value = serde_json::from_str(&read("book.json")).unwrap();
        let mut rows = 0;
        for (custodian, name) in value["custodians"]
            .as_array()
            .unwrap()
            .iter()
            .zip(CUSTODIANS)
        {
            assert_eq!(custodian["custodian"], name);
            let attestation = read(&format!("{name}.attestation.json"));
            let attestation: Value = serde_json::from_str(&attestation).unwrap();
            assert_eq!(custodian["commitment"], attestation["commitment"]);
            let opening: Value =
                serde_json::from_str(&read(&format!("{name}.opening.json"))).unwrap();
            let positions = custodian["positions"].as_array().unwrap();
            for (position, item) in positions
                .iter()
                .zip(opening["quantities"].as_array().unwrap())
            {
                let row = &book["rows"][position["row"].as_u64().unwrap() as usize];
                assert_eq!(position["row"], item["row"]);
                for field in ["instrument", "kind", "price", "maturity", "institution"] {
                    assert_eq!(position[field], row[field]);
                }
                // All of the demo's quantities have two decimals.
                let units: u64 = item["quantity"].as_str().unwrap().parse().unwrap();
                let shown: Decimal = position["quantity"].as_str().unwrap().parse().unwrap();
                assert!(Decimal::new(units, 2).cmp_value(&shown).is_eq());
                rows += 1;
            }
        }
        assert_eq!(rows, book["rows"].as_array().unwrap().len());
        let rules = value["rules"].as_array().unwrap();
        assert_eq!(rules.len(), 15);
        assert!(rules.iter().all(|rule| rule["holds"] == true));
        let maturity = rules
            .iter()
            .find(|rule| rule["rule"] == "maturity")
            .unwrap();
        assert_eq!(maturity["unit"], "currency-days");
        assert!(maturity["days"].is_string());
        let checks: Vec<&Value> = value["not_checked"].as_array().unwrap().iter().collect();
        assert_eq!(checks.len(), 5);
        assert_eq!(value["value_per_token"], "1.00");
        assert_eq!(value["basis"]["value_per_token"], "issuer");
    }
    let run = made.audit(&copy, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    for text in [
        "AGREES",
        "PRIVATE: what follows shows every position",
        "  northbank\n",
        "cash:operating",
        "Value by kind, USD",
        "Value by custodian, USD",
        "to be covered",
        "    value per token 1.00 USD, the issuer's word\n",
        "Issuer's word",
        "  holds, with ",
        " days (",
        "Not checked",
        "Not proved",
    ] {
        assert!(run.stdout.contains(text), "{text}\n{}", run.stdout);
    }
}

#[test]
fn a_copy_in_armour() {
    let made = made();
    let test_dir = TestDir::new();
    let binary = std::fs::read(made.path("copy.age")).unwrap();
    let mut text = Vec::new();
    let mut writer = ArmoredWriter::wrap_output(&mut text, Format::AsciiArmor).unwrap();
    std::io::Write::write_all(&mut writer, &binary).unwrap();
    writer.finish().unwrap();
    let armoured = test_dir.write("copy.age.txt", &String::from_utf8(text).unwrap());
    let run = made.audit(&armoured, &["--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        run.stdout,
        made.audit(&made.path("copy.age"), &["--json"]).stdout
    );
}

#[test]
fn what_is_shown_can_go_to_a_private_file() {
    let made = made();
    let test_dir = TestDir::new();
    let (copy, out) = (made.path("copy.age"), test_dir.out("positions.json"));
    let run = made.audit(&copy, &["--json", "--out", &out]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("AGREES") && !run.stdout.contains("northbank"));
    assert!(run.stderr.contains("positions.json (private)"));
    let written = std::fs::read_to_string(&out).unwrap();
    assert_eq!(written, made.audit(&copy, &["--json"]).stdout);
    let run = made.audit(&copy, &["--out", &out]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("positions.json: expected no such file"));
    let run = made.audit(&copy, &["--out", &out, "--force"]);
    assert_eq!(run.code, 0);
    for input in [&copy, &made.path("0.key"), &made.path("report.json")] {
        let run = made.audit(&copy, &["--out", input, "--force"]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("is an input of this command"));
    }
    // What does not agree is printed, and leaves no file.
    let other = made.changed(&test_dir, |audit| drop(audit.openings.pop()));
    let none = test_dir.out("none.json");
    let run = made.audit(&other, &["--json", "--out", &none]);
    disagrees(&run, &["opening-missing"]);
    assert!(!std::path::Path::new(&none).exists());
}

/// What is shown of the test vectors' report, to the letter. `ASSAY_REGENERATE=1` writes it anew.
#[test]
fn what_an_auditor_sees() {
    let test_dir = TestDir::new();
    let vectors = concat!(env!("CARGO_MANIFEST_DIR"), "/../test-vectors/report");
    let bytes = |name: &str| std::fs::read(format!("{vectors}/{name}")).unwrap();
    let report: Report = parse_document(&bytes("report.json")).unwrap();
    let opening = |id: &str| parse_document(&bytes(&format!("{id}.opening.json"))).unwrap();
    let audit = Audit {
        assay: V1,
        kind: Kind::new(),
        report: digest(&report).unwrap(),
        openings: ["northbank", "eastcustody"].map(opening).into(),
    };
    let recipients = Recipients::parse(&[recipient(0)]).unwrap();
    let copy = test_dir.out("copy.age");
    std::fs::write(&copy, seal_copy(&audit, &recipients).unwrap()).unwrap();
    let key = identity(&test_dir, "0.key", &keys()[0]);
    let (report, registry) = (
        format!("{vectors}/report.json"),
        format!("{vectors}/registry.json"),
    );
    let options = [
        "--identity",
        &key,
        "--report",
        &report,
        "--registry",
        &registry,
    ];
    for (name, extra) in [("audit.txt", &[][..]), ("audit.json", &["--json"])] {
        let run = assay(&[&["audit", &copy], &options[..], extra].concat());
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        let golden = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("ASSAY_REGENERATE").is_some_and(|value| value == "1") {
            std::fs::write(&golden, &run.stdout).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap();
        assert!(
            run.stdout == expected,
            "{name} is not what is shown:\n{}",
            run.stdout
        );
    }
}

#[test]
fn inspect_shows_nothing_of_an_audit() {
    let test_dir = TestDir::new();
    let audit = made().opened();
    let path = test_dir.write("audit.json", &audit.to_json());
    let run = assay(&["inspect", &path]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.starts_with("audit (PRIVATE"));
    assert!(run.stdout.contains("northbank") && !run.stdout.contains("quantit"));
    for item in &audit.openings[0].quantities {
        let digits = item.quantity.to_string();
        assert!(digits.len() < 6 || !run.stdout.contains(&digits));
    }
    let read: Audit = parse_document(&std::fs::read(&path).unwrap()).unwrap();
    assert!(read == audit);
}

#[test]
fn a_closed_pipe_is_quiet() {
    use std::process::{Command, Stdio};
    let made = made();
    let (key, report) = (made.path("0.key"), made.path("report.json"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_assay"))
        .args([
            "audit",
            &made.path("copy.age"),
            "--identity",
            &key,
            "--report",
            &report,
        ])
        .args(["--registry", &file("registry.json")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}
