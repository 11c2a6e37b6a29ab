//! The auditor's copy: positions where they belong, on the auditor's own standard output, and nowhere else.

use std::fs;
use std::process::Command;
use std::sync::OnceLock;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use assay_prover::{seal_copy, unseal_copy, Identities, Recipients};
use assay_statement::Audit;

use crate::forms::{self, found, Form};
use assay_testkit::marked_fund::{Fund, CUSTODIANS};

/// Directory for the files of tests.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

const ASSAY: &str = env!("CARGO_BIN_EXE_assay");

/// A fund with a report and a copy for the auditor.
struct Audited {
    fund: Fund,
    /// The key in the identity file.
    key: String,
    secrets: Vec<Form>,
    /// Standard output and standard error of `assay prove`.
    printed: [Vec<u8>; 2],
}

fn audited() -> &'static Audited {
    static AUDITED: OnceLock<Audited> = OnceLock::new();
    AUDITED.get_or_init(|| {
        let fund = Fund::new(SCRATCH, 61);
        fund.attested(ASSAY);
        let identity = Identity::generate();
        let key = identity.to_string().expose_secret().to_string();
        fs::write(fund.path("auditor.key"), format!("{key}\n")).unwrap();
        let recipient = identity.to_public().to_string();
        let copy = fund.at("copy.age");
        let mut prove = fund.prove("policy.json");
        prove.extend(["--auditor", &recipient, "--auditor-copy", &copy].map(String::from));
        let (code, printed) = run(&prove);
        assert_eq!(code, Some(0), "{}", String::from_utf8_lossy(&printed[1]));
        registry(&fund);
        let mut secrets = forms::of(&fund);
        secrets.extend(forms::totals(&fund));
        for part in key.as_bytes()[16..].chunks_exact(12) {
            for text in [part.to_ascii_uppercase(), part.to_ascii_lowercase()] {
                let name = "identity".to_string();
                secrets.push(Form { name, bytes: text });
            }
        }
        Audited {
            fund,
            key,
            secrets,
            printed,
        }
    })
}

fn run(arguments: &[String]) -> (Option<i32>, [Vec<u8>; 2]) {
    let talkative = [("RUST_BACKTRACE", "full"), ("RUST_LOG", "trace")];
    let output = Command::new(ASSAY)
        .args(arguments)
        .envs(talkative)
        .output()
        .unwrap();
    (output.status.code(), [output.stdout, output.stderr])
}

/// A registry that trusts the fund's own keys.
fn registry(fund: &Fund) {
    let custodians = CUSTODIANS.map(|(id, scheme)| {
        let text = fs::read_to_string(fund.path(&format!("{id}.attestation.json"))).unwrap();
        let attestation: serde_json::Value = serde_json::from_str(&text).unwrap();
        serde_json::json!({ "id": id, "threshold": 1, "keys": [{ "scheme": scheme,
            "public_key": attestation["signatures"][0]["public_key"],
            "not_before": "2026-01-01T00:00:00Z", "not_after": "2027-01-01T00:00:00Z" }] })
    });
    let registry = serde_json::json!({ "assay": "v1", "kind": "registry", "subject": "fund", "custodians": custodians });
    fs::write(fund.path("registry.json"), registry.to_string()).unwrap();
}

impl Audited {
    fn audit(&self, copy: &str, extra: &[&str]) -> (Option<i32>, [Vec<u8>; 2]) {
        let own = |name: &str| self.fund.at(name);
        let mut arguments = vec!["audit".to_string(), copy.to_string()];
        for (option, name) in [
            ("--identity", "auditor.key"),
            ("--report", "report.json"),
            ("--registry", "registry.json"),
        ] {
            arguments.extend([option.to_string(), own(name)]);
        }
        arguments.extend(extra.iter().map(|argument| argument.to_string()));
        run(&arguments)
    }

    #[track_caller]
    fn shows_nothing(&self, what: &str, text: &[u8]) {
        let found = found(text, &self.secrets);
        assert!(found.is_empty(), "{what}: {found:?}");
    }
}

#[test]
fn neither_prove_nor_the_copy_shows_anything() {
    let audited = audited();
    for printed in &audited.printed {
        audited.shows_nothing("prove", printed);
    }
    for name in ["copy.age", "report.json"] {
        audited.shows_nothing(name, &fs::read(audited.fund.path(name)).unwrap());
    }
    let (code, [out, err]) = run(&["inspect".to_string(), audited.fund.at("copy.age")]);
    assert_eq!(code, Some(2));
    audited.shows_nothing("inspect", &[out, err].concat());
}

