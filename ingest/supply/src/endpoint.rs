//! Endpoints of chains. The address of an endpoint is a secret: it may hold a key.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use assay_statement::json::{FromJson, JsonError, JsonValue};
use thiserror::Error;
use ureq::http::Uri;
use zeroize::Zeroizing;

/// Longest address in bytes.
const MAX_LENGTH: usize = 2048;

/// Shortest part of an address that may be a key; no message shows one.
const SHORTEST_KEY: usize = 4;

/// Why a text is no address of an endpoint. The message never shows the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// It is no URL with a host.
    #[error("expected an endpoint such as https://host/path, found something else (not shown)")]
    NotUrl,
    /// A user name in it.
    #[error(
        "expected an endpoint without user name and password, found one with them (not shown)"
    )]
    UserInfo,
    /// Neither `https` nor, for this computer, `http`.
    #[error("expected https://, or http:// for this computer alone; what others can change on the way proves nothing")]
    Insecure,
}

/// An endpoint that speaks its chain's own interface over HTTPS, or over HTTP on this computer. Debug and Display show scheme, host and port
/// only.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    address: Zeroizing<String>,
    shown: String,
    local: bool,
}

impl Endpoint {
    /// The whole address.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The address of a page below it. What the endpoint's own query holds, such as a key, goes before this one.
    pub(crate) fn below(&self, path: &str, query: &str) -> Zeroizing<String> {
        let (base, own) = self.address.split_once('?').unwrap_or((&self.address, ""));
        let base = base.trim_end_matches('/');
        let between = match own.is_empty() || query.is_empty() {
            true => "",
            false => "&",
        };
        Zeroizing::new(format!("{base}/{path}?{own}{between}{query}"))
    }

    /// Whether it is on this computer.
    pub(crate) fn is_local(&self) -> bool {
        self.local
    }

    /// Whether a text, such as an answer, repeats what may be a key of the address.
    pub(crate) fn gives_away(&self, text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        let path = self.address.splitn(4, '/').nth(3).unwrap_or("");
        path.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
            .filter(|part| part.len() >= SHORTEST_KEY)
            .any(|part| text.contains(&part.to_ascii_lowercase()))
    }
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Endpoint, EndpointError> {
        if text.len() > MAX_LENGTH {
            return Err(EndpointError::NotUrl);
        }
        let uri: Uri = text.parse().map_err(|_| EndpointError::NotUrl)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(EndpointError::NotUrl);
        };
        if authority.as_str().contains('@') {
            return Err(EndpointError::UserInfo);
        }
        if authority.host().is_empty() {
            return Err(EndpointError::NotUrl);
        }
        let local = is_local(authority.host());
        if scheme != "https" && !(scheme == "http" && local) {
            return Err(EndpointError::Insecure);
        }
        Ok(Endpoint {
            address: Zeroizing::new(text.to_owned()),
            shown: format!("{scheme}://{authority}"),
            local,
        })
    }
}

fn is_local(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromJson for Endpoint {
    fn from_json(value: JsonValue<'_>) -> Result<Endpoint, JsonError> {
        value.parse("an address")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn shows_no_key() {
        let endpoint: Endpoint = "https://node.example:8443/v3/s3cr3tkey?token=0ther"
            .parse()
            .unwrap();
        assert_eq!(endpoint.to_string(), "https://node.example:8443");
        assert_eq!(format!("{endpoint:?}"), "https://node.example:8443");
        assert!(endpoint.gives_away("invalid project id S3CR3TKEY"));
        assert!(endpoint.gives_away("no such token: 0ther"));
        assert!(!endpoint.gives_away("header not found"));
    }

    #[test]
    fn pages_below_it() {
        let below = |address: &str, path, query| {
            let endpoint: Endpoint = address.parse().unwrap();
            endpoint.below(path, query).to_string()
        };
        let plain = "https://a.example";
        assert_eq!(
            below(plain, "assets", "a=b"),
            "https://a.example/assets?a=b"
        );
        assert_eq!(below(plain, "", ""), "https://a.example/?");
        let key = "https://a.example/KEY/?token=K";
        assert_eq!(
            below(key, "assets", "a=b"),
            "https://a.example/KEY/assets?token=K&a=b"
        );
        assert_eq!(
            below(key, "ledgers/7", ""),
            "https://a.example/KEY/ledgers/7?token=K"
        );
    }

    #[test]
    fn takes_encrypted_and_local_ones() {
        for good in [
            "https://a.example",
            "https://a.example/",
            "http://127.0.0.1:8545",
            "http://[::1]:8545/x",
            "http://localhost/",
        ] {
            assert!(good.parse::<Endpoint>().is_ok(), "{good}");
        }
        for (bad, error) in [
            ("", EndpointError::NotUrl),
            ("/v3/key", EndpointError::NotUrl),
            ("a.example", EndpointError::NotUrl),
            ("https://", EndpointError::NotUrl),
            ("https://a b", EndpointError::NotUrl),
            ("https://me:key@a.example", EndpointError::UserInfo),
            ("http://a.example", EndpointError::Insecure),
            ("http://localhost.example", EndpointError::Insecure),
            ("http://10.0.0.1", EndpointError::Insecure),
            ("ftp://localhost", EndpointError::Insecure),
            ("wss://a.example", EndpointError::Insecure),
        ] {
            assert_eq!(bad.parse::<Endpoint>(), Err(error), "{bad}");
        }
        let long = format!("https://a.example/{}", "x".repeat(2048));
        assert_eq!(long.parse::<Endpoint>(), Err(EndpointError::NotUrl));
    }
}
