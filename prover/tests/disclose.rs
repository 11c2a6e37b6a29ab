//! `assay disclose`: planned bands are proved, those that do not hold are not, and what is disclosed is what was proved.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use serde_json::{json, Value};
use support::{assay, file, read, refused, Place, Run};

const CUSTODIANS: [&str; 2] = ["north", "east"];

/// A fund of bills of 20 days at one custodian and cash at the other, prices of one.
struct Fund {
    place: Place,
}

impl Fund {
    /// Of these cents.
    fn new(bills: u64, cash: u64) -> Fund {
        let place = Place::new();
        let about = json!({ "assay": "v1", "subject": "fund:x", "as_of": "2026-11-20T22:00:00Z", "currency": "USD" });
        let document = |kind: &str, fields: Value| {
            let mut value = about.clone();
            let all = value.as_object_mut().unwrap();
            all.insert("kind".into(), kind.into());
            all.extend(fields.as_object().unwrap().clone());
            place.write(&format!("{kind}.json"), &value.to_string());
        };
        let row = |custodian: &str, name: &str| json!({ "custodian": custodian, "instrument": name, "price": "1", "quantity_decimals": 2 });
        let mut rows = [row("north", "bill-20"), row("east", "cash:a")];
        rows[0]["kind"] = "bill".into();
        rows[0]["maturity"] = "2026-12-10".into();
        rows[1]["kind"] = "cash".into();
        rows[1]["institution"] = "bank".into();
        document(
            "book",
            json!({ "shape": { "k": 8, "rules": 8 }, "custodians": CUSTODIANS,
                "countries": { "north": "US", "east": "GB" }, "rows": rows }),
        );
        let entry = json!({ "entry": "book_entry", "registrar": "agent", "quantity": "90" });
        document(
            "supply",
            json!({ "value_per_token": "1.00", "entries": [entry] }),
        );
        let fund = Fund { place };
        fund.policy("policy.json", json!([]));
        let held = [("north", "bill-20", bills), ("east", "cash:a", cash)];
        let mut custodians = Vec::new();
        for (custodian, row, cents) in held {
            let csv = format!(
                "account,instrument,quantity\nx,{row},{}.{:02}\n",
                cents / 100,
                cents % 100
            );
            let at = |what: &str| fund.place.out(&format!("{custodian}.{what}"));
            fund.place.write(&format!("{custodian}.csv"), &csv);
            let (book, key, opening) = (fund.place.out("book.json"), at("pem"), at("opening.json"));
            let (commitment, attestation) = (at("commitment.json"), at("attestation.json"));
            done(&["keygen", "--scheme", "ed25519", "--out", &key]);
            done(&[
                "commit",
                "--book",
                &book,
                "--custodian",
                custodian,
                "--holdings",
                &at("csv"),
                "--opening",
                &opening,
                "--out",
                &commitment,
            ]);
            done(&[
                "attest",
                "--commitment",
                &commitment,
                "--key",
                &key,
                "--out",
                &attestation,
            ]);
            let text = std::fs::read_to_string(&attestation).unwrap();
            let signed: Value = serde_json::from_str(&text).unwrap();
            custodians.push(
                json!({ "id": custodian, "threshold": 1, "keys": [{ "scheme": "ed25519",
                "public_key": signed["signatures"][0]["public_key"],
                "not_before": "2026-01-01T00:00:00Z", "not_after": "2027-01-01T00:00:00Z" }] }),
            );
        }
        let registry = json!({ "assay": "v1", "kind": "registry", "subject": "fund:x", "custodians": custodians });
        fund.place.write("registry.json", &registry.to_string());
        fund
    }

    /// Coverage, and these rules.
    fn policy(&self, name: &str, rules: Value) -> String {
        let mut all = vec![json!({ "rule": "coverage", "min_ratio": "1.00" })];
        all.extend(rules.as_array().unwrap().iter().cloned());
        let policy = json!({ "assay": "v1", "kind": "policy", "name": "Bands", "status": "proposed", "rules": all });
        self.place.write(name, &policy.to_string())
    }

