//! What the caller expects, as JSON: an object, all of whose fields may be left out. No bytes at all are no options.
//!
//! | field | value | what |
//! |---|---|---|
//! | `now` | time, `2026-03-31T21:00:00Z` | the caller's clock; without it a report from the future is accepted |
//! | `max_age_seconds` | integer | the oldest report accepted; needs `now` |
//! | `supply` | a supply document | the supply that the caller read: the report's must be the same |
//! | `tokens` | a list of `{"chain", "token", "decimals", "slot"}`, the last left out or 64 hex digits | tokens whose decimals, and perhaps the storage slots of whose supply, the caller knows, besides those of the registry |
//! | `least_value_per_token` | `{"currency", "value"}`, the value a decimal above zero in a string | the least that one token may be owed, besides that of the registry |
//! | `policy` | a policy document, or its digest in hex | the policy that the report must follow |
//! | `previous` | `"none"`, or an object of `report`, `subject` and `as_of` | the report must be the first; or follow that one: name its digest, be about its subject, and be later |
//!
//! The three fields of `previous` are those of the same names in the statement on the report before. A digest alone is refused: with
//! it one period could be told twice.
//!
//! The object is read as strictly as a document is: no other field, none twice, no `null`.

use alloc::vec::Vec;

use assay_statement::json::{FromJson, JsonError, JsonValue};
use assay_statement::{
    digest, fields, parse_object, Digest, Document, KnownToken, LeastValue, ParseError, Policy,
    Supply, Timestamp,
};
use assay_verifier::{ExpectedPrevious, Predecessor, VerifyOptions};

/// Most bytes of options: a supply, a policy, and some.
pub const MAX_OPTIONS_BYTES: usize = Supply::MAX_BYTES + Policy::MAX_BYTES + (64 << 10);

/// The options, read.
#[derive(Debug, Default)]
pub(crate) struct Expected {
    now: Option<Timestamp>,
    max_age_seconds: Option<u64>,
    supply: Option<Supply>,
    tokens: Vec<KnownToken>,
    least_value_per_token: Option<LeastValue>,
    policy: Option<Digest>,
    previous: ExpectedPrevious,
}

/// The fields as they are given.
#[derive(Default)]
struct Given {
    now: Option<Timestamp>,
    max_age_seconds: Option<u64>,
    supply: Option<Supply>,
    tokens: Option<Vec<KnownToken>>,
    least_value_per_token: Option<LeastValue>,
    policy: Option<GivenPolicy>,
    previous: Option<GivenPrevious>,
}

fields!(Given {
    now,
    max_age_seconds,
    supply,
    tokens,
    least_value_per_token,
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
            tokens: given.tokens.unwrap_or_default(),
            least_value_per_token: given.least_value_per_token,
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
            tokens: &self.tokens,
            least_value_per_token: self.least_value_per_token.as_ref(),
            policy: self.policy,
            previous: self.previous.clone(),
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

/// `"none"`, or the report before.
struct GivenPrevious(ExpectedPrevious);

impl FromJson for GivenPrevious {
    fn from_json(value: JsonValue<'_>) -> Result<GivenPrevious, JsonError> {
        const EXPECTED: &str =
            "\"none\", or an object with report, subject and as_of of the report before";
        if value.is_object() {
            let predecessor = Predecessor::from_json(value)?;
            return Ok(GivenPrevious(ExpectedPrevious::Follows(predecessor)));
        }
        let text = value.text(EXPECTED)?;
        if text == "none" {
            return Ok(GivenPrevious(ExpectedPrevious::First));
        }
        let found = match text.parse::<Digest>() {
            Ok(_) => ", found a digest alone, which does not say of what time that report is",
            Err(_) => "",
        };
        Err(value.error(format_args!("expected {EXPECTED}{found}")))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    const DIGEST: &str = "1111111111111111111111111111111111111111111111111111111111111111";

    fn previous(json: &str) -> Result<ExpectedPrevious, String> {
        let options = alloc::format!("{{\"previous\": {json}}}");
        let expected = Expected::parse(options.as_bytes());
        expected.map(|e| e.previous).map_err(|e| e.to_string())
    }

    #[test]
    fn the_report_before_is_given_with_its_subject_and_time() {
        assert_eq!(previous("\"none\""), Ok(ExpectedPrevious::First));
        let whole = alloc::format!(
            r#"{{"report": "{DIGEST}", "subject": "fund:x", "as_of": "2026-11-20T22:00:00Z"}}"#
        );
        let predecessor = Predecessor {
            report: DIGEST.parse().unwrap(),
            subject: "fund:x".parse().unwrap(),
            as_of: "2026-11-20T22:00:00Z".parse().unwrap(),
        };
        assert_eq!(previous(&whole), Ok(ExpectedPrevious::Follows(predecessor)));
        for missing in ["report", "subject", "as_of"] {
            let other = whole.replacen(&alloc::format!("\"{missing}\""), "\"other\"", 1);
            assert!(previous(&other).is_err(), "{missing}");
        }
    }

    #[test]
    fn a_digest_alone_is_refused_with_what_to_give() {
        let message = previous(&alloc::format!("\"{DIGEST}\"")).unwrap_err();
        assert_eq!(
            message,
            "previous: expected \"none\", or an object with report, subject and as_of of the report before, \
             found a digest alone, which does not say of what time that report is"
        );
        for other in ["\"first\"", "\"\"", "7", "null", "[]", "{}"] {
            assert!(previous(other).is_err(), "{other}");
        }
    }
}
