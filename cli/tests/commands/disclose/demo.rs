//! Bands of the demo's fund.

use serde_json::{json, Value};

use crate::disclose::fund::done;
use crate::disclose::fund::lines;
use crate::support::{assay, file, read, TestDir};

/// A public grid, a shape that is too small, and what the demo's book is like.
#[test]
fn the_demo() {
    let test_dir = TestDir::new();
    let base: Value = serde_json::from_str(&read("policy.json")).unwrap();
    let keep = [0, 1].map(|rule: usize| base["rules"][rule].clone());
    let policy = test_dir.changed("policy.json", |policy| policy["rules"] = json!(keep));
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
    // All rules of the demo and every kind: more than the shape has. It is written all the same.
    let run = plan(&whole, &test_dir.out("large.json"), &[]);
    assert!(
        run.stderr.contains(
            "inequalities, but the book's shape (10, 16) has 16: this policy cannot be proved"
        ),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr
            .contains("shape (9, 32) has room: make the book again with --shape 9,32"),
        "{}",
        run.stderr
    );

    let banded = test_dir.out("banded.json");
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
        test_dir.out("report.json"),
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
    let (report, pinned) = (test_dir.out("report.json"), file("registry.json"));
    let run = assay(&["disclose", &report, "--registry", &pinned]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("code wrong-policy"), "{}", run.stdout);
    let registry = test_dir.changed("registry.json", |registry| {
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

    // 71 % and 21 % on chains and 9 % by book entry of what is covered; 1 % is pending, and 2 % excluded.
    let number = |name: &str| {
        let line = found.iter().find_map(|line| line.strip_prefix(name));
        line.unwrap()
            .replace(',', "")
            .trim()
            .parse::<f64>()
            .unwrap()
    };
    let (issued, covered) = (number("issued"), number("to be covered"));
    assert!((issued / covered - 1.01).abs() < 1e-9, "{issued} {covered}");

    // Nothing of the holdings but the bands, in what was printed and in the policy.
    let printed = std::fs::read_to_string(&banded).unwrap()
        + &std::fs::read_to_string(test_dir.out("large.json")).unwrap();
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
