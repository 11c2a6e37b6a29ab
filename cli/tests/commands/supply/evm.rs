//! What an EVM chain's endpoints say, and what is refused.

use assay_statement::{Supply, SupplyEntry};
use assay_supply::ReadError;
use serde_json::{json, Value};

use crate::supply::node::{
    read_json, read_with, short, sources_json, word, Node, AS_OF, NUMBER, RAW, TIME,
};
use assay_testkit::rpc_server::{Reply, Server};

/// Two nodes, the second one changed.
fn second(change: impl FnOnce(&mut Node)) -> Result<Supply, ReadError> {
    let mut other = Node::new();
    change(&mut other);
    let (a, b) = (Node::new().start(), other.start());
    read_json(&sources_json(&[&a, &b]))
}

fn only(
    change: impl FnOnce(&mut Node),
    sources: impl FnOnce(&mut Value),
) -> Result<Supply, ReadError> {
    let mut node = Node::new();
    change(&mut node);
    let server = node.start();
    let mut json = sources_json(&[&server]);
    sources(&mut json);
    read_json(&json)
}

/// A node whose answers to one method are changed.
fn changed(method: &'static str, change: fn(&mut Value)) -> Server {
    let node = Node::new();
    Server::start(
        move |earlier, asked, params| match node.answer(earlier, asked, params) {
            Reply::Result(mut value) if asked == method => {
                change(&mut value);
                Reply::Result(value)
            }
            other => other,
        },
    )
}

fn with_slot(sources: &mut Value, slot: &str) {
    sources["chains"][0]["tokens"][0]["storage_slot"] = json!(slot);
}

#[test]
fn two_endpoints_agree() {
    let (a, b) = (Node::new().start(), Node::new().start());
    let supply = read_json(&sources_json(&[&a, &b])).unwrap();
    let [SupplyEntry::Chain(entry)] = &supply.entries[..] else {
        panic!("{supply:?}");
    };
    assert_eq!(
        entry.token.as_str(),
        "0x7777777777777777777777777777777777777777"
    );
    assert_eq!((entry.block, entry.decimals), (NUMBER, 6));
    assert_eq!(entry.raw.to_string(), RAW.to_string());
    assert_eq!(
        entry.block_hash.as_str(),
        Node::new().header(NUMBER).hash().to_string()
    );
    assert_eq!(entry.evidence, None);
    for server in [a, b] {
        let methods: Vec<String> = server
            .requests()
            .into_iter()
            .map(|(method, _)| method)
            .collect();
        let expected = [
            "eth_chainId",
            "eth_getBlockByNumber",
            "eth_getBlockByNumber",
            "eth_call",
            "eth_call",
            "eth_getBlockByNumber",
        ];
        assert_eq!(methods, expected);
        assert_eq!(server.requests()[1].1, json!(["finalized", false]));
    }
}

#[test]
fn the_lowest_final_block_is_read() {
    let supply = second(|node| node.finalized -= 3).unwrap();
    assert!(matches!(&supply.entries[0], SupplyEntry::Chain(entry) if entry.block == NUMBER - 3));
}

#[test]
fn a_block_can_be_named() {
    let supply = only(|_| (), |s| s["chains"][0]["block"] = json!(NUMBER - 7)).unwrap();
    assert!(matches!(&supply.entries[0], SupplyEntry::Chain(entry) if entry.block == NUMBER - 7));
    let refused = only(|_| (), |s| s["chains"][0]["block"] = json!(NUMBER + 1));
    assert!(
        matches!(refused, Err(ReadError::NotFinal { block, finalized, .. })
        if block == NUMBER + 1 && finalized == NUMBER)
    );
}

#[test]
fn disagreements_name_the_endpoints() {
    let error = second(|node| node.supply = word(RAW + 1)).unwrap_err();
    let text = error.to_string();
    assert!(matches!(error, ReadError::Disagreement { answers, .. } if answers.len() == 2));
    for part in [
        "totalSupply()",
        "1234567890000 at endpoint 1 (http://127.0.0.1:",
        "1234567890001 at endpoint 2",
    ] {
        assert!(text.contains(part), "{text}");
    }
    let refused = second(|node| node.decimals = word(18));
    assert!(
        matches!(refused, Err(ReadError::Disagreement { what, .. }) if what.contains("decimals()"))
    );
    let refused = second(|node| node.time += 1);
    assert!(matches!(refused, Err(ReadError::Disagreement { what, .. }) if what.contains("block")));
}

