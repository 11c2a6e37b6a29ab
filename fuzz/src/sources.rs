//! The sources of a supply.

use assay_supply::Sources;
use assay_statement::parse_document;

use crate::message;

/// Any bytes as a sources file: what is in order stays as it is when it is looked at again, has EVM addresses in lower case, and
/// shows neither path nor query of an endpoint.
pub fn check(bytes: &[u8]) {
    let sources: Sources = match parse_document(bytes) {
        Ok(sources) => sources,
        Err(error) => return message::check(&error),
    };
    let valid = match sources.clone().validated() {
        Ok(valid) => valid,
        Err(error) => return message::check(&error),
    };
    assert_eq!(valid.clone().validated().as_ref(), Ok(&valid));
    assert_eq!(valid.chains.len(), sources.chains.len());
    for chain in &valid.chains {
        assert!(!chain.endpoints.is_empty() && !chain.tokens.is_empty());
        for endpoint in &chain.endpoints {
            let shown = endpoint.to_string();
            assert!(
                shown.starts_with("https://") || shown.starts_with("http://"),
                "{shown}"
            );
            assert_eq!(shown.matches('/').count(), 2, "{shown}");
            assert!(!shown.contains('@') && !shown.contains('?'), "{shown}");
            assert_eq!(format!("{endpoint:?}"), shown);
        }
        if chain.chain.as_str().starts_with("eip155:") {
            for token in &chain.tokens {
                let text = token.token.as_str();
                assert!(
                    text.len() == 42 && text == text.to_ascii_lowercase(),
                    "{text}"
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_sources() {
        let good = r#"{"assay":"v1","kind":"sources","subject":"fund:x","currency":"USD","value_per_token":"1",
            "chains":[{"chain":"eip155:1","endpoints":["https://a.example/k3y?a=b"],
            "tokens":[{"token":"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed","storage_slot":"0x2"}]}]}"#;
        let sources: Sources = parse_document(good.as_bytes()).unwrap();
        assert!(sources.validated().is_ok());
        check(good.as_bytes());
        check(good.replace("https", "http").as_bytes());
        check(good.replace("BeAed", "BEAed").as_bytes());
    }
}
