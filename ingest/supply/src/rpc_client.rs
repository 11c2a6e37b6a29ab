//! Requests over HTTP: bounded in time and size, retried where that may help, never sent elsewhere.

use std::io;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::http::Response;
use ureq::{Agent, Body, Error};

use crate::endpoint::Endpoint;
use crate::page::{Page, RawPage, LATEST_LEDGER};
use crate::read_error::{HttpError, RequestError};
use crate::retry::{retry, Clock, Failure, RetryPolicy};
use crate::rpc::{self, ResponseError};

/// Longest response in bytes. A block with 10,000 transaction hashes has a tenth of it.
const MAX_RESPONSE: u64 = 8 << 20;

/// Sends requests to endpoints.
pub(crate) struct RpcClient {
    direct: Agent,
    proxied: Agent,
    policy: RetryPolicy,
    begin: fn() -> Clock,
}

impl RpcClient {
    pub fn new(policy: RetryPolicy) -> RpcClient {
        RpcClient::with_clock(policy, Clock::system)
    }

    /// With the clock that `begin` starts for each request.
    pub fn with_clock(policy: RetryPolicy, begin: fn() -> Clock) -> RpcClient {
        let config = || {
            Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .user_agent(concat!("assay/", env!("CARGO_PKG_VERSION")))
                .accept("application/json")
        };
        RpcClient {
            direct: config().proxy(None).build().into(),
            proxied: config().build().into(),
            policy,
            begin,
        }
    }

    /// The result of a method of JSON-RPC. `accept` looks at it, as it may hold a refusal itself. What fails on the way is tried
    /// again while there is time: no connection, a connection that broke, a time limit, status 429 and 5xx; and so is a refusal,
    /// or a result of `null`, of which `may_pass` says that another attempt may go better. Any other answer is final.
    pub fn call<T: DeserializeOwned, U>(
        &self,
        endpoint: &Endpoint,
        method: &str,
        params: Value,
        accept: impl Fn(T) -> Result<U, ResponseError>,
        may_pass: impl Fn(&ResponseError) -> bool,
    ) -> Result<U, RequestError> {
        const ID: u64 = 1;
        let body = rpc::request(ID, method, params);
        let attempt = |time| self.post(endpoint, &body, time);
        let read = |bytes: Vec<u8>| rpc::response(&bytes, ID).and_then(&accept);
        self.persist(endpoint, attempt, read, may_pass)
    }

    /// The page at a path below the endpoint, with this query. It is tried again in the same cases.
    pub fn get<T: DeserializeOwned>(
        &self,
        endpoint: &Endpoint,
        path: &str,
        query: &str,
        may_pass: impl Fn(&ResponseError) -> bool,
    ) -> Result<Page<T>, RequestError> {
        let address = endpoint.below(path, query);
        let attempt = |time| self.fetch(endpoint, &address, time);
        self.persist(endpoint, attempt, RawPage::read, may_pass)
    }

    fn persist<A, T>(
        &self,
        endpoint: &Endpoint,
        attempt: impl Fn(Duration) -> Result<A, HttpError>,
        read: impl Fn(A) -> Result<T, ResponseError>,
        may_pass: impl Fn(&ResponseError) -> bool,
    ) -> Result<T, RequestError> {
        let mut clock = (self.begin)();
        retry(&self.policy, &mut clock, |_, time| {
            read(attempt(time)?).map_err(|error| match may_pass(&error) {
                true => Failure::Transient(redacted(error, endpoint)),
                false => Failure::Refused(redacted(error, endpoint)),
            })
        })
    }

    fn agent(&self, endpoint: &Endpoint) -> &Agent {
        match endpoint.is_local() {
            true => &self.direct,
            false => &self.proxied,
        }
    }

    fn post(&self, endpoint: &Endpoint, body: &[u8], time: Duration) -> Result<Vec<u8>, HttpError> {
        let mut response = self
            .agent(endpoint)
            .post(endpoint.address())
            .config()
            .timeout_global(Some(time))
            .build()
            .content_type("application/json")
            .send(body)
            .map_err(http_error)?;
        check_status(response.status().as_u16())?;
        body_of(&mut response)
    }

    fn fetch(
        &self,
        endpoint: &Endpoint,
        address: &str,
        time: Duration,
    ) -> Result<RawPage, HttpError> {
        let mut response = self
            .agent(endpoint)
            .get(address)
            .config()
            .timeout_global(Some(time))
            .build()
            .call()
            .map_err(http_error)?;
        if response.status().as_u16() == NOT_FOUND {
            return Ok(RawPage::NotFound);
        }
        check_status(response.status().as_u16())?;
        let ledger = response.headers().get(LATEST_LEDGER);
        let ledger = ledger
            .and_then(|text| text.to_str().ok())
            .map(str::to_owned);
        let bytes = body_of(&mut response)?;
        Ok(RawPage::Found { ledger, bytes })
    }
}

