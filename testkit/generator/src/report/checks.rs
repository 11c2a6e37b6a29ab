//! What the report vectors and the reports must hold.

use std::collections::BTreeSet;

use assay_statement::{digest, pretty, Report};
use serde_json::json;

use super::base::base;
use super::bls12_381;
use super::cases::cases;
use super::forged;
use super::vectors::Vectors;
use crate::files::{holds_json, read};

/// Every flag is explained and used, ids count from one, and no comment is there twice.
pub fn the_vectors_are_well_formed() {
    [cases(), bls12_381::cases()].iter().for_each(well_formed);
}

fn well_formed(vectors: &Vectors) {
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

/// Every code that `ReportError::code` and the command line know, but two: a parsed document always has a canonical form, and
/// this build has every suite.
pub fn every_code_is_covered() {
    let vectors = [cases(), bls12_381::cases()];
    let all = vectors.iter().flat_map(|file| &file.cases);
    let found: BTreeSet<&str> = all.filter_map(|c| c.error.as_deref()).collect();
    let sources = [
        include_str!("../../../../verifier/src/report/error.rs"),
        include_str!("../../../../verifier/src/report/predecessor_error.rs"),
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
    // Of builds without it.
    expected.remove("suite-not-supported");
    assert_eq!(found, expected);
}

/// What another implementation computes on the way to its verdict on the base report.
pub fn the_intermediate_values_are_those_of_the_code() {
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
        "attestation_messages": base.attestations.iter().map(|a| hex(&attestation_message(a, None))).collect::<Vec<_>>(),
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

/// The files of reports are as [`pretty`] writes them.
pub fn reports_are_as_the_code_writes_them() {
    let base = base();
    let forged = forged::NAMES.map(|name| (name, forged::report(name)));
    let reports = [
        ("report", &base.report),
        ("successor", &base.successor),
        ("next-day", &base.next_day),
    ];
    for (name, report) in reports
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
