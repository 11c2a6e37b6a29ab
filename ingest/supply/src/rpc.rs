//! JSON-RPC 2.0: one request, one response, read strictly.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{json, Value};
use thiserror::Error;

/// Longest message of an endpoint that is passed on, in characters.
const LONGEST_MESSAGE: usize = 200;

/// Why the bytes of a response hold no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ResponseError {
    /// No JSON, another form, or a result of another form.
    #[error("expected a response of the documented form: {message}")]
    Form {
        /// What was expected, with line and column. Shows nothing of the response.
        message: String,
    },
    /// Not version 2.0.
    #[error("expected \"jsonrpc\": \"2.0\", found another version")]
    Version,
    /// The response to another request.
    #[error("expected the response to request {expected}, found another")]
    Id {
        /// The request's number.
        expected: u64,
    },
    /// Neither a result nor an error, or both.
    #[error("expected either a result or an error, found {found}")]
    OneOf {
        /// What was found.
        found: &'static str,
    },
    /// The result is `null`: what was asked for is not there.
    #[error("found no such thing (null)")]
    Null,
    /// The endpoint refuses.
    #[error("it answers with error {code}{message}")]
    Refused {
        /// The code of the error.
        code: i64,
        /// `: ` and its message, fit for a terminal; empty if there is none.
        message: String,
    },
}

/// What gateways say of a client that asks too often, whatever the chain behind them. Some have it for a refusal's code,
/// others in its message alone.
const TOO_OFTEN: [&str; 5] = [
    "rate limit",
    "rate exceeded",
    "request limit",
    "too many requests",
    "throttle",
];

/// The code of such a refusal, which is HTTP's.
const TOO_MANY_REQUESTS: i64 = 429;

impl ResponseError {
    /// Whether it is the refusal of a client that asks too often.
    pub(crate) fn is_rate_limit(&self) -> bool {
        matches!(
            self,
            ResponseError::Refused {
                code: TOO_MANY_REQUESTS,
                ..
            }
        ) || self.says(&TOO_OFTEN)
    }

    /// What to do about one that does not pass.
    pub(crate) fn advice(&self) -> &'static str {
        match self {
            ResponseError::Refused { code: -32_601, .. } => {
                "name an endpoint that offers this method"
            }
            ResponseError::Refused { .. } | ResponseError::Null => {
                "ask its provider, or name another endpoint"
            }
            _ => "check its address: it should be one for the chain's own interface",
        }
    }

    /// Whether it is a refusal whose message has one of these in it. They are in lower case.
    pub(crate) fn says(&self, words: &[&str]) -> bool {
        let ResponseError::Refused { message, .. } = self else {
            return false;
        };
        let message = message.to_ascii_lowercase();
        words.iter().any(|word| message.contains(word))
    }
}

/// The bytes of a request.
pub fn request(id: u64, method: &str, params: Value) -> Vec<u8> {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
        .to_string()
        .into_bytes()
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "T: DeserializeOwned"))]
struct Response<T> {
    jsonrpc: Version,
    id: Value,
    #[serde(default, deserialize_with = "present")]
    result: Option<Option<T>>,
    /// `null` says that there is none.
    error: Option<Fault>,
}

type Version = String;

#[derive(Deserialize)]
struct Fault {
    code: i64,
    /// For people: of any form.
    #[serde(default)]
    message: Value,
    /// The same; some say here what it is about.
    #[serde(default)]
    data: Value,
}

impl Fault {
    /// Its message, and its data if that is a text for people.
    fn words(&self) -> String {
        let message = self.message.as_str().unwrap_or_default();
        match self.data.as_str() {
            Some(data) if !data.is_empty() && !data.starts_with("0x") => {
                format!("{message}: {data}")
            }
            _ => message.into(),
        }
    }
}

