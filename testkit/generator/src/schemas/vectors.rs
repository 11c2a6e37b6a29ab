//! Every file fits a schema, and the schemas of vectors refuse what they should.

use serde_json::{json, Value};

use super::checker::{Checker, KINDS};
use crate::files::read;
use crate::inventory::{all, json_files};
use crate::operation::text;
use crate::operations::OPERATIONS;

fn checker() -> Checker {
    let names = OPERATIONS.map(|(operation, _)| format!("{}-vectors", operation.name));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Checker::new(
        &[
            names.as_slice(),
            &KINDS,
            &["intermediate", "intermediate-bls12-381"],
        ]
        .concat(),
    )
}

/// The schema of a file, told by its content.
fn schema_of(name: &str, value: &Value) -> String {
    if value["cases"].is_array() {
        return format!("{}-vectors", text(value, "operation"));
    }
    match name {
        "report/intermediate.json" => "intermediate".into(),
        "report/bls12-381/intermediate.json" => "intermediate-bls12-381".into(),
        _ => text(value, "kind").into(),
    }
}

/// Every file of this folder fits the schema of its operation or kind.
pub fn every_file_fits_its_schema() {
    let (checker, vectors) = (checker(), all());
    assert!(!vectors.is_empty());
    for name in json_files() {
        let value: Value = serde_json::from_str(&read(&name)).unwrap();
        let schema = schema_of(&name, &value);
        assert_eq!(checker.check(&schema, &value), Ok(()), "{name}");
    }
}

/// One thing wrong with the first case of each file, or with the file.
pub fn schemas_of_vectors_refuse_what_is_none() {
    let checker = checker();
    for (name, mut good) in all() {
        let schema = schema_of(&name, &good);
        // Long files are slow to check again and again.
        let cases = good["cases"].as_array_mut().unwrap();
        cases.truncate(1);
        assert_eq!(checker.check(&schema, &good), Ok(()), "{name}");
        let refused = |what: &str, change: &dyn Fn(&mut Value)| {
            let mut value = good.clone();
            change(&mut value);
            assert_ne!(value, good, "{name}: {what}");
            assert!(checker.check(&schema, &value).is_err(), "{name}: {what}");
        };
        let without = |object: &mut Value, field: &str| {
            object.as_object_mut().unwrap().remove(field);
        };
        for field in ["operation", "comment", "notes", "cases"] {
            refused(field, &|v| without(v, field));
        }
        for field in ["id", "comment", "flags", "result"] {
            refused(field, &|v| without(&mut v["cases"][0], field));
        }
        refused("another operation", &|v| v["operation"] = "prove".into());
        refused("a field of the file", &|v| v["author"] = "x".into());
        refused("a field of a case", &|v| {
            v["cases"][0]["author"] = "x".into()
        });
        refused("no cases", &|v| v["cases"] = json!([]));
        refused("no flags", &|v| v["cases"][0]["flags"] = json!([]));
        refused("a result", &|v| {
            v["cases"][0]["result"] = "acceptable".into()
        });
        refused("a flag", &|v| v["cases"][0]["flags"] = json!(["not so"]));
        refused("an id", &|v| v["cases"][0]["id"] = 0.into());
        refused("a note", &|v| v["notes"][0]["effect"] = "".into());
        if good["cases"][0]["result"] == "valid" {
            refused("an error of nothing", &|v| {
                v["cases"][0]["error"] = "malformed".into()
            });
            refused("an error left out", &|v| {
                v["cases"][0]["result"] = "invalid".into();
                v["cases"][0]["error"] = "no-such-error!".into();
            });
        }
    }
}
