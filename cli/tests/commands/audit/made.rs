//! A report with an auditor's copy of the demo, made once.

use std::sync::OnceLock;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use assay_prover::{seal_copy, unseal_copy, Identities, Recipients};
use assay_statement::Audit;
use serde_json::Value;

use crate::support::{assay, demo, file, Run, TestDir};

pub const CUSTODIANS: [&str; 3] = ["northbank", "eastcustody", "harbortrust"];

/// Two auditors' keys.
pub fn keys() -> &'static [Identity; 2] {
    static KEYS: OnceLock<[Identity; 2]> = OnceLock::new();
    KEYS.get_or_init(|| [(); 2].map(|()| Identity::generate()))
}

pub fn recipient(who: usize) -> String {
    keys()[who].to_public().to_string()
}

/// `assay prove` on the demo's files.
pub fn prove(test_dir: &TestDir, extra: &[&str]) -> Run {
    let out = test_dir.out("report.json");
    let mut args = vec!["prove".to_string()];
    let names =
        ["book", "policy", "supply"].map(|n| (format!("--{n}"), file(&format!("{n}.json"))));
    args.extend(names.into_iter().flat_map(|(option, path)| [option, path]));
    for custodian in CUSTODIANS {
        for what in ["opening", "attestation"] {
            args.extend([
                format!("--{what}"),
                file(&format!("{custodian}.{what}.json")),
            ]);
        }
    }
    let args: Vec<&str> = args
        .iter()
        .map(String::as_str)
        .chain(["--out", &out])
        .collect();
    assay(&[&args[..], extra].concat())
}

/// A report with a copy for both auditors, made once, and the auditors' identity files.
pub struct Made {
    pub test_dir: TestDir,
}

pub fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        demo();
        let test_dir = TestDir::new();
        let (one, two, copy) = (recipient(0), recipient(1), test_dir.out("copy.age"));
        let auditors = [
            "--auditor",
            &one,
            "--auditor",
            &two,
            "--auditor-copy",
            &copy,
        ];
        let run = prove(&test_dir, &auditors);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(
            run.stderr
                .contains("copy.age (all openings, for 2 auditors to read)"),
            "{}",
            run.stderr
        );
        for (who, key) in keys().iter().enumerate() {
            identity(&test_dir, &format!("{who}.key"), key);
        }
        Made { test_dir }
    })
}

pub fn identity(test_dir: &TestDir, name: &str, key: &Identity) -> String {
    let text = key.to_string();
    let path = test_dir.write(name, &format!("# a key\n{}\n", text.expose_secret()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    path
}

impl Made {
    pub fn path(&self, name: &str) -> String {
        self.test_dir.out(name)
    }

    pub fn audit_with(&self, copy: &str, key: &str, report: &str, extra: &[&str]) -> Run {
        let registry = file("registry.json");
        let args = ["audit", copy, "--identity", key, "--report", report];
        assay(&[&args[..], &["--registry", registry.as_str()], extra].concat())
    }

    pub fn audit(&self, copy: &str, extra: &[&str]) -> Run {
        self.audit_with(copy, &self.path("0.key"), &self.path("report.json"), extra)
    }

    /// The document inside.
    pub fn opened(&self) -> Audit {
        let key = Identities::parse(keys()[0].to_string().expose_secret()).unwrap();
        unseal_copy(&std::fs::read(self.path("copy.age")).unwrap(), &key).unwrap()
    }

    /// A copy of a changed document.
    pub fn changed(&self, test_dir: &TestDir, change: impl FnOnce(&mut Audit)) -> String {
        let mut audit = self.opened();
        change(&mut audit);
        assert!(audit != self.opened());
        let recipients = Recipients::parse(&[recipient(0)]).unwrap();
        let path = test_dir.out("changed.age");
        std::fs::write(&path, seal_copy(&audit, &recipients).unwrap()).unwrap();
        path
    }
}

/// The one thing that does not agree: exit code 1, the code, and no position.
#[track_caller]
pub fn disagrees(run: &Run, codes: &[&str]) -> String {
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    let value: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(value["agrees"], false);
    let found = value["disagreements"].as_array().unwrap();
    let found_codes: Vec<&str> = found.iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert_eq!(found_codes, codes, "{value}");
    for item in &made().opened().openings[0].quantities {
        let digits = item.quantity.to_string();
        assert!(digits.len() < 6 || !run.stdout.contains(&digits));
    }
    found[0]["message"].as_str().unwrap().to_string()
}
