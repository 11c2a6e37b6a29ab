//! A proposal that nobody applies expires: the timelock does not become an option to be used at any later time.

use assay_cosmwasm::entry::{execute, instantiate, migrate, query};
use assay_cosmwasm::json::Json;
use assay_testkit::contract::{code, instantiate_for, report, unix, vector_text, TIMELOCK};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi};
use cosmwasm_std::{from_json, Env, Storage, Timestamp};
use serde_json::{json, Value};

use crate::app::{attribute, Chain, NOW};

/// Fourteen days, if nothing else is said.
const GRACE: u64 = 1_209_600;

fn apply() -> Value {
    json!({"apply_registry": {}})
}

fn propose(chain: &mut Chain, heartbeat: u64) -> cw_multi_test::AppResponse {
    let order = json!({"propose_registry": {"heartbeat": heartbeat}});
    chain.execute("admin", &order).unwrap()
}

#[test]
fn to_its_last_second() {
    let mut chain = Chain::new();
    assert_eq!(chain.query(&json!({"config": {}}))["grace"], GRACE);
    let done = propose(&mut chain, 5);
    let (ready, expires) = (unix(NOW) + TIMELOCK, unix(NOW) + TIMELOCK + GRACE);
    assert_eq!(attribute(&done, "ready"), Some(ready.to_string()));
    assert_eq!(attribute(&done, "expires"), Some(expires.to_string()));
    let pending = chain.query(&json!({"pending": {}}));
    let expected = json!({"change": {"heartbeat": 5}, "ready": ready, "expires": expires});
    assert_eq!(pending, json!({ "change": expected }));
    chain.wait(TIMELOCK + GRACE);
    chain.execute("admin", &apply()).unwrap();
    assert_eq!(chain.query(&json!({"config": {}}))["heartbeat"], 5);
}

#[test]
fn and_no_later() {
    let mut chain = Chain::new();
    propose(&mut chain, 5);
    chain.wait(TIMELOCK + GRACE + 1);
    assert_eq!(chain.refused("admin", &apply()), "proposal-expired");
    chain.wait(10 * GRACE);
    let told = chain.execute("admin", &apply()).unwrap_err();
    let expires = unix(NOW) + TIMELOCK + GRACE;
    let now = expires + 1 + 10 * GRACE;
    let expected = format!(
        "proposal-expired: the proposal could be applied until {expires}, now is {now}; propose it again"
    );
    assert_eq!(told, expected);
    // It is told as long as it is stored, and can be dropped or proposed again; then the timelock begins anew.
    assert_eq!(
        chain.query(&json!({"pending": {}}))["change"]["expires"],
        expires
    );
    propose(&mut chain, 6);
    assert_eq!(chain.refused("admin", &apply()), "timelocked");
    chain.wait(TIMELOCK);
    chain.execute("admin", &apply()).unwrap();
    assert_eq!(chain.query(&json!({"config": {}}))["heartbeat"], 6);
    propose(&mut chain, 7);
    chain.wait(TIMELOCK + GRACE + 1);
    chain
        .execute("admin", &json!({"cancel_registry": {}}))
        .unwrap();
    assert_eq!(chain.refused("admin", &apply()), "nothing-proposed");
}

#[test]
fn as_long_as_set_up() {
    const YEAR: u64 = 31_536_000;
    for grace in [3_600, YEAR] {
        let mut chain = Chain::with(|message| message["grace"] = grace.into()).unwrap();
        assert_eq!(chain.query(&json!({"config": {}}))["grace"], grace);
        propose(&mut chain, 5);
        chain.wait(TIMELOCK + grace + 1);
        assert_eq!(chain.refused("admin", &apply()), "proposal-expired");
        propose(&mut chain, 5);
        chain.wait(TIMELOCK + grace);
        chain.execute("admin", &apply()).unwrap();
        // It never changes.
        let order = json!({"propose_registry": {"grace": 7_200}});
        assert_eq!(chain.refused("admin", &order), "message-malformed");
    }
    for grace in [
        json!(0),
        json!(3_599),
        json!(YEAR + 1),
        json!(u64::MAX),
        json!(null),
        json!("7200"),
    ] {
        let error = Chain::with(|message| message["grace"] = grace.clone()).err();
        assert_eq!(code(&error.unwrap()), "message-malformed", "{grace}");
    }
    // With a timelock that ends in the last seconds that there are, the end is the last one.
    let timelock = u64::MAX - unix(NOW) - 1;
    let mut chain = Chain::with(|message| message["timelock"] = timelock.into()).unwrap();
    let done = propose(&mut chain, 5);
    assert_eq!(attribute(&done, "expires"), Some(u64::MAX.to_string()));
}

fn env(seconds_later: u64) -> Env {
    let mut env = mock_env();
    env.block.time = Timestamp::from_seconds(unix(NOW) + seconds_later);
    env
}

fn message(value: &Value) -> Json {
    from_json(value.to_string()).unwrap()
}

/// Takes a field out of what is stored, as the versions before had none.
fn without(storage: &mut dyn Storage, key: &str, field: &str) {
    let stored = storage.get(key.as_bytes()).unwrap();
    let mut stored: Value = serde_json::from_slice(&stored).unwrap();
    assert!(stored.as_object_mut().unwrap().remove(field).is_some());
    storage.set(key.as_bytes(), stored.to_string().as_bytes());
}

/// A proposal that a version without a grace period stored is read, and expires as one that is made today.
#[test]
fn of_a_state_that_knows_none() {
    for (later, expected) in [
        (TIMELOCK - 1, Err("timelocked")),
        (TIMELOCK, Ok(())),
        (TIMELOCK + GRACE, Ok(())),
        (TIMELOCK + GRACE + 1, Err("proposal-expired")),
    ] {
        let mut deps = mock_dependencies();
        let admin = MockApi::default().addr_make("admin");
        let info = message_info(&admin, &[]);
        let setup = instantiate_for(&report(&vector_text("report.json")), admin.as_str());
        instantiate(deps.as_mut(), env(0), info.clone(), message(&setup)).unwrap();
        let order = message(&json!({"propose_registry": {"heartbeat": 5}}));
        execute(deps.as_mut(), env(0), info.clone(), order).unwrap();
        without(&mut deps.storage, "settings", "grace");
        without(&mut deps.storage, "proposal", "expires");

        migrate(deps.as_mut(), env(1), message(&json!({}))).unwrap();
        let ask = |deps, question: Value| -> Value {
            let answer = query(deps, env(1), message(&question)).unwrap();
            serde_json::from_slice(&answer).unwrap()
        };
        let pending = ask(deps.as_ref(), json!({"pending": {}}));
        let ready = unix(NOW) + TIMELOCK;
        let waiting = json!({"change": {"heartbeat": 5}, "ready": ready, "expires": ready + GRACE});
        assert_eq!(pending, json!({ "change": waiting }));
        assert_eq!(ask(deps.as_ref(), json!({"config": {}}))["grace"], GRACE);
        let applied = execute(deps.as_mut(), env(later), info, message(&apply()));
        assert_eq!(
            applied.map(|_| ()).map_err(|error| error.code()),
            expected,
            "{later}"
        );
    }
}
