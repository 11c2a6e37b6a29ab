//! A file of vectors: cases of one operation, and what each flag would find.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::operation::{Found, Operation};

/// What a flag stands for: what an implementation with this bug does, and what comes of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub flag: String,
    pub bug: String,
    pub effect: String,
}

/// The file.
#[derive(Clone, Debug, Serialize)]
pub struct VectorFile {
    pub operation: &'static str,
    #[serde(skip)]
    run: fn(&Value, &Value) -> Found,
    pub comment: String,
    /// What several cases use.
    #[serde(flatten)]
    pub shared: Map<String, Value>,
    pub notes: Vec<Note>,
    pub cases: Vec<Vector>,
}

/// One case.
#[derive(Clone, Debug, Serialize)]
pub struct Vector {
    pub id: u32,
    pub comment: String,
    pub flags: Vec<String>,
    #[serde(flatten)]
    pub input: Map<String, Value>,
    pub result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    #[serde(flatten)]
    pub output: Map<String, Value>,
}

/// Flag, bug, effect.
pub type Notes = [(&'static str, &'static str, &'static str)];

pub fn notes(list: &Notes) -> Vec<Note> {
    let note = |(flag, bug, effect): &(&str, &str, &str)| Note {
        flag: (*flag).into(),
        bug: (*bug).into(),
        effect: (*effect).into(),
    };
    list.iter().map(note).collect()
}

impl VectorFile {
    pub fn new(operation: Operation, comment: &str, list: &Notes) -> VectorFile {
        VectorFile {
            operation: operation.name,
            run: operation.run,
            comment: comment.into(),
            shared: Map::new(),
            notes: notes(list),
            cases: Vec::new(),
        }
    }

    /// Adds something that cases share.
    pub fn share(&mut self, name: &str, value: Value) {
        self.shared.insert(name.into(), value);
    }

    /// A case that is in order; the code computes its outputs.
    #[track_caller]
    pub fn valid(&mut self, flag: &str, comment: &str, input: Value) {
        let output = self
            .run(&input)
            .unwrap_or_else(|code| panic!("{comment}: refused, {code}"));
        self.push(flag, comment, input, None, output);
    }

    /// A case that is refused with `code`.
    #[track_caller]
    pub fn refused(&mut self, code: &str, flag: &str, comment: &str, input: Value) {
        match self.run(&input) {
            Ok(_) => panic!("{comment}: accepted"),
            Err(found) => assert_eq!(found, code, "{comment}"),
        }
        self.push(flag, comment, input, Some(code), Map::new());
    }

    fn run(&self, input: &Value) -> Found {
        (self.run)(&Value::Object(self.shared.clone()), input)
    }

    fn push(
        &mut self,
        flag: &str,
        comment: &str,
        input: Value,
        error: Option<&str>,
        output: Map<String, Value>,
    ) {
        let Value::Object(input) = input else {
            panic!("{comment}: the input is no object")
        };
        assert!(
            self.cases.iter().all(|c| c.comment != comment),
            "{comment}: twice"
        );
        self.cases.push(Vector {
            id: self.cases.len() as u32 + 1,
            comment: comment.into(),
            flags: vec![flag.into()],
            input,
            result: if error.is_some() { "invalid" } else { "valid" },
            error: error.map(Into::into),
            output,
        });
    }
}
