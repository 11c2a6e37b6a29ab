use super::*;
use crate::evidence::check_evidence;
use crate::read_error::RequestError;
use crate::reading::{asked, at_first, read_token, Answer, ATTEMPTS};
use alloy_primitives::{B256, U256};
use assay_testkit::evm_state::{Account, Header, State};
use assay_testkit::rpc_server::{Reply, Server};

type Wrong = fn() -> Reply;

/// A supply whose first hex digit is zero when it is written in whole bytes.
const RAW: u64 = 0x04_1337_600e_1179;

fn token() -> Address {
    Address::repeat_byte(0x77)
}

fn word(number: u64) -> Value {
    json!(B256::from(U256::from(number)).to_string())
}

fn state() -> State {
    let words = [2u64, 3].map(|slot| (B256::from(U256::from(slot)), U256::from(RAW * (slot - 1))));
    State::with(token(), Account::contract(words), 3)
}

fn header() -> Header {
    Header {
        parent: B256::repeat_byte(9),
        state_root: state().root(),
        number: 21_000_000,
        time: 1_795_212_000,
    }
}

/// A node. It takes `data` and `input` for one field, as Hardhat 3 does.
fn answer(method: &str, params: &Value) -> Reply {
    Reply::Result(match method {
        "eth_chainId" => json!("0x1"),
        GET_BLOCK => header().json(),
        "eth_call" if params[0].get("data").is_some() && params[0].get("input").is_some() => {
            return Reply::Error(-32_602, "duplicate field `data`".into())
        }
        "eth_call" if params[0]["data"] == TOTAL_SUPPLY.1 => word(RAW),
        "eth_call" => word(6),
        "eth_getProof" => {
            let slot = params[1][0].as_str().unwrap().parse().unwrap();
            state().proof_json(token(), slot)
        }
        _ => return Reply::Error(-32_601, "no such method".into()),
    })
}

fn read(server: &Server, slot: Option<&str>) -> Result<ChainSupply, ReadError> {
    let mut source = json!({ "token": token().to_string() });
    if let Some(slot) = slot {
        source["storage_slot"] = json!(slot);
    }
    read_token("eip155:1", &source, &[server])
}

fn serve(answer: Answer) -> Server {
    Server::start(move |_, method, params| answer(method, params))
}

/// A node whose answers to one method are changed.
fn changed(method: &'static str, change: fn(&mut Value)) -> Server {
    Server::start(move |_, asked, params| match answer(asked, params) {
        Reply::Result(mut value) if asked == method => {
            change(&mut value);
            Reply::Result(value)
        }
        other => other,
    })
}

#[test]
fn a_call_carries_its_data_once() {
    let entry = read(&serve(answer), Some("2")).unwrap();
    assert_eq!(entry.raw.to_string(), RAW.to_string());
    assert!(check_evidence(&entry, entry.evidence.as_ref().unwrap()).is_ok());
}

/// Behind one address several nodes: one names the final block, the next does not have it yet.
#[test]
fn a_node_that_lags_is_asked_again() {
    let cases: [(&str, Wrong); 5] = [
        ("eth_call", || {
            Reply::Error(-32_000, "header for hash not found".into())
        }),
        ("eth_getProof", || {
            Reply::Error(-32_001, "Resource not found".into())
        }),
        ("eth_call", || {
            Reply::Error(-32_005, "limit exceeded".into())
        }),
        ("eth_chainId", || {
            Reply::Error(-32_007, "15/second request limit reached".into())
        }),
        (GET_BLOCK, || Reply::Result(Value::Null)),
    ];
    for (method, wrong) in cases {
        let server = at_first(2, method, wrong, answer);
        let usual = serve(answer);
        for server in [&server, &usual] {
            let entry = read(server, Some("2")).unwrap();
            assert_eq!(entry.raw.to_string(), RAW.to_string());
        }
        assert_eq!(asked(&server, method), asked(&usual, method) + 2);
    }
}

#[test]
fn a_block_that_is_never_there() {
    let server = at_first(usize::MAX, GET_BLOCK, || Reply::Result(Value::Null), answer);
    match read(&server, None) {
        Err(ReadError::Request {
            method: GET_BLOCK,
            source: RequestError::Transient { error, attempts },
            ..
        }) => assert_eq!((error, attempts as usize), (ResponseError::Null, ATTEMPTS)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_the_node_does_not_know_is_final() {
    let wrong = || Reply::Error(-32_004, "Method eth_getProof is not supported".into());
    let server = at_first(usize::MAX, "eth_getProof", wrong, answer);
    let error = read(&server, Some("2")).unwrap_err();
    assert!(
        matches!(
            &error,
            ReadError::Request {
                source: RequestError::Response(ResponseError::Refused { code: -32_004, .. }),
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(asked(&server, "eth_getProof"), 1);
}

#[test]
fn fields_that_are_not_used_may_have_any_form() {
    // Its value is in the nodes. About one in sixteen has a zero first digit.
    let values: [fn(&mut Value); 4] = [
        |proof| proof["storageProof"][0]["value"] = json!("0x041337600e1179"),
        |proof| proof["storageProof"][0]["value"] = json!(format!("0x{RAW:064x}")),
        |proof| proof["storageProof"][0] = json!({ "proof": proof["storageProof"][0]["proof"] }),
        |proof| {
            proof["balance"] = json!("0x");
            proof["nonce"] = json!(1);
            proof["storageHash"] = Value::Null;
        },
    ];
    for change in values {
        let entry = read(&changed("eth_getProof", change), Some("2")).unwrap();
        assert_eq!(entry.raw.to_string(), RAW.to_string());
    }
    // Of a header nothing else counts without evidence.
    let headers: [fn(&mut Value); 3] = [
        |block| block["difficulty"] = json!("0x00"),
        |block| block["logsBloom"] = json!(5),
        |block| block["nonce"] = json!([]),
    ];
    for change in headers {
        let server = changed(GET_BLOCK, change);
        assert_eq!(
            read(&server, None).unwrap().raw.to_string(),
            RAW.to_string()
        );
    }
    // With evidence, zeros before a quantity change nothing, and what has no form is no header.
    let [zeros, form, _] = headers;
    assert!(read(&changed(GET_BLOCK, zeros), Some("2")).is_ok());
    let error = read(&changed(GET_BLOCK, form), Some("2")).unwrap_err();
    let expected = "the fields of an Ethereum header";
    assert!(matches!(error, ReadError::Answer { expected: found, .. } if found == expected));
}
