//! Documents and files against schemas.

use std::collections::BTreeMap;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use crate::files::path;

/// The kinds of document that have a schema.
pub const KINDS: [&str; 12] = [
    "attestation",
    "audit",
    "book",
    "commitment",
    "custodians",
    "opening",
    "policy",
    "registry",
    "report",
    "sources",
    "supply",
    "terms",
];

/// Schemas by name.
pub struct Checker {
    schemas: Schemas,
    indexes: BTreeMap<String, SchemaIndex>,
}

impl Checker {
    pub fn new(names: &[&str]) -> Checker {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        let mut compile = |name: &&str| {
            let file = path(&format!("schemas/{name}.schema.json"));
            let file = file.canonicalize().unwrap();
            let index = compiler.compile(file.to_str().unwrap(), &mut schemas);
            let index = index.unwrap_or_else(|e| panic!("{name}: {e:#}"));
            (name.to_string(), index)
        };
        let indexes = names.iter().map(&mut compile).collect();
        Checker { schemas, indexes }
    }

    pub fn check(&self, name: &str, value: &Value) -> Result<(), String> {
        self.schemas
            .validate(value, self.indexes[name])
            .map_err(|e| format!("{name}: {e:#}"))
    }

    #[track_caller]
    pub fn fits(&self, kind: &str, text: &str) {
        self.check(kind, &serde_json::from_str(text).unwrap())
            .unwrap();
    }
}
