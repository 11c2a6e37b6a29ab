//! The list of rules against what else names them: the schema of a policy and the documentation.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs::read_to_string;

use assay_statement::*;
use assay_testkit::documents::*;
use serde_json::Value;

fn file(path: &str) -> String {
    read_to_string(format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn names_are_those_of_documents() {
    assert_eq!(Rule::ALL.len(), Rule::NAMES.len());
    let unique: BTreeSet<_> = Rule::NAMES.iter().collect();
    assert_eq!(unique.len(), Rule::NAMES.len());
    let mut seen = BTreeSet::new();
    for rule in all_rules() {
        let json = serde_json::to_value(&rule).unwrap();
        assert_eq!(json["rule"], rule.name());
        let info = Rule::ALL.iter().find(|info| info.name == rule.name());
        let known = info.unwrap().fields;
        let fields = json.as_object().unwrap().keys();
        assert!(fields
            .into_iter()
            .all(|f| f == "rule" || known.contains(&f.as_str())));
        seen.insert(rule.name());
    }
    assert_eq!(seen, Rule::NAMES.iter().copied().collect());
}

#[test]
fn the_schema_has_every_rule_with_its_fields() {
    let schema: Value =
        serde_json::from_str(&file("test-vectors/schemas/policy.schema.json")).unwrap();
    let rules = schema["properties"]["rules"]["items"]["oneOf"]
        .as_array()
        .unwrap();
    assert_eq!(rules.len(), Rule::ALL.len());
    for (rule, info) in rules.iter().zip(Rule::ALL) {
        let properties = rule["properties"].as_object().unwrap();
        assert_eq!(properties["rule"]["const"], info.name);
        let found: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
        let fields = info.fields.iter().copied();
        assert_eq!(found, fields.chain(["rule"]).collect(), "{}", info.name);
    }
}

#[test]
fn the_documentation_has_every_rule() {
    let (rules, spec) = (file("docs/rules.md"), file("docs/spec.md"));
    for info in Rule::ALL {
        assert!(
            rules.contains(&format!("\n## {}\n", info.name)),
            "{}",
            info.name
        );
        assert!(
            spec.contains(&format!("\n| `{}` | ", info.name)),
            "{}",
            info.name
        );
        assert!(info.summary.ends_with('.') && info.source.len() > 10);
    }
}