#[test]
fn another_chain_is_refused() {
    let error = second(|node| node.chain = 10).unwrap_err();
    assert!(
        matches!(&error, ReadError::WrongChain { endpoint, found, .. }
        if found == "eip155:10" && endpoint.starts_with("endpoint 2"))
    );
    let unknown = only(
        |_| (),
        |s| s["chains"][0]["chain"] = json!("tron:0x2b6653dc"),
    );
    assert!(matches!(unknown, Err(ReadError::UnknownChain { .. })));
}

#[test]
fn a_block_that_is_undone_is_refused() {
    // The sixth request is the last look at the block.
    let refused = only(|node| node.reorganised_at = 5, |_| ());
    assert!(
        matches!(refused, Err(ReadError::Reorganised { before, after, .. }) if before != after)
    );
    // Between the two looks at it, calls by its hash fail.
    let mut node = Node::new();
    node.reorganised_at = 2;
    let refused = read_with(&sources_json(&[&node.start()]), short());
    assert!(
        matches!(
            refused,
            Err(ReadError::Request {
                method: "eth_call",
                ..
            })
        ),
        "{refused:?}"
    );
}

#[test]
fn blocks_of_another_time_are_refused() {
    for time in [TIME - 3_601, TIME + 3_601] {
        let refused = only(|node| node.time = time, |_| ());
        assert!(matches!(
            refused,
            Err(ReadError::OtherTime {
                block: NUMBER,
                within: 3_600,
                ..
            })
        ));
    }
    for time in [TIME - 3_600, TIME + 3_600] {
        assert!(only(|node| node.time = time, |_| ()).is_ok());
    }
    // After the year 9999, the last that documents can write: each told as it was found.
    for time in [253_402_300_800, 1 << 63, u64::MAX] {
        let refused = only(|node| node.time = time, |_| ()).unwrap_err();
        let expected = format!(
            "eip155:1: expected a block within 3600 s of {AS_OF}, found block {NUMBER} of {time} s after 1970, which is after \
             the year 9999 or before the year 0; name another endpoint"
        );
        assert_eq!(refused.to_string(), expected);
    }
    let last = only(|node| node.time = 253_402_300_799, |_| ());
    assert!(matches!(last, Err(ReadError::OtherTime { .. })));
}

#[test]
fn tokens_have_one_unit() {
    let unit = |json: &mut Value| json["chains"][0]["tokens"][0]["unit"] = json!("raw");
    assert!(matches!(only(|_| (), unit), Err(ReadError::NoUnit { .. })));
}

#[test]
fn what_is_no_token_is_refused() {
    for nothing in [
        json!("0x"),
        json!("0x01"),
        json!(format!("0x{}", "00".repeat(64))),
    ] {
        let refused = only(|node| node.supply = nothing.clone(), |_| ());
        assert!(matches!(
            refused,
            Err(ReadError::NoToken {
                method: "totalSupply()",
                ..
            })
        ));
        let refused = only(|node| node.decimals = nothing, |_| ());
        assert!(matches!(
            refused,
            Err(ReadError::NoToken {
                method: "decimals()",
                ..
            })
        ));
    }
    for decimals in [37, 256, u64::MAX] {
        let refused = only(|node| node.decimals = word(decimals), |_| ());
        assert!(
            matches!(refused, Err(ReadError::Decimals { .. })),
            "{decimals}"
        );
    }
    assert!(only(|node| node.decimals = word(36), |_| ()).is_ok());
    let large = json!(format!("0x{}", "ff".repeat(32)));
    assert!(only(|node| node.supply = large, |_| ()).is_ok());
}

#[test]
fn supply_is_proved() {
    let supply = only(|_| (), |sources| with_slot(sources, "2")).unwrap();
    let SupplyEntry::Chain(entry) = &supply.entries[0] else {
        panic!();
    };
    let evidence = entry.evidence.as_ref().unwrap();
    let block = assay_supply::check_evidence(entry, evidence).unwrap();
    let header = Node::new().header(NUMBER);
    assert_eq!(block.hash, header.hash());
    assert_eq!(block.time.unix(), header.time as i64);
}

