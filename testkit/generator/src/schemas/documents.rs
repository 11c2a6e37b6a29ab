//! The schemas: every good document fits its own, and what the reader refuses for its form does not.

use std::collections::BTreeSet;

use assay_book::{Custodians, TermsFile, SAMPLE_CUSTODIANS, SAMPLE_POLICY};
use assay_statement::presets::PRESETS;
use assay_statement::{digest, parse_document, Audit, Commitment, Kind, V1};
use assay_supply::Sources;
use serde_json::Value;

use super::checker::{Checker, KINDS};
use crate::files::{path, read};
use crate::operations::OPERATIONS;
use crate::report::base::{base, CUSTODIANS};
use crate::report::bls12_381;
use crate::report::cases::cases;
use crate::report::vectors::Vectors;
use assay_testkit::patch::apply;

/// Rows that the sample fund does not have.
const OWN_ROWS: &str = r#"{"assay":"v1","kind":"custodians","currency":"USD","custodians":[{"id":"north",
    "repo":[{"account":"overnight","institution":"dealer","maturity":"2026-11-23"}],
    "funds":[{"fund":"mmf","nav":"1.0001","quantity_decimals":3,"institution":"manager"}],
    "tokens":[{"token":"eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec","price":"1.01","quantity_decimals":6}]}]}"#;

/// Terms of every kind of security.
const TERMS: &str = r#"{"assay":"v1","kind":"terms","securities":[
    {"instrument":"91282CDC2","dated":"2021-10-15","first_payment":"2022-04-15","reference_cpi":"273.25771"},
    {"instrument":"US912810QT88","dated":"2011-11-15","first_payment":"2012-05-15"},
    {"instrument":"91282CNT4","dated":"2026-01-31","first_payment":"2026-04-30","spread_tenth_bps":-98}],
    "consumer_prices":[{"month":"2026-08-01","index":"325.252"}],
    "bill_auctions":[{"auction":"2026-11-16","issue":"2026-11-19","maturity":"2027-02-18","high_rate":"3.685"}]}"#;

/// Every field that sources can have.
const SOURCES: &str = r#"{"assay":"v1","kind":"sources","subject":"fund:x","currency":"USD","value_per_token":"1.00",
    "chains":[{"chain":"eip155:1","endpoints":["https://a.example/v3/key?x=1","http://127.0.0.1:8545"],"block":7,
    "tokens":[{"token":"0x7712c34205737192402172409a8f7ccef8aa2aec","storage_slot":"0x2","unit":"raw"}]}],
    "entries":[{"entry":"pending_redemptions","quantity":"5"},{"entry":"to_be_issued","quantity":"7"},
    {"entry":"payable","reason":"fees","amount":"1.50"},{"entry":"distributed","reason":"minted","amount":"0"}]}"#;

/// Every document that the code makes or reads fits the schema of its kind.
pub fn documents_fit_their_schemas() {
    let (base, checker) = (base(), Checker::new(&KINDS));
    for name in ["report", "successor", "next-day"]
        .into_iter()
        .chain(crate::report::forged::NAMES)
        .chain(["payables", "payables-short", "income", "income-short"])
        .chain([
            "bls12-381/report",
            "bls12-381/next-day",
            "bls12-381/all-rules",
            "bls12-381/inflated",
            "bls12-381/short",
        ])
    {
        checker.fits("report", &read(&format!("report/{name}.json")));
    }
    let json = |value: Result<String, _>| -> String { value.unwrap() };
    checker.fits("registry", &json(assay_statement::pretty(&base.registry)));
    checker.fits("supply", &json(assay_statement::pretty(&base.supply)));
    for opening in &base.openings {
        checker.fits("opening", &opening.to_json());
    }
    assert_eq!(base.openings.len(), CUSTODIANS.len());
    let audit = Audit {
        assay: V1,
        kind: Kind::new(),
        report: digest(&base.registry).unwrap(),
        openings: base.openings.clone(),
    };
    checker.fits("audit", &audit.to_json());
    let attestation = &base.attestations[1];
    let commitment = Commitment {
        assay: V1,
        kind: Kind::new(),
        subject: attestation.subject.clone(),
        as_of: attestation.as_of,
        custodian: attestation.custodian.clone(),
        book: attestation.book,
        commitment: attestation.commitment,
    };
    checker.fits("commitment", &json(assay_statement::pretty(&commitment)));
    checker.fits("attestation", &json(assay_statement::pretty(attestation)));
    checker.fits("custodians", SAMPLE_CUSTODIANS);
    checker.fits("custodians", OWN_ROWS);
    assert!(parse_document::<Custodians>(OWN_ROWS.as_bytes()).is_ok());
    checker.fits("terms", TERMS);
    assert!(parse_document::<TermsFile>(TERMS.as_bytes()).is_ok());
    checker.fits("policy", SAMPLE_POLICY);
    checker.fits("sources", SOURCES);
    parse_document::<Sources>(SOURCES.as_bytes()).unwrap();
    for preset in PRESETS {
        checker.fits("policy", preset.json);
    }
}

