//! What another implementation computes on the way to its verdict on the reports of the suite.

use assay_statement::{
    attestation_message, compile, compile_with_supply, digest, number_bytes, Digest, Report,
};
use assay_verifier::suites::{Bls12381, BoundDocuments, DocumentSuite, Suite};
use assay_verifier::{report_digest, DocumentDigests};
use serde_json::{json, Value};

use super::base::{base, terms, Documents, FOLDER, NAMES};
use crate::files::holds_json;

/// `report/bls12-381/intermediate.json` is what the code makes.
pub fn the_intermediate_values_are_those_of_the_code() {
    let base = base();
    let reports = [&base.report, &base.next_day, &base.all_rules];
    let values = NAMES.iter().zip(reports);
    let values: Vec<Value> = values
        .map(|(name, report)| values_of(name, report))
        .collect();
    let value = json!({
        "comment": "Of the reports beside this file; scalars and numbers are big-endian.",
        "reports": values,
    });
    holds_json(&format!("report/{FOLDER}/intermediate.json"), &value);
}

fn values_of(name: &str, report: &Report) -> Value {
    let documents = Documents {
        book: report.book.clone(),
        policy: report.policy.clone(),
        supply: report.supply.clone(),
        quantities: Vec::new(),
        previous: report.previous,
    };
    let (book, policy, supply) = (&report.book, &report.policy, &report.supply);
    let terms = terms(&documents);
    let table = compile(book, policy).unwrap();
    let compiled = compile_with_supply(book, policy, supply).unwrap();
    let digests = DocumentDigests::of(book, policy, supply, &report.attestations).unwrap();
    let bound = BoundDocuments {
        digests: &digests,
        terms: Some(&terms),
        compiled: &compiled,
        supply,
        attestations: &report.attestations,
        previous: report.previous,
    };
    let context = Bls12381::context(&bound, &[]).unwrap();
    let number = |value| hex::encode(number_bytes(value).unwrap());
    let messages = report.attestations.iter();
    let messages = messages.map(|attestation| attestation_message(attestation, Some(&terms)));
    let messages: Vec<Vec<u8>> = messages.collect();
    json!({
        "report": name,
        "digests": {
            "book": digest(book).unwrap(), "policy": digest(policy).unwrap(), "supply": digest(supply).unwrap(),
            "table": table.digest().unwrap(), "report": report_digest(report).unwrap(),
        },
        "table": hex::encode(table.to_bytes().unwrap()),
        "terms": hex::encode(terms.bytes()),
        "messages": messages.iter().map(hex::encode).collect::<Vec<_>>(),
        "message_digests": messages.iter().map(|m| Digest::of(m)).collect::<Vec<_>>(),
        "tokens": number(&compiled.tokens),
        "value_per_token": number(&supply.value_per_token),
        "payables": number(&compiled.payables),
        "distributed": compiled.distributed.as_ref().map(number),
        "context": hex::encode(Bls12381::write_scalar(&context)),
    })
}
