//! What is done, and said to look wrong; and which file is said to be at fault where nothing is done.

use crate::support::{assay, file, refused, Run, TestDir};

const TOKEN: &str = "eip155:1/erc20:0x00000000219ab540356cbb839cbe05303d7705fa";

/// A fund of one cash account, whose files are in a directory of its own.
struct Fund {
    dir: TestDir,
    as_of: &'static str,
}

const POLICY: &str = r#"{"assay":"v1","kind":"policy","name":"Test","status":"proposed",
    "rules":[{"rule":"coverage","min_ratio":"1"}]}"#;

const HOLDINGS: &str = "account,instrument,quantity\nA-1,cash:main,100.00\n";

impl Fund {
    fn new(as_of: &'static str) -> Fund {
        let dir = TestDir::new();
        dir.write("custodians.json", &custodians(""));
        dir.write("policy.json", POLICY);
        Fund { dir, as_of }
    }

    fn out(&self, name: &str) -> String {
        self.dir.out(name)
    }

    /// Runs a command, of which a word that ends with `@` names a file of the fund.
    #[track_caller]
    fn run(&self, command: &str) -> Run {
        let words: Vec<String> = command
            .split_whitespace()
            .map(|word| self.word(word))
            .collect();
        let run = assay(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(run.code, 0, "{command}\n{}{}", run.stdout, run.stderr);
        run
    }

    fn word(&self, word: &str) -> String {
        match word.strip_suffix('@') {
            Some(name) => self.out(name),
            None => word.into(),
        }
    }

    fn book(&self, more: &str) -> Run {
        let (prices, day) = (file("prices.csv"), &self.as_of[..10]);
        self.run(&format!(
            "book --prices {prices} --prices-date {day} --as-of {} --subject {TOKEN} --custodians custodians.json@ --rules 4 \
             --out book.json@ --force {more}",
            self.as_of
        ))
    }

    fn commit(&self, holdings: &str) -> Run {
        self.run(&format!(
            "commit --book book.json@ --custodian north {holdings} --opening o.json@ --out c.json@ --force"
        ))
    }
}

/// The custodians file of one custodian with a cash account, and more.
fn custodians(more: &str) -> String {
    let cash = r#""cash":[{"account":"main","institution":"bank"}]"#;
    format!(
        r#"{{"assay":"v1","kind":"custodians","currency":"USD","custodians":[{{"id":"north",{cash}{more}}}]}}"#
    )
}

#[test]
fn rows_that_look_wrong() {
    let fund = Fund::new("2026-11-20T22:00:00Z");
    assert!(!fund.book("").stderr.contains("warning"));
    let other = |instrument: &str, price: &str| {
        let row = format!(
            r#"{{"instrument":"{instrument}","kind":"bill","maturity":"2026-12-03","price":"{price}"}}"#
        );
        fund.dir.write(
            "custodians.json",
            &custodians(&format!(r#","other":[{row}]"#)),
        );
    };
    other("bill-1", "99.867");
    let warned = fund.book("").stderr;
    let says = "custodians.json: row 1 (north, bill-1): the price 99.867 looks like one per 100 of face, and is taken per 1\n";
    assert!(
        warned.contains(says) && warned.starts_with("warning: "),
        "{warned}"
    );
    other("bill-1", "0.99867");
    assert!(!fund.book("").stderr.contains("warning"));
    let text = std::fs::read_to_string(file("prices.csv")).unwrap();
    other(&text[..9], "0.99867");
    let warned = fund.book("").stderr;
    let says = format!(
        "row 1 (north, {}): has a price of its own, but line 1 of the price file quotes it; list it under \"securities\"\n",
        &text[..9]
    );
    assert!(warned.contains(&says), "{warned}");
}

#[test]
fn files_that_hold_nothing() {
    let fund = Fund::new("2026-11-20T22:00:00Z");
    fund.book("");
    fund.dir.write("h.csv", HOLDINGS);
    fund.dir.write("none.csv", "account,instrument,quantity\n");
    let says = "none.csv: holds nothing: not one line or balance was read from it";
    assert!(!fund
        .commit("--holdings h.csv@")
        .stderr
        .contains("holds nothing"));
    let run = fund.commit("--holdings none.csv@");
    assert!(run.stderr.contains(says), "{}", run.stderr);
    assert!(
        run.stdout.contains("from 0 account lines"),
        "{}",
        run.stdout
    );
    let run = fund.commit("--holdings h.csv@ --holdings none.csv@");
    assert_eq!(run.stderr.matches("holds nothing").count(), 1);
    assert!(run.stderr.contains(says), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn private_files_that_others_may_read() {
    use std::fs::{set_permissions, Permissions};
    use std::os::unix::fs::PermissionsExt;
    let fund = Fund::new("2026-11-20T22:00:00Z");
    fund.book("");
    fund.dir.write("h.csv", HOLDINGS);
    let mode = |name: &str, mode| set_permissions(fund.out(name), Permissions::from_mode(mode));
    for (bits, warned) in [(0o600, false), (0o640, true), (0o604, true)] {
        mode("h.csv", bits).unwrap();
        let run = fund.commit("--holdings h.csv@");
        let says =
            format!("h.csv: others may read this private file (mode {bits:o}); run chmod 600 ");
        assert_eq!(run.stderr.contains(&says), warned, "{}", run.stderr);
        mode("o.json", bits).unwrap();
        let run = fund.run("inspect o.json@");
        assert_eq!(run.stderr.contains("o.json: others may read"), warned);
    }
}

/// Everything from the book to the report says so; and a subject that no entry of the supply is of.
#[test]
fn what_is_to_come_and_what_is_left_out() {
    let fund = Fund::new("9000-01-01T22:00:00Z");
    let future = "is as of 9000-01-01T22:00:00Z, after this computer's clock (";
    let left_out =
        format!("the subject is the token {TOKEN}, and no entry of the supply is of this token");
    let run = fund.book("");
    assert!(
        run.stderr.contains(&format!("book.json: {future}")),
        "{}",
        run.stderr
    );
    fund.dir.write("h.csv", HOLDINGS);
    fund.commit("--holdings h.csv@");
    fund.run("keygen --scheme ed25519 --out k.pem@");
    let run = fund.run("attest --commitment c.json@ --key k.pem@ --out a.json@");
    assert!(
        run.stderr.contains(&format!("c.json: {future}")),
        "{}",
        run.stderr
    );
    let run = fund.run(&format!(
        "supply --subject {TOKEN} --currency USD --value-per-token 1 --book-entry registrar=90 --as-of {} --out s.json@",
        fund.as_of
    ));
    assert!(
        run.stderr.contains(&format!("s.json: {left_out}")),
        "{}",
        run.stderr
    );
    let prove = "prove --book book.json@ --policy policy.json@ --supply s.json@ --opening o.json@ --attestation a.json@ \
                 --out r.json@";
    let run = fund.run(prove);
    assert!(
        run.stderr.contains(&format!("book.json: {future}")),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains(&format!("s.json: {left_out}")),
        "{}",
        run.stderr
    );
}

#[test]
fn a_verdict_says_that_the_subject_is_left_out() {
    let fund = Fund::new("2026-11-20T22:00:00Z");
    fund.book("");
    fund.dir.write("h.csv", HOLDINGS);
    fund.commit("--holdings h.csv@");
    let key = fund
        .run("keygen --scheme ed25519 --not-before 2026-01-01T00:00:00Z --out k.pem@")
        .stdout;
    fund.run("attest --commitment c.json@ --key k.pem@ --out a.json@");
    fund.dir.write(
        "registry.json",
        &format!(
            r#"{{"assay":"v1","kind":"registry","subject":"{TOKEN}","custodians":[{{"id":"north","threshold":1,"keys":[{key}]}}]}}"#
        ),
    );
    let verified = |entries: &str| {
        fund.dir.write(
            "s.json",
            &format!(
                r#"{{"assay":"v1","kind":"supply","subject":"{TOKEN}","as_of":"{}","currency":"USD","value_per_token":"1",
                "entries":[{entries}]}}"#,
                fund.as_of
            ),
        );
        fund.run(
            "prove --book book.json@ --policy policy.json@ --supply s.json@ --opening o.json@ --attestation a.json@ \
             --out r.json@ --force",
        );
        fund.run("verify r.json@ --registry registry.json@ --now 2026-11-21T00:00:00Z")
            .stderr
    };
    let register = r#"{"entry":"book_entry","registrar":"x","quantity":"90"}"#;
    let token = TOKEN.split(':').next_back().unwrap();
    let chain = format!(
        r#"{{"entry":"chain","chain":"eip155:1","token":"{token}","block":1,"block_hash":"0x0","raw":"5","decimals":0}}"#
    );
    let says = format!(
        "r.json: the subject is the token {TOKEN}, and no entry of the supply is of this token"
    );
    let warned = verified(register);
    assert!(warned.contains(&says), "{warned}");
    let warned = verified(&format!("{register},{chain}"));
    assert!(!warned.contains("the subject is"), "{warned}");
}

#[test]
fn the_file_at_fault_is_named() {
    let fund = Fund::new("2026-11-20T22:00:00Z");
    let prices = file("prices.csv");
    let book = |more: &[&str], expected: &str| {
        let (custodians, out) = (fund.out("custodians.json"), fund.out("b.json"));
        let mut args = vec![
            "book",
            "--prices",
            &prices,
            "--prices-date",
            "2026-11-20",
            "--as-of",
            fund.as_of,
            "--subject",
            TOKEN,
        ];
        args.extend(["--custodians", &custodians, "--out", &out]);
        args.extend(more);
        refused(&args, &[expected]);
    };
    // A policy without rules, with one that asks for too much, and with one of countries that the book does not have.
    let policy = |rules: &str| {
        let text = POLICY.replace(r#"{"rule":"coverage","min_ratio":"1"}"#, rules);
        fund.dir.write("bad.json", &text)
    };
    book(
        &["--policy", &policy("")],
        "bad.json: the policy has no rule",
    );
    let countries = r#"{"rule":"share","of":{"countries":["US"]},"min":"0.5","max":"1"}"#;
    book(
        &["--policy", &policy(countries)],
        "bad.json: rule 0 (share) speaks of countries",
    );
    let rule = |days: u32| format!(r#"{{"rule":"maturity","wam_max_days":{days}}}"#);
    let many = (60..93).map(rule).collect::<Vec<_>>().join(",");
    book(
        &["--policy", &policy(&many)],
        "bad.json: no standard shape has room for the rows (1) and the inequalities (33); with room for the rows, (9, 32)",
    );
    book(
        &["--rules", "33"],
        "--rules: no standard shape has room for the rows (1) and the inequalities (33); with room for the rows, (9, 32)",
    );
    book(
        &["--shape", "7,4", "--rules", "5"],
        "--shape: shape (7, 4) holds 4 inequalities",
    );
    fund.dir.write(
        "custodians.json",
        &custodians(r#","securities":{"kinds":["cash"]}"#),
    );
    book(
        &[],
        "custodians.json: custodian north: securities: expected kinds",
    );
    fund.dir.write("custodians.json", &custodians(""));
    prove_names_the_file(&fund, &policy(""));
}

fn prove_names_the_file(fund: &Fund, bad_policy: &str) {
    fund.book("");
    fund.dir.write("h.csv", HOLDINGS);
    fund.commit("--holdings h.csv@");
    fund.run("keygen --scheme ed25519 --out k.pem@");
    fund.run("attest --commitment c.json@ --key k.pem@ --out a.json@");
    let supply = |name: &str, subject: &str, value: &str| {
        fund.dir.write(
            name,
            &format!(
                r#"{{"assay":"v1","kind":"supply","subject":"{subject}","as_of":"{}","currency":"USD",
                "value_per_token":"{value}","entries":[{{"entry":"book_entry","registrar":"x","quantity":"90"}}]}}"#,
                fund.as_of
            ),
        )
    };
    let good = supply("s.json", TOKEN, "1");
    let other_subject = supply("other.json", "fund:other", "1");
    let worthless = supply("zero.json", TOKEN, "0");
    let (book, policy) = (fund.out("book.json"), fund.out("policy.json"));
    let (opening, attestation, out) = (fund.out("o.json"), fund.out("a.json"), fund.out("r.json"));
    let prove = |policy: &str, supply: &str, opening: &str, attestation: &str, expected: &str| {
        refused(
            &[
                "prove",
                "--book",
                &book,
                "--policy",
                policy,
                "--supply",
                supply,
                "--opening",
                opening,
                "--attestation",
                attestation,
                "--out",
                &out,
            ],
            &[expected],
        );
    };
    prove(
        bad_policy,
        &good,
        &opening,
        &attestation,
        "bad.json: the policy has no rule",
    );
    prove(
        &policy,
        &worthless,
        &opening,
        &attestation,
        "zero.json: value_per_token must be above zero",
    );
    prove(
        &policy,
        &other_subject,
        &opening,
        &attestation,
        "other.json: the book is about ",
    );
    // A second commitment of the same holdings, and the opening of the first.
    std::fs::copy(&opening, fund.out("first.json")).unwrap();
    fund.commit("--holdings h.csv@");
    fund.run("attest --commitment c.json@ --key k.pem@ --out a.json@ --force");
    let first = fund.out("first.json");
    prove(
        &policy,
        &good,
        &first,
        &attestation,
        "first.json: custodian north: the opening does not open",
    );
    let text = std::fs::read_to_string(&attestation).unwrap();
    let moved = fund
        .dir
        .write("moved.json", &text.replace("22:00:00Z", "22:00:01Z"));
    prove(
        &policy,
        &good,
        &opening,
        &moved,
        "moved.json: custodian north: attestation: expected the as_of of the book",
    );
    // The same key again.
    let (commitment, key) = (fund.out("c.json"), fund.out("k.pem"));
    refused(
        &[
            "attest",
            "--commitment",
            &commitment,
            "--key",
            &key,
            "--key",
            &key,
            "--out",
            &out,
        ],
        &["--key: custodian north: this key has already signed"],
    );
}