#[test]
fn the_auditor_sees_positions_on_standard_output_only() {
    let audited = audited();
    let copy = audited.fund.at("copy.age");
    for extra in [&[][..], &["--json"]] {
        let (code, [out, err]) = audited.audit(&copy, extra);
        assert_eq!(code, Some(0));
        audited.shows_nothing("standard error", &err);
        let shown = found(&out, &audited.secrets);
        // Decimals in JSON, in groups for people.
        let form = if extra.is_empty() {
            "grouped"
        } else {
            "decimal"
        };
        for (id, _) in CUSTODIANS {
            let expected = format!("{id}: quantity 0, {form}");
            assert!(shown.contains(&expected.as_str()), "{expected}: {shown:?}");
        }
        // Of what is secret, only amounts, and none of the accounts that they are sums of.
        for name in shown {
            let amount = name.contains(": quantity ") || name.contains("total");
            assert!(amount && name.contains(form), "{name}");
        }
    }
    let out = audited.fund.at("positions.json");
    let (code, [stdout, stderr]) = audited.audit(&copy, &["--json", "--out", &out]);
    assert_eq!(code, Some(0));
    audited.shows_nothing("with --out", &[stdout, stderr].concat());
    assert!(!found(&fs::read(&out).unwrap(), &audited.secrets).is_empty());
    fs::remove_file(out).unwrap();
}

#[test]
fn an_audit_that_fails_shows_nothing() {
    let audited = audited();
    let place = Fund::new(SCRATCH, 62);
    let identities = Identities::parse(&audited.key).unwrap();
    let sealed = fs::read(audited.fund.path("copy.age")).unwrap();
    let identity: Identity = audited.key.parse().unwrap();
    let recipients = Recipients::parse(&[identity.to_public().to_string()]).unwrap();
    let copy = place.at("copy.age");
    let mut copies: Vec<Vec<u8>> = vec![sealed[..sealed.len() / 2].to_vec()];
    let changes: [fn(&mut Audit); 6] = [
        |audit| audit.report.0[0] ^= 1,
        |audit| audit.openings[0].quantities[0].quantity ^= 1,
        |audit| audit.openings[1].blinders[0].0[0] ^= 1,
        |audit| audit.openings[1].blinders[0].0 = [0xff; 32],
        |audit| drop(audit.openings[1].quantities.pop()),
        |audit| drop(audit.openings.pop()),
    ];
    for change in changes {
        let mut audit = unseal_copy(&sealed, &identities).unwrap();
        change(&mut audit);
        copies.push(seal_copy(&audit, &recipients).unwrap());
    }
    // No document: as JSON, and as its fields.
    let json = unseal_copy(&sealed, &identities)
        .unwrap()
        .to_json()
        .to_string();
    for text in [
        &json[..json.len() / 2],
        &json.replacen("\"quantity\": \"", "\"quantity\": \"9999999", 1),
        &json.replace("\"quantity\": \"", "\"quantity\": \"-"),
        &json.replace("\"quantity\"", "\"amount\""),
        &json.replace("    \"", "    \"f"),
    ] {
        assert_ne!(text, json);
        copies.push(age::encrypt(&identity.to_public(), text.as_bytes()).unwrap());
    }
    for (number, bytes) in copies.iter().enumerate() {
        fs::write(&copy, bytes).unwrap();
        for extra in [&[][..], &["--json"]] {
            let (code, [out, err]) = audited.audit(&copy, extra);
            let printed = [out, err].concat();
            let text = String::from_utf8_lossy(&printed);
            assert_eq!(code, Some(1), "{number}: {text}");
            audited.shows_nothing(&format!("{number}: {text}"), &printed);
        }
    }
    // With a key that is damaged, or given in the wrong place.
    for damage in [
        &audited.key[..40],
        &audited.key.replace("AGE-", "AGE"),
        &audited.key.to_lowercase()[1..],
    ] {
        fs::write(place.path("auditor.key"), damage).unwrap();
        let (key, registry) = (place.at("auditor.key"), audited.fund.at("registry.json"));
        let report = audited.fund.at("report.json");
        let arguments = [
            "audit",
            &copy,
            "--identity",
            &key,
            "--report",
            &report,
            "--registry",
            &registry,
        ];
        let (code, [out, err]) = run(&arguments.map(String::from));
        assert_eq!(code, Some(2));
        audited.shows_nothing("a damaged identity", &[out, err].concat());
    }
    let mut prove = audited.fund.prove("policy.json");
    let out = prove.iter().position(|a| a == "--out").unwrap() + 1;
    prove[out] = place.at("report.json");
    for wrong in [
        audited.key.clone(),
        audited.key.to_lowercase(),
        format!("{} ", audited.key),
    ] {
        let mut arguments = prove.clone();
        arguments
            .extend(["--auditor", &wrong, "--auditor-copy", &copy, "--force"].map(String::from));
        let (code, [out, err]) = run(&arguments);
        assert_eq!(code, Some(2));
        audited.shows_nothing("an identity for a recipient", &[out, err].concat());
    }
}
