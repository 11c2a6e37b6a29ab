//! What the caller expects, as JSON: an object, all of whose fields may be left out. No bytes at all are no options.
//!
//! | field | value | what |
//! |---|---|---|
//! | `now` | time, `2026-03-31T21:00:00Z` | the caller's clock; without it a report from the future is accepted |
//! | `max_age_seconds` | integer | the oldest report accepted; needs `now` |
//! | `supply` | a supply document | the supply that the caller read: the report's must be the same |
//! | `policy` | a policy document, or its digest in hex | the policy that the report must follow |
//! | `previous` | `"none"` or a digest in hex | the report must be the first, or follow that one |
//!
//! The object is read as strictly as a document is: no other field, none twice, no `null`.

use alloc::string::{String, ToString};

use assay_statement::{
    digest, parse_document, parse_object, Digest, Document, ParseError, Policy, Supply, Timestamp,
};
use assay_verifier::report::{Options, Previous};
use serde::Deserialize;
use serde_json::Value;

/// Most bytes of options: a supply, a policy, and some.
pub const MAX_OPTIONS_BYTES: usize = Supply::MAX_BYTES + Policy::MAX_BYTES + (64 << 10);

/// The options, read.
#[derive(Debug, Default)]
pub(crate) struct Expected {
    now: Option<Timestamp>,
    max_age_seconds: Option<u64>,
    supply: Option<Supply>,
    policy: Option<Digest>,
    previous: Previous,
}

/// The fields as they are given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    now: Option<Timestamp>,
    max_age_seconds: Option<u64>,
    supply: Option<Value>,
    policy: Option<Value>,
    previous: Option<String>,
}

impl Expected {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Expected, ParseError> {
        if bytes.is_empty() {
            return Ok(Expected::default());
        }
        let object = parse_object(bytes, MAX_OPTIONS_BYTES)?;
        let given: Given =
            serde_json::from_value(Value::Object(object)).map_err(|e| ParseError::Json {
                message: e.to_string(),
            })?;
        Ok(Expected {
            now: given.now,
            max_age_seconds: given.max_age_seconds,
            supply: given.supply.map(|s| document("supply", &s)).transpose()?,
            policy: given.policy.map(|p| policy(&p)).transpose()?,
            previous: match given.previous.as_deref() {
                None => Previous::Any,
                Some("none") => Previous::None,
                Some(text) => Previous::Is(text.parse().map_err(|_| {
                    field("previous", "expected \"none\" or a digest of 64 hex digits")
                })?),
            },
        })
    }

    /// As the verifier wants them.
    pub(crate) fn options(&self) -> Options<'_> {
        Options {
            now: self.now,
            max_age_seconds: self.max_age_seconds,
            supply: self.supply.as_ref(),
            policy: self.policy,
            previous: self.previous,
        }
    }
}

fn field(path: &str, message: &str) -> ParseError {
    ParseError::Field {
        path: path.into(),
        message: message.into(),
    }
}

/// The digest of a policy, given as that or as the document.
fn policy(value: &Value) -> Result<Digest, ParseError> {
    match value {
        Value::String(text) => text.parse().map_err(|_| {
            field(
                "policy",
                "expected a policy or a digest of 64 hex digits in lower case",
            )
        }),
        value => digest(&document::<Policy>("policy", value)?)
            .map_err(|e| field("policy", &e.to_string())),
    }
}

/// A document in the options. Their text has been read strictly, so nothing is lost by writing the value again.
fn document<D: Document>(path: &str, value: &Value) -> Result<D, ParseError> {
    parse_document(value.to_string().as_bytes()).map_err(|e| field(path, &e.to_string()))
}