/// A field that is there is read, and may be `null` only if its type says so.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Reads the response to the request of this number. Fields that are not documented are left alone; those that are may be
/// there once only. An error or a result of `null` beside the other one is none.
///
/// # Errors
/// [`ResponseError`].
pub fn response<T: DeserializeOwned>(bytes: &[u8], id: u64) -> Result<T, ResponseError> {
    let response: Response<T> = object(bytes)?;
    if response.jsonrpc != "2.0" {
        return Err(ResponseError::Version);
    }
    // Whoever refuses before it has read the request names none (JSON-RPC 2.0, section 5).
    let unread = response.error.is_some() && response.id.is_null();
    if response.id != id && !unread {
        return Err(ResponseError::Id { expected: id });
    }
    match (response.result, response.error) {
        (Some(Some(result)), None) => Ok(result),
        (Some(None), None) => Err(ResponseError::Null),
        (None | Some(None), Some(fault)) => Err(ResponseError::Refused {
            code: fault.code,
            message: message(&fault.words()),
        }),
        (None, None) => Err(ResponseError::OneOf { found: "neither" }),
        (Some(Some(_)), Some(_)) => Err(ResponseError::OneOf { found: "both" }),
    }
}

/// Reads bytes that should be an object of JSON.
pub(crate) fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ResponseError> {
    // An array of the values would be read as a struct too.
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(ResponseError::Form {
            message: "it is no JSON object".into(),
        });
    }
    // Of fields that are passed over, a reader of bytes does not look at the text.
    let text = std::str::from_utf8(bytes).map_err(|e| ResponseError::Form {
        message: format!("it is no UTF-8 at offset {}", e.valid_up_to()),
    })?;
    serde_json::from_str(text).map_err(|e| ResponseError::Form {
        message: position(&e),
    })
}

/// Where a response is wrong; nothing of what it says there.
fn position(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let what = match error.classify() {
        Category::Data => "a field is missing, twice there, or of another form",
        Category::Eof => "it ends too early",
        Category::Syntax | Category::Io => "it is no JSON",
    };
    format!("{what} (line {}, column {})", error.line(), error.column())
}

