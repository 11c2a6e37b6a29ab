//! Why a supply cannot be read.

use assay_statement::{ChainId, Decimal, Timestamp};
use thiserror::Error;

use crate::evidence_error::EvidenceError;
use crate::rpc::ResponseError;

/// What can go wrong between here and an endpoint. Messages hold nothing of its address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HttpError {
    /// It took too long.
    #[error("no answer in time")]
    Timeout,
    /// No connection, or it broke.
    #[error("cannot be reached: {what}")]
    Connection {
        /// What the system said.
        what: String,
    },
    /// It cannot show that it is the host that was asked for.
    #[error("no secure connection: {what}")]
    Tls {
        /// What the handshake said.
        what: String,
    },
    /// It sends its clients elsewhere, where none goes.
    #[error("expected an answer, found a redirection (status {status})")]
    Redirect {
        /// HTTP status.
        status: u16,
    },
    /// It is overloaded, does not know the client, or fails.
    #[error("expected an answer, found HTTP status {status}")]
    Status {
        /// HTTP status.
        status: u16,
    },
    /// The response is longer than any should be.
    #[error("expected a response of at most {limit} bytes, found more")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// What it speaks is not HTTP.
    #[error("what it answers is not HTTP")]
    Protocol,
}

impl HttpError {
    /// Whether another attempt may go better.
    pub fn may_pass(&self) -> bool {
        match self {
            HttpError::Timeout | HttpError::Connection { .. } => true,
            HttpError::Status { status } => *status == 429 || (500..=599).contains(status),
            _ => false,
        }
    }

    /// What to do.
    fn advice(&self) -> &'static str {
        match self {
            HttpError::Timeout => {
                "allow more with --timeout and --give-up, or name another endpoint"
            }
            HttpError::Connection { .. } => "check its host and port, and the network",
            HttpError::Tls { .. } => "check its host, and the clock of this computer",
            HttpError::Redirect { .. } => "name the endpoint that it leads to",
            HttpError::Status { status } => match status {
                401 | 403 => "check the key in its address",
                404 | 405 => "check the path of its address",
                429 | 500..=599 => "try later, or name another endpoint",
                _ => "check its address, or name another endpoint",
            },
            HttpError::TooLarge { .. } | HttpError::Protocol => "check its address",
        }
    }
}

/// Why a request has no result.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RequestError {
    /// There is no response.
    #[error("{error}, after {attempts} attempts; {}", error.advice())]
    Http {
        /// What went wrong at the last attempt.
        error: HttpError,
        /// How many there were.
        attempts: u32,
    },
    /// The response is none, or a refusal.
    #[error("{}; {}", .0, .0.advice())]
    Response(ResponseError),
    /// A refusal that passes, as a rule, and did not.
    #[error("{error}, after {attempts} attempts; such refusals pass: try later, allow more with --give-up, or name another endpoint")]
    Transient {
        /// What the last response was.
        error: ResponseError,
        /// How many attempts there were.
        attempts: u32,
    },
    /// The system has no randomness to spread attempts with.
    #[error("the system gives no random numbers")]
    NoRandomness,
}

