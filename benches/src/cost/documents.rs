//! The worst reports that we can think of: each is full of one thing, and refused, or accepted after all of its work.

use std::error::Error;

use assay_circuits::Shape;
use serde_json::{json, Value};

use super::case::Case;
use super::honest::{on_chain, Honest};
use super::text::{escaped, items, list, with_piece};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Reports of about `size` bytes.
///
/// # Errors
/// If the sample itself is wrong.
pub fn worst(honest: &Honest, size: usize) -> Outcome<Vec<Case>> {
    let room = size.saturating_sub(honest.small.to_string().len() + 1000);
    let mut cases = lists(&honest.small, room);
    cases.extend(values(&honest.small, room));
    cases.extend(compiled(honest, size)?);
    let name = "escapes in every string of an honest report";
    let text = escaped(&Honest::new(size / 6)?.text);
    cases.push(Case { name, text });
    Ok(cases)
}

/// Lists that go on and on.
fn lists(report: &Value, room: usize) -> Vec<Case> {
    let of = |name, pointer: &str, item: &dyn Fn(usize) -> String| Case {
        name,
        text: with_piece(report, pointer, &list(room, usize::MAX, item)),
    };
    let part = |pointer: &str| report.pointer(pointer).unwrap_or(&Value::Null).to_string();
    let (row, attestation) = (part("/book/rows/0"), part("/attestations/0"));
    let signature = part("/attestations/0/signatures/0");
    let point = part("/columns/weights/0");
    let digits = "9".repeat(47) + "." + &"9".repeat(30);
    let owed = json!({ "entry": "pending_redemptions", "quantity": digits }).to_string();
    let small = json!({ "entry": "pending_redemptions", "quantity": "0" }).to_string();
    vec![
        of(
            "haircuts by days",
            "/policy/rules/0/haircuts_by_days",
            &|i| format!("{{\"over_days\":{i},\"bps\":1}}"),
        ),
        of(
            "one kind, again and again",
            "/policy/rules/1/kinds",
            &|_| "\"cash\"".into(),
        ),
        of("exceptions", "/policy/rules/7/except", &|i| {
            format!("\"{i}\"")
        }),
        of("short exceptions", "/policy/rules/7/except", &|_| {
            "\"a\"".into()
        }),
        of("rules", "/policy/rules", &|i| {
            format!("{{\"rule\":\"stress\",\"shift_bps\":{i}}}")
        }),
        of("custodians", "/book/custodians", &|_| "\"a\"".into()),
        of("rows", "/book/rows", &|_| row.clone()),
        of("attestations", "/attestations", &|_| attestation.clone()),
        of("signatures", "/attestations/0/signatures", &|_| {
            signature.clone()
        }),
        of("entries of a supply", "/supply/entries", &|_| small.clone()),
        of("long entries of a supply", "/supply/entries", &|_| {
            owed.clone()
        }),
        of("weights", "/columns/weights", &|_| point.clone()),
        of("empty objects", "/attestations", &|_| "{}".into()),
        of("empty strings", "/attestations", &|_| "\"\"".into()),
        of("levels of objects", "/attestations", &|_| {
            format!("{}0{}", "{\"\":".repeat(120), "}".repeat(120))
        }),
    ]
}

/// Single values as long as a report.
fn values(report: &Value, room: usize) -> Vec<Case> {
    let of = |name, pointer: &str, piece: &str| Case {
        name,
        text: with_piece(report, pointer, piece),
    };
    let country = |i: usize| format!("\"{i:07}\":\"US\"");
    let countries = format!("{{{}}}", items(room, usize::MAX, country));
    let fields = format!("[{{{}}}]", items(room, usize::MAX, |_| "\"\":0".into()));
    let names = format!(
        "[{{{}}}]",
        items(room, usize::MAX, |i| format!("\"{i:06x}\":0"))
    );
    vec![
        of("countries", "/book/countries", &countries),
        of("fields without a name", "/attestations", &fields),
        of("fields of other names", "/attestations", &names),
        of(
            "one string",
            "/policy/name",
            &format!("\"{}\"", "a".repeat(room)),
        ),
        of(
            "one string of escapes",
            "/policy/name",
            &format!("\"{}\"", "\\n".repeat(room / 2)),
        ),
        of(
            "the name of a field",
            "/attestations",
            &format!("[{{\"{}\":0}}]", "a".repeat(room)),
        ),
        of(
            "an unknown rule",
            "/policy/rules/0/rule",
            &format!("\"{}\"", "a".repeat(room)),
        ),
        of("one number", "/book/shape/k", &"1".repeat(room)),
        of("a proof", "/proof", &format!("\"{}\"", "0".repeat(room))),
        of(
            "white space",
            "/proof",
            &format!("{}\"00\"", " ".repeat(room)),
        ),
    ]
}

