//! A fund whose report is made by the commands.

use serde_json::{json, Value};

use crate::support::{assay, Run, TestDir};

const CUSTODIANS: [&str; 2] = ["north", "east"];

/// A fund of bills of 20 days at one custodian and cash at the other, prices of one.
pub struct Fund {
    pub test_dir: TestDir,
}

impl Fund {
    /// Of these cents.
    pub fn new(bills: u64, cash: u64) -> Fund {
        let test_dir = TestDir::new();
        let about = json!({ "assay": "v1", "subject": "fund:x", "as_of": "2026-11-20T22:00:00Z", "currency": "USD" });
        let document = |kind: &str, fields: Value| {
            let mut value = about.clone();
            let all = value.as_object_mut().unwrap();
            all.insert("kind".into(), kind.into());
            all.extend(fields.as_object().unwrap().clone());
            test_dir.write(&format!("{kind}.json"), &value.to_string());
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
        let fund = Fund { test_dir };
        fund.policy("policy.json", json!([]));
        let held = [("north", "bill-20", bills), ("east", "cash:a", cash)];
        let mut custodians = Vec::new();
        for (custodian, row, cents) in held {
            let csv = format!(
                "account,instrument,quantity\nx,{row},{}.{:02}\n",
                cents / 100,
                cents % 100
            );
            let at = |what: &str| fund.test_dir.out(&format!("{custodian}.{what}"));
            fund.test_dir.write(&format!("{custodian}.csv"), &csv);
            let (book, key, opening) = (
                fund.test_dir.out("book.json"),
                at("pem"),
                at("opening.json"),
            );
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
        fund.test_dir.write("registry.json", &registry.to_string());
        fund
    }

    /// Coverage, and these rules.
    pub fn policy(&self, name: &str, rules: Value) -> String {
        let mut all = vec![json!({ "rule": "coverage", "min_ratio": "1.00" })];
        all.extend(rules.as_array().unwrap().iter().cloned());
        let policy = json!({ "assay": "v1", "kind": "policy", "name": "Bands", "status": "proposed", "rules": all });
        self.test_dir.write(name, &policy.to_string())
    }

    pub fn openings(&self) -> Vec<String> {
        let of = |id| {
            [
                "--opening".into(),
                self.test_dir.out(&format!("{id}.opening.json")),
            ]
        };
        CUSTODIANS.into_iter().flat_map(of).collect()
    }

    pub fn plan(&self, more: &[&str]) -> Run {
        let (book, policy, out) = (
            self.test_dir.out("book.json"),
            self.test_dir.out("policy.json"),
            self.test_dir.out("banded.json"),
        );
        let mut args = vec![
            "disclose", "plan", "--book", &book, "--policy", &policy, "--out", &out, "--force",
        ];
        let openings = self.openings();
        args.extend(openings.iter().map(String::as_str));
        args.extend(more);
        assay(&args)
    }

    pub fn prove(&self, policy: &str) -> Run {
        let (book, supply, out) = (
            self.test_dir.out("book.json"),
            self.test_dir.out("supply.json"),
            self.test_dir.out("report.json"),
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
                self.test_dir.out(&format!("{id}.attestation.json")),
            ]
        }));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        assay(&args)
    }

    pub fn disclose(&self, more: &[&str]) -> Run {
        let (report, registry) = (
            self.test_dir.out("report.json"),
            self.test_dir.out("registry.json"),
        );
        let mut args = vec!["disclose", &report, "--registry", &registry];
        args.extend(more);
        assay(&args)
    }
}

#[track_caller]
pub fn done(args: &[&str]) -> Run {
    let run = assay(args);
    assert_eq!(run.code, 0, "{args:?}\n{}", run.stderr);
    run
}

/// Lines, with single spaces.
pub fn lines(text: &str) -> Vec<String> {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(line).collect()
}
