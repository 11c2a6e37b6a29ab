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

use assay_statement::json::{FromJson, JsonError, JsonValue};
use assay_statement::{
    digest, fields, parse_object, Digest, Document, ParseError, Policy, Supply, Timestamp,
};
use assay_verifier::{ExpectedPrevious, VerifyOptions};

/// Most bytes of options: a supply, a policy, and some.
pub const MAX_OPTIONS_BYTES: usize = Supply::MAX_BYTES + Policy::MAX_BYTES + (64 << 10);

/// The options, read.
#[derive(Debug, Default)]
pub(crate) struct Expected {
    now: Option<Timestamp>,
    max_age_seconds: Option<u64>,
    supply: Option<Supply>,
    policy: Option<Digest>,
    previous: ExpectedPrevious,
}

/// The fields as they are given.
#[derive(Default)]
struct Given {
    now: Option<Timestamp>,
    max_age_seconds: Option<u64>,
    supply: Option<Supply>,
    policy: Option<GivenPolicy>,
    previous: Option<GivenPrevious>,
}

fields!(Given {
    now,
    max_age_seconds,
    supply,
    policy,
    previous
});

impl Expected {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Expected, ParseError> {
        let given: Given = match bytes {
            [] => Given::default(),
            bytes => parse_object(bytes, MAX_OPTIONS_BYTES)?,
        };
        Ok(Expected {
            now: given.now,
            max_age_seconds: given.max_age_seconds,
            supply: given.supply,
            policy: given.policy.map(|policy| policy.0),
            previous: given
                .previous
                .map_or(ExpectedPrevious::Any, |previous| previous.0),
        })
    }

    /// As the verifier wants them.
    pub(crate) fn options(&self) -> VerifyOptions<'_> {
        VerifyOptions {
            now: self.now,
            max_age_seconds: self.max_age_seconds,
            supply: self.supply.as_ref(),
            policy: self.policy,
            previous: self.previous,
        }
    }
}

/// The digest of a policy, given as that or as the document.
struct GivenPolicy(Digest);

impl FromJson for GivenPolicy {
    fn from_json(value: JsonValue<'_>) -> Result<GivenPolicy, JsonError> {
        if !value.is_object() {
            let digest = value.parse("a policy or a digest of 64 hex digits in lower case");
            return digest.map(GivenPolicy);
        }
        let digest = digest(&Policy::from_json(value)?);
        let digest = digest.map_err(|error| value.error(format_args!("{error}")));
        digest.map(GivenPolicy)
    }
}

/// `"none"` or a digest.
struct GivenPrevious(ExpectedPrevious);

impl FromJson for GivenPrevious {
    fn from_json(value: JsonValue<'_>) -> Result<GivenPrevious, JsonError> {
        const EXPECTED: &str = "\"none\" or a digest of 64 hex digits in lower case";
        let previous = match value.text(EXPECTED)? {
            "none" => Ok(ExpectedPrevious::First),
            text => text.parse().map(ExpectedPrevious::Follows),
        };
        let previous = previous.map_err(|_| value.error(format_args!("expected {EXPECTED}")));
        previous.map(GivenPrevious)
    }
}