/// HTTP's status of a page that is not there.
const NOT_FOUND: u16 = 404;

fn check_status(status: u16) -> Result<(), HttpError> {
    match status {
        200..=299 => Ok(()),
        300..=399 => Err(HttpError::Redirect { status }),
        _ => Err(HttpError::Status { status }),
    }
}

fn body_of(response: &mut Response<Body>) -> Result<Vec<u8>, HttpError> {
    let body = response.body_mut().with_config().limit(MAX_RESPONSE);
    body.read_to_vec().map_err(http_error)
}

/// A refusal whose words repeat the endpoint's address keeps its code only.
fn redacted(error: ResponseError, endpoint: &Endpoint) -> ResponseError {
    match error {
        ResponseError::Refused { code, message } if endpoint.gives_away(&message) => {
            ResponseError::Refused {
                code,
                message: " (its message is not shown: it may hold your key)".into(),
            }
        }
        other => other,
    }
}

/// What went wrong, in words that hold nothing of the address.
fn http_error(error: Error) -> HttpError {
    let connection = |what: &str| HttpError::Connection { what: what.into() };
    match error {
        Error::Timeout(_) => HttpError::Timeout,
        Error::HostNotFound => connection("the host is not known"),
        Error::ConnectionFailed => connection("the connection failed"),
        Error::BodyExceedsLimit(limit) => HttpError::TooLarge { limit },
        Error::Io(error) => match limit_of(&error) {
            Some(limit) => HttpError::TooLarge { limit },
            None if error.kind() == io::ErrorKind::TimedOut => HttpError::Timeout,
            None => connection(&error.kind().to_string()),
        },
        Error::Rustls(error) => HttpError::Tls {
            what: error.to_string(),
        },
        Error::Tls(what) => HttpError::Tls { what: what.into() },
        Error::BodyStalled => connection("the response stopped in the middle"),
        _ => HttpError::Protocol,
    }
}

/// The size limit, if that is what a reader met.
fn limit_of(error: &io::Error) -> Option<u64> {
    match error.get_ref()?.downcast_ref::<Error>()? {
        Error::BodyExceedsLimit(limit) => Some(*limit),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::reading::{at_first, ATTEMPTS, PATIENT};
    use assay_testkit::rpc_server::{Reply, Server};

    fn call(server: &Server) -> Result<u64, RequestError> {
        let client = RpcClient::with_clock(PATIENT, Clock::simulated);
        let endpoint = server.url().parse().unwrap();
        let may_pass = |error: &ResponseError| {
            matches!(
                error,
                ResponseError::Refused { code: 7, .. } | ResponseError::Null
            )
        };
        client.call(&endpoint, "m", Value::Null, Ok, may_pass)
    }

    #[test]
    fn what_passes_is_tried_again() {
        for wrong in [
            || Reply::Error(7, "busy".into()),
            || Reply::Result(Value::Null),
        ] {
            let server = at_first(2, "m", wrong, |_, _| Reply::Result(5.into()));
            assert_eq!(call(&server), Ok(5));
            assert_eq!(server.requests().len(), 3);
        }
    }

    #[test]
    fn what_does_not_pass_is_given_up() {
        let server = Server::start(|_, _, _| Reply::Error(7, "busy".into()));
        let error = call(&server).unwrap_err();
        let RequestError::Transient { attempts, .. } = error else {
            panic!("{error}");
        };
        assert_eq!(
            (attempts as usize, server.requests().len()),
            (ATTEMPTS, ATTEMPTS)
        );
        let server = Server::start(|_, _, _| Reply::Http(502, vec![]));
        let error = call(&server).unwrap_err();
        let RequestError::Http { error, attempts } = error else {
            panic!("{error}");
        };
        assert_eq!(error, HttpError::Status { status: 502 });
        assert_eq!(
            (attempts as usize, server.requests().len()),
            (ATTEMPTS, ATTEMPTS)
        );
    }

    #[test]
    fn other_refusals_are_final() {
        let server = Server::start(|_, _, _| Reply::Error(8, "no s3cr3tk3y".into()));
        let error = ResponseError::Refused {
            code: 8,
            message: " (its message is not shown: it may hold your key)".into(),
        };
        assert_eq!(call(&server), Err(RequestError::Response(error)));
        assert_eq!(server.requests().len(), 1);
    }

    #[test]
    fn a_refusal_does_not_repeat_the_key() {
        let endpoint = "https://a.example/v3/s3cr3t".parse().unwrap();
        let refused = |message: &str| ResponseError::Refused {
            code: 1,
            message: message.into(),
        };
        let error = redacted(refused(": bad project s3cr3t"), &endpoint).to_string();
        assert!(
            !error.contains("s3cr3t") && error.contains("error 1"),
            "{error}"
        );
        assert_eq!(redacted(refused(": no"), &endpoint), refused(": no"));
    }
}
