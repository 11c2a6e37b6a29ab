//! Every command, run well and badly: nothing secret in what it prints or publishes.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::forms::{self, found, Form};
use assay_testkit::marked_fund::{Fund, CUSTODIANS};

/// Directory for the files of tests.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

/// A fund with everything made, and what its commands printed.
struct Demo {
    fund: Fund,
    printed: Vec<u8>,
    secrets: Vec<Form>,
}

fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let fund = Fund::new(SCRATCH, 31);
        let mut commands = Vec::new();
        for (id, _) in CUSTODIANS {
            commands.extend([fund.keygen(id), fund.commit(id), fund.attest(id)]);
        }
        commands.push(fund.disclose_plan());
        commands.push(fund.prove("policy.json"));
        let mut printed = Vec::new();
        for arguments in commands {
            let (code, output) = run(Command::new(ASSAY).args(&arguments));
            assert_eq!(code, Some(0), "{}", String::from_utf8_lossy(&output));
            printed.extend(output);
        }
        let mut secrets = forms::of(&fund);
        secrets.extend(forms::totals(&fund));
        Demo {
            fund,
            printed,
            secrets,
        }
    })
}

const ASSAY: &str = env!("CARGO_BIN_EXE_assay");

/// What could make a command say more.
const TALKATIVE: [(&str, &str); 2] = [("RUST_BACKTRACE", "full"), ("RUST_LOG", "trace")];

/// Exit code, and everything printed; with all that could make it say more.
fn run(command: &mut Command) -> (Option<i32>, Vec<u8>) {
    let output = command.envs(TALKATIVE).output().unwrap();
    (
        output.status.code(),
        [output.stdout, output.stderr].concat(),
    )
}

/// The same for a command that may never end: a process that runs out of memory while it prints a backtrace waits for itself,
/// in the standard library. It is killed then. What it prints goes to a file, which does not fill up as a pipe does.
fn run_for(longest: Duration, command: &mut Command, file: &str) -> (Option<i32>, Vec<u8>) {
    let output = fs::File::create(file).unwrap();
    let mut child = command
        .envs(TALKATIVE)
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if begun.elapsed() < longest => std::thread::sleep(Duration::from_millis(2)),
            None => {
                child.kill().unwrap();
                break child.wait().unwrap();
            }
        }
    };
    (status.code(), fs::read(file).unwrap())
}

fn private(name: &str) -> bool {
    [".pem", ".opening.json", ".holdings.csv"]
        .iter()
        .any(|end| name.ends_with(end))
}

#[track_caller]
fn shows_nothing(what: &str, text: &[u8]) {
    let found = found(text, &demo().secrets);
    assert!(
        found.is_empty(),
        "{what}: {found:?}\n{}",
        String::from_utf8_lossy(text)
    );
}

#[test]
fn the_search_finds_secrets_in_every_encoding() {
    let demo = demo();
    let names = |file: &str, expected: &[&str]| {
        let text = fs::read_to_string(demo.fund.path(file)).unwrap();
        let found = found(text.replace('\n', "").as_bytes(), &demo.secrets);
        for name in expected {
            assert!(found.contains(name), "{file}: {name} not in {found:?}");
        }
    };
    names(
        "north.opening.json",
        &["north: quantity 0, decimal", "north: blinder 3, hex"],
    );
    names("north.holdings.csv", &["north: account 0, decimal"]);
    for (id, _) in CUSTODIANS {
        names(
            &format!("{id}.pem"),
            &[&format!("{id}: key, base64"), &format!("{id}: PEM")],
        );
    }
    for form in &demo.secrets {
        let text = [b"before", &form.bytes[..], b"after"].concat();
        assert!(
            found(&text, &demo.secrets).contains(&form.name.as_str()),
            "{}",
            form.name
        );
    }
}

#[test]
fn what_was_printed_and_published() {
    let demo = demo();
    shows_nothing("commands", &demo.printed);
    let mut public = 0;
    for entry in fs::read_dir(demo.fund.path("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !private(&name) {
            shows_nothing(&name, &fs::read(demo.fund.path(&name)).unwrap());
            public += 1;
        }
    }
    // Book, supply, two policies and a planned one, three commitments and attestations, the report.
    assert_eq!(public, 12);
}

/// A registry that trusts the fund's own keys.
fn registry(fund: &Fund) -> String {
    let custodians = CUSTODIANS.map(|(id, scheme)| {
        let text = fs::read_to_string(fund.path(&format!("{id}.attestation.json"))).unwrap();
        let attestation: serde_json::Value = serde_json::from_str(&text).unwrap();
        serde_json::json!({ "id": id, "threshold": 1, "keys": [{ "scheme": scheme,
            "public_key": attestation["signatures"][0]["public_key"],
            "not_before": "2026-01-01T00:00:00Z", "not_after": "2027-01-01T00:00:00Z" }] })
    });
    let registry = serde_json::json!({ "assay": "v1", "kind": "registry", "subject": "fund", "custodians": custodians });
    fs::write(fund.path("registry.json"), registry.to_string()).unwrap();
    fund.at("registry.json")
}