    fn openings(&self) -> Vec<String> {
        let of = |id| {
            [
                "--opening".into(),
                self.place.out(&format!("{id}.opening.json")),
            ]
        };
        CUSTODIANS.into_iter().flat_map(of).collect()
    }

    fn plan(&self, more: &[&str]) -> Run {
        let (book, policy, out) = (
            self.place.out("book.json"),
            self.place.out("policy.json"),
            self.place.out("banded.json"),
        );
        let mut args = vec![
            "disclose", "plan", "--book", &book, "--policy", &policy, "--out", &out, "--force",
        ];
        let openings = self.openings();
        args.extend(openings.iter().map(String::as_str));
        args.extend(more);
        assay(&args)
    }

    fn prove(&self, policy: &str) -> Run {
        let (book, supply, out) = (
            self.place.out("book.json"),
            self.place.out("supply.json"),
            self.place.out("report.json"),
        );
        let mut args: Vec<String> = [
            "prove", "--book", &book, "--policy", policy, "--supply", &supply, "--out", &out,
            "--force",
        ]
        .map(String::from)
        .into();
        args.extend(self.openings());
        args.extend(CUSTODIANS.into_iter().flat_map(|id| {
            [
                "--attestation".into(),
                self.place.out(&format!("{id}.attestation.json")),
            ]
        }));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        assay(&args)
    }

    fn disclose(&self, more: &[&str]) -> Run {
        let (report, registry) = (
            self.place.out("report.json"),
            self.place.out("registry.json"),
        );
        let mut args = vec!["disclose", &report, "--registry", &registry];
        args.extend(more);
        assay(&args)
    }
}

#[track_caller]
fn done(args: &[&str]) -> Run {
    let run = assay(args);
    assert_eq!(run.code, 0, "{args:?}\n{}", run.stderr);
    run
}

fn share(kinds: &str, min: &str, max: &str) -> Value {
    json!({ "rule": "share", "of": { "kinds": [kinds] }, "min": min, "max": max })
}

fn tenor(kinds: &str, min: u32, max: u32) -> Value {
    json!({ "rule": "tenor", "of": { "kinds": [kinds] }, "min_days": min, "max_days": max })
}

/// Lines, with single spaces.
fn lines(text: &str) -> Vec<String> {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(line).collect()
}