/// A text of an endpoint for people, after a colon: what fits a terminal, and not too much of it.
pub(crate) fn message(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|c| c.is_ascii_graphic() || *c == ' ')
        .take(LONGEST_MESSAGE)
        .collect();
    match plain.trim() {
        "" => String::new(),
        plain => format!(": {plain}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, ResponseError> {
        response(text.as_bytes(), 7)
    }

    #[test]
    fn takes_a_result() {
        assert_eq!(
            read(r#" {"jsonrpc":"2.0","id":7,"result":"x"}"#),
            Ok("x".into())
        );
        assert_eq!(
            read(r#"{"jsonrpc":"2.0","id":7,"usage":1,"result":"x"}"#),
            Ok("x".into())
        );
        assert_eq!(
            read(r#"{"jsonrpc":"2.0","id":7,"result":"x","error":null}"#),
            Ok("x".into())
        );
        let sent: Value = serde_json::from_slice(&request(7, "m", json!([1]))).unwrap();
        assert_eq!(
            sent,
            json!({"jsonrpc":"2.0","id":7,"method":"m","params":[1]})
        );
    }

    #[test]
    fn text_that_is_passed_over_is_text() {
        let bytes = b"{\"jsonrpc\":\"2.0\",\"id\":7,\"usage\":\"\x96\",\"result\":\"x\"}";
        let found = response::<String>(bytes, 7);
        let message = "it is no UTF-8 at offset 33".into();
        assert_eq!(found, Err(ResponseError::Form { message }));
    }

    #[test]
    fn refuses_everything_else() {
        for (text, what) in [
            ("", "no JSON object"),
            ("<html>", "no JSON object"),
            (r#"["2.0",7,"x"]"#, "no JSON object"),
            (r#"{"jsonrpc":"2.0","id":7,"result":"x""#, "ends too early"),
            (r#"{"jsonrpc":"2.0","id":7,"result":"x"} x"#, "no JSON"),
            (r#"{"jsonrpc":"2.0","id":7,"result":1}"#, "another form"),
            (r#"{"id":7,"result":"x"}"#, "another form"),
            (r#"{"jsonrpc":"2.0","result":"x"}"#, "another form"),
            (
                r#"{"jsonrpc":"2.0","id":7,"result":"x","result":"y"}"#,
                "another form",
            ),
            (
                r#"{"jsonrpc":"2.0","id":7,"result":"x","error":"y"}"#,
                "another form",
            ),
            (
                r#"{"jsonrpc":"2.0","id":7,"error":{"message":"x"}}"#,
                "another form",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert!(
                matches!(&error, ResponseError::Form { message } if message.contains(what)),
                "{text}: {error}"
            );
        }
        let cases = [
            (r#"{"jsonrpc":"1.0","id":7,"result":"x"}"#, ResponseError::Version),
            (r#"{"jsonrpc":"2.0","id":8,"result":"x"}"#, ResponseError::Id { expected: 7 }),
            (r#"{"jsonrpc":"2.0","id":"7","result":"x"}"#, ResponseError::Id { expected: 7 }),
            (r#"{"jsonrpc":"2.0","id":null,"result":"x"}"#, ResponseError::Id { expected: 7 }),
            (r#"{"jsonrpc":"2.0","id":7}"#, ResponseError::OneOf { found: "neither" }),
            (
                r#"{"jsonrpc":"2.0","id":7,"result":"x","error":{"code":1}}"#,
                ResponseError::OneOf { found: "both" },
            ),
            (r#"{"jsonrpc":"2.0","id":7,"result":null}"#, ResponseError::Null),
            (r#"{"jsonrpc":"2.0","id":7,"result":null,"error":null}"#, ResponseError::Null),
            (r#"{"jsonrpc":"2.0","id":7,"error":null}"#, ResponseError::OneOf { found: "neither" }),
            (
                r#"{"jsonrpc":"2.0","id":7,"result":null,"error":{"code":429,"message":null}}"#,
                ResponseError::Refused { code: 429, message: String::new() },
            ),
            (
                r#"{"jsonrpc":"2.0","id":null,"error":{"code":429,"message":"slow down"}}"#,
                ResponseError::Refused { code: 429, message: ": slow down".into() },
            ),
            (
                r#"{"jsonrpc":"2.0","id":8,"error":{"code":429}}"#,
                ResponseError::Id { expected: 7 },
            ),
            (
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32000,\"message\":\"header \\u001b[31m not\\nfound\"}}",
                ResponseError::Refused { code: -32000, message: ": header [31m notfound".into() },
            ),
            (
                r#"{"jsonrpc":"2.0","id":7,"error":{"code":-32603,"message":"Internal error","data":"height 9 is pruned"}}"#,
                ResponseError::Refused { code: -32603, message: ": Internal error: height 9 is pruned".into() },
            ),
            (
                r#"{"jsonrpc":"2.0","id":7,"error":{"code":3,"message":"execution reverted","data":"0x08c379a0"}}"#,
                ResponseError::Refused { code: 3, message: ": execution reverted".into() },
            ),
            (
                r#"{"jsonrpc":"2.0","id":7,"error":{"code":-32601}}"#,
                ResponseError::Refused { code: -32601, message: String::new() },
            ),
        ];
        for (text, error) in cases {
            assert_eq!(read(text), Err(error), "{text}");
        }
    }

    #[test]
    fn clients_that_ask_too_often() {
        for (code, message, expected) in [
            (429, "", true),
            (-32_011, ": Request limit reached", true),
            (-32_016, ": over rate limit", true),
            (-32_090, ": Too many requests", true),
            (-32_005, ": project ID request rate exceeded", true),
            (-32_000, ": header not found", false),
            (-32_601, "", false),
        ] {
            let message = message.into();
            let found = ResponseError::Refused { code, message };
            assert_eq!(found.is_rate_limit(), expected, "{found}");
        }
        assert!(!ResponseError::Null.is_rate_limit());
    }

    #[test]
    fn nothing_of_a_response_is_repeated() {
        let error = read(r#"{"jsonrpc":"2.0","id":7,"result":{"key":"s3cr3t"}}"#).unwrap_err();
        assert!(!error.to_string().contains("s3cr3t"));
    }
}
