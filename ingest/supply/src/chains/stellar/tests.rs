use super::*;
use crate::page::LATEST_LEDGER;
use crate::read_error::{HttpError, RequestError};
use crate::reading::{asked, at_first, read_token as read_at};
use assay_testkit::rpc_server::{Reply, Server};
use serde_json::json;

const CHAIN: &str = "stellar:pubnet";
const ISSUER: &str = "GBHNGLLIE3KWGKCHIKMHJ5HVZHYIK7WTBE4QF5PLAKL4CJGSEU7HZIW5";
const HASH: &str = "2512729bf836b206cb443bf3329a4130984b2d60e6198064a59ef1396ae6c1fd";
const OTHER_HASH: &str = "0512729bf836b206cb443bf3329a4130984b2d60e6198064a59ef1396ae6c1fd";

/// Horizon, whose pages have the fields of version 23.
#[derive(Clone)]
struct Horizon {
    passphrase: &'static str,
    ledger: Option<u64>,
    hash: &'static str,
    closed_at: &'static str,
    records: Vec<Value>,
}

/// The asset: 430,694,230.4855482 held by accounts, and a little elsewhere.
fn record() -> Value {
    json!({
        "_links": { "toml": { "href": "" } },
        "asset_type": "credit_alphanum12", "asset_code": "BENJI", "asset_issuer": ISSUER,
        "paging_token": format!("BENJI_{ISSUER}_credit_alphanum12"), "num_claimable_balances": 1,
        "num_liquidity_pools": 1, "num_contracts": 1,
        "accounts": { "authorized": 917, "authorized_to_maintain_liabilities": 1, "unauthorized": 2 },
        "claimable_balances_amount": "0.0000010", "liquidity_pools_amount": "0.0000100",
        "contracts_amount": "0.0001000",
        "balances": {
            "authorized": "430694230.4855482", "authorized_to_maintain_liabilities": "1.0000000",
            "unauthorized": "20.0000000",
        },
        "flags": { "auth_required": true, "auth_revocable": true, "auth_immutable": false, "auth_clawback_enabled": true },
    })
}

impl Horizon {
    fn new() -> Horizon {
        Horizon {
            passphrase: "Public Global Stellar Network ; September 2015",
            ledger: Some(59_000_000),
            hash: HASH,
            closed_at: "2026-11-20T21:59:58Z",
            records: vec![record()],
        }
    }

    fn start(&self) -> Server {
        let horizon = self.clone();
        Server::start(move |_, path, query| horizon.answer(path, query))
    }

    fn answer(&self, path: &str, query: &Value) -> Reply {
        match path {
            "/" => Reply::Result(json!({
                "horizon_version": "23.0.0", "history_latest_ledger": self.ledger, "network_passphrase": self.passphrase,
            })),
            "/assets" => {
                assert_eq!(*query, format!("asset_code=BENJI&asset_issuer={ISSUER}"));
                let page = json!({ "_links": {}, "_embedded": { "records": self.records } });
                match self.ledger {
                    Some(ledger) => Reply::Page(LATEST_LEDGER, ledger.to_string(), page),
                    None => Reply::Result(page),
                }
            }
            _ => match path
                .strip_prefix("/ledgers/")
                .and_then(|n| n.parse::<u64>().ok())
            {
                Some(number) if self.ledger.is_some_and(|last| number <= last) => {
                    Reply::Result(json!({
                        "id": self.hash, "hash": self.hash, "prev_hash": OTHER_HASH, "sequence": number,
                        "closed_at": self.closed_at, "total_coins": "105443902087.3472865", "protocol_version": 23,
                    }))
                }
                _ => Reply::Http(
                    404,
                    br#"{"status":404,"title":"Resource Missing"}"#.to_vec(),
                ),
            },
        }
    }
}

fn token() -> Value {
    json!({ "token": format!("BENJI-{ISSUER}") })
}