#[test]
fn planned_proved_and_disclosed() {
    let fund = Fund::new(2_500, 7_500);
    let run = fund.plan(&["--by-country"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        lines(&run.stdout),
        [
            "3 rules added",
            "1 share bill: 25 % to 30 % of assets",
            "2 tenor bill: 20 to 30 days on average",
            "3 share cash: 75 % to 80 % of assets",
            "7 inequalities in all, at most 7 on this grid"
        ]
    );
    let banded = fund.place.out("banded.json");
    let run = fund.prove(&banded);
    assert_eq!(run.code, 0, "{}", run.stderr);

    let run = fund.disclose(&[]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let found = lines(&run.stdout);
    let start = found.iter().position(|line| line == "Supply").unwrap();
    let end = found.iter().position(|line| line == "Not checked").unwrap();
    assert_eq!(found[0], "MONTHLY DISCLOSURE, from a report that verifies");
    assert_eq!(
        found[start..end],
        [
            "Supply",
            "book entry 90 at agent",
            "outstanding 90",
            "",
            "Reserves",
            "amount at least 90 USD rule 0 (coverage)",
            "tenor not disclosed: no rule is about it",
            "",
            "bill",
            "share 25 % to 30 % of assets rule 1 (share), with rule 0",
            "tenor 20 to 30 days on average rule 2 (tenor), with rule 1, with rule 0",
            "custody nowhere but in US the book, signed by every custodian",
            "",
            "cash",
            "share 75 % to 80 % of assets rule 3 (share), with rule 0",
            "tenor has no maturity",
            "custody nowhere but in GB the book, signed by every custodian",
            "",
        ]
    );

    let run = fund.disclose(&[
        "--json",
        "--first",
        "--now",
        "2026-11-21T00:00:00Z",
        "--max-age",
        "36h",
    ]);
    assert_eq!(run.code, 0);
    let value: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        (&value["valid"], &value["outstanding"]["tokens"]),
        (&json!(true), &json!("90"))
    );
    assert_eq!(
        value["categories"],
        json!([
            { "kinds": ["bill"],
              "share": { "disclosed": [{ "rule": "share", "position": 1, "with": [0], "min_share": "0.25", "max_share": "0.3" }] },
              "tenor": { "disclosed": [{ "rule": "tenor", "position": 2, "with": [1, 0], "min_days": 20, "max_days": 30 }] },
              "custody": { "disclosed": { "only_in": ["US"], "by": "book" } }, "places": [] },
            { "kinds": ["cash"],
              "share": { "disclosed": [{ "rule": "share", "position": 3, "with": [0], "min_share": "0.75", "max_share": "0.8" }] },
              "tenor": { "not_disclosed": "no-maturity" },
              "custody": { "disclosed": { "only_in": ["GB"], "by": "book" } }, "places": [] },
        ])
    );
    assert_eq!(
        value["reserves"],
        json!({ "amount": { "disclosed": [{ "rule": "coverage", "position": 0, "with": [], "min": "90" }] },
            "tenor": { "not_disclosed": "no-rule" } })
    );
    let checks: Vec<&str> = value["not_checked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n["check"].as_str().unwrap())
        .collect();
    assert_eq!(checks, ["supply", "policy"]);
    assert!(value["not_proved"].as_array().unwrap().len() == 3);

    // `verify` and `inspect` show the rules as they are.
    let (report, registry) = (
        fund.place.out("report.json"),
        fund.place.out("registry.json"),
    );
    let run = done(&["verify", &report, "--registry", &registry]);
    for line in [
        "share bill >= 0.25 of assets proved",
        "share bill <= 0.3 of assets proved",
        "tenor bill: average tenor >= 20 days proved",
        "tenor bill: average tenor <= 30 days proved",
    ] {
        assert!(
            lines(&run.stdout).contains(&line.to_string()),
            "{line}\n{}",
            run.stdout
        );
    }
    let run = done(&["inspect", &report]);
    for line in [
        "custodian north in US: 1 bill",
        r#"rule {"rule":"tenor","of":{"kinds":["bill"]},"min_days":20,"max_days":30}"#,
    ] {
        assert!(
            lines(&run.stdout).contains(&line.to_string()),
            "{line}\n{}",
            run.stdout
        );
    }

    // A report that does not verify discloses nothing.
    let mut changed: Value =
        serde_json::from_str(&std::fs::read_to_string(&report).unwrap()).unwrap();
    changed["policy"]["rules"][1]["max"] = "0.26".into();
    fund.place.write("report.json", &changed.to_string());
    let run = fund.disclose(&[]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.starts_with("NOT VALID: ") && !run.stdout.contains("DISCLOSURE"),
        "{}",
        run.stdout
    );
    let run = fund.disclose(&["--json"]);
    assert_eq!(run.code, 1);
    let value: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        (&value["valid"], value.get("categories")),
        (&json!(false), None)
    );
}

/// Exactly at an end is inside, one cent further is not.
#[test]
fn one_cent_outside_is_not_proved() {
    let bands = json!([share("bill", "0.25", "0.30")]);
    for (bills, short) in [
        (
            2_499,
            Some("share: expected bill >= 0.25 of assets, short by 0.01 USD"),
        ),
        (2_500, None),
        (3_000, None),
        (
            3_001,
            Some("share: expected bill <= 0.30 of assets, short by 0.01 USD"),
        ),
    ] {
        let fund = Fund::new(bills, 10_000 - bills);
        let run = fund.prove(&fund.policy("banded.json", bands.clone()));
        match short {
            None => assert_eq!(run.code, 0, "{bills}: {}", run.stderr),
            Some(short) => {
                assert_eq!(run.code, 2, "{bills}");
                assert!(run.stderr.contains(short), "{}", run.stderr);
            }
        }
        let made = fund.place.files().contains(&"report.json".to_string());
        assert_eq!(made, short.is_none());
    }
    // The bills have 20 days: 100 x 1 day over or under.
    let fund = Fund::new(10_000, 0);
    for (min, max, short) in [
        (20, 20, None),
        (
            21,
            30,
            Some("tenor: expected bill: average tenor >= 21 days, short by 100.00 USD x days"),
        ),
        (
            10,
            19,
            Some("tenor: expected bill: average tenor <= 19 days, short by 100.00 USD x days"),
        ),
    ] {
        let run = fund.prove(&fund.policy("banded.json", json!([tenor("bill", min, max)])));
        assert_eq!(
            run.code,
            if short.is_some() { 2 } else { 0 },
            "{}",
            run.stderr
        );
        assert!(
            run.stderr.contains(short.unwrap_or_default()),
            "{}",
            run.stderr
        );
    }
}

/// A tenor of what may be nothing is proved and says nothing, so it is not disclosed.
#[test]
fn a_tenor_needs_a_share() {
    let fund = Fund::new(0, 10_000);
    let run = fund.prove(&fund.policy(
        "banded.json",
        json!([tenor("bill", 300, 400), share("bill", "0", "0.05")]),
    ));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = fund.disclose(&[]);
    assert_eq!(run.code, 0);
    let found = lines(&run.stdout);
    let at = found.iter().position(|line| line == "bill").unwrap();
    assert_eq!(
        found[at + 1..at + 3],
        [
            "share 0 % to 5 % of assets rule 2 (share), with rule 0",
            "tenor not disclosed: no rule proves that any of it is held"
        ]
    );
    assert!(found.contains(&"share not disclosed: no rule is about it".to_string()));
}

#[test]
fn refusals() {
    let fund = Fund::new(2_500, 7_500);
    let at = |name: &str| fund.place.out(name);
    let plan = |more: &[&str], expected: &[&str]| {
        let run = fund.plan(more);
        assert_eq!(run.code, 2, "{more:?}: {}", run.stdout);
        for text in expected {
            assert!(run.stderr.contains(text), "{text}\n{}", run.stderr);
        }
        assert!(!fund.place.files().contains(&"banded.json".to_string()));
    };
    plan(
        &["--category", "bill,gold"],
        &["--category", "expected kinds among bill, note"],
    );
    plan(
        &["--category", "bill", "--category", "bill"],
        &["policy.json: kind bill is in two categories"],
    );
    plan(
        &["--category", "token"],
        &["book.json: the book has no row of kind token"],
    );
    plan(
        &["--share-width", "0.03"],
        &["expected a width below 1 that divides 1"],
    );
    plan(&["--days-width", "0"], &["--days-width"]);
    let (book, policy, out) = (at("book.json"), at("policy.json"), at("banded.json"));
    let (north, east) = (at("north.opening.json"), at("east.opening.json"));
    let base = ["disclose", "plan", "--book", &book, "--policy", &policy];
    let with = |more: &[&str], expected: &[&str]| refused(&[&base[..], more].concat(), expected);
    with(
        &["--opening", &north, "--out", &out],
        &["custodian east: expected one opening, found none"],
    );
    let twice = [
        "--opening",
        &north,
        "--opening",
        &east,
        "--opening",
        &east,
        "--out",
        &out,
    ];
    with(&twice, &["custodian east: expected one opening, found two"]);
    let demos = file("northbank.opening.json");
    with(
        &["--opening", &demos, "--out", &out],
        &["northbank.opening.json: "],
    );
    with(
        &["--opening", &north, "--opening", &east, "--out", &north],
        &["is an input of this command"],
    );
    with(
        &[
            "--opening",
            &north,
            "--opening",
            &east,
            "--out",
            &policy,
            "--force",
        ],
        &["is an input of this command"],
    );
    // Bands on top of bands.
    assert_eq!(fund.plan(&[]).code, 0);
    let again = [
        "disclose",
        "plan",
        "--book",
        &book,
        "--policy",
        &out,
        "--opening",
        &north,
        "--opening",
        &east,
        "--out",
    ];
    let second = at("second.json");
    refused(
        &[&again[..], &[&second]].concat(),
        &["banded.json: rule 1 of the policy is a share rule already"],
    );
    let nothing = Fund::new(0, 0);
    let run = nothing.plan(&[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("hold nothing at all"), "{}", run.stderr);

    // Neither a report nor a plan; a report without a registry; no report.
    refused(&["disclose"], &["--registry"]);
    refused(&["disclose", &out], &["--registry"]);
    refused(
        &["disclose", "no.json", "--registry", &file("registry.json")],
        &["no.json: cannot read"],
    );
}

/// A public grid, a shape that is too small, and what the demo's book is like.
#[test]
fn the_demo() {
    let place = Place::new();
    let base: Value = serde_json::from_str(&read("policy.json")).unwrap();
    let keep = [0, 1].map(|rule: usize| base["rules"][rule].clone());
    let policy = place.changed("policy.json", |policy| policy["rules"] = json!(keep));
    let (book, whole) = (file("book.json"), file("policy.json"));
    let openings: Vec<String> = ["northbank", "eastcustody", "harbortrust"]
        .into_iter()
        .flat_map(|id| ["--opening".into(), file(&format!("{id}.opening.json"))])
        .collect();
    let plan = |policy: &str, out: &str, more: &[&str]| {
        let mut args = vec![
            "disclose", "plan", "--book", &book, "--policy", policy, "--out", out,
        ];
        args.extend(openings.iter().map(String::as_str));
        args.extend(more);
        done(&args)
    };
    // All rules of the demo and every kind: more than any shape has. It is written all the same.
    let run = plan(&whole, &place.out("large.json"), &[]);
    assert!(
        run.stderr.contains(
            "inequalities, but the book's shape (10, 16) has 16: this policy cannot be proved"
        ),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr
            .contains("no standard shape has room: put kinds together with --category"),
        "{}",
        run.stderr
    );

    let banded = place.out("banded.json");
    let run = plan(
        &policy,
        &banded,
        &[
            "--category",
            "bill,note,frn",
            "--category",
            "cash",
            "--by-country",
        ],
    );
    assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    let mut args = vec![
        "prove".to_string(),
        "--out".into(),
        place.out("report.json"),
    ];
    for (option, path) in [
        ("--book", &book),
        ("--policy", &banded),
        ("--supply", &file("supply.json")),
    ] {
        args.extend([option.into(), path.clone()]);
    }
    args.extend(openings.iter().cloned());
    for id in ["northbank", "eastcustody", "harbortrust"] {
        args.extend([
            "--attestation".into(),
            file(&format!("{id}.attestation.json")),
        ]);
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    done(&args);
    // The demo's registry pins the policy without bands.
    let (report, pinned) = (place.out("report.json"), file("registry.json"));
    let run = assay(&["disclose", &report, "--registry", &pinned]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("code wrong-policy"), "{}", run.stdout);
    let registry = place.changed("registry.json", |registry| {
        drop(registry.as_object_mut().unwrap().remove("policy"))
    });
    let run = done(&["disclose", &report, "--registry", &registry]);
    let found = lines(&run.stdout);
    for line in [
        "bill, note, frn",
        "cash",
        "share none rule 1 (eligible)",
        "tenor none is held",
        "custody nowhere but in GB, US the book, signed by every custodian",
    ] {
        assert!(found.contains(&line.to_string()), "{line}\n{}", run.stdout);
    }
    assert!(
        found
            .iter()
            .any(|line| line.starts_with("in GB ") && line.contains("% of assets rule ")),
        "{}",
        run.stdout
    );

    // Nothing of the holdings but the bands, in what was printed and in the policy.
    let printed = std::fs::read_to_string(&banded).unwrap()
        + &std::fs::read_to_string(place.out("large.json")).unwrap();
    let mut looked_for = 0;
    for id in ["northbank", "eastcustody", "harbortrust"] {
        let opening: Value = serde_json::from_str(&read(&format!("{id}.opening.json"))).unwrap();
        for held in opening["quantities"].as_array().unwrap() {
            let quantity = held["quantity"].as_str().unwrap();
            if quantity.len() > 4 {
                looked_for += 1;
                assert!(!printed.contains(quantity) && !run.stdout.contains(quantity));
                assert!(!printed.contains(&quantity[..quantity.len() - 2]));
            }
        }
    }
    assert!(looked_for > 20, "{looked_for}");
}
