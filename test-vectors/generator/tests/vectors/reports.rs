//! Runs `report/vectors.json`, from the files alone.

use std::collections::BTreeSet;

use assay_statement::{
    digest, parse_document, pretty, Digest, Policy, Registry, Report, Supply, Timestamp,
};
use assay_verifier::{verify_report, ExpectedPrevious, VerifyOptions};
use serde::{Deserialize, Serialize};
use serde_json::{json, Map, Value};

use crate::base::base;
use crate::cases::cases;
use crate::files::{holds_json, read};
use crate::forged;
use crate::operations::Found;
use crate::patch::{apply, Edit};
use crate::vector_file::Note;

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vectors {
    pub operation: String,
    pub comment: String,
    pub registry: String,
    pub options: Value,
    pub notes: Vec<Note>,
    pub cases: Vec<Case>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub id: u32,
    pub comment: String,
    pub flags: Vec<String>,
    pub report: String,
    pub edit: Vec<Edit>,
    pub result: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// The verifier's options, as the file has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    now: Option<Timestamp>,
    max_age_seconds: Option<u64>,
    supply: Option<Value>,
    policy: Option<Value>,
    previous: Option<String>,
}

fn verdict(case: &Case) -> Result<(), String> {
    let mut input = json!({
        "report": serde_json::from_str::<Value>(&read(&format!("report/{}", case.report))).unwrap(),
        "registry": serde_json::from_str::<Value>(&read("report/registry.json")).unwrap(),
        "options": {},
    });
    apply(&mut input, &case.edit);
    let bytes = |value: &Value| value.to_string().into_bytes();
    let given: Given = serde_json::from_value(input["options"].take()).unwrap();
    let registry: Registry = parse_document(&bytes(&input["registry"])).unwrap();
    let supply = given
        .supply
        .map(|s| parse_document::<Supply>(&bytes(&s)).unwrap());
    let policy = given
        .policy
        .map(|p| digest(&parse_document::<Policy>(&bytes(&p)).unwrap()).unwrap());
    let report: Report =
        parse_document(&bytes(&input["report"])).map_err(|_| "malformed".to_string())?;
    let options = VerifyOptions {
        now: given.now,
        max_age_seconds: given.max_age_seconds,
        supply: supply.as_ref(),
        policy,
        previous: match given.previous.as_deref() {
            None => ExpectedPrevious::Any,
            Some("none") => ExpectedPrevious::First,
            Some(text) => ExpectedPrevious::Follows(text.parse::<Digest>().unwrap()),
        },
    };
    verify_report(&report, &registry, &options)
        .map(|_| ())
        .map_err(|error| error.code().to_string())
}

pub fn run(case: &Value) -> Found {
    let case: Case = serde_json::from_value(case.clone()).unwrap();
    verdict(&case).map(|()| Map::new())
}

#[test]
fn the_vectors_are_well_formed() {
    let vectors = cases();
    assert_eq!(vectors.options, json!({}));
    let listed: BTreeSet<&str> = vectors.notes.iter().map(|n| n.flag.as_str()).collect();
    let used: BTreeSet<&str> = vectors
        .cases
        .iter()
        .flat_map(|c| c.flags.iter().map(String::as_str))
        .collect();
    assert_eq!(listed, used);
    let ids: Vec<u32> = vectors.cases.iter().map(|c| c.id).collect();
    assert_eq!(ids, (1..=vectors.cases.len() as u32).collect::<Vec<_>>());
    let comments: BTreeSet<&str> = vectors.cases.iter().map(|c| c.comment.as_str()).collect();
    assert_eq!(comments.len(), ids.len());
}

/// Every code that `ReportError::code` and the command line know, but one: a parsed document always has a canonical form.
#[test]
fn every_code_is_covered() {
    let vectors = cases();
    let found: BTreeSet<&str> = vectors
        .cases
        .iter()
        .filter_map(|c| c.error.as_deref())
        .collect();
    let sources = [
        include_str!("../../../../verifier/src/report/error.rs"),
        include_str!("../../../../verifier/src/attestations/error.rs"),
        include_str!("../../../../verifier/src/error.rs"),
    ];
    let mut expected = BTreeSet::from(["malformed"]);
    for line in sources.iter().flat_map(|s| s.lines()) {
        // The arms of the functions `code`: `=> "some-code",`
        if let Some((_, code)) = line.split_once("=> \"") {
            expected.extend(code.strip_suffix("\","));
        } else if let Some(code) = line
            .trim()
            .strip_prefix('"')
            .and_then(|l| l.strip_suffix("\","))
        {
            expected.insert(code);
        }
    }
    expected.remove("not-canonical");
    assert_eq!(found, expected);
}

/// What another implementation computes on the way to its verdict on the base report.
#[test]
fn the_intermediate_values_are_those_of_the_code() {
    use assay_statement::attestation_message;
    use assay_verifier::DocumentDigests;
    use ff::PrimeField;

    let base = base();
    let digests =
        DocumentDigests::of(&base.book, &base.policy, &base.supply, &base.attestations).unwrap();
    let hex = |bytes: &[u8]| hex::encode(bytes);
    let context = |report: &Report| {
        let scalar = digests
            .context(&base.compiled.program, &base.commitments, report.previous)
            .unwrap();
        hex(scalar.to_repr().as_ref())
    };
    let compiled = &base.compiled;
    let inequality = |(i, rule): (&assay_statement::Inequality, &assay_statement::ProgramRule)| {
        json!({
            "rule": i.name, "label": i.label, "denominator": i.denominator, "multipliers": rule.multipliers,
            "bound": num_bigint::BigInt::from(rule.bound).to_string(),
        })
    };
    let value = json!({
        "comment": "Of report.json; the scalar is 32 bytes, little-endian.",
        "digests": {
            "book": digests.book, "policy": digests.policy, "supply": digests.supply,
            "registry": digest(&base.registry).unwrap(),
            "attestations": digests.attestations,
            "program": compiled.program.digest().unwrap(),
            "report": digest(&base.report).unwrap(),
            "successor": digest(&base.successor).unwrap(),
        },
        "attestation_messages": base.attestations.iter().map(|a| hex(&attestation_message(a))).collect::<Vec<_>>(),
        "scale": compiled.scale,
        "tokens": compiled.tokens,
        "amount_to_cover": compiled.amount_to_cover,
        "row_values": compiled.program.rows.iter().map(|r| r.value.to_string()).collect::<Vec<_>>(),
        "inequalities": compiled.inequalities.iter().zip(&compiled.program.rules).map(inequality).collect::<Vec<_>>(),
        "program": hex(&compiled.program.to_bytes().unwrap()),
        "context": context(&base.report),
        "context_of_successor": context(&base.successor),
    });
    holds_json("report/intermediate.json", &value);
}

#[test]
fn reports_are_as_the_code_writes_them() {
    let base = base();
    let forged = forged::NAMES.map(|name| (name, forged::report(name)));
    for (name, report) in [("report", &base.report), ("successor", &base.successor)]
        .into_iter()
        .chain(forged.iter().map(|(name, report)| (*name, report)))
    {
        assert_eq!(
            read(&format!("report/{name}.json")),
            pretty(report).unwrap(),
            "{name}"
        );
    }
}