#[test]
fn verify_and_inspect() {
    let demo = demo();
    // Not in the demo's directory, whose files another test counts.
    let other = Fund::new(SCRATCH, 31);
    for (id, _) in CUSTODIANS {
        let name = format!("{id}.attestation.json");
        fs::copy(demo.fund.path(&name), other.path(&name)).unwrap();
    }
    let (report, registry) = (demo.fund.at("report.json"), registry(&other));
    for more in [
        &[][..],
        &["--json"],
        &["--max-age", "1s"],
        &["--json", "--max-age", "1s"],
    ] {
        let base = ["verify", &report, "--registry", &registry];
        let (code, output) = run(Command::new(ASSAY).args(base).args(more));
        assert_eq!(
            code,
            Some(if more.contains(&"1s") { 1 } else { 0 }),
            "{}",
            String::from_utf8_lossy(&output)
        );
        shows_nothing("verify", &output);
        let base = ["disclose", &report, "--registry", &registry];
        let (again, output) = run(Command::new(ASSAY).args(base).args(more));
        assert_eq!(again, code);
        shows_nothing("disclose", &output);
    }
    for entry in fs::read_dir(demo.fund.path("")).unwrap() {
        let path = entry.unwrap().path();
        let (code, output) = run(Command::new(ASSAY).arg("inspect").arg(&path));
        let json = path
            .extension()
            .is_some_and(|extension| extension == "json");
        assert_eq!(code, Some(if json { 0 } else { 2 }), "{}", path.display());
        shows_nothing("inspect", &output);
    }
}

/// A private file, damaged in one place.
struct Damage {
    file: &'static str,
    how: fn(&str) -> Vec<u8>,
}

/// Text without its last third.
fn cut(text: &str) -> Vec<u8> {
    text.as_bytes()[..text.len() * 2 / 3].to_vec()
}

/// Every quantity becomes a number.
fn numbers(text: &str) -> Vec<u8> {
    let text = text.replace("\"quantity\": \"", "\"quantity\": ");
    text.replace("\" }", " }").into_bytes()
}

const DAMAGES: [Damage; 16] = [
    Damage {
        file: "opening.json",
        how: cut,
    },
    Damage {
        file: "opening.json",
        how: numbers,
    },
    Damage {
        file: "opening.json",
        how: |text| text.replace("\" }", "x\" }").into(),
    },
    Damage {
        file: "opening.json",
        how: |text| text.replace("\"quantity\": \"", "\"quantity\": \"-").into(),
    },
    Damage {
        file: "opening.json",
        how: |text| {
            text.replace("\"quantity\": \"", "\"quantity\": \"9999999")
                .into()
        },
    },
    Damage {
        file: "opening.json",
        how: |text| text.replace("\"quantity\"", "\"amount\"").into(),
    },
    Damage {
        file: "opening.json",
        how: |text| text.replace("\"blinders\"", "\"quantities\"").into(),
    },
    Damage {
        file: "opening.json",
        how: |text| text.replace("    \"", "    \"f").into(),
    },
    Damage {
        file: "opening.json",
        how: |text| text.replace("\"opening\"", "\"book\"").into(),
    },
    Damage {
        file: "opening.json",
        how: |text| text.replacen('"', "\u{7}", 9).into(),
    },
    // Another opening of the same rows.
    Damage {
        file: "opening.json",
        how: |text| {
            text.replacen("\"quantity\": \"1", "\"quantity\": \"2", 1)
                .into()
        },
    },
    Damage {
        file: "pem",
        how: cut,
    },
    Damage {
        file: "pem",
        how: |text| text.replacen('M', "N", 1).into(),
    },
    Damage {
        file: "pem",
        how: |text| text.replacen("PRIVATE", "EC PRIVATE", 2).into(),
    },
    Damage {
        file: "pem",
        how: |text| text.lines().nth(1).unwrap().into(),
    },
    Damage {
        file: "pem",
        how: |text| [text.as_bytes(), b"\xff"].concat(),
    },
];