#[test]
fn a_slot_that_holds_something_else_is_refused() {
    for slot in ["3", "4", "0xff"] {
        let error = only(|_| (), |sources| with_slot(sources, slot)).unwrap_err();
        assert!(matches!(&error, ReadError::Evidence { .. }), "{error}");
        assert!(error.to_string().contains("nothing else"), "{error}");
    }
}

#[test]
fn proofs_that_are_wrong_or_missing_are_refused() {
    let tampered = |change: fn(&mut Value)| {
        let mut sources = sources_json(&[&changed("eth_getProof", change)]);
        with_slot(&mut sources, "2");
        read_json(&sources).unwrap_err()
    };
    let error = tampered(|proof| {
        let node = proof["accountProof"][0].as_str().unwrap();
        proof["accountProof"][0] = json!(node.replacen("0xf9", "0xf8", 1));
    });
    assert!(matches!(error, ReadError::Evidence { .. }), "{error}");
    let error = tampered(|proof| proof["storageProof"] = json!([]));
    assert!(matches!(
        error,
        ReadError::Answer {
            expected: "the proof of one word",
            ..
        }
    ));
    let error = tampered(|proof| proof["storageProof"][0]["proof"] = json!([]));
    assert!(matches!(error, ReadError::Evidence { .. }));
    let error = tampered(|proof| drop(proof.as_object_mut().unwrap().remove("accountProof")));
    assert!(matches!(
        error,
        ReadError::Request {
            method: "eth_getProof",
            ..
        }
    ));
}

#[test]
fn an_endpoint_without_proofs_leaves_them_to_the_next() {
    let node = Node::new();
    let poor = Server::start(move |earlier, method, params| match method {
        "eth_getProof" => Reply::Error(-32_601, "the method does not exist".into()),
        _ => node.answer(earlier, method, params),
    });
    let rich = Node::new().start();
    let mut sources = sources_json(&[&poor, &rich]);
    with_slot(&mut sources, "2");
    assert!(read_json(&sources).is_ok());
    let mut sources = sources_json(&[&poor]);
    with_slot(&mut sources, "2");
    let error = read_json(&sources).unwrap_err();
    assert!(
        matches!(
            &error,
            ReadError::Request {
                method: "eth_getProof",
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_header_of_another_form_proves_nothing() {
    let with_header = |change: fn(&mut Value)| {
        let mut sources = sources_json(&[&changed("eth_getBlockByNumber", change)]);
        // Without a slot the header does not matter.
        assert!(read_json(&sources).is_ok());
        with_slot(&mut sources, "2");
        read_json(&sources).unwrap_err()
    };
    let error = with_header(|block| drop(block.as_object_mut().unwrap().remove("nonce")));
    assert!(matches!(
        error,
        ReadError::Answer {
            expected: "the fields of an Ethereum header",
            ..
        }
    ));
    let error = with_header(|block| drop(block.as_object_mut().unwrap().remove("requestsHash")));
    assert!(matches!(error, ReadError::Evidence { .. }), "{error}");
}

#[test]
fn blocks_that_make_no_sense_are_refused() {
    let with_block = |change: fn(&mut Value)| {
        read_json(&sources_json(&[&changed("eth_getBlockByNumber", change)])).unwrap_err()
    };
    for error in [
        with_block(|block| block["hash"] = json!("0x00")),
        with_block(|block| block["number"] = json!("0x20000000000000")),
        with_block(|block| block["timestamp"] = json!("0xffffffffffffffffff")),
    ] {
        assert!(matches!(error, ReadError::Answer { .. }), "{error}");
    }
    for error in [
        with_block(|block| drop(block.as_object_mut().unwrap().remove("hash"))),
        with_block(|block| block["number"] = json!(21_000_000)),
        with_block(|block| block["number"] = json!("0x0140")),
        // Another attempt might go better.
        {
            let server = changed("eth_getBlockByNumber", |block| *block = Value::Null);
            read_with(&sources_json(&[&server]), short()).unwrap_err()
        },
    ] {
        assert!(
            matches!(
                error,
                ReadError::Request {
                    method: "eth_getBlockByNumber",
                    ..
                }
            ),
            "{error}"
        );
    }
}