fn read(servers: &[&Server]) -> Result<ChainSupply, ReadError> {
    read_at(CHAIN, &token(), servers)
}

fn only(change: impl FnOnce(&mut Horizon)) -> Result<ChainSupply, ReadError> {
    let mut horizon = Horizon::new();
    change(&mut horizon);
    read(&[&horizon.start()])
}

/// What is wrong about an answer.
fn wrong(change: impl FnOnce(&mut Horizon)) -> (String, &'static str) {
    match only(change) {
        Err(ReadError::Answer { what, expected, .. }) => (what, expected),
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_that_is_held_counts() {
    let entry = only(|_| ()).unwrap();
    assert_eq!((entry.block, entry.decimals), (59_000_000, 7));
    assert_eq!(entry.raw.to_string(), "4306942514856592");
    assert_eq!(entry.block_hash.as_str(), HASH);
    assert_eq!(entry.token.as_str(), format!("BENJI-{ISSUER}"));
    let archived = only(|horizon| {
        horizon.records[0]["archived_contracts_amount"] = json!("1.0000000");
        horizon.records[0]["amount"] = json!("430694230.4855482");
    });
    assert_eq!(archived.unwrap().raw.to_string(), "4306942524856592");
}

#[test]
fn two_endpoints_agree_at_ledgers_of_their_own() {
    let mut behind = Horizon::new();
    behind.ledger = Some(58_999_998);
    let entry = read(&[&Horizon::new().start(), &behind.start()]).unwrap();
    assert_eq!(entry.block, 58_999_998);

    let second = |change: fn(&mut Horizon)| {
        let mut horizon = Horizon::new();
        change(&mut horizon);
        match read(&[&Horizon::new().start(), &horizon.start()]) {
            Err(ReadError::Disagreement { what, .. }) => what,
            other => panic!("{other:?}"),
        }
    };
    let what = second(|horizon| horizon.records[0]["contracts_amount"] = json!("0.0001001"));
    assert_eq!(what, format!("the supply of BENJI-{ISSUER}"));
    assert_eq!(
        second(|horizon| horizon.hash = OTHER_HASH),
        "ledger 59000000"
    );
}

#[test]
fn another_network_is_refused() {
    for (passphrase, expected) in [
        ("Test SDF Network ; September 2015", "stellar:testnet"),
        ("Standalone Network ; February 2017", "another network"),
    ] {
        match only(|horizon| horizon.passphrase = passphrase) {
            Err(ReadError::WrongChain { found, .. }) => assert_eq!(found, expected),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn amounts_that_are_missing_or_not_known_are_refused() {
    let expected = "amounts of balances, claimable balances, liquidity pools and contracts, with 7 decimals each, and no others";
    let changes: [fn(&mut Value); 8] = [
        |record| drop(record.as_object_mut().unwrap().remove("contracts_amount")),
        |record| {
            drop(
                record["balances"]
                    .as_object_mut()
                    .unwrap()
                    .remove("unauthorized"),
            )
        },
        |record| record["balances"] = json!("1.0000000"),
        |record| record["balances"]["frozen"] = json!("1.0000000"),
        |record| record["escrows_amount"] = json!("1.0000000"),
        |record| record["contracts_amount"] = json!(1),
        |record| record["contracts_amount"] = json!("-1.0000000"),
        |record| record["archived_contracts_amount"] = Value::Null,
    ];
    for change in changes {
        let found = wrong(|horizon| change(&mut horizon.records[0]));
        assert_eq!(found, (ASSETS.into(), expected));
    }
    for (text, expected) in [
        ("0.0000001", Some(1u64)),
        ("922337203685.4775807", Some(i64::MAX as u64)),
        ("1", None),
        ("1.000000", None),
        ("1.00000000", None),
        (".0000001", None),
        ("01.0000000", None),
        ("1.000000e", None),
        ("+1.0000000", None),
    ] {
        assert_eq!(amount(text), expected.map(BigUint::from), "{text}");
    }
}

#[test]
fn answers_that_make_no_sense_are_refused() {
    let ledger = "the ledger of this number, with its hash and time";
    assert_eq!(
        wrong(|horizon| horizon.hash = "25"),
        ("ledger 59000000".into(), ledger)
    );
    assert_eq!(
        wrong(|horizon| horizon.closed_at = "today"),
        ("ledger 59000000".into(), ledger)
    );
    let found = wrong(|horizon| horizon.ledger = None);
    assert_eq!(
        found,
        (
            ASSETS.into(),
            "the ledger it is about, in the header Latest-Ledger"
        )
    );
    let found = wrong(|horizon| horizon.records.push(record()));
    assert_eq!(found, (ASSETS.into(), "one asset"));
    let found = wrong(|horizon| horizon.records[0]["asset_code"] = json!("BENJ"));
    assert_eq!(found, (ASSETS.into(), "the asset that was asked for"));

    let error = only(|horizon| horizon.records.clear()).unwrap_err();
    assert!(matches!(&error, ReadError::NoAsset { .. }), "{error}");
    let error = only(|horizon| horizon.closed_at = "2026-11-20T20:00:00Z").unwrap_err();
    let says = "found block 59000000 of 2026-11-20T20:00:00Z, 7200 s (2 h 0 min) before it; it is the last final one at \
                endpoint 1 (http://127.0.0.1:";
    assert!(error.to_string().contains(says), "{error}");
}

#[test]
fn tokens_are_codes_with_issuers() {
    let canonical = |text: &str| Stellar.canonical_token(&text.parse().unwrap());
    let id: Id = format!("BENJI-{ISSUER}").parse().unwrap();
    assert_eq!(canonical(id.as_str()), Ok(id.clone()));
    assert_eq!(canonical(&format!("BENJI:{ISSUER}")), Ok(id));
    for bad in [
        "BENJI".into(),
        ISSUER.into(),
        format!("-{ISSUER}"),
        format!("THIRTEENCHARS-{ISSUER}"),
        format!("B_-{ISSUER}"),
    ] {
        assert_eq!(canonical(&bad), Err(TokenError::Form), "{bad}");
    }
    let mistyped = canonical(&format!("BENJI-{}", ISSUER.replace("HZIW5", "HZIW4")));
    assert_eq!(mistyped, Err(TokenError::Checksum { standard: "SEP-23" }));
}

fn answer(path: &str, query: &Value) -> Reply {
    Horizon::new().answer(path, query)
}

#[test]
fn a_ledger_that_is_there_a_moment_later() {
    const PATH: &str = "/ledgers/59000000";
    let wrong: [fn() -> Reply; 3] = [
        || Reply::Http(404, vec![]),
        || Reply::Http(503, vec![]),
        || Reply::Http(429, vec![]),
    ];
    for wrong in wrong {
        let server = at_first(2, PATH, wrong, answer);
        assert!(read(&[&server]).is_ok());
        assert_eq!(asked(&server, PATH), 3);
    }
}

#[test]
fn what_is_no_horizon_is_refused_at_once() {
    let failed = |wrong: fn() -> Reply| {
        let server = at_first(usize::MAX, "/", wrong, answer);
        let ReadError::Request { source, .. } = read(&[&server]).unwrap_err() else {
            panic!();
        };
        assert_eq!(asked(&server, "/"), 1);
        source
    };
    let not_there = failed(|| Reply::Http(404, vec![]));
    assert_eq!(not_there, RequestError::Response(ResponseError::Null));
    let error = HttpError::Status { status: 405 };
    let refused = failed(|| Reply::Http(405, vec![]));
    assert_eq!(refused, RequestError::Http { error, attempts: 1 });
    let error = failed(|| Reply::Http(200, b"<html>".to_vec()));
    let says =
        "it is no JSON object; check its address: it should be one for the chain's own interface";
    assert!(error.to_string().ends_with(says), "{error}");
}
