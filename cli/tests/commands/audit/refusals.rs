//! `assay audit`: what does not agree, and what is wrong before anything is compared.

use age::x25519::Identity;
use assay_statement::Audit;
use serde_json::Value;

use crate::audit::made::{disagrees, identity, made, recipient};
use crate::support::{file, TestDir};

#[test]
fn what_is_wrong_with_an_auditor_is_no_disagreement() {
    let made = made();
    let test_dir = TestDir::new();
    let (copy, report) = (made.path("copy.age"), made.path("report.json"));
    let other_auditor = identity(&test_dir, "other.key", &Identity::generate());
    let recipient = test_dir.write("recipient", &format!("{}\n", recipient(0)));
    let locked = test_dir.write("locked.key", "age-encryption.org/v1\n-> scrypt abc 18\n");
    let empty = test_dir.write("empty.key", "# nothing\n");
    for (key, expected) in [
        (
            &other_auditor,
            "copy.age: the copy is for none of the identities given",
        ),
        (&recipient, "recipient: line 1: expected an age identity"),
        (
            &locked,
            "locked.key: expected an age identity, found one locked with a passphrase",
        ),
        (&empty, "empty.key: expected at least one age identity"),
        (&test_dir.out("none.key"), "none.key: cannot read"),
    ] {
        let run = made.audit_with(&copy, key, &report, &["--json"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    }
    let run = made.audit(&test_dir.out("none.age"), &[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("none.age: cannot read"));
    let run = made.audit(&copy, &["--supply", &report]);
    assert_eq!(run.code, 2);
}

#[test]
fn copies_that_were_changed() {
    let made = made();
    let test_dir = TestDir::new();
    let good = std::fs::read(made.path("copy.age")).unwrap();
    let path = test_dir.out("copy.age");
    let audit = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        made.audit(&path, &["--json"])
    };
    let mut changed = good.clone();
    let middle = good.len() / 2;
    changed[middle] ^= 1;
    let message = disagrees(&audit(&changed), &["copy-damaged"]);
    assert!(
        message.contains("copy.age: expected the copy as it was made"),
        "{message}"
    );
    disagrees(&audit(&good[..middle]), &["copy-damaged"]);
    disagrees(&audit(&good[..good.len() - 1]), &["copy-damaged"]);
    disagrees(&audit(b""), &["copy-malformed"]);
    disagrees(&audit(b"{}"), &["copy-malformed"]);
    std::fs::File::create(&path)
        .unwrap()
        .set_len((48 << 20) + 1)
        .unwrap();
    disagrees(&made.audit(&path, &["--json"]), &["copy-malformed"]);
}

#[test]
fn copies_that_do_not_agree() {
    let made = made();
    let test_dir = TestDir::new();
    let changed = |change: fn(&mut Audit), codes: &[&str]| {
        let copy = made.changed(&test_dir, change);
        let text = made.audit(&copy, &[]);
        assert_eq!(text.code, 1);
        assert!(
            text.stdout.starts_with("DOES NOT AGREE\n"),
            "{}",
            text.stdout
        );
        for code in codes {
            assert!(text.stdout.contains(&format!("    code {code}\n")));
        }
        disagrees(&made.audit(&copy, &["--json"]), codes)
    };
    let message = changed(
        |a| a.openings[0].quantities[0].quantity ^= 1,
        &["commitment-differs"],
    );
    assert!(message.contains("custodian northbank: the opening does not open the attested"));
    changed(
        |a| a.openings[2].blinders[1].0[3] ^= 1,
        &["commitment-differs"],
    );
    changed(
        |a| a.openings[2].blinders[1].0 = [0xff; 32],
        &["blinder-invalid"],
    );
    changed(|a| drop(a.openings.remove(1)), &["opening-missing"]);
    changed(|a| a.openings.clear(), &["opening-missing"; 3]);
    changed(
        |a| {
            let more = a.openings[0].clone();
            a.openings.push(more);
        },
        &["opening-duplicate"],
    );
    changed(
        |a| {
            let mut more = a.openings[0].clone();
            more.custodian = "elsewhere".parse().unwrap();
            a.openings.push(more);
        },
        &["opening-unknown-custodian"],
    );
    changed(|a| a.openings[0].book.0[0] ^= 1, &["opening-invalid"]);
    changed(|a| a.report.0[0] ^= 1, &["other-report"]);

    // The demo's own report is of the same openings, but another.
    let copy = made.path("copy.age");
    let (key, other) = (made.path("0.key"), file("report.json"));
    let run = made.audit_with(&copy, &key, &other, &["--json"]);
    let message = disagrees(&run, &["other-report"]);
    assert!(message.contains("copy.age: the copy is of report"));
}

#[test]
fn reports_that_do_not_verify() {
    let made = made();
    let test_dir = TestDir::new();
    let copy = made.path("copy.age");
    let late = [
        "--json",
        "--now",
        "2030-01-01T00:00:00Z",
        "--max-age",
        "36h",
    ];
    let message = disagrees(&made.audit(&copy, &late), &["stale"]);
    assert!(
        message.contains("report.json: the report does not verify: "),
        "{message}"
    );
    let text = std::fs::read_to_string(made.path("report.json")).unwrap();
    let key = made.path("0.key");
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["supply"]["entries"][0]["raw"] = "1".into();
    let changed = test_dir.write("changed.json", &value.to_string());
    let run = made.audit_with(&copy, &key, &changed, &["--json"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("\"proof-"), "{}", run.stdout);
    let none = test_dir.write("none.json", "{}");
    disagrees(
        &made.audit_with(&copy, &key, &none, &["--json"]),
        &["malformed"],
    );
    let run = made.audit(
        &copy,
        &["--json", "--policy", &file("policy.json"), "--first"],
    );
    assert_eq!(run.code, 0);
}