#[test]
fn damaged_openings_and_keys() {
    let demo = demo();
    let other = Fund::new(SCRATCH, 31);
    for damage in &DAMAGES {
        for (id, _) in CUSTODIANS {
            for (id, _) in CUSTODIANS {
                for file in ["opening.json", "pem", "commitment.json", "attestation.json"] {
                    let name = format!("{id}.{file}");
                    fs::copy(demo.fund.path(&name), other.path(&name)).unwrap();
                }
            }
            let path = other.path(&format!("{id}.{}", damage.file));
            let text = fs::read_to_string(&path).unwrap();
            let damaged = (damage.how)(&text);
            assert_ne!(text.as_bytes(), damaged);
            fs::write(&path, damaged).unwrap();
            let mut commands = vec![other.attest(id)];
            commands[0].push("--force".into());
            if damage.file != "pem" {
                commands.push(other.prove("policy.json"));
            }
            for arguments in commands {
                let (code, output) = run(Command::new(ASSAY).args(&arguments));
                assert_eq!(code, Some(2), "{}", String::from_utf8_lossy(&output));
                shows_nothing("a damaged file", &output);
            }
            let (_, output) = run(Command::new(ASSAY).arg("inspect").arg(&path));
            shows_nothing("a damaged file, inspected", &output);
        }
    }
}

#[test]
fn damaged_holdings() {
    let other = Fund::new(SCRATCH, 31);
    let path = other.path("north.holdings.csv");
    let text = fs::read_to_string(&path).unwrap();
    let damages: [fn(&str) -> String; 9] = [
        |text| text.replace(".00\n", ".001\n"),
        |text| text.replace(",1", ",-1"),
        |text| text.replace(".00\n", "e3\n"),
        |text| text.replace(".00\n", ".00,\n"),
        |text| text.replace("cash:north-3,", "cash:north-333,"),
        |text| text.replace(".00\n", "00000000.00\n"),
        |text| text.replace("a1,", "\"a1,"),
        |text| text.replace("account,", ""),
        |text| {
            text.lines()
                .map(|line| format!("{line}{}\n", "0".repeat(5000)))
                .collect()
        },
    ];
    for damage in damages {
        let damaged = damage(&text);
        assert_ne!(text, damaged);
        fs::write(&path, damaged).unwrap();
        let (code, output) = run(Command::new(ASSAY).args(other.commit("north")));
        assert_eq!(code, Some(2), "{}", String::from_utf8_lossy(&output));
        shows_nothing("damaged holdings", &output);
        assert!(!Path::new(&other.at("north.opening.json")).exists());
    }
}

#[test]
fn rules_that_do_not_hold() {
    let demo = demo();
    let mut arguments = demo.fund.prove("strict.json");
    let out = arguments.iter().position(|a| a == "--out").unwrap() + 1;
    arguments[out] = Fund::new(SCRATCH, 31).at("none/report.json");
    let (code, output) = run(Command::new(ASSAY).args(&arguments));
    assert_eq!(code, Some(2));
    // The shortfall itself is shown, to the prover alone: total less what it should be. Nothing else is.
    assert!(String::from_utf8_lossy(&output)
        .contains("(do not publish this):\n  coverage: expected coverage >= 9.00, short by "));
    shows_nothing("a rule that does not hold", &output);
}

#[test]
fn starved_of_memory() {
    let demo = demo();
    let place = Fund::new(SCRATCH, 31);
    let mut crashed = 0;
    // In kibibytes of address space: from too little to begin with to enough.
    for limit in (9_000..36_000).step_by(1_500) {
        let mut prove = demo.fund.prove("policy.json");
        let mut attest = demo.fund.attest("south");
        for arguments in [&mut prove, &mut attest] {
            let out = arguments.iter().position(|a| a == "--out").unwrap() + 1;
            arguments[out] = place.at(&format!("{limit}.{}", arguments[0]));
            let script = format!("ulimit -v {limit}; exec \"$0\" \"$@\"");
            let mut command = Command::new("sh");
            let command = command.args(["-c", &script, ASSAY]).args(arguments.iter());
            command.env("RAYON_NUM_THREADS", "2");
            let (code, output) = run_for(Duration::from_secs(20), command, &place.at("output"));
            // A panic is 101, an abort a signal.
            crashed += usize::from(code.is_none() || code == Some(101));
            shows_nothing("starved of memory", &output);
        }
    }
    assert!(crashed > 3, "{crashed} runs crashed");
}

#[test]
fn nowhere_to_print_to() {
    let demo = demo();
    let full = || Stdio::from(fs::File::options().write(true).open("/dev/full").unwrap());
    for (out, err) in [(full(), Stdio::piped()), (Stdio::piped(), full())] {
        let mut command = Command::new(ASSAY);
        command
            .arg("inspect")
            .arg(demo.fund.path("north.opening.json"));
        let output = command
            .stdout(out)
            .stderr(err)
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        shows_nothing(
            "nowhere to print to",
            &[output.stdout, output.stderr].concat(),
        );
    }
}