/// A report that is malformed does not fit; one that is refused for another reason does.
pub fn the_schema_refuses_malformed_reports_and_no_other() {
    let checker = Checker::new(&KINDS);
    [cases(), bls12_381::cases()]
        .into_iter()
        .for_each(|vectors| the_schema_agrees(&checker, vectors));
}

fn the_schema_agrees(checker: &Checker, vectors: Vectors) {
    for case in vectors.cases {
        let mut input = serde_json::json!({
            "report": serde_json::from_str::<Value>(&read(&format!("report/{}", case.report))).unwrap(),
            "registry": serde_json::from_str::<Value>(&read(&format!("report/{}", vectors.registry))).unwrap(),
            "options": {},
        });
        apply(&mut input, &case.edit);
        let fits = checker.check("report", &input["report"]);
        if case.error.as_deref() == Some("malformed") {
            assert!(fits.is_err(), "{}: {}", case.id, case.comment);
        } else if !case
            .error
            .as_deref()
            .is_some_and(|code| code.ends_with("-invalid"))
        {
            assert_eq!(fits, Ok(()), "{}: {}", case.id, case.comment);
        }
    }
}

/// Objects are closed, everywhere, and there is one schema a kind and one an operation.
pub fn schemas_are_closed() {
    fn walk(value: &Value, at: &str) {
        if let Value::Object(map) = value {
            let object = map.contains_key("properties") && map.get("type").is_some();
            let closed = map.get("additionalProperties") == Some(&false.into());
            // What vectors share is closed where it is used.
            let shared = ["vectors/$defs/file", "vectors/$defs/case"].contains(&at);
            assert!(!object || closed || shared, "{at}");
            map.iter()
                .for_each(|(key, value)| walk(value, &format!("{at}/{key}")));
        } else if let Value::Array(list) = value {
            list.iter().for_each(|value| walk(value, at));
        }
    }
    let (mut found, mut operations) = (BTreeSet::new(), BTreeSet::new());
    for entry in std::fs::read_dir(path("schemas")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let kind = name.strip_suffix(".schema.json").unwrap().to_string();
        let schema: Value = serde_json::from_str(&read(&format!("schemas/{name}"))).unwrap();
        walk(&schema, &kind);
        if KINDS.contains(&kind.as_str()) {
            assert_eq!(schema["additionalProperties"], false, "{kind}");
            assert_eq!(schema["properties"]["kind"]["const"], *kind, "{kind}");
            let private = ["audit", "custodians", "opening", "sources"].contains(&kind.as_str());
            assert_eq!(schema["x-private"] == true, private, "{kind}");
            found.insert(kind);
        } else if let Some(operation) = kind.strip_suffix("-vectors") {
            assert_eq!(schema["unevaluatedProperties"], false, "{kind}");
            assert_eq!(schema["properties"]["operation"]["const"], *operation);
            operations.insert(operation.to_string());
        } else {
            assert!(
                [
                    "common",
                    "vectors",
                    "intermediate",
                    "intermediate-bls12-381"
                ]
                .contains(&kind.as_str()),
                "{kind}"
            );
        }
    }
    assert_eq!(found.into_iter().collect::<Vec<_>>(), KINDS);
    let expected: BTreeSet<String> = OPERATIONS
        .map(|(operation, _)| operation.name.to_string())
        .into();
    assert_eq!(operations, expected);
}
