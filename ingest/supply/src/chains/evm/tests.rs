use super::*;
use crate::evidence::check_evidence;
use crate::read_error::RequestError;
use crate::reading::{asked, at_first, read_token, Answer};
use alloy_primitives::{B256, U256};
use assay_testkit::evm_state::{Account, Header, State};
use assay_testkit::rpc_server::{Reply, Server};
use std::time::Duration;

type Wrong = fn() -> Reply;

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(300);

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

fn read(server: &Server, slot: Option<&str>, request: Duration) -> Result<ChainSupply, ReadError> {
    let mut source = json!({ "token": token().to_string() });
    if let Some(slot) = slot {
        source["storage_slot"] = json!(slot);
    }
    read_token("eip155:1", &source, &[server], request)
}

fn serve(answer: Answer) -> Server {
    Server::start(move |_, method, params| answer(method, params))
}

#[test]
fn a_call_carries_its_data_once() {
    let entry = read(&serve(answer), Some("2"), LONG).unwrap();
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
            let entry = read(server, Some("2"), LONG).unwrap();
            assert_eq!(entry.raw.to_string(), RAW.to_string());
        }
        assert_eq!(asked(&server, method), asked(&usual, method) + 2);
    }
}

#[test]
fn a_block_that_is_never_there() {
    let server = at_first(usize::MAX, GET_BLOCK, || Reply::Result(Value::Null), answer);
    match read(&server, None, SHORT) {
        Err(ReadError::Request {
            method: GET_BLOCK,
            source: RequestError::Transient { error, attempts },
            ..
        }) => assert!(error == ResponseError::Null && attempts > 1),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_the_node_does_not_know_is_final() {
    let wrong = || Reply::Error(-32_004, "Method eth_getProof is not supported".into());
    let server = at_first(usize::MAX, "eth_getProof", wrong, answer);
    let error = read(&server, Some("2"), LONG).unwrap_err();
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
