//! For tests of families: a token read at servers of this process.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use assay_statement::{parse_document, ChainSupply, SupplyEntry};
use assay_testkit::rpc_server::{Reply, Server};
use serde_json::{json, Value};

use crate::options::ReadOptions;
use crate::read::read_with;
use crate::read_error::ReadError;
use crate::retry::{Clock, RetryPolicy};
use crate::rpc_client::RpcClient;
use crate::sources::Sources;

/// The time of what is read.
pub const AS_OF: &str = "2026-11-20T22:00:00Z";

/// Answers by method and parameters.
pub type Answer = fn(&str, &Value) -> Reply;

/// A server that gives another reply to the first `count` requests for a method.
pub fn at_first(count: usize, of: &'static str, wrong: fn() -> Reply, answer: Answer) -> Server {
    let asked = std::sync::atomic::AtomicUsize::new(0);
    Server::start(move |_, method, params| {
        let earlier = match method == of {
            true => asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst),
            false => usize::MAX,
        };
        match earlier < count {
            true => wrong(),
            false => answer(method, params),
        }
    })
}

/// How often a server was asked for a method.
pub fn asked(server: &Server, of: &str) -> usize {
    let requests = server.requests();
    requests.iter().filter(|(method, _)| method == of).count()
}

/// By a simulated clock, attempts of which none succeeds are [`ATTEMPTS`], and the last has more than 18 seconds.
pub const PATIENT: RetryPolicy = RetryPolicy {
    attempt: Duration::from_secs(20),
    request: Duration::from_secs(90),
    pause: Duration::from_secs(1),
    longest_pause: Duration::from_secs(40),
};

/// After pauses of 0.5, 1, 2, 4, 8, 16, 20 and 20 seconds.
pub const ATTEMPTS: usize = 9;

/// Reads one token, `token` with what the sources have about it, at these servers.
pub fn read_token(
    chain: &str,
    token: &Value,
    servers: &[&Server],
) -> Result<ChainSupply, ReadError> {
    let urls: Vec<String> = servers.iter().map(|server| server.url()).collect();
    let sources = json!({
        "assay": "v1", "kind": "sources", "subject": "fund:x", "currency": "USD", "value_per_token": "1.00",
        "chains": [{ "chain": chain, "endpoints": urls, "tokens": [token] }],
    });
    let sources: Sources = parse_document(sources.to_string().as_bytes()).unwrap();
    let options = ReadOptions {
        as_of: AS_OF.parse().unwrap(),
        within: 3_600,
        retry: PATIENT,
    };
    let client = RpcClient::with_clock(PATIENT, Clock::simulated);
    let outcome = read_with(&client, &sources.validated().unwrap(), &options);
    if let Err(error) = &outcome {
        let text = format!("{error} {error:?}");
        assert!(
            !text.contains("s3cr3t") && !text.contains("t0k3n"),
            "{text}"
        );
    }
    outcome.map(|supply| match supply.entries.into_iter().next() {
        Some(SupplyEntry::Chain(entry)) => entry,
        other => panic!("{other:?}"),
    })
}
