use super::*;
use crate::slot::Slot;
use assay_statement::{parse_document, ParseError, Word};

const GOOD: &str = r#"{"assay":"v1","kind":"sources","subject":"fund:x","currency":"USD","value_per_token":"1.00","chains":[
    {"chain":"eip155:1","endpoints":["https://a.example/k3y","https://b.example"],"block":7,
     "tokens":[{"token":"0x7712c34205737192402172409a8f7ccef8aa2aec","storage_slot":"2"}]},
    {"chain":"solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp","endpoints":["https://c.example"],
     "tokens":[{"token":"GyWgeqpy5GueU2YbkE8xqUeVEokCMMCEeUrfbtMw6phr"}]}],
    "entries":[{"entry":"pending_redemptions","quantity":"5"}]}"#;

fn read(text: &str) -> Sources {
    parse_document(text.as_bytes()).unwrap()
}

fn with(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    GOOD.replacen(from, to, 1)
}

#[track_caller]
fn refused(from: &str, to: &str) -> SourcesError {
    read(&with(from, to)).validated().unwrap_err()
}

#[test]
fn reads_itself() {
    let sources = read(GOOD).validated().unwrap();
    assert_eq!(sources, read(GOOD));
    assert_eq!(sources.chains[0].block, Some(7));
    let mut slot = [0; 32];
    slot[31] = 2;
    assert_eq!(
        sources.chains[0].tokens[0].storage_slot,
        Some(Slot(Word(slot)))
    );
}

#[test]
fn is_read_strictly_and_shows_nothing() {
    for (from, to) in [
        ("https://a.example/k3y", "http://a.example/k3y"),
        (
            "\"endpoints\":[\"https://a.example/k3y\"",
            "\"endpoint\":[\"https://a.example/k3y\"",
        ),
        ("\"storage_slot\":\"2\"", "\"storage_slot\":\"k3y\""),
        ("\"storage_slot\":\"2\"", "\"storage_slot\":2"),
        (
            "{\"token\":\"0x7712c34205737192402172409a8f7ccef8aa2aec\",\"storage_slot\":\"2\"}",
            "[\"k3y\"]",
        ),
    ] {
        let error = parse_document::<Sources>(with(from, to).as_bytes()).unwrap_err();
        assert!(matches!(error, ParseError::Field { .. }), "{error}");
        assert!(!error.to_string().contains("k3y"), "{error}");
    }
    assert!(!format!("{:?}", read(GOOD)).contains("k3y"));
}

#[test]
fn refuses_nothing_and_what_is_listed_twice() {
    let chain: ChainId = "eip155:1".parse().unwrap();
    let start = GOOD.find("\"chains\"").unwrap();
    let nothing = format!("{}\"chains\":[]}}", &GOOD[..start]);
    assert_eq!(read(&nothing).validated(), Err(SourcesError::Nothing));
    assert_eq!(
        refused("solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp\",\"endpoints\":[\"https://c.example\"],\n     \"tokens\":[{\"token\":\"GyWgeqpy5GueU2YbkE8xqUeVEokCMMCEeUrfbtMw6phr\"",
            "eip155:1\",\"endpoints\":[\"https://c.example\"],\"tokens\":[{\"token\":\"0x7712c34205737192402172409a8f7ccef8aa2aed\""),
        SourcesError::DuplicateChain { chain: chain.clone() }
    );
    assert_eq!(
        refused("[\"https://a.example/k3y\",\"https://b.example\"]", "[]"),
        SourcesError::NoEndpoint {
            chain: chain.clone()
        }
    );
    assert_eq!(
        refused("https://b.example", "https://a.example/k3y"),
        SourcesError::DuplicateEndpoint {
            chain: chain.clone(),
            endpoint: "https://a.example".into()
        }
    );
    assert_eq!(
        refused(
            "[{\"token\":\"0x7712c34205737192402172409a8f7ccef8aa2aec\",\"storage_slot\":\"2\"}]",
            "[]"
        ),
        SourcesError::NoToken {
            chain: chain.clone()
        }
    );
    let token = "0x7712c34205737192402172409a8f7ccef8aa2aec";
    assert_eq!(
        refused(
            "\"storage_slot\":\"2\"}",
            &format!("\"storage_slot\":\"2\"}},{{\"token\":\"{token}\"}}")
        ),
        SourcesError::DuplicateToken {
            chain: chain.clone(),
            token: token.into()
        }
    );
}

#[test]
fn refuses_tokens_that_are_no_addresses() {
    let chain: ChainId = "eip155:1".parse().unwrap();
    let token = "0x7712c34205737192402172409a8f7ccef8aa2aec";
    for bad in [
        "0x7712",
        "7712c34205737192402172409a8f7ccef8aa2aec",
        "0x7712c34205737192402172409a8f7ccef8aa2aeg",
    ] {
        assert_eq!(
            refused(token, bad),
            SourcesError::Token {
                chain: chain.clone(),
                expected: "0x and 40 hex digits",
                token: bad.into()
            }
        );
    }
    for bad in [
        "GyWgeqpy5GueU2YbkE8xqUeVEokCMMCEeUrfbtMw6ph0",
        "GyWgeqpy5GueU2YbkE8xqUeVEokCMMCEeUrfbtMw",
    ] {
        assert!(matches!(
            refused("GyWgeqpy5GueU2YbkE8xqUeVEokCMMCEeUrfbtMw6phr", bad),
            SourcesError::Token {
                expected: "32 bytes in base58",
                ..
            }
        ));
    }
}

#[test]
fn addresses_are_written_in_lower_case() {
    // The examples of EIP-55.
    for checked in [
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    ] {
        let sources = read(&with("0x7712c34205737192402172409a8f7ccef8aa2aec", checked));
        let sources = sources.validated().unwrap();
        assert_eq!(
            sources.chains[0].tokens[0].token.as_str(),
            checked.to_ascii_lowercase()
        );
        let mistyped = checked.replacen('f', "F", 1);
        assert!(matches!(
            refused("0x7712c34205737192402172409a8f7ccef8aa2aec", &mistyped),
            SourcesError::Checksum { .. }
        ));
    }
}