/// Reports that are read, and cost what comes after that; evidence fills them.
fn compiled(honest: &Honest, size: usize) -> Outcome<Vec<Case>> {
    let case = |name, report: Value| -> Outcome<Case> {
        let entry = serde_json::to_string(&on_chain(0)?)?.len() + 16;
        let room = size.saturating_sub(report.to_string().len() + 1000);
        let mut entries = report["supply"]["entries"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        for chain in 0..room / entry {
            entries.push(serde_json::to_value(on_chain(chain)?)?);
        }
        let text = with_piece(
            &report,
            "/supply/entries",
            &Value::from(entries).to_string(),
        );
        Ok(Case { name, text })
    };
    let small = &honest.small;
    let names: Vec<String> = (0..1024).map(|i| format!("{:0>60}", 30 * i)).collect();
    let haircuts: Vec<Value> = (0..1024)
        .map(|i| json!({ "over_days": i, "bps": 1 }))
        .collect();
    let coverage = json!({ "rule": "coverage", "min_ratio": "1.00", "haircuts_by_days": haircuts });
    let stressed: Vec<Value> = (0..64)
        .map(|i| match i {
            0 => coverage.clone(),
            i => json!({ "rule": "stress", "shift_bps": i }),
        })
        .collect();
    let letters = || 'A'..='Z';
    let countries: Vec<String> = letters()
        .flat_map(|a| letters().map(move |b| format!("{a}{b}")))
        .collect();
    let located =
        json!({ "rule": "tenor", "of": { "countries": countries }, "min_days": 0, "max_days": 90 });
    let spread =
        json!({ "rule": "concentration", "by": "instrument", "max_share": "0.1", "except": names });
    Ok(vec![
        case(
            "63 stress rules on 1,024 haircuts, over 16,000 rows",
            wide(small, stressed.into())?,
        )?,
        case(
            "64 groups of 676 countries, over 16,000 rows",
            wide(small, json!(vec![located; 64]))?,
        )?,
        case(
            "64 times 1,024 exceptions, over 16,000 rows",
            wide(small, json!(vec![spread; 64]))?,
        )?,
        case("4,041 custodians, none of them registered", crowded(small))?,
        case("an honest report with a changed proof", {
            let mut report = small.clone();
            report["policy"]["name"] = "Another".into();
            report
        })?,
    ])
}

/// A book of the largest shape that there is, every name and price as long as can be, under these rules.
fn wide(report: &Value, rules: Value) -> Outcome<Value> {
    let shape = Shape::new(14, 64)?;
    let mut report = report.clone();
    let row = |i: usize| {
        json!({ "custodian": format!("{:0>128}", i % 100), "instrument": format!("{i:0>128}"), "kind": "bill",
            "maturity": "2029-12-31", "price": format!("0.{}1", "0".repeat(29)), "quantity_decimals": 0,
            "institution": format!("{:0>128}", i % 1000) })
    };
    let custodians: Vec<String> = (0..100).map(|i| format!("{i:0>128}")).collect();
    let countries = custodians
        .iter()
        .map(|id| (id.clone(), "US".into()))
        .collect();
    report["book"]["rows"] = (0..shape.buckets()).map(row).collect();
    report["book"]["countries"] = Value::Object(countries);
    report["book"]["custodians"] = json!(custodians);
    report["book"]["shape"] = json!({ "k": shape.k(), "rules": shape.rules() });
    report["policy"]["rules"] = rules;
    Ok(report)
}

/// As many custodians as rows, each with an attestation whose point has to be decoded.
fn crowded(report: &Value) -> Value {
    let mut report = report.clone();
    let count = report["book"]["rows"].as_array().map_or(0, Vec::len);
    let id = |i: usize| format!("custodian-{i}");
    if let Some(rows) = report["book"]["rows"].as_array_mut() {
        for (i, row) in rows.iter_mut().enumerate() {
            row["custodian"] = id(i).into();
        }
    }
    report["book"]["custodians"] = (0..count).map(id).collect();
    let mut attestation = report["attestations"][0].clone();
    let attest = |i: usize| {
        attestation["custodian"] = id(i).into();
        attestation.clone()
    };
    report["attestations"] = (0..count).map(attest).collect();
    // One inequality for each custodian would be too many.
    if let Some(rules) = report["policy"]["rules"].as_array_mut() {
        rules.retain(|rule| rule["rule"] != "concentration");
    }
    report
}