/// Why the supply cannot be read. Endpoints are named by their host alone.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Nowhere to read the chain.
    #[error("{chain}: expected at least one endpoint, found none; name one with --endpoint, or in the sources")]
    NoEndpoint {
        /// The chain.
        chain: ChainId,
    },
    /// A request failed.
    #[error("{chain}: {endpoint}: {method}: {source}")]
    Request {
        /// The chain.
        chain: ChainId,
        /// The endpoint.
        endpoint: String,
        /// What was asked.
        method: &'static str,
        /// Why there is no result.
        source: RequestError,
    },
    /// A chain of a family that cannot be read.
    #[error("{chain}: expected a chain {expected}; write its supply by hand, as an entry")]
    UnknownChain {
        /// The chain.
        chain: ChainId,
        /// Chains that can be read, such as `eip155:... or solana:...`.
        expected: String,
    },
    /// The endpoint is one of another chain.
    #[error("{chain}: {endpoint}: expected this chain, found {found}; name an endpoint of this chain, or the tokens under the other")]
    WrongChain {
        /// The chain.
        chain: ChainId,
        /// The endpoint.
        endpoint: String,
        /// The chain it is of.
        found: String,
    },
    /// An answer makes no sense.
    #[error("{chain}: {endpoint}: {what}: expected {expected}, found something else; name another endpoint")]
    Answer {
        /// The chain.
        chain: ChainId,
        /// The endpoint.
        endpoint: String,
        /// What was asked.
        what: String,
        /// What the answer should have been.
        expected: &'static str,
    },
    /// Endpoints do not say the same.
    #[error("{chain}: expected all endpoints to agree on {what}, found {}; one of them lags or is wrong: try again, or leave out the one that is alone", answers.join(", "))]
    Disagreement {
        /// The chain.
        chain: ChainId,
        /// What about.
        what: String,
        /// Each answer with its endpoint.
        answers: Vec<String>,
    },
    /// The block that was asked for can still be undone.
    #[error("{chain}: {endpoint}: expected block {block} to be final, found {finalized} to be the last final one; wait for it")]
    NotFinal {
        /// The chain.
        chain: ChainId,
        /// The endpoint.
        endpoint: String,
        /// The block that was asked for.
        block: u64,
        /// The last final one.
        finalized: u64,
    },
    /// The block that was read is not in the chain any more.
    #[error("{chain}: {endpoint}: block {block} had hash {before} and now has {after}: it was undone while it was read; try again")]
    Reorganised {
        /// The chain.
        chain: ChainId,
        /// The endpoint.
        endpoint: String,
        /// Its height.
        block: u64,
        /// Its hash when it was read.
        before: String,
        /// The hash at that height now.
        after: String,
    },
    /// The block is of another time than the supply.
    #[error("{chain}: expected a block within {within} s of {as_of}, found block {block} of {found}, {}; {advice}", apart(*found, *as_of))]
    OtherTime {
        /// The chain.
        chain: ChainId,
        /// Its height.
        block: u64,
        /// Its time.
        found: Timestamp,
        /// The time of the supply.
        as_of: Timestamp,
        /// Seconds that may lie between.
        within: u64,
        /// Whose block it is, and what to do.
        advice: String,
    },
    /// A block of the past on a chain that can be read at its latest final block only.
    #[error("{chain}: expected no block: this chain tells its latest final supply only; leave --block out")]
    NoHistory {
        /// The chain.
        chain: ChainId,
    },
    /// A storage slot on a chain that has none.
    #[error("{chain}: expected no storage slot: only chains {expected} have them; leave --storage-slot out")]
    NoStorage {
        /// The chain.
        chain: ChainId,
        /// Chains that have storage slots, such as `eip155:...`.
        expected: String,
    },
    /// The time of a block is none that can be written.
    #[error("{chain}: expected a block within {within} s of {as_of}, found block {block} of {found} s after 1970, which is after the year 9999 or before the year 0; name another endpoint")]
    NoTime {
        /// The chain.
        chain: ChainId,
        /// Its height.
        block: u64,
        /// Its time, in Unix seconds.
        found: i128,
        /// The time of the supply.
        as_of: Timestamp,
        /// Seconds that may lie between.
        within: u64,
    },
    /// A unit on a chain whose tokens have one alone.
    #[error("{chain}: expected no unit: tokens of this chain are counted in one alone; leave --unit out")]
    NoUnit {
        /// The chain.
        chain: ChainId,
    },
    /// A token that is shown to its holders in another unit, and sources that do not say which one is meant.
    #[error("{chain}: {token}: {endpoint}: expected a unit, as the mint scales what holders see (Token-2022, interest-bearing or scaled UI amount): it keeps {raw} tokens, and shows them as {shown}. Assay counts what it keeps. Give value_per_token for one of these, not for one that is shown, and say so: \"unit\": \"raw\" beside the token in the sources, or --unit {token}=raw")]
    Scaled {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: String,
        /// The endpoint.
        endpoint: String,
        /// The amount that the chain keeps, in tokens.
        raw: Box<Decimal>,
        /// The amount that holders see.
        shown: Box<Decimal>,
    },
    /// No such contract, or no token.
    #[error(
        "{chain}: {token}: {endpoint}: expected a token contract, found none that answers {method}; check its address, and that it is on this chain"
    )]
    NoToken {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: String,
        /// The endpoint.
        endpoint: String,
        /// What was called.
        method: &'static str,
    },
    /// No such asset.
    #[error("{chain}: {token}: {endpoint}: expected an asset of this code and issuer, found none; check both, and that it was issued")]
    NoAsset {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: String,
        /// The endpoint.
        endpoint: String,
    },
    /// A denomination of which the chain does not tell the decimals.
    #[error("{chain}: {token}: {endpoint}: expected metadata of the denomination, with the exponent of the unit that is displayed, found none; check the name, or write the supply by hand, as an entry")]
    NoMetadata {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: String,
        /// The endpoint.
        endpoint: String,
    },
    /// More decimals than a supply may have.
    #[error("{chain}: {token}: expected at most 36 decimals, found {found}; check that this is the token")]
    Decimals {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: String,
        /// What was found.
        found: String,
    },
    /// The evidence does not prove what was read.
    #[error("{chain}: {token}: {endpoint}: evidence: {source}")]
    Evidence {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: String,
        /// The endpoint.
        endpoint: String,
        /// Why not.
        source: Box<EvidenceError>,
    },
}

/// How far the time of a block is from that of the supply.
fn apart(found: Timestamp, as_of: Timestamp) -> String {
    let seconds = found.unix().abs_diff(as_of.unix());
    let side = match found < as_of {
        true => "before",
        false => "after",
    };
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    let about = match (days, hours, minutes) {
        (0, 0, 0) => String::new(),
        (0, 0, _) => format!(" ({minutes} min)"),
        (0, _, _) => format!(" ({hours} h {} min)", minutes % 60),
        _ => format!(" ({days} d {} h)", hours % 24),
    };
    format!("{seconds} s{about} {side} it")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn how_far_apart() {
        let time = |seconds: i64| Timestamp::from_unix(1_795_212_000 + seconds).unwrap();
        for (seconds, expected) in [
            (-758_972, "758972 s (8 d 18 h) before it"),
            (-86_400, "86400 s (1 d 0 h) before it"),
            (3_661, "3661 s (1 h 1 min) after it"),
            (119, "119 s (1 min) after it"),
            (-59, "59 s before it"),
        ] {
            assert_eq!(apart(time(seconds), time(0)), expected);
        }
    }

    #[test]
    fn every_failure_on_the_way_says_what_to_do() {
        let failed = |error| RequestError::Http { error, attempts: 1 }.to_string();
        let status = |status| failed(HttpError::Status { status });
        let found =
            |status| format!("expected an answer, found HTTP status {status}, after 1 attempts");
        assert_eq!(status(403), found(403) + "; check the key in its address");
        assert_eq!(status(404), found(404) + "; check the path of its address");
        assert_eq!(
            status(503),
            found(503) + "; try later, or name another endpoint"
        );
        assert_eq!(
            status(418),
            found(418) + "; check its address, or name another endpoint"
        );
        let refused = RequestError::Response(ResponseError::Refused {
            code: -32_601,
            message: ": no such method".into(),
        });
        assert_eq!(
            refused.to_string(),
            "it answers with error -32601: no such method; name an endpoint that offers this method"
        );
    }
}
